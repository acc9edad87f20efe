/// Text for an HTML page: what comes from files and people is escaped on its way in, and can't be put in otherwise.
struct Markup: ExpressibleByStringInterpolation, CustomStringConvertible {
  private(set) var description: String

  init(stringLiteral value: String) { description = value }

  init(stringInterpolation: Interpolation) { description = stringInterpolation.text }

  private init(_ description: String) { self.description = description }

  static func + (left: Markup, right: Markup) -> Markup { Markup(left.description + right.description) }

  /// Pieces one after another.
  static func join(_ parts: [Markup]) -> Markup { Markup(parts.map(\.description).joined()) }

  static func join(_ parts: [Markup], separator: String) -> Markup {
    Markup(parts.map(\.description).joined(separator: escaped(separator)))
  }

  struct Interpolation: StringInterpolationProtocol {
    fileprivate var text = ""

    init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity * 2) }

    mutating func appendLiteral(_ literal: String) { text += literal }
    mutating func appendInterpolation(_ value: String) { text += Markup.escaped(value) }
    mutating func appendInterpolation(_ value: Int) { text += String(value) }
    mutating func appendInterpolation(_ value: Markup) { text += value.description }
  }

  /// Safe between tags and inside quoted attributes. Control characters, which HTML forbids, and marks that turn the
  /// direction of what follows are left out.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\n", "\t": result.unicodeScalars.append(scalar)
      case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}": break
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
