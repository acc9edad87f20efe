import Planning

/// Some of the people whom a number counts, as words beside it name them: 含志愿者5人, 其中儿童3名、工作人员2人.
struct PartWords: Hashable, Sendable {
  private(set) var children = 0
  private(set) var helpers: [Count.Role: Int] = [:]
  /// Whether words say that these are among the others: 含, 其中.
  private(set) var isTold = false

  private static let links = ["其中", "包括", "包含", "内含", "含有", "含", "内有"]
  private static let signs = Set("其含包内".unicodeScalars)
  private static let marks = "()[]【】、,，;；。 "

  /// The volunteers or the staff of a column for them.
  init(_ role: Count.Role, _ n: Int) {
    helpers = n > 0 ? [role: n] : [:]
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
    for piece in words.split(whereSeparator: Self.marks.contains) {
      var rest = piece[...].drop { $0 == ":" }
      if let link = Self.links.first(where: rest.hasPrefix) {
        isTold = true
        rest = rest.dropFirst(link.count)
      }
      take(rest)
    }
    guard children > 0 || !helpers.isEmpty else { return nil }
  }

  /// 志愿者5人, 5名志愿者, 儿童：3.
  private mutating func take(_ piece: Substring) {
    let digits = piece.filter(\.isASCIIDigit)
    guard (1...4).contains(digits.count), let n = Int(digits) else { return }
    let word = piece.filter { !$0.isASCIIDigit && $0 != ":" }
    let bare = ["人", "名", "位", "个"].reduce(word[...]) { word, counter in
      word.hasSuffix(counter) ? word.dropLast() : word.hasPrefix(counter) ? word.dropFirst() : word
    }
    if CountHeader.isOfChildren(String(bare)) {
      children += n
    } else if let role = SignInRole.helper(String(bare)) {
      helpers[role, default: 0] += n
    }
  }

  /// 35人 and the parts of 35人（含志愿者5人）; nil for words without any.
  static func apart(_ words: String) -> (all: String, parts: PartWords)? {
    guard words.unicodeScalars.contains(where: { signs.contains($0) }),
      let link = links.compactMap({ words.firstRange(of: $0) }).min(by: { $0.lowerBound < $1.lowerBound })
    else { return nil }
    let all = words[..<link.lowerBound].filter { !marks.contains($0) }
    guard !all.isEmpty, let parts = PartWords(String(words[link.lowerBound...])) else { return nil }
    return (String(all), parts)
  }

  /// All of whom words name the parts one after the other: 群众8人 志愿者2人; nil for any other words.
  static func sum(_ words: [String]) -> HeadCount? {
    guard words.count > 1 else { return nil }
    var all = PartWords(.public, 0)
    var people = 0
    for word in words {
      let text = String(word.map(\.halfWidth))
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

  /// Whether a row of a list names some of those of the row above: 其中：女性.
  static func begin(_ label: String) -> Bool {
    label.unicodeScalars.first.map(signs.contains) ?? false && links.contains(where: label.hasPrefix)
  }
}
