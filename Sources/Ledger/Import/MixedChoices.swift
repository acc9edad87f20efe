/// The choices of cells that one form parts by 、 and another by a comma: 义诊、讲座，走访.
struct MixedChoices {
  private(set) var votes: [String: Int] = [:]

  private static let commas: Set<Character> = ["，", ","]

  /// Nil where no cell holds a comma: 、 alone parts them.
  init?(_ cells: [String: Int]) {
    let mixed = cells.keys.filter { $0.contains(where: Self.commas.contains) }
    guard !mixed.isEmpty else { return nil }
    var places: [String: Int] = [:]
    for (cell, count) in cells {
      for part in Set(Self.parts(cell, Self.commas) + Self.pieces(cell)) { places[part, default: 0] += count }
    }
    // 孕前、产前检查，讲座: where 、 stands beside commas, words that no form parts are one choice.
    let whole = Set(
      mixed.flatMap { Self.parts($0, Self.commas) }.filter { part in
        let pieces = Self.pieces(part)
        return pieces.count > 1 && places[part, default: 0] > 1
          && pieces.allSatisfy { places[$0] == places[part] }
      })
    for (cell, count) in cells {
      let choices = Self.parts(cell, Self.commas).flatMap { whole.contains($0) ? [$0] : Self.pieces($0) }
      for choice in Set(choices) { votes[choice, default: 0] += count }
    }
  }

  private static func pieces(_ text: String) -> [String] { parts(text, commas.union(["、"])) }

  private static func parts(_ text: String, _ signs: Set<Character>) -> [String] {
    text.split { signs.contains($0) }.map { QuestionnaireWords.answer(String($0)) }.filter { !$0.isEmpty }
  }
}
