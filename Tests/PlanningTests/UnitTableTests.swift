import Planning
import TestSupport
import Testing

/// Tables of units as spreadsheets and people write them.
@Suite struct UnitTableTests {
  /// A table of random units, written with random quotation marks, blanks, line ends, columns and words.
  private struct RandomTable {
    private(set) var units: [Unit] = []
    private(set) var text = ""
    private var random: SeededGenerator
    /// Nothing is quoted in every other table.
    private let isQuoted: Bool

    init(seed: UInt64, levels: [Level]) {
      random = SeededGenerator(seed: seed)
      isQuoted = seed.isMultiple(of: 2)
      let count = Int.random(in: 1...60, using: &random)
      for number in 0..<count { units.append(unit(number, levels)) }
      write()
    }

    private mutating func pick<T>(_ choices: [T]) -> T {
      choices[Int.random(in: 0..<choices.count, using: &random)]
    }

    private mutating func unit(_ number: Int, _ levels: [Level]) -> Unit {
      let aliases = (0..<pick([0, 0, 1, 3])).map { "别名\(number)之\($0)" }
      let above = units.filter { $0.level < levels[levels.count - 1] }
      let parent = number == 0 ? nil : pick(above)
      let level = parent.map { parent in pick(levels.filter { $0 > parent.level }) } ?? levels[0]
      return Unit(
        id: pick(["u", "单位-", "caf\u{E9}."]) + "\(number)",
        name: pick(["叠彩区", isQuoted ? "A, B \"C\" " : "A B", "一个名字很长很长的村民委员会", "村"]) + "\(number)",
        level: level,
        parent: parent?.id, aliases: aliases, counted: Bool.random(using: &random),
        code: pick([nil, "450\(number)"]), isRemote: Bool.random(using: &random))
    }

    private mutating func write() {
      var columns = ["id", "name", "level", "parent", "aliases", "counted", "code", "remote"]
      columns.shuffle(using: &random)
      let chinese = [
        "id": "编号", "name": "名称", "level": "层级", "parent": "上级", "aliases": "别名", "counted": "计入",
        "code": "代码",
        "remote": "偏远",
      ]
      let isChinese = Bool.random(using: &random)
      let end = pick(["\n", "\r\n", "\r"])
      text = pick(["", "\u{FEFF}"])
      text += columns.map { isChinese ? chinese[$0] ?? $0 : $0 }.joined(separator: ",") + end
      for unit in units {
        text += columns.map { cell($0, of: unit) }.joined(separator: ",") + end
        if Int.random(in: 0..<9, using: &random) == 0 { text += end }
      }
    }

    private mutating func cell(_ column: String, of unit: Unit) -> String {
      let value =
        switch column {
        case "id": unit.id
        case "name": unit.name
        case "level": pick([unit.level.name.zh, unit.level.name.en ?? unit.level.name.zh])
        case "parent": unit.parent ?? ""
        case "aliases": unit.aliases.joined(separator: "|")
        case "counted": unit.counted ? pick(["", "true"]) : pick(["false", "否"])
        case "code": unit.code ?? ""
        default: unit.isRemote ? pick(["true", "是"]) : pick(["", "否"])
        }
      let blanks = ["", "", "", " ", "\u{3000}", "\u{A0}"]
      let padded = pick(blanks) + value + pick(blanks)
      if isQuoted, Int.random(in: 0..<4, using: &random) == 0 {
        return "\"" + padded.replacing("\"", with: "\"\"") + "\""
      }
      return DelimitedText.cell(padded)
    }
  }

  @Test(arguments: 1...200 as ClosedRange<UInt64>) func `units are read back as they were written`(
    _ seed: UInt64
  )
    throws
  {
    let levels = try Fixtures.examples().shared.levels
    let table = RandomTable(seed: seed, levels: levels)
    let definitions = try Fixtures.workspace(
      [], putting: [SourceFile(path: "Campaigns/shared/units.csv", bytes: Array(table.text.utf8))])
    #expect(definitions.shared.tree.units == table.units, "\(table.text)")
  }

  @Test(arguments: 1...60 as ClosedRange<UInt64>) func `one unit is read as it is among all`(_ seed: UInt64)
    throws
  {
    let shared = try Fixtures.examples().shared
    let table = RandomTable(seed: seed, levels: shared.levels)
    let files = try Fixtures.sharedFiles(
      putting: SourceFile(path: "Campaigns/shared/units.csv", bytes: Array(table.text.utf8)))
    let whole = Definitions.read(campaigns: [], shared: files).shared.tree
    for unit in whole.units {
      let tree = Definitions.read(campaigns: [], shared: files, only: unit.id).shared.tree
      let found = try #require(tree[unit.id])
      #expect(Array(tree.lineage(of: found)) == Array(whole.lineage(of: unit)), "\(table.text)")
    }
  }

  @Test
  func `where only one unit is read the others and their contacts stay out, and campaigns are believed`()
    throws
  {
    let (campaigns, shared) = try Fixtures.sampleFiles()
    let whole = Definitions.read(campaigns: campaigns, shared: shared)
    let one = Definitions.read(campaigns: campaigns, shared: shared, only: "diecai")
    #expect(one.shared.tree.units.map(\.id) == ["gx", "guilin", "diecai"])
    #expect(one.campaigns.map(\.id) == whole.campaigns.map(\.id) && !one.campaigns.isEmpty)
    #expect(!one.hasErrors)
    let diecai = try #require(one.shared.tree["diecai"])
    for campaign in one.campaigns {
      #expect(
        campaign.participation.includes(diecai, in: one.shared.tree)
          == campaign.participation.includes(diecai, in: whole.shared.tree), "\(campaign.id)")
    }
  }

  /// What is wrong is said by whoever reads all of it, and so all is read where something is.
  @Test(arguments: [
    "id,name,level,parent\ngx,广西,自治区,\na,甲,市,gx\na,乙,市,gx\n",
    "id,name,level,parent\ngx,广西,自治区,\na,甲,市,nowhere\n",
    "id,name,level,parent\ngx,广西,自治区,\na,甲,nothing,gx\n",
    "id,name,level,parent\ngx,广西,自治区,b\nb,乙,市,gx\na,甲,县,b\n",
  ])
  func `a unit that does not stand plainly in the table has the whole table read`(_ text: String) throws {
    let files = try Fixtures.sharedFiles(
      putting: SourceFile(path: "Campaigns/shared/units.csv", bytes: Array(text.utf8)))
    let whole = Definitions.read(campaigns: [], shared: files)
    let one = Definitions.read(campaigns: [], shared: files, only: "a")
    #expect(whole.hasErrors)
    #expect(one.diagnostics == whole.diagnostics)
    #expect(one.shared.tree.units == whole.shared.tree.units)
  }

  @Test func `names are looked for by several at once`() async throws {
    let tree = try Fixtures.examples().shared.tree
    let unit = try #require(tree["diecai"])
    await withTaskGroup(of: [Unit].self) { group in
      for _ in 0..<16 { group.addTask { tree.units(named: unit.name) } }
      for await found in group { #expect(found.map(\.id) == ["diecai"]) }
    }
  }
}
