/// A place where a test may kill the process, so that each window of a crash can be met on purpose.
///
/// The raw values are the words of the program's `CRASH_AT`; nothing here reads the environment.
public enum FaultPoint: String, Hashable, CaseIterable, Sendable {
  /// A batch of a plan is written, others are not yet.
  case planMid = "plan-mid"
  /// Attempts are written, nothing has gone out.
  case afterClaim = "after-claim"
  /// One request is about to go out.
  case beforeSend = "before-send"
  /// Answers have come and are not written yet.
  case beforeSettle = "before-settle"
  /// Answers are written.
  case afterSettle = "after-settle"
}
