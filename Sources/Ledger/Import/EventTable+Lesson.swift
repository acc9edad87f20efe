import Planning
import Recurrence

/// How long a training was and who spoke there.
extension EventTable {
  /// More than anybody is taught within a day.
  private static let mostHoursADay = 12

  func takeLesson(_ row: TableRow, into session: inout Session, _ doubts: inout [CellDoubt]) {
    if let column = header[.hours], !Self.isNothing(row[column]) {
      session.hours = Session.hours(row[column])
      if session.hours == nil { doubts.append(CellDoubt(column, .unreadHours(row[column]))) }
      if let hours = session.hours.flatMap({ Figure($0) }), let days = Self.days(of: session.date),
        hours > Figure(Self.mostHoursADay * days)
      {
        doubts.append(CellDoubt(column, .manyHours(row[column], days)))
      }
    }
    guard let column = header[.speakers], EventFigures.isPost(row[column]) else { return }
    let speaker = SpokenBy(row[column], units: context.units)
    session.speaker = speaker.post
    if let remark = speaker.post == nil ? BilingualText.unreadSpeaker : speaker.remark {
      doubts.append(CellDoubt(column, remark))
    }
  }

  /// Nil for a day that nobody knows.
  private static func days(of date: SessionDate) -> Int? {
    switch date.day {
    case .exact: 1
    case .interval(let first, let last): Int(last.dayNumber - first.dayNumber) + 1
    case .unknown: nil
    }
  }

  /// What is said of helpers beside a number of all people that may count them; nil if none is.
  var undecidedText: BilingualText? {
    guard undecided > 0 else { return nil }
    let columns = ColumnRole.helpers.flatMap { header.all($0.column) }.sorted().map { header.cells[$0] }
    let helpers = (zh: columns.joined(separator: "、"), en: columns.joined(separator: ", "))
    return BilingualText(
      zh:
        "\(undecided) 行的人数看不出包不包括“\(helpers.zh)”，按不包括登记；包括的，请在这些列的表头前加“其中”再导入",
      en:
        "in \(undecided) row\(undecided == 1 ? "" : "s") nothing tells whether the number of people counts '\(helpers.en)', and these were taken as more people; if it does put 其中 (of which) before their headers and import again"
    )
  }
}

extension BilingualText {
  fileprivate static func unreadHours(_ text: String) -> BilingualText {
    BilingualText(
      zh: "学时“\(text.withMaskedNames)”看不懂，没有读；写成 6 或 1.5 小时",
      en: "the hours '\(text.withMaskedNames)' were not understood and not read; write 6, or '1.5 hours'")
  }

  fileprivate static func manyHours(_ text: String, _ days: Int) -> BilingualText {
    BilingualText(
      zh: "\(days) 天 \(text.withMaskedNames) 学时，是否正确？",
      en: "\(text.withMaskedNames) hours within \(days) day\(days == 1 ? "" : "s"), is that right?")
  }

  fileprivate static let unreadSpeaker = BilingualText(
    zh: "\(SpokenBy.refusal.zh)；这一格没有读", en: "\(SpokenBy.refusal.text(.en)); the cell was not read")
}
