import Ledger
import Planning

/// The parts of the page that tell what was reached: targets, materials, and the figures that belong to no session.
extension SummaryPage {
  var targetSection: Markup {
    progressSection(
      BilingualText(zh: "目标完成", en: "Targets"), [language("目标", "Target"), language("完成", "Reached")],
      summary.targets)
  }

  /// What the campaign plans to hand out, beside what was.
  var planSection: Markup {
    progressSection(
      BilingualText(zh: "物资计划", en: "Planned materials"), [language("物资", "Item"), language("已发", "Given")],
      summary.plannedMaterials)
  }

  private func progressSection(_ heading: BilingualText, _ columns: [String], _ progress: [TargetProgress])
    -> Markup
  {
    guard !progress.isEmpty else { return "" }
    let rows = progress.map { row -> [Markup] in
      let name = row.what.text(language)
      let percent = row.percentText(language) ?? language("未报数", "not reported")
      let remarks = [row.basisText(language), row.apartText(language)].filter { !$0.isEmpty }
        .joined(separator: language("，", ", "))
      let remark: Markup = remarks.isEmpty ? "" : "<div><small>\(remarks)</small></div>"
      return [
        "\(name)\(remark)", SummaryChart.progress(Self.basisPoints(row.percent), title: "\(name) \(percent)"),
        "\(row.reached.sumText(language, counter: row.counter, of: row.what.zh))",
        "\(row.targetText(language))", "\(percent)",
      ]
    }
    return section(
      heading.zh, heading.text(.en),
      table(
        [
          columns[0], "", columns[1], language("计划", "Planned"),
          language("完成率", "Share"),
        ],
        rows, numbers: [2, 3, 4], bars: [1]))
  }

  /// Who came and what was done for people: each sum by its parts.
  var partSection: Markup {
    let services = summary.people.serviceParts
    let parts =
      summary.groupParts.map { (language("参加", "Attendance"), $0) }
      + (services.count > 1 ? services : []).map { (language("服务", "Served"), $0) }
    guard !parts.isEmpty else { return "" }
    let rows = parts.map { sum, part -> [Markup] in
      ["\(part.nameText(language))", "\(sum)", "\(part.total.sumText(language, counter: part.counter))"]
    }
    return section(
      "人群与服务项目", "Groups and services",
      table(
        [language("人群或项目", "Group or service"), language("计入", "Part of"), language("数量", "Number")],
        rows, numbers: [2], faint: Set(parts.indices.filter { !parts[$0].1.total.isKnown })))
  }

  var materialSection: Markup {
    guard !summary.materials.items.isEmpty || !summary.materials.unknown.isEmpty else { return "" }
    let rows =
      summary.materials.items.map { item -> [Markup] in
        [
          "\(item.name)", "\(item.total.sumText(language, counter: item.counter, of: item.kind))",
          "\(item.parts.count)", item.unknowns > 0 ? "\(item.unknowns)" : "—",
        ]
      }
      + summary.materials.unknown.map { name -> [Markup] in
        [
          "\(name)", "\(language("未报数", "not reported"))", "—",
          "\(summary.materials.unreported.first { $0.name == name }?.count ?? 0)",
        ]
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

  var stockSection: Markup {
    guard !summary.stock.isEmpty else { return "" }
    let rows = summary.stock.map { row -> [Markup] in
      [
        "\(row.item)", "\(row.left.sumText(language, counter: row.counter, of: row.item))",
        "\(row.places.count)",
      ]
    }
    return section(
      "库存", "In stock",
      table(
        [language("物资", "Item"), language("结存", "Left"), language("存放处", "Places")], rows, numbers: [1, 2]))
  }

  var staffingSection: Markup {
    guard !summary.sheets.staffing.isEmpty else { return "" }
    let rows = summary.sheets.staffing.map { member -> [Markup] in
      guard case .object(let values) = member.value else {
        return ["\(SheetWord.text(member.name, language))", "\(SheetWord.plain(member.value))", "", ""]
      }
      let percent = values.first { $0.name == "filledPercent" }.map { SheetWord.plain($0.value) }
      let vacant = values.first { $0.name == "vacant" }.map { SheetWord.plain($0.value) } ?? ""
      let name = summary.sheets.name(of: member.name, language) ?? member.name
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
            summary.sheets.word(forSection: "projects", language), .object(summary.sheets.projects))
        ]) + summary.sheets.otherProgrammes)
      .map { member -> [Markup] in
        guard case .object(let values) = member.value else {
          return ["\(member.name)", "\(SheetWord.plain(member.value))"]
        }
        let parts = SheetWord.texts(values, language).map { value -> Markup in
          "\(value.word) <b>\(value.value)</b>"
        }
        let name = summary.sheets.name(of: member.name, language) ?? member.name
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
        "\(summary.sheets.name(of: row.id, language) ?? row.id)",
        Markup.join(parts, separator: language("；", "; ")),
      ]
    }
  }

  var questionnaireSection: Markup {
    let all = summary.sheets.questionnaires
    guard !all.isEmpty else { return "" }
    return section("问卷", "Questionnaire", Markup.join(all.map(content)))
  }

  private func content(_ questionnaire: SheetFigures.Questionnaire) -> Markup {
    let members = questionnaire.values
    let head = members.filter { if case .object = $0.value { false } else { true } }.map { value -> Markup in
      "\(SheetWord.text(value.name, language)) <b>\(SheetWord.plain(value.value))</b>"
    }
    let dimensions = Self.shares(members.first { $0.name == "dimensions" })
    let singleItems = Self.shares(members.first { $0.name == "singleItems" })
    let votes = Self.shares(members.first { $0.name == "measures" })
    var parts: [Markup] = [
      "<h3>\(questionnaire.name)</h3>\n", "<p>\(Markup.join(head, separator: language("　", "; ")))</p>",
    ]
    if !dimensions.isEmpty { parts.append(ratings(dimensions, language("方面", "Dimension"))) }
    if !singleItems.isEmpty { parts.append(ratings(singleItems, language("单项", "Single item"))) }
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
    return Markup.join(parts)
  }

  struct Share {
    let label: String
    let percent: String
    var basisPoints: Int { SummaryPage.basisPoints(percent) }
  }

  /// The ratings of each dimension: the commonest answer first, in all of them alike.
  ///
  /// An answer that nobody gave a number for is not zero.
  private func ratings(_ dimensions: [(name: String, values: [Share])], _ head: String) -> Markup {
    var totals: [String: Int] = [:]
    for share in dimensions.flatMap(\.values) { totals[share.label, default: 0] += share.basisPoints }
    let labels = totals.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
    let rows = dimensions.map { dimension -> [Markup] in
      let shares = labels.compactMap { label in dimension.values.first { $0.label == label } }
      let title = "\(dimension.name): " + shares.map { "\($0.label) \($0.percent)%" }.joined(separator: ", ")
      return [
        "\(dimension.name)",
        SummaryChart.shares(
          labels.map { label in (label, shares.first { $0.label == label }?.basisPoints ?? 0) }, title: title),
      ] + labels.map { label in shares.first { $0.label == label }.map { "\($0.percent)%" } ?? "—" }
    }
    let key = labels.enumerated().map { index, label -> Markup in
      "<span class=\"key k\(min(index, 4))\"></span>\(label)"
    }
    return "<p>\(Markup.join(key))</p>\n"
      + table(
        [head, ""] + labels, rows, numbers: Set(2..<2 + labels.count), bars: [1])
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
