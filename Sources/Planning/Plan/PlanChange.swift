public import Recurrence

/// How a row of a plan differs from an older plan.
public struct PlanChange: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable { case moved, added, removed }

  public let kind: Kind
  /// As it is now; as it was, if it was removed.
  public let row: PlanRow
  /// When it was to happen; nil for a row that was added.
  public let was: CivilDateTime?

  /// What has moved, come and gone between two plans, by the time at which it happens or would have happened.
  public static func changes(from old: [PlanRow], to new: [PlanRow]) -> [PlanChange] {
    var before = Dictionary(grouping: old, by: Identity.init)
    var changes: [PlanChange] = []
    for row in new {
      let identity = Identity(row)
      guard let match = before[identity]?.first else {
        changes.append(PlanChange(kind: .added, row: row, was: nil))
        continue
      }
      before[identity]?.removeFirst()
      if match.local != row.local || match.through != row.through {
        changes.append(PlanChange(kind: .moved, row: row, was: match.local))
      }
    }
    for row in before.values.joined() {
      changes.append(PlanChange(kind: .removed, row: row, was: row.local))
    }
    return changes.sorted {
      ($0.row.at, $0.row.campaign, $0.row.id, $0.row.part ?? "")
        < ($1.row.at, $1.row.campaign, $1.row.id, $1.row.part ?? "")
    }
  }

  /// What a row is, whenever it happens.
  private struct Identity: Hashable {
    let kind: PlanRow.Kind
    let campaign: String
    let occurrence: String
    let id: String
    let part: String?
    let unit: String?

    init(_ row: PlanRow) {
      (kind, campaign, occurrence) = (row.kind, row.campaign, row.occurrence)
      (id, part, unit) = (row.id, row.part, row.unit)
    }
  }
}

extension Planner {
  /// The planner of a workspace that has seen no notice of rest days: by the law's festivals alone.
  public var beforeAnyNotice: Planner {
    var shared = shared
    shared.workdays = .provisional
    return Planner(shared: shared, sessionDays: sessionDays)
  }
}
