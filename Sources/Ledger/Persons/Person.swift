import Foundation
public import Planning

/// Somebody on a session's list, as it is kept: no whole name, no phone, no age.
///
/// There is no way to make one that holds more: ``init(_:year:key:)`` masks, and refuses minors.
public struct Person: Hashable, Sendable {
  public enum Status: String, Hashable, CaseIterable, Sendable, Codable {
    case planned, came, absent, excused
    /// Nobody said: silence is not absence.
    case unknown

    public func text(_ language: Language) -> String {
      switch self {
      case .planned: language("报名", "planned")
      case .came: language("已到", "came")
      case .absent: language("未到", "absent")
      case .excused: language("请假", "excused")
      case .unknown: language("不详", "not known")
      }
    }
  }

  /// 张*: the first character of a name.
  public let maskedName: String
  /// The whole name under the machine's key, for finding repeats; nil once its time is over.
  let nameMark: String?
  public let phone: PhoneMark?
  public let role: Count.Role
  /// 家长, 育龄群众.
  public let group: String?
  /// The village, community or office that somebody comes from.
  public let place: String?
  /// Who lives together has the same mark.
  let householdMark: String?
  public let hasConsented: Bool
  public let status: Status

  /// Masks what a list says of one person.
  ///
  /// - `year`: Of the session.
  ///
  /// - Throws: ``PersonRefusal`` for a minor, a member of a special family, and what is no name or no phone.
  public init(_ row: ListedPerson, year: Int, key: MachineKey) throws(PersonRefusal) {
    let name = PersonName(row.name)
    guard let masked = name.masked else { throw .noName }
    try row.refuseMinor(year: year)
    try row.refuseFamily()
    try row.refuseHealth()
    for text in [row.group, row.place].compactMap(\.self) {
      if let found = PersonalText.first(in: text, year: year) { throw PersonRefusal(found) }
    }
    // 张三丰家 is no village.
    if let place = row.place?.trimmed, place.count > 2, place.hasSuffix("家"),
      let found = PersonalText.named(in: String(place.dropLast()), count: 1)
    {
      throw PersonRefusal(found)
    }
    if let found = row.group.flatMap({ PersonalText.named(in: $0, count: 1) }) { throw PersonRefusal(found) }
    maskedName = masked
    nameMark = key.mark("name", name.normal)
    phone = try row.phone.flatMap { $0.trimmed.isEmpty ? nil : $0 }.map { written throws(PersonRefusal) in
      guard let phone = PhoneMark(written, key: key) else { throw .badPhone }
      return phone
    }
    role = row.role
    group = row.group?.nonEmpty
    place = row.place?.nonEmpty
    householdMark = row.household?.nonEmpty.map {
      String(key.mark("household", PersonName($0).normal).prefix(16))
    }
    hasConsented = row.hasConsented
    status = row.status
  }

  /// As the table has it.
  init(
    maskedName: String, nameMark: String?, phone: PhoneMark?, role: Count.Role, group: String?,
    place: String?,
    householdMark: String?, hasConsented: Bool, status: Status
  ) {
    self.maskedName = maskedName
    self.nameMark = nameMark
    self.phone = phone
    self.role = role
    self.group = group
    self.place = place
    self.householdMark = householdMark
    self.hasConsented = hasConsented
    self.status = status
  }

  /// Whether they have the same name and the same phone: one person on one list.
  func isSurely(_ other: Person) -> Bool {
    guard let phone, let nameMark else { return false }
    return nameMark == other.nameMark && phone.mark == other.phone?.mark
  }
}

/// A row of a list as somebody wrote it. It lives in memory only, until it is masked.
public struct ListedPerson: Hashable, Sendable {
  public var name: String
  public var phone: String?
  public var role: Count.Role = .public
  public var group: String?
  public var place: String?
  public var household: String?
  /// As written: 8, 八岁.
  public var age: String?
  /// As written: 2016, 2016年5月.
  public var birth: String?
  public var hasConsented = false
  public var status: Person.Status = .unknown
  /// Read for who must not be listed; it is kept nowhere.
  public var remark: String?

  public init(name: String) {
    self.name = name
  }

  /// Words for families who are only counted.
  static let families = ["特殊家庭", "失独", "伤残家庭", "特扶", "死亡家庭", "丧子", "丧女", "遗孀", "bereaved"]

  func refuseFamily() throws(PersonRefusal) {
    for text in [group, place, household, name, remark].compactMap(\.self) {
      if Self.namesSpecialFamily(text) { throw .specialFamily }
    }
  }

  static func namesSpecialFamily(_ text: String) -> Bool {
    let text = text.lowercased()
    return families.contains { text.contains($0) }
  }
}

/// Why somebody does not go on a list.
public enum PersonRefusal: Error, Hashable, Sendable {
  case noName
  case badPhone
  case minor
  /// A son or a niece of nobody knows what age.
  case ageNeeded
  case badAge(String)
  case badBirth(String)
  case specialFamily
  /// What somebody suffers from, where their group belongs.
  case health
  /// Somebody's name where a group or a place belongs.
  case otherName(PersonalText)
  case words(PersonalText)

  init(_ found: PersonalText) {
    switch found.kind {
    case .healthReading: self = .health
    case .namedPerson: self = .otherName(found)
    case .namedMinor, .namedFamily, .phone, .identity, .namedInReason, .namedThing, .namedOfficer:
      self = .words(found)
    }
  }

  public func text(_ language: Language) -> String {
    switch self {
    case .noName: language("没有姓名", "there is no name")
    case .badPhone:
      language("电话看不懂；写 11 位手机号或带区号的座机，没有就留空", "can't read the phone; write its digits, or leave it out")
    case .minor:
      language(
        "未成年人只记人数，不登记姓名；用 campaign record 记“儿童 1 人”",
        "minors are only counted, never named; record them as a number")
    case .ageNeeded:
      language(
        "看不出是否成年：写上年龄；未成年人只记人数，不登记姓名",
        "this may be a minor: give the age; minors are only counted, never named")
    case .badAge(let age):
      language(
        "年龄“\(age)”看不懂；写成 35，不知道就留空", "can't read the age '\(age)'; write it as 35, or leave it out")
    case .badBirth(let birth):
      language(
        "出生日期“\(birth)”看不懂；写成 1990 或 1990-05-01，不知道就留空",
        "can't read the birth '\(birth)'; write 1990 or 1990-05-01, or leave it out")
    case .specialFamily:
      language(
        "特殊家庭只记户数，不登记姓名；用 campaign record 记“特殊家庭 1 户”",
        "special families are only counted, never named; record them as a number")
    case .health:
      language(
        "病情和健康状况不登记在名单上；身份写人群，例如 群众，或留空",
        "illness and health are not kept on lists; write a group, such as resident, or leave it out")
    case .otherName(let found):
      language(
        "“\(found.hint)”：身份和村、单位栏不写别人的姓名；写人群或村名，例如 群众，或留空",
        "'\(found.hint)': a group or a place names nobody else; write resident, or a village, or leave it out"
      )
    case .words(let found): found.text(language)
    }
  }
}

extension String {
  /// Without blanks at its ends; nil if nothing is left.
  var nonEmpty: String? {
    let text = trimmed
    return text.isEmpty ? nil : text
  }
}
