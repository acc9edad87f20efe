/// A message with holes for what differs from unit to unit. To fill one takes a fraction of what it takes to render the
/// template anew, and gives the same message.
public struct MessageForm: Sendable {
  private enum Piece {
    case text(String)
    case hole(Int)
  }

  private let title: [Piece]
  private let text: [Piece]

  fileprivate init(_ message: Message) {
    title = Self.pieces(of: message.title)
    text = Self.pieces(of: message.text)
  }

  /// What stands for a hole among a template's values: a character for private use.
  public static func hole(_ number: Int) -> String {
    String(String.UnicodeScalarView([Unicode.Scalar(firstHole + UInt32(number)) ?? "\u{F0000}"]))
  }

  private static let firstHole: UInt32 = 0xF0000

  static func isHole(_ scalar: Unicode.Scalar) -> Bool {
    (firstHole..<firstHole + 256).contains(scalar.value)
  }

  private static func pieces(of text: String) -> [Piece] {
    var pieces: [Piece] = []
    var plain = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      guard isHole(scalar) else {
        plain.append(scalar)
        continue
      }
      if !plain.isEmpty { pieces.append(.text(String(plain))) }
      plain = String.UnicodeScalarView()
      pieces.append(.hole(Int(scalar.value - firstHole)))
    }
    return plain.isEmpty ? pieces : pieces + [.text(String(plain))]
  }

  /// The message with a text in each hole.
  ///
  /// - Returns: Nil if a text would not have been rendered as it stands: it has several lines, or blanks at its ends.
  public func filled(with texts: [String?]) -> Message? {
    for case let text? in texts where !Self.mayStandInHole(text) { return nil }
    guard let title = Self.filled(title, texts), let text = Self.filled(text, texts) else { return nil }
    return Message(title: title, text: text)
  }

  private static func filled(_ pieces: [Piece], _ texts: [String?]) -> String? {
    var result = ""
    result.reserveCapacity(512)
    for piece in pieces {
      switch piece {
      case .text(let text): result += text
      case .hole(let number):
        guard texts.indices.contains(number), let text = texts[number] else { return nil }
        result += text
      }
    }
    return result
  }

  /// Whether it is one of the characters of most names here: to ask for another's properties takes longer.
  private static func isIdeograph(_ scalar: Unicode.Scalar) -> Bool {
    (0x4E00...0x9FFF).contains(scalar.value)
  }

  private static func mayStandInHole(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last,
      Self.isIdeograph(first) || !first.properties.isWhitespace && !first.properties.isGraphemeExtend,
      Self.isIdeograph(last) || !last.properties.isWhitespace
    else { return false }
    return !text.unicodeScalars.contains { scalar in
      isHole(scalar) || (0x0A...0x0D).contains(scalar.value) || [0x85, 0x2028, 0x2029].contains(scalar.value)
    }
  }
}

extension TemplateLibrary {
  /// A template rendered once for many units.
  ///
  /// - `values`: With ``MessageForm/hole(_:)`` for what differs.
  /// - `names`: The variables that have holes for their values.
  /// - Returns: Nil if there is no such template, or if templates do more with those variables than to show them.
  public func form(
    _ name: String, _ language: Language, _ values: [String: Value], holesIn names: Set<String>
  ) -> MessageForm? {
    guard leavesRoomForHoles, called.isDisjoint(with: names), !called.contains("."),
      values.values.allSatisfy(\.leavesRoomForHoles)
    else { return nil }
    return message(name, language, values).map { MessageForm($0) }
  }
}

extension TemplateLibrary.Value {
  /// Whether its texts are holes or have none in them.
  fileprivate var leavesRoomForHoles: Bool {
    switch self {
    case .text(let text):
      !text.unicodeScalars.contains { MessageForm.isHole($0) } || text.unicodeScalars.count == 1
    case .flag: true
    case .list(let items): items.allSatisfy { $0.values.allSatisfy(\.leavesRoomForHoles) }
    }
  }
}
