import Ledger
public import Planning

/// Which of the organisation's key tasks a session counts for: the one it names itself, else all those of its campaign.
public struct TaskTags: Hashable, Sendable {
  private let ofCampaigns: [String: [String]]
  /// The organisation's, with what they are called in English.
  private let names: [BilingualText]

  public init(_ campaigns: [Campaign] = [], names: [BilingualText] = []) {
    self.names = names
    ofCampaigns = Dictionary(
      campaigns.filter { !$0.keyTasks.isEmpty }.map { ($0.id, People.unique($0.keyTasks)) }
    ) { first, _ in first }
  }

  func tasks(of session: SessionFacts) -> [String] {
    tasks(session.keyTask, campaign: session.key.occurrence?.campaign)
  }

  /// The name under which a task is written down, of one that is named in either language.
  public func chinese(of task: String) -> String { names.chinese(of: task) }

  func text(_ task: String, _ language: Language) -> String { names.text(of: task, language) }

  /// - `own`: The one that the session names.
  /// - `campaign`: Its id.
  public func tasks(_ own: String?, campaign: String?) -> [String] {
    if let own { return [own] }
    return campaign.flatMap { ofCampaigns[$0] } ?? []
  }
}
