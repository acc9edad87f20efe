/// Names of what campaigns give away, by which a column that counts it is known without a counting word.
enum GoodsWords {
  /// Whether a word ends in one: 优生优育宣传折页, 环保袋.
  static func isGoods(_ word: String) -> Bool {
    heads.contains { word.hasSuffix($0) } || ["资料", "材料"].contains(word) || isMoney(word)
  }

  /// 慰问金, 救助款, 慰问金额: money that somebody got, and not what an event cost.
  static func isMoney(_ word: String) -> Bool {
    ["金", "款", "金额", "红包"].contains(where: word.hasSuffix)
      && (word.hasSuffix("红包") || helping.contains { word.contains($0) })
  }

  /// What an event or its goods cost: 投入资金, 慰问品折款, 折页金额.
  static func isCost(_ word: String) -> Bool {
    ["资金", "经费", "费用", "投入", "支出", "折款", "折合", "折价", "折算", "价值", "单价"].contains { word.contains($0) }
      || (word.count > 2 && word.hasSuffix("金额") && !isMoney(word))
  }

  private static let helping = [
    "慰问", "救助", "补助", "资助", "助学", "奖励", "奖", "扶助", "抚慰", "帮扶", "帮困", "爱心", "关怀", "关爱",
  ]

  /// Whether things are counted in a word: 份 and 盒, but not 场, 篇 and 小时.
  static func isCounter(_ counter: String) -> Bool {
    !CountingWord.spans.contains(counter) && !CountingWord.countsPeople(counter)
      && !happenings.contains(counter)
  }

  private static let happenings: Set<String> = [
    "户次", "场", "篇", "则", "期", "项", "类", "种", "家", "起", "宗", "笔", "单", "档", "门", "堂", "节", "讲", "轮", "班", "队",
    "支队",
    "趟", "处", "站", "亩", "村", "桌", "席", "页", "公里", "间", "所", "组", "栋", "座", "幢", "课时", "学时",
  ]

  /// 照片（张） and 意见（条）: what an event left behind, though it is counted as things are.
  static func isOther(_ word: String) -> Bool { others.contains { word.hasSuffix($0) } }

  private static let others = [
    "照片", "图片", "相片", "影像", "视频", "简报", "报道", "稿件", "新闻", "信息", "微信", "推文", "美篇", "意见", "建议", "问题", "线索",
    "问卷",
    "调查表", "登记表",
    "台账", "档案", "记录", "总结", "方案", "通知", "文件", "时长", "阅读量", "浏览量", "点击量", "播放量", "转发量", "点赞量",
  ]

  private static let heads = [
    "折页", "单页", "传单", "宣传单", "手册", "宣传册", "画册", "读本", "宣传资料", "科普资料", "宣传材料", "宣传品", "宣传物品", "海报", "挂图", "台历",
    "挂历",
    "年历",
    "日历", "明白纸", "明白卡", "服务卡", "联系卡", "贺卡", "倡议书", "公开信", "书籍", "图书", "光盘", "展板", "横幅", "条幅", "袋", "扇", "扇子",
    "雨伞",
    "毛巾", "水杯", "纸巾", "抽纸", "湿巾", "口罩", "围裙", "牙膏", "牙刷", "香皂", "洗衣液", "洗手液", "大米", "食用油", "牛奶", "奶粉", "鸡蛋",
    "面条", "棉被", "毛毯", "书包", "文具", "玩具", "礼包", "礼品", "礼物", "奖品", "纪念品", "小礼品", "慰问品", "慰问金", "爱心包", "宣传用品",
    "生活用品", "慰问物品",
    "叶酸", "叶酸片", "药具", "避孕套", "安全套", "避孕药", "药品", "急救包", "药箱", "leaflets", "brochures", "booklets", "posters",
    "gifts",
  ]
}
