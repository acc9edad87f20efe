import Ledger

/// Names as they first appear, each once, with its number.
///
/// Names that are the same text are one, however they are spelled in bytes. Yet one is looked up by its bytes first:
/// hashing Chinese as text takes many times as long, and a summary asks for millions of names.
struct NameList {
  private(set) var names: [String] = []
  private var spellings: [(text: String, number: Int)] = []
  /// Places in ``spellings`` by the hash of the text; -1 for none. Half of them stay free at least, and what finds its
  /// place taken stands in the next that is free.
  private var slots: [Int32] = Array(repeating: -1, count: 16)
  private var byText: [String: Int] = [:]

  /// The number of a name, from 0 up; a new one gets the next.
  mutating func number(of name: String) -> Int {
    let slot = slot(of: name)
    if slots[slot] >= 0 { return spellings[Int(slots[slot])].number }
    // What is spelled in ASCII has no other spelling.
    let isASCII = name.utf8.allSatisfy { $0 < 0x80 }
    let number = isASCII ? names.count : byText[name] ?? names.count
    if number == names.count { names.append(name) }
    if !isASCII { byText[name] = number }
    slots[slot] = Int32(spellings.count)
    spellings.append((name, number))
    if spellings.count * 2 > slots.count { grow() }
    return number
  }

  mutating func add(_ name: String) { _ = number(of: name) }

  /// Takes in the names of a list that comes after it.
  ///
  /// - Returns: By the number of each in the other list its number here.
  mutating func add(_ later: NameList) -> [Int] { later.names.map { number(of: $0) } }

  /// Where a spelling stands or would stand.
  private func slot(of name: String) -> Int {
    var slot = Int(truncatingIfNeeded: name.spellingHash) & (slots.count - 1)
    while slots[slot] >= 0, !spellings[Int(slots[slot])].text.isSpelled(like: name) {
      slot = (slot + 1) & (slots.count - 1)
    }
    return slot
  }

  private mutating func grow() {
    slots = Array(repeating: -1, count: slots.count * 2)
    for (place, spelling) in spellings.enumerated() { slots[slot(of: spelling.text)] = Int32(place) }
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
