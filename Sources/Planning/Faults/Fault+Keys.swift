// MARK: - Keys, and what must stand below them

extension Fault {
  static func unknownKey(_ typed: String, in section: Section, _ wording: Language) -> Fault {
    let shown = short(typed)
    if let word = section.wordNearest(to: typed), let key = section.key(word) {
      let chinese = word == key.name ? key.chinese.first.map { "（\($0)）" } ?? "" : ""
      let english = word == key.name ? "" : " (\(key.name))"
      return Fault(
        "E101", "不认识的键 “\(shown)”，是不是 “\(word)”\(chinese)？",
        "unknown key '\(shown)'; did you mean '\(word)'\(english)?", do: "改成 \(word)", "write \(word)")
    }
    let homes = section.homes(of: typed)
    if !homes.isEmpty { return strayKey(shown, homes, wording) }
    let words = section.keys.map { KeyWord($0, in: wording) }
    return Fault(
      "E101", "不认识的键 “\(shown)”", "unknown key '\(shown)'",
      do: "这里可以写：\(words.map(\.typed).joined(separator: "、"))",
      "keys that can stand here: \(words.map(\.typed).joined(separator: ", "))")
  }

  /// A key that is right elsewhere: mostly one that is indented too far or not far enough.
  private static func strayKey(_ typed: String, _ homes: [Section], _ wording: Language) -> Fault {
    let isTop = homes.contains { $0.isRoot }
    let owners = homes.map { Vocabulary.word($0.name, in: wording) }
    let zh = list(owners.prefix(4).map(\.zh), .zh)
    let en = list(owners.prefix(4).map(\.en), .en)
    return Fault(
      "E101", "键 “\(typed)” 不能写在这里，它\(isTop ? "应该写在最外层" : "属于 \(zh)")",
      "the key '\(typed)' can't stand here; it \(isTop ? "stands at the top level" : "belongs to \(en)")",
      do: isTop ? "检查缩进：前面不要空格" : "检查缩进：写到 \(owners[0].typed) 下面，多缩进两格",
      isTop
        ? "check the indentation: begin it at the left edge"
        : "check the indentation: write it below \(owners[0].typed), two spaces further in")
  }

  static func emptyFile(_ section: Section, _ wording: Language) -> Fault {
    let keys = section.required.map { $0.word(wording) }
    return Fault(
      "E102", "文件里没有内容", "there is nothing in the file", do: "至少要写 \(list(keys, .zh))；可以复制一个现成的文件来改",
      "write at least \(list(keys, .en)); copying a file that works is the easiest way")
  }

  static func missingKey(_ key: Key, _ wording: Language) -> Fault {
    let word = KeyWord(key, in: wording)
    let reason = reason(for: key)
    let example = "\(word.typed): \(key.example(in: wording))"
    return Fault(
      "E102", "缺少 \(word.zh)：\(reason.zh)", "missing \(word.en): \(reason.text(.en))", do: "请补上 \(example)",
      "add \(example)")
  }

  static func emptyValue(_ key: Key, _ word: KeyWord) -> Fault {
    let reason = reason(for: key)
    let example = "\(word.typed): \(key.example(in: word.language))"
    return Fault(
      "E102", "\(word.zh)后面没有内容：\(reason.zh)", "\(word.en) has nothing after it: \(reason.text(.en))",
      do: "写成 \(example)", "write \(example)")
  }

  /// Why a key must be there: what nobody knows without it.
  private static func reason(for key: Key) -> BilingualText {
    switch key.name {
    case "when": BilingualText(zh: "不知道活动哪天办", en: "on which day is it held?")
    case "who": BilingualText(zh: "不知道由哪些单位办", en: "which units hold it?")
    case "id": BilingualText(zh: "每一项要有自己的编号", en: "every item needs an id of its own")
    case "channel": BilingualText(zh: "不知道发到哪个群", en: "through which robot?")
    case "template": BilingualText(zh: "不知道发什么内容", en: "which text?")
    default: key.meaning
    }
  }

  static func sameKeyTwice(_ typed: String, _ first: String, firstLine: Int) -> Fault {
    Fault(
      "E103", "“\(typed)” 和第 \(firstLine) 行的 “\(first)” 是同一个键，写了两次",
      "'\(typed)' and '\(first)' in line \(firstLine) are the same key, written twice", do: "删去其中一个",
      "remove one of them")
  }

  /// Where keys and values must stand: text, a list, or one word after another full-width colon.
  static func notAMapping(_ node: YAMLNode, _ section: Section, _ owner: KeyWord, _ wording: Language)
    -> Fault
  {
    if node.hasWideBracket { return SourceFault(.fullWidthBracket, at: node.place).text }
    if let colon = node.placeOfWideColon { return SourceFault(.fullWidthColon, at: colon).text }
    if section.isRoot {
      return Fault(
        "E001", "文件里应该是一行一个“键: 值”", "the file must hold a 'key: value' on each line",
        do: "如 \(section.keys[0].word(wording)): 1（冒号用英文的，后面空一格）",
        "such as \(section.keys[0].word(wording)): 1, with a space after the colon")
    }
    let example = section.braced(in: wording)
    return Fault(
      "E001", "\(owner.zh)这里应该是“键: 值”，不是\(node.text == nil ? "列表" : "一个词")",
      "\(owner.en) needs keys and values here, not a \(node.text == nil ? "list" : "word")",
      do: "写成 \(example)，或换行缩进两格、一行写一个键", "write \(example), or one key a line, indented by two spaces")
  }

  static func notAList(_ key: KeyWord, _ node: YAMLNode) -> Fault {
    let hasKeys = node.entries != nil
    return Fault(
      "E001", "\(key.zh)应该是一个列表", "\(key.en) must be a list",
      do: hasKeys ? "每一项前面加 “- ”（短横加空格），项下的键对齐" : "每项另起一行，以 “- ” 开头；或写成 [甲, 乙]",
      hasKeys
        ? "begin each item with '- ', and align the keys of an item"
        : "begin each item on a line of its own with '- ', or write [a, b]")
  }

  static func listWithoutBrackets(_ text: String, _ key: KeyWord) -> Fault {
    let items = text.split { ",，、".contains($0) }.map { TimeLanguage.trimmed($0) }.joined(separator: ", ")
    return Fault(
      "E001", "\(key.zh)有好几项，要写成列表", "\(key.en) has several items and must be a list",
      do: "加方括号、用英文逗号：[\(short(items))]", "put them into brackets, with commas: [\(short(items))]")
  }

  static func commaInText(_ text: String) -> Fault {
    Fault(
      "E001", "内容里有逗号，后面的字被当成了另一个键", "the text has a comma in it, behind which a key is expected",
      do: "给整句加英文双引号：\"\(short(text))\"", "put the whole text between double quotes: \"\(short(text))\"")
  }

  static func notAText(_ key: KeyWord) -> Fault {
    Fault(
      "E001", "\(key.zh)这里应该是一个词或一句话", "\(key.en) must be a plain text here", do: "去掉括号和下级的键，直接写内容",
      "write the text alone, without brackets or keys below it")
  }

  static func notATable(_ key: KeyWord) -> Fault {
    Fault(
      "E001", "\(key.zh)下面应该一行一个“名称: 内容”", "\(key.en) needs a 'name: value' on each line below it",
      do: "换行，缩进两格再写；冒号用英文的，后面空一格", "begin a new line, indent by two spaces, with a space after the colon")
  }

  static func noDayRule(_ keys: [KeyWord]) -> Fault {
    Fault(
      "E102", "没写哪天办", "it doesn't say on which day it is held",
      do: "写 \(list(keys.map(\.zh), .zh)) 中的一个，如 \(keys[0].typed): \"05-29\"",
      "write one of \(list(keys.map(\.typed), .en)), such as \(keys[0].typed): \"05-29\"")
  }

  static func oneOf(_ keys: [KeyWord]) -> Fault {
    Fault(
      "E103", "\(keys.map(\.zh).joined(separator: "、"))只能写一个",
      "only one of \(keys.map(\.en).joined(separator: ", ")) can be given", do: "留下一个，删去别的",
      "keep one of them and remove the rest")
  }

  static func onlyBeside(_ key: KeyWord, _ other: KeyWord) -> Fault {
    Fault(
      "E102", "\(key.zh)只能和\(other.inner)一起写", "\(key.en) can only stand beside \(other.en)",
      do: "补上 \(other.typed)，或删去 \(key.typed)", "add \(other.typed), or remove \(key.typed)")
  }

  /// A test's line without anything that could be expected or given.
  static func noneOf(_ keys: [KeyWord], _ what: BilingualText) -> Fault {
    Fault(
      "E102", "没写\(what.zh)", "it doesn't say \(what.text(.en))", do: "写 \(list(keys.map(\.zh), .zh)) 中的一个",
      "write one of \(list(keys.map(\.typed), .en))")
  }
}

extension Section {
  /// Whether it is that of a whole file.
  var isRoot: Bool { keys.first?.name == "format" }
}

extension YAMLNode {
  /// Whether a bracket was meant that the parser takes for a text's first letter.
  var hasWideBracket: Bool { text?.first.map { "｛［【".contains($0) } ?? false }

  /// Where a text that can only have been meant for a key and its value has its full-width colon.
  var placeOfWideColon: Place? {
    guard !hasWideBracket, case .scalar(let text, isPlain: true) = content,
      let colon = text.unicodeScalars.firstIndex(of: "："),
      !text.unicodeScalars[..<colon].contains(" ")
    else { return nil }
    let before = text.unicodeScalars.distance(from: text.startIndex, to: colon)
    return Place(line: place.line, column: place.column + before)
  }
}
