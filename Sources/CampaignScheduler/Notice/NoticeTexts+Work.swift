import Ledger
import Planning

/// Who takes part and what they do.
extension NoticeTexts {
  // MARK: - Who

  /// 各县（市、区）, all county units.
  func all(_ level: LevelWords) -> String { language("各\(level.zh)", "all \(level.en) units") }

  func addressee(_ level: LevelWords, organisation: String, below: String?) -> String {
    language(
      "\(below ?? "")各\(level.zh)\(organisation)", "all \(level.en) units\(below.map { " of \($0)" } ?? "")")
  }

  var hostsLabel: String { language("举办单位", "Held by") }
  var guestsLabel: String { language("自愿参加", "May join") }
  var audienceLabel: String { language("活动对象", "For") }
  var partnersLabel: String { language("协办单位", "Together with") }

  func hosts(_ units: String, count: Int) -> String {
    language("\(units)，共 \(count) 个", "\(units), \(count) in number")
  }
  func alsoHosts(_ names: [String]) -> String {
    language("\(join(names))一并举办，不计入统计", "\(join(names)) as well, outside the statistics")
  }
  func except(_ names: [String]) -> String { language("不含\(join(names))", "without \(join(names))") }
  func guests(_ levels: [String]) -> String {
    language(
      "\(join(levels))愿意举办的，可以登记，不列入催报。",
      "\(join(levels)) units, as they wish; they are not reminded to report.")
  }
  var byHousehold: String { language("按户统计", "counted by household") }

  // MARK: - Parts

  func keyTasks(_ tasks: [String], parts: Int) -> String {
    let tasks = join(tasks)
    guard parts > 0 else { return language("落实重点任务：\(tasks)。", "Key tasks: \(tasks).") }
    return language("围绕\(tasks)，开展以下 \(parts) 项活动。", "For \(tasks), these \(parts) activities:")
  }

  /// The deadline's words come in whole: `6 月 12 日（星期五）前`.
  func complete(_ deadline: String) -> String { language("\(deadline)完成", "to be completed \(deadline)") }
  func atLeast(_ amount: Amount, unit: String, level: LevelWords?) -> String {
    self.amount(amount, unit: unit, level: level, isLeast: true)
  }
  func submit(_ what: String, _ amount: String?, _ deadline: String, to: String) -> String {
    let collected = language("征集\(what)", "\(what)") + (amount.map { language("，\($0)", ", \($0)") } ?? "")
    return ended(language("\(collected)，\(deadline)报\(to)", "\(collected), to \(to) \(deadline)"))
  }
  func afterwards(_ asked: [String]) -> String {
    language("完成后报送\(join(asked))。", "Report afterwards: \(join(asked)).")
  }

  // MARK: - Tasks

  func task(_ deadline: String, owner: String, what: String) -> String {
    ended(language("\(deadline)，\(owner)\(spacedStart(what))", "\(deadline), \(owner): \(what)"))
  }

  func waits(for things: [String]) -> String {
    language("须在\(join(things))完成后进行。", "After \(join(things)).")
  }
  /// 第（一）、（二）项.
  func pointsNamed(_ numbers: [Int]) -> String {
    let marks = numbers.map { language("（\(Self.chineseNumber($0))）", "(\($0))") }
    return language("第\(join(marks))项", join(marks))
  }

  private func spacedStart(_ text: String) -> String {
    text.first?.isASCII == true && text.first?.isPunctuation == false ? " " + text : text
  }

  // MARK: - Materials and targets

  func amount(
    _ amount: Amount, unit: String, of thing: String? = nil, level: LevelWords?, isLeast: Bool = false
  ) -> String {
    func figure(_ number: Int) -> String {
      let counted = language(
        "\(number)\(unit.isEmpty ? "" : " \(unit)")",
        Quantity.exact(Figure(number)).englishText(counter: unit, of: thing))
      return (isLeast ? language("不少于 ", "at least ") : language(" ", "")) + counted
    }
    switch amount {
    case .total(let number): return language("共\(figure(number))", "\(figure(number)) in all")
    case .each(let number, let each):
      let words = level ?? LevelWords(zh: each.name.zh, en: each.name.text(.en))
      return language("每\(words.short)\(figure(number))", "\(figure(number)) per \(words.en)")
    case .eachHousehold(let number): return language("每户\(figure(number))", "\(figure(number)) per household")
    case .allListed: return language("名单内全部", "all that are listed")
    }
  }

  func titled(_ titles: [String]) -> String {
    language("品名：\(self.titles(titles))", "titles: \(join(titles))")
  }
  var healthGood: String {
    language("由卫生机构发放、登记到人，这里只报数量", "given and registered by the health service; report quantities only")
  }
  var keepsStock: String { language("登记出入库", "booked in and out of stock") }
  var returnable: String { language("用后收回", "to be returned after use") }
  var twoSignatures: String { language("须两人签字", "needs two signatures") }

  var sessionsTarget: String { language("活动场次", "sessions") }
  var attendanceTarget: String { language("参加人数", "attendance") }
  var householdsTarget: String { language("走访户数", "households") }
  var reportingTarget: String { language("按时报送率", "reports on time") }
  var sessionUnit: String { language("场", "") }
  var timeUnit: String { language("次", "") }
  var personUnit: String { language("人", "") }
  var householdUnit: String { language("户", "") }

  func target(_ what: String, _ amount: String) -> String {
    language("\(what)：\(amount)", "\(what): \(amount)")
  }

  /// 9500 as `95%`.
  func percent(_ basisPoints: Int) -> String {
    let (whole, rest) = basisPoints.quotientAndRemainder(dividingBy: 100)
    guard rest > 0 else { return "\(whole)%" }
    return rest % 10 == 0 ? "\(whole).\(rest / 10)%" : "\(whole).\(rest < 10 ? "0" : "")\(rest)%"
  }

  // MARK: - Posts

  /// 自治区计生协群众工作部. The contact of a unit is the unit itself, as far as a notice goes.
  func post(_ unit: String, role: String) -> String {
    guard role != "contact", role != "联系人" else { return unit }
    let name = Self.roles[role]?.text(language) ?? role
    return language("\(unit)\(spacedStart(name))", "\(unit), \(name)")
  }

  /// The roles that the sample files name; others are shown as they are written.
  private static let roles: [String: BilingualText] = [
    "masses": BilingualText(zh: "群众工作部", en: "department of public work"),
    "office": BilingualText(zh: "办公室", en: "office"),
    "leader": BilingualText(zh: "负责人", en: "leader"),
  ]
}

/// What units of a level are called: 县（市、区） where some of the counties are cities or districts.
struct LevelWords: Hashable {
  let zh: String
  /// For 每…: the level's name alone.
  let short: String
  let en: String

  init(zh: String, en: String) {
    self.zh = zh
    short = zh
    self.en = en
  }

  init(_ level: Level, units: some Sequence<Unit>) {
    let kinds = Set(units.compactMap { unit in Self.kinds.first { unit.name.hasSuffix($0) } })
    let others = Self.kinds.filter { kinds.contains($0) && $0 != level.name.zh }
    // A level called 县 may hold 市 and 区; one called 学校 is its own word.
    let isPlace = Self.kinds.contains(level.name.zh)
    let ordered = Self.order.filter { others.contains($0) }
    short = level.name.zh
    zh = isPlace && !ordered.isEmpty ? "\(short)（\(ordered.joined(separator: "、"))）" : short
    en = level.name.text(.en)
  }

  /// Endings of names, the longer ones first: 社区 is not a 区.
  private static let kinds = ["街道", "社区", "地区", "县", "市", "区", "旗", "州", "盟", "乡", "镇", "村"]
  /// As they are customarily listed.
  private static let order = ["县", "市", "区", "旗", "州", "地区", "盟", "乡", "镇", "街道", "村", "社区"]
}
