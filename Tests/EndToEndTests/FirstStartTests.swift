import Foundation
import TestSupport
import Testing

/// Several programs at once in a workspace that has no database yet.
@Suite struct FirstStartTests {
  @Test func `eight first starts at once make one database, and each does its work`() async throws {
    let office = try await SampleOffice()
    let runs = try await withThrowingTaskGroup(of: CommandRun.self) { group in
      for number in 1...8 {
        group.addTask {
          number.isMultiple(of: 2)
            ? try await office.run("session", "list")
            : try await office.run(
              "record", "--unit", "叠彩区", "--date", "8月10日", "--title", "健康讲座", "--attended", "\(number) 人",
              "--another")
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    for run in runs { #expect(run.exitCode == 0, "\(run.errors)") }
    let names = try FileManager.default.contentsOfDirectory(
      atPath: office.root.appending(path: ".campaign").path)
    // The log may stay where the last two end at one moment.
    #expect(names.filter { !$0.hasPrefix("campaign.sqlite-") } == ["campaign.sqlite"])
    let list = try await office.run("session", "list", "--json")
    #expect(list.json.count == 4)
    #expect(try await office.run("verify").exitCode == 0)
  }
}
