/// The words around a number that say how sure it is.
enum QuantityWords {
  /// Nothing was counted, or nobody says how many.
  static let unknown: Set<String> = [
    "", "若干", "一批", "一些", "少量", "大量", "许多", "很多", "不详", "未知", "未报", "未报数", "未统计",
    "unknown", "some", "several", "many", "not reported", "?", "？",
  ]

  /// Words before the number, longer ones first; nil for words that add nothing.
  static let before: [(word: String, certainty: Quantity.Certainty?)] = [
    ("approximately", .about), ("around", .about), ("roughly", .about), ("about", .about), ("~", .about),
    ("nearly", .nearly), ("almost", .nearly), ("no fewer than", .atLeast), ("fewer than", .below),
    ("no more than", .atMost), ("more than", .atLeast), ("at least", .atLeast), ("over", .atLeast),
    ("less than", .below), ("below", .below), ("under", .below), ("at most", .atMost), ("up to", .atMost),
    ("大约", .about), ("大概", .about), ("约为", .about), ("约", .about), ("将近", .nearly), ("接近", .nearly),
    ("近", .nearly), ("不足", .below), ("不到", .below), ("不满", .below), ("少于", .below), ("低于", .below),
    ("不超过", .atMost), ("至多", .atMost), ("最多", .atMost), ("不少于", .atLeast), ("不低于", .atLeast),
    ("至少", .atLeast), ("最少", .atLeast), ("超过", .atLeast), ("多于", .atLeast), ("超", .atLeast),
    ("逾", .atLeast), ("上", .atLeast), ("过", .atLeast), ("共计", nil), ("合计", nil), ("总计", nil), ("累计", nil),
    ("达到", nil), ("达", nil), ("共有", nil), ("共", nil), ("计", nil), ("total", nil),
  ]

  /// Words that end like a hedge and are none: an ultrasound (B 超) is not "over".
  static let notHedges = [
    "附近", "最近", "b超", "b 超", "彩超", "网上", "以上", "会上", "线上", "通过", "经过", "统计", "会计", "设计", "发达", "公共",
  ]

  /// Words after the number or its counting word.
  static let after: [(word: String, certainty: Quantity.Certainty)] = [
    ("以上", .atLeast), ("以下", .atMost), ("以内", .atMost), ("左右", .about), ("上下", .about), ("+", .atLeast),
    ("余", .atLeast), ("多", .atLeast), ("几", .atLeast), ("来", .about),
  ]

  /// What several hedges say together: the same twice is itself, anything else an estimate.
  static func certainty(of hedges: [Quantity.Certainty]) -> Quantity.Certainty {
    guard let first = hedges.first else { return .exact }
    return hedges.allSatisfy { $0 == first } ? first : .about
  }
}
