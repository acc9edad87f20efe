import Recurrence

/// A VTIMEZONE (RFC 5545 3.6.5) for a span of instants: each change of the clock written out, none predicted by a rule, so
/// that it is right for zones whose changes follow no rule of the calendar, such as Morocco's around Ramadan.
struct ZoneComponent {
  let zone: Zone
  /// What is to be converted; the component speaks of nothing after it.
  let span: Range<Timestamp>

  /// A year and a little, so that the last change before the span is seen wherever clocks change every year.
  private static let lead = Duration.seconds(400 * 86_400)

  var lines: [ContentLine] {
    let end = max(span.upperBound, span.lowerBound.advanced(by: .seconds(1)))
    let changes = zone.changes(in: span.lowerBound.advanced(by: .zero - Self.lead)..<end)
    var lines = [ContentLine("BEGIN", "VTIMEZONE"), ContentLine("TZID", zone.identifier)]
    if changes.first.map({ $0.instant > span.lowerBound }) ?? true {
      lines += observance("STANDARD", from: epoch, before: offset, after: offset)
    }
    for change in changes {
      let local = CivilDateTime(
        wallSeconds: Zone.utc.local(at: change.instant).wallSeconds + Int64(change.before))
      lines += observance(
        change.isDaylight ? "DAYLIGHT" : "STANDARD", from: local, before: change.before, after: change.after)
    }
    return lines + [ContentLine("END", "VTIMEZONE")]
  }

  /// The offset that holds when the span begins.
  private var offset: Int { zone.offset(at: span.lowerBound) }

  /// The start of an observance that has been going on: usually 1970, as most programs write it.
  private var epoch: CivilDateTime {
    let year = min(1970, zone.local(at: span.lowerBound).date.year - 1)
    return CivilDateTime(CivilDate(year: year, month: 1, day: 1) ?? .min, .midnight)
  }

  private func observance(_ name: String, from local: CivilDateTime, before: Int, after: Int) -> [ContentLine]
  {
    [
      ContentLine("BEGIN", name), ContentLine("DTSTART", local.calendarText),
      ContentLine("TZOFFSETFROM", Self.offsetText(before)), ContentLine("TZOFFSETTO", Self.offsetText(after)),
      // As the zone database itself names offsets without a settled abbreviation: CST would name several zones.
      ContentLine("TZNAME", Self.nameText(after)), ContentLine("END", name),
    ]
  }

  /// `+0800`, `-0330`; with seconds for the offsets of long ago.
  private static func offsetText(_ offset: Int) -> String {
    let clock = CivilTime(secondsOfDay: Int32(abs(offset)))
    return (offset < 0 ? "-" : "+") + clock.description.replacing(":", with: "")
  }

  /// `+08`, `-0330`.
  private static func nameText(_ offset: Int) -> String {
    let text = offsetText(offset)
    return text.count == 5 && text.hasSuffix("00") ? String(text.dropLast(2)) : text
  }
}
