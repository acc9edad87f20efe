import Planning

/// A line of a 接龙, as far as it can be read without those above it.
struct ChainEntry {
  /// Counted from 1.
  let line: Int
  let text: String
  /// 3 and 王五 of 3. 王五.
  let numbered: (number: Int, text: String)?
  /// Whether it begins with a day or an hour, which looks like a number.
  let hasTime: Bool
  let found: Result<ChainLine, HeadCountFault>?

  private init(_ line: Int, _ text: String, _ rests: inout WordMemory<ChainRest>) {
    (self.line, self.text) = (line, text)
    numbered = Self.numbered(text)
    hasTime = Self.leadingTime(text) != nil
    found = numbered.map { numbered in
      Result { () throws(HeadCountFault) in try ChainLine(numbered.text, &rests) }
    }
  }

  static func read(_ lines: ArraySlice<Substring>) -> [ChainEntry] {
    var rests = WordMemory<ChainRest>()
    return zip(lines.indices, lines).map { index, line in
      ChainEntry(index + 1, String(line).trimmed, &rests)
    }
  }

  /// 3. 王五, （3）王五, ③王五: the number and what follows.
  static func numbered(_ line: String) -> (number: Int, text: String)? {
    if let found = plainlyNumbered(line) { return found }
    // By hand: it is asked of every line of a table before anybody knows that it is one.
    var start = line.drop(while: \.isWhitespace)
    if let sign = start.unicodeScalars.first, let number = enclosed(sign) {
      return (number, String(start.dropFirst().drop { ".、．:：)） ".contains($0) }).trimmed)
    }
    let isBracketed = start.first.map { "(（【[".contains($0) } ?? false
    if isBracketed { start = start.dropFirst() }
    let digits = start.prefix(7).prefix { $0.halfWidth.isASCIIDigit || isKeycap($0) }
    guard digits.count <= 6, let number = Int(String(digits.map { isKeycap($0) ? digit($0) : $0.halfWidth }))
    else { return nil }
    let rest = start[digits.endIndex...].drop(while: \.isWhitespace)
    guard let mark = rest.first else { return nil }
    if isKeycap(digits.last ?? " ") { return (number, String(rest).trimmed) }
    guard (isBracketed ? ")）】]" : ".、．:：)）。").contains(mark) else { return nil }
    return (number, String(rest.dropFirst()).trimmed)
  }

  /// 3. 王五, as most are written, by bytes.
  private static func plainlyNumbered(_ line: String) -> (number: Int, text: String)? {
    let digits = line.utf8.prefix(7).prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    let rest = line.utf8[digits.endIndex...]
    // What follows the mark must be none that joins it: 3.️
    guard (1...6).contains(digits.count), rest.first == UInt8(ascii: "."),
      let next = rest.dropFirst().first, next < 0x80 || (0xE3...0xE9).contains(next)
    else { return nil }
    return Int(Substring(digits)).map { ($0, String(Substring(rest.dropFirst())).trimmed) }
  }

  /// The 8.10 of 8.10义诊 and the 9:30 of 9:30集合, which look like entry 8 and 9; nil for 1.2人 and 3.302室.
  static func leadingTime(_ line: String) -> String? {
    // 3. 王五, as most begin, by bytes; signs of full width begin with EF.
    let number = line.utf8.prefix {
      (UInt8(ascii: "0")...UInt8(ascii: ":")).contains($0) || $0 == UInt8(ascii: ".")
    }
    if let last = number.last, last == UInt8(ascii: ":") || last == UInt8(ascii: "."),
      line.utf8[number.endIndex...].first != 0xEF
    {
      return nil
    }
    let signs = line.prefix(12).map(\.halfWidth)
    let run = signs.prefix { $0.isASCIIDigit || ".:".contains($0) }
    let next = signs.dropFirst(run.count).first ?? " "
    guard run.last?.isASCIIDigit ?? false, !"人位名口个大小户".contains(next) else { return nil }
    let parts = run.split(separator: ":").compactMap { Int(String($0)) }
    let isClock =
      run.count { $0 == ":" } == 1 && run.suffix(3).first == ":" && parts.count == 2 && parts[0] < 24
      && parts[1] < 60
    return isClock || (run.contains(".") && LooseDate(String(run)) != nil) ? String(run) : nil
  }

  /// ①, ⑴, ⒈, ❶, ㈠.
  private static func enclosed(_ sign: Unicode.Scalar) -> Int? {
    for (first, count) in [
      (0x2460, 20), (0x2474, 20), (0x2488, 20), (0x2776, 10), (0x3220, 10), (0x3251, 15),
    ]
    where (first..<(first + count)).contains(Int(sign.value)) {
      return Int(sign.value) - first + (first == 0x3251 ? 21 : 1)
    }
    return nil
  }

  /// 1️⃣.
  private static func isKeycap(_ character: Character) -> Bool {
    character.unicodeScalars.count > 1 && character.unicodeScalars.last?.value == 0x20E3
  }

  private static func digit(_ keycap: Character) -> Character {
    Character(keycap.unicodeScalars.first ?? " ")
  }
}
