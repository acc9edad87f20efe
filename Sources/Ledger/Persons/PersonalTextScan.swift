/// Looks through one text for what must not be kept.
struct PersonalTextScan {
  struct Finding {
    let kind: PersonalText.Kind
    let range: Range<String.Index>
    let replacement: String
  }

  let text: String
  let year: Int
  /// Whether it says where something was: there a bare number is a phone.
  var isVenue = false

  /// Whether any sign is there that more than a look at its bytes is needed for: most entries have none, and every entry
  /// is looked at.
  static func isWorthLooking(_ text: String) -> Bool { !signs(in: text).isEmpty }

  struct Signs: OptionSet {
    let rawValue: UInt8

    static let words = Signs(rawValue: 1)
    /// Something is in it that may be a name, and is one if the words beside it say so.
    static let names = Signs(rawValue: 2)
  }

  static func signs(in text: String) -> Signs {
    var text = text
    return text.withUTF8 { bytes -> Signs in
      var scan = SignScan()
      var index = 0
      while index < bytes.count {
        let byte = bytes[index]
        if byte < 0x80 {
          if scan.isSure(letter: byte) { return [.words, .names] }
          index += 1
        } else if byte >= 0xE0, byte < 0xF0, index + 2 < bytes.count {
          let scalar =
            UInt32(byte & 0x0F) << 12 | UInt32(bytes[index + 1] & 0x3F) << 6 | UInt32(bytes[index + 2] & 0x3F)
          if scan.isSure(scalar) { return [.words, .names] }
          index += 3
        } else {
          // Of those of two bytes a no-break space and a middle dot may stand in a number, and × in a name.
          let isShort = byte >= 0xC0 && byte < 0xE0 && index + 1 < bytes.count
          scan.skip(isShort ? UInt32(byte & 0x1F) << 6 | UInt32(bytes[index + 1] & 0x3F) : 0)
          index += isShort ? 2 : 1
        }
      }
      return scan.signs
    }
  }

  // MARK: Numbers

  /// Identity numbers, mobile phones, and landlines that are no office's.
  var numbers: [Finding] {
    let identities = holdsLongNumber ? identities : []
    let accounts = Self.accountSigns.isAny(in: text) ? accounts : []
    let phones = PhoneScan(text, isVenue: isVenue).phones
    return identities + accounts
      + phones.filter { phone in !identities.contains { $0.range.overlaps(phone.range) } }
  }

  // An expression is made anew each time, which takes a hundred times as long as to see that there is nothing for it: every
  // row of a list that somebody is asked about comes by here.
  private var holdsLongNumber: Bool {
    var run = 0
    for byte in text.utf8 {
      run = UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte ? run + 1 : 0
      if run == 17 { return true }
    }
    return false
  }

  private static let accountSigns: SoughtWords = ["微信", "echat", "eChat", "QQ", "qq", "wxid_", "@"]

  private var identities: [Finding] {
    text.matches(of: #/[1-9][0-9]{5}(?:19|20)[0-9]{9}[0-9Xx](?![0-9])/#)
      .filter { isStart($0.range.lowerBound) }
      .map { Finding(kind: .identity, range: $0.range, replacement: "身份证号") }
  }

  private var accounts: [Finding] {
    text.matches(
      of:
        #/(?:微信群?号?|[Ww]e[Cc]hat|QQ号?|qq号?)(?:是|为|：|:| )*[A-Za-z0-9_-]{6,20}(?![A-Za-z0-9_-]| ?[人次位名户份条篇个万余多])|wxid_[A-Za-z0-9]{4,}|[A-Za-z0-9._-]+@[A-Za-z0-9-]+\.[A-Za-z]{2,}/#
    ).filter { $0.output.contains(where: \.isASCIIDigit) || $0.output.contains("@") }
      .map { Finding(kind: .phone, range: $0.range, replacement: $0.output.contains("@") ? "邮箱" : "账号") }
  }

  /// Whether no longer number reaches a place.
  private func isStart(_ place: String.Index) -> Bool {
    text[..<place].last.map { !$0.isASCIIDigit && $0 != "." } ?? true
  }

  // MARK: Health

  var readings: [Finding] {
    func found(_ matches: [(Range<String.Index>, Substring)]) -> [Finding] {
      matches.map { Finding(kind: .healthReading, range: $0.0, replacement: "\($0.1) ○") }
    }
    let pressure = text.matches(
      of:
        #/(血压|[Bb]lood pressure)[^0-9\n]{0,6}(?:[0-9]{2,3} ?\/ ?[0-9]{2,3}|[一二三四五六七八九十百零]{2,6} ?[\/／比] ?[一二三四五六七八九十百零]{2,6})/#
    ).map { ($0.range, $0.1) }
    let parts = text.matches(
      of:
        #/(高压|低压|收缩压|舒张压)(?![锅灯水枪电氧线泵舱管罐])[^0-9\n]{0,4}(?:[0-9]{2,3}|一百[一二三四五六七八九十零]{1,3}|[六七八九]十[一二三四五六七八九])(?![0-9一二三四五六七八九十]| ?[人名位次户个台把盏只件套])/#
    )
    .map { ($0.range, $0.1) }
    let blood = text.matches(
      of:
        #/(血糖|尿酸|血脂|胆固醇|甘油三酯|[Gg]lucose)(?:[^0-9\n]{0,8}[0-9]{1,3}\.[0-9]+(?! ?[万亿%人])|[^0-9\n]{0,4}[一二三四五六七八九十]点[一二三四五六七八九零])/#
    ).map { ($0.range, $0.1) }
    let other = text.matches(
      of: #/(体温)[^0-9\n]{0,4}(?:3[4-9]\.[0-9]|三十[四五六七八九]?度)|(心率|脉搏)[^0-9\n]{0,4}[0-9]{2,3} ?次 ?[\/每]/#
    ).map { ($0.range, $0.1 ?? $0.2 ?? "") }
    let body = text.matches(
      of:
        #/(BMI|bmi|血氧|腰围|体重|视力)(?:指数|饱和度)?[为是约：: ]{0,3}(?:[0-9]{1,2}\.[0-9]|[0-9]{2,3} ?(?:%|公斤|斤|千克|[Kk][Gg]|厘米|[Cc][Mm]))/#
    ).map { ($0.range, $0.1) }
    let units = text.matches(of: #/[0-9][0-9.\/ ]*(mmHg|mmol|[μu]mol)/#).map { ($0.range, $0.1) }
    return found(pressure + parts + blood + other + body)
      + found(units.filter { unit in !(pressure + blood).contains { $0.0.overlaps(unit.0) } })
  }

  // MARK: Minors

  /// A name with an age below 18, or with a year of birth that says the same.
  var minors: [Finding] {
    let ages = text.matches(of: #/([0-9]{1,2}|[一二三四五六七八九十]{1,3}) ?周?岁/#).compactMap { match in
      PersonalNames.age(match.1).flatMap { $0 < 18 ? named(around: match.range) : nil }
    }
    let births = text.matches(of: #/((?:19|20)[0-9]{2}) ?年?(?:[0-9]{1,2} ?月)?(?:[0-9]{1,2} ?日)? ?出?生/#)
      .compactMap { match in
        Int(match.1).flatMap { (year - 18...year).contains($0) ? named(around: match.range) : nil }
      }
    return ages + births + englishMinors
  }

  private var englishMinors: [Finding] {
    let after = text.matches(
      of: #/\b([A-Z][a-z]+(?: [A-Z][a-z]+)?),? ?\(?(?:aged? )?([0-9]{1,2})(?: years old| y\/o)/#
    ).map { ($0.range, $0.1, $0.2) }
    let bracketed = text.matches(of: #/\b([A-Z][a-z]+(?: [A-Z][a-z]+)?),? ?\(?aged? ([0-9]{1,2})\b/#)
      .map { ($0.range, $0.1, $0.2) }
    let before = text.matches(of: #/\b([0-9]{1,2})-year-old ([A-Z][a-z]+)/#).map { ($0.range, $0.2, $0.1) }
    return (after + bracketed + before).compactMap { range, name, age in
      guard let age = Int(age), age < 18, !PersonalNames.englishGroups.contains(String(name)) else {
        return nil
      }
      return Finding(kind: .namedMinor, range: range, replacement: "\(name.prefix(1))○")
    }
  }

  /// The name before an age or after it; nil if the age is a group's.
  private func named(around age: Range<String.Index>) -> Finding? {
    let rest = text[age.upperBound...]
    if rest.hasPrefix("的") || rest.hasPrefix("半的") {
      let name = PersonalNames.name(atStartOf: rest.drop { $0 == "半" }.dropFirst())
      return name.map {
        Finding(
          kind: .namedMinor, range: age.lowerBound..<$0.endIndex, replacement: "\($0.prefix(1))○")
      }
    }
    guard !PersonalNames.ofGroups.contains(where: { rest.hasPrefix($0) }) else { return nil }
    let (before, isApart) = PersonalNames.withoutLink(text[..<age.lowerBound])
    return PersonalNames.name(atEndOf: before, isApart: isApart).map {
      // A bracket that was opened for the age goes with it.
      let isOpen = text[$0.endIndex..<age.lowerBound].contains { "（(".contains($0) }
      let isClosed = isOpen && rest.first.map { "）)".contains($0) } ?? false
      let end = isClosed ? text.index(after: age.upperBound) : age.upperBound
      return Finding(kind: .namedMinor, range: $0.startIndex..<end, replacement: "\($0.prefix(1))○")
    }
  }
}
