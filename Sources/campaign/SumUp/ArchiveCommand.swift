import ArgumentParser
import CampaignScheduler
import Foundation
import Ledger
import Planning
import Recurrence

struct ArchiveCommand: AsyncParsableCommand {
  /// What `--add` may be.
  enum AddedKind: String, ExpressibleByArgument, CaseIterable {
    case photo, signin, notice, summary, brief, other

    var kind: ArchiveDraft.Item.Kind {
      switch self {
      case .photo: .photo
      case .signin: .signin
      case .notice: .notice
      case .summary: .summary
      case .brief: .brief
      case .other: .other
      }
    }
  }

  static let configuration = CommandConfiguration(
    commandName: "archive",
    abstract: "An occurrence's papers in one folder, with hashes and what is missing. 归档。",
    discussion: """
      Example 例: campaign archive member-day-529/2026 --to archive-529 --add p1.jpg --as photo
      Files in Archive/<campaign>/<occurrence>/ are copied in, too. 放在“Archive/活动/届次/”里的文件也会一并归档。
      What must be there is the campaign's 'archive: keep'. 要哪些材料，由活动文件的“归档：保存”决定。
      Look an archive through with 'campaign archive --check FOLDER'. 核对旧档案用 --check。
      """)

  @OptionGroup var options: GlobalOptions
  @Argument(help: "The occurrence: campaign/year. 届次：活动/年份。")
  var occurrence: String?
  @Option(
    help: ArgumentHelp("The folder to make. 归档文件夹。", valueName: "folder"), completion: .directory)
  var to: String?
  @Option(help: ArgumentHelp("A file to copy in. 另加的文件。", valueName: "file"), completion: .file())
  var add: [String] = []
  @Option(
    name: .customLong("as"),
    help: "What each added file is: photo, signin, notice, summary, brief, other. 是什么。")
  var kinds: [AddedKind] = []
  @Option(
    help: ArgumentHelp("Only look this archive through. 核对已有的档案。", valueName: "folder"),
    completion: .directory)
  var check: String?
  @Flag(help: "Replace an older archive there. 覆盖旧档案。")
  var force = false

  func run() async throws {
    if let check { return try look(through: check) }
    guard let occurrence else {
      throw Failure(.usage, "请写届次，如 member-day-529/2026", "name an occurrence such as member-day-529/2026")
    }
    let additions = try additions()
    let scheduler = try await options.openScheduler()
    let (campaign, edition) = try scheduler.edition(occurrence)
    let draft = try await scheduler.archive(
      of: campaign, edition, adding: additions, on: options.today(scheduler))
    let folder = try ArchiveFolder.write(
      draft, to: to ?? "\(campaign.id)-\(edition.id)-archive", replacing: force)
    print(folder, draft)
    if !draft.missing.isEmpty { throw ExitCode(1) }
  }

  private func additions() throws -> [ArchiveAddition] {
    guard kinds.count <= 1 || kinds.count == add.count, kinds.isEmpty || !add.isEmpty else {
      throw Failure(
        .usage, "--as 要么只写一个，要么每个 --add 后面各写一个", "give one --as for all, or one for each --add")
    }
    return add.enumerated().map { index, path in
      let kind = kinds.count > 1 ? kinds[index] : kinds.first
      return ArchiveAddition(source: path, kind: kind?.kind ?? .other)
    }
  }

  private func print(_ folder: ArchiveFolder, _ draft: ArchiveDraft) {
    let output = Output(options)
    if output.json {
      for file in folder.files {
        output.line([
          "file": .string(file.path), "kind": .optional(file.kind?.rawValue), "bytes": .number(file.bytes),
          "sha256": .string(file.sha256),
        ])
      }
      output.line([
        "archive": .string(folder.path), "files": .number(folder.files.count),
        "missing": .strings(draft.missing.map { $0.text(options.language) }),
      ])
    } else {
      output.say("\(folder.path)：\(folder.files.count) 个文件", "\(folder.path): \(folder.files.count) files")
      if let missing = draft.missingLine(options.language, isShort: true) { output.line(missing) }
    }
    for item in draft.leftOut { output.note(item.text(.zh), item.text(.en)) }
  }

  private func look(through folder: String) throws {
    let output = Output(options)
    let findings = try ArchiveFolder.check(folder)
    for finding in findings {
      if output.json {
        output.line([
          "file": .string(finding.file), "ok": .bool(finding.state == .ok),
          "detail": .string(finding.state.rawValue),
        ])
      } else if finding.state != .ok {
        output.line("\(finding.file)  \(finding.state.text(options.language))")
      }
    }
    guard findings.allSatisfy({ $0.state == .ok }) else { throw ExitCode(1) }
    // The list of hashes is a file of the archive, too.
    let count = findings.count + 1
    output.note("\(count) 个文件都完好", "all \(count) files are as they were")
  }
}
