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

  /// Who a word says that somebody is beside the public: 志愿服务人员, 授课专家; nil for anybody else.
  static func helper(_ word: String) -> Count.Role? {
    if let role = roles.first(where: { $0.words.contains(where: word.hasSuffix) })?.role { return role }
    // 志愿者服务队员, but not 志愿者家属.
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
    let isSomebody = word.last == "人" && !["老人", "老年人"].contains { word.hasSuffix($0) }
    return !isSomebody && !["家属", "成员", "户主"].contains(word) && !ListedPerson.namesSpecialFamily(word)
  }
}
