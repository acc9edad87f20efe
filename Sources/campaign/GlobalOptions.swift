public import ArgumentParser
import CampaignScheduler
public import Console
import Foundation
import Ledger
import Logging
public import Planning
import Recurrence
import Webhooks

extension Language: ExpressibleByArgument {}
extension LogFormat: ExpressibleByArgument {}

/// Options that every command takes.
struct GlobalOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The folder that holds Campaigns/; this one or one above it by default. 工作区文件夹。", valueName: "dir"))
  var workspace: String?
  @Option(
    help: ArgumentHelp(
      "The database file; .campaign/campaign.sqlite of the workspace by default. 数据库文件。", valueName: "path"))
  var database: String?
  @Option(help: "The language of messages and results: zh or en. 语言。")
  var lang: Language?
  @Flag(help: "Print JSON, an object a line, for programs. 逐行输出 JSON，供程序读取。")
  var json = false
  @Option(
    help: ArgumentHelp(
      "Take this for the present: 2026-05-29T09:00:00+08:00. 以此为现在的时刻。", valueName: "instant"))
  var now: String?
  @Flag(help: "Results only, no remarks. 只输出结果，不加说明。")
  var quiet = false
  @Flag(help: "Details, and a log. 多输出细节和日志。")
  var verbose = false
  @Option(help: "How messages and the log are written: text, logfmt or json. 日志格式。")
  var logFormat = LogFormat.text

  func validate() throws {
    if let now, Timestamp(iso: now) == nil {
      throw ValidationError(
        "--now 写成带时差的时刻，如 2026-05-29T09:00:00+08:00，不是 “\(now)”",
        "--now takes an instant with an offset such as 2026-05-29T09:00:00+08:00, not '\(now)'")
    }
  }

  /// The language asked for, else that of the locale.
  var language: Language { lang ?? Self.ownLocale }

  /// Read once: a line of a long report asks for it several times.
  private static let ownLocale = locale(ProcessInfo.processInfo.environment)

  static func locale(_ environment: [String: String]) -> Language {
    let names = ["LC_ALL", "LC_MESSAGES", "LANG"].compactMap { environment[$0] }.filter { !$0.isEmpty }
    return names.first?.hasPrefix("zh") == true ? .zh : .en
  }

  /// The language that arguments ask for, read without a parser.
  static func language(in arguments: [String], environment: [String: String]) -> Language {
    value(of: "--lang", in: arguments).map { Language(rawValue: $0) ?? .en } ?? locale(environment)
  }

  /// The database that arguments mean, read without a parser; nil if they mean none.
  static func databasePath(in arguments: [String]) -> String? {
    if let path = value(of: "--database", in: arguments) { return path }
    let workspace =
      if let root = value(of: "--workspace", in: arguments) {
        try? Workspace(root: root)
      } else {
        try? Workspace.nearest(to: FileManager.default.currentDirectoryPath)
      }
    return workspace?.databasePath
  }

  /// What an option was given last, read without a parser.
  static func value(of option: String, in arguments: [String]) -> String? {
    for (index, argument) in arguments.enumerated().reversed() {
      if argument.hasPrefix("\(option)=") { return String(argument.dropFirst(option.count + 1)) }
      if argument == option, index + 1 < arguments.count { return arguments[index + 1] }
    }
    return nil
  }

  var clock: any WallClock {
    now.flatMap(Timestamp.init(iso:)).map { ManualClock(now: $0) } ?? SystemClock()
  }

  func findWorkspace() throws -> Workspace {
    if let workspace { return try Workspace(root: workspace) }
    return try Workspace.nearest(to: FileManager.default.currentDirectoryPath)
  }

  /// Whether the workspace's database is there already.
  var hasDatabase: Bool {
    guard let path = database ?? (try? findWorkspace())?.databasePath else { return false }
    return FileManager.default.fileExists(atPath: path)
  }

  /// The workspace's files and its database.
  ///
  /// - `log`: Told what opening the database found and did: the daemon's. Others say it only when asked to say more.
  func openScheduler(log: Logger? = nil) async throws -> Scheduler {
    let workspace = try findWorkspace()
    return try await openScheduler(workspace, log: log) { try workspace.definitions() }
  }

  /// The same for what enters something of one campaign, or of none: it is typed in by hand many times a day, and reads
  /// nothing that it does not need.
  func openScheduler(forCampaign id: String?) async throws -> Scheduler {
    let workspace = try findWorkspace()
    return try await openScheduler(workspace, isBrief: true) {
      let definitions = try workspace.definitions(ofCampaign: id)
      // Somebody has to be told which there are.
      let isMissing = id.map { id in !definitions.campaigns.contains { $0.id == id } } ?? false
      return isMissing ? try workspace.definitions() : definitions
    }
  }

  /// - Parameters:
  ///   - session: As a person names it. Its campaign may be gone.
  ///   - isAlone: Whether no other unit is going to be asked for.
  func openScheduler(forSession session: String, isAlone: Bool = false) async throws -> Scheduler {
    // One that goes by a name of its own may be of any campaign.
    guard let key = SessionKey(session) else { return try await openScheduler() }
    let workspace = try findWorkspace()
    return try await openScheduler(workspace, isBrief: true) {
      try workspace.definitions(ofCampaign: key.occurrence?.campaign, unit: isAlone ? key.unit : nil)
    }
  }

  private func openScheduler(
    _ workspace: Workspace, isBrief: Bool = false, log: Logger? = nil,
    reading definitions: () throws -> Definitions
  ) async throws -> Scheduler {
    let path = database ?? workspace.databasePath
    // Who goes on writing all day has to be told at once.
    async let pool =
      log.map { try DatabaseFile.open(path, logger: $0) }
      ?? DatabaseFile.openAsFarAsPossible(path, isBrief: isBrief, logger: verbose ? logger() : nil)
    // Beside it, since the units of a region take as long to read as everything else together.
    let definitions = try definitions()
    if definitions.hasErrors {
      let broken = definitions.brokenFiles.count
      Output(self).note(
        "有 \(broken == 0 ? "共用文件" : "\(broken) 个活动文件")有错误，没有采用；请运行 campaign check",
        "\(broken == 0 ? "shared files have errors and are" : broken == 1 ? "1 campaign file has errors and is" : "\(broken) campaign files have errors and are") left out; run 'campaign check'"
      )
    }
    let scheduler = Scheduler(
      workspace: workspace, definitions: definitions, pool: try await pool, faultPoint: FaultTrigger.current)
    // They go with the process: to take tens of thousands of units apart just before takes longer than what most
    // commands have to do.
    _ = Unmanaged.passRetained(scheduler.current)
    return scheduler
  }

  /// Addresses and secrets from the environment and the secrets file.
  func credentials(_ shared: SharedDefinitions) throws -> CurrentSender.Credentials {
    var credentials = CurrentSender.Credentials(environment: ProcessInfo.processInfo.environment)
    // What systemd hands over goes before the file that it was read from.
    let handedOver = credentials.environment["CREDENTIALS_DIRECTORY"].map {
      "\($0)/\(SystemdUnit.credential)"
    }
    guard
      let path = [handedOver, shared.secretsPath].compactMap(\.self)
        .first(where: FileManager.default.fileExists(atPath:))
    else { return credentials }
    do throws(SecretsFile.Fault) {
      credentials.secrets = try SecretsFile.load(
        path: path, credentials: credentials.environment["CREDENTIALS_DIRECTORY"])
    } catch {
      let problem = error.problem
      throw Failure(.inputOutput) { "\(path): \(problem.text($0))" }
    }
    return credentials
  }

  /// The unit whose office this is, for those who set `CAMPAIGN_UNIT`.
  var unitOfOffice: String? {
    ProcessInfo.processInfo.environment["CAMPAIGN_UNIT"].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// Who enters something into the ledger.
  var author: String { SystemUser.name ?? "-" }
}
