extension String {
  /// Without the English words at its end that name nothing: leaflets for `leaflets so far`.
  var withoutFillers: String {
    guard let first = utf8.first, first < 0x80 || (utf8.last ?? 0) < 0x80 else { return self }
    var rest = self
    while true {
      let lower = rest.lowercased()
      if Self.fillers.contains(lower) { return "" }
      guard let word = Self.fillers.first(where: { lower.hasSuffix(" " + $0) }) else { return rest }
      rest = String(rest.dropLast(word.count)).withoutMarks
    }
  }

  private static let fillers = [
    "so far", "thus far", "to date", "up to now", "until now", "till now", "as of now", "in total", "in all",
    "in sum", "all told", "all in all", "altogether", "overall", "or so",
  ]
}
