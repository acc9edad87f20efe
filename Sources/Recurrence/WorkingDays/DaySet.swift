/// The working days of two centuries as bits, with counts before each word; outside them Monday to Friday.
struct DaySet: Hashable, Sendable {
  /// 1901-01-01 ..< 2100-01-01.
  private static let first = Int(CivilDate.dayNumber(year: 1901, month: 1, day: 1))
  private static let end = Int(CivilDate.dayNumber(year: 2100, month: 1, day: 1))

  private var words: [UInt64]
  /// Working days before each word's first.
  private var counts: [Int32]
  private var total: Int

  /// Mondays to Fridays.
  init() {
    words = Array(repeating: 0, count: (DaySet.end - DaySet.first + 63) / 64)
    counts = Array(repeating: 0, count: words.count)
    total = 0
    for day in DaySet.first..<DaySet.end where DaySet.isWeekday(day) { write(day, true) }
    recount()
  }

  func isWorked(_ date: CivilDate) -> Bool {
    let day = Int(date.dayNumber)
    guard day >= DaySet.first, day < DaySet.end else { return DaySet.isWeekday(day) }
    return words[(day - DaySet.first) >> 6] >> UInt64((day - DaySet.first) & 63) & 1 == 1
  }

  /// Until ``recount()`` the counts are those of before.
  mutating func set(_ date: CivilDate, worked: Bool) {
    let day = Int(date.dayNumber)
    guard day >= DaySet.first, day < DaySet.end else { return }
    write(day, worked)
  }

  /// Puts a year back to Mondays to Fridays; until ``recount()`` the counts are those of before.
  mutating func setWeekdays(of year: Int) {
    guard let start = CivilDate(year: year, month: 1, day: 1) else { return }
    for offset in 0..<(CivilDate.isLeap(year: year) ? 366 : 365) {
      let day = Int(start.dayNumber) + offset
      guard day >= DaySet.first, day < DaySet.end else { return }
      write(day, DaySet.isWeekday(day))
    }
  }

  /// Working days from the set's first day to before `date`; negative before it.
  func rank(_ date: CivilDate) -> Int {
    let day = Int(date.dayNumber)
    if day < DaySet.first { return DaySet.weekdaysBefore(day) - DaySet.weekdaysBefore(DaySet.first) }
    if day >= DaySet.end { return total + DaySet.weekdaysBefore(day) - DaySet.weekdaysBefore(DaySet.end) }
    let offset = day - DaySet.first
    return Int(counts[offset >> 6]) + (words[offset >> 6] & (1 << UInt64(offset & 63) - 1)).nonzeroBitCount
  }

  /// The working day before which `rank` working days stand; it lies some `count` working days from `date`.
  func select(_ rank: Int, near date: CivilDate, _ count: Int) -> CivilDate {
    if rank < 0 { return DaySet.weekday(DaySet.weekdaysBefore(DaySet.first) + rank) }
    if rank >= total { return DaySet.weekday(DaySet.weekdaysBefore(DaySet.end) + rank - total) }
    let guess = (Int(date.dayNumber) + count * 7 / 5 - DaySet.first) >> 6
    var index = min(max(guess, 0), words.count - 1)
    while index > 0, Int(counts[index]) > rank { index -= 1 }
    while index + 1 < words.count, Int(counts[index + 1]) <= rank { index += 1 }
    return CivilDate(
      dayNumber: Int32(DaySet.first + index * 64 + DaySet.select(rank - Int(counts[index]), in: words[index]))
    )
  }

  /// The place of the bit before which `rank` bits are set, by halving.
  private static func select(_ rank: Int, in word: UInt64) -> Int {
    var (rest, place, width) = (rank, 0, 32)
    while width > 0 {
      let below = (word >> UInt64(place) & (1 << UInt64(width) - 1)).nonzeroBitCount
      if rest >= below {
        rest -= below
        place += width
      }
      width /= 2
    }
    return place
  }

  private mutating func write(_ day: Int, _ worked: Bool) {
    let offset = day - DaySet.first
    let bit: UInt64 = 1 << UInt64(offset & 63)
    if worked { words[offset >> 6] |= bit } else { words[offset >> 6] &= ~bit }
  }

  mutating func recount() {
    total = 0
    for index in words.indices {
      counts[index] = Int32(total)
      total += words[index].nonzeroBitCount
    }
  }

  private static func isWeekday(_ day: Int) -> Bool { (day + 3) - 7 * floorDivide(day + 3, 7) < 5 }

  /// Mondays to Fridays from Monday 1969-12-29 to before `day`.
  private static func weekdaysBefore(_ day: Int) -> Int {
    let week = floorDivide(day + 3, 7)
    return week * 5 + min(day + 3 - week * 7, 5)
  }

  /// The inverse of `weekdaysBefore`.
  private static func weekday(_ count: Int) -> CivilDate {
    let week = floorDivide(count, 5)
    return CivilDate(dayNumber: Int32(clamping: week * 7 + count - week * 5 - 3))
  }
}

/// `left / right`, rounded down; `right` is positive.
@inline(__always)
func floorDivide(_ left: Int, _ right: Int) -> Int {
  let quotient = left / right
  return left % right < 0 ? quotient - 1 : quotient
}
