import CCurl
import Foundation
import Synchronization

/// What the engine's thread asks and tells: may this address be posted to, and how a transfer ended.
final class CurlDesk: Sendable {
  /// libcurl's thread asks it while others may replace it.
  private let currentPolicy: Mutex<AddressPolicy>
  /// Ended, and not yet told: together they wake the waiting tasks less often than one by one.
  private let ended = Mutex<[(post: WaitingPost, answer: CurlAnswer)]>([])

  init(policy: AddressPolicy) { currentPolicy = Mutex(policy) }

  var policy: AddressPolicy {
    get { currentPolicy.withLock { $0 } }
    set { currentPolicy.withLock { $0 = newValue } }
  }

  /// All but the context.
  static func settings(_ limits: CurlEngine.Limits) -> ccurl_settings {
    ccurl_settings(
      connections: limits.connections,
      connections_per_host: limits.connectionsPerHost,
      connecting_ms: limits.connecting.wholeMilliseconds,
      total_ms: limits.total.wholeMilliseconds,
      authorities: nil,
      context: nil,
      permit: { context, address in
        guard let address else { return false }
        return CurlDesk.at(context)?.allows(address) ?? false
      },
      complete: { context, transfer, answer in
        guard let transfer, let answer else { return }
        let post = Unmanaged<WaitingPost>.fromOpaque(transfer).takeRetainedValue()
        CurlDesk.at(context)?.keep(CurlAnswer(copying: answer.pointee), for: post)
      },
      flush: { context in CurlDesk.at(context)?.tell() })
  }

  private static func at(_ context: UnsafeMutableRawPointer?) -> CurlDesk? {
    context.map { Unmanaged<CurlDesk>.fromOpaque($0).takeUnretainedValue() }
  }

  private func allows(_ address: UnsafePointer<sockaddr>) -> Bool {
    guard let (numeric, port) = NumericAddress.read(address) else { return false }
    return policy.verdict(on: numeric, port: port) == .allowed
  }

  private func keep(_ answer: CurlAnswer, for post: WaitingPost) {
    ended.withLock { $0.append((post, answer)) }
  }

  private func tell() {
    ended.withLock { ended in
      for (post, answer) in ended { post.continuation.resume(returning: answer) }
      ended.removeAll(keepingCapacity: true)
    }
  }
}

/// Carries a continuation through C.
final class WaitingPost: Sendable {
  let continuation: UnsafeContinuation<CurlAnswer, Never>
  init(continuation: UnsafeContinuation<CurlAnswer, Never>) { self.continuation = continuation }
}

extension Duration {
  fileprivate var wholeMilliseconds: Int {
    Int(components.seconds) * 1000 + Int(components.attoseconds / 1_000_000_000_000_000)
  }
}

extension NumericAddress {
  /// The address and port in a socket address; nil for a family that is no IP.
  static func read(_ address: UnsafePointer<sockaddr>) -> (NumericAddress, port: UInt16)? {
    switch Int32(address.pointee.sa_family) {
    case AF_INET:
      let four = UnsafeRawPointer(address).loadUnaligned(as: sockaddr_in.self)
      return (.v4(UInt32(bigEndian: four.sin_addr.s_addr)), UInt16(bigEndian: four.sin_port))
    case AF_INET6:
      let six = UnsafeRawPointer(address).loadUnaligned(as: sockaddr_in6.self)
      return (.v6(six.sin6_addr.number), UInt16(bigEndian: six.sin6_port))
    default:
      return nil
    }
  }
}
