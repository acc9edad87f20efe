import Ledger
public import Planning

/// Which of the organisation's key tasks a session counts for: the one it names itself, else all those of its campaign.
public struct TaskTags: Hashable, Sendable {
  private let ofCampaigns: [String: [String]]

  public init(_ campaigns: [Campaign] = []) {
    ofCampaigns = Dictionary(
      campaigns.filter { !$0.keyTasks.isEmpty }.map { ($0.id, People.unique($0.keyTasks)) }
    ) { first, _ in first }
  }

  func tasks(of session: SessionFacts) -> [String] {
    tasks(session.keyTask, campaign: session.key.occurrence?.campaign)
  }

  /// - `own`: The one that the session names.
  /// - `campaign`: Its id.
  public func tasks(_ own: String?, campaign: String?) -> [String] {
    if let own { return [own] }
    return campaign.flatMap { ofCampaigns[$0] } ?? []
  }
}
