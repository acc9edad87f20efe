import Recurrence

extension Campaign {
  /// The moments of a recurrence rule, with the ids of their occurrences.
  func ruleMoments(in days: Range<CivilDate>) -> [(id: String, local: CivilDateTime)] {
    guard case .recurring(let rule, let start) = schedule.rule else { return [] }
    let first = start ?? CivilDateTime(days.lowerBound, .midnight)
    // The reader has refused rules that make no set with their start, so this does not fail here.
    guard let set = try? RecurrenceSet(start: .floating(first), rules: [rule], mode: .lenient) else {
      return []
    }
    func midnight(_ day: CivilDate) -> Timestamp {
      Timestamp(seconds: CivilDateTime(day, .midnight).wallSeconds)
    }
    let locals = set.occurrences(within: midnight(days.lowerBound)..<midnight(days.upperBound)).map(\.local)
    let perDay = Dictionary(grouping: locals, by: \.date).mapValues(\.count)
    return locals.map { ((perDay[$0.date] ?? 1) > 1 ? "\($0)" : "\($0.date)", $0) }
  }
}
