/// The rules of our style that change tokens and not only the blanks between them.
struct StyleRules {
  static func apply(to layout: inout SourceLayout) {
    for index in layout.tokens.indices where layout.tokens[index].replacement == nil {
      switch layout.tokens[index].kind {
      case .key, .scalar: layout.tokens[index].replacement = quotes(layout, index)
      case .header: layout.tokens[index].replacement = header(layout, index)
      default: break
      }
    }
  }

  /// Values that a YAML tool could take for something else are quoted, with double quotation marks.
  private static func quotes(_ layout: SourceLayout, _ index: Int) -> [UInt8]? {
    let text = layout.text(index)
    let mark = [UInt8(ascii: "\"")]
    switch text.first {
    case UInt8(ascii: "'"): return ScalarText.doubleQuoted(fromSingle: text)
    case UInt8(ascii: "\""): return nil
    default:
      // A year as a key is a name, not a number.
      let isNumberAsKey = layout.tokens[index].kind == .key && ScalarText.isWholeNumber(text)
      return isNumberAsKey || ScalarText.looksConvertible(text) ? mark + text + mark : nil
    }
  }

  /// The header of a text in lines: its indentation is two here, and a file that ends in it will end in a line end.
  private static func header(_ layout: SourceLayout, _ index: Int) -> [UInt8]? {
    var text = Array(layout.text(index))
    if let digit = text.firstIndex(where: { (UInt8(ascii: "1")...UInt8(ascii: "9")).contains($0) }) {
      text[digit] = UInt8(ascii: "2")
    }
    if let body = layout.tokens[index...].prefix(3).first(where: { $0.kind == .body }),
      body.range.upperBound == layout.bytes.count, layout.bytes.last != UInt8(ascii: "\n"),
      !text.contains(UInt8(ascii: "-"))
    {
      text.removeAll { $0 == UInt8(ascii: "+") }
      text.append(UInt8(ascii: "-"))
    }
    return text
  }
}
