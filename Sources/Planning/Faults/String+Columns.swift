extension String {
  /// With blanks behind it up to a width in a terminal's columns: Chinese characters take two.
  package func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - DiagnosticPrinter.width(self)))
  }
}

extension StringProtocol {
  /// Without the white space at its end.
  package var trimmedEnd: String {
    guard let last = unicodeScalars.last, !last.isBlack else { return String(self) }
    return lastIndex { !$0.isWhitespace }.map { String(self[...$0]) } ?? ""
  }
}

extension Unicode.Scalar {
  /// Whether it is a letter, digit or sign of its own for certain, at a look: nearly all are.
  package var isBlack: Bool { (0x21...0x7E).contains(value) || (0x4E00...0x9FFF).contains(value) }
}
