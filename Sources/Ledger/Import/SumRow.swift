import Planning

/// Looks for a row of a list that nobody called a sum though it is one: 63 alone below 35 and 28, or the town above its
/// villages.
struct SumRow {
  private struct Row {
    let person: Signature
    let n: Figure
    /// Its place among all rows that were read.
    let index: Int
  }

  private let counter: String
  private var seen = 0
  private var largest: Row?

  init(counter: String) { self.counter = counter }

  /// - `index`: Its place among all rows that were read.
  mutating func see(_ person: Signature, at index: Int) {
    if person.figures.contains(where: { $0.counter == counter && $0.quantity.n != .zero }) { seen += 1 }
    // Who signs is no sum.
    guard person.name == nil, person.phone == nil else { return }
    let figures = person.figures.filter { $0.counter == counter }
    guard figures.allSatisfy({ $0.quantity.certainty == .exact }) else { return }
    let n = figures.compactMap(\.quantity.n).reduce(.zero, +)
    guard n > largest?.n ?? .zero else { return }
    largest = Row(person: person, n: n, index: index)
  }

  /// The row and its place; nil without one.
  ///
  /// - Parameters:
  ///   - all: What the rows add up to, this one among them.
  ///   - rows: How many rows were read: a sum is the first or the last of them.
  ///   - printed: A sum that is called so.
  func found(in all: Quantity, rows: Int, printed: Figure?) -> (person: Signature, index: Int)? {
    guard let largest, seen >= (largest.person.place.isEmpty ? 2 : 3), [0, rows - 1].contains(largest.index),
      all.certainty == .exact, all.n == largest.n + largest.n, printed != all.n
    else { return nil }
    return (largest.person, largest.index)
  }
}
