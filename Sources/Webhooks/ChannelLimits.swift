public import Planning

/// What the platforms allow, from their documentation; a channel's own `limit` may be stricter.
public struct ChannelLimits: Hashable, Sendable {
  /// What a message's length is counted in.
  public enum Size: Hashable, Sendable {
    /// Bytes of the text in UTF-8.
    case textBytes(Int)
    /// UTF-16 units of the text, as these platforms count.
    case textCharacters(Int)
    /// Bytes of the request's whole body.
    case bodyBytes(Int)
  }

  public let size: Size
  /// Messages that one robot takes in a minute; nil if only ``perSecond`` or the answers' headers bound it.
  public let perMinute: Int?
  public let perSecond: Int?
  /// How long a robot stays closed that was written to too often and gives no figure.
  public let window: Duration

  private init(
    _ kind: Channel.Kind, _ size: Size, perSecond: Int? = nil, window: Duration = .seconds(60)
  ) {
    self.size = size
    perMinute = kind.perMinute
    self.perSecond = perSecond
    self.window = window
  }

  public static func of(_ kind: Channel.Kind) -> ChannelLimits {
    switch kind {
    case .wecom: ChannelLimits(kind, .textBytes(2048))
    case .dingtalk: ChannelLimits(kind, .bodyBytes(20_000), window: .seconds(600))
    case .feishu, .lark: ChannelLimits(kind, .bodyBytes(20_000), perSecond: 5)
    case .slack: ChannelLimits(kind, .textCharacters(40_000), perSecond: 1)
    case .discord: ChannelLimits(kind, .textCharacters(2000))
    case .teams: ChannelLimits(kind, .bodyBytes(28_000), perSecond: 4)
    case .telegram: ChannelLimits(kind, .textCharacters(4096))
    case .ntfy: ChannelLimits(kind, .textBytes(4096))
    case .webhook: ChannelLimits(kind, .bodyBytes(20_000))
    }
  }
}
