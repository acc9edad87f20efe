public import Ledger
public import Planning

/// What a unit's report still lacks of what its campaign asks for: worked out from what is recorded, never typed in.
public struct ReportGaps: Hashable, Sendable {
  /// As the campaign file writes them, in its order.
  public let missing: [String]

  /// - Parameters:
  ///   - ask: The `ask` of the report, or the `report` of a part.
  ///   - standing: What the unit recorded of the occurrence.
  ///   - part: Whose enclosures and sessions count.
  ///   - collected: What the part collects: an unknown number of it is missing.
  public init(
    _ ask: [String], standing: UnitStanding, part: String? = nil, collected: Part.Submission? = nil
  ) {
    let sessions = standing.sessions(of: part).filter(\.isHeld)
    let held = sessions.map(SessionFacts.init)
    let enclosed = standing.enclosed(part: part)
    let isUncounted =
      collected.map { !standing.reached(Count.Measure(rawValue: $0.what)).isKnown } ?? false
    let gaps = ask.filter { word in
      guard !enclosed.contains(word) else { return false }
      return switch word {
      case "date": held.isEmpty || held.contains { $0.missingFields.contains(.date) }
      case "venue": held.isEmpty || held.contains { $0.venue == nil }
      case "attendance":
        !sessions.contains { $0.finalCounts().contains { $0.measure == .attendance && $0.quantity.isKnown } }
          || held.contains { $0.missingFields.contains(.attendance) }
      case "materials":
        !held.contains { $0.given.contains(where: \.quantity.isKnown) }
          || held.contains { $0.missingFields.contains(.given) }
      case "services":
        !sessions.contains { $0.finalCounts().contains { $0.measure.isService && $0.quantity.isKnown } }
      case "households": !standing.total(counter: CountingWord.household).isKnown
      default: true
      }
    }
    // Where nothing is asked for by name a report still tells of something.
    let isEmpty = ask.isEmpty && part == nil && standing.isBlank
    missing = (isUncounted ? [Self.count] : []) + (isEmpty ? [Self.content] : []) + gaps
  }

  /// Of a part: how many it collected.
  private static let count = "count"
  /// Of a report in which nothing stands.
  private static let content = "content"

  /// `请补报：日期、数量、人数`; nil if nothing is missing.
  public func text(_ language: Language) -> String? {
    guard !missing.isEmpty else { return nil }
    return language("请补报：", "please add: ") + words(language).joined(separator: language("、", ", "))
  }

  public func words(_ language: Language) -> [String] { missing.map { Self.word($0, language) } }

  /// What an `ask` word means, as summaries say it.
  public static func word(_ ask: String, _ language: Language) -> String {
    switch ask {
    case "date": MissingFields.Field.date.text(language)
    case "attendance": MissingFields.Field.attendance.text(language)
    case count: language("数量", "quantity")
    case content: language("活动情况和人数（没有办的请登记取消）", "what took place and who came (or that it was cancelled)")
    case "materials": MissingFields.Field.given.text(language)
    default: ComposerTexts(language).asked(ask)
    }
  }
}

extension UnitStanding {
  /// What came with the report that no figure shows, as its `ask` words.
  public func enclosed(part: String? = nil) -> Set<String> {
    Set(reports.filter { $0.value.part == part }.flatMap { $0.value.enclosed ?? [] })
  }
}

extension Campaign {
  /// What a report, or a part's, is to hold.
  public func asked(part: String?) -> [String] {
    part.map { id in parts.first { $0.id == id }?.ask ?? [] } ?? report?.ask ?? []
  }
}
