/// The time that a row of figures is of: a year, a quarter, a month or a day, as its own keys say.
public struct SheetTime: Hashable, Comparable, Sendable {
  /// 20261200 for December 2026, 20260000 for the year: whatever is vaguer comes first.
  public let order: Int
  /// As somebody wrote it.
  public let text: String
  public var year: Int { order / 10_000 }

  /// `2026`, `2026-09`, `2026 年 9 月`, `20260930`, `2026 年第三季度`, `2026Q3`; nil for a text without a year.
  init?(_ text: String) {
    var digits: [String] = [""]
    for scalar in text.unicodeScalars {
      if ("0"..."9").contains(scalar) {
        digits[digits.count - 1].unicodeScalars.append(scalar)
      } else if digits.last != "" {
        digits.append("")
      }
    }
    guard let first = digits.first, first.count == 4 || first.count == 8, let year = Int(first.prefix(4)),
      year >= 1000
    else { return nil }
    var rest = digits.dropFirst().compactMap { Int($0) }
    if first.count == 8 {
      rest = [Int(first.dropFirst(4).prefix(2)), Int(first.suffix(2))].compactMap(\.self)
    }
    let quarter = Self.quarter(in: String(text.trimmed.dropFirst(first.count)))
    let month = quarter.map { $0 * 3 } ?? rest.first ?? 0
    let day = quarter == nil ? rest.dropFirst().first ?? 0 : 0
    guard (0...12).contains(month), (0...31).contains(day) else { return nil }
    order = year * 10_000 + month * 100 + day
    self.text = text.trimmed
  }

  /// The 3 of 第三季度, Q3 and 3.
  private static func quarter(in text: String) -> Int? {
    let names: [Character: Int] = ["一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4]
    guard text.contains("季") || text.lowercased().contains("q") else { return nil }
    return text.lazy.compactMap { names[$0] }.first
  }

  public static func < (a: Self, b: Self) -> Bool { (a.order, a.text) < (b.order, b.text) }
  public static func == (a: Self, b: Self) -> Bool { a.order == b.order }
  public func hash(into hasher: inout Hasher) { hasher.combine(order) }
}

extension Sheet {
  private static let timeKeys = ["as_of", "period", "year", "from", "since", "date", "until"]

  /// Keys that say what a row is about, and hold no figure of it.
  public static let words = Set(timeKeys).union([
    "id", "name", "unit", "level", "quarter", "area", "quote", "note", "excludes", "source", "rates",
  ])

  /// The last time that its keys name.
  public var time: SheetTime? {
    if let quarter = value["quarter"]?.text, let year = value["year"]?.text,
      let time = SheetTime(quarter.contains(year) ? quarter : "\(year) 第\(quarter)季度")
    {
      return time
    }
    return Self.timeKeys.compactMap { value[$0]?.text.flatMap { SheetTime($0) } }.max()
  }

  /// What it is about, whatever its time: each questionnaire by its name.
  public var subject: String {
    guard section == .questionnaire, let name = value["name"]?.text else { return key }
    return "\(key)/\(name)"
  }

  /// The time of the rows of one file that name none: the network's, else the last that any row names.
  static func time(of sheets: [Sheet]) -> SheetTime? {
    sheets.lazy.filter { $0.section == .network }.compactMap(\.time).first ?? sheets.compactMap(\.time).max()
  }

  /// Each with its time: its own, else that of its file.
  ///
  /// - `sheets`: In the order in which they were entered. Those of one file come at one moment, section after section.
  public static func timed(_ sheets: [Standing<Sheet>]) -> [(sheet: Standing<Sheet>, time: SheetTime?)] {
    var files: [[Standing<Sheet>]] = []
    for sheet in sheets {
      if let last = files.last?.last, last.at == sheet.at,
        last.value.section.place <= sheet.value.section.place
      {
        files[files.count - 1].append(sheet)
      } else {
        files.append([sheet])
      }
    }
    return files.flatMap { file in
      let time = time(of: file.map(\.value))
      return file.map { ($0, $0.value.time ?? time) }
    }
  }
}

extension Sheet.Section {
  /// Where it stands among the sections of a file as they are entered.
  fileprivate var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
