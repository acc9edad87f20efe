import GRDB
import Outbox
import Planning
import Recurrence
import ServiceLifecycle
import Testing

private let due = instant("2026-05-28T01:07:00Z")

/// What a service does about a database that fails: it waits for what passes and ends for what does not, so that a
/// supervisor sees it.
@Suite struct StorageOutlookTests {
  /// A service whose preparation fails as the storage does, `failures` times.
  private func service(
    _ outbox: TemporaryOutbox, failing code: ResultCode, times failures: Int, _ sender: ScriptedSender,
    patience: Duration, _ tries: Tally
  ) -> Dispatcher {
    var limits = Dispatcher.Limits()
    limits.storageRetry = .zero
    limits.storagePatience = patience
    return Dispatcher(
      store: outbox.store,
      world: World(clock: ManualClock(now: due), sender: sender, logger: LogBook().logger), limits: limits,
      prepare: { reminder, _ in
        if tries.add("prepare") <= failures { throw DatabaseError(resultCode: code) }
        return message(reminder)
      })
  }

  @Test(
    .timeLimit(.minutes(10)),
    arguments: [
      ResultCode.SQLITE_IOERR_FSYNC, .SQLITE_IOERR_DIR_FSYNC, .SQLITE_CORRUPT, .SQLITE_NOTADB,
      .SQLITE_CORRUPT_INDEX,
    ])
  func `what can't be trusted any more ends it at once`(_ code: ResultCode) async throws {
    let outbox = try TemporaryOutbox()
    _ = try await outbox.reconcile([planned("diecai")], at: "2026-04-01T00:00:00Z")
    let tries = Tally()
    let service = service(
      outbox, failing: code, times: .max, ScriptedSender(), patience: .seconds(3600), tries)
    let error = await #expect(throws: DatabaseError.self) { try await service.run() }
    #expect(error?.extendedResultCode == code)
    #expect(tries.counts["prepare"] == 1)
    // Nothing was sent, nothing is lost.
    #expect(try await outbox.store.counts()[.scheduled] == 1)
  }

  @Test(
    .timeLimit(.minutes(10)),
    arguments: [
      ResultCode.SQLITE_IOERR_WRITE, .SQLITE_IOERR, .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_NOMEM,
    ])
  func `what goes on failing ends it when its time is over`(_ code: ResultCode) async throws {
    let outbox = try TemporaryOutbox()
    _ = try await outbox.reconcile([planned("diecai")], at: "2026-04-01T00:00:00Z")
    let tries = Tally()
    let service = service(
      outbox, failing: code, times: .max, ScriptedSender(), patience: .milliseconds(20), tries)
    await #expect(throws: DatabaseError.self) { try await service.run() }
    #expect((tries.counts["prepare"] ?? 0) > 1)
  }

  @Test(
    .timeLimit(.minutes(10)),
    arguments: [
      ResultCode.SQLITE_FULL, .SQLITE_IOERR_SHMSIZE, .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_IOERR_WRITE,
      .SQLITE_READONLY,
    ])
  func `what passes is waited for, and sending goes on`(_ code: ResultCode) async throws {
    let outbox = try TemporaryOutbox()
    _ = try await outbox.reconcile([planned("diecai")], at: "2026-04-01T00:00:00Z")
    let isBounded = [.SQLITE_IOERR_WRITE, .SQLITE_READONLY].contains(code)
    let (arrivals, arrived) = AsyncStream<Void>.makeStream()
    let sender = ScriptedSender { _ in
      arrived.finish()
      return DeliveryReport(.delivered)
    }
    // Without any patience, what passes is waited for all the same.
    let service = service(
      outbox, failing: code, times: 50, sender, patience: isBounded ? .seconds(3600) : .zero, Tally())
    let group = ServiceGroup(services: [service], logger: LogBook().logger)
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask { try await group.run() }
      for await _ in arrivals {}
      await group.triggerGracefulShutdown()
      try await tasks.waitForAll()
    }
    #expect(try await outbox.store.counts()[.delivered] == 1)
  }
}
