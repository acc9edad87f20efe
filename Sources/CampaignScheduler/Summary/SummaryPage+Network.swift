import Ledger
import Planning

extension SummaryPage {
  /// How large the organisation is, in the words in which it was told.
  var networkSection: Markup {
    guard let network = summary.sheets.network else { return "" }
    let rows = network.values(language).compactMap { member -> [Markup]? in
      guard case .object(let values) = member.value else {
        guard member.name != "text" else { return nil }
        return ["\(Self.name(member.name, language))", "\(SheetWord.plain(member.value))", ""]
      }
      func plain(_ name: String) -> String? {
        values.first { $0.name == name }.map { SheetWord.plain($0.value) }
      }
      let share = plain("coveragePercent").map { $0 + "%" } ?? ""
      return ["\(Self.name(member.name, language))", "\(plain("text") ?? "")", "\(share)"]
    }
    return section(
      "组织网络", "Network",
      table(
        [language("项目", "Figure"), language("数量", "Number"), language("覆盖率", "Coverage")], rows, numbers: [2])
    )
  }

  private static func name(_ key: String, _ language: Language) -> String {
    names[key]?.text(language) ?? key
  }

  private static let names: [String: BilingualText] = [
    "asOf": BilingualText(zh: "截至", en: "as of"),
    "organisations": BilingualText(zh: "组织", en: "organisations"),
    "members": BilingualText(zh: "会员", en: "members"),
    "grassroots": BilingualText(zh: "基层组织", en: "grassroots bodies"),
    "floatingPopulation": BilingualText(zh: "流动人口组织", en: "bodies of the floating population"),
    "cities": BilingualText(zh: "市", en: "cities"), "counties": BilingualText(zh: "县（区）", en: "counties"),
    "namedTypes": BilingualText(zh: "已分类的组织", en: "bodies of a named kind"),
    "otherTypes": BilingualText(zh: "其他组织", en: "other bodies"),
    "floatingTargetRange": BilingualText(
      zh: "流动人口组织应建", en: "bodies of the floating population to be set up"),
  ]
}
