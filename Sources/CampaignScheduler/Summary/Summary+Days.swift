import Ledger
import Recurrence

extension Summary {
  /// Sessions by the first day they may have been on, whether it is known exactly or not; those without a day last.
  var inOrderOfDays: [SessionFacts] {
    sessions.enumerated().map { index, session in
      let first = session.date.precision == .none ? nil : session.date.first
      return (first ?? .max, session.date.last ?? .max, index, session)
    }.sorted { ($0.0, $0.1, $0.2) < ($1.0, $1.1, $1.2) }.map(\.3)
  }
}
