/// Names that are made as other words are, too: only with what stands beside them are they somebody's.
extension NameScan {
  /// 粟有凤 and 莫老三, or behind a word for special families what no table has.
  func doubtfulName(at start: Int, _ surname: Int) -> (PersonalText.Kind, length: Int)? {
    let end = start + surname + 2
    if end <= signs.count, hasSurname(start) || surname == 2, isDoubtfullyMade(start, surname) {
      let after = after(end)
      // 粟有凤家 and 粟有凤老人, or nothing but a name or what was done for it.
      let isAll = after == .end && (isPlain(start) || signs[start + surname] == "有")
      let isSure =
        [.people, .honour, .child, .deed].contains(after) || isAll || place == .label && after == .word
      if let kind = kind(before(start), start, end - start, isSure: isSure) { return (kind, end - start) }
    }
    guard isPlain(start) else { return nil }
    return special(start) == .family
      ? rareName(at: start) : lifeOf(start, to: end) ?? onDuty(start, to: end) ?? visited(start, to: end)
  }

  /// 黄大年负责: who answers for something and is neither a unit nor a post.
  private func onDuty(_ start: Int, to end: Int) -> (PersonalText.Kind, length: Int)? {
    // 崔家峪 is a place.
    guard end <= signs.count, signs[start + 1] != "家", isDuty(end), before(start) == .mark,
      isNobodysOffice(start, end)
    else { return nil }
    return (.namedPerson, end - start)
  }

  /// 走访黄大年, 签收人：黄大年, 曹操德签到: nothing else is told of whoever is visited or signs.
  private func visited(_ start: Int, to end: Int) -> (PersonalText.Kind, length: Int)? {
    guard end <= signs.count, isMadeForOne(start, end), !isBrand(start) else { return nil }
    let label = start - signs[..<start].reversed().prefix { "：: ".contains($0) }.count
    let isTold = ends(start, in: Self.visits) || ends(label, in: Self.signers)
    switch after(end) {
    case .end, .people, .honour: guard isTold else { return nil }
    case .deed:
      guard isTold || isFirst(start) && !PersonalNames.isWordForOne(String(signs[start..<end])) else {
        return nil
      }
    default: guard isTold, rest(end).hasPrefix("等") else { return nil }
    }
    return (.namedPerson, end - start)
  }

  /// Whether a surname stands before a sign that names begin or end with, and the three are no place and no post: 黄大年, 李长林;
  /// not 黄泥坪. Rivers and the like are called so as people are, and not after families: 陈大河, not 王家河.
  private func isMadeForOne(_ start: Int, _ end: Int) -> Bool {
    let (first, last) = (signs[start + 1], signs[end - 1])
    let isGiven = NameSigns.mark(first) & NameSigns.isGiven != 0
    if isGiven, "河江湖".contains(last) { return !NameSigns.beginsAsWord(String(signs[start...start + 1])) }
    return first != "家" && (isGiven || NameSigns.mark(first) & NameSigns.beginsGiven != 0 || isGivenEnd(last))
      && !Self.ofSites.contains(last) && isNobodysOffice(start, end)
  }

  private func isGivenEnd(_ last: Character) -> Bool {
    NameSigns.mark(last) & NameSigns.isGiven != 0 && !"小大国素".contains(last)
  }

  /// Whether three signs have a name's shape and are neither a post nor a unit.
  private func isNobodysOffice(_ start: Int, _ end: Int) -> Bool {
    let word = String(signs[start..<end])
    let isOffice =
      WhoWords.longPosts.contains(String(word.suffix(2))) || WhoWords.longPosts.contains(word)
      || (1...2).contains { WhoWords.units.contains(String(word.suffix($0))) }
      || WhoWords.shortUnits.contains(String(word.suffix(1))) || Self.ofPlaces.contains(where: word.hasSuffix)
    return !isOffice && PersonalNames.isWholeName(word)
  }

  /// 黄大年生日, 村民黄大年生日会: nothing or whom it belongs to before it, and behind it what only people have.
  private func lifeOf(_ start: Int, to end: Int) -> (PersonalText.Kind, length: Int)? {
    guard end <= signs.count, NameSigns.mark(signs[start + 1]) & NameSigns.isGiven != 0, signs[end - 1].isHan,
      !NameSigns.beginsAsWord(String(signs[start...start + 1])),
      Self.ofLives.contains(where: rest(end).hasPrefix)
    else { return nil }
    switch before(start) {
    case .person: break
    case .mark where isNobodysOffice(start, end) && !PersonalNames.isWordForOne(String(signs[start..<end])):
      break
    default: return nil
    }
    return (.namedPerson, end - start)
  }

  /// Whether signs that are doubtful in a given name stand behind a surname: 有凤, 永发, 老三. Not the hill of 何家山.
  private func isDoubtfullyMade(_ start: Int, _ surname: Int) -> Bool {
    let (first, second) = (signs[start + surname], signs[start + surname + 1])
    let (one, other) = (NameSigns.mark(first), NameSigns.mark(second))
    if first == "老" { return other & NameSigns.isNumeral != 0 }
    guard isPlain(start) || surname == 2 || first == "有" else { return false }
    if one & NameSigns.isDoubtful != 0 {
      return other & NameSigns.isGiven != 0 && !NameSigns.masks.contains(second) && !"小大一".contains(second)
        && (first != "家" || !"山江海林岩石".contains(second))
    }
    return one & NameSigns.isGiven != 0 && "来义发保".contains(second)
      && !NameSigns.beginsAsWord(String(signs[start...start + 1]))
  }

  /// Behind a word for special families a surname and any signs, if what follows says that it is somebody: 张春丰 to 家.
  private func rareName(at start: Int) -> (PersonalText.Kind, length: Int)? {
    let length = [3, 2].first { length in
      guard start + length <= signs.count else { return false }
      let name = signs[start..<start + length]
      return name.allSatisfy(\.isHan) && !PersonalNames.isCommonWord(String(name))
        && [.people, .deed, .honour].contains(after(start + length))
    }
    return length.map { (.namedFamily, $0) }
  }

  /// One of the commonest given names without a surname, of a child or a special family: 困境儿童梓涵, 梓涵同学.
  func givenAlone(at start: Int) -> (PersonalText.Kind, length: Int)? {
    let end = start + 2
    guard NameSigns.mark(signs[start]) & NameSigns.beginsGiven != 0,
      CommonGivenNames.contains(signs[start], signs[start + 1])
    else { return nil }
    let after = after(end)
    guard ![.other, .post, .place].contains(after) else { return nil }
    let before = before(start)
    if after == .child, before != .other { return (.namedMinor, 2) }
    return before == .child || before == .family ? (before.kind, 2) : nil
  }
}
