/// Keys within braces whose colon or comma is wrong: the parser takes them for parts of a text.
enum SlipInBraces {
  /// `{at: 7 days before, 09:07, to: …}`, in which a comma ends the text and the rest is a key without a value: such are
  /// put together.
  static func joined(_ entries: [YAMLEntry], _ section: Section) -> [(entry: YAMLEntry, isJoined: Bool)] {
    var found: [(entry: YAMLEntry, isJoined: Bool)] = []
    for entry in entries {
      guard let last = found.last?.entry, entry.value.isNull, section.key(entry.key) == nil,
        colon(in: entry, section) == nil, last.keyPlace.line == entry.keyPlace.line,
        case .scalar(let text, isPlain: true) = last.value.content, !text.isEmpty
      else {
        found.append((entry, false))
        continue
      }
      let start = last.value.place
      let length = entry.keyPlace.column + entry.keyPlace.length - start.column
      let value = YAMLNode(
        place: Place(line: start.line, column: start.column, length: length),
        content: .scalar("\(text), \(entry.key)", isPlain: true))
      found[found.count - 1] = (YAMLEntry(key: last.key, keyPlace: last.keyPlace, value: value), true)
    }
    return found
  }

  /// `{层级：县}` and `{level:县}`, of which the parser makes a key without a value.
  ///
  /// - Returns: What is wrong, and the entry that was meant.
  static func colon(in entry: YAMLEntry, _ section: Section) -> (fault: SourceFault, entry: YAMLEntry)? {
    guard entry.value.isNull, let (key, colon, rest) = split(entry.key, at: 0, section) else { return nil }
    let isWide = colon.sign == "："
    let place = Place(
      line: entry.keyPlace.line, column: entry.keyPlace.column + colon.offset + (isWide ? 0 : 1))
    let value = node(rest, from: colon.offset + 1, of: entry.keyPlace)
    let keyPlace = Place(
      line: entry.keyPlace.line, column: entry.keyPlace.column, length: key.unicodeScalars.count)
    return (
      SourceFault(isWide ? .fullWidthColon : .missingSpace, at: place),
      YAMLEntry(key: key, keyPlace: keyPlace, value: value)
    )
  }

  /// `{层级: 县，属于：gx}`, of which the parser makes one value.
  ///
  /// - Returns: What is wrong, the entry up to the comma, and the one behind it.
  static func comma(in entry: YAMLEntry, _ section: Section) -> (
    fault: SourceFault, own: YAMLEntry, next: YAMLEntry
  )? {
    guard case .scalar(let text, isPlain: true) = entry.value.content else { return nil }
    let scalars = Array(text.unicodeScalars)
    guard let comma = scalars.firstIndex(where: { $0 == "，" || $0 == "、" }) else { return nil }
    let start = scalars[(comma + 1)...].firstIndex { $0 != " " } ?? scalars.count
    guard let (key, colon, rest) = split(text, at: start, section) else { return nil }
    let place = entry.value.place
    let keyPlace = Place(
      line: place.line, column: place.column + start, length: key.unicodeScalars.count)
    let own = node(String(String.UnicodeScalarView(scalars[..<comma])), from: 0, of: place)
    return (
      SourceFault(.fullWidthComma, at: Place(line: place.line, column: place.column + comma)),
      YAMLEntry(key: entry.key, keyPlace: entry.keyPlace, value: own),
      YAMLEntry(key: key, keyPlace: keyPlace, value: node(rest, from: colon.offset + 1, of: place))
    )
  }

  /// A key of the section, its colon, and what follows it.
  private static func split(_ text: String, at start: Int, _ section: Section) -> (
    key: String, colon: (offset: Int, sign: Unicode.Scalar), rest: String
  )? {
    let scalars = Array(text.unicodeScalars)
    guard let colon = scalars[start...].firstIndex(where: { $0 == "：" || $0 == ":" }) else { return nil }
    let key = String(String.UnicodeScalarView(scalars[start..<colon]))
    guard section.key(key) != nil else { return nil }
    return (key, (colon, scalars[colon]), String(String.UnicodeScalarView(scalars[(colon + 1)...])))
  }

  private static func node(_ text: String, from offset: Int, of place: Place) -> YAMLNode {
    let blanks = text.unicodeScalars.prefix { $0 == " " }.count
    let word = TimeLanguage.trimmed(text)
    let start = Place(
      line: place.line, column: place.column + offset + blanks, length: max(1, word.unicodeScalars.count))
    return YAMLNode(place: start, content: .scalar(word, isPlain: true))
  }
}
