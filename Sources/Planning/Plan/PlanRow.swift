public import Recurrence

/// A line of the plan, for people: what happens when, for how many units.
public struct PlanRow: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable { case occurrence, task, remind, due, chase }

  /// The wall clock, before spreading, with a time that the zone skips read as a later one; for an occurrence the
  /// start of its day.
  public let local: CivilDateTime
  public let at: Timestamp
  public let kind: Kind
  public let campaign: String
  public let occurrence: String
  /// The year that its occurrence belongs to, the lunar year for lunar rules.
  public let year: Int
  /// The task's or reminder's id; `report` or the part's id; for a chase its receiver.
  public let id: String
  /// What tells two chases of one receiver apart: the rule's id, `chase-1` if it has none; for others the same as `id`.
  public let rule: String
  public let part: String?
  /// Nil: the common day of all units.
  public let unit: String?
  public let units: Int
  public let digest: Bool
  /// The post that a reminder or a chase is for, the channel that it goes by and, of one unit's, the unit where it
  /// arrives: that above it where nobody holds the post. Nil for whatever sends nothing.
  public let receiver: String?
  public let channel: String?
  public let receiverUnit: String?
  public let provisional: Bool
  public let note: BilingualText?
  /// The last day of an occurrence of several days.
  public let through: CivilDate?
  /// An occurrence that its year's override says is not held; nothing else of it is in the plan.
  public let isSkipped: Bool
}

extension Planner {
  /// The rows of every occurrence of a year, by time; if `includesSkipped`, also one for each that is not held.
  public func rows(
    of campaigns: [Campaign], year: Int, unit: Unit? = nil, includesSkipped: Bool = false
  ) -> [PlanRow] {
    campaigns.flatMap { campaign -> [PlanRow] in
      guard let viewer = RowViewer(of: campaign, unit: unit, in: shared.tree) else { return [] }
      return campaign.editions(inYear: year, workdays: shared.workdays)
        .filter { includesSkipped || !$0.isSkipped }
        .flatMap { rows(of: campaign, $0, for: viewer) }
    }.sorted(by: Self.inOrder)
  }

  /// The rows in a span of instants, by time; if `includesSkipped`, also one for each occurrence that is not held.
  public func rows(
    of campaigns: [Campaign], over window: Range<Timestamp>, unit: Unit? = nil, includesSkipped: Bool = false
  ) -> [PlanRow] {
    campaigns.flatMap { campaign -> [PlanRow] in
      guard let viewer = RowViewer(of: campaign, unit: unit, in: shared.tree) else { return [] }
      return editions(of: campaign, near: window)
        .filter { includesSkipped || !$0.isSkipped }
        .flatMap { rows(of: campaign, $0, for: viewer) }
    }
    .filter { window.contains($0.at) }.sorted(by: Self.inOrder)
  }

  /// By instant; at the same instant what is older in the life of an occurrence comes first.
  private static func inOrder(_ left: PlanRow, _ right: PlanRow) -> Bool {
    (left.at, left.campaign, left.occurrence) < (right.at, right.campaign, right.occurrence)
  }

  private func rows(of campaign: Campaign, _ occurrence: Occurrence, for viewer: RowViewer) -> [PlanRow] {
    let (unit, isParticipant) = (viewer.unit, viewer.isParticipant)
    let own = unit.flatMap { isParticipant ? ownDay(campaign, occurrence, $0) : nil }
    let builder = RowBuilder(
      campaign: campaign, occurrence: occurrence, zone: campaign.schedule.zone, unit: unit?.id,
      units: viewer.units, isUnsettled: own == nil && isProvisional(campaign, occurrence))
    let first = own ?? occurrence.firstDay
    let last = own ?? occurrence.lastDay
    func concerns(_ receiver: Post, digest: Bool = false) -> Bool {
      guard let unit else { return true }
      return receiver.level == unit.level || (isParticipant && !digest && receiver.level > unit.level)
    }
    var rows: [PlanRow] = []
    if isParticipant {
      rows.append(
        builder.row(
          .occurrence, campaign.id,
          CivilDateTime(first, campaign.schedule.hours?.from ?? occurrence.ruleTime),
          note: occurrence.note, through: last == first ? nil : last))
    }
    if occurrence.isSkipped { return rows }
    rows += taskRows(campaign.tasks.filter { concerns($0.owner) }, builder, first: first, last: last)
    if isParticipant { rows += dueRows(campaign, builder, first: first, last: last) }
    for message in messages(of: campaign, occurrence, ownDay: own)
    where concerns(message.to, digest: message.digest) {
      rows.append(
        builder.row(
          message.kind == .remind ? .remind : .chase,
          message.kind == .remind ? message.rule : message.to.description, rule: message.rule,
          Calculation.awake(message.local, campaign.quietHours), part: message.part, digest: message.digest,
          way: (message.to, message.channel, unit.flatMap { receiver(of: message, $0) }),
          provisional: message.isProvisional, note: message.note))
    }
    return rows
  }

  /// The unit where a message about a unit arrives.
  private func receiver(of message: PlannedMessage, _ unit: Unit) -> String? {
    guard let channel = shared.channels[message.channel], let index = shared.tree.index(of: unit.id),
      let route = shared.route(to: message.to, for: index, through: channel)
    else { return nil }
    return shared.tree.units[route.receiver].id
  }

  private func taskRows(
    _ tasks: [CampaignTask], _ builder: RowBuilder, first: CivilDate, last: CivilDate
  ) -> [PlanRow] {
    tasks.map { task in
      let day = calculation.taskDay(task.due, first: first, last: last)
      return builder.row(
        .task, task.id, CivilDateTime(day, Self.endOfDay),
        provisional: calculation.isProvisional([first, day]))
    }
  }

  private func dueRows(_ campaign: Campaign, _ builder: RowBuilder, first: CivilDate, last: CivilDate)
    -> [PlanRow]
  {
    let parts = campaign.parts.map { (id: $0.id, due: $0.due, part: Optional($0.id)) }
    let report = campaign.report.map { [(id: "report", due: $0.due, part: String?.none)] } ?? []
    return (parts + report).map { id, due, part in
      let day = calculation.deadline(due, first: first, last: last)
      return builder.row(
        .due, id, CivilDateTime(day, Self.endOfDay), part: part,
        provisional: calculation.isProvisional(calculation.daysAsked(due, first: first, last: last)))
    }
  }

  static let endOfDay = CivilTime(secondsOfDay: 23 * 3600 + 59 * 60)
}

/// Whose rows they are: found once a campaign, since a campaign may have many occurrences and very many units.
private struct RowViewer {
  /// Nil for the common day of all units.
  let unit: Unit?
  /// Whether the unit has to hold it; true of the common day.
  let isParticipant: Bool
  let units: Int

  /// Nil for a unit that the campaign does not concern: neither it nor any unit below it has to hold it.
  init?(of campaign: Campaign, unit: Unit?, in tree: UnitTree) {
    let participation = campaign.participation
    self.unit = unit
    guard let unit else {
      isParticipant = true
      units = participation.units(in: tree).count
      return
    }
    isParticipant = participation.includes(unit, in: tree)
    units = 1
    guard isParticipant || participation.reaches(below: unit, in: tree) else { return nil }
  }
}

/// The parts that all rows of an occurrence share.
private struct RowBuilder {
  let campaign: Campaign
  let occurrence: Occurrence
  let zone: Zone
  let unit: String?
  let units: Int
  /// Whether the day that all of them count from is provisional.
  let isUnsettled: Bool

  func row(
    _ kind: PlanRow.Kind, _ id: String, rule: String? = nil, _ local: CivilDateTime, part: String? = nil,
    digest: Bool = false, way: (to: Post, channel: String, unit: String?)? = nil, provisional: Bool = false,
    note: BilingualText? = nil, through: CivilDate? = nil
  ) -> PlanRow {
    let resolution = zone.resolve(local)
    var read = local
    var note = note
    if case .gap = resolution, !occurrence.isSkipped {
      // An occurrence keeps the time of its file: at midnight it is one of whole days.
      if kind != .occurrence { read = zone.local(at: resolution.instant) }
      let gap = BilingualText(
        zh: "\(local) 因夏令时不存在，顺延", en: "\(local) does not exist that day (clock change), moved later")
      note =
        note.map { BilingualText(zh: "\($0.zh)；\(gap.zh)", en: "\($0.text(.en)); \(gap.text(.en))") } ?? gap
    }
    return PlanRow(
      local: read, at: resolution.instant, kind: kind, campaign: campaign.id, occurrence: occurrence.id,
      year: occurrence.year, id: id, rule: rule ?? id, part: part, unit: unit, units: units, digest: digest,
      receiver: way?.to.description, channel: way?.channel, receiverUnit: way?.unit,
      provisional: isUnsettled || provisional, note: note, through: through, isSkipped: occurrence.isSkipped)
  }
}
