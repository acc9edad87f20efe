import Foundation
import Planning
import Recurrence
import TestSupport
import Testing

/// What is typed wrong in one place doesn't hide what is wrong in others, and no slip is told twice.
@Suite struct MendedFileTests {
  private struct Spot: Hashable {
    let line: Int
    let column: Int
  }

  private func faults(_ text: String) throws -> [Diagnostic] {
    try Fixtures.check(text, name: "spring-visits.yaml").diagnostics
      .filter { $0.file == "Campaigns/spring-visits.yaml" && $0.severity == .error }
  }

  private static func chinese() throws -> String { try Fixtures.text("spring-visits.zh.yaml") }

  @Test func `every colon typed full-width is a fault at its place, and nothing else is`() throws {
    var text = try Self.chinese()
    text.replace(#/(?m)^(\s*(?:- )?[^\s:：#"{]+): ?/#) { "\($0.1)：" }
    text.replace(#/([{,] *[^\s:："{,]+): /#) { "\($0.1)：" }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    var expected: Set<Spot> = []
    for (number, line) in lines.enumerated() {
      // The name's two languages are no keys of Chinese words, and a comment is none at all.
      for (offset, character) in line.prefix(while: { $0 != "#" }).enumerated() where character == "：" {
        expected.insert(Spot(line: number + 1, column: offset + 1))
      }
    }
    let found = try faults(text)
    #expect(Set(found.map { Spot(line: $0.line, column: $0.column) }) == expected)
    #expect(found.allSatisfy { $0.code.rawValue == "E001" && $0.problem.zh.contains("中文冒号") })
    #expect(found.count == expected.count)
  }

  @Test func `columns stay right behind what was mended`() throws {
    let text = try Self.chinese().replacing("类型: visit", with: "类型：visit")
      .replacing("{层级: 县, 属于: gx}", with: "{层级：县, 属于：gxx}")
    let found = try faults(text)
    #expect(found.map(\.problem.zh).last?.contains("gxx") == true)
    for fault in found {
      let line = text.split(separator: "\n", omittingEmptySubsequences: false)[fault.line - 1]
      let marked = line.unicodeScalars.dropFirst(fault.column - 1).prefix(fault.length)
      let shown = String(String.UnicodeScalarView(marked))
      #expect(shown == "：" || shown == "gxx")
    }
    #expect(found.count == 4)
  }

  @Test func `a misspelt key is one fault, whatever it leads to`() throws {
    for text in [try Self.chinese(), try Fixtures.text("workspace/Campaigns/spring-visits.yaml")] {
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      var tried = 0
      for (number, line) in lines.enumerated() {
        guard let match = line.firstMatch(of: #/^(\s*(?:- )?)([^\s:#"{\-]{2,}):/#) else { continue }
        var changed = lines
        // The last letter doubled: near to the word, and to no other.
        changed[number].replaceSubrange(
          match.2.startIndex..<match.2.endIndex, with: "\(match.2)\(match.2.last ?? "x")")
        let found = try faults(changed.joined(separator: "\n"))
        #expect(found.map(\.code.rawValue) == ["E101"], "\(match.2)")
        #expect(found.first?.advice.zh == "改成 \(match.2)")
        tried += 1
      }
      #expect(tried > 10)
    }
  }

  @Test func `ten slips at once are told in the order of the file`() throws {
    let text = try Fixtures.text("faults/campaigns/E001-ten-slips-at-once.yaml")
    let found = try faults(text)
    #expect(found.count == 10)
    #expect(zip(found, found.dropFirst()).allSatisfy { ($0.line, $0.column) < ($1.line, $1.column) })
  }

  @Test(arguments: [7, 8, 9, 10, 11, 12])
  func `whatever is done to a file, every fault points into it, and tells no name of a library`(
    _ seed: UInt64
  ) throws {
    var random = SeededGenerator(seed: seed)
    let texts = [try Self.chinese(), try Fixtures.text("workspace/Campaigns/member-day-529.yaml")]
    let insertions = Array("：，。“”｛｝【】\t\u{3000} :,-{}[]\"'&*!|>#%@`~\n?5％０一\\\r\u{7}".unicodeScalars)
    for round in 0..<40 {
      var scalars = Array(texts[round % texts.count].unicodeScalars)
      for _ in 0...Int.random(in: 0...4, using: &random) {
        let index = Int.random(in: 0..<scalars.count, using: &random)
        switch Int.random(in: 0...3, using: &random) {
        case 0: scalars.remove(at: index)
        case 1: scalars.insert(insertions.randomElement(using: &random) ?? "：", at: index)
        case 2: scalars[index] = insertions.randomElement(using: &random) ?? "，"
        default:
          scalars.removeSubrange(index..<min(scalars.count, index + Int.random(in: 1...30, using: &random)))
        }
      }
      let text = String(String.UnicodeScalarView(scalars))
      let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
      for fault in try faults(text) {
        let isInside =
          fault.line == 0 || fault.line <= lines.count && fault.column <= lines[fault.line - 1].count + 1
        #expect(isInside, "\(fault.line):\(fault.column) \(fault.problem.zh) in \(text)")
        let words = "\(fault.problem.zh)\(fault.problem.en ?? "")\(fault.advice.zh)\(fault.advice.en ?? "")"
        #expect(!words.contains(#/Yams|YamlError|yaml_|mapping values|while (parsing|scanning)|Mustache/#))
      }
    }
  }

  @Test func `more repeated keys than anybody would rename still end in a message`() throws {
    let text = (0..<150).map { "key\($0): 1\nkey\($0): 2\n" }.joined()
    let found = try faults(text)
    #expect(!found.isEmpty && found.allSatisfy { $0.severity == .error })
  }
}
