import Planning
import Recurrence

/// What a dispatcher has to write at a time: one transaction, and so one wait for the disk.
struct DispatchBatch: Sendable {
  /// The next to go out, and what turned out not to.
  struct Claim: Sendable {
    var reminders: [DueReminder] = []
    var notNeeded: [(DueReminder, reason: String)] = []
    /// Cancelled, as a plan without them would.
    var superseded: [DueReminder] = []
    var lease: Timestamp
    var at: Timestamp
  }

  /// Something claimed that has not gone out.
  struct Release: Sendable {
    var reminder: DueReminder
    var lease: Lease
    var at: Timestamp
  }

  /// What became of it.
  struct Written: Sendable {
    var claimed: [DueReminder] = []
    /// Settlements whose lease has passed to another attempt.
    var late: [Settlement] = []
  }

  var claim: Claim?
  var settlements: [Settlement] = []
  var released: [Release] = []
  /// How far the clock was set back, and what it shows now: what waits for its next try moves by it, but for
  /// ``settlements``.
  var setBack: (by: Duration, at: Timestamp)?
  /// Of endpoints, as all of this leaves them.
  var standings: [EndpointID: EndpointStanding] = [:]
}
