import Foundation
import Planning
import Recurrence

/// One line of `recur --batch`.
struct RecurrenceCase {
  private struct Input: Decodable {
    var id: String
    var dtstart: String
    var tzid: String?
    var rrule: [String]?
    var rdate: [String]?
    var exdate: [String]?
    var limit: Int?
    var window: [String]?
    /// Whether the start is a whole day, though it is written with a time.
    var dateonly: Bool?
    var policies: Policies?
  }

  /// Policies by their names in ``RecurrencePolicies``; those left out are the defaults.
  private struct Policies: Decodable {
    var gap: String?
    var overlap: String?
    var start: String?
    var subDaily: String?

    var values: RecurrencePolicies {
      get throws {
        RecurrencePolicies(
          gap: try policy("gap", gap) ?? .shiftForward, overlap: try policy("overlap", overlap) ?? .first,
          start: try policy("start", start) ?? .ifRuleGivesIt,
          subDaily: try policy("subDaily", subDaily) ?? .elapsed)
      }
    }

    private func policy<Policy: RawRepresentable & CaseIterable>(
      _ name: String, _ text: String?
    ) throws -> Policy? where Policy.RawValue == String {
      guard let text else { return nil }
      if let policy = Policy(rawValue: text) { return policy }
      let words = Policy.allCases.map(\.rawValue).joined(separator: " ")
      throw Failure(.failed, "\(name) 没有 “\(text)”；可用：\(words)", "\(name) has no '\(text)'; use \(words)")
    }
  }

  /// A line holds at most so many where nothing limits them.
  private static let most = 100_000

  private let line: String

  init(_ line: String) {
    self.line = line
  }

  func answer(mode: RecurrenceParsingMode, _ language: Language) -> JSONText {
    let input: Input
    do {
      input = try JSONDecoder().decode(Input.self, from: Data(line.utf8))
    } catch {
      return [
        "id": .null,
        "error": .string(
          language(
            "这一行不是用例；请写 {\"id\":…,\"dtstart\":\"20260529T090000\",\"rrule\":[…]}",
            "this line is no case; write {\"id\":…,\"dtstart\":\"20260529T090000\",\"rrule\":[…]}")),
      ]
    }
    do {
      let occurrences = try occurrences(input, mode)
      let mark = input.tzid == "UTC" ? "Z" : ""
      return [
        "id": .string(input.id),
        "occurrences": .array(occurrences.map { .string($0.local.basicText + mark) }),
      ]
    } catch {
      return [
        "id": .string(input.id), "error": .string(Failure(error)?.message(language) ?? "\(error)"),
      ]
    }
  }

  private func occurrences(_ input: Input, _ mode: RecurrenceParsingMode) throws -> [Instance] {
    let day = input.dateonly == true ? CivilDate(basic: input.dtstart.prefix(8)) : nil
    let query = RecurrenceQuery(
      start: day?.description ?? input.dtstart, zone: input.tzid ?? "floating", rules: input.rrule ?? [],
      additions: input.rdate ?? [], exceptions: input.exdate ?? [], window: input.window, mode: mode,
      policies: try input.policies?.values ?? RecurrencePolicies())
    if let window = input.window, window.count != 2 {
      throw Failure(.failed, "window 要写两个时刻", "window takes two local times")
    }
    let (set, zone, _) = try query.set()
    let all =
      input.window == nil
      ? set.occurrences(in: zone) : set.occurrences(within: try query.range(zone), in: zone)
    if let limit = input.limit { return Array(all.prefix(max(limit, 0))) }
    let found = Array(all.prefix(Self.most + 1))
    guard found.count <= Self.most else {
      throw Failure(
        .failed, "多于 \(Self.most) 次；请写 limit 或 window",
        "more than \(Self.most) occurrences; give a limit or a window")
    }
    return found
  }
}
