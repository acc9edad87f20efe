import Planning
import Recurrence

extension LedgerStore {
  /// Takes a questionnaire in as a whole or not at all: a share of half its rows would be a wrong one.
  func importQuestionnaire(
    _ reader: QuestionnaireReader, _ context: TableContext, _ options: TableOptions, by: String, at: Timestamp
  ) async throws -> ImportReport {
    var questionnaire = reader.result
    if let sent = options.sent { questionnaire.sent = sent }
    if let returned = options.returned { questionnaire.returned = returned }
    var contradictions = questionnaire.contradictions
    if questionnaire.dimensions.isEmpty, questionnaire.choices.isEmpty { contradictions.append(.noQuestion) }
    var table = TableReport(reader, questionnaire)
    let isWhole = contradictions.isEmpty && !reader.rows.contains { $0.result == .refused }
    guard isWhole, let root = context.units.root else {
      table.warnings += contradictions
      table.holdUp = .questionnaireHeldUp
      return ImportReport(
        rows: reader.rows.map { $0.heldUp }, passedOver: [], persons: .exact(0), table: table)
    }
    let sheet = questionnaire.sheet
    let outcome = try await write { database in
      var intake = try Intake(
        database: database, chain: try ChainWriter(database, by: by, at: at), dryRun: options.dryRun,
        lateReason: options.lateReason)
      let row = try intake.take(sheet.key, ImportRecord([.sheet(sheet)], at: at), as: .figures(of: root.id))
      try intake.finish()
      return row
    }
    var rows = reader.rows
    if outcome.result == .question {
      table.holdUp = outcome.reason
      rows = rows.map(\.heldUp)
    } else if let reason = outcome.reason {
      table.remarks.append(reason)
    }
    return ImportReport(rows: rows, passedOver: [], persons: .exact(0), table: table)
  }
}

extension ImportRow {
  /// The row of a file of which nothing was entered.
  fileprivate var heldUp: ImportRow {
    ImportRow(row: row, cell: cell, result: result, reason: reason, line: line, isEntered: false)
  }
}

extension BilingualText {
  fileprivate static let noQuestion = BilingualText(
    zh: "一道题也没有读出来：答案要写选项的文字（如“满意”“基本满意”），可选几项的题在表头写“多选”",
    en:
      "no question could be read: answers must be words such as 满意; write 多选 into the header of a question of which one may tick several"
  )
  fileprivate static let questionnaireHeldUp = BilingualText(
    zh: "问卷整张入账；有上面的问题，所以一点也没有入账，改好后再导入一次",
    en: "a questionnaire is entered as a whole; because of the above nothing was, mend it and import it again"
  )
}

extension TableReport {
  /// What a questionnaire's file says.
  init(_ reader: QuestionnaireReader, _ questionnaire: Questionnaire) {
    func number(_ n: Int?) -> JSONText { n.map { .number($0) } ?? .null }
    members = [
      ("format", .string(reader.format)), ("sheet", .optional(reader.sheet)),
      ("headerRow", .number(reader.headerRow)), ("questionnaire", .string(questionnaire.name)),
      ("sent", number(questionnaire.sent)), ("returned", number(questionnaire.returned)),
      ("usable", number(questionnaire.usable)), ("unknownColumns", .strings(reader.unread)),
    ]
    func text(_ n: Int?, _ language: Language) -> String {
      n.map(String.init) ?? language("未写", "not stated")
    }
    let parts = [questionnaire.sent, questionnaire.returned, questionnaire.usable]
    let zh = parts.map { text($0, .zh) }
    let en = parts.map { text($0, .en) }
    remarks.append(
      BilingualText(
        zh:
          "问卷《\(questionnaire.name)》：发放 \(zh[0])，收回 \(zh[1])，有效 \(zh[2])；\(questionnaire.dimensions.count) 个维度、\(questionnaire.choices.count) 个选项",
        en:
          "questionnaire '\(questionnaire.name)': \(en[0]) sent, \(en[1]) returned, \(en[2]) usable; \(questionnaire.dimensions.count) dimensions, \(questionnaire.choices.count) choices"
      ))
    if !reader.unread.isEmpty {
      let names = reader.unread.joined(separator: "、")
      remarks.append(BilingualText(zh: "没有读的列：\(names)", en: "columns that were not read: \(names)"))
    }
    warnings += questionnaire.gaps + reader.doubts
  }
}

extension TableOptions {
  /// Whether it is said that the file is a questionnaire: nothing else has forms.
  var isQuestionnaire: Bool { questionnaire != nil || sent != nil || returned != nil }
}

extension TableFault {
  static let noQuestionnaire = TableFault(
    zh: "看不出这是问卷：要么一行一个维度、一列一档（好、较好、一般…）写份数，要么一行一张答卷、一列一题",
    en:
      "this is no questionnaire: it needs a row for each dimension and a column for each answer (好, 较好, 一般 …), or a row for each form and a column for each question"
  )
  static let questionnaireOfSession = TableFault(
    zh: "问卷不属于哪一场：--questionnaire、--sent、--returned 不和 --session 一起写",
    en: "a questionnaire belongs to no session: give --questionnaire, --sent and --returned without --session"
  )
}
