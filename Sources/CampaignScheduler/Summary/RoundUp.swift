public import Ledger
public import Planning

/// A draft of a round-up article 综述: what a summary's sessions were, each told once, and their figures together.
public struct RoundUp {
  private let summary: Summary
  private let units: UnitTree
  private let englishTitles: [EntryID: String]

  /// - `englishTitles`: By the entries that added the sessions.
  public init(_ summary: Summary, units: UnitTree, englishTitles: [EntryID: String] = [:]) {
    self.summary = summary
    self.units = units
    self.englishTitles = englishTitles
  }

  /// How many sessions are named one by one; a round-up is read, not searched.
  public static let named = 30

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
      language("\(row.with) \(row.level.name.text(.zh))", row.level.name.text(.en).counted(row.with))
    }.joined(separator: language("、", ", "))
    let apart = People.unique(summary.coverage.flatMap(\.apart))
    let others =
      apart.isEmpty
      ? "" : language("（另有\(apart.joined(separator: "、"))）", " (apart: \(apart.joined(separator: ", ")))")
    let count = summary.sessions.count
    return summary.heading(language)
      + language(
        "：\(places)\(others)共开展活动 \(count) 场。【请补充：背景、要求】",
        ": \("session".counted(count)); \(places)\(others). [Please add: background] ")
  }

  /// The sessions that are named, in the order in which they began; those without a day come last.
  public static func told(_ summary: Summary) -> [SessionFacts] {
    Array(summary.inOrderOfDays.prefix(named))
  }

  /// Units with what they held.
  private func told(_ language: Language) -> String {
    let clauses = Self.told(summary).map { session in
      let unit = units[session.key.unit].map { units.fullName(of: $0) } ?? session.key.unit
      let day = session.date.briefText(language) ?? language("【请补充：日期】", "[Please add: date]")
      let title = (englishTitles[session.root] ?? session.title).quotedInEnglish
      return language("\(unit.counting(day))开展\(session.title)", "\(unit) held \(title) (\(day))")
    }
    guard !clauses.isEmpty else { return "" }
    let rest = summary.sessions.count - Self.named
    let more = rest > 0 ? language("；另有 \(rest) 场", "; and \(rest) more") : ""
    return clauses.joined(separator: language("；", "; ")) + more + language("。", ". ")
  }

  private func figures(_ language: Language) -> String {
    let people = summary.people
    var parts: [String] = []
    if people.attendance.total.isKnown {
      let number = text(people.attendance, language)
      parts.append(language("有".counting(number) + "参加", "attended: \(number)"))
    }
    parts += helpers(language)
    let services = ServiceSums(summary.sessions).rows.map { row in
      labelled(row.name, row.total.text(language, counter: row.counter), language)
    }
    if !services.isEmpty { parts.append(services.joined(separator: language("、", ", "))) }
    if people.online.total.isKnown {
      parts.append(labelled(language("线上观看", "watched online"), text(people.online, language), language))
    }
    let items = summary.materials.items.map { item in
      language(
        item.name.counting(item.total.text(.zh, counter: item.counter)),
        "\(item.name) \(item.total.saying(nil).englishText(counter: item.counter, of: item.kind))")
    }
    if !items.isEmpty {
      parts.append(language("发放", "given: ") + items.joined(separator: language("、", ", ")))
    }
    guard !parts.isEmpty else { return "" }
    return language("各项活动共", "Together: ") + parts.joined(separator: language("，", "; ")) + language("。", ".")
  }

  private func labelled(_ label: String, _ number: String, _ language: Language) -> String {
    language(label.counting(number), "\(label): \(number)")
  }

  /// `115 人、20 户`: each in its own counting word.
  private func text(_ sum: People.Sum, _ language: Language) -> String {
    let others = sum.others.map { $0.total.text(language, counter: $0.counter) }
    return ([sum.total.text(language, counter: sum.counter)] + others).joined(separator: language("、", ", "))
  }

  private func helpers(_ language: Language) -> [String] {
    summary.people.helpers.compactMap { helpers in
      helpers.role.helpers.map { word in
        labelled(
          word.text(language), helpers.total.text(language, counter: CountingWord.person), language)
      }
    }
  }

  private func gaps(_ language: Language) -> String {
    let silent = summary.people.notReporting
    guard silent > 0 else { return "" }
    return language("【缺：\(silent) 场的参加人数】", " [Missing: attendance of \(silent)]")
  }
}

/// What was served, service by service: a sum over several says nothing of any.
struct ServiceSums {
  private(set) var rows: [(name: String, counter: String, total: Quantity)] = []

  init(_ sessions: some Sequence<SessionFacts>) {
    var sums: [(name: String, counter: String, sum: QuantitySum)] = []
    for session in sessions {
      for count in session.counts(.public) where count.measure.isService && count.quantity.isKnown {
        let (name, counter) = (count.measure.rawValue, count.counter)
        if let index = sums.firstIndex(where: { $0.name == name && $0.counter == counter }) {
          sums[index].sum.add(count.quantity)
        } else {
          sums.append((name, counter, QuantitySum([count.quantity])))
        }
      }
    }
    rows = sums.map { ($0.name, $0.counter, $0.sum.total) }
  }
}

extension Quantity {
  /// As a sum.
  fileprivate func text(_ language: Language, counter: String?) -> String {
    language(sumText(.zh, counter: counter), saying(nil).englishText(counter: counter))
  }
}
