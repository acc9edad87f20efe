import Recurrence

// The sections of the files in `Campaigns/shared/`.

extension Section {
  static let settings = Section(
    "settings",
    [
      .required("format", "格式", value: .number(1...1), "文件格式的版本，写 1", "the version of the format: 1"),
      .required("zone", "时区", value: .zone, "时区", "the time zone"),
      .optional("language", "语言", value: .choice(Language.self), "消息用哪种语言", "the language of messages"),
      .required("levels", "层级", value: .list(.level), "组织的层级，从上到下", "the organisation's levels, top down"),
      .optional(
        "expected", "应有", value: .table(.number(0...10_000_000)), "各级应有多少单位",
        "how many units each level must have"),
      .optional(
        "key_tasks", "重点任务", value: .several(.bilingual), "本组织的重点任务", "the organisation's key tasks"),
      .optional(
        "outgoing", "外发", value: .section(.outgoing), "允许发往的内网地址", "private addresses that may be posted to"),
      .optional("retry", "重试", value: .section(.retry), "发不出去怎么重试", "how often to try again"),
      .optional(
        "retention", "保留", value: .section(.retention), "发送明细留多久", "how long the details of attempts are kept"
      ),
      .optional("stock", "物资", value: .section(.stock), "物资的规矩", "the rules for goods"),
      .optional(
        "dormant_after", "沉寂", value: .retention, "多久没有活动算沉寂",
        "how long without a session makes a unit dormant"),
      .optional(
        "secrets", "密钥文件", value: .text, "密钥文件的位置（工作区之外）",
        "where the secrets file lies, outside the workspace"),
    ])

  static let level = Section(
    "levels",
    [
      .required("zh", "中文", value: .text, "中文名", "its Chinese name"),
      .optional("en", "英文", value: .text, "英文名", "its English name"),
    ])

  static let outgoing = Section(
    "outgoing",
    [
      .optional(
        "allow", "允许", value: .several(.text), "地址:端口，如 10.20.0.0/16:8443",
        "address:port, such as 10.20.0.0/16:8443"),
      .optional("limit", "限额", value: .perMinute, "全部加起来每分钟最多几条", "messages a minute at most, all together"),
      .optional(
        "host_limit", "每主机限额", value: .perMinute, "发往同一主机每分钟最多几条", "messages a minute at most to one host"),
    ])

  static let retry = Section(
    "retry",
    [
      .optional("tries", "次数", value: .number(1...50), "最多试几次", "how often at most"),
      .optional("give_up_after", "放弃", value: .duration, "多久后放弃", "when to give up"),
    ])

  static let retention = Section(
    "retention",
    [
      .optional("delivered", "已送达", value: .retention, "送达以后留多久", "of what was delivered"),
      .optional(
        "discarded", "已放弃", value: .retention, "放弃或取消以后留多久", "of what was given up or cancelled"),
      .optional("missed", "错过", value: .retention, "错过的留多久", "of what came too late"),
    ])

  static let stock = Section(
    "stock",
    [
      .optional(
        "accept_within", "签收期限", value: .wait, "下拨后多久要签收",
        "how long a receiver has to accept what was allocated"
      ),
      .optional(
        "health", "健康用品", value: .several(.text), "只记数量的物资", "goods of which only the quantity is kept"),
      .optional(
        "relief", "慰问物资", value: .several(.text), "要两人签名的物资", "goods for which two have to sign"),
    ])

  static let unitsFile = Section(
    "units",
    [
      .required("format", "格式", value: .number(1...1), "文件格式的版本，写 1", "the version of the format: 1"),
      .optional(
        "expected", "应有", value: .table(.number(0...10_000_000)), "各级应有多少单位",
        "how many units each level must have"),
      .required("units", "单位", value: .list(.unit), "单位", "the units"),
    ])

  static let unit = Section(
    "units",
    [
      .required("id", "编号", value: .id, "单位编号", "its id"),
      .required("name", "名称", value: .text, "单位名称", "its name"),
      .required("level", "层级", value: .level, "哪一级", "its level"),
      .optional("parent", "上级", value: .unit, "上级单位的编号", "the id of the unit above it"),
      .optional("aliases", "别名", value: .several(.text), "别的叫法", "other names it goes by"),
      .optional("counted", "计入", value: .flag, "是否计入分母", "whether it is in the denominator"),
      .optional("code", "代码", value: .text, "行政区划代码", "its official code"),
      .optional(
        "remote", "偏远", value: .flag, "是否偏远；偏远单位的覆盖情况另列",
        "whether it is hard to reach: its coverage is told apart"),
    ])

  static let channelsFile = Section(
    "channels",
    [
      .required("format", "格式", value: .number(1...1), "文件格式的版本，写 1", "the version of the format: 1"),
      .required("channels", "渠道", value: .table(.section(.channel)), "各渠道", "the channels by name"),
    ])

  static let channel = Section(
    "channels",
    [
      .required("kind", "类型", value: .choice(Channel.Kind.self), "哪种机器人", "the kind of robot"),
      .optional(
        "one_per", "每个", value: .level, "哪一级每个单位一个机器人；不写则共用一个",
        "a robot for each unit of this level; else one for all"),
      .optional("url", "网址", value: .text, "网址，只能是本机地址（试用）", "an address of this machine, for trying out"),
      .optional("url_from", "网址来自", value: .source, "网址从哪里取", "where the address comes from"),
      .optional("secret_from", "密钥来自", value: .source, "密钥从哪里取", "where the secret comes from"),
      .optional("limit", "限额", value: .perMinute, "每分钟最多几条", "messages a minute at most"),
      .optional("spread", "错开", value: .duration, "同时到期的在多长时间内错开", "the span over which messages are spread"),
      .optional("avoid", "避开", value: .several(.text), "避开哪些分钟，如 :00", "minutes to avoid, such as :00"),
      .optional(
        "ambiguous", "不明时", value: .choice(Channel.Ambiguity.self), "不知送到没有时：再发，还是留给人处理",
        "when it may have arrived: send again, or leave it to a person"),
      .optional("headers", "请求头", value: .table(.text), "附加的 HTTP 头", "more HTTP headers"),
    ])

  static let calendar = Section(
    "calendar",
    [
      .required("format", "格式", value: .number(1...1), "文件格式的版本，写 1", "the version of the format: 1"),
      .required("year", "年份", value: .number(1901...2099), "哪一年", "the year"),
      .optional("source", "来源", value: .text, "依据的放假通知", "the notice it comes from"),
      .optional("status", "状态", value: .choice(CalendarStatus.self), "已公布还是暂定", "announced or provisional"),
      .optional("version", "版本", value: .number(1...99), "通知改过几次", "the notice's edition"),
      .required("off", "放假", value: .several(.text), "放假的日子，含周末", "rest days, weekends included"),
      .optional("work", "上班", value: .several(.text), "周末补班的日子", "weekend days that are worked"),
      .optional("names", "名称", value: .table(.text), "各段假期的名称", "the names of the holidays"),
    ])
}

extension Section {
  /// The kinds of files, by the name under which their schema is printed.
  static let files: [(name: String, root: Section)] = [
    ("campaign", .head), ("settings", .settings), ("units", .unitsFile), ("channels", .channelsFile),
    ("calendar", .calendar),
  ]

  /// Every section, those of campaign files first.
  static let all: [Section] = files.flatMap { $0.root.withSubsections }

  var withSubsections: [Section] {
    [self] + keys.compactMap(\.value.section).flatMap(\.withSubsections)
  }
}
