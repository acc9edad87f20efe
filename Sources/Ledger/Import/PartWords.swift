import Planning

/// Some of the people whom a number counts, as words beside it name them: 含志愿者5人, 其中儿童3名、工作人员2人.
struct PartWords: Hashable, Sendable {
  private(set) var children = 0
  private(set) var helpers: [Count.Role: Int] = [:]
  /// How many of these the number does not count: 不含工作人员2人.
  private(set) var beside = 0
  /// Whether words say how these stand to the others: 含, 其中, 不含.
  private(set) var isTold = false
  /// 不含志愿者2人, as it was written: whether these came as well nobody knows.
  private(set) var denied: String?
  /// Whether all whom the number does not count are among these: not of 另有家长5人.
  private var isWhole = true

  private static let links = ["其中", "包括", "包含", "内含", "含有", "含", "内有"]
  /// Before those whom the number does not count, who may not have come at all.
  private static let denials = ["不含", "不包括", "不包含", "未含", "未包括", "未计", "不计", "不算"]
  /// Before those who came and whom the number does not count.
  private static let exclusions = denials + ["另有", "另"]
  private static let selves = ["我自己", "本人", "自己", "我"]
  private static let signs = Set("其含包内不未另".unicodeScalars)
  private static let marks = "()[]【】、,，;；。 "

  /// The volunteers or the staff of a column for them.
  init(_ role: Count.Role, _ n: Int) { self.init([role: n]) }

  init(children: Int) {
    self.children = children
    isTold = true
  }

  init(_ helpers: [Count.Role: Int]) {
    self.helpers = helpers.filter { $0.value > 0 }
    isTold = true
  }

  /// Asked of every remark: most hold none of the signs.
  static func mayStand(in text: String) -> Bool {
    text.unicodeScalars.contains { helping.contains($0) }
      && text.unicodeScalars.contains { $0.properties.numericType == .decimal }
  }

  private static let helping = Set("志义工讲授主专童孩".unicodeScalars)

  /// Nil for words that name none.
  ///
  /// - Parameter words: Of half width.
  init?(_ words: String) {
    var isApart = false
    for piece in words.split(whereSeparator: Self.marks.contains).flatMap(Self.numberedAlone) {
      var rest = piece[...].drop { $0 == ":" }
      if let link = (Self.exclusions + Self.links).first(where: rest.hasPrefix) {
        (isTold, isApart) = (true, Self.exclusions.contains(link))
        rest = rest.dropFirst(link.count)
      }
      let n = take(rest)
      beside += isApart ? n : 0
      if isApart, n == 0, rest.contains(where: \.isASCIIDigit) { isWhole = false }
      if n > 0, Self.denies(piece) { denied = String(piece) }
    }
    guard children > 0 || !helpers.isEmpty else { return nil }
  }

  /// 志愿者5人, 5名志愿者, 儿童：3.
  ///
  /// - Returns: How many of them there are; 0 of anybody else.
  private mutating func take(_ piece: Substring) -> Int {
    guard let (n, word) = Self.counted(piece) else { return 0 }
    if CountHeader.isOfChildren(word) {
      children += n
    } else if let role = SignInRole.helper(word) {
      helpers[role, default: 0] += n
    } else {
      return 0
    }
    return n
  }

  /// 志愿者2人 and 孩子1人 of 志愿者2人孩子1人, 2名志愿者 and 1个孩子 of 2名志愿者1个孩子; 60岁以上志愿者5人 is one piece.
  private static func numberedAlone(_ piece: Substring) -> [Substring] {
    var (starts, ends, areCounted) = ([Substring.Index](), [Substring.Index](), true)
    while let start = piece[(ends.last ?? piece.startIndex)...].firstIndex(where: \.isASCIIDigit) {
      let behind = piece[start...].drop(while: \.isASCIIDigit)
      areCounted = areCounted && behind.first.map(counters.contains) ?? false
      starts.append(start)
      ends.append(behind.drop(while: counters.contains).startIndex)
    }
    guard starts.count > 1 else { return [piece] }
    let isNumberFirst = starts[0] == piece.startIndex
    let cuts = isNumberFirst ? starts.dropFirst() : ends.dropLast()
    let areApart = isNumberFirst ? areCounted : !cuts.contains { ofOthers.contains(piece[$0]) }
    guard areApart else { return [piece] }
    return zip([piece.startIndex] + cuts, cuts + [piece.endIndex]).map { piece[$0..<$1] }
  }

  private static let counters = Set<Character>("人名位个")
  /// What is counted or named by a number and is nobody.
  private static let ofOthers = Set<Character>("岁年月日点时级班组号届周")

  /// 5 and 志愿者 of 志愿者5人, or 60岁以上志愿者 of 60岁以上志愿者5人.
  private static func counted(_ piece: Substring) -> (n: Int, word: String)? {
    guard var start = piece.firstIndex(where: \.isASCIIDigit) else { return nil }
    if let last = piece.lastIndex(where: { !$0.isASCIIDigit && !counters.contains($0) }), last > start,
      piece[last...].dropFirst().first?.isASCIIDigit ?? false
    {
      start = piece.index(after: last)
    }
    let digits = piece[start...].prefix(while: \.isASCIIDigit)
    guard (1...4).contains(digits.count), let n = Int(digits) else { return nil }
    let word = (piece[..<start] + piece[digits.endIndex...]).filter { $0 != ":" }
    let bare = ["人", "名", "位", "个"].reduce(word[...]) { word, counter in
      word.hasSuffix(counter) ? word.dropLast() : word.hasPrefix(counter) ? word.dropFirst() : word
    }
    return (n, String(bare))
  }

  /// Helpers alone: 志愿者3人, but not 60岁志愿者.
  static func helpers(_ word: String) -> HeadCount? {
    guard let (n, word) = counted(word.inHalfWidth.filter { $0 != " " }[...]),
      let role = [ColumnRole.volunteers: Count.Role.volunteers, .staff: .staff][
        CountHeader.role(word) ?? .name]
    else { return nil }
    return try? HeadCount(n).including(PartWords(role, n))
  }

  /// 35人 and the parts of 35人（含志愿者5人） or 35人+志愿者5人; nil for words without any.
  static func apart(_ words: String) -> (all: String, parts: PartWords)? {
    guard words.unicodeScalars.contains(where: { $0 == "+" || signs.contains($0) }),
      // The first + of +3含孩子1人 is no link.
      let link =
        ((exclusions + links).compactMap({ words.firstRange(of: $0) })
        + [words.dropFirst().firstRange(of: "+")].compactMap(\.self))
        .min(by: { $0.lowerBound < $1.lowerBound })
    else { return nil }
    let all = words[..<link.lowerBound].filter { !marks.contains($0) }
    let rest = words[link.lowerBound...].replacing("+", with: " 另有")
    guard !all.isEmpty, let parts = PartWords(String(rest)), parts.isWhole else { return nil }
    return (String(all), parts)
  }

  /// 5人 其中志愿者2人 of 5人其中志愿者2人: a number of people and its parts as words apart.
  static func parted(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: signs.contains) else { return text }
    var parted = ""
    for (index, sign) in zip(text.indices, text) {
      if let last = parted.last, last.halfWidth.isASCIIDigit || last == "口" || counters.contains(last) {
        let rest = text[index...]
        let isLink = (exclusions + links).contains(where: rest.hasPrefix)
        if isLink, rest.prefix(while: { !marks.contains($0.halfWidth) }).contains(where: \.isNumber) {
          parted.append(" ")
        }
      }
      parted.append(sign)
    }
    return parted
  }

  /// All of whom words name the parts one after the other: 群众8人 志愿者2人, or 志愿者3人 alone; nil for any other words.
  static func sum(_ words: [String]) -> HeadCount? {
    guard words.count > 1 else { return words.first.flatMap(helpers) }
    var all = PartWords(.public, 0)
    var people = 0
    for word in words {
      let text = word.inHalfWidth
      guard let n = Int(text.filter(\.isASCIIDigit)) else { return nil }
      let name = text.filter { !$0.isASCIIDigit }
      let bare = name.hasSuffix("人") && !name.hasSuffix("老人") ? String(name.dropLast()) : name
      if let role = SignInRole.helper(bare) {
        all.helpers[role, default: 0] += n
      } else if CountHeader.isOfChildren(bare) {
        all.children += n
      } else if CountHeader.group(bare) != bare, !Count.isAnybody(bare) {
        return nil
      }
      people += n
    }
    return try? HeadCount(people).including(all)
  }

  static func excludes(_ label: String) -> Bool { exclusions.contains(where: label.hasPrefix) }

  /// Whether words leave some out of a number: 不含孩子2人.
  static func denies(_ words: some StringProtocol) -> Bool { denials.contains(where: words.hasPrefix) }

  /// 3人 of 3人不含本人 and of 除本人外3人: those who come with whoever writes it; nil for words that say nothing of it.
  static func besideSelf(_ words: String) -> String? {
    words.contains { "不未除".contains($0) } ? withoutSelf(words, behind: denials + ["除"]) : nil
  }

  /// +3 of +3含本人 and 3人 of 连我3人: all who come; nil for words that say nothing of it.
  static func withSelf(_ words: String) -> String? {
    words.contains { "含括连算".contains($0) } && besideSelf(words) == nil
      ? withoutSelf(words, behind: links + ["连", "算上"]) : nil
  }

  /// What is left of words but those for whoever writes them.
  private static func withoutSelf(_ words: String, behind links: [String]) -> String? {
    for link in links {
      guard let range = words.firstRange(of: link) else { continue }
      var rest = words[range.upperBound...]
      guard let me = selves.first(where: rest.hasPrefix) else { continue }
      rest = rest.dropFirst(me.count)
      if let out = ["以外", "之外", "外", "在内", "一起", "一共", "共"].first(where: rest.hasPrefix) {
        rest = rest.dropFirst(out.count)
      }
      rest = rest.drop(while: marks.contains)
      // 不含我妈 is of somebody else.
      guard rest.first.map({ $0.isASCIIDigit || $0.isNumeral }) ?? true else { continue }
      return words[..<range.lowerBound].filter { !marks.contains($0) } + rest
    }
    return nil
  }

  /// Whether a row of a list names some of those of the row above: 其中：女性.
  static func begin(_ label: some StringProtocol) -> Bool {
    label.unicodeScalars.first.map(signs.contains) ?? false && links.contains(where: label.hasPrefix)
  }
}
