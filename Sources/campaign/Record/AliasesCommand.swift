import ArgumentParser
import CampaignScheduler
import Ledger
import Planning

struct AliasesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "aliases", abstract: "Other names for units that imports have learned. 导入时记住的单位叫法。",
    discussion: """
      Example 例: campaign aliases
      Example 例: campaign aliases --forget 叠采区
      An import asks once about a name that is nearly a unit's; units.csv has the aliases for good. 导入时问过一次就记住；长期的别名写在 units.csv。
      """)

  @OptionGroup var options: GlobalOptions
  @Option(help: "A word that no longer means its unit. 忘记这个叫法。")
  var forget: String?

  func run() async throws {
    let scheduler = try await options.openScheduler()
    let output = Output(options)
    if let forget {
      guard try await scheduler.ledger.forget(forget) else {
        throw Failure(
          .failed, "没有记住“\(forget)”；campaign aliases 可查看",
          "'\(forget)' is not remembered; see 'campaign aliases'")
      }
      return output.note("已忘记“\(forget)”", "forgot '\(forget)'")
    }
    let tree = scheduler.current.now.definitions.shared.tree
    let aliases = try await scheduler.ledger.aliases()
    output.list(aliases) { alias in
      ["word": .string(alias.word), "unit": .string(alias.unit), "by": .string(alias.by)]
    } cells: { alias in
      [alias.word, tree[alias.unit]?.name ?? alias.unit, alias.unit, alias.by]
    }
    if aliases.isEmpty, !options.json { output.note("还没有记住什么叫法", "nothing is remembered yet") }
  }
}
