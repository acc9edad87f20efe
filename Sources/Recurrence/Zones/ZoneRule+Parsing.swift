extension ZoneRule {
  /// Nil for what is no such rule: a zone with daylight time must say when.
  init?(posix text: some Sequence<UInt8>) {
    var parser = Parser(rest: Array(text)[...])
    guard parser.takeName(), let west = parser.takeOffset() else { return nil }
    // POSIX counts from Greenwich to the west.
    let standard = ZoneFile.Period(offset: -west, isDaylight: false)
    var daylight: Daylight?
    if !parser.rest.isEmpty {
      guard parser.takeName() else { return nil }
      var offset = standard.offset + 3600
      if parser.rest.first != UInt8(ascii: ",") {
        guard let west = parser.takeOffset() else { return nil }
        offset = -west
      }
      guard ZoneFile.offsets.contains(offset), let start = parser.takeTurn(), let end = parser.takeTurn(),
        parser.rest.isEmpty
      else { return nil }
      daylight = Daylight(period: .init(offset: offset, isDaylight: true), start: start, end: end)
    }
    self.init(standard: standard, daylight: daylight)
  }

  /// Takes what it expects from the front; what it did not take stays.
  private struct Parser {
    var rest: ArraySlice<UInt8>

    mutating func take(_ character: Unicode.Scalar) -> Bool {
      guard rest.first == UInt8(ascii: character) else { return false }
      rest.removeFirst()
      return true
    }

    /// `CET`, `<+0330>`.
    mutating func takeName() -> Bool {
      let isQuoted = take("<")
      let name = rest.prefix { byte in
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"): isQuoted
        default: false
        }
      }
      rest = rest.dropFirst(name.count)
      return name.count >= 3 && (!isQuoted || take(">"))
    }

    mutating func takeNumber(_ range: ClosedRange<Int>) -> Int? {
      let digits = rest.prefix { (0x30...0x39).contains($0) }
      guard let number = decimal(digits), range.contains(number) else { return nil }
      rest = rest.dropFirst(digits.count)
      return number
    }

    /// `[+-]hh[:mm[:ss]]` in seconds.
    mutating func takeClock(hours: ClosedRange<Int>) -> Int? {
      let isNegative = take("-")
      if !isNegative { _ = take("+") }
      guard var seconds = takeNumber(hours).map({ $0 * 3600 }) else { return nil }
      for unit in [60, 1] where take(":") {
        guard let number = takeNumber(0...59) else { return nil }
        seconds += number * unit
      }
      return isNegative ? -seconds : seconds
    }

    mutating func takeOffset() -> Int32? {
      takeClock(hours: 0...24).flatMap { ZoneFile.offsets.contains(Int32(-$0)) ? Int32($0) : nil }
    }

    /// `,M10.5.0/3`; at two o'clock if no time is named.
    mutating func takeTurn() -> Turn? {
      guard take(","), let day = takeDay() else { return nil }
      guard take("/") else { return Turn(day: day, time: 2 * 3600) }
      return takeClock(hours: 0...167).map { Turn(day: day, time: Int64($0)) }
    }

    private mutating func takeDay() -> Turn.Day? {
      if take("J") { return takeNumber(1...365).map { .withoutLeapDay($0) } }
      guard take("M") else { return takeNumber(0...365).map { .ofYear($0) } }
      guard let month = takeNumber(1...12), take("."), let week = takeNumber(1...5), take("."),
        let weekday = takeNumber(0...6)
      else { return nil }
      return .ofMonth(month, week: week, weekday: weekday)
    }
  }
}
