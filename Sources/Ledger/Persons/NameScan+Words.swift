/// The words beside a name that say that it is one, or that it is none.
extension NameScan {
  /// Behind the number of a room or a house: 501室张桂花.
  func isBehindDoor(_ start: Int) -> Bool {
    start > 1 && "室号".contains(signs[start - 1]) && signs[start - 2].isNumber
  }

  static func words(_ text: String) -> Set<String> {
    Set(text.split(whereSeparator: \.isWhitespace).map(String.init))
  }

  static let children = words(
    """
    儿童 学生 孩子 小孩 男孩 女孩 幼儿 婴儿 婴幼儿 宝宝 新生儿 早产儿 男童 女童 幼童 少年 男生 女生 小朋友 未成年人 未成年 高中生 初中生
    小学生 患儿 孤儿 学童 男婴 女婴 少女 娃娃 贫困生 双胞胎 唐氏儿 脑瘫儿 聋儿 自闭儿 弃婴 弃儿 留守儿
    """)
  /// Who is cared for, and those who come. An office's people are named elsewhere, if at all.
  static let people = words(
    """
    孕妇 产妇 孕产妇 宝妈 准妈妈 患者 病人 病患 感染者 携带者 残疾人 老人 老年人 低保户 贫困户 困难户 困难群众 计生户 特困户 五保户 脱贫户
    监测户 双女户 困难家庭 计生家庭 村民 居民 社员 会员 群众 家长 母亲 父亲 妈妈 爸爸 妻子 丈夫 爷爷 奶奶 户主 职工 学员 妇女 伤者 逝者 烈属
    军属 对象 人士 市民 大学生 党员 老党员 农民 农民工 退役军人 新婚夫妇 申请人 咨询者 志愿者 老兵 战士 军人 工人 保洁员 保安 司机 厨师 店主 房东
    邻居 亲属 家属 遗属 长者 寿星 联系人 农户 商户 租户 阿婆 阿公 外公 外婆 姥姥 姥爷 大爷 大妈 大娘 阿姨 叔叔
    """)
  /// Behind a word for special families or an illness: who it is about.
  static let ofFamilies = words(
    """
    家庭 父母 父亲 母亲 爸爸 妈妈 老人 老年人 对象 人员 成员 群体 人群 夫妇 夫妻 妇女 儿童 孩子 群众 居民 村民 会员 党员 老党员 职工 家属 户主 户
    患者 病人 者 人 家 的 家中 家里 在床
    """)
  static let specialEnds = Set(
    (ListedPerson.families + ListedPerson.illness + ofFamilies).compactMap(\.last))
  static let acts = words(
    "慰问 看望 探望 走访 探访 帮扶 资助 救助 帮助 访问 送到 送至 送给 送往 发给 交给 赠给 捐给 换成 改成 换作 接替 顶替 代替 来到 走进 前往 关爱 照顾 照料 护送 陪同 接送 陪护 护理 照护 随访"
  )
  /// What is done to somebody, or by them.
  static let shortActs = Set("为给替由经把被让请据听找问补是了漏有按照邀祝")

  static let ofPlaces = [
    "镇", "县", "市", "区", "村", "乡", "省", "州", "路", "街", "屯", "社区", "小区", "小学", "中学", "学校", "医院", "集团", "公司",
    "农场", "林场",
    "广场", "公园", "大学", "大厦", "药", "牌", "杯", "地区", "苑", "园", "楼", "站", "庄", "寨", "湾", "河", "江", "湖", "山", "桥",
    "岛", "港", "坪",
    "岭", "坡", "村民", "组", "队", "群众", "居民", "社员", "妇女", "干部", "籍", "等地", "两地", "各地", "一带", "片", "校", "院", "所",
    "店", "厂",
    "社", "馆", "城", "场", "超市", "茶", "酒", "奖", "型", "式",
  ]
  static let ofChildren = ["同学", "小朋友", "宝宝", "小宝贝"]
  static let ofPeople = [
    "夫妇", "夫妻", "一家", "一户", "全家", "两口子", "老人", "母女", "母子", "父女", "父子", "婆媳", "姐妹", "兄弟", "姐弟", "兄妹", "祖孙",
    "的妻子", "的丈夫", "的母亲", "的父亲", "的儿子", "的女儿", "的孩子", "的妈妈", "的爸爸", "的家人", "的家属", "的爱人", "的老伴", "的孙",
  ]
  /// Somebody's own, behind 和.
  static let ofOne = words("妈妈 爸爸 父母 父亲 母亲 爷爷 奶奶 外公 外婆 姥姥 姥爷 阿婆 阿公 丈夫 妻子 爱人 老伴 家人 哥哥 姐姐 弟弟 妹妹")
  /// What somebody lives in, behind how they are called: 卢奶奶院子.
  static let ofHomes = ["院子", "院坝", "院里", "院内", "门前", "门口", "屋"]
  /// Things that one uses alone, and no maker of them is called as people are.
  static let ofOneBody = words("药品 药物 轮椅 拐杖 助听器 助行器 假肢")
  static let called = kin + posts
  static let honours = ["同志", "老师", "师傅", "医生", "大夫", "护士"] + kin.filter { $0.count > 1 }
  static let ofExamples = [
    "先进", "事迹", "精神", "先锋", "纪念", "诞辰", "故居", "生平", "烈士", "院士", "基金", "体育", "奖学", "歌曲", "作品", "诊所", "药房",
    "大药房", "中医",
    "口腔", "律师事务", "律师团", "律师所",
  ]
  static let honouring = ["学习", "弘扬", "纪念", "缅怀", "致敬", "争做"]
  static let needs = ["低保", "住院", "去世", "怀孕", "离异", "单亲", "独居", "卧床", "手术", "高龄", "没有子女"]
  /// Of those who are called by surname and post.
  static let posts = [
    "主任", "书记", "老师", "医生", "大夫", "护士", "校长", "院长", "站长", "所长", "会长", "局长", "科长", "村长", "支书", "专干", "师傅",
    "教授",
  ]
  static let kin = [
    "奶奶", "爷爷", "大爷", "大妈", "大娘", "大叔", "大婶", "大伯", "大嫂", "大姐", "大哥", "阿姨", "叔叔", "婆婆", "伯伯", "妈妈", "爸爸",
    "女士",
    "先生", "阿婆", "阿公", "阿叔", "阿伯", "阿嫂", "阿妈", "阿爸", "阿爷", "阿嬷", "姨", "婶", "嫂", "姐", "伯", "叔", "氏",
  ]
  /// The kin that stand behind a surname, as ``CommonGivenNames`` keeps its pairs.
  static let kinPairs = Set(
    kin.filter { $0.count == 2 }.map {
      $0.unicodeScalars.reduce(UInt32(0)) { $0 << 16 | ($1.value & 0xFFFF) }
    })
  static let atHome = [
    "中", "里", "的", "慰问", "走访", "看望", "探望", "开展", "进行", "送", "了解", "宣传", "访", "测", "查", "义诊", "体检", "没", "未",
    "不在", "来了", "入户", "上门", "座谈", "过", "院子", "危房", "门口", "修", "收", "打扫", "盖", "搬", "换", "安", "干活", "插秧", "挑水",
    "劈柴",
  ]
  /// What nobody has but a person.
  static let ofLives = ["生日", "去世", "过世", "病逝", "病故", "住院", "生病", "怀孕", "化疗", "透析", "卧床"]

  static let deeds =
    [
      "说", "没", "忘", "问", "反映", "告知", "告诉", "通知", "请假", "提出", "要求", "核对", "核实", "确认", "弄错", "搞错", "看错", "算错",
      "数错", "输错",
      "打错", "打电话", "来电", "去电", "发现", "经手", "保管", "重复", "未到", "不在", "不来", "不能来", "不肯", "不会", "不愿", "不同意", "不认",
      "到场",
      "缺席", "迟到", "有事", "本人", "领取", "收到", "上学", "就医", "就诊", "患", "获奖", "得奖", "打针", "因病",
      "签收",
      "代领", "病了",
      "抄错", "写错", "记错", "签名", "签字", "记录", "多算", "少算",
    ] + ofLives + duties
  /// What whoever holds a post does for it.
  static let duties = ["负责", "带队", "主讲", "主持", "授课", "讲课", "值班"]
  /// Who stands in a form, before a name.
  static let signers = words(
    "签收人 领取人 领用人 代领人 代签人 签到人 接收人 收货人 收件人 验收人 交接人 经手人 经办人 保管人 发放人 填表人 填报人 报告人 受益人 受助人 监护人 当事人")
  /// What is done to people, and to units.
  static let visits = words("走访 看望 探望 慰问 探访 访问 帮扶 资助 救助 帮助 照顾 照料 护送 陪同 接送 陪护 护理 照护 随访")
  /// What is called so is a place or a shop, though it begins as somebody does: 李家沟, 陈明记.
  static let ofSites = Set("沟坝冲垌峒弄塘井口头尾边岗墩埠洞坑滩洲圩洼岩峰峡泉潭溪渡寺庙祠堡关沙田地山河记号堂阁斋行铺")
  static let aid = ["慰问", "救助", "补助", "帮扶", "助学", "资助", "抚恤", "扶助"]
  /// Whom teachings are called after.
  static let famous = ["黄文秀", "张桂梅", "韦拔群", "毛泽东", "邓小平", "宋庆龄", "焦裕禄", "黄大年", "黄继光", "柳桂香", "穆桂英"].map {
    Array($0)
  }
  /// Whom things and shops are called after.
  static let brands = [
    "李宁", "韦博", "张小泉", "陈克明", "王守义", "史丹利", "蓝月亮", "周大福", "周生生", "周大生", "余仁生", "沈大成", "高露洁", "夏士莲",
  ].map { Array($0) }
  /// 李大姐工作室: what is called after somebody who is known.
  static let titles = ["工作室", "调解室", "课堂", "讲堂", "驿站", "热线", "团队", "服务队", "志愿", "之家"]
  static let follow = [
    "等", "和", "与", "及", "测", "查", "做", "量", "讲", "送", "体检", "产检", "检查", "检测", "免费", "慰问", "进行", "开展",
    "提供", "办理", "申请",
    "发放", "参加", "来", "在", "获", "表演", "入学", "得", "接种", "咨询",
    "服务", "上门", "走访", "探望", "补课", "看病",
    "看望", "帮扶", "捐", "义诊", "因", "这", "筛查", "救助", "随访", "建档", "签约", "解答", "普及", "安装", "购买", "一对一", "理发",
    "打扫", "收", "修", "搬", "援助", "干预", "治疗", "圆梦",
  ]
}
