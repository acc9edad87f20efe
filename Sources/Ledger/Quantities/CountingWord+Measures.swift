extension CountingWord {
  private static let scales = measures.subtracting([yuan]).union(["两", "毫克", "厘米", "平方米", "立方米", "度"])

  /// Whether it measures weight, volume, length, area or time, so that no so many of it are as many pieces.
  public static func isMeasure(_ counter: String?) -> Bool { counter.map { scales.contains($0) } ?? false }
}
