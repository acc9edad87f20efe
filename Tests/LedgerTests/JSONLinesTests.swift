import Ledger
import Planning
import Recurrence
import Testing

struct JSONLinesTests {
  @Test(arguments: [
    ("500余份", #"{"phrase":"500余份","n":500,"certainty":"atLeast","unit":"份","text":"500 余份"}"#),
    ("20—30人", #"{"phrase":"20—30人","n":[20,30],"certainty":"range","unit":"人","text":"20—30 人"}"#),
    ("36.08 万元", #"{"phrase":"36.08 万元","n":360800,"certainty":"exact","unit":"元","text":"360800 元"}"#),
    ("若干", #"{"phrase":"若干","n":null,"certainty":"unknown","unit":null,"text":"未报数"}"#),
    (
      "家长",
      #"{"phrase":"家长","n":null,"certainty":"unknown","unit":null,"text":"“家长”里没有数量；写成“58 人”“500 余份”或“若干”","fault":"notUnderstood"}"#
    ),
    ("至少40人", #"{"phrase":"至少40人","n":40,"certainty":"atLeast","unit":"人","text":"至少 40 人"}"#),
    ("60人（含）以上", #"{"phrase":"60人（含）以上","n":60,"certainty":"atLeast","unit":"人","text":"至少 60 人"}"#),
    (
      "党员8名、群众34名等42人参加",
      #"{"phrase":"党员8名、群众34名等42人参加","n":42,"certainty":"exact","unit":"人","text":"42 人"}"#
    ),
    ("500份，其中折页200份", #"{"phrase":"500份，其中折页200份","n":500,"certainty":"exact","unit":"份","text":"500 份"}"#),
    ("超过40人", #"{"phrase":"超过40人","n":40,"certainty":"atLeast","unit":"人","text":"40 多人"}"#),
    (
      "2/3",
      #"{"phrase":"2/3","n":null,"certainty":"unknown","unit":null,"text":"“2/3”是比例（百分比、几分之几、几倍），不是数量；请写人数或份数","fault":"share"}"#
    ),
  ])
  func `a phrase is answered in one line`(_ phrase: String, _ line: String) {
    #expect(CountPhrase.answer(to: phrase, .zh).description == line)
  }

  @Test func `entries and sessions print as the commands promise`() async throws {
    try await withLedger { store, _ in
      let added = try await store.addSession(
        lecture(), occurrence: memberDay, unit: "diecai", by: "县", at: noon)
      var figures = RecordedFigures()
      try figures.attended("58 位家长")
      let entry = try await store.record(figures.contents, in: added.key, by: "县", at: noon)[0]
      #expect(
        entry.recordJSON(.zh).description
          == #"{"entry":"\#(entry.id)","session":"member-day-529/2026/diecai/1","what":"参加（家长）","n":58,"certainty":"exact","unit":"人"}"#
      )
      #expect(
        entry.logJSON(.en, zone: try Zone("Asia/Shanghai")).description
          == #"{"entry":"\#(entry.id)","at":"2026-05-29T12:00:00+08:00","by":"县","what":"attendance (家长) 58 people","hash":"\#(entry.hash)"}"#
      )
      let standing = try await store.balance().sessions[0]
      #expect(
        standing.json.description
          == #"{"session":"member-day-529/2026/diecai/1","campaign":"member-day-529","occurrence":"2026","unit":"diecai","date":"2026-05-29","precision":"day","status":"planned"}"#
      )
      #expect(standing.isHeld)
      let voided = try await store.void(entry.id, reason: "重复", by: "县", at: noon)
      #expect(voided.what(.zh) == "作废 \(entry.id)（重复）")
    }
  }
}
