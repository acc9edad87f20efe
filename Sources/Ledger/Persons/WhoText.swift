import Planning

/// A text that says who somebody is, taken apart: units, teams and posts on one side, names of people on the other.
///
/// It is read strictly: what is no known unit, team or post is a name, however it is written.
struct WhoText {
  enum Part: Hashable {
    case office(String)
    case name(String)
    /// Longer words that are neither: 桂林来的贵客.
    case other(String)
  }

  private(set) var parts: [Part] = []
  private let units: UnitTree?

  /// - `units`: Their names are no people's.
  init(_ text: String, units: UnitTree? = nil) {
    self.units = units
    for field in Self.fields(of: text) { take(field) }
  }

  var names: [String] { parts.compactMap { if case .name(let name) = $0 { name } else { nil } } }

  /// Units, teams and posts, and what is neither, without a preposition that a name stood before.
  func rest(withOthers: Bool) -> String {
    parts.compactMap { part -> String? in
      switch part {
      case .office(let words): words
      case .other(let words): withOthers ? words : nil
      case .name: nil
      }
    }.drop { WhoWords.englishLinks.contains($0.lowercased()) }.joined(separator: " ")
  }

  // MARK: Pieces

  /// What stands between commas, brackets and the like.
  static func fields(of text: String) -> [String] {
    let marks: Set<Character> = Set("\n\r,，、;；/／|｜:：&＆()（）[]【】〔〕<>《》+＋_•・。！!？?\t")
    let signs = Array(text)
    var fields = [""]
    for (index, sign) in signs.enumerated() {
      let near = [index - 1, index + 1].filter(signs.indices.contains).map { signs[$0] }
      // J. S. and Smith-Jones are one name, 卫健局-王某 is none.
      let isMark =
        marks.contains(sign) || "—–―".contains(sign)
        || (".．-－~～*＊".contains(sign) && !"*＊".contains(sign) && near.contains(where: \.isHan))
      if isMark { fields.append("") } else { fields[fields.count - 1].append(sign) }
    }
    return fields.filter { $0.contains { $0.isLetter || isMask($0) } }.map(\.trimmed)
  }

  /// Signs that stand for the rest of a name.
  private static func isMask(_ sign: Character) -> Bool { "○〇◯●*＊×".contains(sign) }

  private mutating func take(_ field: String) {
    if isUnit(field) { return parts.append(.office(field)) }
    var latin: [String] = []
    let start = parts.count
    for piece in field.split(whereSeparator: \.isWhitespace).map(String.init) {
      if piece.contains(where: \.isHan) || piece.allSatisfy(Self.isMask) {
        takeEnglish(latin)
        latin = []
        takeHan(piece, after: start)
      } else {
        latin.append(piece.inHalfWidth)
      }
    }
    takeEnglish(latin)
  }

  private func isUnit(_ text: String) -> Bool {
    units.map { !$0.units(named: text).isEmpty || $0[text.lowercased()] != nil } ?? false
  }

  // MARK: Chinese

  /// - `start`: Of the parts of the same field: a single character belongs to the name before it.
  private mutating func takeHan(_ piece: String, after start: Int) {
    let read = parts(of: piece)
    if parts.count > start, case .name(let before) = parts[parts.count - 1],
      read.count == 1 || piece.count == 1,
      before.count == 1 || piece.count == 1, before.count + piece.count <= 4
    {
      // 王某某 图: the single character is a post.
      let isPlain =
        piece.count == 1 && before.count == 1
        || read.allSatisfy { if case .office = $0 { false } else { true } }
      if isPlain {
        parts[parts.count - 1] = .name(before + piece)
        return
      }
    }
    parts += read
  }

  private func parts(of piece: String) -> [Part] {
    let bare = piece.filter { !"“”\"'「」『』‘’·".contains($0) || $0 == "·" }.trimmed
    guard !bare.isEmpty else { return [] }
    if isUnit(bare) || WhoWords.posts.contains(bare) { return [.office(piece)] }
    if let (name, rest) = nameBeforeUnit(bare) { return [.name(name)] + parts(of: rest) }
    if let (one, other) = joined(bare) { return parts(of: one) + parts(of: other) }
    if let post = Self.ending(of: bare, in: WhoWords.longPosts, most: 6) {
      let head = String(bare.dropLast(post.count))
      let before = body(head, isBeforePost: true)
      return before.contains { if case .name = $0 { true } else { false } }
        ? before + [.office(post)] : [.office(piece)]
    }
    return body(bare, isBeforePost: false)
  }

  /// A unit and then a name, in any part of it.
  private func body(_ text: String, isBeforePost: Bool) -> [Part] {
    if WhoWords.compounds.contains(String(text.prefix(2))), (3...4).contains(text.count),
      !isStrongOffice(text)
    {
      return [.name(text)]
    }
    if let cut = nameAtEnd(of: text) {
      return [.office(String(text.prefix(cut)))] + [.name(Self.withoutMarks(text.dropFirst(cut)))]
    }
    if isOffice(text) { return [.office(text)] }
    if isBeforePost {
      return Self.mayBeName(text) && !Self.isOrdinary(text) ? [.name(text)] : [.office(text)]
    }
    let cuts = (1..<max(1, text.count)).dropFirst().filter { endsAsOffice(String(text.prefix($0))) }
    if let cut = cuts.last {
      return [.office(String(text.prefix(cut))), .name(Self.withoutMarks(text.dropFirst(cut)))]
    }
    return text.count <= 4 || text.contains("·") || text.contains(where: Self.isMask)
      ? [.name(text)] : [Self.hasNameAtEnd(text) ? .name(text) : .other(text)]
  }

  /// How much of a text stands before the name that it ends in: 5 for 象山区卫健局王某某.
  private func nameAtEnd(of text: String) -> Int? {
    let count = text.count
    return (1..<max(1, count)).dropFirst().reversed().first { cut in
      let tail = Self.withoutMarks(text.dropFirst(cut))
      return Self.mayBeName(tail) && !Self.isOrdinary(tail) && (tail.count > 1 || Self.isSurname(tail))
        && !isStrongOffice(tail) && endsAsOffice(String(text.prefix(cut)))
    }
  }

  private func isStrongOffice(_ text: String) -> Bool {
    isUnit(text) || (text.count > 2 && Self.ending(of: text, in: WhoWords.units, most: 4) != nil)
  }

  private func endsAsOffice(_ text: String) -> Bool {
    isOffice(text) || WhoWords.posts.contains(text)
      || Self.ending(of: text, in: WhoWords.longPosts, most: 6) != nil
  }

  /// Whether a text ends as units do and has no name's shape.
  private func isOffice(_ text: String) -> Bool {
    if isUnit(text) { return true }
    let begins = text.first.map(WhoWords.isSurname) ?? false
    if Self.ending(of: text, in: WhoWords.units, most: 4) != nil {
      return text.count > 2 || !begins || WhoWords.units.contains(text) || Self.isOrdinary(text)
    }
    guard Self.ending(of: text, in: WhoWords.shortUnits, most: 1) != nil, text.count > 1 else { return false }
    if Self.isOrdinary(text) { return true }
    let isCompound = WhoWords.compounds.contains(String(text.prefix(2))) && text.count <= 4
    return !isCompound
      && (text.count >= 4 || !begins || (text.count == 3 && "村屯寨".contains(text.last ?? " ")))
  }

  /// 王某某象山区: a name that a known unit follows.
  private func nameBeforeUnit(_ text: String) -> (name: String, rest: String)? {
    guard units != nil, text.count >= 4 else { return nil }
    func beginsWithUnit(_ text: Substring) -> Bool {
      (2...max(2, min(8, text.count))).contains { isUnit(String(text.prefix($0))) }
    }
    guard !beginsWithUnit(text[...]) else { return nil }
    let cut = (2...4).first { cut in
      let head = String(text.prefix(cut))
      return Self.mayBeName(head) && !Self.isOrdinary(head) && !isOffice(head)
        && text.count > cut + 1 && beginsWithUnit(text.dropFirst(cut))
    }
    return cut.map { (String(text.prefix($0)), String(text.dropFirst($0))) }
  }

  /// 李某和市妇幼保健院 as its two.
  private func joined(_ text: String) -> (String, String)? {
    for cut in 2...4 where text.count >= cut + 3 {
      let head = String(text.prefix(cut))
      let rest = text.dropFirst(cut)
      guard let link = rest.first, "和与及跟".contains(link), Self.mayBeName(head), !Self.isOrdinary(head),
        !isOffice(head)
      else { continue }
      return (head, String(rest.dropFirst()))
    }
    return nil
  }

  private static func ending(of text: String, in words: Set<String>, most: Int) -> String? {
    (1...most).reversed().lazy.map { String(text.suffix($0)) }.first { words.contains($0) }
  }

  static func isSurname(_ text: some StringProtocol) -> Bool {
    text.count == 1 && text.first.map(WhoWords.isSurname) ?? false
  }

  /// Whether a text has a name's length and begins with a surname.
  static func mayBeName(_ text: String) -> Bool {
    guard let first = text.first else { return false }
    if WhoWords.beginsInCompound(text) { return (2...5).contains(text.count) }
    return (1...4).contains(text.count) && WhoWords.isSurname(first)
  }

  static func isOrdinary(_ text: String) -> Bool {
    PersonalNames.isCommonWord(text)
      || (1...2).contains { WhoWords.ordinary.contains(String(text.prefix($0))) && text.count >= $0 }
  }

  private static func hasNameAtEnd(_ text: String) -> Bool {
    (2...3).contains { count in
      let tail = String(text.suffix(count))
      return mayBeName(tail) && !isOrdinary(tail)
    }
  }

  private static func withoutMarks(_ text: Substring) -> String {
    String(text.drop { "·.．-－~ ".contains($0) })
  }

  // MARK: English

  private mutating func takeEnglish(_ words: [String]) {
    var segment: [String] = []
    var isLinked = false
    for word in words {
      let key = Self.key(word)
      if WhoWords.englishLinks.contains(key) {
        takeSegment(segment, isLinked: isLinked)
        parts.append(.office(word))
        (segment, isLinked) = ([], true)
      } else {
        segment.append(word)
      }
    }
    takeSegment(segment, isLinked: isLinked)
  }

  private mutating func takeSegment(_ words: [String], isLinked: Bool) {
    var words = words[...]
    while let first = words.first, WhoWords.englishHonours.contains(Self.key(first)) {
      words = words.dropFirst()
    }
    guard !words.isEmpty else { return }
    if isUnit(words.joined(separator: " ")) { return parts.append(.office(words.joined(separator: " "))) }
    // John Smith and the City Hospital.
    if let link = words.firstIndex(where: { Self.key($0) == "and" || $0 == "&" }), link > words.startIndex {
      let (head, tail) = (words[..<link], words[(link + 1)...])
      if head.allSatisfy({ !isEnglishOffice($0) })
        && (head.count > 1 || tail.allSatisfy { !isEnglishOffice($0) })
      {
        takeSegment(Array(head), isLinked: false)
        return takeSegment(Array(tail), isLinked: false)
      }
    }
    guard let last = words.lastIndex(where: isEnglishOffice) else {
      // After a preposition the first word is a place.
      let place = isLinked ? words.prefix(1) : []
      if !place.isEmpty { parts.append(.office(place.joined(separator: " "))) }
      let name = words.dropFirst(place.count)
      if !name.isEmpty { parts.append(.name(name.joined(separator: " "))) }
      return
    }
    let (name, office) = Self.nameBeforeOffice(words[...last])
    if let name { parts.append(.name(name)) }
    parts.append(.office(office.joined(separator: " ")))
    let tail = words[(last + 1)...].filter { Self.key($0) != "and" && $0.contains(where: \.isLetter) }
    if !tail.isEmpty { parts.append(.name(tail.joined(separator: " "))) }
  }

  private func isEnglishOffice(_ word: String) -> Bool {
    if Self.isInitial(word) { return false }
    return Self.isEnglishWord(word) || isUnit(word)
  }

  /// Two names that are given to people before what they hold.
  private static func nameBeforeOffice(_ words: ArraySlice<String>) -> (String?, ArraySlice<String>) {
    let head = words.prefix(2)
    guard words.count > 2, head.allSatisfy({ $0.first?.isUppercase == true }), let first = head.first,
      isInitial(first) || givenNames.contains(key(first))
    else { return (nil, words) }
    return (head.joined(separator: " "), words.dropFirst(2))
  }

  /// Whether a word is a name that people have: Tom, Wang.
  static func isEnglishName(_ word: String) -> Bool { givenNames.contains(key(word)) }

  /// Whether a word is of a unit, a post or a group.
  static func isEnglishWord(_ word: String) -> Bool {
    let key = key(word)
    return WhoWords.english.contains(key) || WhoWords.englishOrdinary.contains(key)
      || (key.hasSuffix("s") && WhoWords.english.contains(String(key.dropLast())))
  }

  private static func isInitial(_ word: String) -> Bool { word.count <= 2 && word.last == "." }

  private static let givenNames: Set<String> = Set(
    """
    john james robert michael david william richard joseph thomas charles daniel matthew mark paul steven andrew peter
    george mary susan linda lisa nancy karen helen sarah jane anna alice emma lucy tom jack jim bob bill mike tony sam
    kate amy maria ana elizabeth patricia jennifer jessica laura sandra carol julia sophia olivia emily tommy jimmy kevin
    brian jason carlos jose juan luis miguel antonio fatima aisha ahmed ali hassan ivan olga elena wang li zhang liu chen yang huang zhao wu zhou xu sun zhu guo gao luo wei tan
    """.split(whereSeparator: \.isWhitespace).map(String.init))

  private static func key(_ word: String) -> String {
    word.lowercased().filter { $0.isLetter || $0 == "-" }
  }
}
