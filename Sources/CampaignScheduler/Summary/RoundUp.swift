import Ledger
public import Planning

/// A draft of a round-up article 综述: what a summary's sessions were, each told once, and their figures together.
public struct RoundUp {
  private let summary: Summary
  private let units: UnitTree

  public init(_ summary: Summary, units: UnitTree) {
    self.summary = summary
    self.units = units
  }

  /// How many sessions are named one by one; a round-up is read, not searched.
  private static let named = 30

  public func text(_ language: Language) -> String {
    var label = ""
    let repeats = summary.repeatLines(language).map { line in
      if !line.label.isEmpty { label = line.label }
      return language("\(label)：", label.hasSuffix("?") ? "\(label) " : "\(label): ") + line.remark
    }
    return (["● " + opening(language) + told(language) + figures(language) + gaps(language)] + repeats)
      .joined(separator: "\n")
  }

  private func opening(_ language: Language) -> String {
    let places = summary.coverage.map { row in
      language("\(row.with) \(row.level.name.text(.zh))", "\(row.level.name.text(.en)): \(row.with)")
    }.joined(separator: language("、", ", "))
    let apart = People.unique(summary.coverage.flatMap(\.apart))
    let others =
      apart.isEmpty
      ? "" : language("（另有\(apart.joined(separator: "、"))）", " (apart: \(apart.joined(separator: ", ")))")
    let count = summary.sessions.count
    return summary.heading(language)
      + language(
        "：\(places)\(others)共开展活动 \(count) 场。【请补充：背景、要求】",
        ": \(count) \(count == 1 ? "session" : "sessions"); \(places)\(others). [Please add: background] ")
  }

  /// Units with what they held, in the order of the summary.
  private func told(_ language: Language) -> String {
    let clauses = summary.sessions.prefix(Self.named).map { session in
      let unit = units[session.key.unit].map { units.fullName(of: $0) } ?? session.key.unit
      let day = session.date.text(language)
      return language(
        "\("\(unit)\(day)".spacedDigits)开展\(session.title)", "\(unit) held “\(session.title)” (\(day))")
    }
    guard !clauses.isEmpty else { return "" }
    let rest = summary.sessions.count - Self.named
    let more = rest > 0 ? language("；另有 \(rest) 场", "; and \(rest) more") : ""
    return clauses.joined(separator: language("；", "; ")) + more + language("。", ". ")
  }

  private func figures(_ language: Language) -> String {
    var parts: [String] = []
    if summary.people.attendance.total.isKnown {
      parts.append(language("参加 ", "attended: ") + summary.sumText(summary.people.attendance, language))
    }
    if summary.people.served.total.isKnown {
      let services = summary.people.services.joined(separator: language("、", ", "))
      parts.append("\(services) " + summary.sumText(summary.people.served, language))
    }
    let items = summary.materials.items.map {
      "\($0.name) \($0.total.sumText(language, counter: $0.counter))"
    }
    if !items.isEmpty {
      parts.append(language("发放", "given: ") + items.joined(separator: language("、", ", ")))
    }
    guard !parts.isEmpty else { return "" }
    return language("各项活动共", "Together ") + parts.joined(separator: language("，", ", ")) + language("。", ".")
  }

  private func gaps(_ language: Language) -> String {
    let silent = summary.people.notReporting
    guard silent > 0 else { return "" }
    return language("【缺：\(silent) 场的参加人数】", " [Missing: attendance of \(silent)]")
  }
}
