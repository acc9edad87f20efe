import ArgumentParser
import CampaignScheduler
import Foundation
import Ledger
import Planning
import Recurrence

/// Takes a table or a 接龙 in: finds what it needs of the workspace, asks about names of units, writes what was set apart.
struct TableImporter {
  let options: GlobalOptions
  let scheduler: Scheduler
  let path: String
  let settings: TableOptions
  let answers: UnitAnswers
  /// The reason written down with rows of an occurrence whose time is over.
  let mark: @Sendable (OccurrenceKey) -> String?

  /// Whether a file is one for this, by its name: all but those of text formats that hold more than a table.
  static func takes(_ path: String) -> Bool {
    let ending =
      (path.split(separator: "/").last ?? "").split(separator: ".").dropFirst().last?.lowercased() ?? ""
    return !["yaml", "yml", "json", "jsonl", "ndjson"].contains(ending)
  }

  func run() async throws -> ImportReport {
    let file = URL(filePath: path).standardizedFileURL.path
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: file, isDirectory: &isFolder), !isFolder.boolValue,
      FileManager.default.isReadableFile(atPath: file)
    else { throw WorkspaceFault.unreadable(path) }
    try await answers.remember()
    do {
      let report = try await answered(file)
      if !settings.dryRun, let rows = report.table?.setApart { try write(rows, beside: file) }
      if let lines = report.table?.leftInPlace, !lines.isEmpty { askToMend(lines) }
      return report
    } catch let fault as TableFault {
      throw Failure(.failed) { "\(path)\($0("：", ": "))\(fault.reason.text($0))" }
    }
  }

  /// The report, after questions about units were asked where somebody can answer.
  private func answered(_ file: String) async throws -> ImportReport {
    if answers.isAsking {
      var dry = settings
      dry.dryRun = true
      let preview = try await report(file, dry)
      for word in preview.table?.unknownUnits ?? [] { try await answers.ask(word) }
    }
    return try await report(file, settings)
  }

  private func report(_ file: String, _ settings: TableOptions) async throws -> ImportReport {
    try await scheduler.ledger.importTable(
      at: file, try context(), settings, by: options.author, at: options.clock.now)
  }

  // MARK: The workspace

  private func context() throws -> TableContext {
    var context = Self.context(
      scheduler, options, remembered: try answers.given(), isLate: settings.lateReason != nil)
    context.mark = mark
    return context
  }

  /// What an import needs to know of the workspace.
  ///
  /// - `isLate`: Whether somebody says why days outside an edition's belong to it all the same.
  static func context(
    _ scheduler: Scheduler, _ options: GlobalOptions, remembered: [String: String] = [:], isLate: Bool = false
  ) -> TableContext {
    let state = scheduler.current.now
    let shared = state.definitions.shared
    let planner = Planner(shared: shared)
    let names = CampaignNames(state.campaigns)
    var context = TableContext(
      units: shared.tree, remembered: remembered, today: shared.zone.local(at: options.clock.now).date,
      keyTasks: shared.keyTasks.map(\.zh)
    ) { word, date in
      switch names.meaning(of: word) {
      case .called(let campaign):
        let answer = planner.answer(campaign, date)
        if isLate, case .outside(let key, _) = answer { return .found(key) }
        return answer
      case .named(let campaign):
        // “5·29”会员活动日义诊 is a session of the campaign, if the day is one of its days; somebody should look.
        guard case .found(let key) = planner.answer(campaign, date) else { return .noCampaign }
        return .supposed(key, campaign: campaign.name.zh)
      case nil: return .noCampaign
      }
    }
    context.policy = scheduler.goodsPolicy
    context.campaigns = state.campaigns.map(\.id)
    context.things = Set(state.campaigns.flatMap { $0.materials.map(\.name) })
    context.isEdition = { key in
      state.campaign(key.campaign).map { planner.occurrence(key.occurrence, of: $0) != nil } ?? true
    }
    return context
  }

  // MARK: What was set apart

  private func write(_ rows: TableReport.SetApart, beside file: String) throws {
    let stem = (file as NSString).deletingPathExtension
    let bare = stem.replacing(#/-待改(-\d+)?$/#, with: "")
    var path = "\(bare)-待改.csv"
    var number = 2
    while let there = FileManager.default.contents(atPath: path) {
      // The same table imported again leaves the same rows.
      if there == Data(rows.text.utf8) { return note(rows, path) }
      path = "\(bare)-待改-\(number).csv"
      number += 1
    }
    do {
      try Data(rows.text.utf8).write(to: URL(filePath: path), options: .withoutOverwriting)
    } catch {
      throw Failure(
        .inputOutput, "好的行已入账，但写不了 \(path)；请换个可写的文件夹再导入一次（不会重复登记）",
        "the good rows are entered, but \(path) can't be written; import again from a folder that can be written (nothing is entered twice)"
      )
    }
    note(rows, path)
  }

  /// Rows that may hold names or phones are written into no other file.
  private func askToMend(_ lines: [Int]) {
    let shown = (path as NSString).lastPathComponent
    let list = lines.prefix(Self.listed).map(String.init)
    let rest = lines.count - list.count
    Output(options).note(
      "请直接在 \(shown) 里改第 \(list.joined(separator: "、")) 行\(rest > 0 ? "等 \(lines.count) 行" : "")（原因见各行），再导入一次（已入账的不会重复）",
      "mend row\(lines.count == 1 ? "" : "s") \(list.joined(separator: ", "))\(rest > 0 ? " and \(rest) more" : "") in \(shown) itself, each says why, and import it again (nothing is entered twice)"
    )
  }

  private static let listed = 20

  private func note(_ rows: TableReport.SetApart, _ path: String) {
    let shown = (path as NSString).lastPathComponent
    Output(options).note(
      "未收的 \(rows.rows) 行写在 \(shown)；改好后再导入这个文件",
      rows.rows == 1
        ? "the refused row is in \(shown); mend and import that file"
        : "the \(rows.rows) refused rows are in \(shown); mend and import that file")
  }
}

extension Planner {
  /// The edition of a campaign that a session on a day belongs to.
  fileprivate func answer(_ campaign: Campaign, _ date: SessionDate) -> TableContext.OccurrenceAnswer {
    guard let first = date.first, let last = date.last else {
      return .refused(
        BilingualText(zh: "没写日期，不知道是\(campaign.name.zh)哪一届", en: "without a date its edition is unknown"))
    }
    let near = campaign.occurrences(
      in: first.adding(days: -200)..<first.adding(days: 200), workdays: shared.workdays)
    guard
      let edition = near.min(by: { abs($0.firstDay.days(since: first)) < abs($1.firstDay.days(since: first)) }
      )
    else {
      return .refused(
        BilingualText(
          zh: "\(first) 前后没有\(campaign.name.zh)的届次", en: "no edition of \(campaign.id) is near \(first)"))
    }
    let window = campaign.schedule.window
    // Without a window a unit may hold it later as it likes, but hardly weeks before.
    let from = edition.firstDay.adding(days: -(window?.before ?? 31))
    let to = edition.lastDay.adding(days: window?.after ?? 200)
    let key = OccurrenceKey(campaign: campaign.id, occurrence: edition.id)
    guard last >= from, first <= to else {
      let days = first == last ? "\(first)" : "\(first)—\(last)"
      return .outside(
        key,
        BilingualText(
          zh:
            "\(days) 不在\(campaign.name.zh) \(edition.id) 的可选日期 \(from) 至 \(to) 之内",
          en:
            "\(days) is outside the days of \(campaign.id) \(edition.id), \(from) to \(to)"
        ))
    }
    return .found(key)
  }
}
