/// Names whose signs only write the sounds of other languages: 吐尔逊·买买提, 阿依古丽, 扎西次仁.
extension NameScan {
  /// With a dot or without.
  func transliterated(at start: Int) -> (PersonalText.Kind, length: Int)? {
    dotted(at: start) ?? made(at: start)
  }

  /// 吐尔逊·买买提: signs for sounds on both sides of a dot.
  private func dotted(at start: Int) -> (PersonalText.Kind, length: Int)? {
    func end(_ start: Int) -> Int? {
      let end = signs[start...].firstIndex { NameSigns.mark($0) & NameSigns.isSound == 0 } ?? signs.count
      return end - start >= 2 ? end : nil
    }
    guard let dot = end(start), dot + 2 < signs.count, NameSigns.dots.contains(signs[dot]),
      let end = end(dot + 1), after(end) != .place
    else { return nil }
    return (before(start) == .child ? .namedMinor : .namedPerson, end - start)
  }

  /// 买买提 and 阿依古丽, which are no other words, wherever they stand but among things; 扎西 where what stands beside it
  /// says so.
  private func made(at start: Int) -> (PersonalText.Kind, length: Int)? {
    guard let end = endOfParts(from: start) else { return nil }
    let after = after(end)
    guard after != .place, !Self.isOfTitle(rest(end)) else { return nil }
    let before = before(start)
    if end - start > 2, place != .thing { return (after == .child ? .namedMinor : before.kind, end - start) }
    // 扎西德勒 and 卓玛泉 are things.
    guard after != .other else { return nil }
    return kind(before, start, end - start, isSure: true).map { ($0, end - start) }
  }

  /// Where the names end that stand in a row, the first perhaps one that no table has: 帕孜古丽.
  private func endOfParts(from start: Int) -> Int? {
    var end = start
    if NameSigns.mark(signs[start]) & NameSigns.isSound != 0,
      let length = (1...3).first(where: { signs[min(start + $0, signs.count)...].starts(with: "古丽") }),
      signs[start..<start + length].allSatisfy({ NameSigns.mark($0) & NameSigns.isSound != 0 })
    {
      end += length
    }
    while end < signs.count, NameSigns.mark(signs[end]) & NameSigns.beginsTransliterated != 0 {
      let length = TransliteratedNames.length(atStartOf: signs[end...])
      if length == 0 { break }
      end += length
    }
    return end > start ? end : nil
  }
}
