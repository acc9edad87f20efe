import Recurrence

// MARK: - Names that must exist elsewhere

extension Fault {
  static func notFound(_ what: Named, _ name: String, nearest: String?, where place: BilingualText? = nil)
    -> Fault
  {
    let file = place ?? what.home
    let guess = nearest.map { BilingualText(zh: "，是不是 “\($0)”？", en: "; did you mean '\($0)'?") }
    return Fault(
      "E301", "\(what.noun.zh) “\(name)” 不在 \(file.zh) 里\(guess?.zh ?? "")",
      "\(what.noun.text(.en)) '\(name)' is not in \(file.text(.en))\(guess?.text(.en) ?? "")",
      do: nearest.map { "改成 \($0)" } ?? "请核对名称，或先在那里加上它",
      nearest.map { "write \($0)" } ?? "check the name, or add it there first")
  }

  enum Named {
    case unit, level, channel, template, taskOrPart, part, planned(CampaignTest.Expectation.Subject)

    var noun: BilingualText {
      switch self {
      case .unit: BilingualText(zh: "单位", en: "unit")
      case .level: BilingualText(zh: "层级", en: "level")
      case .channel: BilingualText(zh: "渠道", en: "channel")
      case .template: BilingualText(zh: "模板", en: "template")
      case .taskOrPart: BilingualText(zh: "任务或分项", en: "task or part")
      case .part: BilingualText(zh: "分项", en: "part")
      case .planned(let subject): subject.noun
      }
    }

    var home: BilingualText {
      switch self {
      case .unit: BilingualText(zh: "单位表 shared/units", en: "shared/units")
      case .level: BilingualText(zh: "shared/settings.yaml 的 levels", en: "levels of shared/settings.yaml")
      case .channel: BilingualText(zh: "shared/channels.yaml", en: "shared/channels.yaml")
      case .template: BilingualText(zh: "Templates", en: "Templates")
      case .taskOrPart, .part, .planned: BilingualText(zh: "本文件", en: "this file")
      }
    }
  }

  static func expectsNothing(_ words: [String]) -> Fault {
    let zh = words.map { Vocabulary.display($0).zh }.joined(separator: "、")
    return Fault(
      "E102", "没写应该有什么", "it says not what is expected", do: "写 \(zh) 中的一个",
      "write one of \(words.joined(separator: ", "))")
  }

  static func oneOf(_ words: [String]) -> Fault {
    let zh = words.map { Vocabulary.display($0).zh }.joined(separator: "、")
    return Fault(
      "E103", "\(zh) 一次只能写一个", "only one of \(words.joined(separator: ", ")) can be given", do: "拆成两项",
      "make two items of it")
  }

  static func receiver(_ text: String) -> Fault {
    Fault(
      "E301", "看不懂收件岗位 “\(text)”", "can't read the receiver '\(text)'",
      do: "写成 层级.岗位，如 county.contact", "write level.role, such as county.contact")
  }

  static func unknownVariable(_ name: String, nearest: String?) -> Fault {
    Fault(
      "E301", "模板里没有这个变量：{{\(name)}}\(nearest.map { "，是不是 {{\($0)}}？" } ?? "")",
      "there is no template variable {{\(name)}}\(nearest.map { "; did you mean {{\($0)}}?" } ?? "")",
      do: "运行 campaign variables 可看到全部变量", "campaign variables lists them all")
  }

  static func badTemplate(_ reason: String) -> Fault {
    Fault(
      "E001", "模板写得不对：\(reason)", "the template can't be read: \(reason)",
      do: "检查 {{#…}} 与 {{/…}} 是否成对", "check that every {{#…}} has its {{/…}}")
  }

  static func cycle(_ ids: [String]) -> Fault {
    let chain = (ids + ids.prefix(1)).joined(separator: " → ")
    return Fault(
      "E302", "任务互相等待：\(chain)", "tasks wait for each other: \(chain)", do: "去掉其中一个 needs（先完成）",
      "remove one of the 'needs'")
  }

  static func repeatedID(_ id: String, first: Place?, file: String? = nil) -> Fault {
    let place = [file, first.map { "\($0.line)" }].compactMap { $0 }.joined(separator: ":")
    return Fault(
      "E303", "编号 “\(id)” 用了两次（先前在 \(file == nil ? "第 \(first?.line ?? 0) 行" : place)）",
      "the id '\(id)' is used twice (first at \(file == nil ? "line " : "")\(place))", do: "给其中一个换个编号",
      "give one of them another id")
  }

  static let chaseWithoutDue = Fault(
    "E401", "有 chase（催报）却没有 report.due（报告截止）", "chase needs report.due: a deadline to count from",
    do: "请补上 report: {due: 5 workdays after, …}", "add report: {due: 5 workdays after, …}")

  static let eachPartWithoutParts = Fault(
    "E401", "写了 of: each part（每个分项），但没有 parts（分项）", "'of: each part' needs parts",
    do: "请补上 parts，或去掉 of", "add parts, or remove 'of'")

  static let secretInFile = Fault(
    "E505", "这里像是机器人网址或密钥；网址就是密码，不能写在文件里",
    "this looks like a robot's address or secret; the address is the password and must not stand in a file",
    do: "请放到环境变量，用 url_from: env:变量名 引用，并更换已泄露的密钥",
    "put it into an environment variable, refer to it with url_from: env:NAME, and replace the leaked key")

  static func unitTree(_ fault: UnitTreeFault) -> Fault {
    switch fault {
    case .duplicate(let id):
      Fault(
        "E303", "单位编号 “\(id)” 用了两次", "the unit id '\(id)' is used twice", do: "给其中一个换个编号",
        "change one of them")
    case .unknownParent(let id, let parent):
      Fault(
        "E301", "单位 “\(id)” 的上级 “\(parent)” 不在表里",
        "the parent '\(parent)' of unit '\(id)' is not in the table",
        do: "请核对 parent", "check the parent")
    case .notBelow(let id, let parent):
      Fault(
        "E301", "单位 “\(id)” 的层级不低于上级 “\(parent)”", "unit '\(id)' does not stand below its parent '\(parent)'",
        do: "请核对 level 和 parent", "check level and parent")
    case .secondRoot(let id, let root):
      Fault(
        "E301", "单位 “\(id)” 没有上级，而 “\(root)” 已是最上级",
        "unit '\(id)' has no parent, but '\(root)' is the root already",
        do: "请填写 parent", "fill in its parent")
    }
  }

  static func denominator(_ level: String, expected: Int, found: Int) -> Fault {
    let difference = abs(expected - found)
    return Fault(
      "E301", "应有 \(expected) 个\(level)，表里\(found < expected ? "缺" : "多") \(difference) 个",
      "\(expected) units of level \(level) are expected, the table has \(found)",
      do: "补齐单位表，或改 expected", "complete the table, or change 'expected'")
  }

  static func unknownLevel(_ name: String, among levels: [Level]) -> Fault {
    let words = levels.flatMap { [$0.name.zh] + ($0.name.en.map { [$0] } ?? []) }
    return notFound(.level, name, nearest: Vocabulary.nearest(to: name, among: words))
  }

  static func missingColumns(_ names: [String]) -> Fault {
    let list = names.joined(separator: ", ")
    let all = UnitTable.columns.joined(separator: ",")
    return Fault(
      "E102", "表头缺少列：\(list)", "the header lacks the columns \(list)", do: "第一行写 \(all)",
      "begin with the line \(all)")
  }

  static func wrongCellCount(_ count: Int, expected: Int) -> Fault {
    Fault(
      "E001", "这一行有 \(count) 格，应有 \(expected) 格", "this row has \(count) cells, \(expected) are expected",
      do: "补上逗号；内容里有逗号的格子加英文双引号", "add the commas; quote a cell that has a comma in it")
  }

  static func emptyCell(_ column: String) -> Fault {
    Fault(
      "E102", "表格缺少 \(column)", "the table's columns \(column) must be filled in", do: "填上单位编号和岗位",
      "fill in the unit's id and the role")
  }

  static let badMention = Fault(
    "E001", "mention（提及）这一格不对", "the cell in column 'mention' is wrong",
    do: "写平台上的成员编号或手机号，一格一个，不能写 all", "write one person's id on the platform or mobile number, never 'all'")

  static func unknownColumn(_ name: String, among columns: [String]) -> Fault {
    let nearest = Vocabulary.nearest(to: name, among: columns)
    return Fault(
      "E101", "不认识的列 “\(name)”\(nearest.map { "，是不是 “\($0)”？" } ?? "")",
      "unknown column '\(name)'\(nearest.map { "; did you mean '\($0)'?" } ?? "")",
      do: "可用的列：\(columns.joined(separator: ","))", "columns: \(columns.joined(separator: ","))")
  }

  static func unknownUnit(_ name: String, in tree: UnitTree) -> Fault {
    let byName = tree.units(named: name).first?.id
    return notFound(.unit, name, nearest: byName ?? Vocabulary.nearest(to: name, among: tree.units.map(\.id)))
  }

  static func badCell(_ text: String, column: String) -> Fault {
    Fault(
      "E001", "表格 \(column) 列不对：“\(text)”", "the table's column \(column) is wrong: '\(text)'",
      do: "列依次为 id,name,level,parent,aliases,counted,code",
      "columns: id,name,level,parent,aliases,counted,code")
  }
}

// MARK: - Shared files

extension Fault {
  static func notFoundZone(_ text: String) -> Fault {
    let fault = UnknownZone(identifier: text)
    return Fault("E301", fault.problem.zh, fault.problem.en, do: fault.advice.zh, fault.advice.en)
  }

  static func source(_ text: String, key: String) -> Fault {
    // The value may be the secret itself, so it is not quoted.
    Fault(
      "E505", "\(key) 只能写 env:变量名 或 secrets", "\(key) takes env:NAME or secrets",
      do: "例如 env:WECOM_URL_<unit>", "for example env:WECOM_URL_<unit>")
  }

  static func calendar(_ fault: AnnouncedYearError) -> Fault {
    Fault(
      "E202", "日历文件有误：\(fault.problem.zh)", "the calendar file is wrong: \(fault.problem.en)",
      do: "\(fault.advice.zh)，请对照放假通知核对", "\(fault.advice.en); compare it with the notice")
  }

  /// The same fault where the file can be used all the same.
  var asWarning: Fault {
    Fault("W" + code.rawValue.dropFirst(), problem.zh, problem.text(.en), do: advice.zh, advice.text(.en))
  }
}

// MARK: - Files as a whole

extension Diagnostic {
  init(_ fault: Fault, file: String, at place: Place? = nil) {
    self.init(fault.code, file: file, at: place, problem: fault.problem, advice: fault.advice)
  }

  static func tooLarge(file: String, limit: Int) -> Diagnostic {
    Diagnostic(
      Fault(
        "E001", "文件超过 \(limit / 1024) KiB", "the file is larger than \(limit / 1024) KiB", do: "把它分成几个文件",
        "split it"), file: file)
  }

  static func missing(file: String) -> Diagnostic {
    Diagnostic(
      Fault(
        "E102", "没有 \(file)", "there is no \(file)", do: "campaign init 会补上缺少的文件，不改动已有的",
        "'campaign init' adds what is missing and leaves the rest alone"), file: file)
  }

  static func cannotRead(file: String, reason: String) -> Diagnostic {
    Diagnostic(
      Fault(
        "E001", "读不了文件：\(reason)", "can't read the file: \(reason)", do: "请检查路径和权限",
        "check path and permissions"),
      file: file)
  }

  static func repeatedKey(_ key: String, file: String, at place: Place, first: Place) -> Diagnostic {
    Diagnostic(
      Fault(
        "E103", "键 “\(key)” 写了两次：第 \(first.line) 行和第 \(place.line) 行",
        "the key '\(key)' is written twice: lines \(first.line) and \(place.line)", do: "删去其中一个",
        "remove one of them"),
      file: file, at: place)
  }

  static func unreadable(file: String, at place: Place?, _ fault: SourceFault) -> Diagnostic {
    Diagnostic(fault.text, file: file, at: place)
  }
}

extension SourceFault {
  var text: Fault {
    switch kind {
    case .encoding(let name):
      Fault(
        "E001", name == "?" ? "文件不是 UTF-8 编码" : "文件是 \(name) 编码，不是 UTF-8",
        name == "?" ? "the file is not UTF-8" : "the file is \(name), not UTF-8", do: "用编辑器“另存为” UTF-8",
        "save it as UTF-8 in your editor")
    case .tab:
      Fault(
        "E001", "这里有制表符（Tab）", "there is a tab character", do: "请用空格缩进，每级两格",
        "indent with spaces, two a level")
    case .fullWidthColon:
      Fault(
        "E001", "这里是中文冒号“：”", "this is a full-width colon", do: "请改成英文冒号“:”加一个空格", "write ':' and a space")
    case .missingSpace:
      Fault("E001", "冒号后面要有空格", "a space is missing after the colon", do: "写成 键: 值", "write 'key: value'")
    case .fullWidthComma:
      Fault("E001", "这里是中文逗号“，”", "this is a full-width comma", do: "请改成英文逗号“,”", "write ','")
    case .fullWidthBracket:
      Fault("E001", "这里是全角括号", "this is a full-width bracket", do: "请改成英文的 { } 或 [ ]", "write { } or [ ]")
    case .wideSpace:
      Fault(
        "E001", "这里的缩进是全角空格", "the indentation has a full-width space", do: "请改成两个半角空格",
        "write two plain spaces")
    case .indentation:
      Fault(
        "E001", "这里不能再有“键: 值”", "a 'key: value' can't stand here", do: "检查缩进；内容里有冒号时给整句加英文双引号",
        "check the indentation; quote a text that has a colon in it")
    case .structure:
      Fault(
        "E001", "这一行的结构看不懂", "the structure of this line can't be read", do: "检查缩进、冒号后的空格和括号是否成对",
        "check indentation, the space after a colon, and brackets")
    case .brackets:
      Fault(
        "E001", "括号里缺逗号，或者括号没有成对", "a comma or a closing bracket is missing", do: "检查 [ ] { } 和逗号（要用英文的）",
        "check [ ] { } and the commas")
    case .quotes:
      Fault("E001", "引号没有成对", "a quotation mark is missing", do: "补上另一个英文引号", "add the other quotation mark")
    case .severalDocuments:
      Fault(
        "E001", "一个文件里有多份文档（---）", "the file holds several documents (---)", do: "每份文档一个文件",
        "one document a file")
    case .anchor:
      Fault(
        "E001", "不支持 & 和 * 引用", "anchors and aliases (& and *) are not allowed", do: "把内容直接写出来",
        "write it out")
    case .tag:
      Fault("E001", "不支持 ! 标记", "tags (!) are not allowed", do: "去掉 ! 开头的标记", "remove the tag")
    case .keyIsNotText:
      Fault("E001", "键应该是一个词", "a key must be a word", do: "写成 键: 值", "write key: value")
    case .tooDeep(let limit):
      Fault("E001", "嵌套超过 \(limit) 层", "nested deeper than \(limit) levels", do: "减少嵌套", "nest less")
    case .other(let reason):
      Fault("E001", "看不懂：\(reason)", "can't be read: \(reason)", do: "检查这一行的写法", "check this line")
    }
  }
}
