public import Ledger
public import Planning
public import Recurrence

/// What a summary speaks about.
public struct SummaryScope: Hashable, Sendable {
  public typealias Choice = SessionChoice

  public var choice: Choice
  /// Only this unit and everything below it.
  public var unit: Unit?
  /// Where the day of recording is read, for sessions without any date.
  public var zone: Zone
  /// The heading; nil for the general one.
  public var title: BilingualText?

  public init(
    _ choice: Choice = .everything, unit: Unit? = nil, zone: Zone = .utc, title: BilingualText? = nil
  ) {
    self.choice = choice
    self.unit = unit
    self.zone = zone
    self.title = title
  }

  /// Says of a session whether it took place and belongs here.
  public func membership(in tree: UnitTree) -> @Sendable (SessionHead) -> Bool {
    let inside = unit.map { Set(tree.subtree(of: $0).map(\.id)) }
    let (choice, zone) = (choice, zone)
    return { session in
      session.isHeld && inside?.contains(session.key.unit) ?? true && choice.contains(session, zone: zone)
    }
  }

  /// Figures without a session belong to the whole organisation, and in a span to the years that they are of.
  func sheets(of facts: LedgerFacts) -> SheetChoice {
    guard unit == nil || unit?.parent == nil else { return SheetChoice() }
    return switch choice {
    case .everything: SheetChoice(facts.sheets)
    case .span(let days):
      SheetChoice(
        SheetYears(facts.sheets, zone: zone).sheets(in: days), of: facts.sheets, until: days.upperBound)
    case .session, .occurrence, .occurrences, .campaign: SheetChoice()
    }
  }
}

extension SessionChoice {
  /// Whether a session may belong here, as far as its key tells.
  func mayHold(_ key: SessionKey) -> Bool {
    switch self {
    case .occurrence(let own): key.occurrence == own
    case .occurrences(let all): key.occurrence.map { all.contains($0) } ?? false
    case .campaign(let id, _): key.occurrence?.campaign == id
    case .everything, .session, .span: true
    }
  }
}

extension Campaign {
  /// The heading of its summary.
  public var summaryTitle: BilingualText {
    BilingualText(zh: "\(name.zh)汇总", en: "Summary: \(name.text(.en))")
  }
}
