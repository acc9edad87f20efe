import Ledger
import Planning

/// The words for the keys of worked-out figures.
enum SheetWord {
  private static let words: [String: BilingualText] = [
    "allPosts": BilingualText(zh: "编制合计", en: "all posts"),
    "postsPerCounty": BilingualText(zh: "平均每县编制", en: "posts a county"),
    "postsPerCity": BilingualText(zh: "平均每市编制", en: "posts a city"),
    "target": BilingualText(zh: "任务数", en: "target"),
    "percentOfTarget": BilingualText(zh: "完成率（%）", en: "share of target (%)"),
    "shortBy": BilingualText(zh: "还差", en: "short by"),
    "targetRange": BilingualText(zh: "任务数范围", en: "target between"),
    "targetNearest": BilingualText(zh: "最接近的任务数", en: "nearest target"),
    "shortByNearest": BilingualText(zh: "还差", en: "short by"),
    "premiumEachYuan": BilingualText(zh: "每份保费（元）", en: "premium each (yuan)"),
    "paidEachClaimYuan": BilingualText(zh: "每件赔付（元）", en: "paid each claim (yuan)"),
    "paidOverPremium": BilingualText(zh: "赔付／保费（倍）", en: "paid over premium (times)"),
    "policiesPerHousehold": BilingualText(zh: "每户份数", en: "policies a household"),
    "completion": BilingualText(zh: "完成率", en: "completed"),
    "enrolled": BilingualText(zh: "参保率", en: "enrolled"),
    "cardsDelivered": BilingualText(zh: "卡到位率", en: "cards delivered"),
    "sitesChange": BilingualText(zh: "项目点增减", en: "change in sites"),
    "sitesLeftPercent": BilingualText(zh: "项目点为此前的（%）", en: "sites left (%)"),
    "classesChange": BilingualText(zh: "类别增减", en: "change in classes"),
    "returnPercent": BilingualText(zh: "回收率（%）", en: "returned (%)"),
    "answeredPercent": BilingualText(zh: "有效率（%）", en: "usable (%)"),
    "answeredForms": BilingualText(zh: "有效份数", en: "usable forms"),
    "blankForms": BilingualText(zh: "空白份数", en: "blank forms"),
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
    "sent": BilingualText(zh: "发出", en: "sent"), "returned": BilingualText(zh: "收回", en: "returned"),
    "name": BilingualText(zh: "名称", en: "name"), "dimensions": BilingualText(zh: "方面", en: "dimensions"),
    "measures": BilingualText(zh: "选票", en: "votes"),
    "singleItems": BilingualText(zh: "单项", en: "single items"),
    "others": BilingualText(zh: "其他问卷", en: "others"),
    "filledPercent": BilingualText(zh: "在岗率（%）", en: "filled (%)"),
    "vacant": BilingualText(zh: "空编", en: "vacant"),
    "overfilled": BilingualText(zh: "超编", en: "more than the posts"),
    "n": BilingualText(zh: "数量", en: "number"), "of": BilingualText(zh: "总数", en: "of"),
    "percent": BilingualText(zh: "百分比（%）", en: "percent"),
    "coveragePercent": BilingualText(zh: "覆盖率（%）", en: "coverage (%)"),
    "certainty": BilingualText(zh: "可靠程度", en: "certainty"), "text": BilingualText(zh: "文字", en: "in words"),
    "people": BilingualText(zh: "人数", en: "people"), "households": BilingualText(zh: "户数", en: "households"),
    "patients": BilingualText(zh: "患者", en: "patients"),
    "yearsRunning": BilingualText(zh: "连续年数", en: "years running"),
    "policies": BilingualText(zh: "投保份数", en: "policies"), "claims": BilingualText(zh: "理赔件数", en: "claims"),
    "premiumYuan": BilingualText(zh: "投保金额（元）", en: "premium (yuan)"),
    "paidYuan": BilingualText(zh: "赔付金额（元）", en: "paid (yuan)"),
    "sites": BilingualText(zh: "项目点", en: "sites"), "classes": BilingualText(zh: "类别", en: "classes"),
    // The sections.
    "network": BilingualText(zh: "组织网络", en: "Network"), "staffing": BilingualText(zh: "编制与在岗", en: "Posts"),
    "insurance": BilingualText(zh: "保险", en: "Insurance"), "rates": BilingualText(zh: "比率", en: "Rates"),
    "projects": BilingualText(zh: "项目点", en: "Project sites"),
    "programmes": BilingualText(zh: "其他项目", en: "Other programmes"),
    "questionnaire": BilingualText(zh: "问卷", en: "Questionnaire"),
  ]

  private static let rangeSuffix = "TargetRange"

  static func text(_ key: String, _ language: Language) -> String {
    if let word = words[key] { return word.text(language) }
    if let word = word(ofPlace: key) { return word.text(language) }
    // Whatever kinds of bodies a file knows, how many of them there should be can be worked out.
    guard key.hasSuffix(rangeSuffix) else { return key }
    let kind = text(String(key.dropLast(rangeSuffix.count)), language)
    return language("\(kind)应建", "\(kind) to be set up")
  }

  private static let wholes = [
    "Region": "区", "City": "市", "County": "县", "Township": "乡", "Town": "乡", "Village": "村",
  ]
  private static let plurals = [
    "Cities": "市", "Counties": "县", "Townships": "乡", "Towns": "乡", "Villages": "村",
  ]
  private static let numbers = [
    "Two": "两", "Three": "三", "Four": "四", "Five": "五", "Six": "六", "Seven": "七", "Eight": "八", "Nine": "九",
    "Ten": "十",
  ]

  /// Whatever is counted may be that of a whole place or of several: `patientsRegion`, `householdsThreeCounties`; nil for
  /// any other key.
  private static func word(ofPlace key: String) -> BilingualText? {
    if let (name, place) = wholes.first(where: { key.hasSuffix($0.key) }) {
      return words[String(key.dropLast(name.count))].map {
        BilingualText(zh: "全\(place)\($0.zh)", en: "\($0.text(.en)) of the \(name.lowercased())")
      }
    }
    guard let (name, place) = plurals.first(where: { key.hasSuffix($0.key) }),
      let (number, digit) = numbers.first(where: { key.dropLast(name.count).hasSuffix($0.key) }),
      let word = words[String(key.dropLast(name.count + number.count))]
    else { return nil }
    return BilingualText(
      zh: "\(digit)\(place)\(word.zh)",
      en: "\(word.text(.en)) of the \(number.lowercased()) \(name.lowercased())")
  }

  /// What stands beside a value that is not exact, under its key and this.
  static let certaintySuffix = "Certainty"

  /// Each value with its word, as sure as it is: `每份保费（元）`, `不超过 40.00`.
  static func texts(_ values: [JSONText.Member], _ language: Language) -> [(word: String, value: String)] {
    values.filter { !$0.name.hasSuffix(certaintySuffix) }.map { value in
      let certainty = values.first { $0.name == value.name + certaintySuffix }
        .flatMap { Quantity.Certainty(rawValue: plain($0.value)) }
      let number = plain(value.value)
      return (text(value.name, language), certainty?.boundText(number, language) ?? number)
    }
  }

  static func plain(_ value: JSONText) -> String {
    switch value {
    case .string(let text): text
    // Both ends of a range may be the same.
    case .array(let values): People.unique(values.map { plain($0) }).joined(separator: "–")
    case .null: "—"
    case .object, .number, .decimal, .bool: value.description
    }
  }
}
