/// Figures that stand in a row without a comma between them.
extension QuantityReader {
  /// The figures of 大人 30 人小孩 20 人 and of 3 名医生 5 名护士, each with its own words; nil if some have none, or if the row
  /// may be read in another way.
  ///
  /// - `ofPeople`: Whether people are counted, so that numbers without a counting word need words for people.
  static func row(_ phrase: String, ofPeople: Bool) -> [String]? {
    var reader = QuantityReader(phrase, .people)
    // Commas are left in a phrase only where it ends in a total of the others.
    guard !reader.text.plain.contains(where: { ",，、;；".unicodeScalars.contains($0) }),
      let found = try? reader.figures(), found.count > 1, !found.contains(where: \.isTotal)
    else { return nil }
    return reader.behindWords(found, ofPeople) ?? reader.beforeWords(found, ofPeople)
  }

  /// 宣传单 500 张 雨伞 50 把.
  private func behindWords(_ found: [FoundFigure], _ ofPeople: Bool) -> [String]? {
    var start = 0
    var pieces: [String] = []
    for (index, figure) in found.enumerated() {
      let end = index + 1 < found.count ? figure.end : text.count
      let piece = text.words(start, end).withoutJoiners
      guard let read = try? CountPhrase(piece, in: .people), read.isNamed(ofPeople),
        index == 0 || !read.isOfThose,
        read.noun.isEmpty || FigureWords.attendance.contains(read.noun)
      else { return nil }
      pieces.append(piece)
      start = end
    }
    return pieces
  }

  /// 500 份宣传单 50 把雨伞.
  private func beforeWords(_ found: [FoundFigure], _ ofPeople: Bool) -> [String]? {
    guard text.words(0, found[0].saidStart).isEmpty else { return nil }
    var pieces: [String] = []
    for (index, figure) in found.enumerated() {
      let end = index + 1 < found.count ? found[index + 1].saidStart : text.count
      let piece = text.words(figure.saidStart, end).withoutJoiners
      guard let read = try? CountPhrase(piece, in: .people), read.subject.isEmpty, read.counter != nil,
        read.noun.allSatisfy(\.isHan), ofPeople ? PhraseFrame.isHanPeople(read.noun) : !read.noun.isEmpty
      else { return nil }
      pieces.append(piece)
    }
    return pieces
  }
}

extension CountPhrase {
  /// The 中到 500 只 of 口罩 600 只中到 500 只: no thing of its own. But 中药包.
  fileprivate var isOfThose: Bool {
    guard subject.hasPrefix("中") else { return false }
    let verb = subject.dropFirst()
    return ["到", "领", "取", "用", "有", "收", "剩", "发", "送", "实"].contains(where: verb.hasPrefix)
  }

  /// Whether the words before the number are what it counts, and neither who did it nor whom it was for.
  fileprivate func isNamed(_ ofPeople: Bool) -> Bool {
    guard quantity.isKnown, !subject.isEmpty, !Receivers.named(before: String(subject.prefix(1))),
      !Self.senders.contains(where: subject.hasPrefix)
    else { return false }
    if counter != nil { return true }
    guard quantity.certainty == .exact, let n = quantity.n, n.isWhole else { return false }
    // 国道 320 and 中国梦 2035 are names.
    return ofPeople
      ? PhraseFrame.isPeople(subject) || FigureWords.isSex(subject) || Self.halves.contains(subject)
      : n < 1900 || n > 2100
  }

  private static let halves: Set<String> = ["线上", "线下", "现场", "上午", "下午", "晚上"]
  private static let senders = ["组织", "安排", "邀请", "派", "出动", "抽调", "动员", "每", "各", "由"]
}

extension String {
  /// Without the sign between it and the figure before.
  fileprivate var withoutJoiners: String {
    String(drop { $0.isWhitespace || "+＋/／&＆|｜".contains($0) }).withoutMarks
  }
}
