public import Recurrence

/// Which cell styles show their number as a date, or write words around it.
final class XLSXStyles: XMLListener {
  private var formats: [Int: String] = [:]
  private var isInCells = false
  private var dates: [Bool] = []
  private var numbers: [Int: XLSXNumberFormat] = [:]

  func isDate(_ style: Int) -> Bool { dates.indices.contains(style) && dates[style] }

  /// A number as its cell shows it.
  func text(_ number: String, _ style: Int) -> String { numbers[style]?.text(number) ?? number }

  func began(_ name: XMLText, _ attributes: XMLAttributes) {
    switch name {
    case "numFmt":
      if let id = attributes.number("numFmtId") { formats[id] = attributes["formatCode"] ?? "" }
    case "cellXfs": isInCells = true
    case "xf" where isInCells && dates.count < 100_000:
      let id = attributes.number("numFmtId") ?? 0
      numbers[dates.count] = formats[id].flatMap { XLSXNumberFormat($0) }
      dates.append(isDateFormat(id))
    default: break
    }
  }

  func ended(_ name: XMLText) {
    if name == "cellXfs" { isInCells = false }
  }

  func text(_ bytes: UnsafeBufferPointer<UInt8>) {}

  private func isDateFormat(_ id: Int) -> Bool {
    if let code = formats[id] { return Self.isDate(code) }
    // Built in: dates and times, and those that Chinese Excel adds.
    return (14...22).contains(id) || (27...36).contains(id) || (45...47).contains(id)
      || (50...58).contains(id)
  }

  /// Whether a format code shows a date or a time: letters of dates outside of quotations, escapes and brackets.
  static func isDate(_ code: String) -> Bool {
    var isQuoted = false
    var bracket: String?
    var letters: Set<Character> = []
    var isEscaped = false
    for character in code.lowercased().replacing("general", with: "").prefix(while: { $0 != ";" }) {
      if isEscaped {
        isEscaped = false
      } else if character == "\"" {
        isQuoted.toggle()
      } else if isQuoted {
        continue
      } else if character == "\\" || character == "_" || character == "*" {
        isEscaped = true
      } else if character == "[" {
        bracket = ""
      } else if let inside = bracket {
        bracket = character == "]" ? nil : inside + String(character)
        // [h]:mm is a span of time, not a time of the day.
        if character == "]", ["h", "hh", "m", "mm", "s", "ss"].contains(inside) { return false }
      } else {
        letters.insert(character)
      }
    }
    return letters.contains("y") || letters.contains("d") || letters.contains("h")
      || ((letters.contains("m") || letters.contains("s")) && letters.isDisjoint(with: "0#?"))
  }
}

/// Days as Excel counts them.
public enum ExcelDate {
  public enum Epoch: Sendable {
    /// Day 1 is 1 January 1900, and a 29 February 1900 that never was is day 60.
    case year1900
    /// Day 0 is 1 January 1904: workbooks from old Macs.
    case year1904
  }

  /// - Returns: Nil for the day that never was, and for what is no day.
  public static func date(serial: Int, _ epoch: Epoch = .year1900) -> CivilDate? {
    switch epoch {
    case .year1904:
      guard (0...2_957_003).contains(serial) else { return nil }
      return CivilDate(year: 1904, month: 1, day: 1)?.adding(days: serial)
    case .year1900:
      guard (1...2_958_465).contains(serial), serial != 60 else { return nil }
      return CivilDate(year: 1899, month: 12, day: serial < 60 ? 31 : 30)?.adding(days: serial)
    }
  }
}
