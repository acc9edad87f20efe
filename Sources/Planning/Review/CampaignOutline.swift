/// Where things stand in a campaign's file, for faults that show only when it is planned.
struct CampaignOutline: Sendable {
  enum Spot: Hashable {
    /// A reminder's or chase's time, receiver or channel, by its id.
    case time(String), receiver(String), channel(String)
    /// A part's deadline by its id; the report's under nil.
    case deadline(String?)
    case owner(String)
    case when, id
  }

  let file: String
  /// The language of the file's keys.
  let wording: Language
  private var places: [Spot: Place] = [:]

  subscript(spot: Spot) -> Place? { places[spot] }

  init(file: String, root: YAMLNode) {
    self.file = file
    wording = Section.head.wording(of: root)
    func items(_ key: String) -> [YAMLNode] { root.value(key, in: .head)?.elements ?? [] }
    note(.when, root.value("when", in: .head))
    note(.id, root.value("id", in: .head))
    note(.deadline(nil), root.value("report", in: .head)?.value("due", in: .report))
    for part in items("parts") {
      part.value("id", in: .part)?.text.map { note(.deadline($0), part.value("due", in: .part)) }
    }
    for task in items("tasks") {
      task.value("id", in: .task)?.text.map { note(.owner($0), task.value("owner", in: .task)) }
    }
    for reminder in items("reminders") {
      guard let id = reminder.value("id", in: .reminder)?.text else { continue }
      note(.time(id), reminder.value("at", in: .reminder))
      note(.receiver(id), reminder.value("to", in: .reminder))
      note(.channel(id), reminder.value("channel", in: .reminder))
    }
    for (index, chase) in items("chase").enumerated() {
      let id = chase.value("id", in: .chase)?.text ?? ChaseRule.usualID(index + 1)
      note(.time(id), chase.value("after", in: .chase))
      note(.receiver(id), chase.value("to", in: .chase))
      note(.channel(id), chase.value("channel", in: .chase))
    }
  }

  private mutating func note(_ spot: Spot, _ node: YAMLNode?) {
    if let node { places[spot] = places[spot] ?? node.place }
  }
}
