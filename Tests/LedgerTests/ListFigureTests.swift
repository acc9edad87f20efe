import Planning
import Recurrence
import TestSupport
import Testing

@testable import Ledger

/// Lists that count more than people: households and person-times, helpers, groups, sums that nobody called so.
struct ListFigureTests {
  /// What is entered, and the rows that somebody is asked about.
  static let lists: [(text: String, counts: String, asked: [Int])] = [
    // Counted apart.
    ("社区,参加户数,参加人数\n芦笛社区,12,35\n清秀社区,8,28\n合计,20,63\n", "参加 20 户;参加 63 人", []),
    ("社区,户数\n芦笛社区,12\n清秀社区,8\n合计,20\n", "参加 20 户", []),
    ("社区,人数,人次\n芦笛社区,35,50\n清秀社区,28,40\n", "参加 63 人;参加 90 人次", []),
    ("社区,参加人次\n芦笛社区,35\n清秀社区,28\n", "参加 63 人次", []),
    ("社区,人数\n甲社区,35人\n乙社区,28人次\n丙社区,3户\n", "参加 35 人;参加 28 人次;参加 3 户", []),
    // Helpers and groups.
    ("社区,参加人数,志愿者人数\n芦笛社区,35,3\n清秀社区,28,2\n合计,63,5\n", "参加 63 人;volunteers 5 人", []),
    ("社区,参加人数,其中志愿者,工作人员数\n芦笛社区,35,3,2\n清秀社区,28,2,1\n", "参加 58 人;volunteers 5 人;staff 3 人", []),
    ("社区,人数\n芦笛社区,35（含志愿者5人、儿童3人）\n清秀社区,28\n", "参加 58 人;volunteers 5 人", []),
    ("社区,人数\n芦笛社区,15人（不含工作人员2人）\n清秀社区,28\n", "参加 43 人;staff 2 人", []),
    ("社区,人数\n芦笛社区,15人（含志愿者3人，不含工作人员2人）\n清秀社区,28\n", "参加 40 人;volunteers 3 人;staff 2 人", []),
    ("社区,人数\n芦笛社区,志愿者3人\n清秀社区,28\n", "参加 28 人;volunteers 3 人", []),
    ("社区,人数,备注\n芦笛社区,35,不含志愿者5人\n清秀社区,28,\n", "参加 63 人;volunteers 5 人", []),
    ("姓名,人数,备注\n张三,1,另带孩子1人\n李明,2,带孩子1人\n", "参加 3 人", [1]),
    ("姓名,备注\n张三,另有孩子1人\n李明,加孩子1人\n", "参加 4 人", [1, 2]),
    ("社区,人数,备注\n芦笛社区,35,含志愿者5人\n清秀社区,28,志愿者2人\n", "参加 56 人;volunteers 7 人", [2]),
    ("社区,男,女\n芦笛社区,12,23\n清秀社区,10,18\n", "参加 63 人", []),
    ("村,群众,志愿者,工作人员\n甲村,12,3,2\n乙村,10,1,1\n合计,22,4,3\n", "参加 22 人;volunteers 4 人;staff 3 人", []),
    ("村,群众,志愿者,合计\n甲村,12,3,15\n乙村,10,1,11\n合计,22,4,26\n", "参加 22 人;volunteers 4 人", []),
    ("社区,男,女,合计,志愿者\n芦笛社区,12,23,35,3\n清秀社区,10,18,28,2\n", "参加 63 人;volunteers 5 人", []),
    ("社区,家长人数,孩子人数\n芦笛社区,12,14\n清秀社区,10,11\n合计,22,25\n", "家长 22 人;参加 25 人", []),
    ("社区,上午人数,下午人数\n芦笛社区,12,14\n清秀社区,10,11\n", "参加 47 人", []),
    ("姓名,电话,志愿者\n张三,12900000001,是\n李明,12900000002,否\n王芳,12900000003,√\n", "参加 1 人;volunteers 2 人", []),
    ("姓名,人员类别\n张三,志愿者服务队员\n李明,授课专家\n王芳,社区工作人员\n", "volunteers 1 人;staff 1 人;speakers 1 人", []),
    // Of 3 people with a name 1 volunteer may be one; 3 beside 1 are not.
    ("姓名,人数,志愿者\n张三,3,1\n李明,2,\n王芳,1,3\n", "参加 6 人;volunteers 4 人", [1]),
    ("姓名,人数,其中志愿者\n张三,3,1\n李明,2,\n", "参加 4 人;volunteers 1 人", []),
    ("姓名,人数,是否志愿者\n张三,3,是\n李明,2,否\n", "参加 4 人;volunteers 1 人", []),
    ("姓名,是否志愿者\n张三,是\n李明,否\n", "参加 1 人;volunteers 1 人", []),
    ("姓名,人数,备注\n张三,3,另带孩子2人\n李明,2,另有孩子1人\n", "参加 6 人", [1]),
    ("姓名,人数,备注\n张三,3,给志愿者点赞\n李明,2,志愿者真棒\n", "参加 5 人", []),
    // A number in the place of a kind of people.
    ("姓名,参加对象\n张三,2人\n李明,家长\n王芳,2\n", "参加 3 人;家长 1 人", [3]),
    ("姓名,参加对象\n张三,2大1小\n李明,夫妻\n王芳,家长、孩子\n", "参加 3 人;夫妻 1 人;家长 2 人", [3]),
    ("姓名,参加对象,人数\n张三,2人,1\n李明,家长,2\n", "参加 1 人;家长 2 人", [1]),
    // Sums and parts in rows of their own.
    ("社区,人数\n芦笛社区,35\n清秀社区,28\n,63\n", "参加 63 人", [3]),
    ("社区,人数\n叠彩区,63\n芦笛社区,35\n清秀社区,28\n", "参加 63 人", [1]),
    ("社区,人数\n芦笛社区,35\n清秀社区,28\n全镇,63\n", "参加 63 人", []),
    ("社区,人数\n芦笛社区,35\n清秀社区,28\n汇总,63\n", "参加 63 人", []),
    ("县,人数\n全州县,35\n灵川县,28\n", "参加 63 人", []),
    ("社区,人数\n甲社区,20\n乙社区,15\n丙社区,35\n合计,70\n", "参加 70 人", []),
    ("社区,人数\n芦笛社区,35\n其中：女性,20\n男性,15\n清秀社区,28\n其中：志愿者,3\n", "参加 60 人;volunteers 3 人", []),
    // Rows that say themselves that they count nobody.
    ("姓名,备注\n张三,作废\n李明,重复签到\n王芳,临时有事没来成\n张伟,仅领资料未参加\n黄建国,爱人没来\n", "参加 1 人", [1, 2, 4]),
    ("姓名,签名\n张三,张三\n李明,未签\n", "参加 1 人", [2]),
  ]

  @Test(arguments: lists.indices)
  func `a list's figures are entered each by itself and none twice`(_ index: Int) async throws {
    let (text, counts, asked) = Self.lists[index]
    try await withLedger { store, _ in
      try await ImportFiles.withFolder { folder in
        let options = try await store.listOptions()
        let report = try await store.importTable(try ImportFiles.write(text, to: folder), options)
        let key = try #require(options.session)
        let session = try #require(try await store.session(key))
        let found = session.counts.map(\.value).map { count in
          let who = count.role == .public ? count.group ?? "参加" : count.role.rawValue
          return "\(who) \(count.quantity.n ?? .zero) \(count.counter)"
        }
        #expect(Set(found) == Set(counts.split(separator: ";").map(String.init)), "\(text)")
        #expect(report.rows.filter { $0.result == .question }.map(\.row) == asked.map(String.init), "\(text)")
        #expect(report.refused == 0)
      }
    }
  }

  @Test(arguments: [
    ("社区,人数,服务人次,发放资料份数\n芦笛社区,35,12,80\n", "“服务人次、发放资料份数”不是到场人数"),
    ("社区,户数（户）,人口数（人）\n芦笛社区,12,35\n", "“人口数（人）”像是人数，但没有读"),
    ("社区,上午人数,下午人数\n芦笛社区,12,14\n", "“上午人数、下午人数”加在一起算"),
    ("姓名,签到时间\n张三,9:00\n李明,\n", "签到时间一栏有 1 行空着"),
  ])
  func `what a list holds beside its people is told`(_ text: String, _ words: String) async throws {
    try await withLedger { store, _ in
      try await ImportFiles.withFolder { folder in
        let report = try await store.importTable(
          try ImportFiles.write(text, to: folder), try await store.listOptions())
        #expect(
          report.table?.warnings.contains { $0.zh.contains(words) } == true, "\(report.table?.warnings ?? [])"
        )
      }
    }
  }
}
