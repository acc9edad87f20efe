public import Planning
import Recurrence

/// A message as a kind of robot would show it: shortened to its limit, with nothing in it that calls anybody by accident.
public struct ChannelPreview: Hashable, Sendable {
  public let kind: Channel.Kind
  public let title: String
  /// The whole text as it is counted; without the title where the kind shows that by itself.
  public let text: String
  public let isShortened: Bool
  /// In the unit of ``limit``.
  public let size: Int
  public let limit: ChannelLimits.Size

  /// Nil for a message that no shortening makes fit.
  public init?(of message: Message, key: ReminderKey, as kind: Channel.Kind, language: Language) {
    guard let address = EndpointAddress("http://127.0.0.1/topic") else { return nil }
    let endpoint = Endpoint(
      id: EndpointID(channel: key.channel, unit: nil), kind: kind, address: address)
    let whole = Letter(
      key: key, title: message.title, text: message.text, at: Timestamp(seconds: 0),
      mentions: message.mentions)
    let dialect = kind.dialect
    guard let (letter, isShortened) = try? dialect.fitted(whole, to: endpoint, language: language),
      let request = try? dialect.request(for: letter, to: endpoint)
    else { return nil }
    self.kind = kind
    self.isShortened = isShortened
    title = letter.title
    let content = dialect.content(of: letter.mentioningNobody)
    text = content
    limit = ChannelLimits.of(kind).size
    size =
      switch limit {
      case .textBytes: dialect.content(of: letter).utf8.count
      case .textCharacters: dialect.content(of: letter).utf16.count
      case .bodyBytes: request.body.count
      }
  }
}

extension Letter {
  fileprivate var mentioningNobody: Letter {
    Letter(key: key, title: title, text: text, at: at, mark: mark)
  }
}

extension ChannelLimits.Size {
  public var bound: Int {
    switch self {
    case .textBytes(let most), .textCharacters(let most), .bodyBytes(let most): most
    }
  }
}
