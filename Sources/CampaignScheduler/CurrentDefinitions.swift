public import Planning
import Synchronization

/// What the workspace's files define just now. A campaign whose file got broken stays as it was last good.
public final class CurrentDefinitions: Sendable {
  public struct State: Sendable {
    public var definitions: Definitions
    /// Good campaigns, and the last good versions of those whose files are broken.
    public var campaigns: [Campaign]
    public var language: Language { definitions.shared.language }
    public func campaign(_ id: String) -> Campaign? { campaigns.first { $0.id == id } }
  }

  private let state: Mutex<State>

  public init(_ definitions: Definitions) {
    state = Mutex(State(definitions: definitions, campaigns: definitions.campaigns))
  }

  public var now: State { state.withLock { $0 } }

  /// - Returns: The state that holds from here on.
  @discardableResult
  public func replace(with definitions: Definitions) -> State {
    state.withLock { state in
      let good = Set(definitions.campaigns.map(\.id))
      let kept = state.campaigns.filter { definitions.brokenFiles.contains($0.file) && !good.contains($0.id) }
      // Shared files are needed to plan at all: if they break, the whole plan stays as it was.
      let isUsable = !definitions.shared.tree.units.isEmpty && !definitions.shared.channels.isEmpty
      if isUsable { state = State(definitions: definitions, campaigns: definitions.campaigns + kept) }
      return state
    }
  }
}
