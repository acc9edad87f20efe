import Outbox
import Planning
import Recurrence

/// What is put into messages: before a repeat or a late one, and where a text was cut.
enum MessageMark {
  static let resent = BilingualText(zh: "（重发）", en: "(resent) ")
  static let shortened = BilingualText(zh: "……（已截短）", en: "… (shortened)")

  /// `（补发：原定 3月5日 09:00）`.
  ///
  /// - Parameters:
  ///   - due: When it was to be sent, in its reader's zone.
  ///   - year: The one that goes without saying.
  static func late(due: CivilDateTime, in year: Int) -> BilingualText {
    let (date, time) = (due.date, due.time)
    let clock = "\(twoDigits(time.hour)):\(twoDigits(time.minute))"
    let isThisYear = date.year == year
    let day = "\(date.month)月\(date.day)日"
    let englishDay = "\(months[date.month - 1]) \(date.day)"
    return BilingualText(
      zh: "（补发：原定 \(isThisYear ? "" : "\(date.year)年")\(day) \(clock)）",
      en: "(late: was due \(englishDay)\(isThisYear ? "" : " \(date.year)") \(clock)) ")
  }

  private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}

extension MessageMark {
  /// What a reminder's reader is to know before its title; empty for most.
  static func text(before reminder: ClaimedReminder, _ language: Language, zone: (ReminderKey) -> Zone)
    -> String
  {
    var text = reminder.mayBeRepeat ? resent.text(language) : ""
    if let due = reminder.lateSince {
      let zone = zone(reminder.key)
      let year = zone.local(at: reminder.at).date.year
      text += late(due: zone.local(at: due), in: year).text(language)
    }
    return text
  }
}
