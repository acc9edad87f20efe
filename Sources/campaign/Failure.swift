import ArgumentParser
import CampaignScheduler
import Console
import Foundation
import Ledger
import Logging
import Planning
import Recurrence
import Webhooks

/// What a log says of it.
extension Failure: CustomStringConvertible {
  var description: String { message(.en) }
}

/// A command that could not do its work: a message in the user's language, and an exit code.
struct Failure: Error {
  enum Code: Int32 {
    case failed = 1
    case usage = 64
    case inputOutput = 74
  }

  let code: Code
  let message: @Sendable (Language) -> String

  init(_ code: Code, _ zh: String, _ en: String) {
    self.code = code
    message = { $0(zh, en) }
  }

  init(_ code: Code, _ message: @escaping @Sendable (Language) -> String) {
    self.code = code
    self.message = message
  }

  /// The failure that an error of the layers below means; nil for one that has a text and a code of its own.
  init?(_ error: any Error) {
    switch error {
    case let failure as Failure: self = failure
    case let fault as WorkspaceFault:
      switch fault {
      case .sharedBroken, .clockUnset: self.init(.failed) { fault.text($0) }
      case .noneAbove, .noCampaigns, .unreadable, .unwritable: self.init(.inputOutput) { fault.text($0) }
      }
    case let fault as DatabaseFault: self.init(.inputOutput) { fault.text($0) }
    case let fault as InstanceLockFault: self.init(.failed) { fault.text($0) }
    case let fault as ListenFault: self.init(.inputOutput) { fault.text($0) }
    case let fault as CalendarFeedFault: self.init(.failed) { fault.text($0) }
    case let fault as LedgerFault: self.init(.failed) { fault.text($0) }
    case let refusal as ReportRefusal: self.init(.failed) { refusal.text($0) }
    case let fault as BookFault: self.init(.failed) { fault.text($0) }
    case let fault as ExportFault: self.init(.failed) { fault.text($0) }
    case let refusal as PrivacyRefusal: self.init(.failed) { refusal.text($0) }
    case let fault as MachineKeyFault: self.init(.inputOutput) { fault.text($0) }
    case let fault as ArchiveFault:
      switch fault {
      case .exists, .noArchive: self.init(.failed) { fault.text($0) }
      case .unreadable, .unwritable: self.init(.inputOutput) { fault.text($0) }
      }
    case let fault as SessionDateFault:
      if case .notUnderstood = fault {
        self.init(.usage) { fault.text($0) }
      } else {
        self.init(.failed) { fault.text($0) }
      }
    case let fault as AddressPolicy.Fault:
      self.init(.failed) { "settings.yaml: \(fault.problem.text($0))" }
    case let fault as any RecurrenceFault:
      let text = fault.text
      self.init(.failed, text.zh, text.en)
    case is CurlEngine.Unavailable: self.init(.failed, "libcurl 用不起来", "libcurl can't be started")
    default:
      // Met after opening, it does not know its file's name.
      let path = GlobalOptions.databasePath(in: CommandLine.arguments) ?? ""
      guard let fault = DatabaseFault(error, path: path) else { return nil }
      self.init(.inputOutput) { fault.text($0) }
    }
  }

  /// Prints what is to be said on standard error and ends the process.
  static func exit(with error: any Error) -> Never {
    if error is ExitCode || error is CleanExit { Program.exit(withError: error) }
    // The arguments may be what is wrong, so the language is read again, leniently.
    let language = GlobalOptions.language(
      in: CommandLine.arguments, environment: ProcessInfo.processInfo.environment)
    guard let failure = Failure(error) else {
      guard Program.exitCode(for: error) == .validationFailure else { Program.exit(withError: error) }
      Output.message(UsageText(error).text(language))
      Foundation.exit(Code.usage.rawValue)
    }
    let format = LogFormat(readFrom: CommandLine.arguments)
    if format == .text {
      Output.message(language("错误：", "error: ") + failure.message(language))
    } else {
      LogFormat.logger(format).critical("\(failure.message(language))")
    }
    Foundation.exit(failure.code.rawValue)
  }
}
