import Planning

/// The attendance of a table's rows, apart by what it is counted in: people are not added to person-times or households.
struct AttendanceSums {
  private var sums: [(counter: String, sum: QuantitySum)] = []
  /// Those who came beside the public, by what they are counted in.
  private var helpers: [String: QuantitySum] = [:]

  mutating func add(_ figures: [LedgerEntry.Content]) {
    for content in figures {
      guard case .count(let count) = content, count.measure == .attendance else { continue }
      guard count.role == .public else {
        helpers[count.counter, default: QuantitySum()].add(count.quantity)
        continue
      }
      let index = sums.firstIndex { $0.counter == count.counter } ?? sums.endIndex
      if index == sums.endIndex { sums.append((count.counter, QuantitySum())) }
      sums[index].sum.add(count.quantity)
    }
  }

  /// People first, the rest in the order in which they came.
  private var ordered: [(counter: String, sum: QuantitySum)] {
    sums.filter { $0.counter == CountingWord.person } + sums.filter { $0.counter != CountingWord.person }
  }

  /// How many people, or of a table that counts none, how many of what it counts.
  var persons: Quantity { ordered.first?.sum.total ?? .unknown() }

  /// What ``persons`` are counted in.
  var counter: String { ordered.first?.counter ?? CountingWord.person }

  /// Whether a number that somebody printed may be their sum, of the public or of everybody: 其中志愿者 is in it.
  func mayBe(_ printed: Figure) -> Bool {
    persons.mayBe(printed) || helpers[counter].map { (persons + $0.total).mayBe(printed) } ?? false
  }

  /// `323 余人，另 40 人次`.
  func text(_ language: Language) -> String {
    ordered.filter(\.sum.total.isKnown).map { part in
      part.sum.total.sumText(language, counter: part.counter)
    }.joined(separator: language("，另 ", ", and "))
  }
}

extension Quantity {
  /// Whether a number that somebody printed may be what it says: 118 of about 118, 520 of 500 and more.
  func mayBe(_ printed: Figure) -> Bool {
    guard let n, let upper else { return false }
    return switch certainty {
    case .exact, .about, .nearly: printed == n
    case .atLeast: printed >= n
    case .atMost, .below: printed <= n
    case .range: printed >= n && printed <= upper
    case .unknown: false
    }
  }
}
