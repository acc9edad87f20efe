/// Words that say of a figure that it is none of what happened at an event: it was planned, of another year, or of goods
/// that nobody got.
enum OtherFigures {
  /// Whether a cell or a header says so: 拟发放宣传资料300份, 60（预计）, 上年咨询人次.
  static func areTold(in words: String) -> Bool {
    // Asked of every cell of figures. Signs of full width may hide others.
    guard sought.mayStand(in: words) || words.unicodeScalars.contains(where: { $0.value >= 0xFF01 }) else {
      return false
    }
    let text = plain(words)
    let inside = HeaderText.bracketed(text)
    return isOneFigure(text) && begins(text, with: planned + earlier) || hints.contains(where: text.contains)
      || (!inside.contains(where: \.isNumber) && begins(inside, with: planned + earlier + asides))
  }

  /// The same of a thing: 剩余宣传资料, 印制折页, 累计发放手册 are not what was handed out at the event.
  static func isNotGiven(_ thing: String) -> Bool {
    let text = plain(thing)
    return areTold(in: text) || begins(text, with: kept) || isCumulative(text) || text.hasSuffix("累计")
      || PhraseFrame.isNotGiven(text, "") || PhraseFrame.isMade(text, "")
  }

  /// 累计600份, perhaps those of events before it, too.
  static func isCumulative(_ text: String) -> Bool { begins(text, with: ["累计", "累积"]) }

  /// Beside another figure it may be the other that counts: 去年50人，今年60人.
  private static func isOneFigure(_ text: String) -> Bool {
    text.split { !$0.isNumber && !".,".contains($0) }.count < 2
  }

  private static func begins(_ text: String, with words: [String]) -> Bool {
    words.contains(where: text.hasPrefix)
  }

  /// Without blanks, and without names that begin as a plan does.
  private static func plain(_ text: String) -> String {
    let plain = text.inHalfWidth.filter { !$0.isWhitespace }
    return names.reduce(plain) { $0.replacing($1, with: "") }
  }

  private static let names = ["计划生育", "计划免疫", "目标人群", "目标对象", "目标群体"]
  private static let planned = [
    "预计", "预期", "计划", "拟", "目标", "待发", "将发", "将要", "准备发", "打算", "应发", "planned", "expected",
  ]
  private static let earlier = ["上年", "去年", "上期", "上月", "上次", "上季", "上半年", "往年", "历年"]
  /// In brackets.
  private static let asides = ["未", "没", "尚未", "暂未", "待", "库存", "剩余", "应到", "应参加", "报名", "邀请"]
  private static let sought = SoughtWords(planned + earlier + asides + hints)
  private static let hints = ["拟发", "待发", "将发", "计划发", "预计发", "准备发", "尚未发", "暂未发"]
  private static let kept = [
    "剩", "库存", "结余", "结存", "现存", "未发", "未领", "退回", "归还", "损坏", "损耗", "报废", "申领", "申请", "申报", "收到", "接收", "领入",
    "领回",
    "入库", "调入", "需求", "所需", "需要", "盘点",
  ]
}
