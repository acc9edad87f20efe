// The sections of a campaign file, in the order of an official notice.

extension Section {
  static let head = Section(
    "campaign",
    [
      .required("format", "格式", value: .number(1...1), "文件格式的版本，写 1", "the version of the format: 1"),
      .required("id", "编号", value: .id, "活动的编号，工作区内不重复", "the campaign's id, unique in the workspace"),
      .required("name", "名称", value: .bilingual, "活动名称，可以中英文各写一个", "its name, in one or both languages"),
      .required("kind", "类型", value: .text, "活动类型，自己定的词", "the kind of campaign, a word of your own"),
      .optional("key_tasks", "重点任务", value: .several(.text), "属于哪几项重点任务", "the key tasks it belongs to"),
      .optional("basis", "依据", value: .several(.text), "依据的文件和文号", "the documents it rests on, with numbers"),
      .optional("ordinal", "届次", value: .section(.ordinal), "第几届怎么算、怎么说", "how editions are counted"),
      .required("when", "时间", value: .section(.when), "哪天办", "when it takes place"),
      .required("who", "范围", value: .section(.who), "由谁办、为谁办", "who holds it, and for whom"),
      .optional("venue", "场地", value: .section(.venue), "在哪里办、现场要什么", "where, and what is needed there"),
      .optional("parts", "分项", value: .list(.part), "有各自截止日的分项活动", "sub-activities with deadlines"),
      .optional(
        "tasks", "任务", value: .list(.task), "要做的事、谁做、何时做完", "what is to be done, by whom, until when"),
      .optional("materials", "物资", value: .list(.material), "计划发放的物资", "what is to be given away"),
      .optional("targets", "目标", value: .section(.targets), "要达到的数", "what is to be reached"),
      .optional("reminders", "提醒", value: .list(.reminder), "提醒：何时、发给谁、用哪个模板", "when to remind whom of what"),
      .optional("report", "报告", value: .section(.report), "报告：何时交、报什么", "what units report, until when"),
      .optional("chase", "催报", value: .list(.chase), "逾期未报时逐级催报", "reminders after a missed deadline"),
      .optional("archive", "归档", value: .section(.archive), "归档要哪些、谁验收", "what is kept, who accepts it"),
      .optional(
        "quiet_hours", "免打扰", value: .quietHours, "这段时间不发消息，顺延到结束时；默认 21:00-08:00，不要写 off（不设）",
        "when nothing is sent, it waits for the end; 21:00-08:00 unless written, off for never"),
      .optional("privacy", "隐私", value: .section(.privacy), "个人信息怎么登记、留多久", "what may be recorded of people"),
      .optional(
        "years", "各年", value: .table(.section(.year)), "某一年的主题、改期或停办", "what single years do differently"),
      .optional(
        "tests", "测试", value: .list(.test), "自己写的测试，campaign test 运行", "tests that `campaign test` runs"),
    ])

  static let name = Section(
    "name",
    [
      .required("zh", "中文", value: .text, "中文名称", "the Chinese name"),
      .optional("en", "英文", value: .text, "英文名称", "the English name"),
    ])

  static let ordinal = Section(
    "ordinal",
    [
      .required("label", "说法", value: .text, "怎么说，N 处换成届数", "how it is said, with N for the number"),
      .required("first_year", "首年", value: .number(1...9999), "第一届在哪一年", "the year of the first edition"),
    ])

  static let when = Section(
    "when",
    [
      .optional("every", "每", value: .choice(Cycle.self), "多久一次", "how often"),
      .optional("date", "日期", value: .monthDay, "每年的哪一天", "the day of each year"),
      .optional("dates", "起止", value: .monthDays, "每年从哪天到哪天", "the days of each year, first to last"),
      .optional("lunar", "农历", value: .lunar, "农历的哪一天", "a day of the Chinese calendar"),
      .optional(
        "on", "于", value: .several(.monthOrWeekDay), "每月或每周的哪一天",
        "the day of each month or the days of each week"),
      .optional("rrule", "规则", value: .rule, "任意重复规则（RFC 5545、7529）", "any rule of RFC 5545 or 7529"),
      .optional("start", "起", value: .start, "重复规则从哪天算起", "where the rule begins"),
      .optional("once", "一次", value: .dates, "只办一次：哪天，或从哪天到哪天", "held once: a date, or first to last"),
      .optional("time", "钟点", value: .hours, "几点到几点", "the hours of the day"),
      .optional(
        "hold_within", "可选日期", value: .section(.holdWithin), "各单位可以自选日子的范围",
        "days among which units may choose"),
      .optional("if_closed", "遇休息日", value: .choice(DayRoll.self), "遇休息日怎么办", "what to do on a rest day"),
      .optional("zone", "时区", value: .zone, "时区，默认用工作区的", "its time zone; by default the workspace's"),
    ])

  static let holdWithin = Section(
    "hold_within",
    [
      .optional("before", "提前", value: .days, "最早提前几天", "days before the common day"),
      .optional(
        "after", "推后", value: .days, "最晚推后几天；负数表示必须提前这么多天结束",
        "days after it; negative: it ends so many before"),
    ])

  static let who = Section(
    "who",
    [
      .required("units", "单位", value: .section(.units), "哪些单位必办必报", "the units that hold it and report"),
      .optional("may_join", "可参加", value: .several(.level), "自愿参加的层级", "levels that may join"),
      .optional("audience", "对象", value: .several(.text), "面向哪些人", "whom it is for"),
      .optional("partners", "协办", value: .several(.text), "联合的部门", "who helps"),
      .optional(
        "count_by", "计数按", value: .choice(Participation.CountBy.self), "按人还是按户计数",
        "count people or households"),
    ])

  static let units = Section(
    "units",
    [
      .required("level", "层级", value: .level, "哪一级", "their level"),
      .required("under", "属于", value: .unit, "在哪个单位之下（单位编号）", "the id of the unit above them"),
      .optional("except", "除外", value: .several(.unit), "除外的单位", "units left out"),
    ])

  static let venue = Section(
    "venue",
    [
      .optional("default", "默认", value: .text, "通常在哪里办", "where it usually is"),
      .optional("needs", "需要", value: .several(.text), "现场要准备的东西", "what is needed there"),
    ])

  static let part = Section(
    "parts",
    [
      .required("id", "编号", value: .id, "分项编号", "its id"),
      .required("name", "名称", value: .bilingual, "分项名称", "its name"),
      .required("due", "截止", value: .deadline, "截止日", "its deadline"),
      .optional("target", "目标数", value: .amount, "目标数", "its target"),
      .optional("submit", "征集", value: .section(.submit), "征集什么、交给谁", "what is collected"),
      .optional("report", "报告", value: .several(.text), "这一项要报什么", "what is reported of it"),
      .optional("sample_date", "示例日期", value: .flag, "截止日还是示例，待按通知填写", "its deadline is still a sample"),
    ])

  static let submit = Section(
    "submit",
    [
      .required("what", "征集物", value: .text, "征集什么", "what is collected"),
      .required("unit", "单位名", "单位", value: .text, "按什么计数", "what it is counted in"),
      .required("to", "发给", value: .post, "交给谁", "who collects it"),
    ])

  static let task = Section(
    "tasks",
    [
      .required("id", "编号", value: .id, "任务编号", "its id"),
      .required("do", "事项", value: .text, "做什么", "what is to be done"),
      .required("owner", "负责", value: .post, "谁负责：层级.岗位", "who does it: level.role"),
      .required("due", "截止", value: .deadline, "何时做完", "until when"),
      .optional("needs", "先完成", value: .several(.id), "要先完成的任务或分项", "tasks or parts that come first"),
    ])

  static let material = Section(
    "materials",
    [
      .required("id", "编号", value: .id, "物资编号", "its id"),
      .required("name", "名称", value: .text, "物资名称", "its name"),
      .required("unit", "单位名", "单位", value: .text, "按什么计数：份、盒、元", "what it is counted in"),
      .optional("plan", "计划", value: .amount, "计划发多少", "how much is planned"),
      .optional("titles", "品名", value: .several(.text), "具体品名，如宣传册的书名", "titles, such as those of booklets"),
      .optional("stock", "记库存", value: .flag, "是否记库存", "whether stock is kept"),
      .optional("returnable", "可收回", value: .flag, "用后是否收回", "whether it comes back"),
      .optional("two_signatures", "双人签字", value: .flag, "发放是否要两人签字", "whether two people sign"),
      .optional(
        "handle", "登记方", value: .choice(MaterialHandling.self), "由卫生机构登记到人，这里只记数量",
        "people are registered by the health service"),
    ])

  static let targets = Section(
    "targets",
    [
      .optional("sessions", "场次", value: .amount, "办多少场", "how many sessions"),
      .optional("attendance", "人数", value: .amount, "多少人参加", "how many people"),
      .optional("households", "户数", value: .amount, "走访多少户", "how many households"),
      .optional("services", "服务", value: .table(.amount), "各项服务多少人", "people served, by service"),
      .optional("reporting", "按时报送率", value: .percent, "按时报送的单位占多少", "share of units that report on time"),
    ])

  static let reminder = Section(
    "reminders",
    [
      .required("id", "编号", value: .id, "提醒编号", "its id"),
      .required("at", "时刻", value: .timedOffset, "离活动几天、几点发", "days from the day, and the time"),
      .optional("of", "针对", value: .choice(["each part"]), "每个分项各发一次", "once for each part"),
      .required("to", "发给", value: .post, "发给谁：层级.岗位", "whom: level.role"),
      .required("channel", "渠道", value: .channel, "从哪个渠道发", "through which channel"),
      .required("template", "模板", value: .template, "用哪个模板", "which template"),
      .optional(
        "only_if", "仅当", value: .choice(SendCondition.self), "发送时还成立才发", "sent only if this holds then"),
      .optional(
        "if_closed", "遇休息日", value: .choice(ReminderRoll.self), "遇休息日提前、推后还是照发",
        "earlier, later or sent on a rest day"),
      .optional("digest", "汇总", value: .flag, "收件单位一条，列出下属各单位", "one message that lists the units below"),
      .optional("expires", "过期", value: .duration, "错过多久就不再发", "how late it may still be sent"),
    ])

  static let report = Section(
    "report",
    [
      .required("due", "截止", value: .deadline, "何时交", "until when"),
      .optional("ask", "填报", value: .several(.text), "要填哪几项", "what is asked"),
      .optional("brief", "简讯", value: .section(.brief), "简讯用哪个模板、多长", "its brief: template and length"),
    ])

  static let brief = Section(
    "brief",
    [
      .required("template", "模板", value: .template, "简讯模板", "its template"),
      .optional("max_chars", "字数上限", value: .number(50...20_000), "最多多少字", "characters at most"),
    ])

  static let chase = Section(
    "chase",
    [
      .optional("id", "编号", value: .id, "催报编号，默认 chase-1、chase-2…", "its id; by default chase-1, chase-2 …"),
      .required("after", "逾期", "推后", value: .timedSpan, "截止后多久", "how long after the deadline"),
      .optional("of", "针对", value: .choice(["each part"]), "每个分项各催一次", "once for each part"),
      .required("to", "发给", value: .post, "发给谁：层级.岗位", "whom: level.role"),
      .required("channel", "渠道", value: .channel, "从哪个渠道发", "through which channel"),
      .required("template", "模板", value: .template, "用哪个模板", "which template"),
      .optional("digest", "汇总", value: .flag, "收件单位一条，列出未报的单位", "one message that lists the late units"),
    ])

  static let archive = Section(
    "archive",
    [
      .optional("keep", "保存", value: .several(.text), "要存的材料", "what is kept"),
      .optional("accept_by", "验收", value: .post, "谁验收", "who accepts it"),
      .optional("close", "结项", value: .offset, "结束后多久结项", "when it is closed"),
    ])

  static let privacy = Section(
    "privacy",
    [
      .optional(
        "collect", "收集", value: .choice(Privacy.Collect.self), "只记人数，还是登记姓名", "counts only, or names"),
      .optional(
        "purpose", "用途", value: .text, "登记姓名做什么用，印在签到表上",
        "what names are taken for, printed on sign-in sheets"),
      .optional("minors", "未成年人", value: .choice(MinorsRule.self), "未成年人只记人数", "minors are counted only"),
      .optional("keep_names_for", "姓名保留", value: .days, "姓名留多久，到期换成人数", "how long names are kept"),
      .optional("mask_in_messages", "消息中打码", value: .flag, "消息里打码", "whether messages mask names"),
      .optional("consent_for", "须同意", value: .several(.text), "哪些要先征得同意", "what needs consent"),
    ])

  static let year = Section(
    "years",
    [
      .optional("date", "日期", value: .someDate, "这一年改在哪天", "the day in that year"),
      .optional("theme", "主题", value: .text, "这一年的主题", "the theme of that year"),
      .optional("reason", "原因", value: .text, "为什么", "why"),
      .optional("skip", "停办", value: .flag, "这一年停办", "not held in that year"),
    ])
}
