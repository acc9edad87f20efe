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
    return "● \(opening) [Please add: \(toBeWritten)]\(figures)\(missing)\n(\(byline))"
  }

  private var toBeWritten: String { session.kind == "lecture" ? "speaker, content" : "how it went" }

  private var opening: String {
    let partners = session.partners.isEmpty ? "" : " with " + session.partners.joined(separator: ", ")
    let place = session.venue.map { " at " + $0 } ?? ""
    let date =
      switch session.date.day {
      case .exact(let date): "On \(date)"
      case .interval(let first, let last): "Between \(first) and \(last)"
      case .unknown(let notAfter): notAfter.map { "By \($0)" } ?? "Recently"
      }
    let title = session.englishTitle ?? session.title
    let earlier = session.after.map { ", after “\($0)”" } ?? ""
    return
      "\(date)\(earlier), \(names.organisers(session.organisers, signer: nil))\(partners) held “\(title)”\(place)."
  }

  private var figures: String {
    let counts = standing.finalCounts()
    let attending = counts.filter { $0.measure == .attendance && $0.quantity.isKnown }.map { count in
      "attended: \(count.quantity.entryText(.en, counter: count.counter))"
        + (count.group.map { " (\($0))" } ?? "")
    }
    let online = counts.filter { $0.measure == .online && $0.quantity.isKnown }.map { count in
      "watched on line: \(count.quantity.entryText(.en, counter: count.counter))"
    }
    let served = counts.filter { $0.measure.isService }.map { count in
      "\(count.measure.rawValue): \(count.quantity.entryText(.en, counter: count.counter))"
    }
    let given = standing.given.map { move in
      let titles = move.titles.isEmpty ? "" : " (\(move.titles.joined(separator: ", ")))"
      return "\(move.item)\(titles): \(move.quantity.entryText(.en, counter: move.counter))"
    }
    let parts = attending + online + given + served
    let closing = session.date.completedOn.map { " Completed on \($0)." } ?? ""
    return parts.isEmpty ? closing : " Figures: \(parts.joined(separator: "; "))." + closing
  }

  private var byline: String {
    guard let byline = session.byline else { return "\(names.fullName), [Please add: byline]" }
    return [byline.unit, byline.maskedName ?? ""].filter { !$0.isEmpty }.joined(separator: ", ")
  }
}
