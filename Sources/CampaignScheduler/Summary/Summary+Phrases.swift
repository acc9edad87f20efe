import Ledger
public import Planning

extension Summary {
  /// `115 人（6 场活动中 2 场报了人数）`.
  public func attendanceText(_ language: Language) -> String {
    let sum = sumText(people.attendance, language)
    let reported =
      people.notReporting > 0 && people.reporting > 0
      ? language(
        "\(sessions.count) 场活动中 \(people.reporting) 场报了人数",
        "\(people.reporting) of \(sessions.count) \(sessions.count == 1 ? "session" : "sessions") gave a number"
      )
      : ""
    let remarks = [reported, unknownGroupsText(language)].filter { !$0.isEmpty }
    guard !remarks.isEmpty else { return sum }
    return sum + language("（", " (") + remarks.joined(separator: language("；", "; ")) + language("）", ")")
  }

  /// `另有婴幼儿未报数`; empty if all who came were counted.
  func unknownGroupsText(_ language: Language) -> String {
    guard !people.unknownGroups.isEmpty else { return "" }
    let names = People.unique(people.unknownGroups.map { $0.nameText(language) })
      .joined(separator: language("、", ", "))
    return language("另有\(names)未报数", "not reported: \(names)")
  }

  /// `30 余人（另有 2 项未报数）`.
  public func servedText(_ language: Language) -> String {
    let sum = sumText(people.served, language)
    guard people.unknownServiceEntries > 0, people.served.total.isKnown else { return sum }
    return sum
      + language(
        "（另有 \(people.unknownServiceEntries) 项未报数）", " (\(people.unknownServiceEntries) more not reported)")
  }

  /// `883 余份（另有 4 种未报数）`.
  public func allGivenText(_ language: Language) -> String {
    guard let sum = materials.totalText(language) else { return language("未报数", "not reported") }
    guard !materials.unknown.isEmpty else { return sum }
    return sum
      + language(
        "（另有 \(materials.unknown.count) 种未报数）",
        " (\(materials.unknown.count) more \(materials.unknown.count == 1 ? "item" : "items") not reported)")
  }

  /// A sum with those in other counting words beside it: `115 人，另 20 人次`.
  func sumText(_ sum: People.Sum, _ language: Language) -> String {
    sumParts(sum, language).joined(separator: language("，", ", "))
  }

  /// The same, each counting word by itself.
  func sumParts(_ sum: People.Sum, _ language: Language) -> [String] {
    [sum.total.sumText(language, counter: sum.counter)]
      + sum.others.map { other in
        let number = other.total.sumText(language, counter: other.counter)
        return language("另".counting(number), "and \(number)")
      }
  }

  /// `（58 + 57）`; empty unless several were added.
  func partsText(_ parts: Summands, _ language: Language) -> String {
    guard parts.count > 1, parts.count <= Summands.listed else { return "" }
    let text = parts.first.map { $0.sumText(language, counter: nil) }.joined(separator: " + ")
    return language("（\(text)）", " (\(text))")
  }
}
