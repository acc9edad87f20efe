public import Planning
public import Recurrence

/// What an import of a table needs to know of the workspace.
public struct TableContext: Sendable {
  public let units: UnitTree
  /// Words that somebody said mean a unit, by its id.
  public var remembered: [String: String]
  public let today: CivilDate
  /// The organisation's key tasks; empty if nobody named any.
  public let keyTasks: [String]
  /// The occurrence that a campaign's name or id and a day mean; nil for a word that names no campaign, a reason for a day
  /// that no occurrence of it has.
  public let occurrence: @Sendable (String, SessionDate) -> OccurrenceAnswer
  /// The reason written down with rows of an occurrence whose time is over; nil while it is not.
  public var mark: @Sendable (OccurrenceKey) -> String? = { _ in nil }
  /// The ids of the campaigns, for a word that nearly is one.
  public var campaigns: [String] = []
  /// Whether a campaign of the workspace has an edition.
  public var isEdition: @Sendable (OccurrenceKey) -> Bool = { _ in true }
  /// What the campaigns plan to give away, by which a column is known as one of goods.
  public var things: Set<String> = []
  /// Which goods need two names and an exact number.
  public var policy = GoodsPolicy()

  public enum OccurrenceAnswer: Sendable {
    case found(OccurrenceKey)
    /// The words hold the campaign's name and more beside it.
    case supposed(OccurrenceKey, campaign: String)
    case noCampaign
    case refused(BilingualText)
    /// The nearest edition, and why the day is none of its days.
    case outside(OccurrenceKey, BilingualText)
  }

  public init(
    units: UnitTree, remembered: [String: String] = [:], today: CivilDate, keyTasks: [String] = [],
    occurrence: @escaping @Sendable (String, SessionDate) -> OccurrenceAnswer
  ) {
    (self.units, self.remembered, self.today) = (units, remembered, today)
    (self.keyTasks, self.occurrence) = (keyTasks, occurrence)
  }
}

/// Reads a table with one session a row: who held what, when, with which figures.
struct EventTable {
  let header: TableHeader
  private let isDelimited: Bool
  /// The unit that the titles name, of a table without a column of units.
  private let titled: [String]
  /// The same, if no label says that it is the unit.
  let supposedUnit: String?
  /// What its title says that it is about, should no column name its events.
  private let topic: String?
  let context: TableContext
  private let matcher: UnitMatcher
  private var days: EventDays
  private var units: [String: Result<Unit, CellProblem>] = [:]
  private var occurrences: [String: TableContext.OccurrenceAnswer] = [:]
  /// How many rows have a day whose year nobody wrote, by the year that was taken.
  private(set) var assumedYears: [Int: Int] = [:]
  private let figures: FigureColumns
  private(set) var unknownUnits: [TableReport.UnknownUnit] = []
  private(set) var printed: Figure?
  private var hasRows = false
  /// Whether there were rows above the printed sum: what follows it then is not in it.
  private var isBelowRows = false
  private(set) var remarkFigures = RemarkFigures()
  /// How many rows have helpers beside a number of all people that may count them.
  private(set) var undecided = 0

  /// - `file`: Its path; a table without a title may have its year and month in it.
  init(_ walk: TableWalk, _ context: TableContext, file: String = "") {
    var header = walk.header
    self.context = context
    let matcher = UnitMatcher(context.units, remembered: context.remembered)
    self.matcher = matcher
    isDelimited = walk.isDelimited
    let unit = header.settleUnit(titled: walk.shape.titles, matcher, context.units)
    self.header = header
    topic = TableShape.topic(of: walk.shape.titles, matcher)
    titled = unit.map { [$0.name] } ?? []
    supposedUnit = unit.flatMap { $0.isLabelled ? nil : $0.name }
    days = EventDays(walk, today: context.today, file: file)
    figures = FigureColumns(header)
  }

  /// How many readings of cells are kept: the same days and figures come again and again.
  static let remembered = 4096

  mutating func take(_ total: TableWalk.Total) {
    guard !TableShape.isSubtotal(total.word) else { return }
    // People are not added to person-times or households.
    let measures = header.all(.count).map { figures.counters[$0] }
    let measure = measures.contains(nil) ? nil : measures.first ?? nil
    isBelowRows = hasRows
    // A unit's own sum is not that of the table.
    let isOfUnit = units.count > 1 && units[unitWords(total.row).joined(separator: "\n")] != nil
    printed =
      isOfUnit ? nil : total.sum(of: zip(header.all(.count), measures).filter { $1 == measure }.map(\.0))
  }

  /// The session that a row tells of, or why the row is refused and for which cell.
  mutating func understood(_ data: TableWalk.Data) -> Result<Event, CellProblem> {
    do throws(CellProblem) {
      return .success(try read(data))
    } catch {
      return .failure(error)
    }
  }

  private mutating func read(_ data: TableWalk.Data) throws(CellProblem) -> Event {
    hasRows = true
    if isBelowRows { (printed, isBelowRows) = (nil, false) }
    let row = data.row
    if let other = data.otherHeader { throw CellProblem(nil, .otherTable(other)) }
    if let fault = row.faults.first(where: { matters($0) }) { throw CellProblem(fault.column, fault.reason) }
    // 1,200 parted at its comma; words behind the last column are somebody's note.
    if isDelimited, let extra = row.cells.dropFirst(header.cells.count).first(where: { !$0.isEmpty }),
      extra.contains(where: \.isNumber)
    {
      throw CellProblem(header.cells.count, .moreCellsThanHeader(extra))
    }
    let unit = try unit(row)
    var doubts: [CellDoubt] = []
    let (date, assumedYear) = try days.day(row)
    let (occurrence, title) = try occurrence(row, date, &doubts)
    let read = try EventFigures(figures, row)
    if let column = header[.remark] { remarkFigures.look(at: row[column], row: row.number) }
    let figures = read.contents
    doubts += read.doubts
    undecided += read.isUndecided ? 1 : 0
    if let first = date.first, first > context.today, !figures.isEmpty {
      throw CellProblem(
        header[.date],
        .init(zh: "日期 \(first) 还没到，却已有数字", en: "\(first) is still to come, but there are figures"))
    }
    var session = Session(
      title: title, date: date, status: status(row, date, hasFigures: !figures.isEmpty, &doubts))
    session.kind = header[.kind].map { row[$0] }.flatMap { $0.isEmpty ? nil : $0 }
    session.venue = header[.venue].map { row[$0] }.flatMap { $0.isEmpty ? nil : $0 }
    session.keyTask = header[.keyTask].map { row[$0] }.flatMap { Self.isNothing($0) ? nil : $0 }
    if let task = session.keyTask, let doubt = BilingualText.unknownKeyTask(task, among: context.keyTasks) {
      doubts.append(CellDoubt(header[.keyTask], doubt))
    }
    let organisers = names(.organiser, row)
    session.organisers = organisers.isEmpty ? [unit.name] : organisers
    session.partners = names(.partner, row)
    takeLesson(row, into: &session, &doubts)
    if let assumedYear { assumedYears[assumedYear, default: 0] += 1 }
    return Event(
      row: data.index, line: row.number, unit: unit, occurrence: occurrence, session: session,
      figures: figures,
      doubts: doubts, note: assumedYear.map { .assumedYear($0) })
  }

  /// What its own column says, or a remark where there is no figure; without either it was held if its day is over.
  private func status(
    _ row: TableRow, _ date: SessionDate, hasFigures: Bool, _ doubts: inout [CellDoubt]
  ) -> Session.Status {
    let usual: Session.Status = date.first.map { $0 > context.today } ?? false ? .planned : .held
    if let column = header[.status], !Self.isNothing(row[column]) {
      guard let status = EventStatus.cell(row[column]) else {
        doubts.append(CellDoubt(column, .unknownEventStatus(row[column])))
        return usual
      }
      if status == .held { return usual }
      guard !hasFigures else {
        doubts.append(CellDoubt(column, .notHeldWithFigures(row[column])))
        return usual
      }
      return status
    }
    let said = [
      header[.remark].map { ($0, row[$0], EventStatus.remark(row[$0])) },
      header[.title].map { ($0, row[$0], EventStatus.title(row[$0])) },
    ]
    for case (let column, let words, let status?)? in said {
      guard hasFigures else {
        doubts.append(CellDoubt(column, .notHeldByRemark(words, status)))
        return status
      }
      guard status == .cancelled || !EventStatus.isMoved(words, to: date) else { continue }
      doubts.append(CellDoubt(column, .notHeldWithFigures(words)))
      return usual
    }
    return usual
  }

  private func names(_ role: ColumnRole, _ row: TableRow) -> [String] {
    header.all(role).flatMap { column in
      row[column].split { "、，,；;\n".contains($0) }.map { String($0).trimmed }.filter { !Self.isNothing($0) }
    }
  }

  private func matters(_ fault: CellFault) -> Bool {
    guard let column = fault.column else { return true }
    return header.cells.indices.contains(column) && !header.unknown.contains(header.cells[column])
      && column != header[.remark] && column != header[.number]
  }

  // MARK: Cells

  private func unitWords(_ row: TableRow) -> [String] {
    header.has(.unit) ? header.all(.unit).map { row[$0] }.filter { !$0.isEmpty } : titled
  }

  private mutating func unit(_ row: TableRow) throws(CellProblem) -> Unit {
    let words = unitWords(row)
    let column = header.all(.unit).last { !row[$0].isEmpty }
    guard let last = words.last else {
      throw CellProblem(header.all(.unit).last, .init(zh: "没写单位", en: "the unit is missing"))
    }
    let key = words.joined(separator: "\n")
    if let known = units[key] { return try known.get() }
    let unit = unit(called: words, last, column)
    units[key] = unit
    return try unit.get()
  }

  /// The lowest of the units that the cells of a row name, from the highest level to the lowest: the others tell which of
  /// several of one name is meant.
  private mutating func unit(called words: [String], _ last: String, _ column: Int?)
    -> Result<Unit, CellProblem>
  {
    if let unit = matcher.unit(named: words.joined()) { return .success(unit) }
    let named = words.map { word in
      matcher.unit(named: word).map { [$0] } ?? context.units.units(named: word)
    }
    let known = named.filter { !$0.isEmpty }
    let fitting = Set(known.joined()).filter { unit in
      known.allSatisfy { $0.contains { context.units.contains(unit, under: $0) } }
    }
    if named.last?.isEmpty == false {
      if fitting.count == 1, let unit = fitting.first { return .success(unit) }
      if fitting.isEmpty { return .failure(CellProblem(column, .unitsApart(words))) }
    }
    let nearest = matcher.nearest(to: last)
    unknownUnits.append(TableReport.UnknownUnit(word: last, nearest: nearest))
    return .failure(
      CellProblem(column, fitting.count > 1 ? .severalUnits(last) : .unknownUnit(last, nearest: nearest)))
  }

  private mutating func occurrence(
    _ row: TableRow, _ date: SessionDate, _ doubts: inout [CellDoubt]
  ) throws(CellProblem) -> (OccurrenceKey?, title: String) {
    let title = header[.title].map { row[$0] } ?? ""
    if let column = header[.campaign], !row[column].isEmpty {
      switch answer(row[column], date) {
      case .found(let key), .supposed(let key, _): return (key, title.isEmpty ? row[column] : title)
      case .refused(let reason), .outside(_, let reason): throw CellProblem(header[.date] ?? column, reason)
      case .noCampaign:
        throw CellProblem(column, .noCampaign(row[column], among: context.campaigns))
      }
    }
    guard !title.isEmpty else {
      throw CellProblem(header[.title], header.has(.title) ? .noTitle : .noTitles(topic))
    }
    guard !TableShape.isSum(title) else { throw CellProblem(header[.title], .titleIsSum(title)) }
    let count = title.hasSuffix("场") ? title.dropLast().trimmed : title
    // 529 and 六一 are days; 3 and 12 are how many there were.
    guard count.count > 2 || !count.allSatisfy({ $0.halfWidth.isASCIIDigit }) else {
      throw CellProblem(header[.title], .titleIsNumber(title))
    }
    switch answer(title, date) {
    case .found(let key): return (key, title)
    case .supposed(let key, let campaign):
      doubts.append(
        CellDoubt(
          header[.title],
          .init(
            zh: "按活动“\(campaign)”登记，是否正确？", en: "entered for the campaign '\(campaign)', is that right?")))
      return (key, title)
    case .refused(let reason), .outside(_, let reason):
      throw CellProblem(header[.date] ?? header[.title], reason)
    case .noCampaign: return (nil, title)
    }
  }

  /// What people write into a cell to say that there is nothing.
  static func isNothing(_ text: String) -> Bool {
    text.utf8.count <= 12 && nothing.contains(text.lowercased())
  }
  private static let nothing: Set<String> = [
    "", "/", "-", "—", "——", "--", "\\", "无", "暂无", "没有", "未发放", "无发放", "没发", "none", "nil", "n/a", "na",
  ]

  private mutating func answer(_ word: String, _ date: SessionDate) -> TableContext.OccurrenceAnswer {
    let key = "\(word)\n\(date.first.map { "\($0)" } ?? "")"
    if let known = occurrences[key] { return known }
    var answer = context.occurrence(word, date)
    if case .outside(let key, let reason) = answer { answer = .outside(key, .outside(reason)) }
    if occurrences.count >= Self.remembered { occurrences.removeAll(keepingCapacity: true) }
    occurrences[key] = answer
    return answer
  }
}

extension BilingualText {
  static func otherTable(_ row: Int) -> BilingualText {
    BilingualText(
      zh: "在另一张表（表头在第 \(row) 行）里，没有读；请分成两个文件导入",
      en:
        "it belongs to another table, whose header is row \(row), and was not read; import that as a file of its own"
    )
  }

  fileprivate static func moreCellsThanHeader(_ text: String) -> BilingualText {
    BilingualText(
      zh: "这一行比表头多出“\(text)”；是不是数字里有逗号（1,200）？请去掉逗号或给那一格加引号",
      en:
        "'\(text)' stands beyond the header's last column; is there a comma in a number (1,200)? Take it out or quote the cell"
    )
  }

  fileprivate static let noTitle = BilingualText(zh: "没写是什么活动", en: "it does not say which event")
  fileprivate static func titleIsNumber(_ text: String) -> BilingualText {
    BilingualText(
      zh: "“\(text)”是数字，不是活动名称；一行写一场活动，几场的合计数请分开写",
      en: "'\(text)' is a number and no event's name; write one session a row, not the sum of several")
  }

  fileprivate static func titleIsSum(_ title: String) -> BilingualText {
    BilingualText(
      zh: "“\(title.withMaskedNames)”像是合计，不是活动名称；一行写一场活动，合计行请删去",
      en:
        "'\(title.withMaskedNames)' seems to be a sum and no event's name; write one session a row, take sums out"
    )
  }

  static func assumedYear(_ year: Int) -> BilingualText {
    BilingualText(zh: "没写年份，按 \(year) 年登记", en: "no year given: taken as \(year)")
  }

  /// - `known`: The ids of the campaigns that there are.
  static func noCampaign(_ word: String, among known: [String]) -> BilingualText {
    guard let near = Vocabulary.nearest(to: word, among: known) else {
      return BilingualText(
        zh: "没有活动“\(word)”（有：\(known.joined(separator: "、"))）；请改正，不属于任何活动的留空",
        en:
          "there is no campaign '\(word)' (there are: \(known.joined(separator: ", "))); mend it, or leave it out if it belongs to none"
      )
    }
    return BilingualText(
      zh: "没有活动“\(word)”，是不是“\(near)”？改好后再导入",
      en: "there is no campaign '\(word)'; did you mean '\(near)'? Mend it and import again")
  }

  /// Nil if it is one of the organisation's, or nobody named any.
  static func unknownKeyTask(_ task: String, among tasks: [String]) -> BilingualText? {
    guard !tasks.isEmpty, !tasks.contains(task) else { return nil }
    let known = tasks.joined(separator: "、")
    let guess = Vocabulary.nearest(to: task, among: tasks)
    return BilingualText(
      zh: "没有重点任务“\(task)”\(guess.map { "，是不是“\($0)”？" } ?? "")（有：\(known)）；已照写入账，汇总时另列",
      en:
        "there is no key task '\(task)'\(guess.map { "; did you mean '\($0)'?" } ?? "") (there are: \(known)); it is entered as written and summed up apart"
    )
  }

  static func unknownUnit(_ name: String, nearest: [String]) -> BilingualText {
    let zh = nearest.isEmpty ? "请补到单位表或写上级名称" : "是不是\(nearest.joined(separator: "、"))？"
    let en = nearest.isEmpty ? "add it to the units" : "did you mean \(nearest.joined(separator: ", "))?"
    return BilingualText(zh: "没有单位“\(name)”；\(zh)", en: "no unit '\(name)'; \(en)")
  }

  fileprivate static func unitsApart(_ words: [String]) -> BilingualText {
    let (zh, en) = (words.map { "“\($0)”" }.joined(separator: "、"), words.joined(separator: ", "))
    return BilingualText(
      zh: "\(zh)不是上下级，不知道是哪个单位；请改正写错的一格",
      en: "none of \(en) is below the others, so it is not known which unit is meant; mend the wrong cell")
  }

  static func severalUnits(_ name: String) -> BilingualText {
    BilingualText(
      zh: "有几个单位都叫“\(name)”；请在前面写上级名称",
      en: "several units are called '\(name)'; write their superior's name before it")
  }
}
