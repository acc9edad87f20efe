extension CountingWord {
  private static let scales = measures.subtracting([yuan]).union(["两", "毫克", "厘米", "平方米", "立方米", "度"])
    .union(GroupWords.kinds)

  /// Words that goods are counted in, and neither tasks nor meetings.
  static let goods = alternatives.union([
    "盒", "袋", "包", "瓶", "箱", "桶", "罐", "双", "条", "支", "斤", "公斤", "升", "提", "卷", "捆",
  ])

  /// Whether it measures weight, volume, length, area or time, or counts kinds, so that no so many of it are as many pieces.
  public static func isMeasure(_ counter: String?) -> Bool { counter.map { scales.contains($0) } ?? false }
}
