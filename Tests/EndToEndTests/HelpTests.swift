import ArgumentParser
import Foundation
import TestSupport
import Testing

@testable import campaign

/// Help is where most people learn a command: every one shows a line that can be typed.
@Suite struct HelpTests {
  /// Every command of the program as the words that call it, groups included.
  static let commands: [[String]] = paths(Program.self, []).map(\.path)

  private static func paths(_ command: any ParsableCommand.Type, _ path: [String]) -> [(
    path: [String], configuration: CommandConfiguration
  )] {
    [(path, command.configuration)]
      + command.configuration.subcommands.flatMap { paths($0, path + [$0.configuration.commandName ?? ""]) }
  }

  @Test func `all commands are looked at`() {
    #expect(Self.commands.count > 35)
    #expect(Self.commands.contains(["session", "move"]))
    #expect(!Self.commands.joined().contains(""))
  }

  @Test(arguments: commands)
  func `help shows an example in both its forms`(_ path: [String]) async throws {
    for arguments in [path + ["--help"], ["help"] + path] {
      let run = try await CommandRun.run(arguments, in: ScratchWorkspace.repository)
      #expect(run.exitCode == 0, "\(arguments): \(run.errors)")
      #expect(run.output.contains("Example"), "\(arguments)")
    }
  }

  @Test(arguments: [["--lang", "zh", "--help"], ["--help", "--lang=zh"], ["--json", "-h"]])
  func `global options beside it don't change what help is of`(_ options: [String]) async throws {
    let all = try await CommandRun.run(options, in: ScratchWorkspace.repository)
    #expect(all.exitCode == 0)
    #expect(all.output.contains("SUBCOMMANDS:") && all.output.contains("  record "), "\(all.output)")
    let group = try await CommandRun.run(["stock"] + options, in: ScratchWorkspace.repository)
    #expect(
      group.output.contains("SUBCOMMANDS:") && group.output.contains("  bring-back "), "\(group.output)")
    let one = try await CommandRun.run(["stock", "give"] + options, in: ScratchWorkspace.repository)
    #expect(one.output.contains("USAGE: campaign stock give"))
  }

  /// A group's example may be one of its subcommands, and the hidden command is called by no name at all.
  @Test(arguments: commands)
  func `the example of a command calls it and can be typed`(_ path: [String]) throws {
    let configuration = try #require(Self.paths(Program.self, []).first { $0.path == path }).configuration
    let examples = configuration.discussion.split(separator: "\n").compactMap { line in
      line.firstMatch(of: #/^(?:Example 例: | +)campaign ?(.*?)(?: [;<>|] |   |$)/#).map {
        Self.words(String($0.1))
      }
    }
    #expect(!examples.isEmpty, "\(configuration.discussion)")
    for words in examples {
      #expect(path == ["next"] || words.starts(with: path), "\(words)")
      #expect(throws: Never.self, "\(words)") { _ = try Program.parseAsRoot(words) }
    }
  }

  /// As a shell splits them, as far as the examples need it.
  private static func words(_ line: String) -> [String] {
    var words: [String] = []
    var isQuoted = false
    var word: String?
    for character in line {
      switch character {
      case "\"":
        isQuoted.toggle()
        word = word ?? ""
      case " " where !isQuoted:
        if let done = word { words.append(done) }
        word = nil
      default: word = (word ?? "") + String(character)
      }
    }
    return words + (word.map { [$0] } ?? [])
  }
}
