/// Finds people's names in running words by what stands around them: 儿童李明, 为陈丽华测血压, 张伟说, 王芳夫妇.
///
/// A name alone proves nothing: 高明 may be a place. It is one behind a word for whom it belongs to (儿童, 孕妇, 村医), behind a
/// word for what is done to somebody or by them (为, 看望, 由), before a word that only people have behind them (夫妇, 说), and
/// where a service is called so (张伟义诊). What is made as names only are, with a surname that is no other word, needs less of
/// it than 高丽. Less than a whole name is somebody, too, behind a word for an illness or a special family: 失独家庭老周.
struct NameScan {
  private let text: String
  let signs: [Character]
  let place: PersonalText.Place

  /// - `place`: Of canonical JSON each text is taken for a label, where most is found.
  init(_ text: String, at place: PersonalText.Place = .words) {
    self.text = text
    self.place = place
    signs = Array(text)
  }

  var findings: [PersonalTextScan.Finding] {
    var found: [PersonalTextScan.Finding] = []
    var index = 0
    while index + 1 < signs.count {
      guard
        let (kind, length) = nickname(at: index) ?? commonName(at: index) ?? name(at: index)
          ?? transliterated(at: index) ?? givenAlone(at: index)
      else {
        index += 1
        continue
      }
      let start = text.index(text.startIndex, offsetBy: index)
      found.append(
        PersonalTextScan.Finding(
          kind: kind, range: start..<text.index(start, offsetBy: length), replacement: "\(signs[index])○"))
      index += length
    }
    return found
  }

  // MARK: Names

  /// A child's name that is said twice: 儿童乐乐, 豆豆的. Of one whom something is done for 小明 is a name, too.
  private func nickname(at start: Int) -> (PersonalText.Kind, length: Int)? {
    // 小雨 is a word as well, 小雨同学 is a child.
    if "小阿".contains(signs[start]), NameSigns.mark(signs[start + 1]) & NameSigns.isNickname != 0,
      signs[start + 1] != "学", after(start + 2) == .child
    {
      return (.namedMinor, 2)
    }
    if isServed(start, 2), "小阿".contains(signs[start]),
      NameSigns.isNickname(String(signs[start...start + 1]))
    {
      return (.namedPerson, 2)
    }
    guard NameSigns.isSaidTwice(signs[start], signs[start + 1]) else { return nil }
    if isServed(start, 2), !NameSigns.looks.contains(signs[start]) { return (.namedPerson, 2) }
    let after = after(start + 2)
    switch before(start) {
    case .child: return after == .other || after == .place ? nil : (.namedMinor, 2)
    case .mark where after == .people || after == .whose:
      return NameSigns.looks.contains(signs[start]) ? nil : (.namedMinor, 2)
    default: return nil
    }
  }

  /// 给豆豆送书包, 陪小明看病, 与轩轩一起画画
  private func isServed(_ start: Int, _ length: Int) -> Bool {
    guard start > 0 else { return false }
    if "与和跟".contains(signs[start - 1]) { return rest(start + length).hasPrefix("一起") }
    guard "给帮陪替".contains(signs[start - 1]) else { return false }
    return [.child, .people, .honour, .deed, .whose, .word].contains(after(start + length))
  }

  /// A surname and one of the commonest given names: 黄秀英. They are somebody wherever they stand, but before what is called
  /// after people.
  private func commonName(at start: Int) -> (PersonalText.Kind, length: Int)? {
    let surname = isCompound(at: start) ? 2 : 1
    let end = start + surname + 2
    guard end <= signs.count,
      // 白玉兰 is a flower.
      surname == 2 || hasSurname(start) && isPlain(start)
        || (hasSurname(start) || isSeldom(start))
          && !NameSigns.beginsAsWord(String(signs[start...start + 1]))
        || hasSurname(start) && isTold(start, end),
      CommonGivenNames.contains(signs[end - 2], signs[end - 1])
    else { return nil }
    let isKnown =
      isFamous(start) || Self.honouring.contains { signs[..<start].reversed().starts(with: $0.reversed()) }
    let after = after(end)
    // 同志先进事迹
    let honour = Self.honours.first(where: rest(end).hasPrefix)?.count ?? 0
    let next = rest(end + honour)
    guard !isKnown, !isOfGroup(end - 1), after != .place || next.first == "药" || Self.isVillageHead(next),
      !Self.isOfTitle(next)
    else { return nil }
    let before = before(start)
    // 金 and 高 end so many words that only what stands beside them tells.
    let isBeside =
      before != .other || [.child, .people, .honour, .post, .deed].contains(after)
      || after == .word && isHelped(start)
    guard
      surname == 2 || isPlain(start) || isBorder(start - 1) || isBeside && !"于小老阿".contains(signs[start])
    else { return nil }
    return (after == .child ? .namedMinor : before.kind, end - start)
  }

  private func name(at start: Int) -> (PersonalText.Kind, length: Int)? {
    let isSeldom = isSeldom(start)
    guard hasSurname(start) || isSeldom || isCompound(at: start) else { return nil }
    let surname = isCompound(at: start) ? 2 : 1
    // Whom it belongs to is asked last: few words look like names.
    let lengths =
      isOfGroup(start + surname) || isOfGroup(start + surname + 1) || isSeldom && special(start) == nil
      ? [] : [2, 1].map { surname + $0 }.filter { isName(at: start, length: $0) }
    let called = lengths.isEmpty ? honour(at: start + surname, of: signs[start]) : nil
    // 代书记 is a post.
    let honour = isSeldom && called?.isKin != true ? nil : called
    if lengths.isEmpty, honour == nil { return doubtfulName(at: start, surname) }
    let before = before(start)
    if let honour { return addressed(before, start, honour).map { ($0, surname) } }
    for length in lengths {
      if let kind = kind(before, start, length, isSure: isSure(start, length, surname: surname)) {
        return (kind, length)
      }
    }
    return doubtfulName(at: start, surname)
  }

  func isCompound(at start: Int) -> Bool {
    start + 2 < signs.count && NameSigns.mark(signs[start + 1]) & NameSigns.isSurname != 0
      && WhoWords.compounds.contains(String(signs[start...start + 1]))
  }

  private func isMasked(_ start: Int, _ length: Int) -> Bool {
    NameSigns.masks.contains(signs[start + 1]) && length > 1
  }

  /// Whether it is made as few words but names are.
  private func isSure(_ start: Int, _ length: Int, surname: Int) -> Bool {
    if length > surname + 1 { return !NameSigns.beginsAsWord(String(signs[start..<start + length])) }
    return isMasked(start, length) || isPlain(start) || isNumeral(start + surname) || isCalled(start)
  }

  /// 老周, 小韦; not 老陈醋.
  private func isCalled(_ start: Int) -> Bool {
    NameSigns.isFamiliar(signs[start]) && isPlain(start + 1)
      && ![.other, .post, .place, .whose].contains(after(start + 2))
  }

  /// The 三 of 张三.
  private func isNumeral(_ index: Int) -> Bool {
    let mark = NameSigns.mark(signs[index])
    return mark & NameSigns.isNumeral != 0 && mark & NameSigns.isGiven == 0
  }

  func hasSurname(_ start: Int) -> Bool { NameSigns.mark(signs[start]) & NameSigns.isSurname != 0 }

  private func isSeldom(_ start: Int) -> Bool {
    NameSigns.mark(signs[start]) & NameSigns.isSeldomSurname != 0
  }

  func isPlain(_ start: Int) -> Bool { NameSigns.mark(signs[start]) & NameSigns.isPlain != 0 }

  /// How somebody is called behind a surname that stands before a place: 阿姨, 主任.
  private func honour(at start: Int, of surname: Character) -> (isKin: Bool, end: Int)? {
    guard start < signs.count, NameSigns.mark(signs[start]) & NameSigns.isKin != 0 else { return nil }
    let rest = rest(start)
    // 班主任 is a post, 唐氏 a syndrome.
    guard !NameSigns.isFamiliar(surname), let word = Self.called.first(where: rest.hasPrefix),
      !WhoWords.posts.contains("\(surname)\(word)"), surname != "唐" || word != "氏"
    else { return nil }
    let end = start + word.count
    // 阿姨们, 李奶奶课堂, 王阿姨工作室.
    let next = self.rest(end)
    if word.count == 1 && [.other, .place].contains(after(end)) || next.hasPrefix("们")
      || Self.titles.contains(where: next.hasPrefix)
    {
      return nil
    }
    return (Self.kin.contains(word), end)
  }

  /// What a surname and an honour tell: 看望韦奶奶, 失独家庭黄老师, 王主任报 46 人.
  private func addressed(_ before: Before, _ start: Int, _ honour: (isKin: Bool, end: Int)) -> PersonalText
    .Kind?
  {
    switch before {
    case .family: return before.kind
    // 王主任 may be visited for the post, 莫老师 is for herself.
    case .person, .act, .shortAct:
      if honour.isKin || isPlain(start) && isHonoured(start + 1) { return before.kind }
    case .child, .mark, .other: break
    }
    // 桂林主任 is Guilin's.
    guard before == .mark || isPlain(start) && isBorder(start - 1) else { return nil }
    if let special = special(behind: honour.end) { return special.kind }
    let after = after(honour.end)
    if isFirst(start), honour.end == signs.count || signs[honour.end] == "\"", isPlain(start) {
      return before.kind
    }
    let isTheirs = isOwn(honour.end, after)
    let isKin = honour.isKin && isPlain(start) && !rest(honour.end - 2).hasPrefix("先生")
    return after == .deed && !isDuty(honour.end) || isTheirs && isKin ? before.kind : nil
  }

  /// The surname, where words for who came call somebody by it and a post: 张医生, 村医张医生, 李奶奶等, 覃主任带队.
  var addressed: Character? {
    signs.indices.first { start in
      let isFirst = start == 0 && hasSurname(start)
      guard isFirst || isPlain(start), let end = calledEnd(start),
        isFirst || isBorder(start - 1) || "协局办院委站校所会室科部厅队".contains(signs[start - 1])
          || ![.mark, .other].contains(before(start))
      else { return false }
      return [.end, .people, .deed, .whose].contains(after(end))
        || ["等", "带", "率", "领", "一行"].contains(where: rest(end).hasPrefix)
    }.map { signs[$0] }
  }

  /// Where the post ends that stands behind a surname: 李护士长, 黄镇长; 容县长 may be a county's.
  private func calledEnd(_ start: Int) -> Int? {
    let post = isPlain(start) ? Self.post(rest(start + 1), endingIn: "长师席官") : nil
    return post.map { start + 1 + $0.count } ?? honour(at: start + 1, of: signs[start])?.end
  }

  /// 莫老师, but neither 莫老师们 nor 莫医生诊所.
  private func isHonoured(_ start: Int) -> Bool {
    let rest = rest(start)
    guard let word = Self.honours.first(where: rest.hasPrefix) else { return false }
    let end = start + word.count
    return after(end) != .place && !Self.ofExamples.contains(where: self.rest(end).hasPrefix)
  }

  private func isName(at start: Int, length: Int) -> Bool {
    let end = start + length
    guard end <= signs.count else { return false }
    let word = String(signs[start..<end])
    if isMasked(start, length) {
      return NameSigns.isSurname(signs[start]) && signs[end - 1] == signs[start + 1]
    }
    if NameSigns.isFamiliar(signs[start]) { return NameSigns.isNickname(word) }
    if isSeldom(start) { return !NameSigns.beginsAsWord(word) && NameSigns.areGiven(word.dropFirst()) }
    // 唐国强 is somebody, though 唐国 is a word.
    guard NameSigns.isName(word) || length == 3 && isPlain(start) && NameSigns.isMade(word),
      !isFamous(start)
    else { return false }
    // 万三千 is a number, 王五一家 are people.
    return !isNumeral(end - 1) || end == signs.count || after(end) == .people
      || NameSigns.mark(signs[end]) & NameSigns.isNumeral == 0 && !"百千万亿".contains(signs[end])
  }

  func kind(_ before: Before, _ start: Int, _ length: Int, isSure: Bool) -> PersonalText.Kind? {
    let after = after(start + length)
    if after == .place { return nil }
    if isSure || NameSigns.isFamiliar(signs[start]), before != .other || isBorder(start - 1),
      let special = special(behind: start + length)
    {
      return special.kind
    }
    let kind: PersonalText.Kind = after == .child ? .namedMinor : before.kind
    let isToPeople = [.child, .people, .honour].contains(after)
    let isOther = after == .other || after == .post
    switch before {
    case .child: return isSure || !isOther ? .namedMinor : nil
    case .family, .person, .act: return isSure || !isOther ? kind : nil
    case .shortAct: return isSure || (!isOther && after != .end) ? kind : nil
    case .mark where isToPeople || after == .deed || isWhole(start, length, isSure: isSure): return kind
    case .mark where after == .whose && "小阿".contains(signs[start]): return .namedMinor
    case .mark where after == .post: return isSure && (length == 3 || isPlain(start)) ? kind : nil
    case .mark: return isSure && (after == .whose || isBracketed(start, length)) ? kind : nil
    case .other where isToPeople && isBorder(start - 1): return isSure ? kind : nil
    case .other where isToPeople && length == 3, .other where after == .end && isBehindDoor(start):
      return isSure && isPlain(start) ? kind : nil
    case .other: return isSure && isPlain(start) && [.deed, .post].contains(after) ? kind : nil
    }
  }

  /// Behind what a place or a time ends in: 王家村韦秀珍, 昨天王主任.
  func isBorder(_ index: Int) -> Bool { index >= 0 && "村屯寨组街镇乡县区天午日月".contains(signs[index]) }

  /// 书包 1 个（李明）
  private func isBracketed(_ start: Int, _ length: Int) -> Bool {
    let end = start + length
    return start > 0 && end < signs.count && "（(".contains(signs[start - 1]) && "）)".contains(signs[end])
  }

  /// Whether somebody's name is all of a text, or what a service is called after. Things are called after makers: 张裕葡萄酒.
  private func isWhole(_ start: Int, _ length: Int, isSure: Bool) -> Bool {
    guard !NameSigns.isFamiliar(signs[start]), isFirst(start) else { return false }
    let end = start + length
    let isEnd = after(end) == .end && (place == .thing || end == signs.count || signs[end] == "、")
    switch place {
    case .label: return after(end) == .whose || isSure
    case .thing:
      return after(end) == .whose || isSure && (isEnd || isNumeral(end - 1) || isForOne(end) || isOfHome(end))
    case .words, .venue, .reason, .author: return isSure && (isEnd || isForOne(end))
    }
  }

  /// Of all words, or of a text in JSON.
  func isFirst(_ start: Int) -> Bool { start == 0 || signs[start - 1] == "\"" }

  func rest(_ start: Int) -> String {
    String(signs[min(start, signs.count)..<min(signs.count, start + 5)])
  }

  /// 罗秀群众: what might be a name before it is where they are from.
  private func isOfGroup(_ end: Int) -> Bool {
    let rest = rest(end)
    // 高一新生
    if end > 1, signs[end - 2..<end] == ["高", "一"], ["新生", "学生", "师生"].contains(where: rest.hasPrefix) {
      return true
    }
    return Self.ofPlaces.contains { $0.count > 1 && rest.hasPrefix($0) }
  }

  // MARK: Before

  enum Before {
    case family, child, person, act, shortAct, mark, other

    /// Of what is found behind it.
    var kind: PersonalText.Kind {
      switch self {
      case .family: .namedFamily
      case .child: .namedMinor
      case .person, .act, .shortAct, .mark, .other: .namedPerson
      }
    }
  }

  func before(_ start: Int) -> Before {
    var end = start
    while end > 0, "：:（( “\"".contains(signs[end - 1]) { end -= 1 }
    if let special = special(start), special == .family || !ends(end, in: Self.children) { return special }
    if ends(end, in: Self.people) || ends(end, in: Self.signers) { return .person }
    if ends(end, in: Self.children) { return .child }
    if ends(end, in: WhoWords.longPosts) || start > 0 && signs[start - 1] == "@" { return .person }
    // 结对帮扶：卢桂花
    if start > 0, "：:".contains(signs[start - 1]), isPlain(start), ends(end, in: Self.acts) { return .act }
    if end == start {
      if ends(end, in: Self.acts) { return .act }
      if end > 0, Self.shortActs.contains(signs[end - 1]), signs[start] != "于" { return .shortAct }
      if isPlain(start), isInNeed(end) { return .person }
      if isPlain(start) || NameSigns.isFamiliar(signs[start]) && isPlain(start + 1), end > 0,
        "帮陪送接护向与和".contains(signs[end - 1]), end == 1 || !signs[end - 2].isHan
      {
        return .shortAct
      }
    }
    guard let sign = start > 0 ? signs[start - 1] : nil else { return .mark }
    return !sign.isHan && !sign.isLetter || "的和与及对向到在进往".contains(sign) ? .mark : .other
  }

  /// 病重的, 失去独子的: what is said of somebody in need.
  private func isInNeed(_ end: Int) -> Bool {
    guard end > 2, signs[end - 1] == "的" else { return false }
    let said = String(signs[max(0, end - 10)..<end - 1]).split { !$0.isHan }.last ?? ""
    return said.contains { "病残失痛孤贫困伤患癌瘫亡".contains($0) } || Self.needs.contains(where: said.contains)
  }

  /// 失独家庭, 艾滋病感染者, 患病的: a word for a special family or an illness, with who they are or without.
  func special(_ end: Int) -> Before? {
    var end = end
    while end > 0, "：:（( “\"、，,—-".contains(signs[end - 1]) { end -= 1 }
    guard end > 0, Self.specialEnds.contains(signs[end - 1]) else { return nil }
    func ends(in words: [String]) -> Bool {
      words.contains { signs[..<end].reversed().starts(with: $0.reversed()) }
    }
    while true {
      if ends(in: ListedPerson.families) { return .family }
      if ends(in: ListedPerson.illness) { return .person }
      let length = (1...3).last { $0 <= end && Self.ofFamilies.contains(String(signs[end - $0..<end])) }
      guard let length else { return nil }
      end -= length
    }
  }

  /// 老周（失独家庭）, 黄阿姨是艾滋病感染者
  private func special(behind end: Int) -> Before? {
    let link = signs[end...].prefix { "（(，,：: 是系属于家".contains($0) }
    let said = String(signs[link.endIndex...].prefix(8).prefix(while: \.isHan))
    let isApart = link.contains { "（(是系".contains($0) }
    if !link.isEmpty, ListedPerson.families.contains(where: isApart ? said.contains : said.hasPrefix) {
      return .family
    }
    return isApart && ListedPerson.illness.contains(where: said.contains) ? .person : nil
  }

  func ends(_ end: Int, in words: Set<String>) -> Bool {
    (2...4).contains { $0 <= end && words.contains(String(signs[end - $0..<end])) }
  }
}
