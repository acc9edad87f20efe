public import Recurrence

/// The text of a new campaign file: complete, commented, and fit for the workspace it is made for, so that `check` finds
/// nothing to complain of before anybody has touched it.
public struct CampaignDraft: Sendable {
  /// What sort of campaign, by the word that goes into its `kind`.
  public enum Kind: String, Hashable, CaseIterable, Sendable {
    case memberDay = "member-day"
    case awarenessWeek = "awareness-week"
    case visit
    case annualTheme = "annual-theme"
    case outreach
    case monthly

    public var meaning: BilingualText {
      switch self {
      case .memberDay: BilingualText(zh: "每年固定一天", en: "one day every year")
      case .awarenessWeek: BilingualText(zh: "每年固定一周", en: "a week every year")
      case .visit: BilingualText(zh: "按农历，节前走访", en: "visits before a lunar festival")
      case .annualTheme: BilingualText(zh: "只办一次，分几项，各有截止日", en: "once, in parts with deadlines of their own")
      case .outreach: BilingualText(zh: "临时的一次活动", en: "a single event")
      case .monthly: BilingualText(zh: "每月一次", en: "every month")
      }
    }
  }

  let kind: Kind
  let id: String
  let name: String
  let language: Language
  let shared: SharedDefinitions
  let templates: TemplateLibrary
  /// Dates that the draft proposes lie after it.
  let today: CivilDate

  /// - `language`: Of keys, values and comments.
  public init(
    kind: Kind, id: String, name: String, language: Language, shared: SharedDefinitions,
    templates: TemplateLibrary, today: CivilDate
  ) {
    self.kind = kind
    self.id = id
    self.name = name
    self.language = language
    self.shared = shared
    self.templates = templates
    self.today = today
  }

  /// Whether a text can be an id: letters, digits, `-`, `_`, `.`, at most 64; it becomes part of keys and file names.
  public static func isID(_ text: String) -> Bool {
    !text.isEmpty && text.count <= 64
      && text.unicodeScalars.allSatisfy {
        $0.properties.isAlphabetic || ("0"..."9").contains($0) || "-_.".unicodeScalars.contains($0)
      }
  }

  public var text: String {
    let sections = [head, when, who, parts, tasks, materials, targets, reminders, report, chase, rest]
    return sections.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }

  // MARK: - Words

  /// A key of a section in the draft's language.
  func key(_ name: String, _ section: Section) -> String { section.key(name)?.word(language) ?? name }

  func head(_ name: String) -> String { key(name, .head) }

  /// A word of a closed list in the draft's language.
  func value(_ word: String) -> String { Vocabulary.value(word, in: language) }

  func comment(_ zh: String, _ en: String) -> String { "# " + language(zh, en) }

  /// `{a: b, c: d}`.
  func row(_ section: Section, _ pairs: KeyValuePairs<String, String?>) -> String {
    let cells = pairs.compactMap { name, text in text.map { "\(key(name, section)): \($0)" } }
    return "{\(cells.joined(separator: ", "))}"
  }

  func before(_ days: Int) -> String { language("前\(days)个工作日", "\(days) workdays before") }
  func after(_ days: Int) -> String {
    language("后\(days)个工作日", "\(days) workday\(days == 1 ? "" : "s") after")
  }

  // MARK: - What the workspace has

  /// The level that holds it: the lowest that has a robot for each unit, else the lowest that has units.
  var level: Level? {
    let withRobots = shared.channels.values.compactMap(\.onePer).max()
    return withRobots ?? shared.tree.units.map(\.level).max() ?? shared.levels.last
  }

  var root: String { shared.tree.root?.id ?? "root" }

  /// The level above, if it has robots of its own: whom a chase climbs to.
  var upperLevel: Level? {
    guard let level else { return nil }
    return shared.channels.values.compactMap(\.onePer).filter { $0 < level }.max()
  }

  func channel(of level: Level) -> String {
    let own = shared.channels.values.filter { $0.onePer == level }
    let all = shared.channels.values.filter { $0.onePer == nil }
    return (own.map(\.name).min() ?? all.map(\.name).min()) ?? "group"
  }

  func post(at level: Level) -> String {
    let known = shared.contacts.roles.filter { shared.contacts.knows($0, at: level) }
    let role = known.contains("contact") ? "contact" : known.first ?? "contact"
    return "\(level.name.text(language)).\(role)"
  }

  /// The template of a usual name if there is one, else the first.
  func template(_ name: String) -> String {
    templates.contains(name) ? name : templates.names.first ?? name
  }

  func levelName(_ level: Level) -> String { level.name.text(language) }

  func each(_ number: Int) -> String {
    guard let level else { return "\(number)" }
    return language("每\(levelName(level))\(number)", "\(number) per \(levelName(level))")
  }
}
