import Recurrence

/// What is wrong at some place, and what to do about it, in both languages: the table of this module's texts.
struct Fault: Hashable {
  let code: Diagnostic.Code
  let problem: BilingualText
  let advice: BilingualText

  init(_ code: String, _ zh: String, _ en: String, do adviceZh: String, _ adviceEn: String) {
    self.code = Diagnostic.Code(rawValue: code)
    problem = BilingualText(zh: zh, en: en)
    advice = BilingualText(zh: adviceZh, en: adviceEn)
  }

  enum Shape { case mapping, sequence, text }
}

// MARK: - Keys and shapes

extension Fault {
  static func unknownKey(_ typed: String, in section: Section) -> Fault {
    if let key = section.nearest(to: typed) {
      let word = key.word(typed.utf8.allSatisfy { $0 < 0x80 } ? .en : .zh)
      return Fault(
        "E101", "不认识的键 “\(typed)”，是不是 “\(Vocabulary.display(key.name).zh)”？",
        "unknown key '\(typed)'; did you mean '\(key.name)'?", do: "改成 \(word)", "write \(word)")
    }
    if let home = Section.all.first(where: { $0.key(typed) != nil }) {
      let place = Vocabulary.display(home.name)
      return Fault(
        "E101", "键 “\(typed)” 不能写在这里，它属于 \(place.zh)",
        "the key '\(typed)' can't stand here; it belongs to \(home.name)",
        do: "检查缩进：它应该在 \(home.name) 下面", "check the indentation: it goes below \(home.name)")
    }
    let zh = section.keys.map { Vocabulary.display($0.name).zh }.joined(separator: "、")
    return Fault(
      "E101", "不认识的键 “\(typed)”", "unknown key '\(typed)' in \(section.name)", do: "这里可以写：\(zh)",
      "keys here: \(section.names.joined(separator: ", "))")
  }

  static func missingKey(_ key: String, section: Section) -> Fault {
    let word = Vocabulary.display(key)
    let why = missingReasons[key] ?? BilingualText(zh: "", en: "")
    return Fault(
      "E102", "缺少 \(word.zh)\(why.zh)", "missing '\(key)' in \(section.name)\(why.en ?? "")",
      do: "请补上 \(key): …", "add \(key): …")
  }

  private static let missingReasons: [String: BilingualText] = [
    "when": BilingualText(zh: "：不知道活动哪天办", en: ": on which day is it held?"),
    "who": BilingualText(zh: "：不知道由哪些单位办", en: ": which units hold it?"),
    "id": BilingualText(zh: "：每一项要有自己的编号", en: ": every item needs an id of its own"),
    "channel": BilingualText(zh: "：不知道发到哪个群", en: ": through which robot?"),
    "template": BilingualText(zh: "：不知道发什么内容", en: ": which text?"),
  ]

  static func sameKeyTwoLanguages(_ typed: String, _ key: String) -> Fault {
    Fault(
      "E103", "“\(typed)”和 “\(key)” 是同一个键，写了两次", "'\(typed)' and '\(key)' are the same key, written twice",
      do: "删去其中一个", "remove one of them")
  }

  static func wrongShape(_ key: String, expected: Shape) -> Fault {
    let word = Vocabulary.display(key).zh
    return switch expected {
    case .mapping:
      Fault(
        "E001", "\(word) 下面应该是“键: 值”", "\(key) needs keys and values below it",
        do: "写成 \(key): 换行，再缩进两格写各个键（冒号后要有空格）", "write 'key: value' lines, indented by two spaces")
    case .sequence:
      Fault(
        "E001", "\(word) 应该是一个列表", "\(key) needs a list", do: "每项以 “- ” 开头，或写成 [甲, 乙]",
        "begin each item with '- ', or write [a, b]")
    case .text:
      Fault(
        "E001", "\(word) 这里应该是一个词或一句话", "\(key) needs a plain text here", do: "去掉括号，直接写内容",
        "write the text without brackets")
    }
  }

  static func notAmong(_ text: String, key: String, choices: [String]) -> Fault {
    let zh = choices.map { choice in
      let word = Vocabulary.chineseValue(choice)
      return word == choice ? choice : "\(choice)（\(word)）"
    }
    let nearest = Vocabulary.nearest(to: text, among: choices + choices.map(Vocabulary.chineseValue))
    return Fault(
      "E301", "\(Vocabulary.display(key).zh) 不能是 “\(text)”\(nearest.map { "，是不是 “\($0)”？" } ?? "")",
      "\(key) can't be '\(text)'\(nearest.map { "; did you mean '\($0)'?" } ?? "")",
      do: "可以写：\(zh.joined(separator: "、"))", "one of: \(choices.joined(separator: ", "))")
  }

  static func notANumber(_ text: String, key: String, range: ClosedRange<Int>) -> Fault {
    Fault(
      "E207", "\(Vocabulary.display(key).zh) 应该是 \(range.lowerBound) 到 \(range.upperBound) 的整数，不是 “\(text)”",
      "\(key) must be a whole number from \(range.lowerBound) to \(range.upperBound), not '\(text)'",
      do: "写阿拉伯数字", "write digits")
  }

  static func badID(_ text: String) -> Fault {
    Fault(
      "E301", "编号 “\(text)” 里有不能用的字符", "the id '\(text)' has characters that an id can't have",
      do: "编号只用字母、汉字、数字和 - _ .，最长 64 个字", "use letters, digits, - _ . and at most 64 of them")
  }

  static func newerFormat(_ text: String) -> Fault {
    Fault(
      "E102", "文件格式 format: \(text) 不是这个版本认识的 1",
      "format \(text) is not the format 1 that this version reads",
      do: "写 format: 1；如果文件来自更新的版本，请升级程序", "write format: 1, or upgrade this program if the file is newer")
  }
}

// MARK: - Dates, times, amounts

extension Fault {
  /// E206 where somebody typed Chinese quotes round a date, a time, a number or an id.
  static func quoted(_ text: String) -> Fault? {
    guard text.contains(where: { "“”‘’＂".contains($0) }) else { return nil }
    let bare = text.filter { !"“”‘’＂".contains($0) }
    return Fault(
      "E206", "引号 \(text) 是中文引号", "\(text) stands in Chinese quotation marks",
      do: "请用英文双引号 \"\(bare)\"", "use straight quotes: \"\(bare)\"")
  }

  static func date(_ text: String, _ fault: TimeLanguage.DateFault, example: String) -> Fault {
    switch fault {
    case .decimal:
      let parts = text.split(separator: ".")
      let shown = parts.map { $0.count < 2 ? "0" + $0 : String($0) }.joined(separator: "-")
      let doubt =
        parts.count == 2 && parts[1].hasSuffix("0") && parts[1].count == 2
        ? "，分不清 \(parts[0]) 月 \(parts[1].prefix(1)) 日还是 \(parts[0]) 月 \(parts[1]) 日" : ""
      return Fault(
        "E201", "日期写成了小数 \(text)\(doubt)", "the date is written as the decimal \(text)",
        do: "请写 \"\(shown)\"（月-日，两位数，加引号）", "write \"\(shown)\": month-day, two digits, quoted")
    case .impossible:
      return Fault(
        "E202", "没有 “\(text)” 这一天", "there is no day '\(text)'", do: "请核对月份和日子，如 \"\(example)\"",
        "check month and day, as in \"\(example)\"")
    case .notUnderstood:
      return Fault(
        "E202", "看不懂日期 “\(text)”", "can't read the date '\(text)'", do: "请写成 \"\(example)\"",
        "write it as \"\(example)\"")
    }
  }

  static func moment(_ text: String) -> Fault {
    Fault(
      "E202", "看不懂日期或钟点 “\(text)”", "can't read the day or time '\(text)'",
      do: "请写成 \"2026-09-22\" 或 \"2026-09-22 15:07\"", "write \"2026-09-22\" or \"2026-09-22 15:07\"")
  }

  static func dateOfAnotherYear(_ text: String, year: Int) -> Fault {
    Fault(
      "E202", "“\(text)” 不在 \(year) 年", "'\(text)' does not lie in \(year)", do: "核对年份；只写月和日也可以，如 \"05-29\"",
      "check the year; month and day alone will do, as in \"05-29\"")
  }

  static let overrideOfMany = Fault(
    "E202", "一年办多次的活动，不能在 years（各年）里改成一个日期", "a campaign held many times a year can't move to one date",
    do: "去掉 date；整年停办可写 skip: true", "remove 'date'; 'skip: true' leaves the whole year out")

  static let leapDayYearly = Fault(
    "E202", "每年 2 月 29 日：平年没有这一天", "29 February every year: most years don't have it",
    do: "请改成 \"02-28\" 或 \"03-01\"", "choose \"02-28\" or \"03-01\"")

  static func backwards(_ text: String) -> Fault {
    Fault(
      "E202", "起止日期 “\(text)” 前后颠倒", "the span '\(text)' ends before it begins", do: "先写开始，再写结束",
      "write the first day first")
  }

  static func lunar(_ text: String) -> Fault {
    Fault(
      "E202", "看不懂农历日期 “\(text)”", "can't read the lunar date '\(text)'",
      do: "可写 正月初一、八月十五、闰六月初一、除夕", "write it as 正月初一, 八月十五, 闰六月初一 or 除夕")
  }

  static func offset(_ text: String) -> Fault {
    Fault(
      "E203", "看不懂 “\(text)”", "can't read '\(text)'",
      do: "可写 7 days before, 09:07 或 前7天 09:07；也可以是 workdays（工作日）、after（后）、on the day（当天）",
      "write for example '7 days before, 09:07', '5 workdays after', 'on the day'")
  }

  static func clock(_ text: String) -> Fault {
    let isWide = text.contains("：")
    return Fault(
      "E204", isWide ? "钟点 “\(text)” 里是中文冒号" : "钟点 “\(text)” 不对",
      isWide ? "the clock '\(text)' has a full-width colon" : "'\(text)' is no time of day",
      do: "请写成 09:07（24 小时制，英文冒号）", "write it as 09:07, from 00:00 to 23:59")
  }

  static func recurrence(_ fault: any RecurrenceFault) -> Fault {
    Fault(
      "E205", "重复规则不对：\(fault.problem.zh)", "the recurrence rule is wrong: \(fault.problem.en)",
      do: fault.advice.zh, fault.advice.en)
  }

  static let noDayRule = Fault(
    "E102", "when（时间）里没写哪天办", "when says no day",
    do: "请写 date、dates、lunar、on、rrule 或 once 中的一个", "write one of date, dates, lunar, on, rrule, once")

  static func tooManyDayRules(_ keys: [String]) -> Fault {
    Fault(
      "E103", "\(keys.joined(separator: "、")) 只能写一个",
      "only one of \(keys.joined(separator: ", ")) can be given",
      do: "留下一个", "keep one of them")
  }

  static func amount(_ text: String, key: String) -> Fault {
    Fault(
      "E207", "看不懂数量 “\(text)”", "can't read the amount '\(text)' of \(key)",
      do: "可写 500 per county 或 每县500；每户1；总数直接写数字", "write '500 per county', '1 per household' or a number")
  }

  static func percent(_ text: String, key: String) -> Fault {
    Fault(
      "E207", "\(Vocabulary.display(key).zh) 应该是百分数，不是 “\(text)”",
      "\(key) must be a percentage, not '\(text)'",
      do: "写成 \"95%\"", "write \"95%\"")
  }

  static func span(_ text: String, key: String, example: String) -> Fault {
    Fault(
      "E203", "看不懂 \(Vocabulary.display(key).zh) “\(text)”", "can't read '\(text)' as \(key)",
      do: "可写 \(example)", "write for example \(example)")
  }
}
