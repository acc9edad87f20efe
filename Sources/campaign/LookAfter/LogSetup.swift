import Console
import Foundation
import Logging
import Recurrence

extension GlobalOptions {
  /// The log of a command that runs for a while, on standard error.
  ///
  /// - `zone`: Of its instants.
  func logger(zone: @escaping @Sendable () -> Zone = { .utc }) -> Logger {
    var logger = LogFormat.logger(logFormat, zone: zone)
    logger.logLevel = quiet ? .error : verbose ? .debug : .notice
    return logger
  }
}

extension LogFormat {
  static func logger(_ format: LogFormat, zone: @escaping @Sendable () -> Zone = { .utc }) -> Logger {
    Logger(label: "campaign") { _ in
      LineLogHandler(format, isForJournal: isJournal, zone: zone) { Output.message($0) }
    }
  }

  /// The format that arguments ask for, read without a parser: they may be what is wrong.
  init(readFrom arguments: [String]) {
    self = GlobalOptions.value(of: "--log-format", in: arguments).flatMap(LogFormat.init(rawValue:)) ?? .text
  }

  /// Whether standard error is the journal: systemd says which file that is, and a redirection may have changed it.
  private static let isJournal: Bool = {
    var status = stat()
    guard let stream = ProcessInfo.processInfo.environment["JOURNAL_STREAM"],
      fstat(STDERR_FILENO, &status) == 0
    else { return false }
    return stream == "\(status.st_dev):\(status.st_ino)"
  }()
}
