import Foundation
import Recurrence

extension PlannedDelivery {
  /// Reads an object of `campaign outbox list --json`. Its `due` is that of the next or the last attempt; `planned` is
  /// what the check needs.
  public init?(listed object: [String: Any]) {
    guard let key = object["key"] as? String, let state = object["state"] as? String,
      let due = (object["planned"] as? String).flatMap(Timestamp.init(iso:))
    else { return nil }
    // What cancelled it is a word for programs; why it was discarded begins with one.
    let words = ["cancelled": "reason", "discarded": "detail"]
    self.init(key: key, due: due, state: state, reason: words[state].flatMap { object[$0] as? String })
  }
}

extension DeliveryArrival {
  /// - Returns: Nil for a request that is no reminder of a `webhook` channel.
  public init?(_ arrival: HookServer.Arrival) {
    guard let body = try? JSONSerialization.jsonObject(with: Data(arrival.body.utf8)) as? [String: Any],
      let data = body["data"] as? [String: Any], let key = data["key"] as? String
    else { return nil }
    self.init(
      key: key, id: arrival.headers["webhook-id"] ?? "", at: arrival.time, isAccepted: arrival.isAccepted)
  }

  /// Reads a line as ``line`` writes it.
  public init?(line object: [String: Any]) {
    guard let key = object["key"] as? String, let at = object["at"] as? Int else { return nil }
    self.init(
      key: key, id: object["id"] as? String ?? "", at: Timestamp(milliseconds: Int64(at)),
      isAccepted: object["accepted"] as? Bool ?? true)
  }

  /// One line of JSON; `at` is milliseconds since 1970.
  public var line: String {
    let quoted = [key, id].map { text in
      "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
    return "{\"at\":\(at.milliseconds),\"key\":\(quoted[0]),\"id\":\(quoted[1]),\"accepted\":\(isAccepted)}"
  }
}

extension FaultSpan {
  /// Reads `from/to/recovery`, instants in ISO 8601 with offset and seconds; `/doubt` may follow.
  public init?(text: String) {
    let parts = text.split(separator: "/").map(String.init)
    guard parts.count == 3 || parts.count == 4 && parts[3] == "doubt",
      let from = Timestamp(iso: parts[0]), let to = Timestamp(iso: parts[1]), let seconds = Double(parts[2])
    else { return nil }
    self.init(from: from, to: to, recovery: .seconds(seconds), leavesDoubt: parts.count == 4)
  }
}
