import Planning
import Testing

@Suite struct UnitTreeTests {
  private let levels = [("市", "city"), ("村", "village")].enumerated().map {
    Level(depth: $0.offset, name: BilingualText(zh: $0.element.0, en: $0.element.1))
  }

  private func tree(_ villages: [(id: String, name: String, aliases: [String])]) throws -> UnitTree {
    try UnitTree(
      levels: levels,
      units: [Unit(id: "top", name: "桂林市", level: levels[0], parent: nil)]
        + villages.map {
          Unit(id: $0.id, name: $0.name, level: levels[1], parent: "top", aliases: $0.aliases)
        })
  }

  @Test func `Units of one name or alias come in the order of the table`() throws {
    let tree = try tree([
      ("a", "东村", ["新村", "新村"]), ("b", "新村", []), ("c", "西村", ["东村"]), ("d", "新村", ["新村", "d"]),
    ])
    #expect(tree.units(named: "新村").map(\.id) == ["a", "b", "d"])
    #expect(tree.units(named: "东村").map(\.id) == ["a", "c"])
    #expect(tree.units(named: "d").map(\.id) == ["d"])
    #expect(tree.units(named: "b") == [])
  }

  @Test(arguments: [0, 1, 2, 3, 5, 6, 47, 48, 49, 3000]) func `Each is found by its id, and nothing else is`(
    _ count: Int
  ) throws {
    let tree = try tree((0..<count).map { ("v\($0)", "村\($0 % 7)", []) })
    for number in 0..<count { #expect(tree["v\(number)"]?.id == "v\(number)") }
    #expect(tree["v\(count)"] == nil)
    #expect(tree[""] == nil)
    #expect(tree.units(named: "村3").count == (0..<count).count { $0 % 7 == 3 })
  }

  @Test func `An id that is there twice is refused, however it is encoded`() {
    #expect(throws: UnitTreeFault.duplicate(id: "caf\u{E9}")) {
      try tree([("cafe\u{301}", "东村", []), ("caf\u{E9}", "西村", [])])
    }
  }

  @Test func `Levels are the same if they are called the same`() {
    let (city, village) = (levels[0], levels[1])
    let again = Level(depth: 0, name: BilingualText(zh: "市", en: "city"))
    #expect(again == city)
    #expect(Set([city, village, again]).count == 2)
    #expect(Level(depth: 0, name: BilingualText(zh: "市")) != city)
    #expect(city < village)
  }
}
