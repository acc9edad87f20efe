import Ledger
import Outbox
import Planning
import Recurrence

/// The tables of an archive, as CSV that a spreadsheet opens: UTF-8 with a mark, CRLF.
enum ArchiveTables {
  static func csv(_ rows: [[String]]) -> String {
    "\u{FEFF}" + rows.map { $0.map(cell).joined(separator: ",") + "\r\n" }.joined()
  }

  /// Quoted as RFC 4180 asks; a sign that a spreadsheet would run as a formula is disarmed.
  private static func cell(_ text: String) -> String {
    let isFormula = text.first.map { "=+-@\t".contains($0) } ?? false
    let text = isFormula && Figure(text) == nil ? "'" + text : text
    guard text.contains(where: { ",\"\r\n".contains($0) || $0.isNewline }) else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }

  /// A line for each figure of a session, and one for a session without any.
  static func sessions(_ sessions: [SessionBalance], _ units: UnitTree) -> String {
    let header = [
      "场次 session", "单位 unit", "日期 date", "状态 status", "名称 title", "类型 kind", "项目 what", "对象 group",
      "角色 role",
      "数量 n", "至 to", "确定程度 certainty", "量词 counter", "原话 said",
    ]
    let rows = sessions.flatMap { session -> [[String]] in
      let head = [
        session.key.description, units[session.key.unit].map { units.fullName(of: $0) } ?? session.key.unit,
        session.session.date.datedText(.zh), session.session.status.rawValue, session.session.title,
        session.session.kind ?? "",
      ]
      let counts = session.counts.map { count in
        [count.value.measure.rawValue, count.value.group ?? "", count.value.role.rawValue]
          + figure(count.value.quantity, count.value.counter)
      }
      let goods = session.goods.map { move in
        ["\(move.value.kind.text(.zh)) \(move.value.item)", "", ""]
          + figure(move.value.quantity, move.value.counter)
      }
      let figures = counts + goods
      return figures.isEmpty
        ? [head + Array(repeating: "", count: header.count - head.count)] : figures.map { head + $0 }
    }
    return csv([header] + rows)
  }

  private static func figure(_ quantity: Quantity, _ counter: String?) -> [String] {
    [
      quantity.n?.description ?? "", quantity.certainty == .range ? quantity.upper?.description ?? "" : "",
      quantity.certainty.rawValue, counter ?? "", quantity.said ?? "",
    ]
  }

  /// What inspections found and what was done about it.
  static func inspections(_ records: [InspectionRecord], _ units: UnitTree) -> String {
    let header = ["日期 date", "单位 unit", "发现的问题 finding", "整改期限 fix by", "整改日期 fixed on", "整改情况 fix"]
    return csv(
      [header]
        + records.map { record in
          [
            record.visit.date.description, units[record.unit].map { units.fullName(of: $0) } ?? record.unit,
            record.visit.finding ?? "", record.visit.fixBy?.description ?? "",
            record.fix?.date.description ?? "", record.fix?.words ?? "",
          ]
        })
  }

  /// Keys and states: no address, no secret, no text.
  static func messages(_ entries: [OutboxEntry], zone: Zone) -> String {
    let header = ["编号 key", "单位 unit", "渠道 channel", "应发 due", "状态 state", "次数 attempts", "结果 outcome"]
    return csv(
      [header]
        + entries.map { entry in
          [
            entry.key.description, entry.key.unit, entry.key.channel, zone.format(entry.planned.due),
            entry.state.name.rawValue, "\(entry.attempts)", entry.outcome?.name ?? "",
          ]
        })
  }
}
