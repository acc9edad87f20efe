import CampaignScheduler
import Ledger
import Planning
import Recurrence

struct SessionPrinter {
  let options: GlobalOptions

  init(_ options: GlobalOptions) {
    self.options = options
  }

  /// How a session stands now.
  func print(_ key: SessionKey, _ scheduler: Scheduler) async throws {
    let standing = try await scheduler.ledger.session(key)
    for line in lines(standing.map { [$0] } ?? []) { Output(options).line(line) }
  }

  func lines(_ sessions: [SessionBalance]) -> [String] {
    guard options.json else { return Output.table(sessions.map(cells)) }
    return sessions.map(\.json.description)
  }

  private func cells(_ balance: SessionBalance) -> [String] {
    [
      balance.key.description, date(balance.session.date), status(balance.session.status),
      options.language(balance.session.title, balance.session.englishTitle ?? balance.session.title),
    ]
  }

  /// The days, and the words in which they were given if these say less.
  private func date(_ date: SessionDate) -> String {
    let said = date.said.map { options.language("（\($0)）", " (\($0))") } ?? ""
    return switch date.day {
    case .exact(let day): "\(day)\(date.partOfDayText(options.language).map { " " + $0 } ?? "")"
    case .interval(let first, let last): "\(first)/\(date.isOpen ? ".." : "\(last)")\(said)"
    case .unknown: date.listText(options.language)
    }
  }

  private func status(_ status: Session.Status) -> String {
    switch status {
    case .planned: options.language("计划", "planned")
    case .held: options.language("已办", "held")
    case .cancelled: options.language("取消", "cancelled")
    case .merged: options.language("并入别场", "merged")
    }
  }
}
