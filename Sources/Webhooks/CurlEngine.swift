import CCurl
import Foundation
import Synchronization

/// The one owner of libcurl's handles: a thread that posts to many receivers at once.
///
/// It follows no redirect, uses no proxy, and sends no request twice: a request whose connection died unanswered comes
/// back as such, and the retry policy decides.
public final class CurlEngine: Sendable {
  /// What the engine may use, and how long it waits.
  public struct Limits: Hashable, Sendable {
    /// Connections at most; fewer where the process may not open that many descriptors.
    public var connections = 256
    public var connectionsPerHost = 16
    /// From the start of a request until a connection stands.
    public var connecting = Duration.seconds(5)
    /// From the call until the answer's end; waiting for a connection to become free is part of it.
    public var total = Duration.seconds(15)

    public init() {}
  }

  /// libcurl could not be started.
  public struct Unavailable: Error {}

  public let limits: Limits
  // A C handle that locks for itself; only `deinit` frees it, when no call can be under way.
  private nonisolated(unsafe) let handle: OpaquePointer
  private let desk: Unmanaged<CurlDesk>
  private let lastID = Atomic<UInt64>(0)

  public convenience init(limits: Limits = Limits(), policy: AddressPolicy) throws(Unavailable) {
    try self.init(limits: limits, policy: policy, authorities: nil)
  }

  /// - Parameter authorities: A file of certificates to trust instead of the system's.
  package init(
    limits: Limits = Limits(), policy: AddressPolicy, authorities: String?
  ) throws(Unavailable) {
    var limits = limits
    limits.connections = ccurl_connections_within_limits(limits.connections)
    let desk = Unmanaged.passRetained(CurlDesk(policy: policy))
    var settings = CurlDesk.settings(limits)
    settings.context = desk.toOpaque()
    let started = authorities.withOptionalCString { path in
      settings.authorities = path
      return ccurl_start(&settings)
    }
    guard let handle = started else {
      desk.release()
      throw Unavailable()
    }
    self.limits = limits
    self.handle = handle
    self.desk = desk
  }

  /// Which addresses may be posted to; a new one holds for every connection that is opened after it.
  public var policy: AddressPolicy {
    get { desk.takeUnretainedValue().policy }
    set { desk.takeUnretainedValue().policy = newValue }
  }

  deinit {
    ccurl_free(handle)
    desk.release()
  }

  public static var libcurlVersion: String { String(cString: ccurl_version()) }

  /// Sends a request and waits for its end. A cancelled task ends it early.
  package func post(_ request: CurlRequest) async -> CurlAnswer {
    let id = lastID.add(1, ordering: .relaxed).newValue
    return await withTaskCancellationHandler {
      // C completes each transfer exactly once.
      await withUnsafeContinuation { continuation in
        submit(request, id: id, to: continuation)
        // A cancellation before the submission found nothing to cancel.
        if Task.isCancelled { ccurl_cancel(handle, id) }
      }
    } onCancel: {
      ccurl_cancel(handle, id)
    }
  }

  /// Takes no new request, and returns when those under way have ended; they end within ``Limits/total``.
  ///
  /// A request after it comes back at once as not sent. To be called once.
  public func stop() async {
    await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
      let stopping = Unmanaged.passRetained(Stopping(continuation: continuation))
      ccurl_stop(
        handle,
        { context in
          guard let context else { return }
          Unmanaged<Stopping>.fromOpaque(context).takeRetainedValue().continuation.resume()
        }, stopping.toOpaque())
    }
  }

  private func submit(
    _ request: CurlRequest, id: UInt64, to continuation: UnsafeContinuation<CurlAnswer, Never>
  ) {
    let url = request.url.revealed
    guard let transfer = ccurl_post(handle, url, request.body, request.body.count) else {
      continuation.resume(returning: CurlAnswer(.other, sent: false))
      return
    }
    for header in request.headers {
      _ = ccurl_add_header(transfer, header.name, header.value)
    }
    if !request.keepsConnection { ccurl_set_one_shot(transfer) }
    let waiting = Unmanaged.passRetained(WaitingPost(continuation: continuation))
    if !ccurl_submit(handle, transfer, id, waiting.toOpaque()) {
      waiting.release()
      continuation.resume(returning: CurlAnswer(.cancelled, sent: false))
    }
  }
}

private final class Stopping: Sendable {
  let continuation: CheckedContinuation<Void, Never>
  init(continuation: CheckedContinuation<Void, Never>) { self.continuation = continuation }
}

extension String? {
  /// The text lives as long as the call.
  fileprivate func withOptionalCString<Result>(_ body: (UnsafePointer<CChar>?) -> Result) -> Result {
    map { $0.withCString(body) } ?? body(nil)
  }
}
