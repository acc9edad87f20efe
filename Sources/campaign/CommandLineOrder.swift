import ArgumentParser
import Planning

/// Global options may stand before the command: `campaign --lang zh plan`. The parser knows them only behind it.
struct CommandLineOrder {
  let arguments: [String]

  private static let valued: Set<String> = ["--workspace", "--database", "--lang", "--now", "--log-format"]
  private static let flags: Set<String> = ["--json", "--quiet", "--verbose"]

  /// - Throws: ``Failure`` for a first word that is no command.
  init(_ words: [String]) throws {
    var leading: [String] = []
    var rest = words[...]
    while let word = rest.first, word.hasPrefix("--") {
      let name = String(word.prefix { $0 != "=" })
      guard Self.valued.contains(name) || Self.flags.contains(name) else { break }
      leading.append(rest.removeFirst())
      if Self.valued.contains(name), !word.contains("="), let value = rest.popFirst() {
        leading.append(value)
      }
    }
    if let word = rest.first, !word.hasPrefix("-") {
      let commands = Program.configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]
      guard commands.contains(word) else { throw Self.unknown(word, commands) }
    }
    // With any option beside it the parser would show the help of a group's default command, not the group's.
    if rest.contains("--help") || rest.contains("-h") {
      arguments = rest.prefix { !$0.hasPrefix("-") } + ["--help"]
      return
    }
    try Self.checkSubcommand(rest)
    // An option that takes several values must not swallow them, so they go to the end, each with its own name.
    arguments = rest.isEmpty ? leading : try Self.joiningNegatives(rest) + leading
  }

  /// `--attended -5人` as `--attended=-5人`: the parser takes everything with a dash for an option, and none begins with a digit.
  private static func joiningNegatives(_ words: ArraySlice<String>) throws -> [String] {
    var joined: [String] = []
    for (index, word) in words.enumerated() {
      guard isNegative(word), !words.prefix(index).contains("--") else {
        joined.append(word)
        continue
      }
      guard let option = joined.last, option.hasPrefix("--"), !option.contains("="), !flags.contains(option)
      else {
        throw Failure(
          .usage, "“\(word)”是负数；数量不能是负数，要改正已登记的数请用 correct",
          "'\(word)' is negative; to mend a figure that was recorded use correct")
      }
      joined[joined.count - 1] = "\(option)=\(word)"
    }
    return joined
  }

  /// -5, -5人, -.5.
  private static func isNegative(_ word: String) -> Bool {
    word.first == "-" && word.dropFirst().first.map { $0.isNumber || $0 == "." } ?? false
  }

  /// A group's first word, which the parser would take for a stray argument, or blame on an option behind it.
  private static func checkSubcommand(_ words: ArraySlice<String>) throws {
    guard let name = words.first,
      let group = Program.configuration.subcommands.first(where: { $0.configuration.commandName == name }),
      group.configuration.defaultSubcommand == nil, words.count > 1
    else { return }
    let names = group.configuration.subcommands.compactMap { $0.configuration.commandName }
    guard !names.isEmpty, let word = words.dropFirst().first, !names.contains(word) else { return }
    let list = names.joined(separator: ", ")
    throw word.hasPrefix("-")
      ? Failure(.usage, "\(name) 后面先写子命令：\(list)", "'\(name)' takes a subcommand first: \(list)")
      : Failure(
        .usage, "\(name) 没有子命令 “\(word)”；有：\(list)",
        "'\(name)' has no subcommand '\(word)'; there are: \(list)")
  }

  private static func unknown(_ word: String, _ commands: [String]) -> Failure {
    let guess = Vocabulary.nearest(to: word, among: commands)
    return Failure(
      .usage, "没有命令 “\(word)”\(guess.map { "，是不是 \($0)？" } ?? "；campaign --help 列出全部命令")",
      "there is no command '\(word)'\(guess.map { "; did you mean \($0)?" } ?? "; 'campaign --help' lists them all")"
    )
  }
}
