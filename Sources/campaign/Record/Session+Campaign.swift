import Ledger
import Planning

extension Session {
  /// What a campaign's file says about each of its sessions. Partners are whom it invites, not who came.
  init(of campaign: Campaign, on date: SessionDate, status: Status) {
    self.init(title: Self.title(of: campaign), date: date, status: status)
    englishTitle = campaign.name.en
    kind = campaign.kind
    // Of several the campaign's file tells, and a session counts for each.
    keyTask = campaign.keyTasks.count == 1 ? campaign.keyTasks.first : nil
  }

  static func title(of campaign: Campaign) -> String {
    let name = campaign.name.zh
    // A Latin name takes no Chinese word behind it.
    guard let last = name.last, !last.isASCII else { return name }
    // 会员活动日 says already that it is one.
    let saysSo = ["活动", "活动日", "活动周", "活动月", "活动季", "活动年"].contains(where: name.hasSuffix)
    return saysSo ? name : name + "活动"
  }
}
