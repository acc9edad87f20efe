public import Logging
import Planning
public import Recurrence

/// Writes each event of a log as one line.
public struct LineLogHandler: LogHandler {
  public var metadata: Logger.Metadata = [:]
  public var logLevel: Logger.Level = .notice
  public var metadataProvider: Logger.MetadataProvider?

  private let format: LogFormat
  private let isForJournal: Bool
  private let zone: @Sendable () -> Zone
  private let clock: any WallClock
  private let write: @Sendable (String) -> Void

  /// - `isForJournal`: The lines go to systemd's journal, which knows the time itself and reads priorities; matters to
  ///   ``LogFormat/text`` only.
  /// - `zone`: Of the instants, which carry their offset; asked for every line, since a zone's rules may change.
  /// - `write`: Takes a line without its end.
  public init(
    _ format: LogFormat, isForJournal: Bool = false, zone: @escaping @Sendable () -> Zone = { .utc },
    clock: any WallClock = SystemClock(), write: @escaping @Sendable (String) -> Void
  ) {
    self.format = format
    self.isForJournal = isForJournal
    self.zone = zone
    self.clock = clock
    self.write = write
  }

  public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  public func log(event: LogEvent) {
    var all = metadata
    if let provided = metadataProvider?.get() { all.merge(provided) { $1 } }
    if let own = event.metadata { all.merge(own) { $1 } }
    if let error = event.error { all["error"] = "\(error)" }
    let line = LogLine(
      at: clock.now, level: event.level, message: "\(event.message)", metadata: all, zone: zone())
    write(line.text(format, forJournal: isForJournal))
  }
}
