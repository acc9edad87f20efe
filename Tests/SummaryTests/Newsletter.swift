import CampaignScheduler
import Foundation
import Ledger
import Planning
import TestSupport
import Testing

/// The text of a fixture beside this file, or of one that the ledger's tests have.
func fixture(_ name: String, of tests: String = "SummaryTests") throws -> String {
  let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "\(tests)/Fixtures")
  return try String(contentsOf: folder.appending(path: name), encoding: .utf8)
}

let sixKeyTasks = ["宣传教育", "优生优育指导", "生殖健康咨询服务", "计生家庭帮扶", "权益维护", "家庭健康促进"]

/// What the seed newsletter's six briefs leave in the ledger.
func newsletter() throws -> Balance {
  let (balance, unknown) = SessionsFile(
    try fixture("newsletter.yaml", of: "LedgerTests"), file: "newsletter.yaml"
  )
  .preview(units: try smallRegion())
  #expect(unknown == [])
  return balance
}
