extension String {
  /// With spaces for line breaks and without other signs that move a cursor: a title that was pasted from two lines is one,
  /// in every list and brief.
  public var oneLine: String {
    var text = self
    let isPlain = text.withUTF8 { bytes in
      !bytes.indices.contains { index in
        switch bytes[index] {
        case 0..<0x20, 0x7F: true
        // The controls above ASCII.
        case 0xC2: index + 1 < bytes.count && bytes[index + 1] < 0xA0
        // The separators of lines and of paragraphs.
        case 0xE2:
          index + 2 < bytes.count && bytes[index + 1] == 0x80 && (0xA8...0xA9).contains(bytes[index + 2])
        default: false
        }
      }
    }
    guard !isPlain else { return self }
    var line = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029:
        if line.last != " ", !line.isEmpty { line.append(" ") }
      case 0...0x1F, 0x7F...0x9F: break
      case 0x20 where line.last == " ": break
      default: line.append(scalar)
      }
    }
    return String(line).trimmed
  }
}
