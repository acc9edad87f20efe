import Ledger
import Planning

extension SummaryPage {
  /// How large the organisation is, in the words in which it was told.
  var networkSection: Markup {
    guard let network = summary.sheets.network else { return "" }
    let rows = network.values(language).compactMap { member -> [Markup]? in
      guard case .object(let values) = member.value else {
        guard member.name != "text" else { return nil }
        return ["\(SheetWord.text(member.name, language))", "\(SheetWord.plain(member.value))", ""]
      }
      func plain(_ name: String) -> String? {
        values.first { $0.name == name }.map { SheetWord.plain($0.value) }
      }
      let share = plain("coveragePercent").map { $0 + "%" } ?? ""
      return ["\(SheetWord.text(member.name, language))", "\(plain("text") ?? "")", "\(share)"]
    }
    return section(
      "组织网络", "Network",
      table(
        [language("项目", "Figure"), language("数量", "Number"), language("覆盖率", "Coverage")], rows, numbers: [2])
    )
  }
}
