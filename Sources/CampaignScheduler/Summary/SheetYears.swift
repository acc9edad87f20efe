import Ledger
import Recurrence

/// Which rows of figures that belong to no session a span of days is about.
///
/// A row stands for whole years: running totals are told once in a while, and the last ones hold until the next. A row
/// that names no time is of the latest year that was named by what was entered in the same moment, as the rows of one
/// file are; where none was, of the day on which it was entered.
struct SheetYears {
  private let sheets: [Standing<Sheet>]
  private let zone: Zone
  /// The latest year that any row of one moment names.
  private var latest: [Timestamp: Int] = [:]

  /// - `zone`: Where the day of recording is read.
  init(_ sheets: [Standing<Sheet>], zone: Zone) {
    self.sheets = sheets
    self.zone = zone
    for sheet in sheets {
      guard let last = sheet.value.years?.upperBound else { continue }
      latest[sheet.at] = max(latest[sheet.at] ?? last, last)
    }
  }

  func sheets(in days: ClosedRange<CivilDate>) -> [Sheet] {
    let years = days.lowerBound.year...days.upperBound.year
    return sheets.filter { sheet in
      if let named = sheet.value.years ?? latest[sheet.at].map({ $0...$0 }) { return named.overlaps(years) }
      return days.contains(zone.local(at: sheet.at).date)
    }.map(\.value)
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
