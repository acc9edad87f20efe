import ArgumentParser
import CampaignScheduler
import Foundation
import Ledger
import Planning
import Recurrence

struct LogCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log", abstract: "A session's entries in every version, corrections included. 场次的全部记录与更正。",
    discussion: "Example 例: campaign log member-day-529/2026/diecai/1")

  @OptionGroup var options: GlobalOptions
  @Argument(help: "The session. 场次编号。")
  var session: String

  func run() async throws {
    let scheduler = try options.openScheduler()
    let key = try await scheduler.session(session)
    let zone = scheduler.current.now.definitions.shared.zone
    let output = Output(options)
    let entries = try await scheduler.ledger.entries(of: key)
    let states = EntryState.all(of: entries)
    let contents = Dictionary(entries.map { ($0.id, $0.act.content) }) { first, _ in first }
    let balance = Balance(entries)
    // A session that was taken out takes its figures along.
    let isGone = !entries.isEmpty && balance.sessions.isEmpty
    let evidence = balance.sessions.reduce(into: Set<EntryID>()) { $0.formUnion($1.evidence) }
    for entry in entries {
      let state = Standing(entry, states[entry.id] ?? .standing, isGone: isGone, evidence: evidence)
      guard options.json else {
        let corrected = entry.act.target.flatMap { contents[$0] ?? nil }
        output.line(text(entry, corrected, state, zone))
        continue
      }
      output.line(entry.logJSON(options.language, zone: zone, state: state.rawValue))
    }
    for dispute in balance.disputes { output.note(dispute.text.zh, dispute.text.text(.en)) }
  }

  /// What an entry means for the sums.
  private enum Standing: String {
    case standing, replaced, void, detached
    /// Beside somebody's last word, or a total beside its parts.
    case evidence
    case sessionVoid

    init(_ entry: LedgerEntry, _ state: EntryState, isGone: Bool, evidence: Set<EntryID>) {
      self =
        switch state {
        case .standing where isGone && entry.act.content != nil: .sessionVoid
        case .standing where evidence.contains(entry.id): .evidence
        case .standing: .standing
        case .replaced: .replaced
        case .void: .void
        case .detached: .detached
        }
    }
  }

  private func text(
    _ entry: LedgerEntry, _ corrected: LedgerEntry.Content?, _ state: Standing, _ zone: Zone
  ) -> String {
    let mark =
      switch state {
      case .sessionVoid: options.language("〔场次已作废，不计入〕", "  [its session is void]")
      case .evidence: options.language("〔旁证，不计入〕", "  [evidence, not counted]")
      case .detached: options.language("〔所更正的记录已作废，不计入〕", "  [what it corrects is void]")
      case .standing: ""
      case .replaced: options.language("〔已更正〕", "  [corrected]")
      case .void: options.language("〔已作废〕", "  [void]")
      }
    let what = entry.what(options.language, corrected: corrected)
    return
      "\(entry.id)  \(zone.format(entry.at))  \(entry.by)  \(what)\(mark)  #\(entry.hash.prefix(8))"
  }
}

struct VerifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Check that no entry was changed afterwards. 核对台账是否被改动。",
    discussion: """
      Example 例: campaign verify --against /mnt/usb/ledger.jsonl
      What was cut off the end shows only beside another copy: an export, a backup, or the lines of 'ledger heads'.
      末尾被截掉，要与另一份对照才看得出：导出文件、备份，或 ledger heads 的输出。
      """)

  @OptionGroup var options: GlobalOptions
  @Option(help: "An export, a backup or a receipt to compare with. 对照的导出、备份或末条凭据。", completion: .file())
  var against: [String] = []

  func run() async throws {
    let scheduler = try options.openScheduler()
    let known = try await against.asyncFlatMap { try await LedgerCopy(path: $0).heads() }
    let found = try await scheduler.ledger.verify(against: known)
    let output = Output(options)
    // What nobody has brought here yet is no fault of what is here.
    let faults = found.filter { $0.kind != .notImported }
    for fault in found {
      if !options.json, fault.kind == .notImported {
        output.note(fault.text(.zh), fault.text(.en))
      } else if options.json {
        output.line([
          "entry": .optional(fault.entry?.description), "fault": .string(fault.kind.rawValue),
          "detail": .optional(fault.detail),
        ])
      } else {
        output.line(fault.text(options.language))
      }
    }
    if !faults.isEmpty, faults.allSatisfy({ $0.kind == .factsDiffer }) {
      try await scheduler.ledger.rebuildFacts()
      output.note(
        "记录条条相接；汇总用的数字已按记录重算。也可能是末尾的记录被截掉了，请用备份或导出核对：campaign verify --against 文件",
        "the entries follow one another, and the figures for summaries were worked out anew. Entries may also have been cut off the end: compare with a backup or an export, campaign verify --against FILE"
      )
    }
    guard faults.isEmpty else { throw ExitCode(1) }
    let count = try await scheduler.ledger.entryCount()
    output.note("台账完好，共 \(count) 条", "the ledger is intact: \(count.of("entry"))")
  }
}

extension Sequence {
  fileprivate func asyncFlatMap<Result>(_ transform: (Element) async throws -> [Result]) async throws
    -> [Result]
  {
    var results: [Result] = []
    for element in self { results += try await transform(element) }
    return results
  }
}

/// Another copy of the ledger, as far as it says which entries there were.
struct LedgerCopy {
  let path: String

  /// - Throws: ``Failure`` for a file that says nothing of any entry.
  func heads() async throws -> [LedgerHead] {
    guard let file = FileManager.default.contents(atPath: path) else {
      throw WorkspaceFault.unreadable(path)
    }
    if file.starts(with: Data("SQLite format 3\0".utf8)) { return try DatabaseBackup.ledger(of: path) }
    let heads = file.split(separator: UInt8(ascii: "\n")).map(Self.head)
    guard heads.allSatisfy({ $0 != nil }), !heads.isEmpty else {
      let line = (heads.firstIndex { $0 == nil } ?? 0) + 1
      throw Failure(
        .failed, "\(path) 第 \(line) 行：不是台账的导出、备份或末条凭据",
        "\(path), line \(line): neither an export, a backup nor a receipt of a ledger")
    }
    return heads.compactMap(\.self)
  }

  private struct Line: Decodable {
    let entry: String
    let hash: String
  }

  private static func head(_ line: Data) -> LedgerHead? {
    guard let line = try? JSONDecoder().decode(Line.self, from: line), let id = EntryID(line.entry) else {
      return nil
    }
    return LedgerHead(entry: id, hash: line.hash)
  }
}
