/// The words that tell units, teams and posts from people's names.
enum WhoWords {
  /// How units and teams end that no name ends in.
  static let units = words(
    """
    局 县 区 市 省 院 委 办 厅 所 部 处 室 盟 司 署 街道 社区 家村 家屯 家湾 家寨 家庄 村委 居委 村委会 居委会 支队 大队 中队 小队 部队 分队 服务队
    医疗队 宣传队 志愿队 工作队 突击队 团队 协会 学会 商会 工会 理事会 委员会 基金会 联合会 妇联 残联 文联 社联 侨联 工商联 团委 党委 党组 支部
    党校 学校 小学 中学 大学 高中 初中 幼儿园 托育园 托儿所 公司 集团 企业 工厂 医院 卫生院 诊所 药店 药房 中心 站点 服务站 卫生站 计生站 工作站
    基地 讲堂 课堂 家园 之家 驿站 媒体 融媒 电视台 广播台 电台 日报 晚报 报社 杂志 编辑部 栏目 官网 网站 公众号 平台 政府 机关 机构 单位 部门
    办公 妇幼 疾控 计生 卫健 卫计 计生协 红十字会 宣讲团 讲师团 专家组 专班 小组 班组 项目组 工作组 课题组 领导组 组委会 学生会 家委会 民政 公安
    派出所 法院 检察院 司法所 自治区 开发区 高新区 园区 老年大学 图书馆 文化馆 博物馆 科技馆 体育馆 居民小组 村民小组 儿科 内科 外科 妇科 产科
    孕产科 眼科 牙科 口腔科 骨科 皮肤科 中医科 全科 康复科 保健科 预防科 健教科 人事科 财务科 医务科 护理部 药剂科 检验科 营养科 心理科 宣传科
    宣教科 办公科 基层科 综合科 家庭科 人口科
    """)
  /// How units end, and now and then a name: 周会, 王登科.
  static let shortUnits = words("镇 乡 村 屯 寨 湾 协 会 园 家 科 联 团 社 台 班 站 校 馆 场 队 组 店 厂 坊 州 旗 网 报 刊 课 群 点")
  static let posts = words(
    """
    通讯员 特约通讯员 记者 见习记者 实习记者 特约记者 编辑 责编 责任编辑 审核 校对 供稿 供图 摄影 撰稿 撰文 报道 报道员 宣传员 信息员 联络员 作者
    文 图 摄 文图 图文 文字 图片 来源 编 审 署名 投稿 整理 通讯
    主任医师 副主任医师 主治医师 住院医师 执业医师 医师 医生 大夫 中医 村医 乡医 校医 护士长 护师 主管护师 护士 药师 技师 营养师 咨询师 治疗师 康复师
    健康管理师 公共营养师 育婴师 心理师 理疗师 教授 副教授 研究员 副研究员 讲师 教师 老师 班主任 校长 园长 教练 教员 导师 辅导员 指导员 学者 博士 硕士
    主任 副主任 主任委员 主席 副主席 会长 副会长 秘书长 副秘书长 理事长 理事 常务理事 干事 部长 副部长 局长 副局长 处长 副处长 科长 副科长 股长
    所长 副所长 站长 副站长 院长 副院长 队长 副队长 组长 副组长 县长 区长 市长 镇长 乡长 村长 书记 副书记 第一书记 支书 村支书 委员 主管 经理 总经理
    负责人 主持人 主讲人 主讲 授课人 召集人 代表 专干 计生专干 专员 科员 办事员 工作人员 工作者 社工 志愿者 义工 民警 警官 律师 法官 检察官 法律顾问
    顾问 专家 名医 名师 人员 干部 职工 员工 成员 会员 党员 团员 学生 同志 先生 女士 小姐 阿姨 大姐 大哥 宣讲员 讲解员 宣传委员 网格员 楼长 骨干
    能手 妈妈 医护 师资 嘉宾 领导 达人 模范 乡贤 老人 群众
    馆长 副馆长 班长 副班长 社长 副社长 行长 副行长 店长 厂长 副厂长 团长 副团长 庭长 副庭长 董事长 调研员 巡视员 督导员 月嫂 护理员 护工 保育员 育婴员
    助产士
    """)
  /// Without 文 and 图, which stand alone.
  static let longPosts = posts.filter { $0.count > 1 }
  /// What stands before a post, or is one in short, and begins as surnames do.
  static let ordinary = words(
    """
    高级 高校 高中 金牌 金融 时任 任课 万名 党 严选 方志 全国 全省 全市 全县 全区 国家 省级 市级 县级 特邀 特聘 外聘 资深 首席 副 原 前任 现任
    驻村 当地 本地 计生 卫健 文化 安全 康复 常务 常委 方言 温馨 巾帼 项目 宣传 青年 江苏 江西 广西 单位 成人 白衣 马列 农业 农村 農村 水利
    林业 林场 田园 石油 史学 关工 关爱 武装 易地 顾客 和谐 温泉 贺州 梁山 常驻 严重 段长 金秋 龙头 家庭 家长 家教 生殖 心理 叶酸 白班
    """)
  static let compounds = words(
    "欧阳 上官 司马 诸葛 夏侯 东方 尉迟 皇甫 公孙 慕容 令狐 轩辕 端木 南宫 长孙 司徒 独孤 西门 呼延 宇文 澹台 申屠 钟离 濮阳 万俟 司空 闻人 鲜于")
  static let lessCommon = Set(
    "柳祝裴祁柯桂包滕管詹左柏耿霍聂焦柴景童米鲍辛房苗尤褚仇游涂阮屈甄卓仲臧桑冉谷栾佟缪解闫晏麻容粟班唐植陀磨玉庾骆褟牟商佘冼符练招利盘赖项盛宫费廉岳")

  private static let compoundStarts = Set(compounds.compactMap(\.unicodeScalars.first))

  static func beginsCompound(_ scalar: Unicode.Scalar) -> Bool { compoundStarts.contains(scalar) }

  /// Whether the first two signs are a surname: 欧阳.
  static func beginsInCompound(_ text: some StringProtocol) -> Bool {
    text.unicodeScalars.first.map(beginsCompound) ?? false && compounds.contains(String(text.prefix(2)))
  }

  static func isSurname(_ character: Character) -> Bool {
    NameSigns.mark(character) & NameSigns.isSurnameBesidePosts != 0
  }

  /// Words of English units and posts, in the singular and without capitals.
  static let english: Set<String> = Set(
    """
    district county city province region prefecture municipality town township village street subdistrict community
    bureau office department commission committee association society union federation league hospital clinic centre
    center station school kindergarten university college academy institute government party branch team group division
    section unit club foundation company press news newspaper media daily agency editorial board council ministry
    library museum health hotline headquarters home studio desk channel website
    correspondent reporter editor author photographer writer contributor staff spokesperson doctor physician surgeon
    nurse midwife pharmacist therapist nutritionist psychologist counsellor counselor dietitian specialist expert
    lecturer professor teacher trainer instructor coach speaker tutor researcher scholar director chief head chair
    chairman chairwoman chairperson president secretary manager leader deputy officer official clerk worker volunteer
    member lawyer judge police policeman policewoman consultant adviser advisor host guest student parent people
    representative coordinator promoter
    """.split(whereSeparator: \.isWhitespace).map(String.init))
  /// Words that go before those, and are nobody's name.
  static let englishOrdinary: Set<String> = Set(
    """
    the a an and women woman child children maternal family planning population public education culture local senior
    junior retired invited two three four five several our vice general medical clinical rural urban mental chinese
    """.split(whereSeparator: \.isWhitespace).map(String.init))
  static let englishHonours: Set<String> = [
    "dr", "mr", "mrs", "ms", "miss", "prof", "sir", "madam", "by", "text", "photo", "photos", "story", "and",
  ]
  static let englishLinks: Set<String> = ["of", "from", "at", "for", "with", "in", "on"]

  private static func words(_ text: String) -> Set<String> {
    Set(text.split(whereSeparator: \.isWhitespace).map(String.init))
  }
}
