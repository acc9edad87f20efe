import Planning

/// Who somebody on a list is, in the words of a column for it or of a remark.
struct SignInRole: Hashable, Sendable {
  var role = Count.Role.public
  /// 老人, 家长: what a column for it calls some of the public.
  var group: String?
  /// Whether a column for it says that the row is a child's.
  var isChild = false

  /// What words for helpers end in: 社区志愿者, 授课专家.
  private static let roles: [(words: [String], role: Count.Role)] = [
    (["志愿者", "义工", "volunteer", "volunteers"], .volunteers), (["工作人员", "工作者", "staff"], .staff),
    (["讲师", "授课老师", "授课教师", "授课人", "主讲", "主讲人", "主讲老师", "专家", "speaker", "speakers"], .speakers),
  ]
  private static let signs = Set("志义工讲授主专vsVS".unicodeScalars)

  /// Each such word and whose it is, the longer ones first.
  static let nouns: [(word: String, role: Count.Role)] =
    (roles.flatMap { role in role.words.map { ($0, role.role) } }
    + ["志愿服务人员", "志愿服务者", "志愿人员", "志愿服务"].map { ($0, .volunteers) })
    .sorted { $0.0.count > $1.0.count }
  private static let kin: SoughtWords = [
    "家属", "子女", "亲属", "家人", "家长", "孩子", "小孩", "儿子", "女儿", "儿童", "爱人", "老公", "老婆", "配偶", "妈妈", "爸爸", "父母",
    "朋友",
    "同事",
  ]

  static func isKin(_ word: String) -> Bool { kin.leading(word) != nil }

  /// Who a word says that somebody is beside the public: 志愿服务人员, 授课专家; nil for anybody else.
  static func helper(_ word: String) -> Count.Role? {
    guard word.unicodeScalars.contains(where: { signs.contains($0) }) else { return nil }
    if said(in: word)?.isDenied ?? false { return nil }
    if let role = roles.first(where: { $0.words.contains(where: word.hasSuffix) })?.role { return role }
    // 志愿者服务队员, but not 志愿者服务队家属.
    if word.hasPrefix("志愿者"), !["家属", "子女", "亲属"].contains(where: word.hasSuffix) { return .volunteers }
    return switch CountHeader.role(word) {
    case .volunteers: .volunteers
    case .staff: .staff
    default: nil
    }
  }

  /// - Parameters:
  ///   - cell: Of the column that says who somebody is; empty without one.
  ///   - remark: May name a role, and never a group.
  init(_ cell: String, remark: String) {
    for text in [cell, remark] where text.unicodeScalars.contains(where: { Self.signs.contains($0) }) {
      // 感谢志愿者 of a remark is nobody's role.
      let words = Self.words(text).filter { text == cell || Self.isHelper($0) }
      if let role = words.lazy.compactMap(Self.helper).first {
        self.role = role
        return
      }
    }
    guard !cell.isEmpty, let word = Self.words(cell).first else { return }
    isChild = CountHeader.isOfChildren(word)
    if !isChild, Self.isGroup(word) { group = word }
  }

  private static func isHelper(_ word: String) -> Bool {
    roles.contains { $0.words.contains(word) } || [.volunteers, .staff].contains(CountHeader.role(word))
  }

  private static func words(_ text: String) -> [String] {
    text.lowercased().split { "，,、；;。 （）()".contains($0) }.map(String.init)
  }

  /// Whether a word names some of the public, by what they have in common and not by what they are to somebody: 老人,
  /// 家长, not 本人 or 群众. What families suffered is nobody's group.
  private static func isGroup(_ word: String) -> Bool {
    guard (2...6).contains(word.count), PhraseFrame.isHanPeople(word), !Count.isAnybody(word) else {
      return false
    }
    // 非志愿者 is everybody else, 志愿者家属 are a group.
    if let said = said(in: word), said.isDenied, said.after.isEmpty { return false }
    let isSomebody = word.last == "人" && !["老人", "老年人"].contains { word.hasSuffix($0) }
    return !isSomebody && !["家属", "成员", "户主"].contains(word) && !ListedPerson.namesSpecialFamily(word)
  }
}

/// A noun for helpers in a word, and what stands around it.
struct SaidRole {
  let word: String
  let role: Count.Role
  let before: String
  let after: String
  /// Whether the word tells of somebody who is none: 非志愿者, 想当志愿者, 志愿者的孩子.
  let isDenied: Bool
}

extension SignInRole {
  /// The first noun for helpers in a word; nil in nearly all.
  static func said(in text: String) -> SaidRole? {
    guard text.unicodeScalars.contains(where: { signs.contains($0) }) else { return nil }
    let lower = text.lowercasedIfASCII
    for (word, role) in nouns {
      guard lower.holds(word), let range = lower.firstRange(of: word) else { continue }
      let length = lower.distance(from: lower.startIndex, to: range.lowerBound)
      let (before, after) = (String(text.prefix(length)), String(text.dropFirst(length + word.count)))
      let isDenied =
        Self.denies(before) || isKin(after) || after.hasPrefix("的")
        || after.hasPrefix("'s") || after.hasPrefix("’s")
      return SaidRole(
        word: word, role: role, before: plain(before), after: plain(after), isDenied: isDenied)
    }
    return nil
  }

  private static func plain(_ text: String) -> String {
    String(text.drop { " :：".contains($0) }.reversed().drop { " :：".contains($0) }.reversed())
  }

  private static let denials: Set<Substring> = [
    "not", "no", "non", "isn't", "isn’t", "want", "wants", "former",
  ]

  private static func denies(_ before: String) -> Bool {
    guard !before.isEmpty else { return false }
    return ["非", "除", "未当", "未任", "未做", "未报"].contains(where: before.hasSuffix) || before.contains("想")
      || before.suffix(4).contains { "不没".contains($0) }
      || before.lowercasedIfASCII.split { " -".contains($0) }.contains(where: denials.contains)
  }
}
