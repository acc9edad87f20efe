import Planning

/// What a column of an organiser's table holds.
enum ColumnRole: Hashable, CaseIterable, Sendable {
  case number, name, sex, age, phone, role, status, remark
  /// Where somebody lives, or which unit held something.
  case unit
  /// Who held it together with the unit.
  case partner
  case count, children, volunteers, staff
  /// Doctors and nurses, who are staff by their name; those who spoke.
  case medics, speakers
  /// How long a training was.
  case hours
  /// Those whom the one who signs brings along.
  case companions
  case date, title, campaign, kind, keyTask, venue
  /// Who is named as holding it beside the unit whose session it was.
  case organiser
  /// The last of several days; the time of the day; a day in three columns.
  case endDate, clock, year, month, dayOfMonth
  case item, quantity
  /// What the quantity is counted in.
  case counter
  /// Columns of a file of rows that were set apart.
  case setApartReason, setApartFrom, setApartLine

  /// The words of a header, without blanks, brackets and what stands in them, in lower case.
  private static let words: [(role: ColumnRole, words: [String])] = [
    (.number, ["序号", "编号", "no", "no.", "#", "序", "行号"]),
    (
      .name,
      [
        "姓名", "名字", "签到人", "参加人", "参加人员", "参会人员", "姓名签名", "签名", "签到", "签字", "姓名签字", "户主", "name", "fullname",
        "attendee",
      ]
    ),
    (.sex, ["性别", "男女", "sex", "gender"]),
    (.age, ["年龄", "岁数", "周岁", "age"]),
    (
      .phone,
      [
        "电话", "手机", "联系方式", "联系电话", "手机号", "手机号码", "电话号码", "联系手机", "本人电话", "phone", "mobile", "tel",
        "telephone", "phonenumber", "contact",
      ]
    ),
    (.role, ["角色", "身份", "人员类别", "类别", "role"]),
    (
      .status,
      [
        "状态", "到场情况", "签到情况", "签到状态", "出席情况", "到会情况", "参加情况", "参会情况", "到课情况", "出勤", "出勤情况", "考勤", "考勤情况",
        "是否到场",
        "是否到会", "是否签到", "是否参加", "是否出席", "是否来了", "到否", "活动状态", "是否开展", "是否举办", "是否完成", "status", "present",
      ]
    ),
    (
      .unit,
      [
        "村", "社区", "村社区", "村居", "村屯", "村组", "地区", "辖区", "片区", "所在村", "所在社区", "住址", "家庭住址", "地址", "单位", "单位名称",
        "开展单位", "主办单位", "举办单位",
        "承办单位", "填报单位", "报送单位", "工作单位", "所在单位", "县区", "县", "市县区", "县市区", "区县", "区", "市", "地市", "城市", "乡镇",
        "镇", "乡",
        "街道", "乡镇街道", "服务站", "unit", "village", "community", "county", "city", "town", "organisation",
        "organization",
        "address",
      ]
    ),
    (
      .partner,
      [
        "协办", "联合开展单位", "协办方", "合作方", "联办", "partner", "partners", "partnerunit", "jointlywith", "cohost",
        "cohosts",
        "supportedby",
      ]
    ),
    (
      .count,
      [
        "人数", "来了几人", "到场人数", "几人", "参加人数", "参与人数", "实到人数", "实到", "到会人数", "签到人数", "参加人次", "参与人次", "人次",
        "受众人数",
        "覆盖人数", "参加群众", "参与群众", "到场群众", "出席群众", "参会人数", "people", "persons", "count", "attendance",
        "attended", "participants",
        "headcount",
        "numberofpeople",
      ]
    ),
    (.children, ["儿童", "儿童人数", "儿童数", "孩子", "孩子数", "小孩", "小孩数", "其中儿童", "未成年人", "children", "kids"]),
    (.volunteers, ["志愿者", "志愿者人数", "志愿者数", "volunteers", "volunteer"]),
    (.staff, ["工作人员", "工作人员数", "工作人员人数", "staff"]),
    (
      .speakers,
      [
        "主讲", "主讲人", "主讲人姓名", "讲师姓名", "授课人", "授课人姓名", "授课老师", "授课老师姓名", "授课教师", "授课专家", "speaker",
        "speakers", "lecturer", "lecturers",
      ]
    ),
    (.hours, ["学时", "学时数", "课时", "课时数", "培训学时", "培训课时", "培训学时数", "授课学时", "hours"]),
    (
      .date,
      [
        "日期", "时间", "活动时间", "活动日期", "开展时间", "开展日期", "举办时间", "举办日期", "签到日期", "开始日期", "开始时间", "起始日期", "起始时间",
        "起止日期", "起止时间", "date", "day", "when", "startdate", "datefrom",
      ]
    ),
    (
      .endDate,
      ["结束日期", "结束时间", "截止日期", "截止时间", "终止日期", "终止时间", "活动结束日期", "活动结束时间", "enddate", "dateto", "until"]
    ),
    (.clock, ["时段", "活动时段", "具体时间", "几点", "time", "timeofday"]),
    (.year, ["年", "年份", "年度", "所属年份", "year"]),
    (.month, ["月", "月份", "所属月份", "活动月份", "开展月份", "month"]),
    (.dayOfMonth, ["日"]),
    (
      .title,
      [
        "活动", "活动名称", "活动主题", "活动内容", "主题", "名称", "内容", "场次", "event", "activity", "title", "session",
        "topic",
      ]
    ),
    (.campaign, ["活动编号", "所属活动", "campaign"]),
    (.kind, ["类型", "活动类型", "活动形式", "形式", "kind", "type"]),
    (.keyTask, ["重点任务", "主要任务", "所属重点任务", "keytask"]),
    (.venue, ["地点", "活动地点", "场所", "举办地点", "venue", "place", "where", "location"]),
    (
      .item,
      [
        "物资", "物资名称", "发放物资", "发放", "发放情况", "物品", "发放物品", "品名", "宣传品", "发放宣传品", "物资发放", "物资发放情况",
        "发放物资情况", "发放物品情况", "发放品种", "发放种类", "物资种类", "物资品种", "宣传品发放", "宣传品发放情况", "资料发放", "资料发放情况", "资料发放量",
        "宣传资料发放", "宣传资料发放情况", "礼品发放",
        "item", "items", "goods",
        "materials",
        "given",
      ]
    ),
    (.quantity, ["数量", "发放数量", "发放数", "物资数量", "份数", "quantity", "qty", "number"]),
    (.counter, ["计量单位", "数量单位", "物资单位", "unitofmeasure"]),
    (.remark, ["备注", "说明", "备考", "remark", "remarks", "note", "notes", "comment"]),
    (.setApartReason, ["待改原因", "whynot"]),
    (.setApartFrom, ["所属导入", "importof"]),
    (.setApartLine, ["原表行号", "originalrow"]),
  ]

  private static let byWord = Dictionary(
    words.flatMap { entry in entry.words.map { ($0, entry.role) } }, uniquingKeysWith: { first, _ in first })

  /// The role that a header's text names, exactly or by its end or beginning; nil if none.
  init?(header text: String) {
    let word = HeaderText.normalised(text)
    guard !word.isEmpty, word.count <= 24 else { return nil }
    if let role = Self.byWord[word] {
      self = role
      return
    }
    if let role = CountHeader.role(word, measure: HeaderText.counter(text)) ?? HeaderGrammar.role(word) {
      self = role
      return
    }
    if word.hasSuffix("单位"), Self.joining.contains(where: { word.contains($0) }) {
      self = .partner
      return
    }
    let tails: [(String, ColumnRole)] = [
      ("姓名", .name), ("备注", .remark), ("说明", .remark), ("日期", .date), ("单位", .unit),
    ]
    if let tail = tails.first(where: { word.hasSuffix($0.0) }), !word.hasPrefix("出生") {
      self = tail.1
      return
    }
    guard ["电话", "手机", "联系方式"].contains(where: { word.contains($0) }),
      !["费", "咨询", "热线", "访", "次", "人数"].contains(where: { word.contains($0) })
    else { return nil }
    self = .phone
  }

  /// Columns of those who helped, and what each of these is.
  static let helpers: [(column: ColumnRole, role: Count.Role)] = [
    (.volunteers, .volunteers), (.staff, .staff), (.medics, .staff), (.speakers, .speakers),
  ]

  var isOfHelpers: Bool { Self.helpers.contains { $0.column == self } }

  /// What stands before 单位 for somebody who only took part: the unit whose session it was stands elsewhere.
  private static let joining = ["联合", "协", "合作", "配合", "参与", "参加", "支持", "共建", "联办", "合办", "共同", "指导", "赞助"]

  /// Whether a header names its role with a word of the list, and not just by its end.
  static func isExact(_ header: String) -> Bool { byWord[HeaderText.normalised(header)] != nil }

  /// Whether a cell as it is written is such a word: asked of every row, so that it is looked up and not read.
  static func isWord(_ cell: String) -> Bool { cell.utf8.count <= 48 && byWord[cell] != nil }

  func name(_ language: Language) -> String {
    switch self {
    case .number: language("序号", "number")
    case .name: language("姓名", "name")
    case .sex: language("性别", "sex")
    case .age: language("年龄", "age")
    case .phone: language("电话", "phone")
    case .role: language("角色", "role")
    case .status: language("状态", "status")
    case .remark: language("备注", "remark")
    case .unit: language("单位", "unit")
    case .partner: language("联合单位", "partners")
    case .count: language("人数", "people")
    case .children: language("儿童", "children")
    case .volunteers: language("志愿者", "volunteers")
    case .staff: language("工作人员", "staff")
    case .medics: language("医务人员", "medical staff")
    case .speakers: language("讲师", "speakers")
    case .hours: language("学时", "hours")
    case .companions: language("随行人员", "companions")
    case .date: language("日期", "date")
    case .endDate: language("结束日期", "last day")
    case .clock: language("时间", "time")
    case .year: language("年", "year")
    case .month: language("月", "month")
    case .dayOfMonth: language("日", "day")
    case .title: language("活动", "event")
    case .campaign: language("活动编号", "campaign")
    case .kind: language("类型", "kind")
    case .keyTask: language("重点任务", "key task")
    case .venue: language("地点", "venue")
    case .organiser: language("主办单位", "organisers")
    case .item: language("物资", "item")
    case .quantity: language("数量", "quantity")
    case .counter: language("计量单位", "unit of measure")
    case .setApartReason: language("待改原因", "why not")
    case .setApartFrom: language("所属导入", "import of")
    case .setApartLine: language("原表行号", "original row")
    }
  }
}
