import ArgumentParser
import CampaignScheduler
import Foundation
import Planning
import Recurrence

struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check campaign files, shared files and templates, all faults at once. 检查全部文件。",
    discussion: "Example 例: campaign check Campaigns/member-day-529.yaml")

  @OptionGroup var options: GlobalOptions
  @Argument(help: "Campaign files; all of the workspace if none is named. 要检查的文件。")
  var paths: [String] = []

  func run() async throws {
    let output = Output(options)
    let workspace = try options.findWorkspace()
    let (definitions, shown, files) = try read(workspace)
    DiagnosticOutput(options: options, workspace: workspace).print(shown)
    if !options.json {
      output.line(DiagnosticPrinter(language: options.language).total(shown, files: files))
      noteCounts(definitions, output)
    }
    if shown.contains(where: { $0.severity == .error }) { throw ExitCode(1) }
  }

  private func noteCounts(_ definitions: Definitions, _ output: Output) {
    let shared = definitions.shared
    output.note(
      "\(definitions.campaigns.count) 个活动，\(shared.tree.units.count) 个单位，\(shared.channels.count) 个渠道",
      "\(definitions.campaigns.count.of("campaign")), \(shared.tree.units.count.of("unit")), \(shared.channels.count.of("channel"))"
    )
    let counts = LevelCounts(shared)
    if !counts.isEmpty { output.note(counts.text(.zh), counts.text(.en)) }
    for gaps in definitions.campaigns.compactMap(PlanGaps.init) {
      output.note(gaps.text(.zh), gaps.text(.en))
    }
    if options.verbose { for campaign in definitions.campaigns { noteBurden(of: campaign, shared, output) } }
  }

  /// What a campaign asks of its units: fields to fill in and messages to read.
  private func noteBurden(of campaign: Campaign, _ shared: SharedDefinitions, _ output: Output) {
    let units = campaign.participation.units(in: shared.tree).count
    let fields = (campaign.report?.ask.count ?? 0) + campaign.parts.map(\.ask.count).reduce(0, +)
    let messages = campaign.reminders.count + campaign.chases.count
    output.note(
      "\(campaign.id)：\(units) 个单位，每个单位填 \(fields) 项，\(messages) 种提醒和催报",
      "\(campaign.id): \(units.of("unit")), \(fields.of("field")) asked of each, \(messages.of("kind")) of messages"
    )
  }

  private func read(_ workspace: Workspace) throws -> (Definitions, [Diagnostic], Int) {
    guard !paths.isEmpty else {
      let definitions = try workspace.definitions()
      return (
        definitions, definitions.everything(from: options.today(definitions)), try workspace.files().count
      )
    }
    let files = try paths.flatMap { try workspace.files(at: $0) }
    let definitions = try workspace.definitions(of: paths)
    let names = Set(files.map(\.path))
    // A fault in what all share spoils every campaign, so it is shown whatever is asked for; one in a template, if a
    // campaign that is asked for can't be used.
    let folders =
      ["Campaigns/shared/"] + (definitions.brokenFiles.isDisjoint(with: names) ? [] : ["Templates/"])
    let shown = definitions.everything(from: options.today(definitions)).filter { fault in
      names.contains(fault.file)
        || (fault.severity == .error && folders.contains { fault.file.hasPrefix($0) })
    }
    return (definitions, shown, files.count)
  }
}
