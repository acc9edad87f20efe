import Testing

@testable import Ledger

@Suite struct ReadAheadTests {
  /// Counts, and fails at a number.
  private struct Counting: RowSource {
    var number = 0
    let end: Int
    var fault: Int?

    mutating func next() throws(TableFault) -> Int? {
      if number == fault { throw .damagedWorkbook }
      guard number < end else { return nil }
      number += 1
      return number
    }
  }

  @Test(arguments: [0, 1, 511, 512, 513, 1024, 20_000])
  func `all elements come once and in order`(count: Int) throws {
    var numbers = ReadAhead(Counting(end: count))
    var seen: [Int] = []
    while let number = try numbers.next() { seen.append(number) }
    #expect(seen == Array(0..<count).map { $0 + 1 })
    #expect(try numbers.next() == nil)
    #expect(numbers.ended { $0.number } == count)
  }

  @Test(arguments: [0, 700, 1536]) func `a fault ends the reading, and nothing comes behind it`(fault: Int)
    throws
  {
    var numbers = ReadAhead(Counting(end: 5000, fault: fault))
    var seen = 0
    #expect(throws: TableFault.damagedWorkbook) {
      while let number = try numbers.next() { seen = number }
    }
    #expect(seen <= fault && seen + 512 > fault)
    #expect(try numbers.next() == nil)
  }
}
