public import Recurrence

/// What all campaigns of a workspace share: the organisation, its channels, its calendar, its settings.
public struct SharedDefinitions: Sendable {
  public var zone: Zone
  public var language: Language
  public var tree: UnitTree
  public var channels: [String: Channel]
  /// Channels that the file names but that have faults.
  var faultyChannels: Set<String> = []
  /// Units that the table names but that have faults.
  var faultyUnits: Set<String> = []
  /// Whether only some units were read, and no contacts.
  var areUnitsLeftOut = false
  public var workdays: WorkdayCalendar
  /// Who holds which post.
  public var contacts = Contacts.none
  /// By which channel campaigns write to the posts of each level.
  var usualChannels: [Level: String] = [:]
  /// Where `contacts.csv` has a post and nobody in it.
  var emptyPosts: [(unit: String, role: String, place: Place)] = []
  /// The organisation's key tasks, in its order: a summary says which had no session. The ledger knows them by their
  /// Chinese names.
  public var keyTasks: [BilingualText]
  /// Addresses that may be posted to though they are private, as `10.20.0.0/16:8443`.
  public var outgoingAllow: [String]
  /// Messages a minute, all together and to one host; nil for no limit but the robots' own.
  public var outgoingPerMinute: Int?
  public var hostPerMinute: Int?
  /// Attempts a reminder gets; nil for the default.
  public var tries: Int?
  public var giveUpAfter: Duration?
  /// How long the details of attempts are kept.
  public var retention = RetentionSettings()
  /// How long without a session makes a unit dormant; nil for the default.
  public var dormantAfter: Duration?
  public var stock = StockSettings()
  /// The file of addresses and secrets, outside the workspace.
  public var secretsPath: String?

  public init(
    zone: Zone, language: Language, tree: UnitTree, channels: [String: Channel], workdays: WorkdayCalendar
  ) {
    self.zone = zone
    self.language = language
    self.tree = tree
    self.channels = channels
    self.workdays = workdays
    keyTasks = Self.usualKeyTasks
    outgoingAllow = []
  }

  /// The six key tasks of the associations this was first made for; `key_tasks` in the settings names others.
  public static let usualKeyTasks = [
    BilingualText(zh: "宣传教育", en: "publicity and education"),
    BilingualText(zh: "优生优育指导", en: "guidance on healthy births and parenting"),
    BilingualText(zh: "生殖健康咨询服务", en: "reproductive health counselling"),
    BilingualText(zh: "计生家庭帮扶", en: "support for family-planning families"),
    BilingualText(zh: "权益维护", en: "protection of rights and interests"),
    BilingualText(zh: "家庭健康促进", en: "family health promotion"),
  ]

  public var levels: [Level] { tree.levels }
}

/// How long the details of attempts are kept after their reminder was done with, by what became of it; nil for the
/// default.
public struct RetentionSettings: Hashable, Sendable {
  public var delivered: Duration?
  /// Also of what was cancelled.
  public var discarded: Duration?
  public var missed: Duration?

  public init() {}

  /// A day is the least that housekeeping, which comes daily, can keep to.
  static let days = 1...3650
}

/// A file of a workspace, read by whoever owns the disk.
public struct SourceFile: Hashable, Sendable {
  /// Relative to the workspace: `Campaigns/shared/units.csv`.
  public let path: String
  public let bytes: [UInt8]

  public init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }

  /// Whether a word may stand in it: false only if it surely does not.
  public func mayMention(_ word: String) -> Bool {
    // Behind a backslash a sign may be written as its number, and an accent apart from its letter.
    let isPlain = word.unicodeScalars.allSatisfy { $0.isASCII || (0x4E00...0x9FFF).contains($0.value) }
    let word = Array(word.utf8)
    guard isPlain, let first = word.first else { return true }
    return bytes.indices.contains {
      bytes[$0] == UInt8(ascii: "\\") || bytes[$0] == first && bytes[$0...].starts(with: word)
    }
  }

  /// The last component of the path.
  public var name: String { path.split(separator: "/").last.map(String.init) ?? path }
}
