import Foundation
import Hummingbird
import NIOCore
import ServiceLifecycle

/// The connection of one request: what a receiver does to it that no HTTP answer can.
struct ReceiverConnection: Sendable {
  private let channel: any NIOCore.Channel

  init(_ channel: any NIOCore.Channel) {
    self.channel = channel
  }

  /// Closes it without an answer.
  func drop() async {
    try? await channel.close()
  }

  /// Resets it without an answer: what is under way is lost on both sides.
  func reset() async {
    let atOnce = linger(l_onoff: 1, l_linger: 0)
    try? await (channel as? any SocketOptionProvider)?.setSoLinger(atOnce).get()
    try? await channel.close()
  }

  /// Waits until the other side has had enough, or the receiver is to end.
  func outlast() async {
    await withTaskCancellationHandler {
      await withGracefulShutdownHandler {
        try? await channel.closeFuture.get()
      } onGracefulShutdown: {
        channel.close(promise: nil)
      }
    } onCancel: {
      channel.close(promise: nil)
    }
  }

  /// Writes what is no HTTP, and closes.
  func babble() async {
    try? await channel.eventLoop.flatSubmit { [channel] in
      do {
        let writer = RawWriter()
        try channel.pipeline.syncOperations.addHandler(writer, position: .first)
        return writer.write(ByteBuffer(string: "\u{1}\u{2}SSH-2.0-nothing here speaks HTTP\r\n\r\n"))
      } catch {
        return channel.eventLoop.makeFailedFuture(error)
      }
    }.get()
    try? await channel.close()
  }
}

/// Stands nearest to the socket, so that what it writes is encoded by nobody.
private final class RawWriter: ChannelOutboundHandler {
  typealias OutboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private var context: ChannelHandlerContext?

  func handlerAdded(context: ChannelHandlerContext) { self.context = context }
  func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

  func write(_ bytes: ByteBuffer) -> EventLoopFuture<Void> {
    guard let context else { preconditionFailure("it was added a line above") }
    return context.writeAndFlush(wrapOutboundOut(bytes))
  }
}
