/// The words around a number that say how sure it is.
enum QuantityWords {
  /// Nothing was counted, or nobody says how many.
  static let unknown: Set<String> = [
    "", "若干", "一批", "一些", "少量", "大量", "许多", "很多", "不少", "众多", "多", "多人", "多名", "多位", "多个", "多户", "多份", "多场",
    "多次", "不详", "不明", "不清楚", "不确定", "未知", "未报", "未报数", "未上报", "未统计", "未计", "未计数", "没统计", "没数", "未填", "待定",
    "待补",
    "待补报", "待统计", "待核实", "暂无", "暂缺", "没报", "没报数", "没填", "没有报", "缺报", "漏报", "空缺", "缺数", "缺数据", "尚未统计", "尚未上报",
    "数人", "数名", "数位", "数个", "几", "几个", "几人", "几名", "几位", "好几个", "好几人", "好些", "大批", "成批",
    "全部", "全体", "全员", "一半", "半数", "过半", "大半", "多半", "大部分", "小部分", "部分", "少数", "多数", "大多数", "绝大多数", "一大批",
    "无数", "适量", "有", "略", "数", "个别", "/", "-", "--", "---", "—", "——", "–", "…", "……", "?", "？", "??", "？？",
    "n/a",
    "na", "unknown", "some", "several", "many", "a few", "few", "various", "numerous", "a number",
    "a number of",
    "无数人", "不计其数", "数不清", "没多少", "没多少人", "不多", "很少", "寥寥无几", "三三两两", "三五成群", "a handful", "a lot", "lots",
    "not reported", "not counted", "not known", "tbd", "tbc", "half", "most",
    "all",
    "a batch", "no data", "no figure", "no figures", "missing", "pending",
  ]

  /// The writer says that there was none.
  static let none: Set<String> = ["无", "没有", "零", "〇", "none", "zero", "no one", "nobody", "nil"]

  /// A thing without a number ends in one of these: 宣传品一批, 折页若干份.
  static let vagueEndings = words(
    "若干 一批 一些 少量 大量 许多 很多 不少 大批 适量 不详 未知 未统计 未报数 未计数 待补 几 好几 多 一半 unknown several many some "
      + "not_reported not_counted")

  static let vagueBeginnings = words(
    "若干 一批 一些 少量 大量 许多 很多 不少 大批 适量 several many some a_few a_handful a_handful_of lots_of a_lot_of plenty_of a_number_of"
  )

  /// What a word before a number says.
  enum Head: Sendable {
    case hedge(Quantity.Certainty)
    /// Adds nothing: 达, 有.
    case nothing
    /// What stands before it is summed up in the number: 共, 合计.
    case total
    /// 附近, 签约: ends like a hedge and is none.
    case word
  }

  static let before = WordIndex<Head>(
    heads([
      (
        .hedge(.about),
        "左右 大约 约为 约 约合 约莫 约摸 大约摸 大约莫 大概 大致 约计 差不多 差不离 约摸着 约莫着 大概其 大概齐 得有 估计 估摸 估摸着 预计 around about approximately approx approx. roughly in_the_region_of in_the_neighbourhood_of somewhere_around maybe perhaps probably possibly i_think ca circa ca. c. "
          + "est. est estimated an_estimated ~ ≈ ～ 〜 ∼ ≒ some"
      ),
      (
        .hedge(.nearly),
        "将近 接近 近 临近 几近 近乎 逼近 差点 差点儿 差一点 just_shy_of close_on getting_on_for nigh_on nearly almost close_to just_under"
      ),
      (.hedge(.below), "不足 不到 不满 未满 少于 低于 小于 不及 未达 fewer_than less_than below under < not_quite 不够"),
      (
        .hedge(.atMost),
        "小于等于 小于或等于 少于等于 少于或等于 低于等于 低于或等于 不超过 至多 最多 不多于 不高于 不大于 顶多 充其量 上限 no_more_than not_more_than at_most at_the_most up_to maximum max max. ≤ ≦ ⩽ <= 不逾"
      ),
      (
        .hedge(.atLeast),
        "大于等于 大于或等于 多于等于 多于或等于 高于等于 高于或等于 不少于 不低于 不小于 不下 不下于 至少 最少 起码 少说 超过 超过了 超出 超出了 超 远超 远超过 远远超过 多于 大于 高于 逾 突破 突破了 已超 已逾 刚过 已过 早过 足有 足足有 少说也有 少说得有 起码有 起码也有 起码得有 至少有 至少也有 至少得有 最少也有 怎么也有 怎么也得有 总得有 只多不少 a_good north_of not_only not_just no_fewer_than no_less_than not_less_than "
          + "more_than at_least at_the_very_least over well_over just_over above upwards_of in_excess_of exceed exceeds exceeded exceeding minimum min. "
          + "≥ ≧ ⩾ >= > 不止 不只 何止 破"
      ),
      (
        .nothing,
        "a_family_of one_family_of family_of 全家 达到 达 多达 高达 已达 有 现有 共有 现 也就 也就是 也就有 仅 仅有 只有 正好 刚好 刚满 刚到 刚刚 恰好 恰恰 足足 整整 确有 计 为 是 : between as_many_as exactly only 介于"
      ),
      (
        .total,
        "共计 合计 总计 累计 一共 总共 共有 总数 总数为 总人数 共 累计达 共达 小计 总 合共 = total total_of a_total_of in_total_of totalling totaling in_total altogether"
      ),
      (.hedge(.atMost), product(negations, above)), (.hedge(.atLeast), product(negations, below)),
      (.hedge(.below), product(negations, reaching) + " " + product(negationsOfReaching, ["到"])),
      (
        .word,
        "附近 最近 邻近 就近 靠近 亲近 远近 新近 b超 b 超 彩超 商超 高超 预约 签约 节约 公约 履约 赴约 条约 契约 邀约 简约 解约 续约 特约 "
          + "以上 会上 线上 通过 经过 统计 会计 设计 审计 发达 到达 传达 抵达 表达 雷达 公共 中共 所有 没有 拥有 国有 享有 具有 含有 持有 因为 行为 "
          + "认为 作为 成为 较为 压计 温计 度计 时计 力计 伙计 生计 大计 总是 凡是 还是 但是 表现 发现 实现 出现 呈现 体现 兑现 老总 汇总 "
          + "打破 爆破 识破 看破 大小 老小 幼小 中小 附小 弱小 从小 妻小 一家老小"
      ),
    ]))

  /// Before a bare multiplier only: 上百, 过万, 成千, 数以百计.
  static let beforeBare = WordIndex<Head>(
    heads([(.hedge(.atLeast), "上 过 成 好")]))

  /// Before a round number only, and without a space: 小一百人 and 快一百人 are a little less, 没到一百人 are fewer. 没到 3 人 are
  /// three who did not come.
  static let beforeRound = WordIndex<Head>(
    heads([(.hedge(.nearly), "小 快 快要 快到 快有"), (.hedge(.below), "没到 还没到")]))
  /// The same before 几十, which says no more with it.
  static let beforeVague = WordIndex<Head>(heads([(.nothing, "小")]))

  /// Orders of magnitude that are one word.
  static let idioms = WordIndex<Int>([
    ("成百上千", 100), ("上百上千", 100), ("成千上百", 100), ("成千上万", 1000), ("数以十计", 10), ("数以百计", 100),
    ("数以千计", 1000), ("数以万计", 10_000), ("上千上万", 1000), ("成百成千", 100),
  ])

  /// Words that hold a numeral and count nothing.
  static let notNumerals = words(
    "一批 一些 一半 一次性 一次的 七老八十 一对一 一站式 一体 一条龙 一家人 一户一策 一人一档 一名一档 一老一小 一同 一起 一并 一般 一行 一定 一直 一线 一点 "
      + "一部分 一大批 三八 五四 六一 五一 七一 八一 十一黄金周 百家宴 千家万户 万家 百日 百年 十有八九 十之八九 二十大 十九大 三孩 二孩 两孩 一孩 两癌 三下乡 四送 "
      + "〇件 〇食 〇距离 〇钱 〇售 〇散 〇花钱 两人三足 三三两两 三五成群 七七八八 半数 半年 多半 几乎 数据 数字 数码 万一 万分 千万别 十分 百分 四季 两岸 一把手 一家亲 百姓 百货")

  /// What makes digits a name, an age, a size, a date or a clock time; false for words that only begin like one.
  static let nameEndings = WordIndex<Bool>(
    spelt(
      "岁 周岁 年 周年 周 月 日 号 点 时 级 楼 室 ℃ 度 · 后 期儿童 月龄 孩 开 价 色 寸 英寸 抽 孔 层 厘米 毫米 公分 毫克 版 段奶 人桌 人座 中学 小学 years years_old year_olds year-olds year_old year-old"
    ).map { (word: $0, value: true) }
      + spelt(
        "孩子 孩童 人座谈 价格 价值 价目 价钱 色彩 色拉 色素 抽奖 抽查 抽样 抽检 抽取 抽血 抽烟 层次 孔子 开展 开始 开放 开车 开心 中学生 小学生 周到 周全 周围"
      ).map { (word: $0, value: false) })

  /// Whether a name's ending stands at an index, and no longer counting word (50 号人).
  static func isName(_ text: PhraseText, endingAt index: Int) -> Bool {
    guard let word = nameEndings.word(in: text, at: index), word.value else { return false }
    return CountingWord.leading(text, at: index).map { $0.end <= index + word.word.count } ?? true
  }

  static func words(_ text: String) -> WordIndex<Bool> {
    WordIndex(spelt(text).map { (word: $0, value: true) })
  }

  private static func heads(_ rows: [(Head, String)]) -> [(word: String, value: Head)] {
    var seen: Set<String> = []
    var all: [(word: String, value: Head)] = []
    for (head, words) in rows {
      for word in spelt(words) where seen.insert(word).inserted {
        all.append((word, head))
      }
    }
    return all
  }

  /// The words of a list, in which an underscore stands for a space inside a word. By their bytes: each program that reads a
  /// phrase begins with hundreds of them.
  private static func spelt(_ words: String) -> [String] {
    words.utf8.split(separator: UInt8(ascii: " ")).map { word in
      String(decoding: word.map { $0 == UInt8(ascii: "_") ? UInt8(ascii: " ") : $0 }, as: UTF8.self)
    }
  }

  /// Words after the number or its counting word; nil for words that add nothing.
  static let after = WordIndex<Quantity.Certainty?>([
    ("以上", .atLeast), ("及以上", .atLeast), ("或以上", .atLeast), ("有余", .atLeast), ("出头", .atLeast),
    ("开外", .atLeast),
    ("+", .atLeast), ("挂〇", .atLeast),
    ("以下", .atMost), ("以内", .atMost), ("之内", .atMost), ("及以下", .atMost), ("左右", .about), ("上下", .about),
    ("前后", .about), ("许", .about), ("光景", .about), ("之多", nil), ("不等", nil), ("整", nil), ("之间", nil),
    ("or more", .atLeast),
    ("and more", .atLeast), ("冒头", .atLeast), ("or so", .about), ("or less", .atMost), ("or fewer", .atMost),
    ("plus", .atLeast),
  ])

  /// Words directly after the number, before its counting word.
  static let between = WordIndex<Quantity.Certainty?>([
    ("余", .atLeast), ("多", .atLeast), ("几", .atLeast), ("来", .about), ("把", .about), ("许", .about),
    ("好几", .atLeast),
    ("-odd", .atLeast), ("-something", .atLeast), ("something", .atLeast), ("odd", .atLeast), ("ish", .about),
    ("-ish", .about),
    ("of", nil), ("plus", .atLeast),
    ("-plus", .atLeast), ("大几", .atLeast), ("多点", .atLeast), ("多一点", .atLeast), ("挂〇", .atLeast),
    ("不到", .below), ("不足", .below), ("不止", .atLeast),
  ])

  /// 58 多功能手册, 58 来宾: words that begin like ``between``.
  static let notBetween = words(
    "不到场 不到会 不到位 不足月 多功能 多媒体 多样 多元化 多元文 多元主 多元智 多元共 多元解 多元教 多元素 多元一 多元格 多元性 多元评 多元发 多元投 多元支 余额 余款 来宾 来自 来信 来电 来访 来源 许多 把握 把关 数据 数字 数码"
  )

  /// What several hedges say together: the same twice is itself, anything else an estimate.
  static func certainty(of hedges: [Quantity.Certainty]) -> Quantity.Certainty {
    guard let first = hedges.first else { return .exact }
    return hedges.allSatisfy { $0 == first } ? first : .about
  }
}
