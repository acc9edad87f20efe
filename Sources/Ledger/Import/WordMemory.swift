/// What the words of one list's cells say, those that rows repeat read once.
struct WordMemory<Meaning> {
  private var known: [String: Meaning] = [:]
  /// As many as a list repeats; a file whose every row says something else is read without them.
  private static var most: Int { 4096 }

  mutating func meaning(of words: String, read: (String) -> Meaning) -> Meaning {
    if let meaning = known[words] { return meaning }
    let meaning = read(words)
    if known.count >= Self.most { known.removeAll(keepingCapacity: true) }
    known[words] = meaning
    return meaning
  }
}

extension WordMemory: Sendable where Meaning: Sendable {}
