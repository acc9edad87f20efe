import Outbox
import Planning
import Recurrence

/// The same small reminder for every test, with what a test is about changed.
enum Samples {
  static let key = ReminderKey(
    campaign: "member-day-529", occurrence: "2026", part: nil, unit: "diecai", rule: "kickoff",
    receiver: "county.contact", channel: "robots")
  static let at = Timestamp(seconds: 1_599_360_473)

  static func channel(
    _ kind: Channel.Kind, url: Channel.Source = .environment("ROBOT_URL"), secret: Channel.Source? = nil,
    headers: [String: String] = [:]
  ) -> Channel {
    Channel(name: "robots", kind: kind, onePer: nil, url: url, secret: secret, headers: headers)
  }

  static func reminder(
    title: String = "5·29 会员日", text: String = "请准备。", attempt: Int = 1, mayBeRepeat: Bool = false,
    unit: String? = nil, due: Timestamp? = nil
  ) -> ClaimedReminder {
    ClaimedReminder(
      key: key, endpoint: EndpointID(channel: "robots", unit: unit), attempt: attempt,
      message: Message(title: title, text: text), at: at, mayBeRepeat: mayBeRepeat, due: due)
  }
}
