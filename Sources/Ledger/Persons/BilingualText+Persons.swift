public import Planning

extension BilingualText {
  /// For a message that quotes a file: phones and identity numbers are masked, and the names beside them.
  public var withoutPersons: BilingualText {
    BilingualText(zh: zh.withoutPersons, en: en?.withoutPersons)
  }
}

extension String {
  /// As ``BilingualText/withoutPersons``. Most texts hold no such number and come back as they are.
  var withoutPersons: String {
    guard PersonalTextScan.isWorthLooking(self) else { return self }
    let numbers = PersonalTextScan(text: self, year: 0).numbers
    guard !numbers.isEmpty else { return self }
    var text = self
    for found in numbers.sorted(by: { $0.range.lowerBound > $1.range.lowerBound }) {
      // 张小三13812345678: the name ends where the number began.
      let isGlued = text[..<found.range.lowerBound].last?.isLetter ?? false
      text.replaceSubrange(found.range, with: (isGlued ? " " : "") + found.replacement)
    }
    return text.replacing(#/[“'](?<quoted>[^”']*)[”']/#) { match in
      let quote = match.output.0
      return "\(quote.prefix(1))\(String(match.quoted).withMaskedNames)\(quote.suffix(1))"
    }
  }

  /// As it is, or with its numbers and names masked if it holds a number of somebody.
  var maskedIfPersonal: String {
    let masked = withoutPersons
    return masked == self ? self : masked.withMaskedNames
  }

  /// 张* for each word that has the shape of a name; 带队人张* where a number follows, which is that of a name.
  var withMaskedNames: String {
    var masked = ""
    var rest = self[...]
    while !rest.isEmpty {
      let word = String(rest.prefix { $0.isHan })
      rest = rest.dropFirst(word.count)
      let other = rest.prefix { !$0.isHan }
      rest = rest.dropFirst(other.count)
      masked += Self.masked(word, endsInName: rest.hasPrefix("尾号")) + other
    }
    return masked.trimmed
  }

  private static func masked(_ word: String, endsInName: Bool) -> String {
    for length in endsInName ? [4, 3, 2] : [word.count] where length <= word.count {
      let name = word.suffix(length)
      if PersonalNames.isWholeName(String(name)) { return word.dropLast(length) + "\(name.prefix(1))*" }
    }
    return word
  }
}
