import ArgumentParser
import CampaignScheduler
import Foundation
import Ledger
import Planning
import Recurrence
import UnixSignals

struct CheckinCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "checkin", abstract: "Read sign-in codes at the door, a line each. 扫码签到。",
    discussion: """
      Example 例: campaign checkin member-day-529/2026/diecai/1
      A scanner types a code a line; Ctrl-C or the end of input closes the desk and records how many came.
      扫码枪每行一个码；按 Ctrl-C 或输入结束时，把签到人数记入台账。
      """)

  @OptionGroup var options: GlobalOptions
  @Argument(help: "The session: campaign/occurrence/unit/number. 场次编号。")
  var session: String
  @Flag(help: "These are the last word; what was recorded stays as evidence. 以签到为准。")
  var final = false
  @Flag(help: "These people came besides those recorded. 已记的之外另有这些人。")
  var more = false
  @OptionGroup var lateness: LateOption

  func run() async throws {
    let scheduler = try await options.openScheduler(forSession: session)
    let standing = try await scheduler.openSession(named: session)
    let key = standing.key
    // Before anybody queues at the door.
    _ = try await lateness.reason(for: key.occurrence, scheduler, options)
    try askWhichCounts(standing)
    var desk = CheckinDesk(
      session: key, persons: scheduler.persons, key: try MachineKeyFile.load(beside: scheduler.databasePath))
    let total = LiveTotal(options.language, start: try await scheduler.persons.taken(at: key))
    let input = InputPieces()
    let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm, .sighup)
    let refused = try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        for await _ in signals {
          input.stop()
          return
        }
      }
      defer { group.cancelAll() }
      return try await read(input, &desk, total)
    }
    total.clear()
    try await close(key, scheduler)
    if refused { throw ExitCode(1) }
  }

  /// - Returns: Whether any code was refused, other than for having been read before.
  private func read(_ input: InputPieces, _ desk: inout CheckinDesk, _ total: LiveTotal) async throws -> Bool
  {
    let output = Output(options)
    var isRefused = false
    var lines = LineBuffer()
    func answer(_ texts: [String], _ desk: inout CheckinDesk) async throws {
      for answer in try await desk.read(texts, at: options.clock.now) {
        if let refusal = answer.refusal, refusal != .already { isRefused = true }
        total.clear()
        output.line(line(answer))
        total.show(adding: answer.refusal == nil ? 1 : 0)
      }
    }
    for await piece in input.pieces { try await answer(lines.take(piece), &desk) }
    try await answer(lines.rest, &desk)
    return isRefused
  }

  private func line(_ answer: CheckinDesk.Answer) -> String {
    guard options.json else {
      let mark = answer.refusal.map { options.language("未收：\($0.text(.zh))", "refused, \($0.text(.en))") }
      return "\(mark ?? options.language("已签到", "taken"))  \(answer.code)"
    }
    let json: JSONText = [
      "code": .string(answer.code), "result": .string(answer.refusal == nil ? "ok" : "refused"),
      "reason": .optional(answer.refusal?.rawValue),
    ]
    return json.description
  }

  /// - Throws: ``Failure`` if an attendance was recorded by other means and nobody said which of the two counts.
  private func askWhichCounts(_ standing: SessionBalance) throws {
    guard !more else { return }
    let meeting = standing.meeting(atDoor: final)
    if let refusal = meeting.refusal { throw Failure(.failed) { refusal.text($0) } }
    if let remark = meeting.remark { Output(options).note(remark.text(.zh), remark.text(.en)) }
  }

  private func close(_ key: SessionKey, _ scheduler: Scheduler) async throws {
    let entries = try await scheduler.persons.countCheckins(
      at: key, by: options.author, now: options.clock.now, isFinal: final, isMore: more,
      lateReason: try await lateness.reason(for: key.occurrence, scheduler, options))
    let output = Output(options)
    guard let entry = entries.first else {
      return output.note("没有新的签到，台账未动", "nobody new: nothing was entered")
    }
    output.note(
      "已记入台账：\(entry.what(.zh))（记录 \(entry.id)）", "entered: \(entry.what(.en)) (entry \(entry.id))")
  }
}

/// Standard input as it comes: a scanner's line at once, a file in large pieces.
///
/// A thread of its own reads, since a read blocks; it ends with the program.
struct InputPieces {
  let pieces: AsyncStream<Data>
  private let continuation: AsyncStream<Data>.Continuation

  init() {
    let (stream, continuation) = AsyncStream<Data>.makeStream()
    pieces = stream
    self.continuation = continuation
    Thread.detachNewThread {
      var buffer = [UInt8](repeating: 0, count: 1 << 16)
      while true {
        let count = Foundation.read(STDIN_FILENO, &buffer, buffer.count)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { break }
        continuation.yield(Data(buffer[..<count]))
      }
      continuation.finish()
    }
  }

  /// What was read already is still handed out.
  func stop() { continuation.finish() }
}

/// Pieces of input put together to lines.
struct LineBuffer {
  private var open: [UInt8] = []

  /// The lines that a piece completes.
  mutating func take(_ piece: Data) -> [String] {
    open.append(contentsOf: piece)
    guard let last = open.lastIndex(where: { $0 == 0x0A || $0 == 0x0D }) else { return [] }
    let whole = open[...last]
    open.removeSubrange(...last)
    return whole.split { $0 == 0x0A || $0 == 0x0D }.map { String(decoding: $0, as: UTF8.self) }
  }

  /// A last line without an end.
  var rest: [String] { open.isEmpty ? [] : [String(decoding: open, as: UTF8.self)] }
}

/// A counter on a terminal's standard error; nothing elsewhere.
private final class LiveTotal {
  private let language: Language
  private let isShown = isatty(STDERR_FILENO) == 1
  private var total: Int

  init(_ language: Language, start: Int) {
    self.language = language
    total = start
    show(adding: 0)
  }

  func show(adding more: Int) {
    total += more
    guard isShown else { return }
    FileHandle.standardError.write(Data("\r\(language("已签到 \(total) 人", "\(total) signed in"))".utf8))
  }

  func clear() {
    if isShown { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
  }
}
