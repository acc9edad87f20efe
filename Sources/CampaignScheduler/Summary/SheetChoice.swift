import Ledger
import Planning
import Recurrence

/// Of rows of figures about the same thing the last, where several times were told of: adding them up would count the
/// same posts twice.
struct SheetChoice {
  /// In the order in which they were entered.
  private(set) var sheets: [Sheet] = []
  /// What was entered of other times, by what it is about.
  private var others: [(chosen: Sheet, time: SheetTime?, earlier: [SheetTime])] = []

  init() {}

  /// - `all`: All of the ledger: rows without a time are of that of their file.
  /// - `until`: The last day that counts; what is only of a later one is taken where there is nothing else.
  init(_ found: [Standing<Sheet>], of all: [Standing<Sheet>]? = nil, until last: CivilDate? = nil) {
    let entries = Set(found.map(\.root))
    let timed = Sheet.timed(all ?? found).filter { entries.contains($0.sheet.root) }
    let bySubject = Dictionary(grouping: timed.indices) { timed[$0].sheet.value.subject }
    let end = last.map { $0.year * 10_000 + $0.month * 100 + $0.day }
    for index in timed.indices {
      guard let rivals = bySubject[timed[index].sheet.value.subject], let first = rivals.first, first == index
      else {
        continue
      }
      let past = rivals.filter { index in end.map { (timed[index].time?.order ?? 0) <= $0 } ?? true }
      let order = { (index: Int) in timed[index].time?.order ?? 0 }
      // Of two of the same time, such as two machines', both are told.
      let latest = past.map(order).max() ?? rivals.map(order).min() ?? 0
      let chosen = rivals.filter { order($0) == latest }
      sheets += chosen.map { timed[$0].sheet.value }
      let earlier = rivals.filter { order($0) != latest }
      guard !earlier.isEmpty, let taken = chosen.first else { continue }
      others.append((timed[taken].sheet.value, timed[taken].time, earlier.compactMap { timed[$0].time }))
    }
  }

  /// Which was taken, and of which times there are others.
  var warnings: [SummaryWarning] {
    others.map { other in
      let time = other.time?.text ?? "—"
      let earlier = Set(other.earlier).sorted().map(\.text)
      let beside = earlier.isEmpty ? "—" : earlier.joined(separator: "、")
      return SummaryWarning(
        .editions, zh: "\(other.chosen.key) 有几期数，用 \(time) 的（另有 \(beside)）",
        en:
          "\(other.chosen.key) was told of several times; these are the figures of \(time) (there are also: \(earlier.isEmpty ? "—" : earlier.joined(separator: ", ")))"
      )
    }
  }
}
