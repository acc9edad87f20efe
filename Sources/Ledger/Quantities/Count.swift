/// How many people of one group did one thing in a session.
public struct Count: Hashable, Sendable, Codable {
  /// Who is counted: attendance is the public's unless somebody asks.
  public enum Role: String, Hashable, CaseIterable, Sendable, Codable {
    case `public`, staff, volunteers, speakers
  }

  /// What they did or were given: 参加, 咨询, 义诊, 检查, 签约, 观看.
  public struct Measure: RawRepresentable, Hashable, Sendable, Codable {
    public let rawValue: String
    private let kind: Kind

    public init(rawValue: String) {
      self.rawValue = rawValue
      kind = Kind(rawValue)
    }

    /// What a summary asks of every one of a million counts, so that it is found out once.
    private enum Kind {
      case attendance, online, signedUp, service

      init(_ word: String) {
        self =
          if word.isSpelled(like: "参加") {
            .attendance
          } else if word.isSpelled(like: "观看") {
            .online
          } else if word.isSpelled(like: "报名") {
            .signedUp
          } else {
            .service
          }
      }
    }

    /// Came to it in person.
    public static let attendance = Measure(rawValue: "参加")
    /// Watched it on line; never part of attendance.
    public static let online = Measure(rawValue: "观看")

    /// Said that they would come; nobody has come yet.
    public static let signedUp = Measure(rawValue: "报名")
    /// A service that nobody named.
    public static let service = Measure(rawValue: "服务")

    /// Its name, and each with a verb and its object the other way round: 血压测量 and 测量血压. Neither is ever a single character.
    package var namings: [Measure] {
      let name = Array(rawValue)
      guard isService, name.count > 3, name.allSatisfy(\.isHan) else { return [self] }
      return [self] + (2...name.count - 2).map { Measure(rawValue: String(name[$0...] + name[..<$0])) }
    }

    /// Neither attendance, nor an audience on line, nor a promise to come: a service.
    public var isService: Bool { kind == .service }

    public static func == (left: Measure, right: Measure) -> Bool {
      left.kind == right.kind && (left.kind != .service || left.rawValue.isSpelled(like: right.rawValue))
    }

    public func hash(into hasher: inout Hasher) { rawValue.hashSpelling(into: &hasher) }
  }

  public var measure: Measure
  /// 家长, 家长和孩子.
  public var group: String?
  public var role: Role
  public var quantity: Quantity
  /// 人, 人次 or 户.
  public var counter: String
  public var includesChildren: Bool
  /// The reporter's last word: counts of the same measure that are not final stay as evidence only.
  public var isFinal: Bool

  public init(
    _ measure: Measure, group: String? = nil, role: Role = .public, quantity: Quantity,
    counter: String = CountingWord.person, includesChildren: Bool = false, isFinal: Bool = false
  ) {
    self.measure = measure
    self.group = group
    self.role = role
    self.quantity = quantity
    self.counter = counter
    self.includesChildren = includesChildren
    self.isFinal = isFinal
  }
}

extension Count {
  /// Whether its group, if it has one, is people rather than the place or the event that they came from or to.
  package var namesPeople: Bool { group.map(PhraseFrame.isPeople) ?? true }

  /// Whether the two count the same thing of the same kind of people, whatever they call the group. People, person-times
  /// and households are never told for one another.
  public func countsAlike(_ other: Count) -> Bool {
    (measure, role, counter) == (other.measure, other.role, other.counter)
  }

  /// Whether the two may count the same people, one of them how often they came.
  public func mayCountTheSame(as other: Count) -> Bool {
    (measure, role) == (other.measure, other.role)
      && (counter == CountingWord.household) == (other.counter == CountingWord.household)
  }

  /// Whether a group's name is a word for everybody who came: 群众, 居民.
  package static func isAnybody(_ group: String) -> Bool {
    FigureWords.people.contains(group) || ["居民", "村民", "市民", "residents"].contains(group)
  }

  private static let totalWords: Set<String> = ["合计", "总计", "共计", "小计", "总数", "total"]

  /// Whether it is the sum of others that stand beside it: 合计 57 人.
  var isStatedTotal: Bool { group.map { Self.totalWords.contains($0.lowercased()) } ?? false }

  /// Whether it is a known summand of a stated total.
  func isPart(of total: Count) -> Bool {
    !isStatedTotal && quantity.isKnown
      && (measure, role, counter) == (total.measure, total.role, total.counter)
  }
}

/// A move of goods at a place: an item came, went or was counted.
public struct GoodsMove: Hashable, Sendable, Codable {
  public enum Kind: String, Hashable, CaseIterable, Sendable, Codable {
    case receive, allocate, accept, give, `return`, damage, lose, borrow, bringBack, count

    /// What it does to the stock of the place it is recorded at.
    var effect: Effect {
      switch self {
      case .receive, .accept, .return: .adds
      case .allocate, .give, .damage, .lose: .takes
      case .borrow, .bringBack: .none
      case .count: .sets
      }
    }
  }

  enum Effect { case adds, takes, none, sets }

  public var item: String
  public var kind: Kind
  public var quantity: Quantity
  public var counter: String?
  /// The titles of what was given: 《优生优育》.
  public var titles: [String]
  public var from: String?
  public var to: String?
  public var reason: String?
  /// Each piece went to one household.
  public var isPerHousehold: Bool
  /// The two who signed for money or relief goods; masked before they are stored.
  public var signers: [String]?
  /// The entry of the allocation that this accepts.
  public var allocation: String?
  /// Nothing more of that allocation will come.
  public var isLast: Bool?

  public init(
    _ kind: Kind, item: String, quantity: Quantity, counter: String?, titles: [String] = [],
    from: String? = nil,
    to: String? = nil, reason: String? = nil, isPerHousehold: Bool = false
  ) {
    self.kind = kind
    self.item = item
    self.quantity = quantity
    self.counter = counter
    self.titles = titles
    self.from = from
    self.to = to
    self.reason = reason
    self.isPerHousehold = isPerHousehold
  }
}

/// A unit's report of an occurrence, or of one part of it.
public struct Report: Hashable, Sendable, Codable {
  public var part: String?
  /// What it still lacks, in the reporter's words.
  public var missing: [String]
  /// What came with it that no figure shows: photos, a story. Nil for nothing.
  public var enclosed: [String]?
  /// The unit's sessions that a part is about, by their numbers. Nil for none, and for the whole: that is about all.
  public var sessions: [Int]?

  public init(
    part: String? = nil, missing: [String] = [], enclosed: [String] = [], sessions: [Int] = []
  ) {
    self.part = part
    self.missing = missing
    self.enclosed = enclosed.isEmpty ? nil : enclosed
    self.sessions = sessions.isEmpty ? nil : sessions
  }
}
