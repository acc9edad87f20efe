import ArgumentParser
import Foundation
import Planning
import Recurrence

struct RecurCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recur", abstract: "Expand a recurrence rule of RFC 5545 or RFC 7529. 展开重复规则。",
    discussion: "Example 例: campaign recur \"FREQ=MONTHLY;BYDAY=2TU\" --start 2026-01-01T09:00 --count 5")

  @OptionGroup var options: GlobalOptions
  @Argument(help: "The rule. 规则。")
  var rule: String?
  @Option(help: "The first local time: 2026-01-01T09:00. 起。")
  var start: String?
  @Option(help: "An IANA zone. 时区。")
  var zone = "Asia/Shanghai"
  @Option(help: "More local times. 另加。")
  var rdate: [String] = []
  @Option(help: "Local times left out. 除外。")
  var exdate: [String] = []
  @Option(help: "How many at most. 个数。")
  var count: Int?
  @Option(parsing: .upToNextOption, help: "Two local times: from, and before. 起止。")
  var between: [String] = []
  @Flag(help: "Refuse what breaks a MUST of the RFC. 严格。")
  var strict = false
  @Flag(help: "Read cases from standard input, a JSON line each, and answer each. 逐行处理。")
  var batch = false

  func run() async throws {
    if batch { return try answerAll() }
    guard let rule, let start else {
      throw ValidationError("Give a rule and --start, or --batch. 请写规则和 --start。")
    }
    let query = RecurrenceQuery(
      start: start, zone: zone, rules: [rule], additions: rdate, exceptions: exdate, limit: count ?? 20,
      window: between.count == 2 ? between : nil, mode: strict ? .strict : .lenient)
    guard between.isEmpty || between.count == 2 else {
      throw ValidationError("--between takes two local times. --between 要写两个时刻。")
    }
    let output = Output(options)
    do {
      let (occurrences, zone) = try query.occurrences(isLimited: count != nil || between.isEmpty)
      for occurrence in occurrences {
        let at = zone.format(occurrence.instant)
        if options.json { output.line(["at": .string(at)]) } else { output.line(at) }
      }
    } catch {
      throw Failure(.failed, "\(error)", "\(error)")
    }
  }

  private func answerAll() throws {
    let output = Output(options)
    while let line = readLine() {
      if line.isEmpty { continue }
      output.line(RecurrenceCase(line).answer(strict: strict))
    }
  }
}

/// A question to the engine, in text.
struct RecurrenceQuery {
  var start: String
  var zone: String
  var rules: [String]
  var additions: [String]
  var exceptions: [String]
  var limit: Int?
  var window: [String]?
  var mode: RecurrenceParsingMode

  struct Fault: Error, CustomStringConvertible {
    let description: String
  }

  /// - Parameter isLimited: Whether ``limit`` holds even if there is a window.
  func occurrences(isLimited: Bool) throws -> (occurrences: [Instance], zone: Zone) {
    let (begin, zone) = try origin()
    let set = try RecurrenceSet(
      start: begin, rules: try rules.map { try RecurrenceRule(parsing: $0, mode: mode) },
      additions: try additions.map { .local(try local($0)) },
      exceptions: try exceptions.map { .local(try local($0)) },
      mode: mode)
    let count = isLimited ? limit ?? .max : .max
    guard let window else { return (Array(set.occurrences(in: zone).prefix(count)), zone) }
    let from = zone.resolve(try local(window[0])).instant
    let to = zone.resolve(try local(window[1])).instant
    guard from <= to else { throw Fault(description: "the window ends before it begins") }
    return (Array(set.occurrences(within: from..<to, in: zone).prefix(count)), zone)
  }

  private func origin() throws -> (RecurrenceStart, Zone) {
    if let day = CivilDate(iso: start) { return (.date(day), zone == "floating" ? .utc : try Zone(zone)) }
    let time = try local(start)
    switch zone {
    case "floating": return (.floating(time), .utc)
    case "UTC": return (.utc(time), .utc)
    default:
      let zone = try Zone(zone)
      return (.zoned(time, zone), zone)
    }
  }

  private func local(_ text: String) throws -> CivilDateTime {
    if let time = CivilDateTime(iso: text) ?? CivilDateTime(basic: text) { return time }
    if let day = CivilDate(iso: text) { return CivilDateTime(day, .midnight) }
    throw Fault(description: "'\(text)' is no local time; write 2026-05-29T09:00")
  }
}

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
  }

  private let line: String

  init(_ line: String) {
    self.line = line
  }

  func answer(strict: Bool) -> JSONText {
    let input: Input
    do {
      input = try JSONDecoder().decode(Input.self, from: Data(line.utf8))
    } catch {
      return ["id": .null, "error": .string("this line is no case: \(error)")]
    }
    let isDay = input.dateonly == true
    let query = RecurrenceQuery(
      start: isDay
        ? CivilDate(basic: String(input.dtstart.prefix(8))).map { "\($0)" } ?? input.dtstart : input.dtstart,
      zone: input.tzid ?? "floating", rules: input.rrule ?? [],
      additions: input.rdate ?? [],
      exceptions: input.exdate ?? [], limit: input.limit, window: input.window,
      mode: strict ? .strict : .lenient)
    do {
      let (occurrences, _) = try query.occurrences(isLimited: input.limit != nil)
      let mark = input.tzid == "UTC" ? "Z" : ""
      return [
        "id": .string(input.id),
        "occurrences": .array(occurrences.map { .string($0.local.basicText + mark) }),
      ]
    } catch {
      return ["id": .string(input.id), "error": .string("\(error)")]
    }
  }
}
