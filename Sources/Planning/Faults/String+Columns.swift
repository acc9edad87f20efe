extension String {
  /// With blanks behind it up to a width in a terminal's columns: Chinese characters take two.
  package func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - DiagnosticPrinter.width(self)))
  }
}

extension StringProtocol {
  /// Without the white space at its end.
  package var trimmedEnd: String {
    var text = String(self)
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }
}
