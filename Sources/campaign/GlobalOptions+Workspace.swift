import CampaignScheduler
import Foundation
import Outbox
import Planning
import Recurrence

/// What several commands do first with the workspace.
extension GlobalOptions {
  /// The workspace and its files, with a remark if some are left out.
  func readWorkspace(notingTo output: Output) throws -> (Workspace, Definitions) {
    let workspace = try findWorkspace()
    let definitions = try workspace.definitions()
    if definitions.hasErrors {
      output.note(
        "有的文件有错误，没有采用；请运行 campaign check", "some files have errors and are left out; run 'campaign check'")
    }
    return (workspace, definitions)
  }

  /// The database's path, without opening it.
  func databasePath() throws -> String { try database ?? findWorkspace().databasePath }

  /// Nil without a database: looking at things makes no file.
  func schedulerIfThere(_ workspace: Workspace, _ definitions: Definitions) throws -> Scheduler? {
    let path = database ?? workspace.databasePath
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    return Scheduler(
      workspace: workspace, definitions: definitions, pool: try DatabaseFile.openAsFarAsPossible(path))
  }

  /// Nil without a database.
  func outboxIfThere() throws -> OutboxStore? {
    let path = try databasePath()
    return FileManager.default.fileExists(atPath: path)
      ? OutboxStore(try DatabaseFile.openAsFarAsPossible(path)) : nil
  }

  func today(_ scheduler: Scheduler) -> CivilDate { today(scheduler.current.now.definitions) }

  func today(_ definitions: Definitions) -> CivilDate {
    definitions.shared.zone.local(at: clock.now).date
  }
}
