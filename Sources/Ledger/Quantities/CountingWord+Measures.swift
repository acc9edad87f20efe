extension CountingWord {
  private static let scales: Set<String> = [
    "吨", "公斤", "斤", "两", "克", "毫克", "升", "毫升", "米", "公里", "厘米", "平方米", "立方米", "亩", "度", "小时", "分钟", "天", "个月",
    "课时", "学时",
  ]

  /// Whether it measures weight, volume, length, area or time, so that no so many of it are as many pieces.
  public static func isMeasure(_ counter: String?) -> Bool { counter.map { scales.contains($0) } ?? false }
}
