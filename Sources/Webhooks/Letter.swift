package import Planning
package import Recurrence

/// One message to one robot, before its kind makes a body of it.
package struct Letter: Hashable, Sendable {
  package let key: ReminderKey
  package let title: String
  package let text: String
  /// The instant of this attempt: signatures count from it.
  package let at: Timestamp
  /// Put before a robot's repeat, and before what comes late; empty for most.
  package let mark: String
  /// When it was to be sent, if it comes so late that its reader is to be told.
  package let lateSince: Timestamp?
  /// Whom to call: ids and mobile numbers. What could not be an id on any platform is left out: it might write more
  /// than a mention into the message.
  package let mentions: [String]

  package init(
    key: ReminderKey, title: String, text: String, at: Timestamp, mark: String = "",
    lateSince: Timestamp? = nil, mentions: [String] = []
  ) {
    self.key = key
    self.title = title
    self.text = text
    self.at = at
    self.mark = mark
    self.lateSince = lateSince
    self.mentions = mentions.filter(\.isPlainID)
  }

  /// Mobile numbers: platforms take them apart from their own ids.
  var mobiles: [String] { mentions.filter(\.isMobile) }
  var userIDs: [String] { mentions.filter { !$0.isMobile } }

  /// The mark, the title and the text, for robots that know only one text.
  var wholeText: String {
    let head = mark + title
    if head.isEmpty || text.isEmpty { return head + text }
    return head + "\n" + text
  }

  func replacing(title: String, text: String) -> Letter {
    Letter(
      key: key, title: title, text: text, at: at, mark: mark, lateSince: lateSince, mentions: mentions)
  }
}

extension String {
  fileprivate var isPlainID: Bool {
    !isEmpty
      && utf8.allSatisfy {
        (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
          || "_-@.+".utf8.contains($0)
      }
  }

  fileprivate var isMobile: Bool {
    (8...15).contains(utf8.count) && drop { $0 == "+" }.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }

  /// The text with a last line of mentions, if there are any.
  func followed(by mentions: [String]) -> String {
    mentions.isEmpty ? self : self + "\n" + mentions.joined(separator: " ")
  }
}

/// What a classifier may know besides the answer.
package struct Attempt: Hashable, Sendable {
  /// Which try it was since it was planned, or since a person had it sent anew; from 1.
  package let number: Int
  /// When the answer came.
  package let at: Timestamp

  package init(number: Int, at: Timestamp) {
    self.number = number
    self.at = at
  }
}

extension Dialect {
  /// The request for a letter whose size is known from it alone; nil if it is too long, or is counted in another way.
  func fittingRequest(for letter: Letter, to endpoint: Endpoint) throws(EndpointFault) -> CurlRequest? {
    guard case .bodyBytes(let most) = ChannelLimits.of(endpoint.kind).size else { return nil }
    let request = try request(for: letter, to: endpoint)
    return request.body.count <= most ? request : nil
  }

  /// The letter as it fits the kind's limit: shortened between two characters, with a mark, if it must be.
  func fitted(_ letter: Letter, to endpoint: Endpoint, language: Language) throws(EndpointFault) -> (
    Letter, Bool
  ) {
    if try fits(letter, endpoint) { return (letter, false) }
    let mark = MessageMark.shortened.text(language)
    let characters = Array(letter.text)
    var low = 0
    var high = characters.count
    while low < high {
      let middle = (low + high + 1) / 2
      let shorter = letter.replacing(title: letter.title, text: String(characters[..<middle]) + mark)
      if try fits(shorter, endpoint) { low = middle } else { high = middle - 1 }
    }
    let shorter = letter.replacing(title: letter.title, text: String(characters[..<low]) + mark)
    let textFits = try fits(shorter, endpoint)
    if textFits { return (shorter, true) }
    return (try fittedTitle(letter, endpoint, mark), true)
  }

  private func fittedTitle(_ letter: Letter, _ endpoint: Endpoint, _ mark: String) throws(EndpointFault)
    -> Letter
  {
    let characters = Array(letter.title)
    var low = 0
    var high = characters.count
    while low < high {
      let middle = (low + high + 1) / 2
      let shorter = letter.replacing(title: String(characters[..<middle]) + mark, text: "")
      if try fits(shorter, endpoint) { low = middle } else { high = middle - 1 }
    }
    return letter.replacing(title: String(characters[..<low]) + mark, text: "")
  }

  private func fits(_ letter: Letter, _ endpoint: Endpoint) throws(EndpointFault) -> Bool {
    switch ChannelLimits.of(endpoint.kind).size {
    case .textBytes(let most): content(of: letter).utf8.count <= most
    case .textCharacters(let most): content(of: letter).utf16.count <= most
    case .bodyBytes(let most): try request(for: letter, to: endpoint).body.count <= most
    }
  }
}
