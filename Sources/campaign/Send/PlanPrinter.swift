import CampaignScheduler
import Planning
import Recurrence

/// Rows of a plan as a table, TSV, CSV or JSON Lines.
struct PlanPrinter {
  let language: Language
  let zone: Zone
  private let names: [String: BilingualText]
  private let units: UnitTree

  init(language: Language, definitions: Definitions) {
    self.language = language
    zone = definitions.shared.zone
    units = definitions.shared.tree
    names = Dictionary(
      definitions.campaigns.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
  }

  func lines(_ rows: [PlanRow], _ format: PlanCommand.Format) -> [String] {
    switch format {
    case .json: rows.map { json($0).description }
    case .tsv: rows.map { cells($0).joined(separator: "\t") }
    case .csv:
      [(Self.columns + Self.receiverColumns).joined(separator: ",")]
        + rows.map { (cells($0) + receiverCells($0)).map(DelimitedText.cell).joined(separator: ",") }
    case .table, .ics: Output.table(rows.map(tableCells))
    }
  }

  /// What has changed, with the day and time before in front.
  func lines(_ changes: [PlanChange], _ format: PlanCommand.Format) -> [String] {
    switch format {
    case .json:
      changes.map { change in
        let was = change.was.map { zone.format(zone.resolve($0).instant) }
        return JSONText.object(
          [("change", .string(change.kind.rawValue)), ("was", .optional(was))] + members(change.row)
        ).description
      }
    case .tsv: changes.map { (changeCells($0) + cells($0.row)).joined(separator: "\t") }
    case .csv:
      [(["change", "was"] + Self.columns + Self.receiverColumns).joined(separator: ",")]
        + changes.map { change in
          (changeCells(change) + cells(change.row) + receiverCells(change.row)).map(DelimitedText.cell)
            .joined(separator: ",")
        }
    case .table, .ics:
      Output.table(
        changes.map { change in
          let was = change.was.map { "\($0.date) \($0.time) →" } ?? language("新增", "added")
          return [change.kind == .removed ? language("取消", "removed") : was] + tableCells(change.row)
        })
    }
  }

  private func changeCells(_ change: PlanChange) -> [String] {
    [change.kind.rawValue, change.was.map { "\($0.date) \($0.time)" } ?? ""]
  }

  private static let columns = [
    "date", "weekday", "time", "kind", "campaign", "occurrence", "id", "part", "unit", "units", "digest",
    "provisional", "note",
  ]

  /// Of CSV only: the columns of TSV, which has no header, are fixed by their places.
  private static let receiverColumns = ["receiver", "receiverUnit", "channel"]

  private func receiverCells(_ row: PlanRow) -> [String] {
    [row.receiver ?? "", row.receiverUnit ?? "", row.channel ?? ""]
  }

  private func cells(_ row: PlanRow) -> [String] {
    let weekday = DateFormat(language).weekday(row.local.date.weekday)
    return [
      "\(row.local.date)", weekday, "\(row.local.time)", row.kind.rawValue, row.campaign, row.occurrence,
      row.id,
      row.part ?? "", row.unit ?? "", String(row.units), row.digest ? "digest" : "",
      row.provisional ? "provisional" : "", row.note?.text(language) ?? "",
    ]
  }

  private func tableCells(_ row: PlanRow) -> [String] {
    let isDay = row.kind == .occurrence
    let time = isDay && row.local.time == .midnight ? "" : "\(row.local.time)"
    var notes: [String] = []
    if let through = row.through { notes.append(language("至 \(through)", "to \(through)")) }
    if let receiver = row.receiver, let channel = row.channel {
      let to = ReceiverText.text(receiver, row.receiverUnit.map { units[$0]?.name ?? $0 }, language)
      notes.append(language("发给\(to)，渠道 \(channel)", "to \(to) by \(channel)"))
    }
    if row.digest { notes.append(language("汇总", "digest")) }
    if row.provisional { notes.append(language("暂定", "provisional")) }
    if let note = row.note { notes.append(note.text(language)) }
    return [
      "\(row.local.date)", DateFormat(language).weekday(row.local.date.weekday), time, kind(row.kind),
      names[row.campaign]?.text(language) ?? row.campaign,
      isDay ? row.occurrence : row.part.map { $0 == row.id ? row.id : "\(row.id) \($0)" } ?? row.id,
      row.unit ?? language("\(row.units) 个单位", "\(row.units) unit\(row.units == 1 ? "" : "s")"),
      notes.joined(separator: language("，", ", ")),
    ]
  }

  private func kind(_ kind: PlanRow.Kind) -> String {
    switch kind {
    case .occurrence: language("活动", "occurrence")
    case .task: language("任务", "task")
    case .remind: language("提醒", "remind")
    case .due: language("截止", "due")
    case .chase: language("催报", "chase")
    }
  }

  private func json(_ row: PlanRow) -> JSONText { .object(members(row)) }

  private func members(_ row: PlanRow) -> [(String, JSONText)] {
    [
      ("at", .string(zone.format(row.at))), ("kind", .string(row.kind.rawValue)),
      ("campaign", .string(row.campaign)),
      ("occurrence", .string(row.occurrence)), ("id", .string(row.id)), ("part", .optional(row.part)),
      ("unit", .optional(row.unit)), ("units", .number(row.units)), ("digest", .bool(row.digest)),
      ("provisional", .bool(row.provisional)), ("note", .optional(row.note?.text(language))),
      ("receiver", .optional(row.receiver)), ("receiverUnit", .optional(row.receiverUnit)),
      ("channel", .optional(row.channel)),
    ]
  }
}

/// Who gets a message: the post, and the unit where it arrives if that is known.
enum ReceiverText {
  static func text(_ post: String, _ unit: String?, _ language: Language) -> String {
    guard let unit else { return language(" \(post)", post) }
    return language("\(unit)（\(post)）", "\(unit) (\(post))")
  }
}
