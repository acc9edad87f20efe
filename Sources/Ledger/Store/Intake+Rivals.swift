import Planning

/// Rows of figures in whose place something stands already.
extension Intake {
  /// The standing row of figures whose place another one would take: it is about the same thing and of the same time.
  func rival(of sheet: Sheet) throws -> Standing<Sheet>? {
    let standing = Balance(try EntryRow.fetchAmended(database, where: "kind = 'sheet'")).sheets
    let time = sheet.time ?? fileTime
    return Sheet.timed(standing).last { $0.sheet.value.subject == sheet.subject && $0.time == time }?.sheet
  }

  /// A row for a programme without an id of its own that stands in the ledger under its unit alone, as it was entered
  /// before its name was part of its key; nil if there is none.
  func knownByUnit(_ sheet: Sheet) throws -> ImportRow? {
    guard let earlier = sheet.knownByUnit, try hasSources(under: "\(earlier.key)#"),
      let rival = try rival(of: earlier), rival.value.value["id"] == nil,
      rival.value.value["name"] == earlier.value["name"]
    else { return nil }
    return rival.value == earlier
      ? ImportRow(row: sheet.key, cell: nil, result: .ok, reason: .knownRow)
      : ImportRow(row: sheet.key, cell: nil, result: .question, reason: .otherFigures(rival.entry))
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
