import ArgumentParser
import CampaignScheduler
import Ledger
import Planning

struct TestCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Run the tests that campaign files hold (tests:), on a simulated clock. 运行活动文件里的测试。",
    discussion: "Example 例: campaign test Campaigns/member-day-925.yaml")

  @OptionGroup var options: GlobalOptions
  @Argument(help: "Campaign files; all of the workspace if none is named. 要测试的文件。")
  var paths: [String] = []

  func run() async throws {
    let output = Output(options)
    let workspace = try options.findWorkspace()
    let definitions = try workspace.definitions(of: paths)
    if definitions.hasErrors {
      output.note(
        "有的文件有错误，没有测试；请运行 campaign check", "some files have errors and are not tested; run 'campaign check'")
    }
    let run = CampaignTestRun(workspace: workspace, definitions: definitions, logger: options.logger())
    var counts = (passed: 0, failed: 0)
    for campaign in definitions.campaigns {
      for test in campaign.tests {
        let failure = try await failure(of: test, campaign, run)
        if failure == nil { counts.passed += 1 } else { counts.failed += 1 }
        print(test, campaign, failure, output)
      }
    }
    let total = counts.passed + counts.failed
    output.note(
      total == 0 ? "这些文件里没有 tests（测试）" : "\(total) 项测试：\(counts.passed) 项通过，\(counts.failed) 项未通过",
      total == 0
        ? "these files hold no tests" : "\(total) tests: \(counts.passed) passed, \(counts.failed) failed")
    if counts.failed > 0 || definitions.hasErrors { throw ExitCode(1) }
  }

  private func failure(of test: CampaignTest, _ campaign: Campaign, _ run: CampaignTestRun) async throws
    -> String?
  {
    do {
      return try await run.run(test, of: campaign).failure?.text(options.language)
    } catch let fault as LedgerFault {
      return fault.text(options.language)
    }
  }

  private func print(_ test: CampaignTest, _ campaign: Campaign, _ failure: String?, _ output: Output) {
    if options.json {
      output.line([
        "file": .string(campaign.file), "test": .string(test.name), "passed": .bool(failure == nil),
        "detail": .optional(failure),
      ])
    } else {
      let mark = failure == nil ? "✓" : "✗"
      output.line("\(mark) \(campaign.file): \(test.name)" + (failure.map { "\n    \($0)" } ?? ""))
    }
  }
}
