import ArgumentParser
import CampaignScheduler
import Foundation
import Ledger
import Planning

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
    let scheduler = try await options.openScheduler()
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
    if faults.contains(where: \.isOfEntries) {
      output.note(
        "请用改动之前的备份恢复：campaign restore 文件，再把别处的导出导入",
        "restore a backup from before: campaign restore FILE, then import what other copies have"
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
