public import Planning

/// A region with the units that the newsletter names, and the denominators of the whole.
public func smallRegion() throws -> UnitTree {
  let levels = [("自治区", "region"), ("市", "city"), ("县", "county"), ("乡", "town"), ("村", "village")]
    .enumerated().map { Level(depth: $0.offset, name: BilingualText(zh: $0.element.0, en: $0.element.1)) }
  let units = [
    Unit(id: "gx", name: "自治区计生协", level: levels[0], parent: nil),
    Unit(id: "guilin", name: "桂林市", level: levels[1], parent: "gx"),
    Unit(id: "baise", name: "百色市", level: levels[1], parent: "gx"),
    Unit(id: "diecai", name: "叠彩区", level: levels[2], parent: "guilin", aliases: ["桂林市叠彩区", "叠彩区卫生健康局"]),
    Unit(id: "qixing", name: "七星区", level: levels[2], parent: "guilin"),
    Unit(
      id: "huaqiao", name: "桂林华侨旅游经济区", level: levels[2], parent: "guilin", aliases: ["华侨旅游经济区"],
      counted: false),
    Unit(id: "tianyang", name: "田阳区", level: levels[2], parent: "baise"),
    Unit(id: "chaoyang", name: "朝阳社区", level: levels[4], parent: "qixing"),
  ]
  return try UnitTree(levels: levels, units: units, expected: [levels[1]: 14, levels[2]: 111])
}
