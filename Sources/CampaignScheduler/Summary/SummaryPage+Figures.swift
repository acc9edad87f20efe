import Ledger
import Planning

/// The parts of the page that tell what was reached: targets, materials, and the figures that belong to no session.
extension SummaryPage {
  var targetSection: Markup {
    guard !summary.targets.isEmpty else { return "" }
    let rows = summary.targets.map { row -> [Markup] in
      let name = row.what.text(language)
      let percent = row.percent.map { $0 + "%" } ?? language("未报数", "not reported")
      return [
        "\(name)", SummaryChart.progress(Self.basisPoints(row.percent), title: "\(name) \(percent)"),
        "\(row.reached.sumText(language, counter: row.counter))", "\(row.target.description)", "\(percent)",
      ]
    }
    return section(
      "目标完成", "Targets",
      table(
        [
          language("目标", "Target"), "", language("完成", "Reached"), language("计划", "Planned"),
          language("完成率", "Share"),
        ],
        rows, numbers: [2, 3, 4], bars: [1]))
  }

  var materialSection: Markup {
    guard !summary.materials.items.isEmpty || !summary.materials.unknown.isEmpty else { return "" }
    let rows =
      summary.materials.items.map { item -> [Markup] in
        [
          "\(item.name)", "\(item.total.sumText(language, counter: item.counter))",
          "\(item.parts.count)", item.unknowns > 0 ? "\(item.unknowns)" : "—",
        ]
      }
      + summary.materials.unknown.map { name -> [Markup] in
        ["\(name)", "\(language("未报数", "not reported"))", "—", "—"]
      }
    let faint = Set(summary.materials.items.count..<rows.count)
    return section(
      "发放物资", "Materials",
      table(
        [
          language("物资", "Item"), language("数量", "Number"), language("报数的场次", "Entries with a number"),
          language("未报数的场次", "Entries without"),
        ], rows, numbers: [1, 2, 3], faint: faint))
  }

  var staffingSection: Markup {
    guard !summary.sheets.staffing.isEmpty else { return "" }
    let rows = summary.sheets.staffing.map { member -> [Markup] in
      guard case .object(let values) = member.value else {
        return ["\(SheetWord.text(member.name, language))", "\(SheetWord.plain(member.value))", "", ""]
      }
      let percent = values.first { $0.name == "filledPercent" }.map { SheetWord.plain($0.value) }
      let vacant = values.first { $0.name == "vacant" }.map { SheetWord.plain($0.value) } ?? ""
      let name = summary.sheets.names[member.name] ?? member.name
      return [
        "\(name)", "\(percent.map { $0 + "%" } ?? "")",
        percent.map { SummaryChart.progress(Self.basisPoints($0), title: "\(name) \($0)%") } ?? "",
        "\(vacant.isEmpty ? "" : language("空编 \(vacant)", "\(vacant) vacant"))",
      ]
    }
    return section(
      "编制与在岗", "Posts",
      table(
        [language("范围", "Scope"), language("在岗率或数量", "Filled, or number"), "", language("空编", "Vacant")],
        rows,
        numbers: [1, 3], bars: [2]))
  }

  var programmeSection: Markup {
    let rows =
      (summary.sheets.insurance
      + (summary.sheets.projects.isEmpty
        ? []
        : [
          JSONText.Member(
            language("项目点（与上年比）", "project sites against the year before"), .object(summary.sheets.projects))
        ]))
      .map { member -> [Markup] in
        guard case .object(let values) = member.value else {
          return ["\(member.name)", "\(SheetWord.plain(member.value))"]
        }
        let parts = values.map { value -> Markup in
          "\(SheetWord.text(value.name, language)) <b>\(SheetWord.plain(value.value))</b>"
        }
        let name = summary.sheets.names[member.name] ?? member.name
        return ["\(name)", Markup.join(parts, separator: language("；", "; "))]
      }
      + rateRows
    guard !rows.isEmpty else { return "" }
    return section(
      "保险与项目", "Programmes", table([language("项目", "Programme"), language("测算", "Worked out")], rows))
  }

  private var rateRows: [[Markup]] {
    summary.sheets.rates.map { row in
      let parts = row.rates.map { rate -> Markup in
        "\(SheetWord.text(rate.name, language)) <b>\(rate.text(language))</b>"
      }
      return [
        "\(summary.sheets.names[row.id] ?? row.id)", Markup.join(parts, separator: language("；", "; ")),
      ]
    }
  }

  var questionnaireSection: Markup {
    let members = summary.sheets.questionnaire
    guard !members.isEmpty else { return "" }
    let head = members.filter { if case .object = $0.value { false } else { true } }.map { value -> Markup in
      "\(SheetWord.text(value.name, language)) <b>\(SheetWord.plain(value.value))</b>"
    }
    let dimensions = Self.shares(members.first { $0.name == "dimensions" })
    let votes = Self.shares(members.first { $0.name == "measures" })
    var parts: [Markup] = ["<p>\(Markup.join(head, separator: language("　", "; ")))</p>"]
    if !dimensions.isEmpty { parts.append(ratings(dimensions)) }
    if let items = votes.first?.values, !items.isEmpty {
      let rows = items.map { item -> [Markup] in
        [
          "\(item.label)", SummaryChart.progress(item.basisPoints, title: "\(item.label) \(item.percent)%"),
          "\(item.percent)%",
        ]
      }
      parts.append(
        "<h3>\(language("选票", "Votes"))</h3>\n"
          + table(
            [language("选项", "Choice"), "", language("占总票数", "Share of votes")], rows, numbers: [2], bars: [1])
      )
    }
    return section("问卷", "Questionnaire", Markup.join(parts))
  }

  struct Share {
    let label: String
    let percent: String
    var basisPoints: Int { SummaryPage.basisPoints(percent) }
  }

  /// The ratings of each dimension: the commonest answer first, in all of them alike.
  private func ratings(_ dimensions: [(name: String, values: [Share])]) -> Markup {
    var totals: [String: Int] = [:]
    for share in dimensions.flatMap(\.values) { totals[share.label, default: 0] += share.basisPoints }
    let labels = totals.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
    let rows = dimensions.map { dimension -> [Markup] in
      let shares = labels.map { label in
        dimension.values.first { $0.label == label } ?? Share(label: label, percent: "0.00")
      }
      let title = "\(dimension.name): " + shares.map { "\($0.label) \($0.percent)%" }.joined(separator: ", ")
      return [
        "\(dimension.name)",
        SummaryChart.shares(shares.map { ($0.label, $0.basisPoints) }, title: title),
      ] + shares.map { "\($0.percent)%" }
    }
    let key = labels.enumerated().map { index, label -> Markup in
      "<span class=\"key k\(min(index, 4))\"></span>\(label)"
    }
    return "<p>\(Markup.join(key))</p>\n"
      + table(
        [language("方面", "Dimension"), ""] + labels, rows, numbers: Set(2..<2 + labels.count), bars: [1])
  }

  private static func shares(_ member: JSONText.Member?) -> [(name: String, values: [Share])] {
    guard case .object(let members)? = member?.value else { return [] }
    let plain = members.compactMap { value -> Share? in
      if case .string(let percent) = value.value { Share(label: value.name, percent: percent) } else { nil }
    }
    guard plain.isEmpty else { return [("", plain)] }
    return members.map { ($0.name, shares($0).first?.values ?? []) }
  }

  /// 8912 for `89.12`; 0 for what is no share.
  static func basisPoints(_ percent: String?) -> Int {
    guard let percent, let figure = Figure(percent) else { return 0 }
    return Int(clamping: figure.ticks / 100)
  }
}

/// The words for the keys of worked-out figures.
enum SheetWord {
  private static let words: [String: BilingualText] = [
    "allPosts": BilingualText(zh: "编制合计", en: "all posts"),
    "postsPerCounty": BilingualText(zh: "平均每县编制", en: "posts a county"),
    "postsPerCity": BilingualText(zh: "平均每市编制", en: "posts a city"),
    "target": BilingualText(zh: "任务数", en: "target"),
    "percentOfTarget": BilingualText(zh: "完成率（%）", en: "share of target (%)"),
    "shortBy": BilingualText(zh: "还差", en: "short by"),
    "targetRange": BilingualText(zh: "任务数范围", en: "target between"),
    "targetNearest": BilingualText(zh: "最接近的任务数", en: "nearest target"),
    "shortByNearest": BilingualText(zh: "还差", en: "short by"),
    "premiumEachYuan": BilingualText(zh: "每份保费（元）", en: "premium each (yuan)"),
    "paidEachClaimYuan": BilingualText(zh: "每件赔付（元）", en: "paid each claim (yuan)"),
    "paidOverPremium": BilingualText(zh: "赔付／保费（倍）", en: "paid over premium (times)"),
    "policiesPerHousehold": BilingualText(zh: "每户份数", en: "policies a household"),
    "completion": BilingualText(zh: "完成率", en: "completed"),
    "enrolled": BilingualText(zh: "参保率", en: "enrolled"),
    "cardsDelivered": BilingualText(zh: "卡到位率", en: "cards delivered"),
    "sitesChange": BilingualText(zh: "项目点增减", en: "change in sites"),
    "sitesLeftPercent": BilingualText(zh: "项目点为上年的（%）", en: "sites left (%)"),
    "classesChange": BilingualText(zh: "类别增减", en: "change in classes"),
    "returnPercent": BilingualText(zh: "回收率（%）", en: "returned (%)"),
    "answeredPercent": BilingualText(zh: "有效率（%）", en: "usable (%)"),
    "answeredForms": BilingualText(zh: "有效份数", en: "usable forms"),
    "blankForms": BilingualText(zh: "空白份数", en: "blank forms"),
  ]

  static func text(_ key: String, _ language: Language) -> String { words[key]?.text(language) ?? key }

  static func plain(_ value: JSONText) -> String {
    switch value {
    case .string(let text): text
    case .array(let values): values.map { plain($0) }.joined(separator: "–")
    case .null: "—"
    case .object, .number, .decimal, .bool: value.description
    }
  }
}
