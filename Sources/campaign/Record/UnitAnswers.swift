import CampaignScheduler
import Foundation
import Ledger
import Planning

/// What words for units in a file mean, as far as somebody says so: asked, remembered and told.
struct UnitAnswers {
  let options: GlobalOptions
  let scheduler: Scheduler
  /// `叠采区=叠彩区`: what the words of the file mean.
  let words: [String]
  /// Takes the nearest unit for a word where there is only one.
  let assumesYes: Bool
  let isDryRun: Bool

  /// Whether unknown words are to be asked about before anything is entered.
  var isAsking: Bool {
    let isAnswered = isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1 && !options.json
    return !isDryRun && (assumesYes || isAnswered)
  }

  private var definitions: Definitions { scheduler.current.now.definitions }

  /// The ids of units by the words that were given with the command.
  ///
  /// - Throws: ``Failure`` for what is no word and unit.
  func given() throws -> [String: String] {
    try Dictionary(pairs().map { ($0.word, $0.unit.id) }) { $1 }
  }

  private func pairs() throws -> [(word: String, unit: Planning.Unit)] {
    try words.map { answer in
      let parts = answer.split(separator: "=", maxSplits: 1).map { String($0) }
      guard parts.count == 2, let unit = try definitions.unit(named: parts[1]) else {
        throw Failure(
          .usage, "--unit-is 写成“文件里的名称=单位”，例如 --unit-is 叠采区=叠彩区",
          "--unit-is takes the file's word and a unit: 叠采区=叠彩区")
      }
      return (parts[0], unit)
    }
  }

  /// Remembers what was given with the command, unless nothing is to be entered.
  func remember() async throws {
    for (word, unit) in try pairs() { try await remember(word, unit) }
  }

  func ask(_ unknown: TableReport.UnknownUnit) async throws {
    let near = unknown.nearest.compactMap { definitions.shared.tree.units(named: $0).first }
    guard let first = near.first else { return }
    if assumesYes {
      if near.count == 1 { try await remember(unknown.word, first) }
      return
    }
    for unit in near {
      Output.prompt(
        options.language(
          "“\(unknown.word)”是不是\(unit.name)？[y/N] ", "does '\(unknown.word)' mean \(unit.name)? [y/N] "))
      guard let line = readLine()?.lowercased() else { return }
      if ["y", "yes", "是", "对"].contains(line) { return try await remember(unknown.word, unit) }
    }
  }

  /// Says how the words that nobody knew can be told, where a unit is near.
  func remark(on unknown: [TableReport.UnknownUnit]) {
    guard let word = unknown.first(where: { !$0.nearest.isEmpty }), let near = word.nearest.first else {
      return
    }
    Output(options).note(
      "单位叫法不同的，导入时加 --unit-is \(word.word)=\(near)（会记住），或加 --yes 按最近的算",
      "for another word for a unit import with --unit-is \(word.word)=\(near), which is remembered, or with --yes for the nearest"
    )
  }

  private func remember(_ word: String, _ unit: Planning.Unit) async throws {
    guard !isDryRun else { return }
    try await scheduler.ledger.remember(word, as: unit.id, by: options.author, at: options.clock.now)
    Output(options).note(
      "记住了：“\(word)”就是\(unit.name)（campaign aliases 可查看、忘记）",
      "remembered: '\(word)' means \(unit.name) (see 'campaign aliases')")
  }
}
