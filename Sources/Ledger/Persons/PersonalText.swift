public import Planning

/// What somebody's words tell about a person and must not: minors and special families by name, readings of somebody's
/// health, phone and identity numbers.
///
/// Finds the obvious forms, such as 小明（8岁） or 血压 140/90; numbers of people, ages of groups and services pass.
public struct PersonalText: Error, Hashable, Sendable {
  public enum Kind: String, Hashable, CaseIterable, Sendable {
    case namedMinor, namedFamily, healthReading, phone, identity
    /// Among those who were counted.
    case namedPerson
    /// In words that say why an entry was changed.
    case namedInReason
    /// As a thing that was given or counted.
    case namedThing
    /// As who answers for something, where a post or a unit does.
    case namedOfficer
  }

  /// Where words stand: it tells what a name or a number among them is.
  enum Place {
    case words, venue, reason, author
    /// What people, a group or a service are called, and what a thing is.
    case label, thing

    /// What a name is that stands there.
    var named: Kind {
      switch self {
      case .reason: .namedInReason
      case .thing: .namedThing
      case .words, .venue, .author, .label: .namedPerson
      }
    }
  }

  public let kind: Kind
  /// The words that were found, with what tells who it is masked: fit to be shown.
  public let hint: String

  /// The first thing in a text that must not be kept; nil if there is none.
  ///
  /// - `year`: Of today: who was born less than 18 years before it is a minor.
  public static func first(in text: String, year: Int) -> PersonalText? {
    first(in: text, year: year, at: .words)
  }

  static func first(in text: String, year: Int, at place: Place) -> PersonalText? {
    guard PersonalTextScan.isWorthLooking(text) else { return nil }
    return findings(in: plain(text).withoutEntryIDs, year: year, at: place).first.map {
      PersonalText(kind: $0.kind == .namedPerson ? place.named : $0.kind, hint: $0.replacement)
    }
  }

  /// The name among words for who decided or inspected something; nil for a unit and a post.
  static func named(asOfficer text: String) -> PersonalText? {
    let name = (WhoText(text).names + [text.trimmed]).first { word in
      PersonalTextScan.isName(word) || isCommonName(word) || !findings(in: plain(word), year: 0).isEmpty
    }
    return name.map { PersonalText(kind: .namedOfficer, hint: "\($0.prefix(1))○") }
  }

  /// 石海涛, which begins as a place does: alone a surname and one of the commonest given names are somebody.
  private static func isCommonName(_ word: String) -> Bool {
    let signs = Array(word)
    return signs.count == 3 && NameSigns.isSurname(signs[0]) && CommonGivenNames.contains(signs[1], signs[2])
  }

  /// Whether a cell of a table holds what must not be kept, whatever its column is for.
  static func isIn(cell: String) -> Bool { first(in: cell, year: 0, at: .label) ?? named(in: cell) != nil }

  /// The names in words that say who came: 张某某等, 李某、王某, 张伟. Nil for words of groups, such as 家长、孩子等.
  ///
  /// - `count`: How many they were; one who has a name's shape is somebody, however rare the name.
  static func named(in group: String, count: Figure? = nil) -> PersonalText? {
    let isOpen = group.hasSuffix("等") || group.hasSuffix("等人")
    let stem = isOpen ? group.dropLast(group.hasSuffix("人") ? 2 : 1) : group[...]
    let whole = String(stem).trimmed
    let words = stem.split { "、，,；;和及与 ".contains($0) }.map(String.init)
    if let n = count, n <= Figure(words.count), !words.isEmpty, words.allSatisfy(isCalledAlone) {
      return PersonalText(kind: .namedPerson, hint: words.map { "\($0.prefix(1))*" }.joined(separator: "、"))
    }
    if count == 1, isForOne(whole) { return PersonalText(kind: .namedPerson, hint: "\(whole.prefix(1))○") }
    let called = words.compactMap { NameScan($0, at: .label).addressed }
    if !called.isEmpty {
      return PersonalText(kind: .namedPerson, hint: called.map { "\($0)*" }.joined(separator: "、"))
    }
    let isOne = PersonalNames.isWholeName(whole)
    let names = isOne ? [whole] : words.filter(PersonalNames.isWholeName)
    let areAllNames = names.count == words.count && names.count > 1 && stem.contains("、")
    let isSure =
      isOpen || areAllNames || names.contains(where: NameSigns.isName)
      || (isOne && count.map { $0 <= 1 } ?? false && !PersonalNames.isWordForOne(whole))
    guard !names.isEmpty, isSure else { return namedInEnglish(group) }
    return PersonalText(
      kind: .namedPerson, hint: names.map { "\($0.prefix(1))*" }.joined(separator: "、") + (isOpen ? "等" : ""))
  }

  /// 小明, 梓涵, 梓涵妈妈.
  private static func isCalledAlone(_ word: String) -> Bool {
    let signs = Array(word.prefix(2))
    let rest = String(word.dropFirst(2))
    guard signs.count == 2, rest.isEmpty || NameScan.ofOne.contains(rest) else { return false }
    return NameSigns.isNickname(String(signs)) || CommonGivenNames.contains(signs[0], signs[1])
  }

  /// 轩轩心理辅导, 小明补课, 王奶奶理发: what was done for one who is called so.
  private static func isForOne(_ service: String) -> Bool {
    let signs = Array(service.prefix(3))
    guard service.count > 3, service.allSatisfy(\.isHan) else { return false }
    let isKin =
      NameSigns.mark(signs[0]) & NameSigns.isPlain != 0 && NameScan.kin.contains(String(signs[1...]))
    return isKin || NameSigns.isSaidTwice(signs[0], signs[1]) && !NameSigns.looks.contains(signs[0])
      || signs[0] != "老" && NameSigns.isNickname(String(signs[..<2]))
  }

  /// Zhang Wei, Li Na and Wang Fang.
  private static func namedInEnglish(_ group: String) -> PersonalText? {
    guard group.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
    let names = group.replacing(" and ", with: ",").split(separator: ",").map { String($0).trimmed }
    let areNames = names.allSatisfy { name in
      let words = name.split(separator: " ").map(String.init)
      return words.count == 2
        && words.allSatisfy { $0.first?.isUppercase ?? false && $0.dropFirst().allSatisfy(\.isLowercase) }
        && words.contains(where: WhoText.isEnglishName) && !words.contains(where: WhoText.isEnglishWord)
    }
    guard !names.isEmpty, areNames else { return nil }
    return PersonalText(kind: .namedPerson, hint: names.map { "\($0.prefix(1))*" }.joined(separator: ", "))
  }

  /// The same text with what must not be shown masked; itself if there is nothing.
  public static func masked(_ text: String, year: Int) -> String {
    guard PersonalTextScan.isWorthLooking(text) else { return text }
    guard !findings(in: plain(text), year: year).isEmpty else { return text }
    var rest = plain(text)
    // Each replacement takes a finding away; the bound is for what would match again.
    for _ in 0..<64 {
      guard let found = findings(in: rest, year: year).first else { return rest }
      rest.replaceSubrange(found.range, with: found.replacement)
    }
    return rest
  }

  /// With full-width digits as plain ones; the rest stays as it was typed.
  private static func plain(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { (0xFF10...0xFF19).contains($0.value) }) else { return text }
    return String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { scalar in
          (0xFF10...0xFF19).contains(scalar.value)
            ? Unicode.Scalar(UInt8(scalar.value - 0xFF10) + 0x30) : scalar
        }))
  }

  static func findings(in text: String, year: Int, at place: Place = .words) -> [PersonalTextScan.Finding] {
    let signs = PersonalTextScan.signs(in: text)
    guard !signs.isEmpty else { return [] }
    let scan = PersonalTextScan(text: text, year: year, isVenue: place == .venue)
    let said =
      signs.contains(.words)
      ? scan.minors + scan.readings + scan.numbers + scan.englishNames : []
    // Who answers for something is named, but not as one of a special family.
    let names =
      signs.contains(.names)
      ? NameScan(text, at: place).findings.filter { place != .author || $0.kind != .namedPerson } : []
    return (said + names.filter { name in !said.contains { $0.range.overlaps(name.range) } }).sorted {
      $0.range.lowerBound < $1.range.lowerBound
    }
  }

  public func text(_ language: Language) -> String {
    switch kind {
    case .namedMinor:
      language(
        "“\(hint)”：未成年人只记人数，不写姓名；写成“儿童 1 人”",
        "'\(hint)': minors are only counted, never named; write 'children: 1'")
    case .namedFamily:
      language(
        "“\(hint)”：特殊家庭只记户数，不写姓名；写成“特殊家庭 1 户”",
        "'\(hint)': special families are only counted, never named; write 'special families: 1'")
    case .healthReading:
      language(
        "“\(hint)”：健康数值不登记；写成“测量血压 30 人”，数值留在卫生机构",
        "'\(hint)': readings of somebody's health are not kept; write how many were measured")
    case .phone:
      language(
        "“\(hint)”：电话、微信号、QQ 和邮箱不写进台账；名单用 campaign persons add 登记，只留尾号",
        "'\(hint)': phone numbers and accounts are not kept here; lists go in by 'campaign persons add', which keeps two digits"
      )
    case .namedPerson:
      language(
        "“\(hint)”：台账只记人数和人群，不写群众姓名；写成“群众 30 人”“慰问品 1 份”",
        "'\(hint)': people are only counted, never named; write '30 residents'")
    case .namedThing:
      language(
        "“\(hint)”：台账只记人数和人群，不写群众姓名；写成“慰问品 1 份”；是品牌的请写全，例如“高露洁牙膏”",
        "'\(hint)': people are only counted, never named; write 'gift packs: 1', and a brand with its thing, as in 'Colgate toothpaste'"
      )
    case .namedInReason:
      language(
        "“\(hint)”：原因里不写姓名，只写职务或人群，例如“专干填错”“家长说没来”；经手人写在 --by",
        "'\(hint)': a reason names nobody; write a post, as in 'counted twice by the clerk'; who did it goes into --by"
      )
    case .namedOfficer:
      language(
        "“\(hint)”：由谁办理、督查只写单位或职务，不写姓名；写成“市计生协”“专干”",
        "'\(hint)': who did it is given by unit or post, never by name; write 'the city association' or 'the clerk'"
      )
    case .identity:
      language("“\(hint)”：身份证号一律不登记", "'\(hint)': identity numbers are never kept")
    }
  }
}
