import Ledger
import Planning

extension SessionBalance {
  /// An entry that states the same as one of these contents, word for word, and those words.
  func entry(saying contents: [LedgerEntry.Content]) -> (EntryID, said: String)? {
    for content in contents {
      switch content {
      case .count(let count):
        let same = counts.first {
          ($0.value.measure, $0.value.group, $0.value.role, $0.value.quantity) == (
            count.measure, count.group, count.role, count.quantity
          )
        }
        if let same { return (same.entry, count.quantity.said ?? count.measure.rawValue) }
      case .goods(let move):
        let same = goods.first {
          ($0.value.kind, $0.value.item, $0.value.quantity) == (move.kind, move.item, move.quantity)
        }
        if let same { return (same.entry, "\(move.item) \(move.quantity.said ?? "")") }
      default: continue
      }
    }
    return nil
  }

  /// The count that somebody marked as the last word on what one of these contents counts.
  func lastWord(on contents: [LedgerEntry.Content]) -> Standing<Count>? {
    for case .count(let count) in contents {
      let last = counts.first {
        $0.value.isFinal && ($0.value.measure, $0.value.role) == (count.measure, count.role)
      }
      if let last { return last }
    }
    return nil
  }

  /// What would leave every sum with the session.
  var figures: [LedgerEntry.Content] { counts.map { .count($0.value) } + goods.map { .goods($0.value) } }
}

extension LedgerEntry.Content {
  /// Whether it is somebody's last word.
  var isFinal: Bool { if case .count(let count) = self { count.isFinal } else { false } }

  /// Whether it only says who will come.
  var isPromise: Bool { if case .count(let count) = self { count.measure == .signedUp } else { false } }
}

extension Sequence<LedgerEntry.Content> {
  func list(_ language: Language) -> String {
    map { $0.text(language) }.joined(separator: language("、", ", "))
  }
}
