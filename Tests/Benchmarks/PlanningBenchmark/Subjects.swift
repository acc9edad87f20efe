import Planning
import Recurrence
import Yams

extension Region {
  static let year = window("2026-01-01T00:00:00+08:00", "2027-01-01T00:00:00+08:00")
  /// What the daemon plans at a time: 62 days, here those around the member day.
  static let horizon = window("2026-05-01T00:00:00+08:00", "2026-07-02T00:00:00+08:00")

  private static func window(_ from: String, _ to: String) -> Range<Timestamp> {
    guard let from = Timestamp(iso: from), let to = Timestamp(iso: to) else {
      preconditionFailure("a window that is no time")
    }
    return from..<to
  }

  func subjects() -> [Subject] {
    let definitions = definitions(campaigns)
    return [
      walk("a year's plan, walked", definitions, Region.year, target: 2),
      walk("the plan of 62 days, walked", definitions, Region.horizon, target: 0.3), units, files,
    ]
  }

  /// The floor spells as many keys, and hashes them as spreading does.
  private func walk(
    _ title: String, _ definitions: Definitions, _ window: Range<Timestamp>, target: Double
  ) -> Subject {
    let villages = definitions.shared.tree.units.filter { $0.level.depth == 4 }.map(\.id)
    return Subject(title: title, floor: "as many keys spelled and hashed", target: target, unit: "reminders")
    {
      definitions.walk(window)
    } least: { ours in
      var sum: Int64 = 0
      for index in 0..<ours.count {
        let unit = villages[index % villages.count]
        var hash = StableHash()
        hash.combine("monthly-visits/2026-05-15/-/\(unit)/prepare/village.contact/county-groups")
        sum &+= Int64(truncatingIfNeeded: hash.value)
      }
      return Outcome(count: ours.count, sum: sum)
    }
  }

  private var units: Subject {
    Subject(
      title: "`units.csv` read and checked", floor: "its cells cut apart", target: 0.1, unit: "units"
    ) {
      Outcome(count: self.definitions([]).shared.tree.units.count)
    } least: { _ in
      let rows = String(decoding: unitsFile.bytes, as: UTF8.self).split(separator: "\n")
      let cells = rows.map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
      return Outcome(count: rows.count - 1, sum: Int64(cells.reduce(0) { $0 + $1.count }))
    }
  }

  private var files: Subject {
    Subject(
      title: "1,000 campaign files read and checked, with the units", floor: "Yams' trees of the files",
      target: 1, unit: "files"
    ) {
      Outcome(count: self.definitions(thousandCampaigns).campaigns.count)
    } least: { _ in
      let keys = try thousandCampaigns.reduce(0) { sum, file in
        let text = String(decoding: file.bytes, as: UTF8.self)
        let root = try Parser(yaml: text, resolver: .basic, encoding: .utf8).singleRoot()
        return sum + (root?.mapping?.count ?? 0)
      }
      return Outcome(count: thousandCampaigns.count, sum: Int64(keys))
    }
  }
}

extension Definitions {
  func walk(_ window: Range<Timestamp>) -> Outcome {
    var (count, sum) = (0, Int64(0))
    for reminder in Planner(shared: shared).reminders(of: campaigns, over: window) {
      count += 1
      sum &+= reminder.due.milliseconds &+ Int64(reminder.key.unit.utf8.count)
    }
    return Outcome(count: count, sum: sum)
  }
}
