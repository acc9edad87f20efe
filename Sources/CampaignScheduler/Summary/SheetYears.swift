import Ledger
import Recurrence

/// Which rows of figures that belong to no session a span of days is about.
///
/// A row stands for whole years: running totals are told once in a while, and the last ones hold until the next. A row
/// that names no time is of the year of its file, as its other rows name it; where none does, of the day on which it was
/// entered.
struct SheetYears {
  private let sheets: [(sheet: Standing<Sheet>, time: SheetTime?)]
  private let zone: Zone

  /// - `zone`: Where the day of recording is read.
  init(_ sheets: [Standing<Sheet>], zone: Zone) {
    self.sheets = Sheet.timed(sheets)
    self.zone = zone
  }

  func sheets(in days: ClosedRange<CivilDate>) -> [Standing<Sheet>] {
    let years = days.lowerBound.year...days.upperBound.year
    return sheets.filter { sheet, time in
      if let named = sheet.value.years ?? time.map({ $0.year...$0.year }) { return named.overlaps(years) }
      return days.contains(zone.local(at: sheet.at).date)
    }.map(\.sheet)
  }
}

extension Sheet {
  private static let timeKeys = ["year", "from", "since", "date", "as_of", "until"]

  /// The years that it names: 2023, 2023-05, 2023 年 5 月.
  fileprivate var years: ClosedRange<Int>? {
    let years = Self.timeKeys.compactMap { key -> Int? in
      let digits = value[key]?.text?.prefix { $0.isASCII && $0.isNumber } ?? ""
      // 20230531, too.
      guard digits.count == 4 || digits.count == 8, let year = Int(digits.prefix(4)), year >= 1000 else {
        return nil
      }
      return year
    }
    guard let first = years.min(), let last = years.max() else { return nil }
    return first...last
  }
}
