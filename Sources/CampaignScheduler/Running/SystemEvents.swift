import CLinux
import Foundation

/// Tells when definition files change, when somebody sets the wall clock, and when a minute has gone by.
///
/// One thread waits in `poll`: nothing may block in a task.
final class SystemEvents: Sendable {
  enum Event: Hashable, Sendable {
    /// Nobody has written them for a moment.
    case filesChanged
    /// A person wants files read, whoever writes them just now.
    case readingAsked
    case clockSet
    /// Every two seconds, for whatever nobody tells us of: a new day, an entry by another process.
    case tick
  }

  let events: AsyncStream<Event>
  private let stopper: Int32

  /// - Parameter folders: Watched for files written, moved in, moved out and deleted; not their subfolders.
  init(watching folders: [String]) {
    let stopper = eventfd(0, Int32(EFD_CLOEXEC))
    self.stopper = stopper
    let (stream, continuation) = AsyncStream<Event>.makeStream(bufferingPolicy: .bufferingNewest(16))
    events = stream
    let thread = Thread {
      var waiter = Waiter(folders: folders, stopper: stopper, continuation: continuation)
      waiter.run()
      continuation.finish()
    }
    thread.name = "system-events"
    thread.start()
  }

  /// Ends the stream and the thread.
  func stop() {
    var one: UInt64 = 1
    _ = write(stopper, &one, 8)
  }

  /// The thread's own state: its descriptors, which it closes.
  private struct Waiter {
    /// How long a change waits for a file that somebody keeps writing.
    private static let patience = Duration.seconds(10)

    var folders: FolderWatch
    let timer: Int32
    let stopper: Int32
    let continuation: AsyncStream<Event>.Continuation
    /// Since when there have been changes that nobody was told of.
    var changedSince: ContinuousClock.Instant?
    var lastTick = ContinuousClock.now

    init(folders: [String], stopper: Int32, continuation: AsyncStream<Event>.Continuation) {
      self.folders = FolderWatch(folders, isDefinition: Workspace.canDefine)
      timer = timerfd_create(CLOCK_REALTIME, Int32(TFD_CLOEXEC | TFD_NONBLOCK))
      self.stopper = stopper
      self.continuation = continuation
      arm()
    }

    /// A timer in the far future, whose only use is to be cancelled when the clock is set.
    func arm() {
      var never = itimerspec()
      never.it_value.tv_sec = Int(Int32.max) * 64
      let flags = Int32(TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET)
      timerfd_settime(timer, flags, &never, nil)
    }

    mutating func run() {
      let descriptors = [folders.descriptor, timer, stopper]
      defer { descriptors.forEach { close($0) } }
      while true {
        if folders.renew(), changedSince == nil { changedSince = .now }
        var waits = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        let ready = poll(&waits, 3, changedSince == nil ? 2000 : 200)
        if ready < 0 && errno != EINTR || waits[2].revents != 0 { return }
        if waits[1].revents != 0 {
          drain(timer)
          arm()
          continuation.yield(.clockSet)
        }
        if waits[0].revents != 0, folders.takeEvents(), changedSince == nil { changedSince = .now }
        tellOfChanges(isQuiet: waits[0].revents == 0)
        tick()
      }
    }

    /// An editor writes a file in several steps: they count as one change once it has been quiet for a moment, and once
    /// nobody has half a file written.
    private mutating func tellOfChanges(isQuiet: Bool) {
      guard let since = changedSince else { return }
      guard isQuiet && !folders.isBeingWritten || since.duration(to: .now) >= Self.patience else { return }
      folders.forgetWriters()
      changedSince = nil
      continuation.yield(.filesChanged)
    }

    private mutating func tick() {
      let now = ContinuousClock.now
      guard lastTick.duration(to: now) >= .milliseconds(1990) else { return }
      lastTick = now
      continuation.yield(.tick)
    }

    private func drain(_ descriptor: Int32) {
      var buffer = [UInt8](repeating: 0, count: 4096)
      while read(descriptor, &buffer, buffer.count) > 0 {}
    }
  }
}

/// What is changed in some folders, and by whom a file is being written just now.
///
/// A writer may pause with half of a file written, for as long as it keeps the file open. For one thread.
private struct FolderWatch {
  let descriptor: Int32
  private let folders: [String]
  private let isDefinition: (String) -> Bool
  private var watches: [Int32] = []
  /// Files that were written to and not closed since.
  private var open: Set<String> = []

  /// - `isDefinition`: Of a file's name. Whoever writes any other is not waited for: editors keep drafts open for hours.
  init(_ folders: [String], isDefinition: @escaping (String) -> Bool) {
    descriptor = inotify_init1(Int32(IN_CLOEXEC | IN_NONBLOCK))
    self.folders = folders
    self.isDefinition = isDefinition
    _ = renew()
  }

  /// Whether somebody has half a file written.
  var isBeingWritten: Bool { !open.isEmpty }

  /// Watches the folders as they are now: one that was replaced or made since has another watch.
  ///
  /// - Returns: Whether there is such a one.
  mutating func renew() -> Bool {
    let mask = UInt32(IN_CLOSE_WRITE | IN_MODIFY | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_CREATE)
    let current = folders.map { inotify_add_watch(descriptor, $0, mask) }
    defer { watches = current }
    return current != watches
  }

  /// Has whoever keeps a file open no longer waited for.
  mutating func forgetWriters() { open.removeAll() }

  /// Takes in what happened.
  ///
  /// - Returns: Whether something is there that was not: a file that only grows is not.
  mutating func takeEvents() -> Bool {
    var hasChanged = false
    var buffer = [UInt8](repeating: 0, count: 16 << 10)
    while case let count = read(descriptor, &buffer, buffer.count), count > 0 {
      var place = 0
      while place < count {
        let (event, name) = buffer.withUnsafeBytes { bytes in
          let event = bytes.loadUnaligned(fromByteOffset: place, as: inotify_event.self)
          let start = place + MemoryLayout<inotify_event>.size
          return (
            event, String(decoding: bytes[start..<start + Int(event.len)].prefix { $0 != 0 }, as: UTF8.self)
          )
        }
        place += MemoryLayout<inotify_event>.size + Int(event.len)
        hasChanged = take(event, name) || hasChanged
      }
    }
    return hasChanged
  }

  private mutating func take(_ event: inotify_event, _ name: String) -> Bool {
    let file = "\(event.wd)/\(name)"
    guard event.mask & UInt32(IN_MODIFY) == 0 else {
      if isDefinition(name) { open.insert(file) }
      return false
    }
    open.remove(file)
    return true
  }
}

extension Daemon {
  /// Has what reading and planning everything takes go back to the system, rather than stay with the allocator for the
  /// months that a daemon runs; and keeps SQLite from counting its memory, which every allocation of every connection
  /// would wait for. For the whole process, before anything is read and any database is opened.
  public static func keepMemoryLean() {
    clinux_keep_heap_small(128 * 1024)
    clinux_leave_sqlite_uncounted()
  }
}
