import Recurrence

// MARK: - Tables of units and contacts

extension Fault {
  static func missingColumns(_ names: [String], _ all: [String]) -> Fault {
    Fault(
      "E102", "表头缺少列：\(list(names, .zh))",
      "the header lacks the column\(names.count == 1 ? "" : "s") \(list(names, .en))",
      do: "第一行写 \(all.joined(separator: ","))", "begin with the line \(all.joined(separator: ","))")
  }

  static func unknownColumn(_ name: String, _ all: [String]) -> Fault {
    let nearest = Vocabulary.nearest(to: name, among: all)
    let guess = guess(nearest)
    return Fault(
      "E101", "不认识的列 “\(short(name))”\(guess.zh)", "unknown column '\(short(name))'\(guess.text(.en))",
      do: nearest.map { "改成 \($0)" } ?? "可用的列：\(all.joined(separator: ","))",
      nearest.map { "write \($0)" } ?? "the columns are \(all.joined(separator: ","))")
  }

  /// The same where it holds of many rows.
  func inRows(_ count: Int) -> Fault {
    let isQuestion = problem.zh.hasSuffix("？")
    return Fault(
      code.rawValue, "\(problem.zh)\(isQuestion ? "" : "；")这样的共 \(count) 行",
      "\(problem.text(.en))\(isQuestion ? "" : ";") \(count) rows are like this", do: advice.zh,
      advice.text(.en))
  }

  static func separator(_ sign: Character) -> Fault {
    let name =
      sign == "\t"
      ? BilingualText(zh: "制表符（Tab）", en: "a tab") : BilingualText(zh: "“\(sign)”", en: "'\(sign)'")
    return Fault(
      "E001", "格子之间是\(name.zh)，应该是英文逗号", "cells are separated by \(name.text(.en)); it must be commas",
      do: "改成英文逗号；在 Excel 里另存为“CSV UTF-8（逗号分隔）”",
      "write commas; in Excel save the table as 'CSV UTF-8 (comma delimited)'")
  }

  static func wrongCellCount(_ count: Int, expected: Int) -> Fault {
    let isShort = count < expected
    return Fault(
      "E001", "这一行有 \(count) 格，表头有 \(expected) 格",
      "this row has \(count) cell\(count == 1 ? "" : "s"), the header has \(expected)",
      do: isShort ? "补上英文逗号：空着的格子也要有逗号" : "去掉多余的逗号；内容里有逗号的格子加英文双引号",
      isShort
        ? "add the missing commas: an empty cell has one, too"
        : "remove a comma, or quote the cell that has one in it")
  }

  static func emptyCell(_ column: String, _ meaning: BilingualText) -> Fault {
    Fault(
      "E102", "\(column) 这一格是空的", "the cell in column \(column) is empty", do: "填上\(meaning.zh)",
      "fill in \(meaning.text(.en))")
  }

  static func badCell(_ text: String, column: String) -> Fault {
    Fault(
      "E301", "\(column) 这一格 “\(short(text))” 里有斜杠",
      "the cell '\(short(text))' in column \(column) has a slash in it",
      do: "编号和岗位里不能有 /，请去掉", "ids and roles can't have a slash: remove it")
  }

  static let badMention = Fault(
    "E001", "mention（提及）这一格不对", "the cell in column mention is wrong", do: "写平台上的成员编号或手机号，一格一个，不能写 all",
    "write one person's id on the platform or mobile number, never 'all'")
}

// MARK: - The organisation

extension Fault {
  /// - `firstLine`: Where a repeated id stands first.
  /// - `likely`: The id of the unit that is meant, where its name stands.
  static func unitTree(_ fault: UnitTreeFault, firstLine: Int, likely: String?) -> Fault {
    switch fault {
    case .duplicate(let id):
      Fault(
        "E303", "单位编号 “\(short(id))” 用了两次（先前在第 \(firstLine) 行）",
        "the unit id '\(short(id))' is used twice (first in line \(firstLine))", do: "给其中一个换个编号",
        "give one of them another id")
    case .unknownParent(let id, let parent):
      Fault(
        "E301", "单位 “\(short(id))” 的上级 “\(short(parent))” 不在表里",
        "the parent '\(short(parent))' of unit '\(short(id))' is not in the table",
        do: likely.map { "改成 \($0)（上级单位的编号）" } ?? "写上级单位的编号，或先在表里加上它",
        likely.map { "write \($0), the id of the unit above it" }
          ?? "write the id of the unit above it, or add that first")
    case .notBelow(let id, let parent):
      Fault(
        "E301", "单位 “\(short(id))” 的层级不低于上级 “\(short(parent))”",
        "unit '\(short(id))' does not stand at a lower level than its parent '\(short(parent))'",
        do: "请核对它的层级和上级",
        "check its level and its parent")
    case .secondRoot(let id, let root):
      Fault(
        "E301", "单位 “\(short(id))” 没有上级，而 “\(short(root))” 已经是最上级",
        "unit '\(short(id))' has no parent, but '\(short(root))' is at the top already", do: "填上它的上级单位的编号",
        "fill in the id of the unit above it")
    }
  }

  /// The table may be an extract, so it is a warning.
  static func denominator(_ level: Level, expected: Int, found: Int) -> Fault {
    let name = level.name.text(.en)
    return Fault(
      "W301",
      "应有 \(expected) 个\(level.name.zh)，单位表里\(found < expected ? "缺" : "多") \(abs(expected - found)) 个",
      "there must be \(expected) of level \(name), the table of units has \(found)",
      do: "补齐单位表，或改 expected（应有）里的数",
      "complete the table, or change the number under 'expected'")
  }

  static func sameLevelTwice(_ word: String, firstLine: Int) -> Fault {
    Fault(
      "E303", "层级 “\(short(word))” 写了两次（先前在第 \(firstLine) 行）",
      "the level '\(short(word))' is given twice (first in line \(firstLine))",
      do: "删去其中一个，或换个名称", "remove one of them, or give it another name")
  }

  static func notFoundZone(_ text: String) -> Fault {
    let isChina = ["北京", "中国", "上海", "东八", "beijing", "utc+8", "gmt+8"].contains(
      where: text.lowercased().contains)
    if let near = isChina ? "Asia/Shanghai" : Vocabulary.nearest(to: text, among: usualZones) {
      let guess = guess(near)
      return Fault(
        "E301", "没有时区 “\(short(text))”\(guess.zh)",
        "there is no time zone '\(short(text))'\(guess.text(.en))",
        do: "改成 \(near)", "write \(near)")
    }
    return Fault(
      "E301", "没有时区 “\(short(text))”", "there is no time zone '\(short(text))'", do: "写时区的名称，如 Asia/Shanghai",
      "write the zone's name, such as Asia/Shanghai")
  }

  private static let usualZones = [
    "Asia/Shanghai", "Asia/Urumqi", "Asia/Hong_Kong", "Asia/Macau", "Asia/Taipei", "Asia/Singapore", "UTC",
  ]

  static func source(_ key: KeyWord) -> Fault {
    // The value may be the secret itself, so it is not quoted.
    Fault(
      "E505", "\(key.zh)只能写 env:变量名 或 secrets", "\(key.en) must be env:NAME or secrets",
      do: "例如 env:WECOM_URL_<unit>；网址和密钥本身不能写在文件里",
      "such as env:WECOM_URL_<unit>; no address and no secret stands in a file")
  }
}

// MARK: - Calendars

extension Fault {
  static func calendar(_ fault: AnnouncedYearError) -> Fault {
    Fault(
      "E202", fault.problem.zh, fault.problem.en, do: "\(fault.advice.zh)，并对照放假通知核对",
      "\(fault.advice.en), and compare it with the notice")
  }

  static func yearOfAnotherFile(_ year: Int, named: Int) -> Fault {
    Fault(
      "E202", "文件名是 \(named) 年的日历，里面写的是 \(year) 年",
      "the file's name is that of \(named), but it says \(year)",
      do: "改成 \(named)，并核对下面的日子是不是 \(named) 年的",
      "write \(named), and check that the days below are those of \(named)")
  }

  static func repeatedCalendar(_ year: Int, firstFile: String) -> Fault {
    Fault(
      "E303", "\(year) 年的日历已经有了：\(firstFile)", "\(year) has a calendar already: \(firstFile)", do: "删去其中一个文件",
      "remove one of the files")
  }
}
