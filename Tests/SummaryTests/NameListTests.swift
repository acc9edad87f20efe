import Testing

@testable import CampaignScheduler

struct NameListTests {
  @Test func `names keep the order in which they came, and one text has one number`() {
    var list = NameList()
    #expect(["义诊", "咨询", "义诊", "", "咨询", ""].map { list.number(of: $0) } == [0, 1, 0, 2, 1, 2])
    #expect(list.names == ["义诊", "咨询", ""])
  }

  @Test func `one text in two spellings is one name`() {
    let spellings = ["caf\u{E9}", "cafe\u{301}"]
    #expect(spellings[0] == spellings[1])
    #expect(!spellings[0].utf8.elementsEqual(spellings[1].utf8))
    var counts = NameCounts()
    for name in spellings + spellings + ["cafe"] { counts.add(name) }
    #expect(counts.list.names == ["caf\u{E9}", "cafe"])
    #expect(counts.counts == [4, 1])
  }
}
