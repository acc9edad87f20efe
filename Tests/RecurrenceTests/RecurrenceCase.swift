import Foundation
import Recurrence

/// A line of `recurrence-cases.jsonl`: a set, and what it gives.
struct RecurrenceCase: Decodable {
  let id: String
  let dtstart: String
  let tzid: String
  let rrule: [String]?
  let rdate: [String]?
  let exdate: [String]?
  let limit: Int?
  let window: [String]?
  /// Local times after resolution, gaps shifted forward.
  let expected: [String]
  /// The same with gaps skipped, where it differs.
  let expected_gap_skip: [String]?
  let expected_utc: [String]?
  /// Whether the start is a whole day.
  let dateonly: Bool?

  struct Unreadable: Error { let text: String }

  static func read(_ lines: some Sequence<Substring>) throws -> [RecurrenceCase] {
    try lines.map { try JSONDecoder().decode(RecurrenceCase.self, from: Data($0.utf8)) }
  }

  static func local(_ text: String) throws -> CivilDateTime {
    guard let local = CivilDateTime(basic: text.hasSuffix("Z") ? text.dropLast() : text[...]) else {
      throw Unreadable(text: text)
    }
    return local
  }

  func set(_ policies: RecurrencePolicies = .init(), mode: RecurrenceParsingMode) throws -> RecurrenceSet {
    let local = try Self.local(dtstart)
    let start: RecurrenceStart =
      switch tzid {
      case "floating" where dateonly == true: .date(local.date)
      case "floating": .floating(local)
      case "UTC": .utc(local)
      default: .zoned(local, try Zone(tzid))
      }
    return try RecurrenceSet(
      start: start, rules: (rrule ?? []).map { try RecurrenceRule(parsing: $0, mode: mode) },
      additions: (rdate ?? []).map { .local(try Self.local($0)) },
      exceptions: (exdate ?? []).map { .local(try Self.local($0)) }, policies: policies, mode: mode)
  }

  /// What the set gives within the case's window and limit.
  func occurrences(_ set: RecurrenceSet) throws -> [Instance] {
    var sequence = set.occurrences()
    if let window {
      let zone = tzid == "floating" || tzid == "UTC" ? Zone.utc : try Zone(tzid)
      let bounds = try window.map { zone.resolve(try Self.local($0)).instant }
      sequence = set.occurrences(within: bounds[0]..<bounds[1])
    }
    return Array(sequence.prefix(limit ?? expected.count + 1))
  }
}
