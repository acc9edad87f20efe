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
    subcommands: [
      // Define
      InitCommand.self, NewCommand.self, CheckCommand.self, FmtCommand.self, TestCommand.self,
      PreviewCommand.self,
      NoticeCommand.self, UnitsCommand.self, VariablesCommand.self, SchemaCommand.self, CalendarCommand.self,
      RecurCommand.self,
      // Plan and send
      PlanCommand.self, TodayCommand.self, DaemonCommand.self, RehearseCommand.self, OutboxCommand.self,
      ChannelsCommand.self,
      ReceiveCommand.self, DemoCommand.self,
      // Record and sum up
      SessionCommand.self, RecordCommand.self, CorrectCommand.self, VoidCommand.self, LogCommand.self,
      VerifyCommand.self, ReportCommand.self, TaskCommand.self, InspectionCommand.self, StageCommand.self,
      ImportCommand.self, AliasesCommand.self, QuantityCommand.self, SummaryCommand.self, BriefCommand.self,
      CoverageCommand.self, DormantCommand.self, StockCommand.self, OccurrenceCommand.self,
      LedgerCommand.self,
      SignInCommand.self, CheckinCommand.self, PersonsCommand.self, ArchiveCommand.self,
      // Look after it
      BackupCommand.self, RestoreCommand.self, PurgeCommand.self, DoctorCommand.self,
      NextCommand.self,
    ],
    defaultSubcommand: NextCommand.self)

  static func main() async {
    // A receiver that hangs up must not end this process (libcurl leaves SIGPIPE to us), nor a file-size limit.
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    Zone.use(ZoneDatabase(preferring: ProcessInfo.processInfo.environment["TZDIR"]))
    do {
      var command = try parseAsRoot(try CommandLineOrder(Array(CommandLine.arguments.dropFirst())).arguments)
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
}
