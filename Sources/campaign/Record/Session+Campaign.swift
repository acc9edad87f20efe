import CampaignScheduler
import Ledger
import Planning

extension Session {
  /// What a campaign's file says about each of its sessions. Partners are whom it invites, not who came.
  init(of campaign: Campaign, on date: SessionDate, status: Status) {
    self.init(title: campaign.sessionTitle, date: date, status: status)
    englishTitle = campaign.name.en
    kind = campaign.kind
    // Of several the campaign's file tells, and a session counts for each.
    keyTask = campaign.keyTasks.count == 1 ? campaign.keyTasks.first : nil
  }
}
