/// What follows a name, and says that it is one or that it is none.
extension NameScan {
  /// `deed` is what only people do, `whose` is 的, and whom a `post` follows may be an office as well.
  enum After { case end, child, people, honour, post, deed, whose, word, place, other }

  func after(_ end: Int) -> After {
    guard end < signs.count, signs[end].isHan else {
      return .end
    }
    let rest = rest(end)
    // Nobody shares a wheelchair.
    if [.thing, .label].contains(place), Self.ofOneBody.contains(where: rest.hasPrefix) { return .whose }
    if Self.isPost(rest) { return .post }
    if Self.ofPlaces.contains(where: rest.hasPrefix) { return .place }
    if Self.ofChildren.contains(where: rest.hasPrefix) { return .child }
    if Self.ofPeople.contains(where: rest.hasPrefix) { return rest.hasPrefix("一家亲") ? .other : .people }
    if let word = Self.honours.first(where: rest.hasPrefix) {
      // Those who are an example to others are called by their names.
      return Self.ofExamples.contains(where: self.rest(end + word.count).hasPrefix) ? .other : .honour
    }
    if isWithKin(end) { return .people }
    if Self.isDeed(rest) { return .deed }
    if rest.first == "的" { return .whose }
    if rest.hasPrefix("家庭") { return .word }
    if rest.first == "家" {
      let next = rest.dropFirst()
      let isHome = next.first?.isHan != true || Self.atHome.contains(where: next.hasPrefix)
      return isHome || Self.isDeed(String(next)) ? .people : .other
    }
    // 石海涛户, not 林业户外.
    if rest.first == "户" {
      let next = rest.dropFirst()
      let isHome = next.first?.isHan != true || Self.atHome.contains(where: next.hasPrefix)
      return isHome ? .people : .other
    }
    // 过生日, not 过敏.
    if rest.first == "过" { return "敏渡程度期量剩高低滤".contains(rest.dropFirst().first ?? " ") ? .other : .word }
    if Self.follow.contains(where: rest.hasPrefix) { return .word }
    return Self.isShop(rest) ? .place : .other
  }

  /// 记 of 陈明记, 纸坊 of 蔡伦纸坊: shops are called after people; not 到店.
  private static func isShop(_ rest: String) -> Bool {
    let word = rest.prefix(while: \.isHan)
    return word.count < 4 && "记号堂阁斋行铺坊店".contains(word.last ?? " ")
      && (word.count == 1 || !"到在去来进开回的家和与跟从给".contains(word.first ?? " "))
  }

  /// 覃主任带队 names nobody more than the post does.
  func isDuty(_ start: Int) -> Bool { Self.duties.contains(where: rest(start).hasPrefix) }

  /// Whether things and teachings are called after somebody who is named so; whoever answers for something is another.
  func isFamous(_ start: Int) -> Bool {
    (Self.famous + Self.brands).contains { signs[start...].starts(with: $0) && !isDuty(start + $0.count) }
  }

  func isBrand(_ start: Int) -> Bool { Self.brands.contains { signs[start...].starts(with: $0) } }

  /// Whether what stands on both sides says that words such as 石海涛 and 方小红, which begin as others do, are somebody.
  func isTold(_ start: Int, _ end: Int) -> Bool {
    let before = before(start)
    switch after(end) {
    case .people, .child, .honour, .deed: return before != .other || isHelped(start)
    case .end: return [.family, .child, .person, .act].contains(before)
    case .word: return before != .other && before != .mark || isHelped(start)
    case .post, .whose, .place, .other: return false
    }
  }

  /// 帮方小红家收稻谷, 陪高明华看病
  func isHelped(_ start: Int) -> Bool { start > 0 && "帮陪接".contains(signs[start - 1]) }

  /// 家大米, not 家具 and 家用电器.
  func isOfHome(_ start: Int) -> Bool {
    let rest = rest(start)
    return rest.first == "家" && !"具用电庭居纺装".contains(rest.dropFirst().first ?? " ")
  }

  /// 慰问品: what somebody is given and no maker makes.
  func isForOne(_ start: Int) -> Bool { Self.aid.contains(where: rest(start).hasPrefix) }

  /// 王奶奶家, 卢奶奶院子, 李大爷的拐杖, and among goods 王奶奶棉鞋.
  func isOwn(_ end: Int, _ after: After) -> Bool {
    after == .people || after == .whose || Self.ofHomes.contains(where: rest(end).hasPrefix)
      || place == .thing && after != .place
  }

  /// 和妈妈, 跟他的奶奶
  private func isWithKin(_ end: Int) -> Bool {
    guard "和与跟同".contains(signs[end]) else { return false }
    let kin = String(signs[(end + 1)...].prefix(5).drop { "他她其的".contains($0) })
    return Self.ofOne.contains(where: kin.hasPrefix)
  }

  /// 主任, 校长, 律师; not the 长 of 林秀村长者食堂, and those who are honoured are told apart.
  private static func isPost(_ rest: String) -> Bool {
    // 罗秀村长 is of a village, or of somebody.
    if rest.hasPrefix("村长") || rest.hasPrefix("律师事") { return false }
    guard let post = posts.first(where: rest.hasPrefix) ?? post(rest, endingIn: "师席官") else { return false }
    return !honours.contains(post)
      && (post.last != "长" || !isLong(rest.dropFirst(post.count)))
  }

  /// Behind a name of three signs, which no village has.
  static func isVillageHead(_ rest: String) -> Bool {
    rest.hasPrefix("村长") && !isLong(rest.dropFirst(2))
  }

  /// 村长者食堂, 林学院长廊
  private static func isLong(_ rest: Substring) -> Bool { rest.first.map { "期寿者久远廊".contains($0) } ?? false }

  /// What is called after somebody.
  static func isOfTitle(_ rest: String) -> Bool {
    (titles + ofExamples + ["节"]).contains(where: rest.hasPrefix)
  }

  /// The post that words begin with, of those that only one person holds by their last sign: 镇长, 律师.
  static func post(_ rest: String, endingIn ends: String) -> String? {
    (2...4).lazy.map { String(rest.prefix($0)) }.first {
      WhoWords.longPosts.contains($0) && ends.contains($0.last ?? " ")
    }
  }

  /// 填错, 未签, 交来: what is done with lists and figures, and how.
  private static func isDeed(_ rest: String) -> Bool {
    let signs = Array(rest.prefix(2))
    // 报46人
    if signs.count == 2, signs[0] == "报", !signs[1].isHan || "一二三四五六七八九十".contains(signs[1]) { return true }
    if signs.count == 2, "报填记写签交录登领".contains(signs[0]), "错重漏少多的了来成到过给".contains(signs[1]) { return true }
    if signs.count == 2, "漏多少误错迟补代重未已没".contains(signs[0]), "报填记写签交录登领".contains(signs[1]) { return true }
    return deeds.contains(where: rest.hasPrefix)
  }
}
