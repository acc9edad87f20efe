import Foundation

/// Names and phones of a list, made comparable. They stay in memory while the list is read.
enum SignInName {
  private static let titles = ["女士", "先生", "同志", "小姐", "老师", "阿姨", "大姐", "大哥"]

  /// 张三 for 张　三（下午到）: NFKC, without blanks, brackets, flowers and forms of address; nil if no name is left, as for
  /// （代签） or a number.
  static func key(_ text: String) -> String? {
    if isPlain(text) { return text }
    var depth = 0
    var name = ""
    var inBrackets = ""
    for character in text.precomposedStringWithCompatibilityMapping {
      if "([{【〔".contains(character) {
        depth += 1
      } else if ")]}】〕".contains(character) {
        depth = max(0, depth - 1)
      } else if depth > 0 {
        inBrackets.append(character)
      } else if character.isLetter || character == "·" || (character == " " && name.last?.isASCII == true) {
        name.append(character)
      }
    }
    name = name.trimmed
    // （张三） is 张三; （代签） and （后排） are nobody.
    if name.isEmpty, PersonalNames.isWholeName(inBrackets.trimmed) { name = inBrackets.trimmed }
    for title in titles where name.hasSuffix(title) && name.count > title.count {
      name.removeLast(title.count)
    }
    return name.isEmpty || nobody.contains(name) ? nil : name
  }

  /// As ``key(_:)``, with LI MING and Li Ming the same.
  static func comparable(_ text: String) -> String? {
    key(text).map { $0.utf8.contains { $0 < 0x80 } ? $0.lowercased() : $0 }
  }

  /// How many people a cell of names stands for: 20 of 张三等20人, 50 of 学生50名, unknown of 群众若干; nil for a name.
  static func group(_ text: String) -> HeadCount? {
    guard let last = text.last, "人名位干".contains(last) else { return nil }
    let half = text.inHalfWidth
    let parts = half.split { "、,;".contains($0) }
    // 干部3人、群众20人.
    if parts.count > 1, let first = group(String(parts[0])) {
      return parts.dropFirst().reduce(Optional(first)) { sum, part in
        group(String(part)).flatMap { part in sum.map { $0 + part } }
      }
    }
    if half.hasSuffix("若干") || half.hasSuffix("若干人") { return try? HeadCount("若干人") }
    let pattern = #/(?:约|近|共)? ?(?:[0-9]{1,5}|[一二两三四五六七八九十百]{1,6})(?:余|多)? ?(?:余|多)?[人名位]$/#
    guard let match = half.firstMatch(of: pattern) else { return nil }
    let count = try? HeadCount(match.0.filter { $0 != " " && $0 != "共" })
    return (count?.quantity.isKnown ?? false) ? count : nil
  }

  /// Who is named in a cell that holds more than one name, and how many they are: 王小丽 of 王小丽夫妇 (2), of 陈静一家三口 (3), of
  /// 黄秀+1 (2) and of 王小丽、李建国 (2); nil for one name alone.
  static func party(_ text: String) -> (name: String, count: HeadCount)? {
    guard text.count >= 4 else { return nil }
    let plain = text.map(\.halfWidth)
    if let names = names(in: text) { return (names[0], HeadCount(names.count)) }
    for length in 2...4 where plain.count >= length + 2 {
      let (name, rest) = (String(plain[..<length]), plain[length...])
      let words = String(rest.filter { !" 、,;()[]【】".contains($0) })
      if isName(name), ChainFigures.isCount(words, isGlued: rest.first?.isHan ?? false),
        let count = try? HeadCount(ChainFigures.bare(words))
      {
        return (name, count)
      }
    }
    return nil
  }

  /// Each of several names: 王小丽、李建国, 张三和李四, Mary Wang, Bob Li; nil for one alone and for words that are none.
  static func names(in written: String) -> [String]? {
    // Asked of every line of a 接龙, most of which hold a number.
    guard !written.utf8.contains(where: { (0x30...0x39).contains($0) }),
      written.unicodeScalars.contains(where: { joining.contains($0) })
    else { return nil }
    let text = written.inHalfWidth
    for joiners in joiners where text.unicodeScalars.contains(where: joiners.unicodeScalars.contains) {
      let names = text.split { joiners.contains($0) }.map { String($0).trimmed }
      // 张三 莫家: a village may look like a name.
      let isSure =
        joiners != " " || names.dropFirst().allSatisfy { NameSigns.isName($0) || isOfNameSigns($0) }
      if names.count > 1, isSure, names.allSatisfy({ isName($0) || joiners == "、,;/" && isLatinName($0) }) {
        return names
      }
    }
    return nil
  }

  private static let joiners = ["、,;/", "和与及&", " "]
  private static let joining = Set(" 、,，;；/／和与及&".unicodeScalars)

  /// Whether a word that stands where names do is one, though a place may begin so: 罗秀英.
  static func isName(_ word: String) -> Bool { PersonalNames.isWholeName(word) || isOfNameSigns(word) }

  private static func isOfNameSigns(_ word: String) -> Bool {
    let marks = word.map { NameSigns.mark($0) }
    return marks.count == 3 && marks[0] & NameSigns.isPlain != 0
      && marks.dropFirst().allSatisfy { $0 & NameSigns.isGiven != 0 }
  }

  /// Two words with capitals: Bob Li.
  private static func isLatinName(_ text: String) -> Bool {
    let words = text.split(separator: " ")
    return (2...3).contains(words.count)
      && words.allSatisfy { word in
        word.first.map { $0.isUppercase && $0.isASCII } ?? false
          && word.dropFirst().allSatisfy { $0.isLetter && $0.isLowercase }
      }
  }

  /// Two to four Chinese characters, as nearly every name is.
  private static func isPlain(_ text: String) -> Bool {
    (6...12).contains(text.utf8.count)
      && text.unicodeScalars.allSatisfy { (0x4E00...0x9FA5).contains($0.value) }
      && text.unicodeScalars.count <= 3 && !mayEndInTitle(text) && !nobody.contains(text)
  }

  private static func mayEndInTitle(_ text: String) -> Bool {
    text.unicodeScalars.last.map(titleEnds.contains) ?? false && titles.contains { text.hasSuffix($0) }
  }

  private static let titleEnds = Set(titles.compactMap(\.unicodeScalars.last))

  private static let nobody: Set<String> = [
    "代签", "无名", "未登记", "未签名", "群众", "不详", "匿名", "其他", "其他人", "家属", "群众若干",
  ]

  /// Digits only, without the country's code; nil for 无 and what is too short to be a number.
  static func phone(_ text: String) -> String? {
    var digits: [UInt8] = []
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x30...0x39: digits.append(UInt8(scalar.value))
      case 0xFF10...0xFF19: digits.append(UInt8(scalar.value - 0xFF10 + 0x30))
      default: continue
      }
    }
    if digits.count == 13, digits.starts(with: [0x38, 0x36]) { digits.removeFirst(2) }
    return digits.count >= 7 ? String(decoding: digits, as: UTF8.self) : nil
  }

  /// Whether it is written as a phone number at all, rather than 无 or 没带手机.
  static func isPhoneLike(_ text: String) -> Bool {
    text.unicodeScalars.contains { $0.properties.numericType == .decimal }
  }
}
