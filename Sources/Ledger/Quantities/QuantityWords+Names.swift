/// Numbers in names, ages and dates, which count nothing.
extension QuantityWords {
  /// Things that are called after a number.
  static let numberedThings = words(
    "84消毒 84_消毒 999感冒 999_感冒 999皮炎 999_皮炎 360度 1对1 1v1 1+1 1+n 1-on-1 1-to-1 66条 66_条 3d打印")

  /// What a public service's number stands on: 12320 宣传册.
  static let printed = words("宣传 海报 折页 手册 知识 反诈 主题 标识 卡片 便民卡")

  /// How the name of a day ends: 529 会员日, 512 护士节.
  static let days = words("会员日 会员活动日 活动日 宣传日 纪念日 节 日")
  static let notDays = words("节目 节约 节能 节水 节育 节假 节省 节奏 节点 日常 日用 日历 日托 日间 日志 日记 日报 日照")

  /// Before the number of a form, a room and the like: grade 3 pupils.
  static let ranks = words("grade class phase room no. ward floor building level lesson part week year")

  /// Before the years of somebody's age.
  static let ages = words("aged age ages aged_between aged_over aged_under aged_from age: ages:")

  /// Behind a number of years: not how many.
  static let ageLinks = words("- – — to and")

  static let months = words(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct "
      + "nov dec jan. feb. mar. apr. jun. jul. aug. sep. sept. oct. nov. dec.")

  /// `one` before these is none of anything: one in five, one on one.
  static let afterOne = words("on to in by at off another stop way hundred thousand of and or more day")

  /// Behind the counting word of a size: 1.5 公斤装大米, 18 件套急救包.
  static let packed = words("装 套")

  /// What was done with money or goods, between them and those who got them: 5000 元救助 10 人 are two figures.
  static let spending = words(
    "购买 购置 采购 买 救助 慰问 资助 帮扶 帮助 捐 发放 发给 发 用于 用来 给 奖励 补助 补贴 惠及 服务 覆盖 走访 支持 送")

  static func isSpent(_ text: PhraseText, at index: Int) -> Bool {
    guard let word = spending.word(in: text, at: index) else { return false }
    return text[index + word.word.count].map { !"金品物券".unicodeScalars.contains($0) } ?? true
  }

  /// Before what goods are worth.
  static let values = ["价值", "总价值", "总值", "折合", "合计价值", "单价", "面值", "售价", "标价"]

  /// Before a price or a size that belongs to what follows: 发放价值 200 元的礼包 50 份.
  static let beforeSize = [
    "价值", "面值", "单价", "售价", "标价", "发放", "赠送", "派发", "分发", "送出", "发出", "捐赠", "发", "送", "gave", "given",
    "handed out",
    "distributed",
  ]

  /// Before how long something went on.
  static let lasting = ["为期", "历时", "时长", "连续", "持续", "长达"]
}
