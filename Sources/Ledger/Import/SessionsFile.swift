public import Planning
public import Recurrence

/// A file of sessions with their figures, as an organiser or a newsletter's editor writes it.
///
/// Every scalar is text until a field says what it is. One faulty event never keeps the others out.
public struct SessionsFile: Sendable {
  /// An event as the file has it: its unit is still a word.
  public struct Event: Hashable, Sendable {
    public let id: String
    public let line: Int
    /// The unit's name as the file's own table of units has it, or the word of the event.
    public let unitNames: [String]
    public internal(set) var occurrence: OccurrenceKey?
    /// Whether the file names the edition; else it is that of the day's year until somebody knows better.
    let isEditionWritten: Bool
    public internal(set) var session: Session
    public let figures: [LedgerEntry.Content]
    /// What was left out of it and somebody should know.
    let remark: BilingualText?
  }

  public private(set) var events: [Event] = []
  /// Rows of the other sections that hold figures.
  public private(set) var sheets: [Sheet] = []
  /// Events and rows that could not be read.
  public private(set) var refused: [ImportRow] = []
  /// Sections that no sum needs.
  public private(set) var passedOver: [String] = []
  /// What is wrong with the file as YAML.
  public let diagnostics: [Diagnostic]

  static let ownSections: Set<String> = ["format", "格式", "source", "events", "units"]

  /// - `today`: For days whose year nobody wrote; without it these are refused.
  public init(_ text: String, file: String, today: CivilDate? = nil) {
    let (root, diagnostics) = YAMLReader.read(text, file: file)
    self.diagnostics = diagnostics
    guard let root, let sections = root.entries else { return }
    passedOver = sections.map(\.key).filter {
      !Self.ownSections.contains($0) && SheetKeys.section($0) == nil
    }
    let units = Self.unitNames(root["units"])
    let latest = latestDay(root["source"])
    var seen: Set<String> = []
    for node in root["events"]?.elements ?? [] {
      do throws(EventFault) {
        let event = try EventReader(node: node, units: units, today: today, latest: latest).read()
        guard seen.insert(event.id).inserted else {
          throw EventFault("id", node.place, zh: "同一个 id 写了两次", en: "the same id stands twice")
        }
        events.append(event)
        for key in EventReader.unread(node) where !passedOver.contains(key) { passedOver.append(key) }
      } catch {
        let id = node["id"]?.text ?? "\(file):\(node.place.line)"
        refused.append(ImportRow(row: id, cell: error.cell, result: .refused, reason: error.reason))
      }
    }
    nameEarlierEvents()
    readSheets(root, file: file)
  }

  /// The last day that the file says it tells of; one that can't be read is refused.
  private mutating func latestDay(_ source: YAMLNode?) -> CivilDate? {
    let key = "latest_date_in_text"
    guard let node = source?[key], let text = node.text, !node.isNull else { return nil }
    if let day = CivilDate(iso: text.trimmed) { return day }
    let fault = EventFault(
      key, node.place, zh: "“\(text)”不是日期：写成 \"2023-08-27\" 这样的一天",
      en: "'\(text)' is no date: write a day such as \"2023-08-27\"")
    refused.append(ImportRow(row: "source", cell: fault.cell, result: .refused, reason: fault.reason))
    return nil
  }

  /// What follows on another event of the file may name it by its id; a brief needs its title.
  private mutating func nameEarlierEvents() {
    let titles = Dictionary(events.map { ($0.id, $0.session.title) }, uniquingKeysWith: { first, _ in first })
    for index in events.indices {
      guard let earlier = events[index].session.after, let title = titles[earlier] else { continue }
      events[index].session.after = title
    }
  }

  private mutating func readSheets(_ root: YAMLNode, file: String) {
    var lines: [String: Int] = [:]
    let written = (root.entries ?? []).compactMap { entry in
      SheetKeys.section(entry.key).map { (section: $0, key: entry.key, node: entry.value) }
    }
    for section in Sheet.Section.allCases {
      let rows = written.filter { $0.section == section }.flatMap { part in
        (part.node.elements ?? [part.node]).map { (key: part.key, node: $0) }
      }
      for (key, row) in rows {
        var keys = SheetKeys(section, key: key)
        defer { for fact in keys.unread where !passedOver.contains(fact) { passedOver.append(fact) } }
        do throws(EventFault) {
          let row = try keys.english(row)
          var sheet = try Sheet(section, row)
          // Of several questionnaires the first may go without a name.
          if lines[sheet.key] != nil, row["id"] == nil, section == .questionnaire,
            let name = row["name"]?.text
          {
            sheet = Sheet(section: section, id: name.replacing("#", with: "＃"), value: sheet.value)
          }
          // One programme of two years, each by the name that stands for its id.
          if lines[sheet.key] != nil, row["id"] == nil, let time = sheet.time {
            sheet = Sheet(section: section, id: "\(sheet.id) \(time.text)", value: sheet.value)
          }
          if let line = lines[sheet.key] {
            throw EventFault(
              "id", row.place, zh: "id “\(sheet.id)” 第 \(line) 行已写过；请各写一个 id",
              en: "the id '\(sheet.id)' stands in line \(line) already; give each its own id")
          }
          lines[sheet.key] = row.place.line
          sheets.append(sheet)
        } catch {
          let id = row["id"]?.text ?? row["编号"]?.text ?? row["name"]?.text ?? row["名称"]?.text
          let fault = keys.inWords(error)
          refused.append(
            ImportRow(
              row: id.map { "\(section.rawValue)/\($0)" } ?? section.rawValue, cell: fault.cell,
              result: .refused, reason: fault.reason))
        }
      }
    }
  }

  /// The file's own table of units: id to name, the name with its parent's before it, and aliases.
  private static func unitNames(_ node: YAMLNode?) -> [String: [String]] {
    let rows = node?.elements ?? []
    let names = Dictionary(
      rows.compactMap { row in row["id"]?.text.flatMap { id in row["name"]?.text.map { (id, $0) } } },
      uniquingKeysWith: { first, _ in first })
    var found: [String: [String]] = [:]
    for row in rows {
      guard let id = row["id"]?.text, let name = names[id] else { continue }
      let full = row["parent"]?.text.flatMap { names[$0] }.map { $0 + name }
      let aliases = row["aliases"]?.elements?.compactMap(\.text) ?? []
      found[id] = [full, name].compactMap { $0 } + aliases
    }
    return found
  }
}

/// One row of an import's report.
public struct ImportRow: Hashable, Sendable {
  public enum Result: String, Hashable, Sendable { case ok, question, refused }

  /// The event's id, or file and line.
  public let row: String
  public let cell: String?
  public let result: Result
  public let reason: BilingualText?
  /// Of a row of a table: where it stands in the file, counted from 1. ``row`` then is a number.
  public let line: Int?
  /// Whether it is in the ledger, or would be: a row with a question may be.
  public let isEntered: Bool

  /// - `quotesFile`: Whether the reason may hold words of the file, which then are looked through for names and numbers.
  public init(
    row: String, cell: String?, result: Result, reason: BilingualText?, line: Int? = nil,
    isEntered: Bool? = nil, quotesFile: Bool = true
  ) {
    self.row = row
    self.cell = cell
    self.result = result
    self.reason = quotesFile ? reason?.withoutPersons : reason
    self.line = line
    self.isEntered = isEntered ?? (result == .ok)
  }

  /// The row with a remark that somebody should see, if it is entered and nothing else is said of it.
  func asking(_ remark: BilingualText?) -> ImportRow {
    guard let remark, result == .ok, reason == nil else { return self }
    return ImportRow(row: row, cell: cell, result: .question, reason: remark, line: line, isEntered: true)
  }
}

/// What an import did, or would do.
public struct ImportReport: Hashable, Sendable {
  public let rows: [ImportRow]
  /// Sections of the file that were left alone.
  public let passedOver: [String]
  /// The public that attended the accepted sessions; of a list, everybody on it.
  public let persons: Quantity

  /// What is only known of a table or a 接龙.
  public var table: TableReport?
  /// Of a sessions file: words for units that nobody knows, each with the names that differ least.
  public internal(set) var unknownUnits: [TableReport.UnknownUnit] = []
  /// Occurrences that were over, and of which rows came in with a reason.
  public var late: [OccurrenceKey] = []

  public var accepted: Int { rows.count(where: \.isEntered) }
  public var refused: Int { rows.count { $0.result == .refused } }
  /// Rows that wait for an answer and are not entered.
  public var asked: Int { rows.count { $0.result == .question && !$0.isEntered } }
  /// Whether there was something to take, and nothing of it was refused or waits for an answer.
  public var isComplete: Bool {
    refused == 0 && asked == 0 && table?.holdUp == nil && !(table != nil && rows.isEmpty)
  }
}

/// Why an event could not be read, and where.
struct EventFault: Error {
  let cell: String
  let reason: BilingualText

  init(_ cell: String, _ place: Place, zh: String, en: String) {
    self.cell = cell
    reason = BilingualText(zh: "第 \(place.line) 行：\(zh)", en: "line \(place.line): \(en)")
  }

  init(cell: String, reason: BilingualText) { (self.cell, self.reason) = (cell, reason) }
}
