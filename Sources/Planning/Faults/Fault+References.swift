// MARK: - Names that must exist elsewhere

extension Fault {
  /// - `known`: What there is, for a name that is near to none of them.
  static func notFound(_ what: Named, _ name: String, among known: some Collection<String>) -> Fault {
    // Nobody wrote so many, and to compare or sort them for each fault takes long.
    let isEndless = known.count > 5000
    let nearest = isEndless ? nil : Vocabulary.nearest(to: name, among: known)
    let guess = guess(nearest)
    let all = isEndless || nearest != nil ? [] : known.sorted()
    let (zh, en) = (what.home.zh, what.home.text(.en))
    let advice =
      switch nearest {
      case let nearest?: BilingualText(zh: "改成 \(nearest)", en: "write \(nearest)")
      case nil where all.isEmpty: BilingualText(zh: "请先在\(zh)里加上它", en: "add it to \(en) first")
      case nil:
        BilingualText(
          zh: "可以写：\(list(all, .zh))；或先在\(zh)里加上它",
          en: "write one of: \(list(all, .en)); or add it to \(en) first")
      }
    return Fault(
      "E301", "\(what.noun.zh) “\(short(name))” 不在\(zh)里\(guess.zh)",
      "\(what.noun.text(.en)) '\(short(name))' is not in \(en)\(guess.text(.en))", do: advice.zh,
      advice.text(.en))
  }

  enum Named {
    case channel, template, taskOrPart, part, planned(CampaignTest.Expectation.Subject)

    fileprivate var noun: BilingualText {
      switch self {
      case .channel: BilingualText(zh: "渠道", en: "channel")
      case .template: BilingualText(zh: "模板", en: "template")
      case .taskOrPart: BilingualText(zh: "任务或分项", en: "task or part")
      case .part: BilingualText(zh: "分项", en: "part")
      case .planned(let subject): subject.noun
      }
    }

    fileprivate var home: BilingualText {
      switch self {
      case .channel: BilingualText(zh: " shared/channels.yaml ", en: "shared/channels.yaml")
      case .template: BilingualText(zh: " Templates 文件夹", en: "the folder Templates")
      case .taskOrPart, .part, .planned: BilingualText(zh: "本文件", en: "this file")
      }
    }
  }

  static func unknownLevel(_ name: String, among levels: [Level]) -> Fault {
    let words = levels.flatMap { [$0.name.zh] + ($0.name.en.map { [$0] } ?? []) }
    let nearest =
      Vocabulary.nearest(to: name, among: words) ?? words.last { name.hasPrefix($0) }
      ?? words.last { name.hasSuffix($0) }
    let guess = guess(nearest)
    let zh = levels.map(\.name.zh)
    let en = levels.map { level in level.name.en.map { "\(level.name.zh) (\($0))" } ?? level.name.zh }
    return Fault(
      "E301", "没有层级 “\(short(name))”\(guess.zh)", "there is no level '\(short(name))'\(guess.text(.en))",
      do: nearest.map { "改成 \($0)" } ?? "可以写：\(list(zh, .zh))（见 shared/settings.yaml）",
      nearest.map { "write \($0)" } ?? "write one of: \(list(en, .en)), as in shared/settings.yaml")
  }

  /// A unit goes by its id; its name is known, too, but two units may share one.
  static func unknownUnit(_ name: String, _ guess: UnitGuess) -> Fault {
    let shown = short(name)
    switch guess {
    case .named(let unit):
      return Fault(
        "E301", "“\(shown)” 是单位名称，这里要写编号", "'\(shown)' is a unit's name; its id belongs here",
        do: "改成 \(unit.id)",
        "write \(unit.id)")
    case .shared(let units):
      let ids = units.prefix(5).map(\.id)
      return Fault(
        "E301", "有 \(units.count) 个单位叫 “\(shown)”，要写编号",
        "\(units.count) units are called '\(shown)'; write the id",
        do: "选一个：\(list(ids, .zh))", "choose one of: \(list(ids, .en))")
    case .near(let unit):
      return Fault(
        "E301", "单位 “\(shown)” 不在单位表里，是不是 “\(unit.id)”（\(unit.name)）？",
        "unit '\(shown)' is not in the table of units; did you mean '\(unit.id)' (\(unit.name))?",
        do: "改成 \(unit.id)",
        "write \(unit.id)")
    case .none:
      return Fault(
        "E301", "单位 “\(shown)” 不在单位表里", "unit '\(shown)' is not in the table of units",
        do: "写 shared/units 里的编号，或先在那里加上它", "write an id from shared/units, or add the unit there first")
    }
  }

  static func receiver(_ text: String, _ guess: String?, among levels: [Level]) -> Fault {
    let example = levels.typical.map { "\($0.name.en ?? $0.name.zh).contact" } ?? "county.contact"
    return Fault(
      "E301", "看不懂收件岗位 “\(short(text))”", "can't read the receiver '\(short(text))'",
      do: "写成 层级.岗位（中间是英文句点），如 \(guess ?? example)",
      "write level.role with a dot between them, such as \(guess ?? example)")
  }

  static func cycle(_ ids: [String], _ needs: KeyWord) -> Fault {
    let chain = (ids + ids.prefix(1)).joined(separator: " → ")
    return ids.count == 1
      ? Fault(
        "E302", "任务 \(ids[0]) 要先完成它自己", "task \(ids[0]) waits for itself", do: "从\(needs.inner)里去掉 \(ids[0])",
        "remove \(ids[0]) from its \(needs.en)")
      : Fault(
        "E302", "任务互相等待：\(chain)", "tasks wait for each other: \(chain)", do: "去掉其中一个\(needs.inner)",
        "remove one of the \(needs.en)")
  }

  static func repeatedID(_ id: String, firstLine: Int) -> Fault {
    Fault(
      "E303", "编号 “\(short(id))” 用了两次（先前在第 \(firstLine) 行）",
      "the id '\(short(id))' is used twice (first in line \(firstLine))",
      do: "给其中一个换个编号", "give one of them another id")
  }

  static func repeatedCampaign(_ id: String, firstFile: String) -> Fault {
    Fault(
      "E303", "活动编号 “\(short(id))” 已经用在 \(firstFile)",
      "the campaign id '\(short(id))' is taken by \(firstFile)",
      do: "给其中一个换个编号", "give one of them another id")
  }

  static func chaseWithoutDue(_ chase: KeyWord, _ wording: Language) -> Fault {
    let isChinese = wording == .zh
    let report = isChinese ? "报告: {截止: 后5个工作日}" : "report: {due: 5 workdays after}"
    return Fault(
      "E401", "有\(chase.inner)却没有报告截止日，不知道从哪天起算逾期", "\(chase.en) needs the report's deadline to count from",
      do: "请补上 \(report)", "add \(report)")
  }

  static func eachPartWithoutParts(_ of: KeyWord, _ parts: KeyWord) -> Fault {
    Fault(
      "E401", "\(of.zh)要每个分项各一次，但没有\(parts.inner)",
      "\(of.en) asks for each part, but there are no \(parts.en)",
      do: "请补上 \(parts.typed)，或去掉 \(of.typed)", "add \(parts.typed), or remove \(of.typed)")
  }

  static let secretInFile = Fault(
    "E505", "这里像是机器人网址或密钥；网址就是密码，不能写在文件里",
    "this looks like a robot's address or secret; the address is the password and must not stand in a file",
    do: "请放到环境变量，用 url_from: env:变量名 引用，并更换已泄露的密钥",
    "put it into an environment variable, refer to it with url_from: env:NAME, and replace the leaked key")
}

/// What a word for a unit could mean that is no id.
enum UnitGuess {
  case named(Unit), shared([Unit]), near(Unit), none

  init(_ name: String, in tree: UnitTree) {
    let named = tree.units(named: name)
    if let unit = named.first {
      self = named.count == 1 ? .named(unit) : .shared(named)
      return
    }
    // 七星区计生协 is of 七星区, whatever else is written alike.
    let longest = tree.units.filter { $0.name.count > 1 && name.hasPrefix($0.name) }.max {
      $0.name.count < $1.name.count
    }
    let words = tree.units.lazy.flatMap { [$0.id, $0.name] + $0.aliases }
    let nearest =
      longest
      ?? Vocabulary.nearest(to: name, among: words).flatMap { tree[$0] ?? tree.units(named: $0).first }
    self = nearest.map { .near($0) } ?? .none
  }
}
