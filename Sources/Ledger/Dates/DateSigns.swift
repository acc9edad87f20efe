/// The signs of a date as they are meant, whatever an input method or a spreadsheet made of them.
enum DateSigns {
  private static let dashes: Set<Character> = ["–", "—", "‐", "‑", "−", "―", "﹣"]
  private static let stops: Set<Character> = ["。", "·", "・", "．", "｡"]

  /// 2026–05–28 as 2026-05-28, 5。28 and 5·28 as 5.28; half-width. A dash between two days stays as it is.
  static func plain(_ text: some StringProtocol) -> [Character] {
    var signs = text.map(\.halfWidth)
    guard signs.contains(where: { dashes.contains($0) || stops.contains($0) }) else { return signs }
    for index in signs.indices.dropFirst().dropLast()
    where stops.contains(signs[index]) && signs[index - 1].isASCIIDigit && signs[index + 1].isASCIIDigit {
      signs[index] = "."
    }
    var index = 0
    while let start = signs[index...].firstIndex(where: \.isASCIIDigit) {
      let year = run(signs, start)
      index = max(year.upperBound, start + 1)
      guard year.count == 4, let month = afterDash(signs, year.upperBound), month.count <= 2,
        let day = afterDash(signs, month.upperBound), day.count <= 2
      else { continue }
      signs[year.upperBound] = "-"
      signs[month.upperBound] = "-"
      index = day.upperBound
    }
    return signs
  }

  /// 26.5.28 as 2026.5.28: of three numbers the first is the year where it can be no month.
  static func withCentury(_ signs: [Character]) -> [Character] {
    let year = run(signs, 0)
    guard year.count == 2, let number = Int(String(signs[year])), (13..<70).contains(number), signs.count > 5
    else { return signs }
    let sign = signs[2]
    let month = run(signs, 3)
    guard "./-".contains(sign), (1...2).contains(month.count), month.upperBound < signs.count,
      signs[month.upperBound] == sign, (1...2).contains(run(signs, month.upperBound + 1).count)
    else { return signs }
    return ["2", "0"] + signs
  }

  /// The digits that stand at an index.
  private static func run(_ signs: [Character], _ start: Int) -> Range<Int> {
    start..<(signs[start...].firstIndex { !$0.isASCIIDigit } ?? signs.count)
  }

  private static func afterDash(_ signs: [Character], _ index: Int) -> Range<Int>? {
    guard index + 1 < signs.count, dashes.contains(signs[index]) || signs[index] == "-" else { return nil }
    let digits = run(signs, index + 1)
    return digits.isEmpty ? nil : digits
  }
}
