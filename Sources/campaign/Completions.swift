import ArgumentParser
import CampaignScheduler
import Foundation
import Planning

/// What a shell offers behind an option: the ids of the workspace at hand.
extension CompletionKind {
  static let campaigns = custom { _, _, _ in definitions?.campaigns.map(\.id) ?? [] }
  static let units = custom { _, _, _ in definitions?.shared.tree.units.map(\.id) ?? [] }
  static let channels = custom { _, _, _ in definitions?.shared.channels.keys.sorted() ?? [] }

  private static var definitions: Definitions? {
    try? Workspace.nearest(to: FileManager.default.currentDirectoryPath).definitions()
  }
}
