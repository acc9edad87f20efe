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
    /// From the start until a connection stands.
    public var connecting = Duration.seconds(5)
    /// From the start until the answer's end.
    public var total = Duration.seconds(15)

    public init() {}
  }

  /// libcurl could not be started.
  public struct Unavailable: Error {}

  public let limits: Limits
  // A C handle that locks for itself; only `deinit` frees it, when no call can be under way.
  private nonisolated(unsafe) let handle: OpaquePointer
  private let permit: Unmanaged<Permit>
  private let lastID = Atomic<UInt64>(0)

  public init(limits: Limits = Limits(), policy: AddressPolicy) throws(Unavailable) {
    var limits = limits
    limits.connections = ccurl_connections_within_limits(limits.connections)
    let permit = Unmanaged.passRetained(Permit(policy: policy))
    var settings = ccurl_settings(
      connections: limits.connections,
      connections_per_host: limits.connectionsPerHost,
      permit: { context, address in
        guard let context, let address else { return false }
        return Unmanaged<Permit>.fromOpaque(context).takeUnretainedValue().allows(address)
      },
      permit_context: permit.toOpaque(),
      complete: { context, answer in
        guard let context, let answer else { return }
        let waiting = Unmanaged<Waiting>.fromOpaque(context).takeRetainedValue()
        waiting.continuation.resume(returning: CurlAnswer(copying: answer.pointee))
      })
    guard let handle = ccurl_start(&settings) else {
      permit.release()
      throw Unavailable()
    }
    self.limits = limits
    self.handle = handle
    self.permit = permit
  }

  /// Which addresses may be posted to; a new one holds for every connection that is opened after it.
  public var policy: AddressPolicy {
    get { permit.takeUnretainedValue().policy }
    set { permit.takeUnretainedValue().policy = newValue }
  }

  deinit {
    ccurl_free(handle)
    permit.release()
  }

  public static var libcurlVersion: String { String(cString: ccurl_version()) }

  /// Sends a request and waits for its end. A cancelled task ends it early.
  package func post(_ request: CurlRequest) async -> CurlAnswer {
    let id = lastID.add(1, ordering: .relaxed).newValue
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
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
    _ request: CurlRequest, id: UInt64, to continuation: CheckedContinuation<CurlAnswer, Never>
  ) {
    let url = request.url.revealed
    guard let transfer = ccurl_post(handle, url, request.body, request.body.count) else {
      continuation.resume(returning: CurlAnswer(.other, sent: false))
      return
    }
    for header in request.headers {
      // libcurl reads "Name:" as a wish to leave the header out.
      _ = ccurl_add_header(
        transfer, header.value.isEmpty ? "\(header.name);" : "\(header.name): \(header.value)")
    }
    ccurl_set_limits(transfer, limits.connecting.wholeMilliseconds, limits.total.wholeMilliseconds)
    if !request.keepsConnection { ccurl_set_one_shot(transfer) }
    let waiting = Unmanaged.passRetained(Waiting(continuation: continuation))
    if !ccurl_submit(handle, transfer, id, waiting.toOpaque()) {
      waiting.release()
      continuation.resume(returning: CurlAnswer(.cancelled, sent: false))
    }
  }
}

/// Carries a continuation through C.
private final class Waiting: Sendable {
  let continuation: CheckedContinuation<CurlAnswer, Never>
  init(continuation: CheckedContinuation<CurlAnswer, Never>) { self.continuation = continuation }
}

private final class Stopping: Sendable {
  let continuation: CheckedContinuation<Void, Never>
  init(continuation: CheckedContinuation<Void, Never>) { self.continuation = continuation }
}

/// Carries the address policy through C. libcurl's thread asks it while others may replace it.
private final class Permit: Sendable {
  private let current: Mutex<AddressPolicy>
  init(policy: AddressPolicy) { current = Mutex(policy) }

  var policy: AddressPolicy {
    get { current.withLock { $0 } }
    set { current.withLock { $0 = newValue } }
  }

  func allows(_ address: UnsafePointer<sockaddr>) -> Bool {
    guard let (numeric, port) = NumericAddress.read(address) else { return false }
    return policy.verdict(on: numeric, port: port) == .allowed
  }
}

extension Duration {
  fileprivate var wholeMilliseconds: Int {
    Int(components.seconds) * 1000 + Int(components.attoseconds / 1_000_000_000_000_000)
  }
}
