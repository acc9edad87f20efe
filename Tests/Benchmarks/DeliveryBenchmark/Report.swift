/// One figure of one round.
struct Reading {
  enum Unit { case seconds, milliseconds, mebibytes, count }

  let title: String
  let value: Double
  let unit: Unit
  /// What the least that has to be done for the same took, in the same unit.
  var floor: Double?
  /// What the ratio to the floor, or else the value, may be at most; nil if it only stands beside the others.
  var limit: Double?
  var remark = ""

  /// As it is said while the benchmark runs.
  var text: String {
    unit.text(value) + (floor.map { ", the floor \(unit.text($0))" } ?? "")
      + (remark.isEmpty ? "" : " (\(remark))")
  }
}

/// What all rounds gave: medians, and medians of the rounds' ratios, since other work on the machine slows both sides of
/// a round alike.
struct Report {
  private var titles: [String] = []
  private var readings: [String: [Reading]] = [:]

  mutating func add(_ more: [Reading]) {
    for reading in more {
      say("  \(reading.title): \(reading.text)")
      if readings[reading.title] == nil { titles.append(reading.title) }
      readings[reading.title, default: []].append(reading)
    }
  }

  private static let heading = ["what", "times the floor", "held to", "here", "the floor", "best", "remarks"]

  func markdown() -> String {
    ([Self.heading, Self.heading.map { _ in "---" }] + lines).map {
      "| " + $0.joined(separator: " | ") + " |"
    }
    .joined(separator: "\n")
  }

  /// The same in columns, and what was missed.
  func text() -> String {
    let table = [Self.heading] + lines
    let widths = Self.heading.indices.map { column in table.map(\.[column].count).max() ?? 0 }
    let aligned = table.map { line in
      line.indices.map { column in
        let gap = String(repeating: " ", count: widths[column] - line[column].count)
        return [0, line.count - 1].contains(column) ? line[column] + gap : gap + line[column]
      }.joined(separator: "  ")
    }.joined(separator: "\n")
    let missed = titles.filter { isMissed(readings[$0] ?? []) }
    return aligned + "\n\n"
      + (missed.isEmpty ? "All that it is held to is kept." : "Missed:\n" + missed.joined(separator: "\n"))
  }

  private var lines: [[String]] {
    titles.map { title in
      let all = readings[title] ?? []
      guard let last = all.last else { return [] }
      let floors = all.compactMap(\.floor)
      return [
        title, Self.ratio(all).map { Self.short($0) } ?? "-",
        last.limit.map { "≤ " + (last.floor == nil ? last.unit.text($0) : Self.short($0)) } ?? "-",
        last.unit.text(all.map(\.value).median), floors.isEmpty ? "-" : last.unit.text(floors.median),
        last.unit.text(all.map(\.value).min() ?? .nan), last.remark.isEmpty ? "-" : last.remark,
      ]
    }
  }

  private static func ratio(_ readings: [Reading]) -> Double? {
    let ratios = readings.compactMap { reading in reading.floor.map { reading.value / $0 } }
    return ratios.isEmpty ? nil : ratios.median
  }

  private func isMissed(_ readings: [Reading]) -> Bool {
    guard let limit = readings.last?.limit else { return false }
    return (Self.ratio(readings) ?? readings.map(\.value).median) > limit
  }

  fileprivate static func short(_ value: Double) -> String {
    guard value < 100 else { return String(Int(value.rounded())) }
    let hundredths = Int((value * 100).rounded())
    let rest = hundredths % 100
    return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
  }
}

extension Reading.Unit {
  func text(_ value: Double) -> String {
    switch self {
    case .seconds: Report.short(value) + " s"
    case .milliseconds: Report.short(value) + " ms"
    case .mebibytes: Report.short(value) + " MiB"
    case .count: String(Int(value))
    }
  }
}

extension [Double] {
  var median: Double {
    let sorted = sorted()
    let middle = count / 2
    return count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }

  /// The value that a share of all does not exceed.
  func quantile(_ share: Double) -> Double {
    let sorted = sorted()
    return sorted.isEmpty ? .nan : sorted[Swift.min(count - 1, Int((Double(count) * share).rounded(.up)) - 1)]
  }
}
