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

  /// A dimension can't have more answers than its items have forms, nor its printed shares differ from its counts.
  private static func answers(_ sheet: Sheet) -> [SummaryWarning] {
    guard let returned = sheet.value["returned"]?.figure else { return [] }
    let rows = ["dimensions", "single_items"].flatMap { key in
      (sheet.value[key]?.elements ?? []).map { (row: $0, items: key == "dimensions" ? nil : Figure(1)) }
    }
    return rows.flatMap { dimension, one -> [SummaryWarning] in
      guard let name = dimension["name"]?.text, let items = dimension["items"]?.figure ?? one,
        let counts = dimension["counts"]?.pairs
      else { return [] }
      let whole = Figure(ticks: returned.ticks * items.ticks / Figure(1).ticks)
      let sum = counts.compactMap(\.value.figure).reduce(Figure.zero, +)
      if sum > whole {
        return [
          SummaryWarning(
            .plausible, zh: "问卷“\(name)”的答案 \(sum) 个，多于 \(whole) 个",
            en: "questionnaire '\(name)': \(sum) answers of \(whole)")
        ]
      }
      return counts.compactMap { answer -> SummaryWarning? in
        guard let printed = dimension["printed"]?[answer.key]?.text,
          let share = answer.value.figure?.percent(of: whole),
          Figure(printed) != Figure(share)
        else { return nil }
        return SummaryWarning(
          .total, zh: "问卷“\(name)”的“\(answer.key)”印的是 \(printed)%，算出来是 \(share)%",
          en: "questionnaire '\(name)', '\(answer.key)': \(printed)% is printed, \(share)% comes out")
      }
    }
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
