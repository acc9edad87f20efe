public import Recurrence

/// What the author of a campaign file expects of it (`tests:`).
public struct CampaignTest: Hashable, Sendable {
  public var name: String
  public var year: Int
  public var given: [Given] = []
  public var expected: [Expectation] = []
  public var unexpected: [Expectation] = []

  /// Something that has happened.
  public struct Given: Hashable, Sendable {
    public enum Event: Hashable, Sendable {
      case report(part: String?)
      /// The unit chose its own day.
      case session(CivilDate)
      case held
      /// In the words that people write: 58 人.
      case attendance(String)
    }

    public let at: CivilDateTime
    public let unit: String
    public let event: Event
  }

  /// A line of the plan, or a message.
  public struct Expectation: Hashable, Sendable {
    public enum Subject: String, Hashable, CaseIterable, Sendable {
      case occurrence, task, remind, due, chase

      /// What people call it.
      public var noun: BilingualText {
        switch self {
        case .occurrence: BilingualText(zh: "活动", en: "occurrence")
        case .task: BilingualText(zh: "任务", en: "task")
        case .remind: BilingualText(zh: "提醒", en: "reminder")
        case .due: BilingualText(zh: "截止", en: "deadline")
        case .chase: BilingualText(zh: "催报", en: "chase")
        }
      }
    }

    public let subject: Subject
    /// Nil for any.
    public let id: String?
    public var day: CivilDate?
    public var time: CivilTime?
    /// Nil for any unit.
    public var unit: String?
    public var part: String?
    /// Words that the message holds.
    public var says: String?

    public init(_ subject: Subject, id: String?) {
      self.subject = subject
      self.id = id
    }
  }

  /// The units it names.
  public var units: Set<String> {
    Set(given.map(\.unit) + (expected + unexpected).compactMap(\.unit))
  }
}
