public import Ledger
public import Planning

/// A draft of a 工作简讯 about one session: its facts in the newsletter's order.
///
/// What only a person can write is marked 【请补充：…】, what nobody recorded 【缺：…】. Names are masked before they
/// get here, and no one else is named.
public struct Brief: Hashable, Sendable {
  public let session: SessionKey
  private let standing: SessionBalance
  private let names: OrganiserNames

  /// Nil if the session's unit is not in the tree.
  public init?(_ standing: SessionBalance, units: UnitTree) {
    guard let unit = units[standing.key.unit] else { return nil }
    session = standing.key
    self.standing = standing
    names = OrganiserNames(unit: unit, tree: units)
  }

  public func text(_ language: Language) -> String {
    language(
      ChineseBrief(standing: standing, names: names).text, EnglishBrief(standing: standing, names: names).text
    )
  }
}

/// What a brief says is not known.
enum BriefGap: Hashable {
  case date, given, attendance

  func text(_ language: Language) -> String {
    switch self {
    case .date: language("活动日期", "date")
    case .given: language("发放数量", "number given")
    case .attendance: language("参加人数", "attendance")
    }
  }
}

extension SessionBalance {
  /// As ``missingFields``, but people who were served or households that were visited are people, too.
  var briefGaps: [BriefGap] {
    let isPeopleKnown =
      finalCounts().contains { $0.quantity.isKnown }
      || given.contains { $0.isPerHousehold && $0.quantity.isKnown }
    return SessionFacts(self).missingFields.compactMap { field in
      switch field {
      case .date: .date
      case .given: .given
      case .attendance: isPeopleKnown ? nil : .attendance
      }
    }
  }
}

/// How a session's unit and organisers are written in full: city, district, bureau.
struct OrganiserNames: Hashable {
  let unit: Unit
  private let ownNames: [String]
  private let superiors: [String]
  let fullName: String

  init(unit: Unit, tree: UnitTree) {
    self.unit = unit
    // An alias may name a body; the unit itself goes by the others.
    ownNames = ([unit.name] + unit.aliases).filter { tree.units(named: $0).count == 1 }
      .filter { name in !UnitMatcher.isBody(name) }.sorted { $0.count > $1.count }
    superiors = tree.superiors(of: unit).map(\.name)
    fullName = tree.fullName(of: unit)
  }

  /// 桂林市叠彩区卫生健康局、计生协: the superiors once, and the unit's name once.
  ///
  /// - Parameter signer: The unit of the byline. A sole organiser who signs the brief is not named twice.
  func organisers(_ organisers: [String], signer: String?) -> String {
    guard let first = organisers.first else { return fullName }
    if organisers.count == 1, first == signer, ownStem(of: first) != nil { return fullName }
    let rest = organisers.dropFirst().map { ownStem(of: $0) ?? $0 }
    return ([inFull(first)] + rest).joined(separator: "、")
  }

  private func inFull(_ organiser: String) -> String {
    if let known = superiors.firstIndex(where: { organiser.hasPrefix($0) }) {
      return superiors[..<known].joined() + organiser
    }
    guard ownNames.contains(where: { organiser.hasPrefix($0) }) else { return organiser }
    return superiors.joined() + organiser
  }

  /// 计生协 for 叠彩区计生协; nil if it is not a body of this unit.
  private func ownStem(of organiser: String) -> String? {
    let prefixes = [fullName] + ownNames
    return prefixes.first { organiser.hasPrefix($0) && organiser.count > $0.count }
      .map { String(organiser.dropFirst($0.count)) }
  }
}
