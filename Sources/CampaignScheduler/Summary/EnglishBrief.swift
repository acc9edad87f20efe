import Ledger
import Planning
import Recurrence

/// The draft in plain English.
struct EnglishBrief {
  let standing: SessionBalance
  let names: OrganiserNames

  private var session: Session { standing.session }

  var text: String {
    let gaps = standing.briefGaps.map { $0.text(.en) }.joined(separator: ", ")
    let missing = gaps.isEmpty ? "" : " [Missing: \(gaps)]"
    return "● \(opening)\(course)\(activities)\(figures)\(missing)\n(\(byline))"
  }

  private var opening: String {
    let partners = session.partners.isEmpty ? "" : " with " + session.partners.joined(separator: ", ")
    let place = session.place.map { " at " + $0 } ?? ""
    let title = (session.englishTitle ?? session.title).quotedInEnglish
    let earlier = session.after.map { ", after \($0.quotedInEnglish)" } ?? ""
    let who = names.organisers(session.organisers, signer: nil)
    return "\(day)\(earlier), \(who)\(partners) \(verb) \(title)\(place)."
  }

  private var day: String {
    switch session.date.day {
    case .exact(let date): "On \(date)" + (session.date.partOfDay.flatMap { Self.partsOfDay[$0] } ?? "")
    case .interval(let first, let last):
      session.date.isOpen ? "Since \(first)" : "Between \(first) and \(last)"
    case .unknown(let notAfter):
      if let notAfter {
        "By \(notAfter)"
      } else if session.date.isGiven {
        "Recently"
      } else {
        "[Please add: date]"
      }
    }
  }

  /// What was over by a day was held before it, and what goes on is held still.
  private var verb: String {
    switch session.date.day {
    case .exact: "held"
    case .interval: session.date.isOpen ? "has held" : "held"
    case .unknown(let notAfter): notAfter == nil ? "held" : "had held"
    }
  }

  private static let partsOfDay: [String: String] = {
    let words = [
      " in the morning": ["上午", "早上", "早晨", "清晨"], " at noon": ["中午"], " in the afternoon": ["下午", "午后"],
      " in the evening": ["晚上", "傍晚", "当晚", "晚", "晚间"], " at night": ["夜间"], " before dawn": ["凌晨"],
      ", all day": ["全天"],
    ]
    return Dictionary(words.flatMap { english, parts in parts.map { ($0, english) } }) { first, _ in first }
  }()

  /// What happened: for a person to write, but for a lecture of which both speaker and topics are known.
  private var course: String {
    let hours = session.hours.map { "\($0) \($0 == "1" ? "hour" : "hours")" }
    guard let teaching = session.teaching else {
      return " [Please add: \(session.isLecture ? "speaker, content" : "how it went")]"
        + (hours.map { " It took \($0)." } ?? "")
    }
    let sentence =
      " \(teaching.speaker) taught \(teaching.topics.joined(separator: ", "))"
      + (hours.map { " (\($0))" } ?? "")
      + "."
    return session.isLecture ? sentence : " [Please add: how it went]" + sentence
  }

  private var activities: String {
    session.activities.isEmpty ? "" : " Activities: \(session.activities.joined(separator: ", "))."
  }

  private var figures: String {
    let counts = standing.countsInAll
    let attending = people(counts, .attendance, session.isVisit ? "visited" : "attended")
    let helpers = standing.helpers.flatMap { word, counts in people(counts, .attendance, word.text(.en)) }
    let online = people(counts, .online, "watched online")
    let served = counts.filter { $0.measure.isService }.map { count in
      "\(count.measure.rawValue): \(count.quantity.englishText(counter: count.counter))"
        + (remark(count).map { " (\($0))" } ?? "")
    }
    let given = standing.givenInAll.map { move in
      let titles = move.titles.isEmpty ? "" : " (\(move.titles.joined(separator: ", ")))"
      return "\(move.item)\(titles): \(move.quantity.englishText(counter: move.counter, of: move.item))"
    }
    let parts = attending + helpers + online + given + served
    let ways = session.channels.joined(separator: ", ")
    let closing =
      (given.isEmpty || ways.isEmpty ? "" : " Handed out by: \(ways).")
      + (session.date.completedOn.map { " Completed on \($0)." } ?? "")
    return parts.isEmpty ? closing : " Figures: \(parts.joined(separator: "; "))." + closing
  }

  private func people(_ counts: [Count], _ measure: Count.Measure, _ word: String) -> [String] {
    counts.filter { $0.measure == measure && $0.quantity.isKnown }.map { count in
      "\(word): \(count.quantity.englishText(counter: count.counter))"
        + (remark(count).map { " (\($0))" } ?? "")
    }
  }

  /// Who was counted; nothing where the counting word says it.
  private func remark(_ count: Count) -> String? {
    guard var group = count.group else { return nil }
    if count.counter == CountingWord.household, ["家庭", "住户", "农户", "户"].contains(group) { return nil }
    if let first = group.first, let last = group.last, "（(".contains(first), "）)".contains(last) {
      group = String(group.dropFirst().dropLast())
    }
    return group.spacedDigits
  }

  private var byline: String {
    guard let byline = session.byline else { return "\(names.fullName), [Please add: byline]" }
    return [byline.unit, byline.maskedName ?? ""].filter { !$0.isEmpty }.joined(separator: ", ")
  }
}
