/// Men and women of those who are named before the first of them.
extension FigureList {
  /// 男群众 and 女群众 of 群众男 30 人，女 40 人.
  ///
  /// - `isServed`: Whether words may say what was done for them: 义诊男 30 人，女 40 人 are told apart elsewhere.
  mutating func nameSexes(ofServed isServed: Bool) {
    var who = ""
    for index in members.indices {
      let member = members[index]
      if member.isSex, member.noun.isEmpty, member.lead == nil, !who.isEmpty, member.part == nil {
        members[index].name(FigureWords.sexed(who, member.subject))
        continue
      }
      who = ""
      guard member.bearing == .counted, member.noun.isEmpty, member.part == nil,
        let (sex, rest) = FigureWords.sexBehind(member.subject),
        PhraseFrame.isHanPeople(rest) || GroupWords.isPlace(rest),
        !isServed || !ServedWords.beginsWithService(rest)
      else { continue }
      who = rest
      members[index].name(FigureWords.sexed(rest, sex))
    }
  }
}

extension FigureWords {
  /// 男 and 群众 for 群众男.
  static func sexBehind(_ words: String) -> (sex: String, rest: String)? {
    guard let sex = ["男性", "女性", "男", "女"].first(where: words.hasSuffix) else { return nil }
    let rest = String(words.dropLast(sex.count)).trimmed
    // 妇女, 职工子女 and 会员男女 are words of their own.
    guard let last = rest.last, sex.count > 1 || !"妇子儿孙少母父男女侄甥养闺".contains(last) else { return nil }
    return (sex, rest)
  }

  /// 男群众 for 群众男; 一班女 for those who are told by a place.
  fileprivate static func sexed(_ who: String, _ sex: String) -> String {
    PhraseFrame.isHanPeople(who) ? sex + who : who + sex
  }
}
