public import Planning
public import Recurrence
public import Webhooks

/// Looks an installation over: what is wrong with it and how to mend it. Makes nothing and changes nothing; asks the
/// network only if told to.
public struct Doctor: Sendable {
  /// What is looked over, as the program's arguments and environment give it.
  public struct Patient: Sendable {
    public var workspace: Workspace?
    public var databasePath: String?
    public var environment: [String: String]
    /// The addresses and secrets, or what is wrong with their file.
    public var credentials: Result<SecretsFile?, SecretsFile.Fault>
    public var now: Timestamp
    /// This program's version.
    public var version: String
    public var asksNetwork: Bool

    public init(
      workspace: Workspace?, databasePath: String?, environment: [String: String],
      credentials: Result<SecretsFile?, SecretsFile.Fault>, now: Timestamp, version: String, asksNetwork: Bool
    ) {
      self.workspace = workspace
      self.databasePath = databasePath
      self.environment = environment
      self.credentials = credentials
      self.now = now
      self.version = version
      self.asksNetwork = asksNetwork
    }
  }

  let patient: Patient
  let definitions: Definitions?
  let language: Language

  /// - `language`: Of the texts of other parts that stand in a finding.
  public init(_ patient: Patient, language: Language) {
    self.patient = patient
    self.language = language
    definitions = try? patient.workspace?.definitions()
  }

  /// All checks, in the order in which one depends on another.
  private static let checks: [@Sendable (Doctor) -> [Finding]] = [
    { [$0.program(), $0.libcurl(), $0.sqlite()] },
    { [$0.clock(), $0.clockService(), $0.timeZones(), $0.locale()] },
    { [$0.openFiles(), $0.watches()] },
    { [$0.workspace(), $0.files(), $0.folders()].compactMap(\.self) },
    { $0.robots() },
    { $0.allowedAddresses() },
    { [$0.certificates(), $0.names()].compactMap(\.self) },
    { $0.database() },
  ]

  /// What the checks found; those that depend on something that is missing are left out.
  public func findings() -> [Finding] { Self.checks.flatMap { $0(self) } }
}
