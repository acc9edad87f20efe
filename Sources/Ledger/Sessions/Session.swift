/// What one unit held: its facts without any figure.
public struct Session: Hashable, Sendable, Codable {
  public enum Status: String, Hashable, CaseIterable, Sendable, Codable {
    case planned, held, cancelled, merged
  }

  /// The id that a sessions file gives it; unique in the workspace.
  public var name: String?
  /// On one line, as all words of a session are that lists and briefs print.
  public var title: String { didSet { title = title.oneLine } }
  public var englishTitle: String? { didSet { englishTitle = englishTitle?.oneLine } }
  /// lecture, outreach, clinic, visit, or the organiser's own word.
  public var kind: String?
  /// One of the organisation's key tasks.
  public var keyTask: String?
  public var date: SessionDate
  public var status: Status
  public var venue: String? { didSet { venue = venue?.oneLine } }
  public var organisers: [String] = [] { didSet { organisers = organisers.map(\.oneLine) } }
  public var partners: [String] = [] { didSet { partners = partners.map(\.oneLine) } }
  public var activities: [String] = [] { didSet { activities = activities.map(\.oneLine) } }
  /// The ways in which goods or visits reached people: 入户慰问, 集中慰问.
  public var channels: [String] = [] { didSet { channels = channels.map(\.oneLine) } }
  /// A post or a team, never a name.
  public var speaker: String? { didSet { speaker = speaker?.oneLine } }
  /// What was taught.
  public var topics: [String] = [] { didSet { topics = topics.map(\.oneLine) } }
  /// The brief's verb: 联合开展. Nil for the one of its kind.
  public var verb: String? { didSet { verb = verb?.oneLine } }
  /// The brief's word for where its people came from: 辖区, 社区.
  public var scope: String? { didSet { scope = scope?.oneLine } }
  public var byline: Byline?
  /// How long it was taught, in hours of a lesson or of the clock, as decimal digits: a training's 学时.
  public var hours: String?
  /// What it followed on: the title of another session or event, after whose end it was held.
  public var after: String?
  public var mentions: [Mention] = []

  public init(title: String, date: SessionDate, status: Status) {
    self.title = title.oneLine
    self.date = date
    self.status = status
  }
}

extension Session {
  /// Whether staff or volunteers were taught in it, so that a summary counts its trainees.
  public static func isTraining(kind: String?, hasHours: Bool) -> Bool {
    hasHours || kind.map { isTraining($0) } ?? false
  }

  /// Whether it is `training`, or 培训 is in it. By bytes, since every session of a summary is asked.
  private static func isTraining(_ kind: String) -> Bool {
    var kind = kind
    let word = "培训".utf8
    return kind.withUTF8 { kind in
      kind.elementsEqual("training".utf8)
        || kind.indices.contains { kind[$0] == word.first && kind[$0...].starts(with: word) }
    }
  }
}

/// Another printed text that speaks of the same session; it is counted once.
public struct Mention: Hashable, Sendable, Codable {
  public var document: String
  public var words: String?
  /// Somebody supposes so; nobody confirmed it.
  public var isSupposed: Bool

  public init(document: String, words: String?, isSupposed: Bool) {
    self.document = document
    self.words = words
    self.isSupposed = isSupposed
  }
}
