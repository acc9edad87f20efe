import Foundation
import Planning
import Recurrence
import TestSupport
import Testing

@testable import Ledger

/// Files that mean harm, are damaged, or are no table: a message for a clerk, in bounded time and memory.
@Suite(.serialized) struct HostileTableTests {
  static let refused = [
    ("spaces.xlsx", "压缩炸弹"), ("many-parts.xlsx", "部分"), ("twice.xlsx", "损坏"), ("laughs.xlsx", "损坏"),
    ("deep.xlsx", "损坏"),
    ("far.xlsx", "损坏"), ("half.xlsx", "损坏"), ("locked.xlsx", "密码"), ("password.xlsx", "密码"),
    ("old.xls", "另存为 .xlsx"), ("web.xls", "网页"), ("web-16.xls", "网页"),
    ("scan.pdf", "PDF"), ("photo.jpg", "图片"), ("bytes.csv", "另存为"), ("empty.csv", "空的"),
    ("words.csv", "没有找到表头"),
    ("ods.xlsx", ".ods"),
  ]

  @Test func `what is no sound table is refused with what to do, and nothing is entered`() async throws {
    try await ImportFiles.withFolder { folder in
      try await ImportFiles.run("hostile.py", in: folder)
      for (name, word) in Self.refused {
        let fault = #expect(throws: TableFault.self, "\(name)") {
          var walk = TableWalk(try TableFile(path: folder.appending(path: name).path, sheet: nil))
          while try walk.next() != nil {}
        }
        #expect(fault?.reason.zh.contains(word) == true, "\(name): \(fault?.reason.zh ?? "-")")
        #expect(fault?.reason.en?.isEmpty == false)
      }
      try await withLedger { store, _ in
        var options = TableOptions()
        options.dryRun = true
        for name in ["fine.xlsx", "nested.xlsx", "outside.xlsx"] {
          let report = try await store.importTable(folder.appending(path: name).path, options)
          #expect(report.persons == .exact(2), "\(name)")
        }
        let formulas = try await store.importTable(folder.appending(path: "formula.xlsx").path, options)
        #expect(formulas.rows.map(\.result) == [.ok, .refused, .ok, .refused, .refused])
        #expect(formulas.rows.map(\.cell) == [nil, "B3", nil, "B5", "A6"])
        #expect(formulas.persons == .exact(5))
        let merged = try await store.importTable(folder.appending(path: "merged.xlsx").path, options)
        #expect(merged.rows.map(\.result) == [.ok, .question, .ok])
        #expect(merged.persons == .exact(3))
        let leap = try await store.importTable(folder.appending(path: "leap.xlsx").path, options)
        #expect(leap.rows.map(\.cell) == ["B2"])
      }
      #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "../outside.txt").path))
    }
  }

  /// Bytes of good files, changed at random: the readers end with rows or with a message.
  @Test(arguments: [
    "signin.xlsx", "random-1900.xlsx", "signin-gb18030.csv", "random-utf-16.csv", "random-utf-8.csv",
  ])
  func `damaged files never end in a crash`(_ name: String) async throws {
    var generator = SeededGenerator(seed: 629)
    let whole = [UInt8](try Data(contentsOf: ImportFiles.folder.appending(path: name)))
    try await ImportFiles.withFolder { folder in
      let file = folder.appending(path: name)
      for _ in 0..<150 {
        var bytes = whole
        for _ in 0..<Int.random(in: 1...12, using: &generator) {
          let place = Int.random(in: bytes.indices, using: &generator)
          switch Int.random(in: 0..<4, using: &generator) {
          case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
          case 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
          case 2:
            bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...40, using: &generator)))
          default: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 9)], at: place)
          }
        }
        try Data(bytes).write(to: file)
        do throws(TableFault) {
          if let text = try ChainSource.text(file.path) { _ = ChainText(text) }
          var walk = TableWalk(try TableFile(path: file.path, sheet: nil))
          var sheet = SignInSheet(walk.header)
          var reader = SignInReader(walk.header)
          while let step = try walk.next() {
            let read = reader.reading([step])
            reader = read.reader
            sheet.take(step, read.rows[0])
          }
        } catch {
          #expect(!error.reason.zh.isEmpty)
        }
      }
    }
  }
}
