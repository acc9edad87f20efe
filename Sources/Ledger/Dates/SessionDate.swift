public import Recurrence

/// When a session took place, as far as anybody knows, with the words in which it was printed.
public struct SessionDate: Hashable, Sendable {
  public enum Day: Hashable, Sendable {
    case exact(CivilDate)
    /// Some day or days from the first to the last.
    case interval(CivilDate, CivilDate)
    /// No date given; perhaps a day by which it was over.
    case unknown(notAfter: CivilDate?)
  }

  /// As `byDatePrecision` of a summary counts them.
  public enum Precision: String, Hashable, CaseIterable, Sendable {
    case day, interval, none
  }

  public var day: Day
  /// 8 月中旬, 近日.
  public var said: String?
  /// 上午, 下午: part of the day without a clock.
  public var partOfDay: String?
  /// The day on which everything was done, of a session that ran over an interval.
  public var completedOn: CivilDate?
  /// Whether the day was worked out rather than printed.
  public var isInferred: Bool
  /// 自 4 月中旬起: it went on; the interval ends with the day on which that was written down.
  public var isOpen: Bool

  public init(
    _ day: Day, said: String? = nil, partOfDay: String? = nil, completedOn: CivilDate? = nil,
    isInferred: Bool = false, isOpen: Bool = false
  ) {
    self.day = day
    self.said = said
    self.partOfDay = partOfDay
    self.completedOn = completedOn
    self.isInferred = isInferred
    self.isOpen = isOpen
  }

  public var precision: Precision {
    switch day {
    case .exact: .day
    case .interval: .interval
    case .unknown: .none
    }
  }

  /// The first day it may have been on; nil if nothing is known.
  public var first: CivilDate? {
    switch day {
    case .exact(let date): date
    case .interval(let first, _): first
    case .unknown(let notAfter): notAfter
    }
  }

  public var last: CivilDate? {
    switch day {
    case .exact(let date): date
    case .interval(_, let last): last
    case .unknown(let notAfter): notAfter
    }
  }

  /// Whether somebody still has to say on which day it was: an interval without a closing day hides one, unless its words
  /// say that it lasted from the one day to the other.
  public var isMissing: Bool {
    switch day {
    case .exact: false
    case .interval: completedOn == nil && !namesBothEnds
    case .unknown: true
    }
  }

  /// Whether it counts in a span, both days included: an interval if it overlaps, an undated session by the day it
  /// was over, else by the day it was recorded.
  public func falls(in span: ClosedRange<CivilDate>, recordedOn: CivilDate) -> Bool {
    guard let first, let last else { return span.contains(recordedOn) }
    return first <= span.upperBound && last >= span.lowerBound
  }

  /// Years before it are slips of the pen.
  static let earliestYear = 1980

  /// Whether it lies before anything that is recorded here, or more than two years ahead.
  func isBeyondReason(today: CivilDate) -> Bool {
    first.map { $0.year < Self.earliestYear || $0 > today.adding(days: 730) } ?? false
  }

  /// The start of `2023-04-11/..`: it went on, nobody wrote until when.
  static func openStart(_ text: String?) -> CivilDate? {
    text.flatMap { $0.hasSuffix("/..") ? CivilDate(iso: String($0.dropLast(3))) : nil }
  }

  /// Reads `2023-08-10`, `2023-08-01/2023-08-07`, or nothing.
  public static func day(_ text: String?, notAfter: String?) -> Day? {
    guard let text, !text.isEmpty else {
      guard let notAfter else { return .unknown(notAfter: nil) }
      return CivilDate(iso: notAfter).map { .unknown(notAfter: $0) }
    }
    let ends = text.split(separator: "/").map(String.init)
    guard let first = ends.first.flatMap({ CivilDate(iso: $0) }) else { return nil }
    guard ends.count > 1 else { return .exact(first) }
    guard ends.count == 2, let last = CivilDate(iso: ends[1]), first <= last else { return nil }
    return first == last ? .exact(first) : .interval(first, last)
  }
}

extension SessionDate: Codable {
  private enum Keys: String, CodingKey { case day, notAfter, said, partOfDay, completedOn, inferred, open }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Keys.self)
    let text = try container.decodeIfPresent(String.self, forKey: .day)
    let notAfter = try container.decodeIfPresent(String.self, forKey: .notAfter)
    guard let day = Self.day(text, notAfter: notAfter) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "not a session's day: '\(text ?? "")'"))
    }
    self.init(
      day, said: try container.decodeIfPresent(String.self, forKey: .said),
      partOfDay: try container.decodeIfPresent(String.self, forKey: .partOfDay),
      completedOn: try container.decodeIfPresent(String.self, forKey: .completedOn).flatMap {
        CivilDate(iso: $0)
      },
      isInferred: try container.decodeIfPresent(Bool.self, forKey: .inferred) ?? false,
      isOpen: try container.decodeIfPresent(Bool.self, forKey: .open) ?? false)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Keys.self)
    switch day {
    case .exact(let date): try container.encode(date.description, forKey: .day)
    case .interval(let first, let last): try container.encode("\(first)/\(last)", forKey: .day)
    case .unknown(let notAfter): try container.encodeIfPresent(notAfter?.description, forKey: .notAfter)
    }
    try container.encodeIfPresent(said, forKey: .said)
    try container.encodeIfPresent(partOfDay, forKey: .partOfDay)
    try container.encodeIfPresent(completedOn?.description, forKey: .completedOn)
    if isInferred { try container.encode(true, forKey: .inferred) }
    if isOpen { try container.encode(true, forKey: .open) }
  }
}
