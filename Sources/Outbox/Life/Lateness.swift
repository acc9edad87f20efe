/// From when on a reminder that goes out after its due time counts as late.
///
/// Quiet hours and a channel's spread move the due time itself, so that what they delay is not late.
public enum Lateness {
  /// Its reader is told: after less, what a message says still holds.
  public static let told = Duration.seconds(3600)
  /// Its history says so: what waits its turn at a robot takes less, as a rule.
  public static let recorded = Duration.seconds(60)
}
