import Planning

/// The words that messages need beside their templates, in both languages.
struct ComposerTexts {
  let language: Language

  init(_ language: Language) {
    self.language = language
  }

  var sessions: String { language("场次", "sessions") }
  var attendance: String { language("参加人数", "attendance") }
  var households: String { language("走访户数", "households") }
  var sessionUnit: String { language("场", "") }
  var personUnit: String { language("人", "") }
  var householdUnit: String { language("户", "") }

  var notReported: String { language("未报", "not reported") }
  var apart: String { language("（不计入分母）", " (not counted)") }

  func reached(_ figure: String) -> String { language("已有 \(figure)", "reached \(figure)") }

  func join(_ place: String, _ name: String) -> String {
    place.isEmpty ? name : language(place + name, "\(place) \(name)")
  }

  func submission(_ what: String, _ unit: String) -> String {
    language("\(what)，以\(unit)计", "\(what), counted in \(unit)")
  }

  func amount(_ amount: Amount, unit: String) -> String {
    let space = unit.isEmpty ? "" : " "
    switch amount {
    case .total(let number), .each(let number, _): return "\(number)\(space)\(unit)"
    case .eachHousehold(let number):
      return language("每户 \(number)\(space)\(unit)", "\(number)\(space)\(unit) per household")
    case .allListed: return language("名单内全部", "all listed")
    }
  }

  /// What a campaign file's `ask` word means to whoever fills it in; other words are shown as they are.
  func asked(_ word: String) -> String {
    guard let text = Self.asked[word] else { return word }
    return text.text(language)
  }

  private static let asked: [String: BilingualText] = [
    "date": BilingualText(zh: "活动日期", en: "date"), "venue": BilingualText(zh: "地点", en: "venue"),
    "attendance": BilingualText(zh: "参加人数", en: "attendance"),
    "materials": BilingualText(zh: "发放物资", en: "materials given"),
    "services": BilingualText(zh: "服务项目和人数", en: "services and people served"),
    "photos": BilingualText(zh: "照片", en: "photos"), "story": BilingualText(zh: "活动情况", en: "what happened"),
    "households": BilingualText(zh: "走访户数", en: "households visited"),
    "needs_found": BilingualText(zh: "发现的需求", en: "needs found"),
  ]
}
