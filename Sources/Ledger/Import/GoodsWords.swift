/// Names of what campaigns give away, by which a column that counts it is known without a counting word.
enum GoodsWords {
  /// Whether a word ends in one: 优生优育宣传折页, 环保袋.
  static func isGoods(_ word: String) -> Bool { heads.contains { word.hasSuffix($0) } }

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
