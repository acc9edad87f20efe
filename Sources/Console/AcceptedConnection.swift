import HummingbirdCore
import Logging
import NIOCore

/// A connection that was accepted, and closes with this object if nobody comes to serve it.
///
/// A server that stops lets go of what it has accepted and not begun to serve. The network library ends the process if a
/// connection's writer is let go while the connection is open.
final class AcceptedConnection: ServerChildChannelValue {
  fileprivate let messages: HTTP1Channel.Value
  var channel: any NIOCore.Channel { messages.channel }

  fileprivate init(_ messages: HTTP1Channel.Value) {
    self.messages = messages
  }

  deinit {
    let messages = messages
    // The end of the connection is that of its writer, which must not be let go before.
    messages.channel.closeFuture.whenComplete { _ in withExtendedLifetime(messages) {} }
    messages.channel.close(promise: nil)
  }
}

/// HTTP/1 by ``AcceptedConnection``s.
private struct AcceptedHTTP: ServerChildChannel {
  let http: HTTP1Channel

  func setup(channel: any NIOCore.Channel, logger: Logger) -> EventLoopFuture<AcceptedConnection> {
    http.setup(channel: channel, logger: logger).map { AcceptedConnection($0) }
  }

  func handle(value: AcceptedConnection, logger: Logger) async {
    await http.handle(value: value.messages, logger: logger)
  }
}

extension HTTPServerBuilder {
  /// HTTP/1 whose end no connection disturbs, however late it comes.
  static func steadyHTTP1(configuration: HTTP1Channel.Configuration = .init()) -> HTTPServerBuilder {
    HTTPServerBuilder { AcceptedHTTP(http: HTTP1Channel(responder: $0, configuration: configuration)) }
  }
}
