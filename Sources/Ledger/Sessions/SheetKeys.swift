import Planning

/// The Chinese words for the sections of a sessions file that hold figures, and for their keys.
///
/// The ledger keeps the English ones, whatever a file has.
struct SheetKeys {
  private let section: Sheet.Section
  /// The file's own words by English key, for messages.
  private(set) var written: [String: String] = [:]
  /// Facts that the ledger has no place for, in the file's words: 项目.承保公司.
  private(set) var unread: [String] = []

  private let sectionKey: String

  /// - `key`: What the section is called in the file.
  init(_ section: Sheet.Section, key: String) {
    self.section = section
    sectionKey = key
  }

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
      words.count { word in
        english[.row(section)]?[word].map { $0 != "name" && own[section]?[$0] != nil } ?? false
      } >= 2
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

  // MARK: The words

  /// What stands in any row; keys without Chinese words are written in English only.
  private static let shared = [
    "id": "编号", "name": "名称 项目名称 险种", "unit": "单位 单位名称", "as_of": "截至 截止", "until": "截至日期", "year": "年份 年度",
    "quote": "原文", "note": "备注 说明", "level": "层级 级别", "period": "", "from": "", "since": "", "date": "",
    "quarter": "",
    "area": "地区 范围", "excludes": "", "source": "", "inferred": "",
  ]

  private static let own: [Sheet.Section: [String: String]] = [
    .network: [
      "organisations": "组织 组织数 组织总数 计生协组织 计生协组织数", "members": "会员 会员数 会员总数",
      "grassroots": "基层 基层组织 基层组织数 基层计生协 基层计生协组织",
      "floating_population": "流动人口 流动人口组织 流动人口计生协 流动人口计生协组织", "cities": "市 市数 市级",
      "counties": "县 县区 县数 县区数 县级",
      "levels": "层级",
    ],
    .staffing: [
      "units": "单位数", "departments": "内设机构 内设机构数", "posts": "编制 编制数 编制人数 人员编制 核定编制",
      "in_post": "在岗 在岗人数 实际在岗 在职 在职人数 在编 在编人数 在职在编 在编在岗 实有人数 现有人数",
    ],
    .programmes: [
      "policies": "投保份数 投保数 保单 保单数 份数", "people": "投保人数 参保人数 人数", "households": "户数 投保户数",
      "premium_yuan": "保费 保险费 投保金额", "target": "任务 任务数 目标 目标数", "percent_of_target": "完成率 占任务",
      "claims": "理赔 理赔件数",
      "paid_yuan": "赔付 赔付金额 理赔金额", "eligible": "应参保 应参保人数", "enrolled": "已参保 已参保人数",
      "enrolled_percent": "参保率",
      "cards_issued": "制卡数 应发卡", "cards_delivered": "发卡数 已发卡", "cards_delivered_percent": "卡到位率 保险卡发放到位率",
      "sites": "项目点 项目点数", "classes": "类别 类别数", "rates": "比率",
    ],
    .questionnaire: [
      "name": "名称 问卷名称", "sent": "发放 发放份数", "returned": "收回 收回份数", "usable": "有效 有效份数",
      "dimensions": "维度 方面 题目 满意度", "single_items": "单项", "measures": "措施 选票 选项", "overall": "",
    ],
  ]

  /// What of a row has keys of its own.
  private enum Part: Hashable {
    case row(Sheet.Section)
    /// `{n: 900, is: at-least}`.
    case figure
    case rate, dimension, measures, choice
    /// Its keys are answers, or it is nobody's figure.
    case asWritten
  }

  private static let figure = [
    "n": "数量 数", "said": "原话", "is": "程度", "unit": "单位", "coverage_percent": "覆盖率 建会率", "quote": "",
    "note": "备注",
    "inferred": "",
  ]

  private static let parts: [Part: [String: String]] = [
    .figure: figure,
    .rate: [
      "name": "名称", "n": "数量 数", "of": "总数", "percent": "百分比", "quote": "", "note": "备注", "inferred": "",
    ],
    .dimension: [
      "name": "名称 维度 题目", "items": "题数", "counts": "份数 答案 票数", "printed": "比例", "quote": "", "note": "备注",
      "inferred": "",
    ],
    .measures: ["total_votes": "总票数", "items": "选项 措施", "quote": "", "note": "备注", "inferred": ""],
    .choice: [
      "name": "名称 选项 措施", "votes": "票数 得票", "printed": "比例", "quote": "", "note": "备注", "inferred": "",
    ],
  ]

  private static let english: [Part: [String: String]] = {
    let rows = own.map { section, own in
      (Part.row(section), shared.merging(own) { _, own in own })
    }
    return parts.merging(rows) { part, _ in part }.mapValues { table in
      var keys: [String: String] = [:]
      for (key, words) in table {
        keys[key] = key
        for word in words.split(separator: " ") where keys[String(word)] == nil { keys[String(word)] = key }
      }
      return keys
    }
  }()

  /// Whether a summary knows what a key of a row of programmes means; any other figure is told as it was written.
  static func isProgrammeKey(_ key: String) -> Bool { english[.row(.programmes)]?[key] == key }

  // MARK: Into English

  /// A row as the ledger names its keys; percentages without their sign, and lists where the file has names as keys.
  ///
  /// - Throws: ``EventFault`` where two words of one row say the same, and for a key that nobody would read.
  mutating func english(_ row: YAMLNode) throws(EventFault) -> YAMLNode { try english(row, .row(section)) }

  private mutating func english(_ node: YAMLNode, _ part: Part) throws(EventFault) -> YAMLNode {
    if let elements = node.elements {
      var rows: [YAMLNode] = []
      for element in elements { rows.append(try english(element, part)) }
      return YAMLNode(place: node.place, content: .sequence(rows))
    }
    guard part != .asWritten, let entries = part == .dimension ? node.withAnswersTogether : node.entries
    else { return node }
    var seen: [String: String] = [:]
    var found: [YAMLEntry] = []
    for entry in entries {
      guard let key = try key(of: entry, in: part) else { continue }
      if let other = seen.updateValue(entry.key, forKey: key) {
        throw EventFault(
          entry.key, entry.keyPlace, zh: "“\(other)”和“\(entry.key)”是一回事，只写一个",
          en: "'\(other)' and '\(entry.key)' are the same: write one of them")
      }
      if key != entry.key { written[key] = entry.key }
      found.append(YAMLEntry(key: key, keyPlace: entry.keyPlace, value: try value(of: entry, key, in: part)))
    }
    return YAMLNode(place: node.place, content: .mapping(found))
  }

  /// Nil for a fact that is passed over. What holds several figures is refused where nobody knows what it is.
  private mutating func key(of entry: YAMLEntry, in part: Part) throws(EventFault) -> String? {
    let word = HeaderText.normalised(entry.key)
    if let key = Self.english[part]?[word] ?? Self.english[part]?[entry.key] { return key }
    // {n: 12,000} is two entries.
    if !entry.key.isEmpty, entry.key.allSatisfy(\.isASCIIDigit) { throw .comma(entry) }
    if part == .row(.questionnaire), let total = QuestionnaireWords.total(entry.key) { return total.rawValue }
    // Whatever else is counted is told as it was written.
    if part == .row(.network) || part == .row(.programmes) && NetworkFigure.isFigure(entry.value) {
      return entry.key
    }
    if case .row = part, entry.value.entries == nil, entry.value.elements == nil {
      unread.append("\(sectionKey).\(entry.key)")
      return nil
    }
    throw .unknownKey(entry, known: Self.known(in: part, asIn: entry.key))
  }

  /// The keys that may stand there, in the language of the one that may not.
  private static func known(in part: Part, asIn key: String) -> [String] {
    let isChinese = key.contains(where: \.isHan)
    var table = parts[part] ?? [:]
    if case .row(let section) = part {
      table = (own[section] ?? [:]).merging(["name": "名称"]) { own, _ in own }
    }
    return table.compactMap { key, words in
      isChinese ? words.split(separator: " ").first.map(String.init) : key
    }.sorted()
  }

  private mutating func value(
    of entry: YAMLEntry, _ key: String, in part: Part
  ) throws(EventFault) -> YAMLNode {
    let node = entry.value
    if node.isNull { return node }
    switch (part, key) {
    case (.row(.questionnaire), "dimensions"), (.row(.questionnaire), "single_items"):
      return try english(try list(node, entry, .dimension, "counts"), .dimension)
    case (.row(.questionnaire), "measures"):
      let isWhole = node.entries?.contains { Self.english[.measures]?[$0.key] != nil } ?? false
      let items = isWhole ? node : try list(node, entry, .choice, "votes").under("items")
      return try english(items, .measures)
    case (.measures, "items"): return try english(try list(node, entry, .choice, "votes"), .choice)
    case (.dimension, "counts"), (.dimension, "printed"):
      guard node.entries != nil else {
        throw EventFault(
          entry.key, node.place, zh: "\(entry.key) 要写成“答案: 数”，如 {好: 9, 一般: 1}",
          en: "\(entry.key) must be answers and numbers: {好: 9, 一般: 1}")
      }
      return node
    case (.row(.programmes), "rates"): return try english(node, .rate)
    case (_, "overall"): return node
    default: return key.contains("percent") ? try percent(entry) : try english(node, .figure)
    }
  }

  /// `{讲座: 12, 义诊: 9}` as a list of what has these names.
  private func list(
    _ node: YAMLNode, _ entry: YAMLEntry, _ part: Part, _ key: String
  ) throws(EventFault) -> YAMLNode {
    if node.elements != nil { return node }
    guard let entries = node.entries else {
      throw EventFault(
        entry.key, node.place, zh: "\(entry.key) 要一行一项，如 - {名称: …}",
        en: "\(entry.key) must be a list: - {name: …}")
    }
    if entries.contains(where: { Self.english[part]?[$0.key] == "name" }) {
      return YAMLNode(place: node.place, content: .sequence([node]))
    }
    let rows = entries.map { entry in
      let name = YAMLNode(place: entry.keyPlace, content: .scalar(entry.key, isPlain: false))
      return YAMLNode(
        place: entry.keyPlace,
        content: .mapping([
          YAMLEntry(key: "name", keyPlace: entry.keyPlace, value: name),
          YAMLEntry(key: key, keyPlace: entry.keyPlace, value: entry.value),
        ]))
    }
    return YAMLNode(place: node.place, content: .sequence(rows))
  }

  /// Without its sign.
  ///
  /// - Throws: ``EventFault`` for 0.868 without a sign, which may be 86.8 %.
  private func percent(_ entry: YAMLEntry) throws(EventFault) -> YAMLNode {
    let node = entry.value
    guard let text = node.text, let share = SheetValue.share(text) else { return node }
    // Rates are worked back to as many places as are printed.
    let digits = text.filter { !"%％ ".contains($0) }
    guard Figure(digits) == share else { return node }
    guard share <= .zero || share >= 1 || text.contains(where: { "%％".contains($0) }) else {
      throw EventFault(
        entry.key, node.place, zh: "\(entry.key) \(digits) 不到 1%；请带上百分号，如 86.8%",
        en: "\(entry.key) \(digits) is less than 1%: write it with its sign, as in 86.8%")
    }
    return YAMLNode(place: node.place, content: .scalar(digits, isPlain: false))
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

extension YAMLNode {
  /// The entries of a dimension, answers that stand among its keys put together: {name: 态度, 好: 9, 一般: 1}.
  fileprivate var withAnswersTogether: [YAMLEntry]? {
    guard let entries, let first = entries.first(where: { QuestionnaireWords.isRating($0.key) }) else {
      return self.entries
    }
    let answers = YAMLNode(
      place: first.keyPlace, content: .mapping(entries.filter { QuestionnaireWords.isRating($0.key) }))
    return entries.filter { !QuestionnaireWords.isRating($0.key) }
      + [YAMLEntry(key: "counts", keyPlace: first.keyPlace, value: answers)]
  }

  fileprivate func under(_ key: String) -> YAMLNode {
    YAMLNode(place: place, content: .mapping([YAMLEntry(key: key, keyPlace: place, value: self)]))
  }
}

extension EventFault {
  static func comma(_ entry: YAMLEntry) -> EventFault {
    EventFault(
      entry.key, entry.keyPlace, zh: "数字里不要写逗号：写 12000，或加引号 \"12,000\"",
      en: "write no comma into a number: 12000, or \"12,000\" in quotes")
  }

  fileprivate static func unknownKey(_ entry: YAMLEntry, known: [String]) -> EventFault {
    EventFault(
      entry.key, entry.keyPlace, zh: "不认识的键 “\(entry.key)”；这里可以写：\(known.joined(separator: "、"))",
      en: "unknown key '\(entry.key)'; there may be: \(known.joined(separator: ", "))")
  }
}

extension Sheet {
  /// Whether a key of a row of programmes is one of which something is worked out.
  public static func isProgrammeKey(_ key: String) -> Bool { SheetKeys.isProgrammeKey(key) }
}
