import Foundation
import Ledger
import Outbox
public import Planning
public import Recurrence

extension Scheduler {
  /// Collects what an occurrence leaves: the same records and files give the same archive, whenever it is made.
  ///
  /// - `today`: Decides only whether sign-in sheets with names may still be kept.
  public func archive(
    of campaign: Campaign, _ occurrence: Occurrence, adding additions: [ArchiveAddition] = [],
    on today: CivilDate
  ) async throws -> ArchiveDraft {
    let key = OccurrenceKey(campaign: campaign.id, occurrence: occurrence.id)
    let shared = current.now.definitions.shared
    let balance = try await ledger.balance(of: key)
    let scope = SummaryScope(.occurrence(key), zone: shared.zone, title: campaign.summaryTitle)
    var summary = try await summary(scope, campaign: campaign)
    summary.notes = try await notes(on: scope, of: campaign, today: occurrence.lastDay)
    // What is overdue depends on the day of asking.
    summary.notes.today = nil
    var draft = ArchiveDraft(occurrence: key, title: campaign.name)
    draft.items.append(
      .init(
        path: "campaign.yaml", kind: .campaign, content: .file("\(workspace.root)/\(campaign.file)"),
        isAttached: false))
    for language in Language.allCases {
      addTexts(of: campaign, occurrence, summary, language, to: &draft)
      draft.add(
        "briefs.\(language.rawValue).txt", .brief, briefs(of: summary, of: campaign, balance, language))
    }
    draft.add("summary.json", .summary, summary.json(.zh).description + "\n")
    draft.add("sessions.csv", .sessions, ArchiveTables.sessions(balance.sessions, shared.tree))
    draft.add("ledger.jsonl", .ledger, try await ledger.exportedLines(of: key).map { $0 + "\n" }.joined())
    draft.add(
      "messages.csv", .messages, ArchiveTables.messages(try await messages(of: key), zone: shared.zone))
    let inspections = try await ledger.inspections(of: nil, in: key)
    if !inspections.isEmpty {
      draft.add("inspections.csv", .inspections, ArchiveTables.inspections(inspections, shared.tree))
    }
    try attach(additions, to: &draft, signInGone: signInsAreOver(campaign, balance, occurrence, today))
    var silent: [Planning.Unit] = []
    if let root = shared.tree[campaign.participation.under] {
      // Who is silent does not depend on the time of asking.
      let question = CoverageQuestion(campaign, [occurrence], under: root, at: Timestamp(milliseconds: 0))
      silent = try await coverage(question).first?.silent ?? []
    }
    let requirements = ArchiveRequirements(campaign: campaign, summary: summary, silent: silent)
    draft.missing = requirements.missing(in: draft.items)
    draft.missingInShort = requirements.missing(in: draft.items, naming: 5)
    return draft
  }

  private func addTexts(
    of campaign: Campaign, _ occurrence: Occurrence, _ summary: Summary, _ language: Language,
    to draft: inout ArchiveDraft
  ) {
    if let notice = notice(of: campaign, occurrence, language) {
      draft.add("notice.\(language.rawValue).md", .notice, notice)
    }
    draft.add("summary.\(language.rawValue).txt", .summary, summary.text(language))
    draft.add("summary.\(language.rawValue).csv", .summary, summary.csv(language))
  }

  private func briefs(of summary: Summary, of campaign: Campaign, _ balance: Balance, _ language: Language)
    -> String
  {
    let units = current.now.definitions.shared.tree
    let sessions = Dictionary(balance.sessions.map { ($0.root, $0) }) { first, _ in first }
    return summary.sessions.compactMap { sessions[$0.root] }
      .compactMap { Brief($0, of: campaign, units: units)?.text(language) }.map { $0 + "\n\n" }.joined()
  }

  /// Dated by the day on which the first reminder is due: when the units learn of it. Nil if the workspace has no
  /// template for it, or the year no notice.
  private func notice(of campaign: Campaign, _ occurrence: Occurrence, _ language: Language) -> String? {
    let planner = Planner(shared: current.now.definitions.shared)
    let zone = campaign.schedule.zone
    func midnight(_ day: CivilDate) -> Timestamp { zone.resolve(CivilDateTime(day, .midnight)).instant }
    let window =
      midnight(occurrence.firstDay.adding(days: -120))..<midnight(occurrence.firstDay.adding(days: 1))
    let first = planner.reminders(of: [campaign], over: window).lazy
      .filter { $0.key.occurrence == occurrence.id }.map(\.due).min()
    let day = first.map { zone.local(at: $0).date } ?? occurrence.firstDay
    let notice = try? Notice(of: campaign, in: occurrence.year, planner: planner, language: language, on: day)
    return notice?.rendered(.markdown, by: current.now.definitions.templates).map { $0 + "\n" }
  }

  private func messages(of key: OccurrenceKey) async throws -> [OutboxEntry] {
    try await outbox.entries(OutboxFilter(campaign: key.campaign))
      .filter { $0.key.occurrence == key.occurrence }
      .sorted { ($0.planned.due, $0.key.description) < ($1.planned.due, $1.key.description) }
  }

  /// Whether names of this occurrence were to go by now: then sheets with names are not copied any more.
  private func signInsAreOver(
    _ campaign: Campaign, _ balance: Balance, _ occurrence: Occurrence, _ today: CivilDate
  ) -> Bool {
    guard campaign.privacy.collect == .names else { return false }
    let days = balance.sessions.map {
      PrivacyTerms($0, campaign: campaign, recordedOn: occurrence.lastDay).deleteOn
    }
    return days.max().map { $0 <= today } ?? false
  }

  private func attach(
    _ additions: [ArchiveAddition], to draft: inout ArchiveDraft, signInGone: Bool
  ) throws {
    let folder = "\(workspace.root)/Archive/\(draft.occurrence)"
    let found = try ArchiveAttachments(folder: folder).files().map { path, kind in
      (source: "\(folder)/\(path)", path: "attachments/\(path)", kind: kind)
    }
    let named = additions.map { addition in
      let name = URL(filePath: addition.source).lastPathComponent
      return (
        source: addition.source, path: "attachments/\(addition.kind.rawValue)/\(name)", kind: addition.kind
      )
    }
    for (source, path, kind) in found + named {
      if signInGone, kind == .signin {
        draft.leftOut.append(
          BilingualText(
            zh: "\(path)：签到表已过保存期，没有归档；请销毁",
            en: "\(path): sign-in sheets are past their day and not kept; destroy them"))
      } else {
        draft.attach(source, as: path, kind)
      }
    }
  }
}
