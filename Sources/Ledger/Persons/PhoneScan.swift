/// Finds phone numbers however they are written: 139 7731 23 45, 一三九七七三一…, (0773) 281 2345.
///
/// A mobile phone is always somebody's. A landline right behind an office's name or a word such as 热线 is the office's
/// and passes.
struct PhoneScan {
  /// Digits that stand together, with where they stand.
  private struct Group {
    var digits: String
    var range: Range<String.Index>
    /// The signs before it since the group before; nil if something else stands there.
    let link: String?
  }

  private let text: String
  private let isVenue: Bool

  /// - `isVenue`: Where a venue is told, seven digits need no word for a phone before them.
  init(_ text: String, isVenue: Bool = false) {
    self.text = text
    self.isVenue = isVenue
  }

  var phones: [PersonalTextScan.Finding] {
    guard holdsEnoughDigits else { return [] }
    let plain = phones(in: groups { $0.isASCIIDigit ? $0 : nil })
    // 第一12900000001: a numeral beside a phone is not part of it, so that plain digits are looked at alone first.
    guard plain.isEmpty else { return plain }
    return phones(in: groups(Self.digit))
  }

  // MARK: Digits

  /// Whether it has the seven digits that no phone has fewer of: most texts hold a count or two.
  private var holdsEnoughDigits: Bool {
    var count = 0
    for sign in text.unicodeScalars
    where (0x30...0x39).contains(sign.value) || Self.isChineseDigit(sign.value) {
      count += 1
      if count == 7 { return true }
    }
    return false
  }

  /// Signs that may part the digits of one number.
  static func isLink(_ scalar: UInt32) -> Bool {
    switch scalar {
    // Space, ( ) - . / and their wide forms, dashes, dots; commas part 138，1234，5678.
    case 0x20, 0x2C, 0x3001, 0xFF0C, 0x28, 0x29, 0x2D, 0x2E, 0x2F, 0x5F, 0xA0, 0xB7, 0x2009, 0x2010...0x2015,
      0x2022, 0x202F,
      0x2212, 0x3000,
      0x30FB, 0xFF08, 0xFF09, 0xFF0D, 0xFF0E, 0xFF0F:
      true
    default: false
    }
  }

  static func isChineseDigit(_ scalar: UInt32) -> Bool { chineseDigits[scalar] != nil }

  private static let chineseDigits: [UInt32: Character] = {
    let rows = ["〇零", "一幺壹", "二贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"]
    return Dictionary(
      uniqueKeysWithValues: rows.enumerated().flatMap { digit, signs in
        signs.unicodeScalars.map { ($0.value, Character("\(digit)")) }
      })
  }()

  private static func digit(_ sign: Character) -> Character? {
    if sign.isASCIIDigit { return sign }
    guard sign.unicodeScalars.count == 1 else { return nil }
    return sign.unicodeScalars.first.flatMap { chineseDigits[$0.value] }
  }

  private func groups(_ digit: (Character) -> Character?) -> [Group] {
    var groups: [Group] = []
    var link: String? = nil
    var isOpen = false
    for index in text.indices {
      let sign = text[index]
      let next = text.index(after: index)
      if let digit = digit(sign) {
        if isOpen {
          groups[groups.count - 1].digits.append(digit)
          groups[groups.count - 1].range = groups[groups.count - 1].range.lowerBound..<next
        } else {
          groups.append(Group(digits: String(digit), range: index..<next, link: link))
        }
        (isOpen, link) = (true, "")
      } else {
        isOpen = false
        let isLink = sign.unicodeScalars.allSatisfy { Self.isLink($0.value) }
        link = isLink ? link.map { $0 + String(sign) } : nil
        if let long = link, long.count > 3 { link = nil }
      }
    }
    return groups
  }

  // MARK: Numbers

  private func phones(in groups: [Group]) -> [PersonalTextScan.Finding] {
    var found: [PersonalTextScan.Finding] = []
    var index = 0
    while index < groups.count {
      guard
        let (end, digits) = mobile(groups, from: index) ?? landline(groups, from: index)
          ?? local(groups, from: index)
      else {
        index += 1
        continue
      }
      let range = groups[index].range.lowerBound..<groups[end].range.upperBound
      found.append(
        PersonalTextScan.Finding(kind: .phone, range: range, replacement: "尾号 \(digits.suffix(2))"))
      index = end + 1
    }
    return found
  }

  /// The last group of a mobile number that begins with a group.
  private func mobile(_ groups: [Group], from start: Int) -> (end: Int, digits: String)? {
    let first = groups[start].digits
    let isSpelt = first.count == 1
    guard isSpelt || first.count >= 3 else { return nil }
    for (end, digits) in joined(groups, from: start, isSpelt: isSpelt) {
      var number = digits
      if number.count > 11 {
        if number.hasPrefix("0086") {
          number.removeFirst(4)
        } else if number.hasPrefix("86") {
          number.removeFirst(2)
        }
      }
      guard number.count == 11, number.first == "1", isWhole(groups, start, end) else { continue }
      // Lists of years and of hotlines have as many digits.
      let parts = groups[start...end].map(\.digits)
      let isYears =
        parts.count > 1
        && parts.prefix(2).allSatisfy { $0.count == 4 && ($0.hasPrefix("19") || $0.hasPrefix("20")) }
      let isHotline = parts.count > 1 && first.count == 5 && first.hasPrefix("12")
      if isYears || isHotline { continue }
      return (end, number)
    }
    return nil
  }

  /// 0773-2812345, (010) 1234 5678.
  private func landline(_ groups: [Group], from start: Int) -> (end: Int, digits: String)? {
    let first = groups[start].digits
    guard first.first == "0", first.dropFirst().first != "0" else { return nil }
    let area = first.hasPrefix("010") || first.hasPrefix("02") ? 3 : 4
    guard first.count == area || (10...12).contains(first.count) else { return nil }
    let rows = joined(groups, from: start, isSpelt: false).filter { end, digits in
      // 0810 0822 0901 are days.
      (7...8).contains(digits.count - area) && digits.dropFirst(area).first != "0"
        && (end == start || groups[start + 1].digits.count >= 3) && isWhole(groups, start, end)
    }
    guard let (end, digits) = rows.last else { return nil }
    return isOffice(before: groups[start].range.lowerBound) ? nil : (end, digits)
  }

  /// 电话 2812345, phone 281-2345: seven or eight digits behind a word for a phone, where no counting word follows.
  private func local(_ groups: [Group], from start: Int) -> (end: Int, digits: String)? {
    let isPair =
      groups[start].digits.count < 5 && start + 1 < groups.count && groups[start].digits.count >= 3
      && groups[start + 1].digits.count == 4
      && groups[start + 1].link.map { "- －".contains($0) && !$0.isEmpty } ?? false
    let end = isPair ? start + 1 : start
    let digits = groups[start...end].map(\.digits).joined()
    guard groups[start].link == nil, (7...8).contains(digits.count), digits.first != "0", digits.first != "1",
      isWhole(groups, start, end)
    else { return nil }
    let before = String(text[..<groups[start].range.lowerBound].suffix(14)).lowercased()
    let after = PhraseText(String(text[groups[end].range.upperBound...].prefix(4)))
    // 20260529 is a day.
    let isBare = isVenue && !["19", "20"].contains { digits.count == 8 && digits.hasPrefix($0) }
    guard isBare || Self.phoneWords.contains(where: before.contains),
      CountingWord.leading(after, at: 0) == nil
    else {
      return nil
    }
    return isOffice(before: groups[start].range.lowerBound) ? nil : (end, digits)
  }

  private static let phoneWords = ["电话", "手机", "座机", "致电", "拨打", "联系", "phone", "tel", "call "]
  /// Those in Chinese, two signs each, by their numbers.
  static let words: Set<UInt32> = Set(
    phoneWords.filter { $0.count == 2 }.map { $0.unicodeScalars.reduce(0) { $0 << 16 | $1.value } })

  /// The digits from a group to each of the next ones.
  private func joined(_ groups: [Group], from start: Int, isSpelt: Bool) -> [(end: Int, digits: String)] {
    var rows = [(start, groups[start].digits)]
    var digits = groups[start].digits
    var dots = 0
    for end in groups.indices[(start + 1)...] {
      guard let link = groups[end].link, isSpelt == (groups[end].digits.count == 1), digits.count < 15 else {
        break
      }
      // 150.00 2000.00 are sums of money: dots and slashes part a number only if nothing else does.
      let isDot = link.contains { "./．／".contains($0) }
      if isDot != (dots > 0), end > start + 1 { break }
      // Commas part figures, and a number only as people say it.
      if link.contains(where: { ",，、".contains($0) }), !isSaidWithCommas(groups, from: start) { break }
      if isDot { dots += 1 }
      digits += groups[end].digits
      rows.append((end, digits))
    }
    return rows.filter { dots != 1 || $0.0 == start || groups[start + 1].digits.count >= 6 }
  }

  /// 138，1234，5678
  private func isSaidWithCommas(_ groups: [Group], from start: Int) -> Bool {
    guard start + 2 < groups.count else { return false }
    let next = groups[(start + 1)...(start + 2)]
    // 三年分别为 138，1234，5678 份
    let after = PhraseText(String(text[groups[start + 2].range.upperBound...].prefix(4)))
    guard CountingWord.leading(after, at: 0) == nil else { return false }
    return groups[start].digits.count == 3 && groups[start].digits.first == "1"
      && !"012".contains(groups[start].digits.dropFirst().first ?? "0")
      && next.allSatisfy { $0.digits.count == 4 }
  }

  /// Whether no decimal point or further digit belongs to it: 12900000001.5 is a sum of money.
  private func isWhole(_ groups: [Group], _ start: Int, _ end: Int) -> Bool {
    if end == start, start > 0, groups[start].link == "." { return false }
    if end == start, end + 1 < groups.count, groups[end + 1].link == "." { return false }
    return true
  }

  // MARK: Offices

  /// Whether an office's name or a word for its phone stands right before a place.
  private func isOffice(before place: String.Index) -> Bool {
    let before = text[..<place].reversed().drop { $0.isWhitespace || "：:（(－-—・·号码话电\"“”".contains($0) }
    let end = String(String(before.prefix(12)).reversed()).lowercased()
    return Self.officeWords.contains { end.hasSuffix($0) }
      || (1...4).contains { WhoWords.units.contains(String(end.suffix($0))) }
      || (end.count >= 4
        && WhoWords.shortUnits.subtracting(["家", "场", "点", "群"]).contains(String(end.suffix(1))))
  }

  private static let officeWords = [
    "热线", "咨询", "服务", "办公", "值班", "举报", "投诉", "监督", "预约", "报名", "总机", "传真", "固话", "单位", "公开",
    "hotline", "helpline", "office", "desk", "fax", "clinic", "hospital", "centre", "center", "bureau",
    "reception",
  ]
}
