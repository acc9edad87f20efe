public import Planning
public import Recurrence

/// What an import of a table needs to know of the workspace.
public struct TableContext: Sendable {
  public let units: UnitTree
  /// Words that somebody said mean a unit, by its id.
  public var remembered: [String: String]
  public let today: CivilDate
  /// The occurrence that a campaign's name or id and a day mean; nil for a word that names no campaign, a reason for a day
  /// that no occurrence of it has.
  public let occurrence: @Sendable (String, SessionDate) -> OccurrenceAnswer
  /// The reason written down with rows of an occurrence whose time is over; nil while it is not.
  public var mark: @Sendable (OccurrenceKey) -> String? = { _ in nil }
  /// Which goods need two names and an exact number.
  public var policy = GoodsPolicy()

  public enum OccurrenceAnswer: Sendable {
    case found(OccurrenceKey)
    case noCampaign
    case refused(BilingualText)
  }

  public init(
    units: UnitTree, remembered: [String: String] = [:], today: CivilDate,
    occurrence: @escaping @Sendable (String, SessionDate) -> OccurrenceAnswer
  ) {
    (self.units, self.remembered, self.today, self.occurrence) = (units, remembered, today, occurrence)
  }
}

/// Reads a table with one session a row: who held what, when, with which figures.
struct EventTable {
  /// A row that was understood.
  struct Event {
    let row: Int
    let line: Int
    let unit: Unit
    let occurrence: OccurrenceKey?
    let session: Session
    let figures: [LedgerEntry.Content]
    let doubts: [CellDoubt]
  }

  private let header: TableHeader
  private let context: TableContext
  private let matcher: UnitMatcher
  private let dates: DateWords
  private var units: [String: Unit?] = [:]
  private var occurrences: [String: TableContext.OccurrenceAnswer] = [:]
  private var days: [String: SessionDate] = [:]
  private let figures: FigureColumns
  private(set) var unknownUnits: [TableReport.UnknownUnit] = []
  private(set) var printed: Figure?

  init(_ walk: TableWalk, _ context: TableContext) {
    header = walk.header
    self.context = context
    matcher = UnitMatcher(context.units, remembered: context.remembered)
    let year = walk.shape.year ?? walk.shape.date()?.date.year
    dates = DateWords(year: year ?? context.today.year, isYearKnown: year != nil, today: context.today)
    figures = FigureColumns(walk.header)
  }

  /// How many readings of cells are kept: the same days and figures come again and again.
  fileprivate static let remembered = 4096

  mutating func take(_ total: TableWalk.Total) {
    guard let column = header[.count], !TableShape.isSubtotal(total.word) else { return }
    printed = (try? CountPhrase(total.row[column]))?.quantity.n
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
    let row = data.row
    if let fault = row.faults.first(where: { matters($0) }) { throw CellProblem(fault.column, fault.reason) }
    let unit = try unit(row)
    var doubts: [CellDoubt] = []
    let date = try date(row)
    let (occurrence, title) = try occurrence(row, date, &doubts)
    let figures = try EventFigures(figures, row).contents
    if let first = date.first, first > context.today, !figures.isEmpty {
      throw CellProblem(
        header[.date],
        .init(zh: "日期 \(first) 还没到，却已有数字", en: "\(first) is still to come, but there are figures"))
    }
    var session = Session(
      title: title, date: date, status: date.first.map { $0 > context.today } ?? false ? .planned : .held)
    session.kind = header[.kind].map { row[$0] }.flatMap { $0.isEmpty ? nil : $0 }
    session.venue = header[.venue].map { row[$0] }.flatMap { $0.isEmpty ? nil : $0 }
    session.organisers = [unit.name]
    return Event(
      row: data.index, line: row.number, unit: unit, occurrence: occurrence, session: session,
      figures: figures,
      doubts: doubts)
  }

  private func matters(_ fault: CellFault) -> Bool {
    guard let column = fault.column else { return true }
    return header.cells.indices.contains(column) && !header.unknown.contains(header.cells[column])
      && column != header[.remark] && column != header[.number]
  }

  // MARK: Cells

  private mutating func unit(_ row: TableRow) throws(CellProblem) -> Unit {
    let columns = header.all(.unit)
    let words = columns.map { row[$0] }.filter { !$0.isEmpty }
    guard let last = words.last else {
      throw CellProblem(columns.last, .init(zh: "没写单位", en: "the unit is missing"))
    }
    let key = words.joined(separator: "\n")
    if let known = units[key] {
      if let known { return known }
    } else {
      let found = matcher.unit(named: words.joined()) ?? matcher.unit(named: last)
      units[key] = .some(found)
      if let found { return found }
      unknownUnits.append(TableReport.UnknownUnit(word: last, nearest: matcher.nearest(to: last)))
    }
    let nearest = unknownUnits.first { $0.word == last }?.nearest ?? []
    let several = context.units.units(named: last).count > 1
    throw CellProblem(
      columns.last, several ? .severalUnits(last) : .unknownUnit(last, nearest: nearest))
  }

  private mutating func date(_ row: TableRow) throws(CellProblem) -> SessionDate {
    guard let column = header[.date] else { return SessionDate(.unknown(notAfter: nil)) }
    if let known = days[row[column]] { return known }
    let date = try date(row, column)
    if days.count >= Self.remembered { days.removeAll(keepingCapacity: true) }
    days[row[column]] = date
    return date
  }

  private func date(_ row: TableRow, _ column: Int) throws(CellProblem) -> SessionDate {
    guard var date = dates.date(row[column]) else {
      throw CellProblem(
        column,
        .init(
          zh: "日期“\(row[column])”看不懂或没有这一天；写成 2023-07-12 或 7月12日",
          en: "can't read the date '\(row[column])', or there is no such day; write 2023-07-12"))
    }
    // Without any year, a day that is still to come was last year's: tables are kept of what has been.
    if date.isInferred, let first = date.first, first > context.today,
      let earlier = DateWords(year: dates.year - 1, isYearKnown: false, today: context.today).date(
        row[column])
    {
      date = earlier
    }
    if let first = date.first, date.isBeyondReason(today: context.today) {
      throw CellProblem(
        column, .init(zh: "日期 \(first) 不合情理；请核对年份", en: "\(first) is beyond reason; check the year"))
    }
    return date
  }

  private mutating func occurrence(
    _ row: TableRow, _ date: SessionDate, _ doubts: inout [CellDoubt]
  ) throws(CellProblem) -> (OccurrenceKey?, title: String) {
    let title = header[.title].map { row[$0] } ?? ""
    if let column = header[.campaign], !row[column].isEmpty {
      switch answer(row[column], date) {
      case .found(let key): return (key, title.isEmpty ? row[column] : title)
      case .refused(let reason): throw CellProblem(header[.date] ?? column, reason)
      case .noCampaign:
        throw CellProblem(
          column, .init(zh: "没有活动“\(row[column])”", en: "there is no campaign '\(row[column])'"))
      }
    }
    guard !title.isEmpty else {
      throw CellProblem(header[.title], .init(zh: "没写是什么活动", en: "it does not say which event"))
    }
    switch answer(title, date) {
    case .found(let key): return (key, title)
    case .refused(let reason): throw CellProblem(header[.date] ?? header[.title], reason)
    case .noCampaign: return (nil, title)
    }
  }

  private mutating func answer(_ word: String, _ date: SessionDate) -> TableContext.OccurrenceAnswer {
    let key = "\(word)\n\(date.first.map { "\($0)" } ?? "")"
    if let known = occurrences[key] { return known }
    let answer = context.occurrence(word, date)
    if occurrences.count >= Self.remembered { occurrences.removeAll(keepingCapacity: true) }
    occurrences[key] = answer
    return answer
  }
}

/// The columns of a table of events that hold figures, with what was read in them.
private final class FigureColumns {
  let header: TableHeader
  /// By column, what it counts if its cells don't say so: 人次 of 参加人次.
  let counters: [Int: String]
  private var phrases: [String: CountPhrase] = [:]
  private var audiences: [String: OnlineAudience?] = [:]

  init(_ header: TableHeader) {
    self.header = header
    counters = Dictionary(
      uniqueKeysWithValues: header.cells.indices.compactMap { column in
        let word = HeaderText.normalised(header.cells[column])
        if word.hasSuffix("人次") { return (column, CountingWord.personTime) }
        return word.hasSuffix("户数") ? (column, CountingWord.household) : nil
      })
  }

  func phrase(_ text: String) throws(QuantityFault) -> CountPhrase {
    if let known = phrases[text] { return known }
    let phrase = try CountPhrase(text)
    if phrases.count >= EventTable.remembered { phrases.removeAll(keepingCapacity: true) }
    phrases[text] = phrase
    return phrase
  }

  /// Who watched from afar, if a service's header says so.
  func audience(_ service: TableHeader.Named, counter: String) -> OnlineAudience? {
    let key = "\(service.column) \(counter)"
    if let known = audiences[key] { return known }
    let audience = OnlineAudience(service.name, counter: counter, isAttendance: false)
    audiences[key] = .some(audience)
    return audience
  }
}

/// The figures of one row of a table of events.
private struct EventFigures {
  private(set) var contents: [LedgerEntry.Content] = []
  private let columns: FigureColumns
  private let row: TableRow

  init(_ columns: FigureColumns, _ row: TableRow) throws(CellProblem) {
    (self.columns, self.row) = (columns, row)
    let header = columns.header
    for column in header.all(.count) { try addCount(column, .public) }
    if let column = header[.volunteers] { try addCount(column, .volunteers) }
    if let column = header[.staff] { try addCount(column, .staff) }
    for service in header.services {
      guard let (quantity, counter) = try quantity(service.column) else { continue }
      let word = counter ?? service.counter ?? CountingWord.person
      let online = columns.audience(service, counter: word)
      let measure = online == nil ? Count.Measure(rawValue: service.name) : .online
      contents.append(.count(Count(measure, group: online?.group, quantity: quantity, counter: word)))
    }
    for thing in header.goods {
      guard let (quantity, counter) = try quantity(thing.column) else { continue }
      contents.append(
        .goods(GoodsMove(.give, item: thing.name, quantity: quantity, counter: counter ?? thing.counter)))
    }
    if let column = header[.item], !row[column].isEmpty { try addGoods(column) }
  }

  private mutating func addCount(_ column: Int, _ role: Count.Role) throws(CellProblem) {
    guard let (quantity, counter) = try quantity(column) else { return }
    let isPlain = role != .public || row[column].utf8.allSatisfy { (0x30...0x39).contains($0) }
    let words = isPlain ? "" : (try? columns.phrase(row[column]))?.thing ?? ""
    if OnlineAudience.isMixed(words) {
      throw CellProblem(column, BilingualText(LedgerFault.onlineWithOnSite(row[column]).text))
    }
    let online =
      words.isEmpty ? nil : OnlineAudience(words, counter: counter, isAttendance: true)
    let word = columns.counters[column]
    contents.append(
      .count(
        Count(
          online == nil ? .attendance : .online, group: online?.group, role: role, quantity: quantity,
          counter: counter ?? word ?? CountingWord.person)))
  }

  /// - Returns: Nil for an empty cell: nobody said anything.
  private func quantity(_ column: Int) throws(CellProblem) -> (Quantity, counter: String?)? {
    let text = row[column]
    guard !text.isEmpty, text != "/", text != "-", text != "—" else { return nil }
    // A merged figure stands once, with the first of its rows.
    if row.merged.contains(where: { $0.column == column }) { return nil }
    if text.first == "=" || text.first == "@" { throw CellProblem(column, .formulaText) }
    if text.utf8.count <= 6, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let n = Int(text) {
      return (.exact(Figure(n)), nil)
    }
    let read: CountPhrase
    do throws(QuantityFault) {
      read = try columns.phrase(text)
    } catch {
      throw CellProblem(column, .init(zh: error.text(.zh), en: error.text(.en)))
    }
    if let n = read.quantity.upper, n > RecordedFigures.mostPeople {
      throw CellProblem(
        column, .init(zh: "“\(text)”大得不合情理；请核对", en: "'\(text)' is beyond reason; please check"))
    }
    return (read.quantity, read.counter)
  }

  /// 宣传资料 500 余份、叶酸 20 盒; or one thing with its number in another column.
  private mutating func addGoods(_ column: Int) throws(CellProblem) {
    let header = columns.header
    var figures = RecordedFigures()
    let number = header[.quantity].map { row[$0] } ?? ""
    // 300 under 发放宣传品 names its thing in the header.
    if number.isEmpty, let name = header.thing(of: column), let (quantity, counter) = try? quantity(column),
      (try? CountPhrase(row[column]))?.thing.isEmpty ?? false
    {
      let counter = counter ?? HeaderText.counter(header.cells[column])
      contents.append(.goods(GoodsMove(.give, item: name, quantity: quantity, counter: counter)))
      return
    }
    let phrases =
      number.isEmpty
      ? row[column].split { "、；;\n".contains($0) }.map { String($0).trimmed }.filter { !$0.isEmpty }
      : ["\(row[column]) \(number)"]
    do throws(LedgerFault) {
      for phrase in phrases { try figures.gave(phrase) }
    } catch {
      throw CellProblem(
        number.isEmpty ? column : header[.quantity], .init(zh: error.text(.zh), en: error.text(.en)))
    }
    contents += figures.contents
  }
}

extension BilingualText {
  static func unknownUnit(_ name: String, nearest: [String]) -> BilingualText {
    let zh = nearest.isEmpty ? "请补到单位表或写上级名称" : "是不是\(nearest.joined(separator: "、"))？"
    let en = nearest.isEmpty ? "add it to the units" : "did you mean \(nearest.joined(separator: ", "))?"
    return BilingualText(zh: "没有单位“\(name)”；\(zh)", en: "no unit '\(name)'; \(en)")
  }

  static func severalUnits(_ name: String) -> BilingualText {
    BilingualText(
      zh: "有几个单位都叫“\(name)”；请在前面写上级名称",
      en: "several units are called '\(name)'; write their superior's name before it")
  }
}
