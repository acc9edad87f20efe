public import Planning
public import Recurrence

/// What is left of a session's list of persons when its day has come: numbers.
public struct PurgedList: Hashable, Sendable, Codable {
  public struct Group: Hashable, Comparable, Sendable, Codable {
    public let role: Count.Role
    /// 家长; 其他 for what is no usual word for a group, and may tell who somebody was.
    public let people: String?
    public let status: Person.Status

    init(_ person: Person) {
      role = person.role
      people = KnownGroup.word(for: person.group)
      status = person.status
    }

    public static func < (left: Group, right: Group) -> Bool {
      (left.role.rawValue, left.people ?? "", left.status.rawValue)
        < (right.role.rawValue, right.people ?? "", right.status.rawValue)
    }
  }

  public struct Tally: Hashable, Sendable, Codable {
    public let group: Group
    public let count: Int

    /// 家长 2 人已到: who they were always stands before what they did.
    func text(_ language: Language) -> String {
      let role = group.role.helpers ?? BilingualText(zh: "群众", en: "the public")
      let other = group.people == KnownGroup.other ? language("其他", "others") : nil
      let who = other ?? group.people ?? role.text(language)
      return language(
        "\(who) \(count) 人\(group.status == .unknown ? "到场不详" : group.status.text(.zh))",
        "\(who): \(count) \(group.status == .unknown ? "not known to have come" : group.status.text(.en))")
    }
  }

  public let persons: Int
  /// The day on which the list was to go.
  public let until: CivilDate
  public let groups: [Tally]

  public func text(_ language: Language) -> String {
    let counts = groups.map { $0.text(language) }.joined(separator: language("、", ", "))
    return language(
      "\(persons) 人到期（\(until)），已换成人数：\(counts)",
      "of \(persons) reached its day (\(until)) and became counts: \(counts)")
  }

  private enum Keys: String, CodingKey { case persons, until, groups }

  public init(persons: Int, until: CivilDate, groups: [Tally]) {
    self.persons = persons
    self.until = until
    self.groups = groups
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Keys.self)
    persons = try container.decode(Int.self, forKey: .persons)
    let day = try container.decode(String.self, forKey: .until)
    guard let until = CivilDate(iso: day) else {
      throw DecodingError.dataCorruptedError(
        forKey: .until, in: container, debugDescription: "no day: '\(day)'")
    }
    self.until = until
    groups = try container.decode([Tally].self, forKey: .groups)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Keys.self)
    try container.encode(persons, forKey: .persons)
    try container.encode(until.description, forKey: .until)
    try container.encode(groups, forKey: .groups)
  }
}
