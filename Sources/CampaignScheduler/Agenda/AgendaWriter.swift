import Ledger
public import Planning
import Recurrence

extension Agenda {
  public init(_ outline: AgendaOutline, record: AgendaRecord, language: Language) {
    let writer = AgendaWriter(outline: outline, record: record, texts: AgendaTexts(language))
    self.init(
      items: outline.lines.compactMap(writer.item) + record.sessions.compactMap(writer.item)
        + record.findings.map(writer.item) + record.stages.compactMap { writer.stage($0.key, $0.value) },
      unit: outline.unit, today: outline.planner.shared.zone.local(at: outline.now).date,
      daysAhead: outline.daysAhead)
  }
}

/// Makes items of the plan's rows and of the unit's sessions, and leaves out what is done.
struct AgendaWriter {
  typealias Line = AgendaOutline.Line

  let outline: AgendaOutline
  let record: AgendaRecord
  let texts: AgendaTexts
  /// Knows the days of units below, too.
  let planner: Planner
  private let below: [String: [Unit]]

  init(outline: AgendaOutline, record: AgendaRecord, texts: AgendaTexts) {
    self.outline = outline
    self.record = record
    self.texts = texts
    planner = Planner(
      shared: outline.planner.shared,
      sessionDays: outline.planner.sessionDays.merging(record.sessionDays) { first, _ in first })
    let tree = planner.shared.tree
    var below: [String: [Unit]] = [:]
    for line in outline.lines where line.row.kind == .due && !line.isOwn && below[line.campaign.id] == nil {
      let participation = line.campaign.participation
      let units =
        outline.unit.map { participation.units(below: $0, in: tree) } ?? participation.units(in: tree)
      below[line.campaign.id] = units.filter(\.counted)
    }
    self.below = below
  }

  private var language: Language { texts.language }

  func item(_ line: Line) -> Agenda.Item? {
    switch line.row.kind {
    case .occurrence: held(line)
    case .task: task(line)
    case .due: line.isOwn ? ownDue(line) : dueBelow(line)
    case .remind, .chase: nil
    }
  }

  // MARK: - Holding it

  private func held(_ line: Line) -> Agenda.Item? {
    let (row, occurrence, campaign) = (line.row, line.occurrence, line.campaign)
    // Its own sessions speak for a unit that has entered any.
    if line.isOwn, !record.sessions(of: line.key).isEmpty { return nil }
    var span = row.local.date...(row.through ?? row.local.date)
    var at = row.at
    let window = campaign.schedule.window
    let choice = window?.days(around: occurrence)
    if window?.isApart == true, let choice {
      span = choice
      at = campaign.schedule.zone.resolve(CivilDateTime(choice.lowerBound, .midnight)).instant
    }
    let today = today(campaign)
    let goesOn = span.lowerBound < today
    // What has parts is done part by part.
    guard span.upperBound >= today, !goesOn || campaign.parts.isEmpty else { return nil }
    guard let (state, days) = state(max(span.lowerBound, today), today) else { return nil }
    var words = heldWords(span, goesOn: goesOn).map { [$0] } ?? (line.isOwn ? [texts.held] : [])
    if !line.isOwn { words.append(texts.heldBy(holders(line))) }
    if row.provisional { words.append(texts.provisional) }
    if line.isOwn, days > 0, window?.isApart == false, let choice { words.append(texts.choose(choice)) }
    return item(
      line, .occurrence, at, span.lowerBound, state, days, texts.join(words), heldCommand(line, days: days))
  }

  /// Of several days, where they stand; nil for a single one.
  private func heldWords(_ span: ClosedRange<CivilDate>, goesOn: Bool) -> String? {
    if goesOn { return texts.goesOn(span.upperBound) }
    return span.lowerBound == span.upperBound ? nil : texts.begins(span.upperBound)
  }

  private func heldCommand(_ line: Line, days: Int) -> String {
    let commands = commands(line)
    guard line.isOwn, let unit = outline.unit?.id else { return commands.listSessions(outline.unit?.id) }
    return days > 0 ? commands.addSession(unit) : commands.record(nil, unit: unit)
  }

  /// All that hold it, whether or not they are in the statistics.
  private func holders(_ line: Line) -> Int {
    guard let unit = outline.unit else { return line.row.units }
    return line.campaign.participation.units(below: unit, in: planner.shared.tree).count
  }

  // MARK: - Tasks and reports

  private func task(_ line: Line) -> Agenda.Item? {
    let (day, today) = (line.row.local.date, today(line.campaign))
    guard let (state, days) = state(day, today),
      let task = line.campaign.tasks.first(where: { $0.id == line.row.id })
    else { return nil }
    let command = taskCommand(task, line)
    // What is late can be made good as long as the day, or the unit's own, is still to come.
    let held =
      outline.unit.map { planner.days(of: $0, line.occurrence, of: line.campaign).lowerBound }
      ?? line.occurrence.firstDay
    if state == .overdue, held <= today || command == nil { return nil }
    if let owner = outline.unit ?? planner.shared.tree.root, task.owner.level == owner.level,
      record.hasDone(task.id, owner.id, line.key)
    {
      return nil
    }
    // Preparations are over once the day has been held.
    let isPreparation = day <= line.occurrence.firstDay
    if isPreparation, record.sessions(of: line.key).contains(where: \.isHeld) { return nil }
    return item(line, .task, line.row.at, day, state, days, task.what, command)
  }

  /// Nil where several units have it to do.
  private func taskCommand(_ task: CampaignTask, _ line: Line) -> String? {
    guard let owner = outline.unit ?? planner.shared.tree.root, task.owner.level == owner.level else {
      return nil
    }
    return commands(line).taskDone(task.id, unit: owner.id)
  }

  private func ownDue(_ line: Line) -> Agenda.Item? {
    guard let unit = outline.unit?.id, record.owesReport(unit, line.key, part: line.row.part) else {
      return nil
    }
    let (day, today) = (line.row.local.date, today(line.campaign))
    guard let (state, days) = state(day, today), state != .overdue || !isFromBefore(line) else { return nil }
    let text =
      record.sentBack(unit, line.key, part: line.row.part).map { texts.sentBack(partName(line), $0) }
      ?? texts.due(partName(line), isOverdue: state == .overdue)
    return item(
      line, .due, line.row.at, day, state, days, text,
      commands(line).submitReport(unit, part: line.row.part))
  }

  private func dueBelow(_ line: Line) -> Agenda.Item? {
    let units = below[line.campaign.id] ?? []
    let silent = units.filter { record.owesReport($0.id, line.key, part: line.row.part) }
    let (day, today) = (line.row.local.date, today(line.campaign))
    guard !silent.isEmpty, let (state, days) = state(day, today) else { return nil }
    let command = commands(line).coverage(outline.unit?.id)
    guard state == .overdue else {
      let reported = units.count { record.hasReport($0.id, line.key, part: line.row.part) }
      let text = texts.dueBelow(partName(line), reported: reported, of: units.count)
      return item(line, .due, line.row.at, day, state, days, text, command)
    }
    let late = silent.filter { deadline(of: $0, line) < today }
    guard !late.isEmpty, !isFromBefore(line) else { return nil }
    return item(line, .due, line.row.at, day, state, days, texts.lateBelow(partName(line), late), command)
  }

  /// A unit that chose a later day reports later.
  private func deadline(of unit: Unit, _ line: Line) -> CivilDate {
    guard !planner.sessionDays.isEmpty else { return line.row.local.date }
    let due =
      line.row.part.map { id in line.campaign.parts.first { $0.id == id }?.due } ?? line.campaign.report?.due
    guard let due else { return line.row.local.date }
    return planner.reportDay(due, after: planner.days(of: unit, line.occurrence, of: line.campaign))
  }

  /// Whether it ended before this program was first at work: then nobody is asked for it.
  private func isFromBefore(_ line: Line) -> Bool {
    guard let loaded = record.firstLoads[line.campaign.id] else { return false }
    let end = CivilDateTime(line.occurrence.lastDay.adding(days: 1), .midnight)
    return line.campaign.schedule.zone.resolve(end).instant <= loaded
  }

  private func partName(_ line: Line) -> String? {
    line.row.part.flatMap { id in line.campaign.parts.first { $0.id == id } }?.name.text(language)
  }
}

// MARK: - Sessions

extension AgendaWriter {
  /// A session of the unit: ahead, or over without figures. One with final figures is done.
  func item(_ session: SessionBalance) -> Agenda.Item? {
    guard session.isCounted, !session.counts.contains(where: \.value.isFinal) else { return nil }
    let zone = planner.shared.zone
    let today = zone.local(at: outline.now).date
    let recorded = zone.local(at: session.recordedAt).date
    let date = session.session.date
    let (first, last) = (date.first ?? recorded, date.last ?? recorded)
    let hasFigures = !(session.counts.isEmpty && session.goods.isEmpty)
    if last < today || date.precision == .none {
      let days = today.days(since: last)
      guard !hasFigures, (0...Agenda.longestOverdue).contains(days) else { return nil }
      let text = session.session.status == .held ? texts.noFigures : texts.notRecorded
      return item(session, last, .overdue, days, text)
    }
    guard let (state, days) = state(max(first, today), today) else { return nil }
    let text = first < today ? texts.goesOn(last) : texts.session(session.session.venue)
    return item(session, first, state, days, text)
  }

  private func item(
    _ session: SessionBalance, _ day: CivilDate, _ state: Agenda.State, _ days: Int, _ text: String
  ) -> Agenda.Item {
    let key = session.key
    let command = "campaign record \(key) --attended \"… 人\" --gave \"宣传资料 … 份\" --final"
    let line = outline.lines.first { $0.key == key.occurrence }
    let title = session.session.title
    return Agenda.Item(
      at: planner.shared.zone.resolve(CivilDateTime(day, .midnight)).instant, day: day, kind: .session,
      campaign: key.occurrence?.campaign, occurrence: key.occurrence?.occurrence, id: key.description,
      part: nil,
      unit: key.unit, state: state, days: days,
      name: language(title, session.session.englishTitle ?? title), text: text,
      command: line.map { self.commands($0).record(key.description, unit: key.unit) } ?? command)
  }
}

// MARK: - What they share

extension AgendaWriter {
  private func today(_ campaign: Campaign) -> CivilDate { campaign.schedule.zone.local(at: outline.now).date }

  /// Nil for a day beyond those asked for.
  private func state(_ day: CivilDate, _ today: CivilDate) -> (Agenda.State, days: Int)? {
    let days = day.days(since: today)
    if days < 0 { return days >= -Agenda.longestOverdue ? (.overdue, -days) : nil }
    if days == 0 { return (.today, 0) }
    return days <= outline.daysAhead ? (.week, days) : nil
  }

  private func commands(_ line: Line) -> AnswerCommands {
    AnswerCommands(campaign: line.campaign, occurrence: line.occurrence)
  }

  private func item(
    _ line: Line, _ kind: Agenda.Kind, _ at: Timestamp, _ day: CivilDate, _ state: Agenda.State, _ days: Int,
    _ text: String, _ command: String?
  ) -> Agenda.Item {
    Agenda.Item(
      at: at, day: day, kind: kind, campaign: line.campaign.id, occurrence: line.occurrence.id,
      id: line.row.id,
      part: line.row.part, unit: outline.unit?.id, state: state, days: days,
      name: line.campaign.name.text(language), text: text, command: command)
  }
}
