import GRDB
import Planning

/// What an import says of rows that were imported before with other content.
extension Intake {
  /// The standing row of figures whose place another one would take: it is about the same thing and of the same time.
  func rival(of sheet: Sheet) throws -> Standing<Sheet>? {
    let standing = Balance(try EntryRow.fetchAmended(database, where: "kind = 'sheet'")).sheets
    let time = sheet.time ?? fileTime
    return Sheet.timed(standing).last { $0.sheet.value.subject == sheet.subject && $0.time == time }?.sheet
  }

  /// - `id`: As it was imported.
  func changed(_ id: String) throws -> BilingualText {
    let row = try Row.fetchOne(
      database,
      sql: """
        SELECT campaign, occurrence, unit, session FROM ledger_entry
        WHERE source >= ? AND source < ? AND session IS NOT NULL ORDER BY origin, number LIMIT 1
        """, arguments: ["\(id)#", "\(id)$"])
    guard let row, let unit = row["unit"] as String?, let number = row["session"] as Int? else {
      return BilingualText(
        zh: "以前导入过，内容不同；未改动台账，如需更正请用 correct",
        en: "imported before with other content; nothing was changed, use correct to mend it")
    }
    var occurrence: OccurrenceKey?
    if let campaign = row["campaign"] as String?, let edition = row["occurrence"] as String? {
      occurrence = OccurrenceKey(campaign: campaign, occurrence: edition)
    }
    let key = SessionKey(occurrence: occurrence, unit: unit, number: number)
    return BilingualText(
      zh: "以前导入过，内容不同；未改动台账。如需更正，campaign log \(key) 可查看记录号，再用 campaign correct 记录号",
      en:
        "imported before with other content; nothing was changed. To mend it, find the entry with 'campaign log \(key)' and use 'campaign correct ENTRY'"
    )
  }
}

extension BilingualText {
  /// - `entry`: What stands in the ledger in the place of a row of figures.
  static func otherFigures(_ entry: EntryID) -> BilingualText {
    BilingualText(
      zh:
        "以前导入过，内容不同（记录 \(entry)）；未改动台账。要更正，先 campaign void \(entry) --reason …，再导入一次；是另一期的，请写上 as_of（或 year）",
      en:
        "imported before with other content (entry \(entry)); nothing was changed. To mend it, 'campaign void \(entry) --reason …' and import again; if it is of another time, write its as_of (or year)"
    )
  }
}
