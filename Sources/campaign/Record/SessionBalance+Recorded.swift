import Ledger
import Planning

extension SessionBalance {
  /// An entry that states the same as one of these contents, or what may well be the same, and its words: 约 50 名 and
  /// then 50 人 are hardly two groups. To make the same the last word says something new.
  func entry(saying contents: [LedgerEntry.Content]) -> (EntryID, said: String)? {
    for content in contents {
      switch content {
      case .count(let count):
        let same = counts.first { known in
          (known.value.measure, known.value.group, known.value.role) == (
            count.measure, count.group, count.role
          )
            && (known.value.isFinal || !count.isFinal)
            && (known.value.quantity == count.quantity
              || !count.isFinal && known.value.counter == count.counter
                && known.value.quantity.mayBeSame(as: count.quantity))
        }
        if let same { return (same.entry, same.value.quantity.said ?? count.measure.rawValue) }
      case .goods(let move):
        let same = goods.first { known in
          (known.value.kind, known.value.item) == (move.kind, move.item)
            && (known.value.quantity == move.quantity
              || known.value.counter == move.counter && known.value.quantity.mayBeSame(as: move.quantity))
        }
        if let same { return (same.entry, "\(move.item) \(same.value.quantity.said ?? "")") }
      default: continue
      }
    }
    return nil
  }

  /// The count that somebody marked as the last word on what one of these contents counts.
  func lastWord(on contents: [LedgerEntry.Content]) -> Standing<Count>? {
    for case .count(let count) in contents {
      let last = counts.first {
        $0.value.isFinal && $0.value.countsAlike(count)
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
