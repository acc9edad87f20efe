import Planning

/// The Chinese words for the sections of a sessions file that hold figures, and for their keys.
///
/// The ledger keeps the English ones, whatever a file has.
struct SheetKeys {
  private let section: Sheet.Section
  /// The file's own words by English key, for messages.
  private(set) var written: [String: String] = [:]

  init(_ section: Sheet.Section) { self.section = section }

  private static let sections: [String: Sheet.Section] = [
    "网络": .network, "组织网络": .network, "编制": .staffing, "编制与在岗": .staffing, "机构编制": .staffing,
    "项目": .programmes, "保险": .programmes, "项目与保险": .programmes, "问卷": .questionnaire, "问卷调查": .questionnaire,
  ]

  /// The section that a key of the file names, in either language.
  static func section(_ key: String) -> Sheet.Section? {
    Sheet.Section(rawValue: key) ?? sections[key.trimmed]
  }

  /// The section whose figures a table has under its header; nil if fewer than two of its words are there.
  static func section(ofHeader cells: [String]) -> Sheet.Section? {
    let words = cells.map { HeaderText.normalised($0) }
    return Sheet.Section.allCases.first { section in
      words.count { word in english[section]?[word].map { own[section]?[$0] != nil } ?? false } >= 2
    }
  }

  /// What the section is called in a file.
  static func name(_ section: Sheet.Section) -> BilingualText {
    let zh =
      switch section {
      case .network: "网络"
      case .staffing: "编制"
      case .programmes: "项目"
      case .questionnaire: "问卷"
      }
    return BilingualText(zh: zh, en: section.rawValue)
  }

  private static let shared = [
    "id": "编号", "name": "名称 项目名称 险种", "unit": "单位 单位名称", "as_of": "截至 截止", "until": "截至日期", "year": "年份 年度",
    "quote": "原文", "note": "备注", "n": "数量 数", "said": "原话", "is": "程度", "level": "层级 级别",
  ]

  private static let own: [Sheet.Section: [String: String]] = [
    .network: [
      "organisations": "组织 组织数 计生协组织 计生协组织数", "members": "会员 会员数", "grassroots": "基层 基层组织 基层计生协 基层计生协组织",
      "floating_population": "流动人口 流动人口组织 流动人口计生协 流动人口计生协组织", "cities": "市 市数", "counties": "县 县区 县数 县区数",
      "coverage_percent": "覆盖率 建会率", "levels": "层级",
    ],
    .staffing: [
      "units": "单位数", "departments": "内设机构 内设机构数", "posts": "编制 编制数 人员编制 核定编制",
      "in_post": "在岗 在岗人数 实际在岗 在编 在编人数 在职在编 实有人数",
    ],
    .programmes: [
      "area": "地区 范围", "policies": "投保份数 保单 保单数 份数", "people": "投保人数 参保人数 人数", "households": "户数 投保户数",
      "premium_yuan": "保费 投保金额", "target": "任务 任务数 目标数", "percent_of_target": "完成率 占任务", "claims": "理赔 理赔件数",
      "paid_yuan": "赔付金额 理赔金额", "eligible": "应参保 应参保人数", "enrolled": "已参保 已参保人数", "enrolled_percent": "参保率",
      "cards_issued": "制卡数 应发卡", "cards_delivered": "发卡数 已发卡", "cards_delivered_percent": "卡到位率 保险卡发放到位率",
      "sites": "项目点 项目点数", "classes": "类别 类别数", "rates": "比率", "of": "总数", "percent": "百分比",
    ],
    .questionnaire: [
      "sent": "发放 发放份数", "returned": "收回 收回份数", "usable": "有效 有效份数", "dimensions": "维度 方面",
      "single_items": "单项",
      "items": "题数 选项", "counts": "份数 答案", "printed": "比例", "measures": "措施 选票", "total_votes": "总票数",
      "votes": "票数",
    ],
  ]

  private static let english: [Sheet.Section: [String: String]] = own.mapValues { own in
    var keys: [String: String] = [:]
    for table in [shared, own] {
      for (key, words) in table {
        for word in words.split(separator: " ") { keys[String(word)] = key }
      }
    }
    return keys
  }

  /// A row as the ledger names its keys; percentages without their sign.
  ///
  /// - Throws: ``EventFault`` where two words of one row say the same.
  mutating func english(_ node: YAMLNode) throws(EventFault) -> YAMLNode {
    if let elements = node.elements {
      var rows: [YAMLNode] = []
      for element in elements { rows.append(try english(element)) }
      return YAMLNode(place: node.place, content: .sequence(rows))
    }
    guard let entries = node.entries else { return node }
    var seen: [String: String] = [:]
    var found: [YAMLEntry] = []
    for entry in entries {
      let key = Self.english[section]?[HeaderText.normalised(entry.key)] ?? entry.key
      if let other = seen.updateValue(entry.key, forKey: key) {
        throw EventFault(
          entry.key, entry.keyPlace, zh: "“\(other)”和“\(entry.key)”是一回事，只写一个",
          en: "'\(other)' and '\(entry.key)' are the same: write one of them")
      }
      if key != entry.key { written[key] = entry.key }
      found.append(YAMLEntry(key: key, keyPlace: entry.keyPlace, value: try value(entry.value, of: key)))
    }
    return YAMLNode(place: node.place, content: .mapping(found))
  }

  private mutating func value(_ node: YAMLNode, of key: String) throws(EventFault) -> YAMLNode {
    // Their keys are answers.
    if key == "counts" || key == "printed" { return node }
    guard key.contains("percent"), let text = node.text, !node.isNull, let share = SheetValue.share(text)
    else {
      return try english(node)
    }
    // Rates are worked back to as many places as are printed.
    let digits = text.filter { !"%％ ".contains($0) }
    return YAMLNode(
      place: node.place, content: .scalar(Figure(digits) == share ? digits : text, isPlain: false))
  }

  /// What is wrong, with the words of the file.
  func inWords(_ fault: EventFault) -> EventFault {
    guard let word = written[fault.cell] else { return fault }
    return EventFault(
      cell: word,
      reason: BilingualText(
        zh: fault.reason.zh.replacing(fault.cell, with: word),
        en: fault.reason.text(.en).replacing(fault.cell, with: word)))
  }
}
