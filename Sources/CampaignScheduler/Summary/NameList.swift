import Ledger

/// Names as they first appear, each once, with its number.
///
/// Names that are the same text are one, however they are spelled in bytes. Yet one is looked up by its bytes first:
/// hashing Chinese as text takes many times as long, and a summary asks for millions of names.
struct NameList {
  private(set) var names: [String] = []
  private var bySpelling: [Spelling: Int] = [:]
  private var byText: [String: Int] = [:]

  /// The number of a name, from 0 up; a new one gets the next.
  mutating func number(of name: String) -> Int {
    let spelling = Spelling(text: name)
    if let number = bySpelling[spelling] { return number }
    let number = byText[name] ?? names.count
    if number == names.count { names.append(name) }
    byText[name] = number
    bySpelling[spelling] = number
    return number
  }

  mutating func add(_ name: String) { _ = number(of: name) }

  /// Takes in the names of a list that comes after it.
  ///
  /// - Returns: By the number of each in the other list its number here.
  mutating func add(_ later: NameList) -> [Int] { later.names.map { number(of: $0) } }

  private struct Spelling: Hashable {
    let text: String

    static func == (left: Spelling, right: Spelling) -> Bool { left.text.isSpelled(like: right.text) }

    func hash(into hasher: inout Hasher) { text.hashSpelling(into: &hasher) }
  }
}

extension [String] {
  /// As `firstIndex(of:)`, but words that are spelled alike are found first.
  func place(of word: String) -> Int? {
    firstIndex { $0.isSpelled(like: word) } ?? firstIndex(of: word)
  }
}

/// How often each name occurs.
struct NameCounts {
  private(set) var list = NameList()
  private(set) var counts: [Int] = []

  /// - Returns: The name's number.
  @discardableResult
  mutating func add(_ name: String) -> Int {
    let number = list.number(of: name)
    if number == counts.count { counts.append(0) }
    counts[number] += 1
    return number
  }

  /// - Returns: By the number of each in the other list its number here.
  mutating func add(_ later: NameCounts) -> [Int] {
    let numbers = list.add(later.list)
    counts += Array(repeating: 0, count: list.names.count - counts.count)
    for (number, count) in zip(numbers, later.counts) { counts[number] += count }
    return numbers
  }

  /// The same with names that are written alike counted together.
  func renamed(_ rename: (String) -> String) -> NameCounts {
    var renamed = NameCounts()
    for (name, count) in pairs {
      let number = renamed.add(rename(name))
      renamed.counts[number] += count - 1
    }
    return renamed
  }

  /// In the order in which they first appear.
  var pairs: some Sequence<(String, Int)> { zip(list.names, counts) }
}
