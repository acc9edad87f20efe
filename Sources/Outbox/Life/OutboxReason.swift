/// The words under which the outbox itself writes down how an attempt ended; senders have words of their own.
public enum OutboxReason {
  /// The dispatcher of this attempt died before its end was known.
  public static let leaseLost = "lease_lost"
}
