import Foundation
import Recurrence
import TestSupport

/// A campaign whose messages get due every minute of a run, and at the same times of some days after.
struct SoakPlan {
  let campaign: String

  /// The last ones are due a minute before the end.
  init(from start: Timestamp, for duration: Duration, days: Int) throws {
    let zone = try Zone("Asia/Shanghai")
    let local = zone.local(at: start)
    let minutes = max(1, Int(duration / .seconds(60)))
    let first = Int(local.time.secondsOfDay) / 60
    let reminders = (0...minutes).map { minute in
      // Past midnight they would be of another day: those are left out.
      let time = min(first + minute, 1439)
      let clock = "\(time / 60 < 10 ? "0" : "")\(time / 60):\(time % 60 < 10 ? "0" : "")\(time % 60)"
      return
        "  - {id: m\(minute), at: \"on the day, \(clock)\", to: county.contact, channel: hook, template: note, if_closed: send}"
    }
    let head = ScratchWorkspace.campaign(
      when: "rrule: FREQ=DAILY;COUNT=\(days + 1), start: \"\(local.date)T00:00\"", at: "on the day, 00:00"
    )
    .split(separator: "\n").dropLast()
    campaign = (head.map(String.init) + reminders).joined(separator: "\n") + "\n"
  }

  /// The files as they are to be: with fewer units what is scheduled for the others is cancelled.
  func write(units: Int, in workspace: ScratchWorkspace) throws {
    try workspace.write("Campaigns/day.yaml", campaign)
    try workspace.write(
      "Campaigns/shared/channels.yaml",
      "format: 1\nchannels:\n  hook: {kind: webhook, one_per: county, url_from: \"env:HOOK_URL_<unit>\", secret_from: \"env:HOOK_SECRET\"}\n"
    )
    let settings = try String(
      contentsOf: workspace.root.appending(path: "Campaigns/shared/settings.yaml"), encoding: .utf8)
    if !settings.contains("tries:") {
      try workspace.write("Campaigns/shared/settings.yaml", settings + "\nretry: {tries: 2}\n")
    }
    try workspace.writeUnits(units)
  }
}
