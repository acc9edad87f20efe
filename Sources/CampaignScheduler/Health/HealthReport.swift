public import Planning

/// The answer to "are you well?": one check after another, with what is wrong and what to do.
public struct HealthReport: Hashable, Sendable {
  public enum Level: String, Hashable, Sendable, Comparable {
    case ok
    /// Something needs a person, and the daemon works on.
    case degraded
    case failing

    public static func < (left: Level, right: Level) -> Bool { left.rank < right.rank }

    private var rank: Int {
      switch self {
      case .ok: 0
      case .degraded: 1
      case .failing: 2
      }
    }
  }

  public struct Check: Hashable, Sendable {
    /// A stable word: `dispatch`, `database`.
    public let name: String
    public let level: Level
    /// Nil if all is well.
    public let detail: BilingualText?

    init(_ name: String, _ level: Level = .ok, _ detail: BilingualText? = nil) {
      self.name = name
      self.level = level
      self.detail = detail
    }
  }

  public let checks: [Check]

  /// The worst of all.
  public var level: Level { checks.map(\.level).max() ?? .ok }

  public func json(_ language: Language) -> JSONText {
    let checks = checks.map { check in
      JSONText.object([
        ("check", .string(check.name)), ("ok", .bool(check.level == .ok)),
        ("detail", .optional(check.detail?.text(language))),
      ])
    }
    return ["status": .string(level.rawValue), "checks": .array(checks)]
  }
}
