extension Int {
  /// `1 entry`, `2 entries`.
  func of(_ noun: String) -> String { "\(self) \(self == 1 ? noun : noun.plural)" }
}

extension String {
  /// Of an English noun that forms its plural as most do.
  var plural: String {
    let lower = lowercased()
    if lower.hasSuffix("y"), let before = lower.dropLast().last, !"aeiou".contains(before) {
      return dropLast() + "ies"
    }
    return self + (["s", "x", "z", "ch", "sh"].contains(where: lower.hasSuffix) ? "es" : "s")
  }
}
