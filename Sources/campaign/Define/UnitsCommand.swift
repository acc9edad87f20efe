import ArgumentParser
import CampaignScheduler
import Planning

struct UnitsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "units", abstract: "The organisation: ids, names, levels, posts. 单位表：编号、名称、层级、岗位。",
    discussion: """
      Example 例: campaign units 桂林市 --people
      Example 例: campaign units --check
      """)

  @OptionGroup var options: GlobalOptions
  @Argument(help: "A unit and all below it, or part of a name; everything by default. 单位或名称的一部分。")
  var name: String?
  @Flag(help: "Who holds which post, from contacts.csv. 列出各岗位的人。")
  var people = false
  @Flag(help: "Only whether the numbers of units are as expected. 只核对各级单位数。")
  var check = false

  func run() async throws {
    let shared = try options.findWorkspace().definitions().shared
    let output = Output(options)
    if check { return try checkCounts(shared, output) }
    let units = try units(in: shared)
    output.list(units, json: json) { cells($0, shared) }
    if !options.json {
      output.note("\(units.count) 个单位", "\(units.count) unit\(units.count == 1 ? "" : "s")")
    }
  }

  private func units(in shared: SharedDefinitions) throws -> [Planning.Unit] {
    let tree = shared.tree
    guard let name else { return tree.root.map { tree.subtree(of: $0) } ?? tree.units }
    if let unit = tree[name] { return tree.subtree(of: unit) }
    let exact = tree.units(named: name)
    if exact.count == 1 { return tree.subtree(of: exact[0]) }
    let similar = tree.units.filter { unit in ([unit.name] + unit.aliases).contains { $0.contains(name) } }
    guard similar.isEmpty else { return similar }
    let guess = Vocabulary.nearest(to: name, among: tree.units.flatMap { [$0.name, $0.id] })
    throw Failure(
      .failed, "没有单位 “\(name)”\(guess.map { "，是不是 \($0)？" } ?? "")",
      "there is no unit '\(name)'\(guess.map { "; did you mean \($0)?" } ?? "")")
  }

  private func cells(_ unit: Planning.Unit, _ shared: SharedDefinitions) -> [String] {
    let language = options.language
    var cells = [
      unit.id, unit.name, unit.level.name.text(language), unit.parent ?? "",
      [
        unit.counted ? nil : language("不计入分母", "not counted"),
        unit.isRemote ? language("偏远", "remote") : nil,
      ].compactMap { $0 }.joined(separator: language("，", ", ")),
    ]
    if people {
      let posts = shared.contacts.roles.compactMap { role -> String? in
        let holders = shared.contacts.holders(of: role, at: unit.id)
        if holders.isEmpty {
          return shared.contacts.isVacant(role, at: unit) ? "\(role): " + language("空缺", "vacant") : nil
        }
        let names = holders.map { $0.person + ($0.isDeputy ? language("（代理）", " (deputy)") : "") }
        return "\(role): " + names.joined(separator: language("、", ", "))
      }
      cells.append(posts.joined(separator: language("；", "; ")))
    }
    return cells
  }

  private func json(_ unit: Planning.Unit) -> JSONText {
    [
      "id": .string(unit.id), "name": .string(unit.name), "level": .string(unit.level.name.zh),
      "parent": .optional(unit.parent), "aliases": .strings(unit.aliases), "counted": .bool(unit.counted),
      "code": .optional(unit.code), "remote": .bool(unit.isRemote),
    ]
  }

  private func checkCounts(_ shared: SharedDefinitions, _ output: Output) throws {
    let standing = LevelCounts(shared)
    output.line(standing.text(options.language))
    if !standing.isComplete { throw ExitCode(1) }
  }
}

/// How many units of each level there are, beside how many there must be.
struct LevelCounts {
  private let levels: [(level: Level, expected: Int, found: Int)]

  init(_ shared: SharedDefinitions) {
    levels = shared.tree.expected.sorted { $0.key < $1.key }
      .map { ($0.key, $0.value, shared.tree.counted(at: $0.key)) }
  }

  var isEmpty: Bool { levels.isEmpty }
  var isComplete: Bool { levels.allSatisfy { $0.expected == $0.found } }

  /// `14 市 111 县，齐全`, or `14 市 110 县，缺 1 个县`.
  func text(_ language: Language) -> String {
    guard !levels.isEmpty else {
      return language(
        "settings.yaml 里没有写 expected（应有），没法核对", "settings.yaml says not how many units are expected")
    }
    let counts = levels.map { level in
      let name = level.level.name.text(language)
      return language("\(level.found) \(name)", level.found.of(name))
    }
    let gaps = levels.filter { $0.found != $0.expected }.map { gap in
      let difference = abs(gap.found - gap.expected)
      let isShort = gap.found < gap.expected
      let level = gap.level.name.text(language)
      return language(
        "\(isShort ? "缺" : "多") \(difference) 个\(level)",
        "\(difference.of(level)) \(isShort ? "missing" : "too many")")
    }
    return counts.joined(separator: language(" ", ", ")) + language("，", ": ")
      + (gaps.isEmpty ? language("齐全", "complete") : gaps.joined(separator: language("，", ", ")))
  }
}
