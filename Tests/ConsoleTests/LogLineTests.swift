import Foundation
import Logging
import Planning
import Recurrence
import Synchronization
import Testing

@testable import Console

@Suite struct LogLineTests {
  private static let clock = ManualClock(now: Timestamp(seconds: 1_780_012_800))

  /// What a logger of that format writes.
  private func lines(
    _ format: LogFormat, forJournal: Bool = false, level: Logger.Level = .notice,
    _ body: (inout Logger) -> Void
  ) throws -> [String] {
    let zone = try Zone("Asia/Shanghai")
    let book = Book()
    var logger = Logger(label: "test") { _ in
      LineLogHandler(format, isForJournal: forJournal, zone: { zone }, clock: Self.clock) { book.add($0) }
    }
    logger.logLevel = level
    body(&logger)
    return book.lines
  }

  @Test(arguments: [
    (LogFormat.text, #"2026-05-29T08:00:00+08:00 notice: planned added=3 file="a b.yaml""#),
    (.logfmt, #"ts=2026-05-29T08:00:00+08:00 level=notice msg=planned added=3 file="a b.yaml""#),
    (
      .json,
      #"{"ts":"2026-05-29T08:00:00+08:00","level":"notice","msg":"planned","added":3,"file":"a b.yaml"}"#
    ),
  ])
  func `an event is one line, its keys in order`(_ format: LogFormat, _ line: String) throws {
    let written = try lines(format) {
      $0.notice("planned", metadata: ["file": "a b.yaml", "added": .stringConvertible(3)])
    }
    #expect(written == [line])
  }

  @Test func `a zone that changes while the log is written shows in the next line`() throws {
    let zones = try ["Asia/Shanghai", "Europe/Berlin"].map { try Zone($0) }
    let current = Mutex(0)
    let book = Book()
    let logger = Logger(label: "test") { _ in
      LineLogHandler(.text, zone: { zones[current.withLock { $0 }] }, clock: Self.clock) { book.add($0) }
    }
    logger.notice("a")
    current.withLock { $0 = 1 }
    logger.notice("b")
    #expect(book.lines == ["2026-05-29T08:00:00+08:00 notice: a", "2026-05-29T02:00:00+02:00 notice: b"])
  }

  @Test func `the journal gets priorities and keeps its own time`() throws {
    let written = try lines(.text, forJournal: true, level: .debug) {
      $0.debug("a")
      $0.info("b")
      $0.notice("c")
      $0.warning("d")
      $0.error("e")
      $0.critical("f")
    }
    #expect(written == ["<7>a", "<6>b", "<5>c", "<4>d", "<3>e", "<2>f"])
  }

  static let hostile = [
    "a\nts=0 level=critical msg=forged", "\u{1B}[2J", "\u{7F}\u{85}\u{9B}31m", "\u{2028}\u{2029}",
    "\u{202E}txt.exe",
    "\r\n", "\"quoted\" \\ back", "", "=", "中文 说明", "\u{0}", "tab\there",
  ]

  @Test(arguments: LogFormat.allCases, hostile)
  func `nothing that is logged can end the line or steer a terminal`(_ format: LogFormat, _ text: String)
    throws
  {
    let written = try lines(format) { $0.error("\(text)", metadata: ["k": "\(text)", "\(text)": "v"]) }
    let line = try #require(written.first)
    #expect(written.count == 1)
    for scalar in line.unicodeScalars {
      #expect(
        scalar.value >= 0x20 && !(0x7F..<0xA0).contains(scalar.value)
          && ![0x2028, 0x2029, 0x202E].contains(scalar.value), "\(scalar.value)")
    }
    guard format == .json else { return }
    let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    #expect(object["msg"] as? String == text)
    #expect(object["k"] as? String == text)
  }

  @Test func `values in logfmt are words or quoted`() throws {
    let written = try lines(.logfmt) {
      $0.notice(
        "m",
        metadata: ["a": "x", "b": "x y", "c": "", "d": "q\"q", "e": "k=v", "f": "back\\slash", "g": "第1县"])
    }
    #expect(
      written == [
        #"ts=2026-05-29T08:00:00+08:00 level=notice msg=m a=x b="x y" c="" d="q\"q" e="k=v" f="back\\slash" g=第1县"#
      ])
  }

  @Test func `a key that is ours or no word is marked`() throws {
    let written = try lines(.logfmt) {
      $0.notice("m", metadata: ["msg": "1", "two words": "2", "level": "3"])
    }
    #expect(written == ["ts=2026-05-29T08:00:00+08:00 level=notice msg=m level_=3 msg_=1 two_words=2"])
  }

  @Test func `a logger's own metadata is there, and the event's goes before it`() throws {
    let written = try lines(.logfmt) {
      $0[metadataKey: "a"] = "1"
      $0[metadataKey: "b"] = "1"
      $0.notice("m", metadata: ["b": "2"])
    }
    #expect(written == ["ts=2026-05-29T08:00:00+08:00 level=notice msg=m a=1 b=2"])
  }

  @Test func `what is below the level is not written`() throws {
    #expect(try lines(.text, level: .error) { $0.warning("w") }.isEmpty)
  }
}

private final class Book: Sendable {
  private let written = Mutex<[String]>([])
  var lines: [String] { written.withLock { $0 } }
  func add(_ line: String) { written.withLock { $0.append(line) } }
}
