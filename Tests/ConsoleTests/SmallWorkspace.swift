import CampaignScheduler
import Foundation
import Logging
import Planning
import Recurrence
import Synchronization
import TestSupport

/// A workspace in a temporary folder with two counties and one campaign, and its database.
final class SmallWorkspace: Sendable {
  let scheduler: Scheduler
  private let scratch: ScratchWorkspace

  init() throws {
    scratch = try ScratchWorkspace(files: [
      "Campaigns/shared/units.csv":
        "id,name,level,parent,aliases,counted,code\ngx,自治区,自治区,,,true,\ndiecai,叠彩区,县,gx,,true,\nqixing,七星区,县,gx,,true,\n",
      "Campaigns/shared/settings.yaml":
        "format: 1\nzone: Asia/Shanghai\nlanguage: zh\nlevels:\n  - {zh: 自治区, en: region}\n  - {zh: 县, en: county}\n",
      "Campaigns/shared/channels.yaml":
        "format: 1\nchannels:\n  hook: {kind: webhook, url_from: \"env:HOOK_URL\", secret_from: \"env:HOOK_SECRET\"}\n",
      "Campaigns/shared/calendar-2026.yaml": "format: 1\nyear: 2026\noff: [\"01-01 to 01-03\"]\n",
      "Campaigns/shared/contacts.csv":
        "unit,role,person,mention,deputy_of\ndiecai,contact,某某某,13800000000,\n",
      "Templates/note.mustache": "{{campaign}}\n\n{{unit}}：{{date}}\n",
      "Campaigns/day.yaml": Self.campaign(day: "2026-05-29"),
    ])
    scheduler = try Scheduler(Workspace(root: scratch.root.path))
  }

  var root: URL { scratch.root }

  /// Moves the campaign's day, and has the scheduler read it.
  func moveDay(to day: String) throws {
    try scratch.write("Campaigns/day.yaml", Self.campaign(day: day))
    _ = try scheduler.reload()
  }

  private static func campaign(day: String) -> String {
    """
    format: 1
    id: day
    name: {zh: 会员日, en: Member day}
    kind: member-day
    when: {once: \(day)}
    who: {units: {level: 县, under: gx}}
    reminders:
      - {id: now, at: "on the day, 09:07", to: county.contact, channel: hook, template: note}
    """
  }
}

let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

/// A client that speaks as it is told, byte for byte, in a thread of its own.
struct RawClient {
  let port: Int

  /// Sends a text and returns all that comes back until the server closes the connection.
  func exchange(_ text: String) async -> String {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        let connection = Self.connected(to: port)
        defer { close(connection) }
        let bytes = Array(text.utf8)
        _ = Foundation.send(connection, bytes, bytes.count, Int32(MSG_NOSIGNAL))
        var answer: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 16_384)
        while case let count = recv(connection, &chunk, chunk.count, 0), count > 0 {
          answer += chunk[..<count]
        }
        continuation.resume(returning: String(decoding: answer, as: UTF8.self))
      }
    }
  }

  /// A whole request, on a connection of its own.
  func request(_ line: String, _ headers: [String] = []) async -> (head: String, body: String) {
    let hosts = headers.contains { $0.hasPrefix("Host:") } ? [] : ["Host: 127.0.0.1:\(port)"]
    let fields = (hosts + headers + ["Connection: close"]).map { $0 + "\r\n" }.joined()
    let answer = await exchange("\(line) HTTP/1.1\r\n\(fields)\r\n")
    guard let end = answer.firstRange(of: "\r\n\r\n") else { return (answer, "") }
    return (String(answer[..<end.lowerBound]), String(answer[end.upperBound...]))
  }

  func get(_ path: String, _ headers: [String] = []) async -> (head: String, body: String) {
    await request("GET \(path)", headers)
  }

  /// A connection on which a part of a request was sent, and which then says nothing more.
  func stalled(after text: String) -> Int32 {
    let connection = Self.connected(to: port)
    let bytes = Array(text.utf8)
    _ = Foundation.send(connection, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    return connection
  }

  private static func connected(to port: Int) -> Int32 {
    let connection = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    _ = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(connection, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    return connection
  }
}
