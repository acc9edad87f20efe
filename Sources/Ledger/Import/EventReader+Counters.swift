import Planning

extension EventReader {
  /// What a row is counted in, as sums count it: 份 for `copies`; nil if it does not say so.
  func unit(of row: YAMLNode) -> String? { row["unit"]?.text.map(CountingWord.meaning(of:)) }
}
