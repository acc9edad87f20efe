import CampaignScheduler
import Ledger
import Planning

extension Scheduler {
  /// Why no session goes by a text: it names a campaign or a unit and no session of theirs, nobody knows the campaign or the
  /// unit that it names, or it was never added.
  func unknownSession(_ text: String) -> any Error {
    do {
      let parts = text.split(separator: "/").map(String.init)
      if let campaign = parts.first, current.now.campaign(campaign) == nil {
        // Somebody has to be told which there are.
        _ = try reload()
      }
      if let fault = notOneSession(parts) { return fault }
      guard let key = SessionKey(text) else { return LedgerFault.unknownSession(text) }
      if let campaign = key.occurrence?.campaign { _ = try self.campaign(named: campaign) }
      _ = try current.now.definitions.unit(named: key.unit)
      return LedgerFault.unknownSession(text)
    } catch {
      return error
    }
  }

  /// Of member-day-529, member-day-529/2026, member-day-529/2026/diecai and diecai, which leave off the number.
  private func notOneSession(_ parts: [String]) -> Failure? {
    guard let first = parts.first, parts.count < 4 else { return nil }
    if let unit = (try? current.now.definitions.unit(named: first)) ?? nil {
      guard parts.count == 1 else { return nil }
      return Failure(
        .failed,
        "“\(first)”是单位，不是一场活动；这个单位的各场见 campaign session list --unit \(unit.id)，要这个单位的全部请写 --unit \(unit.id)",
        "'\(first)' is a unit and no session; its sessions are in 'campaign session list --unit \(unit.id)', for all of it write --unit \(unit.id)"
      )
    }
    guard current.now.campaign(first) != nil else { return nil }
    if parts.count == 3 {
      let key = parts.joined(separator: "/")
      return Failure(
        .failed, "“\(key)”没写第几场：第一场是 \(key)/1；已登记的见 campaign session list --unit \(parts[2])",
        "'\(key)' lacks the session's number: the first is \(key)/1; see 'campaign session list --unit \(parts[2])'"
      )
    }
    let text = parts.joined(separator: "/")
    return Failure(
      .failed,
      "“\(text)”是活动，不是一场；一场写成“活动/届次/单位/第几场”，见 campaign session list --campaign \(first)；要整个活动请写 --campaign \(first)",
      "'\(text)' is a campaign and no session, which is written campaign/occurrence/unit/number: see 'campaign session list --campaign \(first)'; for the whole campaign write --campaign \(first)"
    )
  }
}
