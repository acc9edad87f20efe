/// Given names of peoples who have no surnames, as Chinese writes their sounds, and what longer ones are made of: 古丽, 卓玛.
///
/// Without those that are a place or two other words as often: 乌兰, 才让.
enum TransliteratedNames {
  /// The first signs of all.
  static let firstSigns = Set(names.compactMap(\.first))

  private static let names = Set(table.split { $0 == " " || $0 == "\n" })

  /// By the numbers of their first two signs, the first in the upper half.
  private static let beginnings = Set(
    names.map { $0.unicodeScalars.prefix(2).reduce(UInt32(0)) { $0 << 16 | ($1.value & 0xFFFF) } })

  static func begin(_ first: UInt32, _ second: UInt32) -> Bool {
    beginnings.contains(first << 16 | (second & 0xFFFF))
  }

  /// How many signs the longest of them has that some signs begin with; 0 if there is none.
  static func length(atStartOf signs: ArraySlice<Character>) -> Int {
    (2...4).last { $0 <= signs.count && names.contains(Substring(String(signs.prefix($0)))) } ?? 0
  }

  private static let table = """
    古丽 阿依 努尔 热孜 买买提 麦麦提 买合木提 艾合买提 艾买提 赛买提 吐尔逊 吐尔地 吐尔洪 吐逊 热合曼 热合木 阿不都 阿卜杜 阿布都 玉素甫 依马木 依明
    托合提 米娜瓦尔 阿米娜 塔依尔 库尔班 卡德尔 吾买尔 吾斯曼 沙吾提 肉孜 阿迪力 阿力木 艾力 木合塔尔 尼亚孜 夏木 再努尔 热比亚 热依拉 茹仙 巴哈尔 娜尔
    帕提 祖丽 迪丽 迪力 阿孜
    卓玛 扎西 次仁 央金 拉姆 多吉 多杰 旺堆 格桑 白玛 尼玛 达瓦 平措 顿珠 丹增 旦增 洛桑 仁增 边巴 普布 巴桑 米玛 曲珍 德吉 索朗 强巴 贡布 才旦 央宗
    卓嘎 桑吉 嘉措 群培 白珍 次旦 次旺 旺姆 旺杰 罗布 益西 晋美 土登 卓玛才让 扎西才让 多杰才让 才让卓玛
    其其格 其木格 巴特尔 巴图 萨仁 娜仁 托娅 高娃 斯琴 格日勒 苏日娜 朝鲁 宝音 毕力格 巴雅尔 图雅 塔娜 阿拉坦 额尔德尼 敖登 敖特根 吉日嘎拉 吉雅 牧仁
    青格勒 通拉嘎 特木尔 铁木尔 苏布德 乌日娜 朝克图 莫日根 乌云 乌兰图雅 乌兰托娅 乌兰其其格 乌兰其木格
    """
}
