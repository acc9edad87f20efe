import Ledger
import Planning

extension SheetFigures {
  private func sections(_ language: Language) -> [(name: String, members: [JSONText.Member])] {
    [
      ("network", network?.values(language) ?? []), ("staffing", staffing), ("insurance", insurance),
      ("rates", rates.map(\.json)), ("projects", projects), ("programmes", otherProgrammes),
      ("questionnaire", questionnaire),
    ]
  }

  /// Every value with the keys that lead to it, `staffing/cities-visited/vacant`, and with the words for them.
  func flat(_ language: Language) -> [(path: String, value: String, words: String)] {
    sections(language).flatMap { section in
      section.members.flatMap { Self.flat([section.name, $0.name], $0.value) }.map { keys, value, certainty in
        let words = keys.enumerated().map { index, key in
          switch index {
          case 0: word(forSection: key, language)
          case 1: name(of: key, language) ?? SheetWord.text(key, language)
          default: SheetWord.text(key, language)
          }
        }
        let text = certainty?.boundText(value, language) ?? value
        return (keys.joined(separator: "/"), value, words.joined(separator: " · ") + " " + text)
      }
    }
  }

  private typealias FlatValue = (keys: [String], value: String, certainty: Quantity.Certainty?)

  private static func flat(_ keys: [String], _ value: JSONText) -> [FlatValue] {
    guard case .object(let members) = value else { return [(keys, SheetWord.plain(value), nil)] }
    return members.filter { !$0.name.hasSuffix(SheetWord.certaintySuffix) }.flatMap { member in
      flat(keys + [member.name], member.value).map { row in
        let beside = members.first { $0.name == member.name + SheetWord.certaintySuffix }
        return (
          row.keys, row.value, beside.flatMap { .init(rawValue: SheetWord.plain($0.value)) } ?? row.certainty
        )
      }
    }
  }

  /// What is compared needs its years.
  func word(forSection section: String, _ language: Language) -> String {
    let word = SheetWord.text(section, language)
    guard section == "projects", let years = projectYears else { return word }
    return word
      + language("（\(years.to) 年与 \(years.from) 年比）", ", \(years.to) against \(years.from)")
  }

  /// A line for each row of figures, its section's name before the first.
  func lines(_ language: Language) -> [SummaryLine] {
    [
      ("network", networkRemarks(language)), ("staffing", staffing.map { remark($0, language) }),
      ("insurance", insurance.map { remark($0, language) }), ("rates", rates.map { remark($0, language) }),
      ("projects", projects.isEmpty ? [] : [Self.list(projects, language)]),
      ("programmes", otherProgrammes.map { remark($0, language) }),
      ("questionnaire", questionnaires.flatMap { Self.remarks($0, language) }),
    ].flatMap { (name: String, remarks: [String]) in
      remarks.enumerated().map { index, remark in
        SummaryLine(label: index == 0 ? word(forSection: name, language) : "", figure: "", remark: remark)
      }
    }
  }

  /// 收回率（%） 100.00；空白份数 5.
  private static func list(_ values: [JSONText.Member], _ language: Language) -> String {
    SheetWord.texts(values, language).map { "\($0.word) \($0.value)" }
      .joined(separator: language("；", "; "))
  }

  private func remark(_ row: JSONText.Member, _ language: Language) -> String {
    guard case .object(let values) = row.value else { return Self.list([row], language) }
    return (name(of: row.name, language) ?? row.name) + language("：", ": ") + Self.list(values, language)
  }

  private func remark(_ row: Rates, _ language: Language) -> String {
    let rates = row.rates.map { "\(SheetWord.text($0.name, language)) \($0.text(language))" }
    return (name(of: row.id, language) ?? row.id) + language("：", ": ")
      + rates.joined(separator: language("；", "; "))
  }

  /// `组织、会员：2.32 万个；630 多万人`, then what is known of its kinds and units.
  private func networkRemarks(_ language: Language) -> [String] {
    guard let network else { return [] }
    var heads: [String] = []
    let parts = network.values(language).compactMap { member -> String? in
      let word = SheetWord.text(member.name, language)
      guard case .object(let values) = member.value else {
        return member.name == "text" ? nil : "\(word) \(SheetWord.plain(member.value))"
      }
      func plain(_ key: String) -> String? {
        values.first { $0.name == key }.map { SheetWord.plain($0.value) }
      }
      guard let share = plain("coveragePercent") else {
        heads.append(word)
        return nil
      }
      return "\(word) \(plain("text") ?? "")"
        + language("（覆盖率 \(share)%）", " (coverage \(share)%)")
    }
    let size = heads.joined(separator: language("、", ", ")) + language("：", ": ") + network.text(language)
    return (heads.isEmpty ? [] : [size])
      + (parts.isEmpty ? [] : [parts.joined(separator: language("；", "; "))])
  }

  /// Its name with the numbers of forms, then what was answered.
  private static func remarks(_ questionnaire: Questionnaire, _ language: Language) -> [String] {
    let plain = questionnaire.values.filter { if case .object = $0.value { false } else { true } }
    let head = questionnaire.name + language("：", ": ") + list(plain, language)
    return [head]
      + questionnaire.values.flatMap { part -> [String] in
        guard case .object(let rows) = part.value, !rows.isEmpty else { return [] }
        let word = SheetWord.text(part.name, language)
        let votes = rows.filter { if case .object = $0.value { false } else { true } }
        let told = rows.compactMap { row -> String? in
          guard case .object(let shares) = row.value else { return nil }
          let kind = part.name == "dimensions" ? "" : word + " "
          return kind + row.name + language("：", ": ") + Self.shares(shares, language)
        }
        return told + (votes.isEmpty ? [] : [word + language("：", ": ") + Self.shares(votes, language)])
      }
  }

  /// 好 82.57%，较好 15.14%: the commonest first.
  private static func shares(_ shares: [JSONText.Member], _ language: Language) -> String {
    shares.enumerated().sorted {
      let (left, right) = (
        Figure(SheetWord.plain($0.element.value)), Figure(SheetWord.plain($1.element.value))
      )
      return left == right ? $0.offset < $1.offset : right ?? .zero < left ?? .zero
    }.map(\.element).map { "\($0.name) \(SheetWord.plain($0.value))%" }.joined(separator: language("，", ", "))
  }
}
