public import Planning
import Recurrence
import Synchronization

/// What the workspace's files define just now. A campaign whose file got broken stays as it was last good.
public final class CurrentDefinitions: Sendable {
  /// Shared by all that hold it: it is asked for with every reminder, and large.
  public final class State: Sendable {
    public let definitions: Definitions
    /// Good campaigns, and the last good versions of those whose files are broken.
    public let campaigns: [Campaign]
    /// Files that have another campaign than the one they had, which is nowhere else: they count as broken.
    public let disowned: [Disowned]
    /// Grows whenever definitions are taken over.
    public let revision: Int
    let sending: SendingRules

    fileprivate init(
      _ definitions: Definitions, campaigns: [Campaign], disowned: [Disowned] = [], revision: Int = 0
    ) {
      self.definitions = definitions
      self.campaigns = campaigns
      self.disowned = disowned
      self.revision = revision
      sending = SendingRules(definitions.shared)
    }

    public var language: Language { definitions.shared.language }
    public func campaign(_ id: String) -> Campaign? { campaigns.first { $0.id == id } }
    /// Of a reminder's campaign; the workspace's if the files no longer know it.
    func zone(of key: ReminderKey) -> Zone {
      campaign(key.campaign)?.schedule.zone ?? definitions.shared.zone
    }
  }

  /// A file that is still there, and no longer has its campaign.
  public struct Disowned: Hashable, Sendable {
    public let file: String
    public let campaign: String
  }

  private let state: Mutex<State>

  public init(_ definitions: Definitions) {
    state = Mutex(State(definitions, campaigns: definitions.campaigns))
  }

  public var now: State { state.withLock { $0 } }

  /// Takes new definitions over, but for what is broken in them: a campaign whose file has errors stays as it was last
  /// good, and if a shared file has errors everything stays as it was.
  ///
  /// A file that is there and has another campaign may be half written, or copied over by mistake. Its old campaign
  /// ends when the file is gone, or when another has it.
  public func replace(with definitions: Definitions) {
    guard !definitions.isSharedBroken else { return }
    state.withLock { state in
      let present = Set(definitions.campaigns.map(\.id))
      let files = Set(definitions.campaigns.map(\.file))
      let disowned = state.campaigns.filter { files.contains($0.file) && !present.contains($0.id) }
      let definitions = definitions.countingAsBroken(Set(disowned.map(\.file)))
      let good = Set(definitions.campaigns.map(\.id))
      let kept = state.campaigns.filter { definitions.brokenFiles.contains($0.file) && !good.contains($0.id) }
      state = State(
        definitions, campaigns: definitions.campaigns + kept,
        disowned: disowned.map { Disowned(file: $0.file, campaign: $0.id) }, revision: state.revision + 1)
    }
  }
}
