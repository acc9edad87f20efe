import Planning
import Recurrence

/// A question to the engine, in text.
struct RecurrenceQuery {
  let start: String
  let zone: String
  let rules: [String]
  let additions: [String]
  let exceptions: [String]
  /// Two local times: from, and before.
  let window: [String]?
  let mode: RecurrenceParsingMode
  let policies: RecurrencePolicies

  /// The set, the zone in which it is read and printed, and what lenient reading took.
  func set() throws -> (set: RecurrenceSet, zone: Zone, notes: [RecurrenceNote]) {
    let (begin, zone) = try origin()
    let parsed = try rules.map { try RecurrenceRule.parse($0, mode: mode) }
    let set = try RecurrenceSet(
      start: begin, rules: parsed.map(\.rule),
      additions: try additions.map(moment), exceptions: try exceptions.map(moment), policies: policies,
      mode: mode)
    return (set, zone, parsed.flatMap(\.notes) + set.notes)
  }

  /// The instants of the window; all there are without one.
  func range(_ zone: Zone) throws -> Range<Timestamp> {
    guard let window else { return Timestamp(milliseconds: .min)..<Timestamp(milliseconds: .max) }
    let from = zone.resolve(try local(window[0])).instant
    let to = zone.resolve(try local(window[1])).instant
    guard from <= to else {
      throw Failure(
        .failed, "时间段前后颠倒；先写开始，再写结束", "the window ends before it begins; write its beginning first")
    }
    return from..<to
  }

  private func origin() throws -> (RecurrenceStart, Zone) {
    let named = zone == "floating" || zone == "UTC" ? Zone.utc : try Zone(zone)
    if let day = CivilDate(iso: start) { return (.date(day), named) }
    let time = try local(start)
    switch zone {
    case "floating": return (.floating(time), named)
    case "UTC": return (.utc(time), named)
    default: return (.zoned(time, named), named)
    }
  }

  private func moment(_ text: String) throws -> RecurrenceSet.Moment {
    if let instant = Timestamp(iso: text) { return .instant(instant) }
    if text.hasSuffix("Z"), let utc = CivilDateTime(basic: text.dropLast()) {
      return .instant(Zone.utc.resolve(utc).instant)
    }
    // A day alone means the occurrence of that day.
    if let day = CivilDate(iso: text) { return .local(CivilDateTime(day, try local(start).time)) }
    return .local(try local(text))
  }

  private func local(_ text: String) throws -> CivilDateTime {
    if let time = CivilDateTime(iso: text) ?? CivilDateTime(basic: text) { return time }
    if let day = CivilDate(iso: text) ?? CivilDate(basic: text) { return CivilDateTime(day, .midnight) }
    throw Failure(
      .failed, "“\(text)”不是存在的当地时间；请写 2026-05-29T09:00，年份 0001 到 9999",
      "'\(text)' is no local time that exists; write 2026-05-29T09:00, years 0001 to 9999")
  }
}
