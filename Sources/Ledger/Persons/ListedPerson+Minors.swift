import Foundation

/// Who on a list is a minor: told by age, by birth, or by what they are called there.
extension ListedPerson {
  /// - `year`: Of the session.
  ///
  /// - Throws: ``PersonRefusal/minor`` by age, birth, or words such as 高中生; 学生家长 is an adult.
  ///   ``PersonRefusal/ageNeeded`` for a relation that says no age, such as 儿子; and for an age or a birth that nobody can
  ///   read, since a minor's may be.
  func refuseMinor(year: Int) throws(PersonRefusal) {
    var isAdult = false
    if let age = age?.nonEmpty {
      switch Self.age(age, in: year) {
      case .years(let years):
        if years < 18 { throw .minor }
        isAdult = true
      case .unsaid: break
      case nil: throw .badAge(age)
      }
    }
    if let birth = birth?.nonEmpty {
      switch Self.birth(birth, in: year) {
      case .years(let years):
        if years < 18 { throw .minor }
        isAdult = true
      case .unsaid: break
      case nil: throw .badBirth(birth)
      }
    }
    if PersonalText.first(in: name, year: year)?.kind == .namedMinor { throw .minor }
    if Self.namesMinor(name) { throw .minor }
    for word in (group ?? "").split(whereSeparator: { "、，,和与及/（）() ".contains($0) }) {
      let standing = Self.standing(of: word)
      if standing == .minor { throw .minor }
      if standing == .relation, !isAdult { throw .ageNeeded }
    }
    // A remark such as 孩子生病 is about somebody else.
    let remarks = (remark ?? "").split { "、，,；;（）() ".contains($0) }
    if remarks.contains(where: { Self.minors.contains(String($0)) || Self.saysMinorsAge($0, in: year) }) {
      throw .minor
    }
    if let group = group?.lowercased(), Self.namesEnglishMinor(group) { throw .minor }
  }

  // MARK: Ages

  private enum Age {
    /// At most: of somebody of whom only the year of birth is known.
    case years(Int)
    /// Nobody knows.
    case unsaid
  }

  private static let oldest = 120
  private static let unknown: Set<String> = [
    "-", "—", "/", "无", "不详", "未知", "不知", "未填", "保密", "?", "？", "n/a", "unknown",
  ]

  /// Reads 35, 三十五岁, 8个月, 2岁半, 60多, 6 months; and a birth in the wrong column: 2015-03-01, 00后.
  private static func age(_ written: String, in year: Int) -> Age? {
    let text = written.precomposedStringWithCompatibilityMapping.lowercased().trimmed
    if unknown.contains(text) { return .unsaid }
    if ["成年", "成人", "老年", "中年", "adult"].contains(where: { text.hasPrefix($0) }) { return .years(18) }
    if text.contains("未成年") || text.contains("未满") || text.contains("不满") || text.contains("不到") {
      return .years(0)
    }
    if let born = born(text, in: year) { return years(since: born, in: year) }
    let infancy = ["月", "天", "日龄", "周龄", "month", "day", "week", "半岁"]
    if infancy.contains(where: { text.contains($0) }), !text.contains("岁") || text.hasPrefix("半") {
      return .years(0)
    }
    let stem = text.drop { !$0.isASCIIDigit && !"一二三四五六七八九十百两".contains($0) }
    let figure = stem.prefix { $0.isASCIIDigit || $0 == "." || "一二三四五六七八九十百两零".contains($0) }
    guard let years = Double(figure).map({ Int($0) }) ?? PersonalNames.age(figure) ?? Numeral.whole(figure)
    else { return nil }
    return (0...oldest).contains(years) ? .years(years) : nil
  }

  /// 8岁 in a remark, and nothing beside it.
  private static func saysMinorsAge(_ remark: Substring, in year: Int) -> Bool {
    let words = ["今年", "现年", "年龄", "刚满"]
    let stem = words.first(where: remark.hasPrefix).map { remark.dropFirst($0.count) } ?? remark
    guard let first = stem.first, first.isNumber || "一二三四五六七八九十".contains(first), stem.hasSuffix("岁"),
      case .years(let years)? = age(String(stem), in: year)
    else { return false }
    return years < 18
  }

  private static func birth(_ written: String, in year: Int) -> Age? {
    let text = written.precomposedStringWithCompatibilityMapping.lowercased().trimmed
    if unknown.contains(text) { return .unsaid }
    return born(text, in: year).flatMap { years(since: $0, in: year) }
  }

  /// The latest year that a birth may lie in: 2015-03-01, 2015年3月, 20150301, 15年3月, 00后.
  private static func born(_ text: String, in year: Int) -> Int? {
    if let match = text.firstMatch(of: #/^([0-9])0后|^([0-9])5后/#) {
      let tens = Int(match.1 ?? match.2 ?? "") ?? 0
      let century = tens * 10 > year % 100 ? 1900 : 2000
      return min(year, century + tens * 10 + 9)
    }
    if let match = text.firstMatch(
      of: #/(?:^|[^0-9])((?:18|19|20)[0-9]{2})(?:[^0-9]|$|[0-9]{2,4}(?:[^0-9]|$))/#)
    {
      return Int(match.1)
    }
    if let match = text.firstMatch(of: #/^([0-9]{2})(?:年|[-.\/][0-9]{1,2}[-.\/][0-9]{1,2}$)/#),
      let short = Int(match.1)
    {
      return short > year % 100 ? 1900 + short : 2000 + short
    }
    let digits = text.prefix { "〇零一二三四五六七八九".contains($0) }
    guard digits.count == 4 else { return nil }
    let signs = Array("〇一二三四五六七八九")
    return digits.reduce(0) { $0 * 10 + (signs.firstIndex(of: $1) ?? 0) }
  }

  private static func years(since born: Int, in year: Int) -> Age? {
    (0...oldest).contains(year - born) ? .years(year - born) : nil
  }

  // MARK: Words

  private enum Standing { case minor, relation, other }

  private static let minors = [
    "儿童", "学生", "孩", "未成年", "幼儿", "幼童", "新生儿", "早产儿", "婴", "宝宝", "宝贝", "少年", "少儿", "女童", "男童", "学童", "小朋友",
    "娃", "高中生",
    "初中生", "中专生", "职高生", "技校生", "中职生", "小学", "初中", "高中", "幼儿园", "年级", "初一", "初二", "初三", "高一", "高二", "高三",
    "小班", "中班",
    "大班", "学前班", "少先队",
  ]
  private static let relations = [
    "儿子", "女儿", "子女", "长子", "次子", "独子", "长女", "次女", "独女", "养子", "养女", "继子", "继女", "侄", "外甥", "弟弟", "妹妹", "堂弟",
    "堂妹",
    "表弟", "表妹", "儿女", "之子", "之女", "孙子", "孙女", "外孙", "孙儿", "曾孙",
  ]
  private static let adults = [
    "家长", "父母", "父亲", "母亲", "监护", "老师", "教师", "校长", "园长", "班主任", "志愿者", "大学生", "研究生", "大专生", "工作者", "工作人员",
    "妈妈", "爸爸", "爷爷",
    "奶奶", "外公", "外婆", "祖", "媳", "婿", "学历", "文化", "毕业", "职工", "员工", "医生", "主任", "辅导员", "干部",
  ]

  private static func standing(of word: Substring) -> Standing {
    if adults.contains(where: { word.contains($0) }) { return .other }
    if minors.contains(where: { word.contains($0) }) { return .minor }
    return relations.contains { word.contains($0) } ? .relation : .other
  }

  /// 张某（儿童）, 小朋友: of a name only words that are in nobody's; 高一鸣 is an adult's.
  private static func namesMinor(_ name: String) -> Bool {
    let words = ["儿童", "小朋友", "宝宝", "未成年", "孩子", "学生", "婴儿", "幼儿", "女童", "男童"]
    let notes = name.split { "（）()[]【】".contains($0) }
    return words.contains { notes.first?.contains($0) ?? false }
      || notes.dropFirst().contains { standing(of: $0) == .minor || namesEnglishMinor($0.lowercased()) }
  }

  private static let englishMinors: Set<String> = [
    "child", "children", "pupil", "minor", "kid", "teenager", "teen", "baby", "infant", "toddler", "newborn",
    "boy", "girl",
    "schoolboy", "schoolgirl", "schoolchild", "schoolchildren", "grandson", "granddaughter", "grandchild",
    "grandchildren",
    "adolescent", "juvenile", "preschooler", "student",
  ]
  private static let englishAdults: Set<String> = [
    "parent", "mother", "father", "guardian", "teacher", "carer", "caregiver", "university", "college",
    "graduate",
    "grandparent", "grandmother", "grandfather", "worker", "staff", "volunteer",
  ]

  private static func namesEnglishMinor(_ group: String) -> Bool {
    let words = group.split { !$0.isLetter }.map(String.init)
    func has(_ known: Set<String>) -> Bool {
      words.contains { known.contains($0) || ($0.hasSuffix("s") && known.contains(String($0.dropLast()))) }
    }
    return has(englishMinors) && !has(englishAdults)
  }
}
