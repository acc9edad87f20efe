import Planning
import TestSupport

/// A campaign file that attacks the reader: whatever it is, a message must come soon.
struct HostileFile: Sendable {
  let title: String
  private let make: @Sendable () -> [UInt8]

  /// Made when it is asked for: all of them together are some eighty mebibytes.
  var bytes: [UInt8] { make() }

  private init(_ title: String, _ bytes: @escaping @autoclosure @Sendable () -> [UInt8]) {
    self.title = title
    make = bytes
  }

  /// So many times a text as fill a file of the greatest size there may be.
  private init(_ title: String, full text: String, after head: String = "", before tail: String = "") {
    self.init(title, each: { _ in text }, after: head, before: tail)
  }

  /// The same with a text for each number.
  private init(
    _ title: String, each text: @escaping @Sendable (Int) -> String, after head: String = "",
    before tail: String = ""
  ) {
    self.title = title
    make = {
      var bytes = Array(head.utf8)
      var number = 0
      while true {
        let next = text(number)
        if bytes.count + next.utf8.count + tail.utf8.count > YAMLReader.maximumBytes { break }
        bytes += next.utf8
        number += 1
      }
      return bytes + tail.utf8
    }
  }

  private static let head = "format: 1\nid: demo\nname: demo\nkind: demo\n"
  private static let valid =
    head + "who: {units: {level: county, under: gx}}\nwhen: {every: year, date: \"05-29\"}\n"

  static func all(seed: UInt64) -> [HostileFile] {
    structures + lines + words + references + encodings(seed: seed)
  }

  private static let structures = [
    HostileFile("ten aliases in ten, nine times over", Array(bomb.utf8)),
    HostileFile("10,000 levels of `[`", Array(String(repeating: "[", count: 10_000).utf8)),
    HostileFile("10,000 levels of `{a: `", Array(String(repeating: "{a: ", count: 10_000).utf8)),
    HostileFile(
      "1,400 levels of indentation",
      Array((0..<1400).map { String(repeating: " ", count: $0) + "a:\n" }.joined().utf8)),
    HostileFile("1 MiB of `[`", full: "["), HostileFile("1 MiB of `[]`", full: "[]"),
    HostileFile("1 MiB of `[],` in brackets", full: "[],", after: "a: [", before: "]"),
    HostileFile("1 MiB of `{}`", full: "{}"), HostileFile("1 MiB of `}`", full: "}"),
    HostileFile("1 MiB of `- ` in a line", full: "- "), HostileFile("1 MiB of `-`", full: "-"),
    HostileFile("1 MiB of lines of `-`", full: "-\n"), HostileFile("1 MiB of `? ` in a line", full: "? "),
    HostileFile("1 MiB of lines of `?`", full: "? \n"), HostileFile("1 MiB of `:`", full: ":"),
    HostileFile("1 MiB of `: `", full: ": "), HostileFile("1 MiB of lines of `:`", full: ":\n"),
    HostileFile("1 MiB of lines of `a: `", full: "a: \n"),
    HostileFile("1 MiB of lines of `---`", full: "---\n"), HostileFile("1 MiB of `&a `", full: "&a "),
    HostileFile("1 MiB of `*a `", full: "*a "), HostileFile("1 MiB of `!a `", full: "!a "),
    HostileFile("1 MiB of `&a x,` in brackets", full: "&a x,", after: "a: [", before: "]"),
    HostileFile("1 MiB of `! x,` in brackets", full: "! x,", after: "a: [", before: "]"),
    HostileFile("1 MiB of `{a},` in brackets", full: "{a},", after: "a: [", before: "]"),
    HostileFile("1 MiB of `a: b, ` in braces", full: "a: b, ", after: "a: {", before: "}"),
    HostileFile("1 MiB of `[x]: y, ` in braces", full: "[x]: y, ", after: "a: {", before: "}"),
    HostileFile("1 MiB of lines of `%`", full: "%\n"),
  ]

  private static let lines = [
    HostileFile("1 MiB of a word", full: "a"), HostileFile("1 MiB of words in a line", full: "a "),
    HostileFile("1 MiB of one value", full: "a", after: head + "kind2: "),
    HostileFile("1 MiB of one list in a line", full: "a,", after: valid + "basis: [", before: "]"),
    HostileFile(
      "1 MiB of one mapping in a line", each: { "k\($0): v, " }, after: valid + "x: {", before: "}"),
    HostileFile("1 MiB of spaces", full: " "), HostileFile("1 MiB of tabs", full: "\t"),
    HostileFile("1 MiB of line ends", full: "\n"), HostileFile("1 MiB of carriage returns", full: "\r"),
    HostileFile("1 MiB of `#`", full: "#"), HostileFile("1 MiB of comments", full: "# x\n"),
    HostileFile("1 MiB of comments before faults", full: "# x\n", before: "a\nb: c\n"),
    HostileFile("1 MiB of double quotes", full: "\""), HostileFile("1 MiB of single quotes", full: "'"),
    HostileFile("1 MiB of pairs of quotes in brackets", full: "\"\",", after: "a: [", before: "]"),
    HostileFile("1 MiB in a quote that never ends", full: "a\n", after: "a: \""),
    HostileFile("1 MiB of escapes", full: "\\x41", after: "a: \"", before: "\""),
    HostileFile("1 MiB of Chinese quotes", full: "“”"), HostileFile("1 MiB of lines of `键：值`", full: "键：值\n"),
    HostileFile("1 MiB of `：`", full: "："),
    HostileFile("1 MiB of a block of text", full: "  a\n", after: "a: |\n"),
    HostileFile("1 MiB of backslashes", full: "\\"),
    HostileFile("1 MiB of combining accents", full: "\u{301}", after: "a: e"),
  ]

  private static let words = [
    HostileFile("1 MiB of unknown keys", each: { "k\($0): v\n" }, after: head, before: ""),
    HostileFile("1 MiB of long unknown keys", full: "remindersremindersremindersreminders: v\n", after: head),
    HostileFile(
      "20,000 times one key", Array((head + String(repeating: "kind: demo\n", count: 20_000)).utf8)),
    HostileFile(
      "20,000 keys written twice", Array((head + (0..<40_000).map { "k\($0 % 20_000): v\n" }.joined()).utf8)),
    HostileFile(
      "1 MiB of unknown keys in braces", each: { "{k\($0): v}," }, after: valid + "reminders: [", before: "]"),
    HostileFile("1 MiB of addresses in a line", full: "http://x/ ", after: "# "),
    HostileFile("1 MiB of `http://` in a line", full: "http://", after: "# "),
    HostileFile("1 MiB of one address", full: "hook", after: "# https://x/"),
    HostileFile("1 MiB of secret addresses", full: "# https://x/hook/y\n"),
    HostileFile("1 MiB of secret addresses in a line", full: "https://x/hook/y ", after: "# "),
    HostileFile("1 MiB of `SEC`", full: "SEC", after: "# "),
    HostileFile("a key of 1 MiB", full: "k", before: ": v\n"),
    HostileFile(
      "a date of 1 MiB", full: "9",
      after: head + "who: {units: {level: county, under: gx}}\nwhen: {every: year, date: \"", before: "\"}\n"),
    HostileFile(
      "a time of 1 MiB", full: ", 9",
      after: valid + "reminders: [{id: r, to: county.x, channel: c, template: t, at: \"", before: "\"}]\n"),
    HostileFile("an id of 1 MiB", full: "x", after: "format: 1\nid: "),
    HostileFile(
      "a unit of 1 MiB", full: "x", after: head + "who: {units: {level: county, under: ", before: "}}\n"),
  ]

  private static let references = [
    HostileFile(
      "1 MiB of tasks that wait for the next",
      each: { number in
        "  - {id: t\(number), do: x, owner: county.x, due: 1 day before, needs: [t\(number + 1)]}\n"
      }, after: valid + "tasks:\n", before: ""),
    HostileFile(
      "1 MiB of tasks that wait for nothing known",
      each: { number in
        "  - {id: t\(number), do: x, owner: county.x, due: 1 day before, needs: [u\(number)]}\n"
      }, after: valid + "tasks:\n", before: ""),
    HostileFile(
      "1 MiB of reminders to unknown channels",
      each: { number in
        "  - {id: r\(number), at: on the day, to: county.x, channel: c\(number), template: t}\n"
      }, after: valid + "reminders:\n", before: ""),
    HostileFile(
      "1 MiB of units left out that do not exist", each: { "u\($0), " },
      after: head + "when: {every: year, date: \"05-29\"}\nwho: {units: {level: county, under: gx, except: [",
      before: "]}}\n"),
    HostileFile(
      "1 MiB of years", each: { "  \"\($0)\": {theme: x}\n" }, after: valid + "years:\n", before: ""),
  ]

  private static let bomb =
    "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    + (1...9).map { level in
      let uses = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      return "a\(level): &a\(level) [\(uses)]\n"
    }.joined()

  private static func encodings(seed: UInt64) -> [HostileFile] {
    var random = SeededGenerator(seed: seed)
    let noise = (0..<YAMLReader.maximumBytes).map { _ in UInt8.random(in: 0...255, using: &random) }
    let ascii = noise.map { 32 + $0 % 95 }
    return [
      HostileFile("UTF-8 that ends in the middle", Array("id: 演".utf8.dropLast())),
      HostileFile(
        "1 MiB of UTF-8 with one wrong byte at its end",
        Array(repeating: 0x61, count: 1 << 20).dropLast() + [0xFF]),
      HostileFile("UTF-16", [0xFF, 0xFE] + Array(repeating: [0x61, 0], count: 1 << 18).flatMap { $0 }),
      HostileFile("1 MiB of NUL", Array(repeating: 0, count: 1 << 20)),
      HostileFile("1 MiB of random bytes", noise), HostileFile("1 MiB of random ASCII", ascii),
      HostileFile("2 MiB", Array(repeating: 0x61, count: 1 << 21)),
    ]
  }
}
