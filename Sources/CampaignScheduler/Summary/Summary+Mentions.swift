import Ledger
import Planning

extension Summary {
  /// Sessions of which another text speaks, too: first those of which nobody is sure.
  func repeatLines(_ language: Language) -> [SummaryLine] {
    let supposed = repeats.filter(\.isSupposed).enumerated().map { index, row in
      SummaryLine(
        label: index == 0 ? language("疑似同一活动", "Same event?") : "", figure: "",
        remark: language(
          "\(row.unitName)“\(row.words)…”在两处出现（\(row.day(.zh))简讯；\(Mention.quoted(row.shortDocument))），只计一次",
          "\(row.unitName) “\(row.words)…” stands in two texts (brief\(row.day(.en)); \(row.shortDocument)), counted once"
        ))
    }
    let certain = repeats.filter { !$0.isSupposed }.enumerated().map { index, row in
      SummaryLine(
        label: index == 0 ? language("同一活动", "Same event") : "", figure: "", remark: row.text(language))
    }
    return supposed + certain
  }
}

extension RepeatedMention {
  /// Up to a space, unless that would cut a title in two.
  fileprivate var shortDocument: String {
    guard let short = document.split(separator: " ").first.map(String.init), short != document,
      short.contains("《") == short.contains("》")
    else { return document }
    return short + "…"
  }

  /// Which brief it is; empty if nobody knows the day.
  fileprivate func day(_ language: Language) -> String {
    if date.precision == .none, date.said == nil { return "" }
    return language(date.text(.zh), " of \(date.text(.en))")
  }

  func text(_ language: Language) -> String {
    language(
      "\(unitName)“\(words)”另见\(Mention.quoted(document))，只计一次",
      "\(unitName) “\(words)” stands in “\(document)”, too, and counts once")
  }
}
