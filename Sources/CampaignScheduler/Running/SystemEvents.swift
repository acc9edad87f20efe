import CLinux
import Foundation

/// Tells when definition files change, when somebody sets the wall clock, and when a minute has gone by.
///
/// One thread waits in `poll`: nothing may block in a task.
final class SystemEvents: Sendable {
  enum Event: Hashable, Sendable {
    case filesChanged
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
      Waiter(folders: folders, stopper: stopper, continuation: continuation).run()
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
    let inotify: Int32
    let folders: [String]
    let timer: Int32
    let stopper: Int32
    let continuation: AsyncStream<Event>.Continuation

    init(folders: [String], stopper: Int32, continuation: AsyncStream<Event>.Continuation) {
      inotify = inotify_init1(Int32(IN_CLOEXEC | IN_NONBLOCK))
      self.folders = folders
      timer = timerfd_create(CLOCK_REALTIME, Int32(TFD_CLOEXEC | TFD_NONBLOCK))
      self.stopper = stopper
      self.continuation = continuation
      arm()
    }

    /// Watches the folders as they are now: one that was replaced or made since has another watch.
    func watch() -> [Int32] {
      let mask = UInt32(IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_CREATE)
      return folders.map { inotify_add_watch(inotify, $0, mask) }
    }

    /// A timer in the far future, whose only use is to be cancelled when the clock is set.
    func arm() {
      var never = itimerspec()
      never.it_value.tv_sec = Int(Int32.max) * 64
      let flags = Int32(TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET)
      timerfd_settime(timer, flags, &never, nil)
    }

    func run() {
      defer { [inotify, timer, stopper].forEach { close($0) } }
      var isSettling = false
      var watches = watch()
      while true {
        let current = watch()
        if current != watches {
          watches = current
          isSettling = true
        }
        var waits = [inotify, timer, stopper].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        // An editor writes a file in several steps: they count as one change once it has been quiet for a moment.
        let ready = poll(&waits, 3, isSettling ? 200 : 2000)
        if ready < 0 && errno != EINTR || waits[2].revents != 0 { return }
        if waits[1].revents != 0 {
          drain(timer)
          arm()
          continuation.yield(.clockSet)
        }
        if waits[0].revents != 0 {
          drain(inotify)
          isSettling = true
        } else if isSettling {
          isSettling = false
          continuation.yield(.filesChanged)
        } else if ready == 0 {
          continuation.yield(.tick)
        }
      }
    }

    private func drain(_ descriptor: Int32) {
      var buffer = [UInt8](repeating: 0, count: 4096)
      while read(descriptor, &buffer, buffer.count) > 0 {}
    }
  }
}

extension Daemon {
  /// Has what reading and planning everything takes go back to the system, rather than stay with the allocator for the
  /// months that a daemon runs. For the whole process, and best before anything is read.
  public static func returnFreedMemory() { clinux_keep_heap_small(64 * 1024) }
}
