import Ledger
import Planning

/// Figures of a sheet that contradict one another.
enum SheetChecks {
  static func warnings(_ sheets: [Sheet]) -> [SummaryWarning] {
    sheets.flatMap { sheet in
      switch sheet.section {
      case .staffing: more("in_post", than: "posts", in: sheet, zh: "在岗多于编制", en: "more in post than posts")
      case .questionnaire:
        more("returned", than: "sent", in: sheet, zh: "收回多于发放", en: "more forms returned than sent")
          + answers(sheet)
      case .programmes: shares(sheet)
      case .network: NetworkSize(sheet).warnings
      }
    }
  }

  private static func more(_ part: String, than whole: String, in sheet: Sheet, zh: String, en: String)
    -> [SummaryWarning]
  {
    guard let part = sheet.value[part]?.figure, let whole = sheet.value[whole]?.figure, part > whole else {
      return []
    }
    return [
      SummaryWarning(
        .plausible, zh: "\(sheet.id): \(zh)（\(part) 与 \(whole)）",
        en: "\(sheet.id): \(en) (\(part) and \(whole))")
    ]
  }

  private static func answers(_ sheet: Sheet) -> [SummaryWarning] {
    let check = QuestionnaireCheck(sheet)
    return check.impossible.map { SummaryWarning(.plausible, zh: $0.zh, en: $0.text(.en)) }
      + check.doubts.map { SummaryWarning(.total, zh: $0.zh, en: $0.text(.en)) }
  }

  /// Nobody can insure more than all; a target, though, may be exceeded.
  private static func shares(_ sheet: Sheet) -> [SummaryWarning] {
    ["enrolled_percent", "cards_delivered_percent"].compactMap { key in
      guard let text = sheet.value[key]?.text, let share = Figure(text), share > 100 else { return nil }
      return SummaryWarning(
        .plausible, zh: "\(sheet.id): 比例 \(text)% 超过 100%", en: "\(sheet.id): a share of \(text)%")
    }
  }
}
