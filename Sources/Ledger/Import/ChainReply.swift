/// A line of a group chat that answers a call without a number of its own: 韦桂花：+1, 黄建国 +2, 李明：报名.
enum ChainReply {
  private static let colons: Set<Character> = [":", "："]
  private static let answers = ["报名", "参加", "我来", "来", "算我", "我去", "去", "到"]

  /// Whether a line is one by itself: it adds somebody, as 王芳：+1 does.
  static func isPlus(_ line: String) -> Bool { parts(line).map { addsSomebody($0.rest) } ?? false }

  /// Lines under a title as entries: where none has a number of its own each reply gets the next.
  static func numbered(_ lines: ArraySlice<Substring>) -> ArraySlice<Substring> {
    let isNumbered = lines.contains { line in
      let line = String(line)
      return ChainEntry.numbered(line) != nil && ChainEntry.leadingTime(line) == nil
    }
    guard !isNumbered else { return lines }
    var number = 0
    return lines.indices.reduce(into: lines) { numbered, index in
      guard let reply = entry(String(lines[index]).trimmed) else { return }
      number += 1
      numbered[index] = "\(number). \(reply)"
    }
  }

  private static func entry(_ line: String) -> String? {
    if SignInName.isName(line) { return line }
    // 时间：9:00 and 接龙：参加的+1 are no answers.
    guard let (name, rest, isSaid) = parts(line), ColumnRole(header: name) == nil, !line.contains("接龙") else {
      return nil
    }
    let first = String(rest.prefix { $0 != " " })
    let isAnswer =
      addsSomebody(rest) || ChainFigures.isCount(first)
      || ChainRest.withdrawals.isAny(in: rest.lowercasedIfASCII)
      || isSaid && answers.contains(where: rest.hasPrefix)
      || (isSaid || SignInName.isName(name)) && first.allSatisfy { $0.halfWidth.isASCIIDigit }
    guard isAnswer else { return nil }
    return "\(name) \(withoutPlus(rest))"
  }

  /// 1人 of +1: who answers so comes, and brings nobody. +1个孩子 stays.
  private static func withoutPlus(_ rest: String) -> String {
    guard addsSomebody(rest) else { return rest }
    let signs = rest.dropFirst().drop { $0 == " " }
    let number = signs.prefix { $0.halfWidth.isASCIIDigit }
    let after = signs[number.endIndex...]
    let others = String(after).trimmed
    // +1 带孩子: whoever writes it, and the child.
    if number == "1", ChainFigures.isCount(others) { return others }
    guard let next = after.first, next.isLetter else { return "\(number)人\(after)" }
    return "人位名".contains(next) ? String(signs) : rest
  }

  /// Who answers what, and whether a colon parts the two.
  private static func parts(_ line: String) -> (name: String, rest: String, isSaid: Bool)? {
    let name = line.prefix(16).prefix {
      !colons.contains($0) && !"+＋➕,，\t".contains($0) && !$0.halfWidth.isASCIIDigit
    }
    var rest = line[name.endIndex...]
    let isSaid = rest.first.map(colons.contains) ?? false
    if isSaid { rest = rest.dropFirst() }
    // 黄建国 来 2人: without a colon the first word is the name.
    let words = name.split(separator: " ", maxSplits: 1)
    let isLatin = name.first.map { $0.isASCII } ?? true
    let who = isSaid || isLatin ? String(name).trimmed : words.first.map { String($0) } ?? ""
    let said = isSaid || isLatin ? String(rest) : (words.dropFirst().first.map { $0 + " " } ?? "") + rest
    guard who.contains(where: \.isLetter), !said.trimmed.isEmpty else { return nil }
    return (who, said.trimmed, isSaid)
  }

  /// +1, but not +86 and a telephone.
  private static func addsSomebody(_ rest: String) -> Bool {
    guard let sign = rest.first, "+＋➕".contains(sign) else { return false }
    let signs = rest.dropFirst().drop { $0 == " " }
    let digits = signs.prefix { $0.halfWidth.isASCIIDigit }
    return (1...2).contains(digits.count)
      && !signs[digits.endIndex...].contains { $0.halfWidth.isASCIIDigit }
  }
}
