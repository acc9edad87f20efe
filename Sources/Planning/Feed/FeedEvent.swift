import Recurrence

/// An event of a feed: what the file says of it, and what is needed to compare it with the next time's.
struct FeedEvent {
  enum Status: String { case confirmed = "CONFIRMED", tentative = "TENTATIVE", cancelled = "CANCELLED" }

  let uid: String
  let row: RowName
  /// The year that its occurrence belongs to.
  let year: Int
  /// From its row's instant to its end.
  let span: Range<Timestamp>
  /// The zone that its times are written in; nil for whole days and UTC.
  let zone: Zone?
  private(set) var status: Status
  private(set) var sequence: Int
  /// When what the file says of it was last changed.
  private(set) var stamp: Timestamp
  /// The other properties, as the file has them.
  let properties: [ContentLine]

  /// This event as the next version of the one of last time: the same if it says the same.
  func following(_ previous: FeedEvent, at now: Timestamp) -> FeedEvent {
    var event = self
    if status == previous.status, properties == previous.properties {
      (event.sequence, event.stamp) = (previous.sequence, previous.stamp)
    } else {
      (event.sequence, event.stamp) = (previous.sequence + 1, now)
    }
    return event
  }

  /// The event called off; itself if it was called off before.
  func cancelled(at now: Timestamp) -> FeedEvent {
    guard status != .cancelled else { return self }
    var event = self
    (event.status, event.sequence, event.stamp) = (.cancelled, sequence + 1, now)
    return event
  }

  var lines: [ContentLine] {
    let stamp = stamp.calendarText
    return [
      ContentLine("BEGIN", "VEVENT"), ContentLine("UID", uid), ContentLine("DTSTAMP", stamp),
      ContentLine("LAST-MODIFIED", stamp), ContentLine("SEQUENCE", String(sequence)),
      ContentLine("STATUS", status.rawValue),
    ] + properties + [ContentLine("END", "VEVENT")]
  }

  /// Properties of our own, by which a file of last time is read without the plan that it came from.
  enum Key {
    static let row = "X-CAMPAIGN-ROW"
    static let year = "X-CAMPAIGN-YEAR"
    static let span = "X-CAMPAIGN-SPAN"
  }
}

extension FeedEvent {
  /// A first version.
  init(uid: String, row: RowName, year: Int, time: EventTime, text: EventText, at now: Timestamp) {
    self.uid = uid
    self.row = row
    self.year = year
    span = time.span
    zone = time.writtenZone
    status = text.status
    sequence = 0
    stamp = now
    properties =
      time.lines + text.lines + [
        .text(Key.row, row.text), ContentLine(Key.year, String(year)),
        ContentLine(Key.span, "\(span.lowerBound.calendarText)/\(span.upperBound.calendarText)"),
      ]
  }
}

// MARK: - Identity

extension FeedEvent {
  /// What a row is, whenever it happens and whatever is written about it.
  struct RowName: Hashable, Comparable {
    let campaign: String
    let occurrence: String
    let unit: String?
    let kind: String
    let part: String?
    let rule: String
    /// For a chase its receiver, else the same as `rule`.
    let id: String

    init(_ row: PlanRow) {
      campaign = row.campaign
      occurrence = row.occurrence
      unit = row.unit
      kind = row.kind.rawValue
      part = row.part
      rule = row.rule
      id = row.id
    }

    /// Reads what ``text`` writes; no id and no receiver has a slash in it.
    init?(_ text: String) {
      let fields = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
      guard fields.count == 7 else { return nil }
      campaign = fields[0]
      occurrence = fields[1]
      unit = fields[2].isEmpty ? nil : fields[2]
      kind = fields[3]
      part = fields[4].isEmpty ? nil : fields[4]
      rule = fields[5]
      id = fields[6]
    }

    /// `member-day-529/2026//chase//chase-1/county.contact`.
    var text: String {
      [campaign, occurrence, unit ?? "", kind, part ?? "", rule, id].joined(separator: "/")
    }

    static func < (left: RowName, right: RowName) -> Bool { left.text < right.text }

    /// A UUID made of the name: RFC 7986 wants UIDs without meaning, and some servers make file names of them.
    ///
    /// Version 8 of RFC 9562, since the bits are a hash of our own.
    /// - Parameters:
    ///   - organisation: Whose workspace it is: two of them may use the same campaign file.
    ///   - repetition: Counted from 0, for rows of the same name.
    func uid(in organisation: String, repetition: Int) -> String {
      func half(_ number: Int64) -> UInt64 {
        var hash = StableHash()
        hash.combine(number)
        for field in [organisation, text] { hash.combine(field) }
        hash.combine(Int64(repetition))
        return hash.value
      }
      let high = half(0) & ~0xF000 | 0x8000
      let low = half(1) & ~(0b11 << 62) | (0b10 << 62)
      let digits = [high, low].map {
        String(repeating: "0", count: $0.leadingZeroBitCount / 4) + String($0, radix: 16)
      }
      .joined()
      var uid = ""
      for (index, digit) in digits.enumerated() {
        if [8, 12, 16, 20].contains(index) { uid.append("-") }
        uid.append(digit)
      }
      return uid
    }
  }
}
