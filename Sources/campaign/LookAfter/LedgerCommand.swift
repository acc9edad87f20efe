import ArgumentParser
import CampaignScheduler
import Foundation
import Ledger
import Planning

struct LedgerCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ledger",
    abstract: "Carry the ledger from one machine to another, and settle what differs. 台账的导出、导入、分歧与裁定。",
    discussion: "Example 例: campaign ledger export > ledger.jsonl",
    subcommands: [Export.self, Import.self, Heads.self, Disputes.self, Settle.self])

  struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "export", abstract: "Every entry as a line of JSON, on standard output. 导出台账。",
      discussion: "Example 例: campaign ledger export > ledger.jsonl")

    @OptionGroup var options: GlobalOptions

    func run() async throws {
      let scheduler = try await options.openScheduler()
      let output = Output(options)
      try await scheduler.ledger.export { output.line($0) }
      for head in try await scheduler.ledger.heads() {
        output.note(
          "末条 \(head.entry)，校验码 \(head.hash.prefix(16))…：记下来，以后用 campaign verify --against 可查末尾是否完整",
          "the last entry is \(head.entry), hash \(head.hash.prefix(16))…: keep it to see later, with 'campaign verify --against', that nothing was cut off"
        )
      }
    }
  }

  struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "import",
      abstract: "Take an export in, beside what is here; all of it or nothing. 导入别处导出的台账。",
      discussion: """
        Example 例: campaign ledger import ledger.jsonl
        Where a database was copied and both copies were written to under one id, --fork takes the file's entries in beside
        those here; from then on the other machine uses an export of this one. 数据库复制成两份后各自记了账的，加 --fork：
        文件里多出的记录另立一链收进来；之后那台机器改用本机的导出。
        """)

    @OptionGroup var options: GlobalOptions
    @Argument(help: "A file that 'ledger export' wrote. 导出文件。", completion: .file())
    var file: String
    @Flag(help: "Take in what a copied database wrote under the same id. 收进复制出来的另一份里多出的记录。")
    var fork = false

    func run() async throws {
      let scheduler = try await options.openScheduler()
      guard let bytes = try? Data(contentsOf: URL(filePath: file), options: .mappedIfSafe) else {
        throw WorkspaceFault.unreadable(file)
      }
      let before = Set(try await scheduler.ledger.balance().disputes)
      let intake = try await scheduler.ledger.takeBack(bytes, forks: fork ? .apart : .refused)
      guard intake.added + intake.known > 0 else {
        throw Failure(
          .failed, "\(file) 里没有台账记录；请导入 campaign ledger export 的文件",
          "\(file) holds no ledger entry; import a file that 'campaign ledger export' wrote")
      }
      let disputes = try await scheduler.ledger.balance().disputes
      let output = Output(options)
      if options.json {
        output.line([
          "added": .number(intake.added), "known": .number(intake.known), "disputes": .number(disputes.count),
        ])
      } else {
        output.say(
          "导入 \(intake.added) 条，另有 \(intake.known) 条本机已有",
          "\(intake.added.of("entry")) taken in; \(intake.known) \(intake.known == 1 ? "was" : "were") here already"
        )
      }
      if !intake.forks.isEmpty {
        output.note(
          "另一份里多出的记录在这里另立一链（\(intake.forks.joined(separator: "、"))）；那台机器请另建数据库，导入本机的导出，不要再用原来的",
          "what the other copy wrote stands here in a chain of its own (\(intake.forks.joined(separator: ", "))); on that machine begin a new database from an export of this one, and use the old one no more"
        )
      }
      let printer = DisputePrinter(scheduler, options)
      for dispute in disputes where !before.contains(dispute) {
        for line in try await printer.lines(dispute) { output.note(line, line) }
      }
    }
  }

  struct Heads: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "heads",
      abstract: "The last entry of each machine's chain, with its hash: a receipt. 末条凭据。",
      discussion: "Example 例: campaign ledger heads > receipt.jsonl")

    @OptionGroup var options: GlobalOptions

    func run() async throws {
      let scheduler = try await options.openScheduler()
      for head in try await scheduler.ledger.heads() { Output(options).line(head.json) }
    }
  }

  struct Disputes: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "disputes", abstract: "What two machines say differently. 有分歧的记录。",
      discussion: "Example 例: campaign ledger disputes")

    @OptionGroup var options: GlobalOptions

    func run() async throws {
      let scheduler = try await options.openScheduler()
      let output = Output(options)
      let disputes = try await scheduler.ledger.balance().disputes
      let printer = DisputePrinter(scheduler, options)
      for dispute in disputes {
        if options.json {
          output.line(try await printer.json(dispute))
        } else {
          for line in try await printer.lines(dispute) { output.line(line) }
        }
      }
      if disputes.isEmpty { output.note("没有分歧", "nothing is disputed") }
    }
  }

  struct Settle: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "settle", abstract: "Say which of two machines' entries stands. 裁定以哪一条为准。",
      discussion: """
        Example 例: campaign ledger settle 3f9a60c2b1d4e578-17 --keep 77aa60c2b1d4e501-4 --reason "以签到表为准"
        Of two sessions under one number both stand with --both: the later one gets a number of its own. So do two figures.
        两台机器用了同一个场次编号，确是两场：用 --both，后一场另编号；同一项数确是两批也用 --both。
        """)

    @OptionGroup var options: GlobalOptions
    @Argument(help: "The entry, as 'ledger disputes' prints it. 有分歧的记录。")
    var entry: String
    @Option(
      help:
        "The one that stands, with what its machine says there; the disputed entry if no amendment does. 保留哪一条。"
    )
    var keep: String?
    @Flag(help: "They are two: two sessions, or two figures. 确是两场或两批。")
    var both = false
    @Option(help: "Why. 原因。")
    var reason: String?

    func run() async throws {
      guard (keep == nil) == both else {
        throw Failure(.usage, "请写 --keep 记录编号，或 --both", "give --keep ENTRY, or --both")
      }
      let scheduler = try await options.openScheduler()
      let verdict: LedgerStore.Verdict =
        if let keep { .keep(try keep.entryID()) } else { .both }
      let usual =
        keep.map { options.language("裁定：以 \($0) 为准", "settled: \($0) stands") }
        ?? options.language("裁定：两者都算", "settled: both stand")
      let entries = try await scheduler.ledger.settle(
        try entry.entryID(), verdict, reason: reason ?? usual, by: options.author, at: options.clock.now)
      EntryLines(options, scheduler).print(entries)
    }
  }
}
