extension CountingWord {
  /// Nouns that begin like a counting word and may follow a number without one: 58 家长 are not counted in 家.
  static let nouns = split(
    "家长 家庭 家属 家人 家政 家园 位置 名额 本地 本科 本人 本市 本县 本区 本辖区 个体 个性 户籍 户外 户口 对象 对口 场地 场馆 场所 人口 人民 人大 人才 人流 人工 "
      + "包括 包含 把关 面向 面对 面积 条件 条幅 项目 类别 种类 所有 所在 台账 台历 支持 支部 只有 期间 期刊 车辆 单位 单亲 组织 组成 部门 部分 部署 处于 处理 起来 "
      + "站点 队员 村民 村级 村委 村干 村医 班级 班子 头像 讲座 讲师 讲解 例如 门诊 门票 节目 节日 批准 批评 天津 天使 米面 升级 克服 提供 提高 提升 段位 根据 首次 "
      + "首先 座谈 座椅 片区 板块 桌椅 餐饮 块状 包装 箱包 双方 双女 对比 篇幅 号人民 号人才 号人行")

  /// Counting words before words that begin so that both together look like one of ``nouns``, or like a longer counting word:
  /// 30户外来务工家庭, 5支队伍 (whose 伍 is read as 五).
  static let countedNouns: [(counter: String, noun: String)] = rows([
    ("户", "外来 外地 外出 外省 外迁 外嫁 籍贯"),
    ("家", "长期 长者 政府 政务 政协 属地 属于 庭院 园林 园区 人社 人力"),
    ("位", "置业"), ("名", "额外"),
    ("本", "科普 科技 科学 科幻 科教 地方 地图 地理 人口 人文 人物 人生 市民 区域"),
    ("个", "体育 体检 体验 性别 家庭医生 家庭病床 家庭教育 家庭服务 人物 人民 人才 人工 人口 人社 人力 人文 月饼 月子 月嫂 小时工"),
    ("场", "地方 所有"), ("对", "口罩 象棋"),
    ("人", "口服 口罩 口腔 口头 民间 民警 民政 民办 民兵 民族 民宿 大合唱 大多 大部分 大规模 才艺 才能 流动 工作 工会 次日 次年 份额 员工"),
    ("面", "向阳 积极"), ("条", "件件"), ("项", "目标 目录"), ("所", "有关 在建"), ("台", "账面"), ("支", "队五 部队 持续"),
    ("期", "间隔 刊物"),
    ("单", "位于 亲子"), ("组", "成员 成人 织物"), ("部", "分别 门户"), ("处", "理疗 于"), ("队", "员工"),
    ("村", "民办 级别 医务 医疗 医生"), ("班", "级别 子女"), ("头", "像样"), ("讲", "座位 解读"), ("门", "诊疗"), ("节", "目标 日常"),
    ("批", "次品 准妈妈 准父母 评选"), ("天", "使用"), ("双", "女式 女士 女鞋 方便"), ("对", "比较"),
    ("张", "贴纸 贴画"), ("件", "数码"), ("份", "数据"), ("次", "数据"), ("片", "区域"), ("箱", "包子"), ("包", "装修"), ("首", "先锋"),
    ("场", "次日"), ("户", "次日"), ("件", "次品"), ("名", "次日"),
  ])

  private static func split(_ words: String) -> [String] { words.split(separator: " ").map(String.init) }

  private static func rows(_ table: [(String, String)]) -> [(counter: String, noun: String)] {
    table.flatMap { counter, nouns in split(nouns).map { (counter, $0) } }
  }
}
