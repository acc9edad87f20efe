import TestSupport
import Testing

@testable import Planning

/// The nearest of many words, beside a table of distances filled in for each.
@Suite struct NearestWordTests {
  @Test(
    arguments: [
      ("remainders", ["reminders", "report"], "reminders"), ("Tasks", ["tasks"], "tasks"),
      ("tsaks", ["tasks"], "tasks"),
      ("alias", ["aliases", "ask"], "aliases"), ("截止日期", ["截止", "日期"], "截止"), ("免打挠", ["免打扰"], "免打扰"),
      ("b", ["a", "c"], nil), ("ab", ["cd"], nil), ("abc", ["xbc", "abx"], "abx"), ("tasks", [], nil),
      ("id", ["ids", "di"], "di"), ("乡", ["县", "市"], nil), ("提醒", ["提醒", "提型"], "提醒"),
    ] as [(String, [String], String?)])
  func `the nearest of a few words`(_ typed: String, _ words: [String], _ nearest: String?) {
    #expect(Vocabulary.nearest(to: typed, among: words) == nearest)
  }

  @Test func `what is too long to be a word has none near it`() {
    let long = String(repeating: "a", count: 201)
    #expect(Vocabulary.nearest(to: long, among: [long, "a"]) == nil)
    #expect(Vocabulary.nearest(to: "a1", among: [long, "a2"]) == "a2")
  }

  @Test(arguments: UInt64(1)...20)
  func `a word is near if so few letters differ, by a table of distances`(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    func word(_ letters: String, _ length: ClosedRange<Int>) -> String {
      String(
        (0..<Int.random(in: length, using: &random)).map { _ in letters.randomElement(using: &random) ?? "x" }
      )
    }
    for _ in 0..<100 {
      let letters = Bool.random(using: &random) ? "abc" : "甲乙丙"
      let typed = word(letters, 1...9)
      let words = Set((0..<8).map { _ in word(letters, 1...9) })
      let tolerance = max(1, typed.count / (letters == "abc" ? 3 : 4))
      let near = words.map { (distance: Self.distance(Array(typed), Array($0)), word: $0) }
        .filter { $0.distance <= min(tolerance, max(typed.count, $0.word.count) - 1) }
      guard let best = near.min(by: { ($0.distance, $0.word) < ($1.distance, $1.word) }) else { continue }
      #expect(Vocabulary.nearest(to: typed, among: words) == best.word, "\(typed) among \(words)")
    }
  }

  /// Insertions, deletions, replacements and swaps of neighbours.
  private static func distance(_ left: [Character], _ right: [Character]) -> Int {
    var table = (0...left.count).map { row in (0...right.count).map { $0 == 0 ? row : $0 } }
    for row in 1...left.count {
      for column in 1...right.count {
        let cost = left[row - 1] == right[column - 1] ? 0 : 1
        table[row][column] = min(
          table[row - 1][column] + 1, table[row][column - 1] + 1, table[row - 1][column - 1] + cost)
        if row > 1, column > 1, left[row - 1] == right[column - 2], left[row - 2] == right[column - 1] {
          table[row][column] = min(table[row][column], table[row - 2][column - 2] + 1)
        }
      }
    }
    return table[left.count][right.count]
  }
}
