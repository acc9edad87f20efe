import ArgumentParser
import Foundation
import Recurrence

@main
struct Program: AsyncParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "campaign",
    abstract: "Plan campaigns, send their reminders, record what happened, sum it up. 活动计划、提醒、记录与汇总。",
    discussion: """
      Without a command it says what to do next in this workspace. 不带命令运行，会提示下一步做什么。
      Example 例: campaign plan --year 2026
      """,
    version: version,
    subcommands: [NextCommand.self],
    groupedSubcommands: [
      CommandGroup(name: "Define 建活动", subcommands: define),
      CommandGroup(name: "Plan and send 计划与发送", subcommands: planAndSend),
      CommandGroup(name: "Record 登记", subcommands: record),
      CommandGroup(name: "Sum up 汇总", subcommands: sumUp),
      CommandGroup(name: "Look after it 维护", subcommands: lookAfter),
    ],
    defaultSubcommand: NextCommand.self)

  private static var define: [any ParsableCommand.Type] {
    [
      InitCommand.self, NewCommand.self, CheckCommand.self, FmtCommand.self, TestCommand.self,
      PreviewCommand.self, NoticeCommand.self, UnitsCommand.self, VariablesCommand.self, SchemaCommand.self,
      CalendarCommand.self, RecurCommand.self,
    ]
  }
  private static var planAndSend: [any ParsableCommand.Type] {
    [
      TodayCommand.self, PlanCommand.self, DaemonCommand.self, RehearseCommand.self, OutboxCommand.self,
      ChannelsCommand.self, ReceiveCommand.self, DemoCommand.self,
    ]
  }
  private static var record: [any ParsableCommand.Type] {
    [
      SessionCommand.self, RecordCommand.self, ImportCommand.self, ReportCommand.self, StockCommand.self,
      TaskCommand.self, InspectionCommand.self, StageCommand.self, SignInCommand.self, CheckinCommand.self,
      PersonsCommand.self, CorrectCommand.self, VoidCommand.self, OccurrenceCommand.self,
      QuantityCommand.self, AliasesCommand.self,
    ]
  }
  private static var sumUp: [any ParsableCommand.Type] {
    [
      SummaryCommand.self, BriefCommand.self, CoverageCommand.self, DormantCommand.self, LogCommand.self,
      ArchiveCommand.self,
    ]
  }
  private static var lookAfter: [any ParsableCommand.Type] {
    [
      DoctorCommand.self, BackupCommand.self, RestoreCommand.self, PurgeCommand.self, VerifyCommand.self,
      LedgerCommand.self,
    ]
  }

  static func main() async {
    // A receiver that hangs up must not end this process (libcurl leaves SIGPIPE to us), nor a file-size limit.
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    Zone.use(ZoneDatabase(preferring: ProcessInfo.processInfo.environment["TZDIR"]))
    do {
      var command = try Self.command(
        for: CommandLineOrder(Array(CommandLine.arguments.dropFirst())).arguments)
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
      if Output.isLost { throw Failure(.inputOutput, "结果没有全部写出", "the results could not all be written") }
    } catch {
      Failure.exit(with: error)
    }
  }

  /// What the arguments ask for.
  ///
  /// Nearly always it is a command with its own options. By itself it is read sooner: on the way down to it the parser would
  /// look through the options of all that it passes. What else they ask for, and whatever is wrong, is for the whole.
  private static func command(for arguments: [String]) throws -> any ParsableCommand {
    var (asked, rest): (any ParsableCommand.Type, ArraySlice<String>) = (Program.self, arguments[...])
    while let word = rest.first,
      let next = asked.configuration.subcommands.first(where: { $0.configuration.commandName == word })
    {
      asked = next
      rest.removeFirst()
    }
    if asked.configuration.subcommands.isEmpty, let command = try? asked.parseAsRoot(Array(rest)),
      type(of: command) == asked
    {
      return command
    }
    return try parseAsRoot(arguments)
  }
}
