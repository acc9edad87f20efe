public import ArgumentParser
import CampaignScheduler
public import Ledger
import Planning
import Recurrence

extension Session.Status: ExpressibleByArgument {}

/// Which sessions a list shows.
struct SessionFilter: ParsableArguments {
  @Option(help: "planned, held, cancelled or merged. 状态。")
  var status: Session.Status?
  @Option(help: "From this day on. 起始日期。")
  var from: String?
  @Option(help: "To this day. 截止日期。")
  var to: String?
  @Option(help: "lecture, outreach, clinic, visit … 类型。")
  var kind: String?
  @Option(help: "One key task. 重点任务。")
  var keyTask: String?
  @Flag(help: "Only those that nobody planned. 只列临时场次。")
  var adHoc = false
  @Flag(help: "Only those whose day somebody still has to say. 只列日期不准的。")
  var undated = false

  /// - Throws: ``Failure`` for a day that can't be read.
  func span() throws -> ClosedRange<CivilDate>? {
    guard from != nil || to != nil else { return nil }
    let first = try Self.day(from) ?? CivilDate.min
    let last = try Self.day(to) ?? CivilDate.max
    guard first <= last else {
      throw Failure(.usage, "--from 晚于 --to", "--from is after --to")
    }
    return first...last
  }

  private static func day(_ text: String?) throws -> CivilDate? {
    guard let text else { return nil }
    guard let date = CivilDate(iso: text) else { throw SessionDateFault.notUnderstood(text) }
    return date
  }

  func accepts(_ balance: SessionBalance, in span: ClosedRange<CivilDate>?, zone: Zone, _ tags: TaskTags)
    -> Bool
  {
    let session = balance.session
    if let status, session.status != status { return false }
    if let kind, session.kind.map(SessionKind.key) != SessionKind.key(kind) { return false }
    let campaign = balance.key.occurrence?.campaign
    if let keyTask, !tags.tasks(session.keyTask, campaign: campaign).contains(tags.chinese(of: keyTask)) {
      return false
    }
    if adHoc, balance.key.occurrence != nil { return false }
    if undated, !session.date.isMissing { return false }
    guard let span else { return true }
    return session.date.falls(in: span, recordedOn: zone.local(at: balance.recordedAt).date)
  }
}
