@testable import Ledger
import Planning
import Recurrence
import TestSupport
import Testing

struct RecordedFiguresTests {
  @Test func `one command line reports a session`() throws {
    var figures = RecordedFigures(isFinal: true)
    try figures.attended("58 位家长")
    try figures.served("咨询义诊 30 多人")
    try figures.gave("《优生优育》《防治出生缺陷》等宣传资料 500 余份")
    try figures.gave("叶酸")
    let parents = Count(
      .attendance, group: "家长", quantity: .exact(58, said: "58 位"), isFinal: true)
    let served = Count(
      .init(rawValue: "咨询义诊"), quantity: try #require(Quantity(30, .atLeast, said: "30 多人")), isFinal: true)
    let leaflets = GoodsMove(
      .give, item: "宣传资料", quantity: try #require(Quantity(500, .atLeast, said: "500 余份")), counter: "份",
      titles: ["《优生优育》", "《防治出生缺陷》"])
    let folate = GoodsMove(.give, item: "叶酸", quantity: .unknown(), counter: nil)
    #expect(figures.contents == [.count(parents), .count(served), .goods(leaflets), .goods(folate)])
  }

  @Test func `the same number of several things is recorded of each`() throws {
    var figures = RecordedFigures()
    try figures.gave("宣传册、折页各100份")
    let hundred = Quantity.exact(100, said: "100份")
    #expect(
      figures.contents == [
        .goods(GoodsMove(.give, item: "宣传册", quantity: hundred, counter: "份")),
        .goods(GoodsMove(.give, item: "折页", quantity: hundred, counter: "份")),
      ])
  }

  @Test(
    arguments: [
      ("宣传资料《优生优育》《母乳喂养知识》 50 余份", "宣传资料", ["《优生优育》", "《母乳喂养知识》"]),
      ("宣传资料《优生优育》、《母乳喂养知识》等 50 份", "宣传资料", ["《优生优育》", "《母乳喂养知识》"]),
      ("宣传资料（《优生优育》等）50 份", "宣传资料", ["《优生优育》"]), ("绘本《猜猜我有多爱你》20本", "绘本", ["《猜猜我有多爱你》"]),
      ("《优生优育》等宣传资料 5 份", "宣传资料", ["《优生优育》"]), ("20 本《民法典》读本", "读本", ["《民法典》"]),
      ("《民法典》 20 本", "《民法典》", []), ("礼包（含《民法典》）20 份", "礼包（含《民法典》）", []),
    ] as [(String, String, [String])])
  func `titles stand apart from the item, on whichever side of it`(
    _ text: String, _ item: String, _ titles: [String]
  ) throws {
    var figures = RecordedFigures()
    try figures.gave(text)
    let moves = figures.contents.compactMap { content -> GoodsMove? in
      if case .goods(let move) = content { move } else { nil }
    }
    #expect(moves.map(\.item) == [item] && moves.map(\.titles) == [titles], "\(moves)")
  }

  @Test(arguments: [
    ("台", true, ""), ("台", false, ""), ("批", true, "batch"), ("批", false, "batches"), ("份", false, ""),
    ("cards", true, "card"), ("card", false, "cards"), ("box set", false, "box sets"), ("ml", false, "ml"),
    ("罐甲", false, ""),
  ])
  func `a counting word is printed in English, or not at all`(
    _ counter: String, _ isOne: Bool, _ word: String
  ) {
    #expect(CountingWord.english(for: counter, isOne: isOne) == word)
  }

  @Test(arguments: [
    ("宣传资料", "500+ copies"), ("《新风》手册", "500+ copies"), ("科普读本《孕期》", "500+ copies"), ("调查问卷", "500+ copies"),
    ("Leaflets", "500+ copies"), ("question form", "500+ copies"), ("书包", "500+"), ("宣传品", "500+"),
    ("礼包", "500+"),
    ("暖心服务卡", "500+"), ("gift bags", "500+"), ("reform kit", "500+"), ("", "500+"),
  ])
  func `only what is printed comes in copies`(_ thing: String, _ text: String) throws {
    let quantity = try #require(Quantity(500, .atLeast))
    #expect(quantity.sumText(.en, counter: "份", of: thing) == text)
    #expect(quantity.entryText(.en, counter: "份", of: thing) == text)
    #expect(quantity.sumText(.zh, counter: "份", of: thing) == "500 余份")
    #expect(quantity.sumText(.en, counter: "盒", of: thing) == "500+ boxes")
  }

  @Test(
    arguments: [
      ("免费体检 30 名婴幼儿", "免费体检", "婴幼儿"), ("为30名婴幼儿免费体检", "免费体检", "婴幼儿"), ("为20名老人提供理发", "理发", "老人"),
      ("慰问 12 户计生家庭", "慰问", "计生家庭"),
      ("为孕妇 12 人体检", "体检", "孕妇"), ("为辖区80名妇女提供两癌筛查", "两癌筛查", "辖区妇女"), ("为群众量血压 30 人次", "量血压", nil),
      ("此次活动共为老人测血压 30 人次", "测血压", "老人"), ("接受30名家长咨询", "咨询", "家长"), ("为100余名群众提供咨询", "咨询", nil),
      ("为民服务 30 人次", "为民服务", nil),
      ("blood pressure checks for 30 parents", "blood pressure checks", "parents"), ("义诊 30 人", "义诊", nil),
      ("30 人义诊", "义诊", nil),
      ("为全县 12 个乡镇体检 60 人", "体检", "全县 12 个乡镇"), ("义诊 3 场 90 人次", "义诊", nil),
      ("组织 5 名医生为 60 名群众义诊", "义诊", nil), ("5 名医生义诊 60 人次", "义诊", nil),
      ("12 名志愿者为 50 名老人理发", "理发", "老人"), ("孕前优生检查 15 对 30 人", "孕前优生检查", nil),
      ("免费体检 3 个村 180 名妇女", "免费体检", "妇女"),
      ("blood pressure checks for 60 people", "blood pressure checks", nil),
      ("义诊群众 30 人", "义诊", nil), ("咨询 30 人次", "咨询", nil), ("30 人", "服务", nil),
      ("共接受群众咨询、义诊 30 多人", "咨询义诊", nil), ("共义诊 45 人", "义诊", nil), ("开展义诊服务 45 人", "义诊", nil),
      ("接受咨询 30 人", "咨询", nil), ("接待家长咨询 12 人次", "咨询", "家长"), ("慰问计生家庭 12 户", "慰问", "计生家庭"),
      ("慰问困难家庭12户，共慰问12户", "慰问", "困难家庭"),
      ("共为120余名群众提供义诊、咨询服务", "义诊咨询", nil), ("免费为60岁以上老人体检80人", "免费体检", "60岁以上老人"),
      ("看望慰问老党员8名", "看望慰问", "老党员"), ("解答群众咨询60余人次", "咨询", nil), ("接受群众法律咨询20人次", "法律咨询", nil),
      ("为孕妇建册12人", "建册", "孕妇"),
      ("checked blood pressure of 60 people", "checked blood pressure", nil), ("咨询人数80", "咨询", nil),
      ("义诊人数：60人", "义诊", nil), ("服务人数 80", "服务", nil), ("served 80 people", "服务", nil),
      ("接待咨询群众80人次", "咨询", nil), ("45 名群众前来义诊", "义诊", nil), ("30 名家长", "服务", "家长"),
      ("免费测量血压 40 人次", "免费测量血压", nil),
      ("义诊 30 人（村医负责）", "义诊", nil), ("体检 20 人（由村医负责）", "体检", nil), ("义诊 30 人（护士长带队）", "义诊", nil),
      ("义诊 30 人（老人）", "义诊", "老人"), ("咨询 12 人次（孕妇）", "咨询", "孕妇"),
    ] as [(String, String, String?)])
  func `whom a service was for is kept`(_ text: String, _ service: String, _ group: String?) throws {
    var figures = RecordedFigures()
    try figures.served(text)
    let counts = figures.contents.compactMap { content -> Count? in
      if case .count(let count) = content { count } else { nil }
    }
    #expect(counts.map(\.measure.rawValue) == [service] && counts.map(\.group) == [group], "\(counts)")
  }

  @Test(
    arguments: [
      ("58人，志愿者12人，工作人员5人", ["参加 58 人", "志愿者 12 人", "工作人员 5 人"], []),
      ("家长58人，另有巾帼志愿者12人", ["参加（家长） 58 人", "志愿者（巾帼志愿者） 12 人"], []),
      ("群众和志愿者58人", ["参加（群众和志愿者） 58 人"], []), ("共58人，其中儿童20人", ["参加 58 人"], ["其中儿童20人"]),
      ("家长58人，其中20名儿童、10名老人", ["参加（家长） 58 人"], ["其中20名儿童", "10名老人"]),
      ("60人，其中男20人，女40人，志愿者3人", ["参加 60 人", "志愿者 3 人"], ["其中男20人", "女40人"]),
      ("共70人，其中群众58人，志愿者12人", ["参加 58 人", "志愿者 12 人"], ["其中群众58人"]),
      ("共58人，男20人，女38人", ["参加 58 人"], ["男20人", "女38人"]),
      ("58人（其中儿童20人）", ["参加 58 人"], ["其中儿童20人"]), ("家长（58人）", ["参加（家长） 58 人"], []),
      ("应到50人，实到45人，请假5人", ["参加 45 人"], ["应到50人", "请假5人"]),
      ("计划60人、实际参加57人", ["参加 57 人"], ["计划60人"]), ("预计50人，实到45人", ["参加 45 人"], ["预计50人"]),
      ("报名50人，实到45人", ["报名 50 人", "参加 45 人"], []), ("计划生育协会会员30人", ["参加（计划生育协会会员） 30 人"], []),
      ("来了58个", ["参加 58 个"], []), ("58位家长参加", ["参加（家长） 58 位"], []),
      ("50 people, 20 of them children", ["参加 50 人"], ["20 of them children"]),
      (
        "50 people, including 20 children, plus 5 volunteers", ["参加 50 人", "志愿者 5 人"],
        ["including 20 children"]
      ),
      ("应到50人，实到45人，未到5人", ["参加 45 人"], ["应到50人", "未到5人"]),
      ("到场50人，3人未到", ["参加 50 人"], ["3人未到"]), ("四，五十人", ["参加 四，五十人"], []),
      ("本次58人，累计1.2万人次", ["参加 58 人"], ["累计1.2万人次"]),
      ("家长30人，家长请假3人", ["参加（家长） 30 人"], ["家长请假3人"]), ("50户（120人）", ["参加 50 户", "参加 120 人"], []),
      ("2小时讲座50人", ["参加（2小时讲座） 50 人"], []), ("58人，5人缺席", ["参加 58 人"], ["5人缺席"]),
      ("参加没超过20人", ["参加 没超过 20 人"], []), ("约莫五十人", ["参加 约莫五十人"], []),
      ("planned 60, came 45", ["参加 45 人"], ["planned 60"]),
      ("来自 5 个社区的居民 60 人", ["参加（居民） 60 人"], ["5 个社区"]), ("讲座 2 场 60 人", ["参加（讲座） 60 人"], ["2 场"]),
      ("2 户 5 人", ["参加 5 人", "参加 2 户"], []), ("26 组家庭参加", ["参加（家庭） 26 组"], []),
      ("今天来了 38 个家长，6 个志愿者", ["参加（家长） 38 个", "志愿者 6 个"], []),
      ("共有 86 名育龄妇女参加了培训", ["参加（育龄妇女） 86 名"], []), ("和田市群众 20 人", ["参加（和田市群众） 20 人"], []),
      ("家长20人、和平社区群众 30 人", ["参加（家长） 20 人", "参加（和平社区群众） 30 人"], []),
      ("家长 20 人，以及和平县群众 30 人", ["参加（家长） 20 人", "参加（和平县群众） 30 人"], []),
      ("家长 20 人，和 3 名志愿者", ["参加（家长） 20 人", "志愿者 3 名"], []),
      ("60人，男20人，女40人", ["参加 60 人"], ["男20人", "女40人"]),
      ("58 people (20 men and 38 women)", ["参加 58 人"], ["20 men and 38 women"]),
      ("应到60人，除2人请假外，实到58人", ["参加 58 人"], ["应到60人", "除2人请假外"]),
      ("除 2 名家长因事请假外，其余 58 名家长均到场", ["参加（家长） 58 名"], ["除 2 名家长因事请假外"]),
      ("40 people in 2 sessions", ["参加 40 人"], ["2 sessions"]), ("12 couples", ["参加 24 人"], []),
      ("30对夫妇", ["参加（夫妇） 30 对"], []), ("夫妻俩", ["参加（夫妻） 俩"], []),
      ("来了30户，共86口人", ["参加 86 口人", "参加 30 户"], []),
      ("群众100余人，含志愿者20名", ["参加（群众） 80 多人", "志愿者 20 名"], []),
      ("100人（志愿者20人）", ["参加 80 人", "志愿者 20 人"], []),
      ("100 people including 20 volunteers", ["参加 80 人", "志愿者 20 人"], []),
      ("100 people (20 volunteers)", ["参加 80 人", "志愿者 20 人"], []),
      ("群众100人（含志愿者20人）", ["参加（群众） 80 人", "志愿者 20 人"], []),
      ("100人（志愿者20人、工作人员5人）", ["参加 75 人", "志愿者 20 人", "工作人员 5 人"], []),
      ("100人（另有志愿者20人）", ["参加 100 人", "志愿者 20 人"], []),
      ("约100人，其中志愿者20人", ["参加 约 80 人", "志愿者 20 人"], []),
      ("100人，其中志愿者10余人", ["参加 至多 90 人", "志愿者 10 余人"], []),
      ("男女各20人", ["参加（男） 20 人", "参加（女） 20 人"], []),
      ("甲村、乙村各20人", ["参加（甲村） 20 人", "参加（乙村） 20 人"], []),
      ("群众、志愿者各20名", ["参加（群众） 20 名", "志愿者 20 名"], []),
      ("40人，男女各20人", ["参加 40 人"], ["男 20人", "女 20人"]),
      ("群众上午200人，下午300人", ["参加（群众） 200 人", "参加（群众） 300 人"], []),
      ("500人，上午200人，下午300人", ["参加 500 人"], ["上午200人", "下午300人"]),
      ("30人×2场=60人次", ["参加 60 人次"], ["30人"]),
      ("来了58人了", ["参加 58 人"], []), ("58 人，女 32 人", ["参加 58 人"], ["女 32 人"]),
      ("男26人，女32人", ["参加（男） 26 人", "参加（女） 32 人"], []),
      ("家长58人，男26人，女32人", ["参加（家长） 58 人"], ["男26人", "女32人"]),
      ("58人其中女32人", ["参加 58 人"], ["其中女32人"]), ("58（男26女32）", ["参加 58 人"], ["男26女32"]),
      ("辖区 58 位家长参加活动", ["参加（家长） 58 位"], []), ("社区 57 位家长和孩子参加活动", ["参加（家长和孩子） 57 位"], []),
      ("活动吸引了近 300 名居民驻足", ["参加（居民） 近 300 名"], []), ("活动吸引居民 300 人", ["参加（居民） 300 人"], []),
      ("两天共 120 人", ["参加 120 人"], []), ("群众200余人，来自5个村", ["参加（群众） 200 余人"], ["来自5个村"]),
      ("来自5个村的育龄妇女和老人200余人", ["参加（育龄妇女和老人） 200 余人"], ["5个村"]),
      ("parents 30, children 28, 58 in all", ["参加（parents） 30 人", "参加（children） 28 人"], []),
      ("现场 45 人", ["参加 45 人"], []), ("村里 40 人参加了讲座", ["参加 40 人"], []),
      ("来自全县的 120 名家长代表踊跃参加", ["参加（家长代表） 120 名"], []), ("120 名来自各村的家长参加活动", ["参加（家长） 120 名"], []),
      ("辖区内 30 位老人到场", ["参加（老人） 30 位"], []), ("辖区家长 30 人", ["参加（家长） 30 人"], []),
      ("朝阳社区 57 人", ["参加（朝阳社区） 57 人"], []), ("朝阳小学 40 名学生和教师到场", ["参加（学生和教师） 40 名"], []),
      ("3个班132人", ["参加 132 人"], ["3个班"]), ("两个社区60人", ["参加 60 人"], ["两个社区"]),
      ("工作人员 5 名值守", ["工作人员 5 名"], []), ("20 名入党积极分子", ["参加（入党积极分子） 20 名"], []),
      ("58 名参会代表", ["参加（参会代表） 58 名"], []),
      ("58 mothers attended the class", ["参加（mothers） 58 人"], []),
      ("the event drew 300 residents", ["参加（residents） 300 人"], []),
      ("活动当天共有来自3个社区的居民80余人参加", ["参加（居民） 80 余人"], ["3个社区"]), ("80余名群众参与其中", ["参加（群众） 80 余名"], []),
      ("参训学员50人，合格48人", ["参加（参训学员） 50 人"], ["合格48人"]), ("签到58人，实际到场56人", ["参加 56 人"], ["签到58人"]),
      ("58人（含志愿者5人）", ["参加 53 人", "志愿者 5 人"], []), ("58人含志愿者5人", ["参加 53 人", "志愿者 5 人"], []),
      ("志愿者5人、群众58人共63人", ["志愿者 5 人", "参加（群众） 58 人"], []), ("男20人，女30人，共50人", ["参加 50 人"], []),
      ("三场分别为30人、28人", ["参加 30 人", "参加 28 人"], ["三场"]), ("58 pax", ["参加 58 人"], []),
      ("families: 12; people: 35", ["参加（families） 12 户", "参加 35 人"], []),
      ("100 people, incl. 30 children", ["参加 100 人"], ["incl. 30 children"]),
      ("60人左右，大部分是老人", ["参加 60 人左右"], ["大部分是老人"]), ("60人（以妇女为主）", ["参加 60 人"], []),
      ("计生专干24人（每村2人）", ["参加（计生专干） 24 人"], []),
      ("群众58人，发放资料300份", ["参加（群众） 58 人"], ["发放资料300份"]),
      ("今天来了家长42人，另外有志愿者6人", ["参加（家长） 42 人", "志愿者 6 人"], []),
      ("共到58人", ["参加 58 人"], []), ("58人（缺席2人）", ["参加 58 人"], ["缺席2人"]),
      ("58人其中女性38人，60岁以上12人", ["参加 58 人"], ["其中女性38人", "60岁以上12人"]),
      ("去年50人，今年58人", ["参加 58 人"], ["去年50人"]),
      ("58 attendees including 12 children", ["参加 58 人"], ["including 12 children"]),
      ("30 mothers + 12 fathers", ["参加（mothers） 30 人", "参加（fathers） 12 人"], []),
      ("120 students from 3 schools", ["参加（students） 120 人"], ["3"]),
      ("大人30人小孩20人", ["参加（大人） 30 人", "参加（小孩） 20 人"], []),
      ("大人30 小孩20", ["参加（大人） 30 人", "参加（小孩） 20 人"], []),
      ("老人30位+志愿者8位", ["参加（老人） 30 位", "志愿者 8 位"], []),
      ("3名医生5名护士", ["参加（医生） 3 名", "参加（护士） 5 名"], []),
      ("线上30人线下50人", ["线上观看 30 人", "参加 50 人"], []),
      ("parents 30 children 28", ["参加（parents） 30 人", "参加（children） 28 人"], []),
      ("58人：家长30人、儿童28人", ["参加 58 人"], ["家长30人", "儿童28人"]),
      ("58 people: 30 parents, 28 children", ["参加 58 人"], ["30 parents", "28 children"]),
      ("共50人：男20人，女30人", ["参加 50 人"], ["男20人", "女30人"]),
      ("60人：家长55人、志愿者5人", ["参加 55 人", "志愿者 5 人"], ["家长55人"]),
      ("参加人员：家长30人、孩子28人", ["参加（家长） 30 人", "参加（孩子） 28 人"], []),
      ("1、家长30人；2、孩子28人", ["参加（家长） 30 人", "参加（孩子） 28 人"], []),
      ("①家长30人②孩子28人", ["参加（家长） 30 人", "参加（孩子） 28 人"], []),
      ("一、两癌筛查对象30人；二、孩子28人", ["参加（两癌筛查对象） 30 人", "参加（孩子） 28 人"], []),
      ("1. parents 30 2. children 28", ["参加（parents） 30 人", "参加（children） 28 人"], []),
      ("women of childbearing age: 86", ["参加（women of childbearing age） 86 人"], []),
      ("people over 60: 35", ["参加（people over 60） 35 人"], []),
      ("a total of 58 people", ["参加 58 人"], []), ("number of participants: 58", ["参加 58 人"], []),
      ("参会人数：120人", ["参加 120 人"], []), ("家长人数30", ["参加（家长） 30 人"], []),
      ("本次培训共有86人参加", ["参加 86 人"], []), ("到了46人迟到3人", ["参加 46 人"], ["迟到3人"]),
      ("58 people attended, 3 were late", ["参加 58 人"], ["3 were late"]),
      ("应到60人实到58人请假2人", ["参加 58 人"], ["60人", "2人"]), ("应到60实到58缺2", ["参加 58 人"], ["60", "2"]),
      ("12户35人", ["参加 35 人", "参加 12 户"], []), ("30余户58人", ["参加 58 人", "参加 30 余户"], []),
      ("计生家庭12户35人", ["参加（计生家庭） 35 人", "参加（计生家庭） 12 户"], []),
      ("12 families with 35 people", ["参加 35 人", "参加 12 户"], []),
      ("26组家庭52人", ["参加 52 人", "参加 26 组"], []),
      ("4个家庭的父母和孩子10人", ["参加（父母和孩子） 10 人", "参加（父母和孩子） 4 个家庭"], []),
      ("100（余）人", ["参加 100（余）人"], []), ("100 余 人 次", ["参加 100 余 人 次"], []),
      ("2大1小、1大2小", ["参加 6 人", "备注 其中儿童 3 人，共 2 户"], []),
      ("2大1小，志愿者 3 人", ["志愿者 3 人", "参加 2 大 1 小", "备注 其中儿童 1 人，共 1 户"], []),
      ("党员8名、群众代表34名等42人参加", ["参加 42 人"], ["党员8名", "群众代表34名"]),
      ("党员8名、群众代表34名，42人参加", ["参加 42 人"], ["党员8名", "群众代表34名"]),
      ("干部10人、群众50人等60余人参加活动", ["参加 60 余人"], ["干部10人", "群众50人"]),
      ("8名党员、34名群众代表等50余人，志愿者5名", ["参加 50 余人", "志愿者 5 名"], ["8名党员", "34名群众代表"]),
      ("群众50人、志愿者10人等60人参加", ["志愿者 10 人", "参加 50 人"], ["群众50人"]),
      ("8名党员、34名群众参加", ["参加（党员） 8 名", "参加（群众） 34 名"], []),
      ("8名党员和34名群众共42人", ["参加 42 人"], []), ("党员8人+群众34人=42人", ["参加 42 人"], []),
      ("工作人员不算，来了80人", ["参加 80 人"], []), ("不包括志愿者，共80人参加", ["参加 80 人"], []),
      ("not counting staff, 80 people came", ["参加 80 人"], []), ("连工作人员一共40人", ["参加 40 人"], []),
      ("包括志愿者在内共40人", ["参加 40 人"], []), ("群众60人，加上志愿者5人", ["参加（群众） 60 人", "志愿者 5 人"], []),
      ("60人（含60人）以上", ["参加 60 人（含 60 人）以上"], []), ("60（含）人以上", ["参加 60（含）人以上"], []),
      ("60人以下（不含60人）", ["参加 60 人以下（不含 60 人）"], []), ("最多也就40个人", ["参加 最多也就 40 个人"], []),
      ("群众60人，义诊80人次", ["参加（群众） 60 人"], ["义诊80人次"]),
      ("群众60人，服务居民200人次", ["参加（群众） 60 人"], ["服务居民200人次"]),
      ("60人参加，12人是志愿者", ["参加 48 人", "志愿者 12 人"], []),
      ("60人参加，10人分享经验", ["参加 60 人"], ["10人分享经验"]),
      ("群众60人，20人来自外村", ["参加（群众） 60 人"], ["20人来自外村"]),
      ("60人来自甲村，40人来自乙村", ["参加（来自甲村） 60 人", "参加（来自乙村） 40 人"], []),
      ("60人参加，满意率98%", ["参加 60 人"], ["满意率98%"]), ("60人左右，比预期少", ["参加 60 人左右"], ["比预期少"]),
      ("活动有80余人参加，现场气氛热烈", ["参加 80 余人"], ["现场气氛热烈"]), ("截至10点，到场60人", ["参加 60 人"], []),
      ("截至目前已有60人报名", ["报名 60 人"], []), ("计划招募志愿者20名，实到15名", ["志愿者 15 名"], ["计划招募志愿者20名"]),
      ("群众60人，帮扶对象20人", ["参加（群众） 60 人", "参加（帮扶对象） 20 人"], []),
      ("妇女群众53人，男同志7人", ["参加（妇女群众） 53 人", "参加（男同志） 7 人"], []),
      ("父母40人，男18人，女22人", ["参加（父母） 40 人"], ["男18人", "女22人"]),
      ("两场讲座分别有80人和95人参加", ["参加 80 人", "参加 95 人"], ["两场讲座"]),
      ("高一新生300余人", ["参加（高一新生） 300 余人"], []), ("参加人次120", ["参加 120 人次"], []),
      ("累计参加500人（本次35人）", ["参加 35 人"], ["累计参加500人"]),
      ("65 residents, 5 doctors", ["参加（residents） 65 人", "工作人员（doctors） 5 人"], []),
      ("50名育龄妇女、10名丈夫参加", ["参加（育龄妇女） 50 名", "参加（丈夫） 10 名"], []),
      ("县卫健局副局长等5人，群众60人", ["参加（县卫健局副局长等） 5 人", "参加（群众） 60 人"], []),
      ("今年累计参加500人次，本次35人", ["参加 35 人"], ["今年累计参加500人次"]),
      ("60人（不含工作人员）", ["参加 60 人"], []), ("60余人（未含志愿者）", ["参加 60 余人"], []),
      ("60人（不含工作人员6人）", ["参加 60 人", "工作人员 6 人"], []),
      ("60人（未计志愿者6人）", ["参加 60 人", "志愿者 6 人"], []),
      ("60人（志愿者6人除外）", ["参加 60 人", "志愿者 6 人"], []),
      ("60人（除工作人员6人外）", ["参加 60 人", "工作人员 6 人"], []),
      ("除志愿者5人外，群众60人参加", ["志愿者 5 人", "参加（群众） 60 人"], []),
      ("60人，不含儿童8人", ["参加 60 人"], ["不含儿童8人"]),
      ("60人（含工作人员）", ["参加 60 人"], []),
      ("86人（线上1200）", ["参加 86 人", "线上观看 1200 人"], []),
      ("签到表上52人，实际来了60多人", ["参加 60 多人"], ["签到表上52人"]),
      ("登记60人，实到52人", ["参加 52 人"], ["登记60人"]), ("预计100人，到场86人", ["参加 86 人"], ["预计100人"]),
      ("目标100人，到场86人", ["参加 86 人"], ["目标100人"]), ("应到家长60人，实到50人", ["参加 50 人"], ["应到家长60人"]),
      ("惠及群众3000余人，到场80人", ["参加 80 人"], ["惠及群众3000余人"]),
      ("发动群众200人，参加120人", ["参加 120 人"], ["发动群众200人"]),
      ("组织党员30人、群众50人", ["参加（党员） 30 人", "参加（群众） 50 人"], []),
      ("60人参加，50人填写问卷", ["参加 60 人"], ["50人填写问卷"]), ("60人参加，20人接受义诊", ["参加 60 人"], ["20人接受义诊"]),
      ("参加活动群众100余人，接受义诊30余人", ["参加（群众） 100 余人"], ["接受义诊30余人"]),
      ("参训人员52人，全部考试合格", ["参加 52 人"], ["全部考试合格"]),
      ("今天到了43个人，比昨天多5个", ["参加 43 个人"], ["比昨天多5个"]),
      ("60余名群众到场，现场签约家庭医生15人", ["参加（群众） 60 余名"], ["现场签约家庭医生15人"]),
      ("小区居民50来人，中途走了10来个", ["参加（小区居民） 50 来人"], ["中途走了10来个"]),
      ("微信群报名60人，到场51人", ["报名 60 人", "参加 51 人"], []),
      ("学员80人参训，78人结业", ["参加（学员） 80 人"], ["78人结业"]),
      ("80人参加，提出意见建议12人", ["参加 80 人"], ["提出意见建议12人"]),
      ("一共来了50个人，其中10个是志愿者", ["参加 40 人", "志愿者 10 个"], []),
      ("到会应到45人，实到42人", ["参加 42 人"], ["到会应到45人"]),
      ("群里接龙48人，实际到了45人", ["参加 45 人"], ["群里接龙48人"]),
      ("群众60人，现场扫码关注40人", ["参加（群众） 60 人"], ["现场扫码关注40人"]),
      ("培训60人，发证58人", ["参加（培训） 60 人"], ["发证58人"]), ("来了 20 个人，走了 3 个", ["参加 20 个人"], ["走了 3 个"]),
      ("群众100人，医护人员8人", ["参加（群众） 100 人", "工作人员（医护人员） 8 人"], []),
      ("医护人员 30 人", ["参加（医护人员） 30 人"], []),
      ("群众60人、医生3人，合计63人", ["参加（群众） 60 人", "工作人员（医生） 3 人"], []),
      ("家长35人、医护人员2人，共37人", ["参加（家长） 35 人", "工作人员（医护人员） 2 人"], []),
      ("医生30人、护士20人，共50人", ["参加 50 人"], []),
      ("上午40人，下午35人，全天共75人", ["参加 75 人"], []), ("上午40人，下午35人，全天合计75人", ["参加 75 人"], []),
      ("上午40人，下午35人，当天共75人", ["参加 75 人"], []), ("上午40人，下午35人，整天75人", ["参加 75 人"], []),
      ("第一天40人，第二天35人，两天共75人", ["参加 75 人"], []),
      ("40 in the morning, 35 in the afternoon, whole day 75", ["参加 75 人"], []),
      ("上午8点开始，当天75人参加", ["参加 75 人"], []),
      ("上午40人，下午35人，全天共75人，志愿者5人", ["参加 75 人", "志愿者 5 人"], []),
      ("男20人，女30人，共50人，其中儿童10人", ["参加 50 人"], ["其中儿童10人"]),
      ("会员50余人、群众30余人，共90余人", ["参加 90 余人"], []), ("会员50余人、群众32人，共85人", ["参加 85 人"], []),
      ("到场群众120余人（不含线上）", ["参加（到场群众） 120 余人"], []),
      ("85 people (not including 10 volunteers)", ["参加 85 人", "志愿者 10 人"], []),
      ("85 people (not counting 10 volunteers)", ["参加 85 人", "志愿者 10 人"], []),
      ("85 people (10 volunteers not included)", ["参加 85 人", "志愿者 10 人"], []),
      ("85 people, 10 volunteers not included", ["参加 85 人", "志愿者 10 人"], []),
      ("80人，6名志愿者不计入", ["参加 80 人", "志愿者 6 名"], []),
      ("35 people aged 60 and over", ["参加（aged 60 and over） 35 人"], []),
      ("58 people, 1,200 since January", ["参加 58 人"], ["1,200 since January"]),
      ("12组家庭（家长15人，儿童13人）", ["参加（家庭） 12 组", "参加（家庭） 28 人"], []),
    ] as [(String, [String], [String])])
  func `staff, parts and plans are no public`(_ text: String, _ entered: [String], _ left: [String]) throws {
    var figures = RecordedFigures()
    try figures.attended(text)
    #expect(figures.contents.map { $0.text(.zh) } == entered)
    #expect(figures.leftOut.map(\.phrase) == left)
  }

  @Test(
    arguments: [
      ("医生6人，护士4人，学生10人", .volunteers, ["志愿者（医生） 6 人", "志愿者（护士） 4 人", "志愿者（学生） 10 人"]),
      ("8名医护人员、10名大学生", .volunteers, ["志愿者（医护人员） 8 名", "志愿者（大学生） 10 名"]),
      ("8 doctors and 10 students", .volunteers, ["志愿者（doctors） 8 人", "志愿者（students） 10 人"]),
      ("青年志愿者5人、医护人员3人", .volunteers, ["志愿者（青年志愿者） 5 人", "志愿者（医护人员） 3 人"]),
      ("志愿者8人，医务人员5人", .volunteers, ["志愿者 8 人", "志愿者（医务人员） 5 人"]),
      ("学生10人，红马甲5人", .volunteers, ["志愿者（学生） 10 人", "志愿者（红马甲） 5 人"]),
      ("志愿者5人、工作人员3人", .volunteers, ["志愿者 5 人", "工作人员 3 人"]),
      ("志愿者12人，社区工作者3人", .volunteers, ["志愿者 12 人", "志愿者（社区工作者） 3 人"]),
      ("志愿讲师2人、志愿者8人", .volunteers, ["志愿者（志愿讲师） 2 人", "志愿者 8 人"]),
      ("上午12人，下午8人，全天共20人", .volunteers, ["志愿者 20 人"]),
      ("工作人员3人、医务人员6人", .staff, ["工作人员 3 人", "工作人员（医务人员） 6 人"]),
      ("医护人员6人和工作人员3人", .staff, ["工作人员（医护人员） 6 人", "工作人员 3 人"]),
      ("计生协工作人员3人，医务人员6人，共9人", .staff, ["工作人员（计生协工作人员） 3 人", "工作人员（医务人员） 6 人"]),
      ("工作人员3人，后勤人员2人", .staff, ["工作人员 3 人", "工作人员（后勤人员） 2 人"]),
      ("工作人员3人、志愿者5人", .staff, ["工作人员 3 人", "志愿者 5 人"]),
    ] as [(String, Count.Role, [String])])
  func `the option says who they are, but for those that name another role`(
    _ text: String, _ role: Count.Role, _ entered: [String]
  ) throws {
    var figures = RecordedFigures()
    try figures.attended(text, role: role)
    #expect(figures.contents.map { $0.text(.zh) } == entered)
  }

  @Test func `children among those who came are noted`() throws {
    for (text, hasChildren) in [("58人（其中儿童20人）", true), ("58人，其中老人20人", false), ("30人，其中孩子2人", true)] {
      var figures = RecordedFigures()
      try figures.attended(text)
      guard case .count(let count)? = figures.contents.first else {
        Issue.record("\(text)")
        continue
      }
      #expect(count.includesChildren == hasChildren && count.group == nil, "\(text)")
    }
  }

  @Test(
    arguments: [
      ("宣传资料500余份，其中折页200份、手册300份", ["宣传资料 发放 500 余份"]),
      ("画册500份，其中甲200份，乙300份", ["画册 发放 500 份"]),
      ("画册500份，其中甲200份，礼包100个", ["画册 发放 500 份", "礼包 发放 100 个"]),
      ("画册500份，其中甲200份，另有礼包100份", ["画册 发放 500 份", "礼包 发放 100 份"]),
      ("宣传资料上午200份，下午300份", ["宣传资料 发放 200 份", "宣传资料 发放 300 份"]),
      ("上午宣传资料200份，下午折页300份", ["宣传资料 发放 200 份", "折页 发放 300 份"]),
      ("下午茶点30份", ["下午茶点 发放 30 份"]), ("手套 30 对", ["手套 发放 30 对"]),
      ("慰问金1000元/户，共20户，合计2万元", ["慰问金 发放 2 万元"]), ("奶粉2罐/户×15户=30罐", ["奶粉 发放 30 罐"]),
      ("白糖500克×20袋", ["白糖500克 发放 20 袋"]),
      ("500份画册（其中甲200份）", ["画册 发放 500 份"]), ("宣传册（双语）200份、折页", ["宣传册（双语） 发放 200 份", "折页 发放 未报数"]),
      ("宣传册、折页各发放100份", ["宣传册 发放 100 份", "折页 发放 100 份"]), ("无", []),
      ("100元购物卡20张", ["100元购物卡 发放 20 张"]), ("10kg大米 30 袋", ["10kg大米 发放 30 袋"]),
      ("含片20盒，另类拼图3套", ["含片 发放 20 盒", "另类拼图 发放 3 套"]), ("毛巾 5 打", ["毛巾 发放 5 打"]),
      ("为 50 名老人发放雨伞 50 把", ["雨伞 发放 50 把"]), ("向 30 户家庭发放药箱 30 个", ["药箱 发放 30 个"]),
      ("发放宣传资料 500 份给 300 名群众", ["宣传资料 发放 500 份"]), ("为老人发放雨伞 50 把", ["雨伞 发放 50 把"]),
      ("发放 4 种宣传资料 500 份", ["宣传资料 发放 500 份"]), ("免费发放避孕药具 3 类 500 盒", ["避孕药具 发放 500 盒"]),
      ("手册、折页等 5 种 800 份", ["手册、折页 发放 800 份"]), ("价值 3000 元的慰问品", ["慰问品 发放 3000 元"]),
      ("发放 500 份宣传资料", ["宣传资料 发放 500 份"]),
      ("发放宣传品 3 种（扇子 100 把、杯子 50 个）", ["扇子 发放 100 把", "杯子 发放 50 个"]),
      ("慰问金 12 户 6000 元", ["慰问金 发放 6000 元"]), ("每户 2 瓶消毒液，共 60 瓶", ["消毒液 发放 60 瓶"]),
      ("慰问品 12 份价值 3000 元", ["慰问品 发放 12 份"]),
      ("发放宣传折页、宣传品", ["宣传折页 发放 未报数", "宣传品 发放 未报数"]),
      ("宣传折页、宣传品若干", ["宣传折页 发放 若干", "宣传品 发放 若干"]), ("叶酸", ["叶酸 发放 未报数"]),
      ("婴幼儿、孕产妇保健手册", ["婴幼儿、孕产妇保健手册 发放 未报数"]),
      ("叶酸、避孕药具、宣传资料 500 余份", ["叶酸、避孕药具、宣传资料 发放 500 余份"]),
      ("免费发放叶酸 30 盒", ["叶酸 发放 30 盒"]), ("向群众发放宣传折页 600 余份", ["宣传折页 发放 600 余份"]),
      ("向群众发放 600 余份宣传折页", ["宣传折页 发放 600 余份"]), ("现场发放 500 份宣传资料", ["宣传资料 发放 500 份"]),
      ("宣传资料共发放 500 份", ["宣传资料 发放 500 份"]), ("共享雨伞 5 把", ["共享雨伞 发放 5 把"]), ("对联 50 副", ["对联 发放 50 副"]),
      ("为困难家庭送上慰问品 20 份", ["慰问品 发放 20 份"]), ("20 本已婚妇女手册", ["已婚妇女手册 发放 20 本"]),
      ("183 份“叠彩区计生协暖心服务卡”", ["叠彩区计生协暖心服务卡 发放 183 份"]), ("“青春健康”手册 20 本", ["“青春健康”手册 发放 20 本"]),
      ("183 份“叠彩区计生协暖心服务卡”通过各级计生协入户慰问、集中慰问的形式发放完毕", ["叠彩区计生协暖心服务卡 发放 183 份"]),
      ("回收箱 3 个", ["回收箱 发放 3 个"]), ("宣传单500张、雨伞50把，合计550份", ["宣传单 发放 500 张", "雨伞 发放 50 把"]),
      ("折页300份，手册200份，共500份", ["折页 发放 300 份", "手册 发放 200 份"]),
      ("leaflets 500 copies, towels 80, 580 in total", ["leaflets 发放 500 份", "towels 发放 80"]),
      ("扇子200把，都发完了", ["扇子 发放 200 把"]), ("宣传品200份，价值3000元", ["宣传品 发放 200 份"]),
      ("handed out 20 masks", ["masks 发放 20"]),
      ("宣传单500张 雨伞50把", ["宣传单 发放 500 张", "雨伞 发放 50 把"]),
      ("宣传单500张+雨伞50把", ["宣传单 发放 500 张", "雨伞 发放 50 把"]),
      ("大米12袋/油12桶", ["大米 发放 12 袋", "油 发放 12 桶"]), ("雨伞50毛巾80", ["雨伞 发放 50", "毛巾 发放 80"]),
      ("1、宣传单500张；2、雨伞50把", ["宣传单 发放 500 张", "雨伞 发放 50 把"]),
      ("1.大米12袋2.油12桶", ["大米 发放 12 袋", "油 发放 12 桶"]),
      ("（1）宣传单500张（2）雨伞50把", ["宣传单 发放 500 张", "雨伞 发放 50 把"]),
      ("①宣传单500张②雨伞50把", ["宣传单 发放 500 张", "雨伞 发放 50 把"]), ("1.5万份宣传单", ["宣传单 发放 1.5 万份"]),
      ("leaflets 500 umbrellas 50", ["leaflets 发放 500", "umbrellas 发放 50"]),
      ("宣传资料：折页300份、手册200份", ["折页 发放 300 份", "手册 发放 200 份"]),
      ("宣传资料500份：折页300份、手册200份", ["宣传资料 发放 500 份"]), ("毛巾发了80条", ["毛巾 发放 80 条"]),
      ("发了300份宣传资料", ["宣传资料 发放 300 份"]), ("发放各类宣传资料300余份", ["宣传资料 发放 300 余份"]),
      ("towels x 80", ["towels 发放 80"]), ("慰问金每户500元，共12户6000元", ["慰问金 发放 6000 元"]),
      ("悬挂横幅3条，发放宣传单500份", ["宣传单 发放 500 份"]),
      ("发放宣传单500份，制作展板6块、横幅4条", ["宣传单 发放 500 份"]),
      ("发放宣传单500份，受益群众300人", ["宣传单 发放 500 份"]), ("制作材料包20份", ["制作材料包 发放 20 份"]),
      ("制作并发放宣传单500份", ["宣传单 发放 500 份"]), ("为12户困难家庭送去米、油等慰问品", ["米、油等慰问品 发放 未报数"]),
      ("资料袋100个，内装宣传册1本、折页2份", ["资料袋 发放 100 个"]), ("现场派送环保袋200个", ["环保袋 发放 200 个"]),
      ("为30名孕妇每人发放叶酸3瓶，共90瓶", ["叶酸 发放 90 瓶"]), ("送健康礼包50份到家", ["健康礼包 发放 50 份"]),
      ("发叶酸60瓶", ["叶酸 发放 60 瓶"]), ("发票夹 5 个", ["发票夹 发放 5 个"]), ("大米50袋，每袋10斤", ["大米 发放 50 袋"]),
      ("《甲》30本《乙》20本", ["《甲》 发放 30 本", "《乙》 发放 20 本"]), ("药具：避孕套200盒", ["避孕套 发放 200 盒"]),
      ("宣传单近500张雨伞50余把", ["宣传单 发放 近 500 张", "雨伞 发放 50 余把"]),
      ("发放资料300份，解答群众咨询60人次", ["资料 发放 300 份"]), ("出动宣传车2辆，发放宣传单1000份", ["宣传单 发放 1000 份"]),
      ("300 leaflets, 200 booklets and 50 bags", ["leaflets 发放 300", "booklets 发放 200", "bags 发放 50"]),
      ("300 x leaflets", ["leaflets 发放 300"]),
      ("40 hygiene kits to 40 families", ["hygiene kits 发放 40"]),
      ("为3个村的群众发放资料和药具500份", ["资料和药具 发放 500 份"]),
      ("宣传资料3种：《优生优育》100份、《婚育新风》200份", ["《优生优育》 发放 100 份", "《婚育新风》 发放 200 份"]),
      ("宣传资料2种，《优生优育》100份、《婚育新风》200份", ["《优生优育》 发放 100 份", "《婚育新风》 发放 200 份"]),
      ("宣传单300张、围裙50条等宣传品350份", ["宣传单 发放 300 张", "围裙 发放 50 条"]),
      ("宣传资料原计划1000份，实际印发800份", ["宣传资料 发放 800 份"]), ("避孕套500只，惠及育龄夫妇100对", ["避孕套 发放 500 只"]),
      ("拉横幅2条，发放宣传资料300份", ["宣传资料 发放 300 份"]), ("发放毛巾100条，人手一条", ["毛巾 发放 100 条"]),
      ("宣传单300份、折页200份等宣传资料600份", ["宣传资料 发放 600 份"]),
      ("宣传资料无，礼品20份", ["礼品 发放 20 份"]), ("宣传资料2000多份，覆盖8个村", ["宣传资料 发放 2000 多份"]),
      ("宣传资料计划500份，实发400份", ["宣传资料 发放 400 份"]), ("应发折页500份，实发400份", ["折页 发放 400 份"]),
      ("本次发放资料500份，累计2000份", ["资料 发放 500 份"]),
      ("今年累计发放资料2000份，本次500份", ["资料 发放 500 份"]),
      ("宣传资料500份，今年累计1500份", ["宣传资料 发放 500 份"]), ("500 leaflets, 1,500 since January", ["leaflets 发放 500"]),
      ("累计发放资料3000份（本次400份）", ["资料 发放 400 份"]),
      ("今年共发放资料3000份，本次发放400份", ["资料 发放 400 份"]), ("资料500份，不含折页", ["资料 发放 500 份"]),
      ("宣传单每人1份，共发120份", ["宣传单 发放 120 份"]),
      ("领取500份，发放400份宣传资料", ["宣传资料 发放 400 份"]), ("计划生育宣传资料50份", ["计划生育宣传资料 发放 50 份"]),
    ] as [(String, [String])])
  func `parts of goods are no goods beside them`(_ text: String, _ entered: [String]) throws {
    var figures = RecordedFigures()
    try figures.gave(text)
    #expect(figures.contents.map { $0.text(.zh) } == entered)
  }

  @Test func `what counts no people and what nobody can tell is refused`() {
    var figures = RecordedFigures()
    for (text, counter) in [("500份", "份"), ("捐款 3000 元", "元"), ("20 books", "本"), ("5 盒", "盒")] {
      let fault = LedgerFault.notPeople(text, counter: counter)
      #expect(throws: fault) { try figures.attended("家长 12 人，\(text)") }
      #expect(throws: fault) { try figures.served(text) }
    }
    #expect(throws: LedgerFault.notPeople("讲座 3 场", counter: "场")) { try figures.attended("讲座 3 场") }
    #expect(throws: LedgerFault.nobodyCame("应到50人")) { try figures.attended("应到50人，请假3人") }
    #expect(throws: LedgerFault.unclearPart("礼包100份")) { try figures.gave("画册500份，其中甲200份，礼包100份") }
    for (text, phrase) in [
      ("折页30份及手册共50份", "手册共50份"), ("折页 30 份、手册 20 份、礼品等共计 100 份", "礼品等共计 100 份"),
      ("折页500份、手册300册等宣传资料共计800余份", "等宣传资料共计800余份"),
    ] {
      #expect(throws: LedgerFault.sharedTotal(phrase)) { try figures.gave(text) }
    }
    #expect(throws: LedgerFault.notPeople("12 个村", counter: "个")) { try figures.attended("12 个村") }
    #expect(throws: LedgerFault.notPeople("解答疑问 30 余个", counter: "个")) { try figures.served("解答疑问 30 余个") }
    #expect(throws: LedgerFault.notGoods("受益群众 300 人", counter: "人")) { try figures.gave("受益群众 300 人") }
    #expect(throws: LedgerFault.notGiven("剩余 50 本")) { try figures.gave("剩余 50 本") }
    for text in ["60人，男20人，女41人", "60人，其中男20人，女41人"] {
      #expect(throws: LedgerFault.unclearPart("女41人")) { try figures.attended(text) }
    }
    #expect(throws: LedgerFault.quantity(.absent("除5人外全部到齐"))) { try figures.attended("除5人外全部到齐、群众 20 人") }
    #expect(throws: LedgerFault.nobodyCame("all but 5 people")) { try figures.attended("all but 5 people") }
    #expect(throws: LedgerFault.quantity(.tooLarge("10000001人"))) { try figures.attended("10000001人") }
    #expect(throws: LedgerFault.quantity(.tooLarge("义诊2000万人次"))) { try figures.served("义诊2000万人次") }
    #expect(throws: LedgerFault.quantity(.notUnderstood("家长"))) { try figures.served("家长") }
    #expect(throws: LedgerFault.notPeople("接听热线 30 个", counter: "个")) { try figures.served("接听热线 30 个") }
    for text in ["义诊 3 场", "直播 2 场"] {
      #expect(throws: LedgerFault.notPeople(text, counter: "场")) { try figures.served(text) }
    }
    for text in ["点赞 5200 次", "转发 300 次", "公众号转发量 300", "likes 300"] {
      #expect(throws: LedgerFault.notServed(text)) { try figures.served(text) }
    }
    for (text, counter) in [("宣传资料 50 人", "人"), ("leaflets 50 people", "人"), ("礼包 20 户", "户")] {
      #expect(throws: LedgerFault.notGoods(text, counter: counter)) { try figures.gave(text) }
    }
    for (text, phrase) in [
      ("发放问卷 100 份，回收 96 份", "回收 96 份"), ("收回问卷 96 份", "收回问卷 96 份"), ("宣传单剩余 50 份", "宣传单剩余 50 份"),
      ("收到锦旗 2 面", "收到锦旗 2 面"), ("悬挂横幅3条", "悬挂横幅3条"), ("展板制作5块", "展板制作5块"), ("在广场张贴标语20条", "在广场张贴标语20条"),
      ("put up 3 banners", "put up 3 banners"), ("3 banners were hung", "3 banners were hung"),
      ("发放后剩余宣传单 50 份", "发放后剩余宣传单 50 份"), ("50 leaflets left", "50 leaflets left"),
    ] {
      #expect(throws: LedgerFault.notGiven(phrase)) { try figures.gave(text) }
    }
    for text in ["58 人参加（线上 12 人）", "线上12人，线下46人，共58人"] {
      #expect(throws: LedgerFault.onlineWithOnSite(text)) { try figures.attended(text) }
    }
    for text in [
      "30人×2场", "3批×40人", "30 people x 2 sessions", "two sessions of 30 people",
    ] {
      let written = text.replacing(" x ", with: " × ")
      #expect(throws: LedgerFault.quantity(.product(written))) { try figures.attended(text) }
    }
    for text in ["折页300份×2种", "奶粉2罐/户×15户"] {
      #expect(throws: LedgerFault.quantity(.product(text))) { try figures.gave(text) }
    }
    #expect(throws: LedgerFault.quantity(.rate("每种500份"))) { try figures.gave("宣传折页3种，每种500份") }
    #expect(throws: LedgerFault.wrongSum("共30人", 32)) { try figures.attended("男12人，女20人，共30人") }
    #expect(throws: LedgerFault.wrongSum("共70人", 75)) { try figures.attended("上午40人，下午35人，全天共70人") }
    #expect(throws: LedgerFault.self) { try figures.attended("会员50余人、群众30余人，共120余人") }
    #expect(throws: LedgerFault.wrongSum("共30份", 32)) { try figures.gave("折页12份，手册20份，共30份") }
    #expect(throws: LedgerFault.wrongSum("58人", 57)) { try figures.attended("58人：家长30人、儿童27人") }
    for text in ["组织医生5名义诊群众60人", "58+57人", "国道320线58人"] {
      #expect(throws: LedgerFault.quantity(.severalFigures(text))) { try figures.attended(text) }
    }
    for (text, phrase) in [
      ("60人参加，儿童20人", "儿童20人"), ("学员80人，朗诵30人", "朗诵30人"), ("群众60人，讲座30人", "讲座30人"), ("群众60人，满意80人", "满意80人"),
    ] {
      #expect(throws: LedgerFault.unclearPart(phrase)) { try figures.attended(text) }
    }
    for (first, second) in [
      ("签到52人", "现场目测80人左右"), ("58人", "签到56人"), ("签到58人", "到场56人"),
      ("80人参加讲座", "60人参加义诊"),
    ] {
      #expect(throws: LedgerFault.countedTwice(first, second)) { try figures.attended("\(first)，\(second)") }
    }
    #expect(throws: LedgerFault.wrongSum("等40人", 42)) { try figures.attended("党员8名、群众代表34名等40人") }
    #expect(throws: LedgerFault.unclearPart("老人30人")) { try figures.served("义诊50人，老人30人") }
    #expect(throws: LedgerFault.wrongSum("服务群众100人次", 120)) { try figures.served("服务群众100人次，义诊120人次") }
    #expect(throws: LedgerFault.missingItem("本次500份")) { try figures.gave("今年累计发放2000份，本次500份") }
    #expect(throws: LedgerFault.unclearPart("群众60人")) {
      try figures.attended("志愿者12人，群众60人", role: .volunteers)
    }
    #expect(throws: LedgerFault.unclearPart("加上志愿者共40人")) { try figures.attended("群众30人，加上志愿者共40人") }
    #expect(throws: LedgerFault.notGiven("宣传资料应发500份")) { try figures.gave("宣传资料应发500份") }
    for text in ["其中儿童 15 人", "包括老人 5 人", "including 10 children", "of whom 12 women"] {
      #expect(throws: LedgerFault.partOfNothing(text)) { try figures.attended(text) }
    }
    #expect(figures.contents.isEmpty && figures.leftOut.isEmpty)
  }

  @Test func `money must be exact and a figure must be there`() {
    var figures = RecordedFigures()
    #expect(throws: LedgerFault.moneyNotExact("慰问金 500 余元")) { try figures.gave("慰问金 500 余元") }
    #expect(throws: LedgerFault.quantity(.notUnderstood("家长"))) { try figures.attended("家长") }
    #expect(throws: LedgerFault.moneyNotExact("救助金 3万多块")) { try figures.gave("救助金 3万多块") }
    #expect(figures.contents.isEmpty)
  }

  @Test func `what each got or each day brought is no total`() {
    var figures = RecordedFigures()
    for text in [
      "每天约 50 人", "各村、社区各20人", "3个村、2个社区各20人", "两场各50人", "各村 20 人", "每周义诊 30 人次", "20 people each",
    ] {
      #expect(throws: LedgerFault.quantity(.rate(text))) { try figures.attended(text) }
    }
    for text in ["绘本各20本", "各50份", "20 masks each", "各发放宣传资料 50 份", "人均 2 份"] {
      #expect(throws: LedgerFault.quantity(.rate(text))) { try figures.gave(text) }
    }
    #expect(throws: LedgerFault.quantity(.negated("没有50人"))) { try figures.attended("没有50人") }
    #expect(figures.contents.isEmpty)
  }

  @Test func `a service without a number is one that nobody counted`() throws {
    var figures = RecordedFigures()
    for text in ["为群众免费测量血压、血糖", "义诊30人、量血压", "blood pressure checks"] { try figures.served(text) }
    let counts = figures.contents.compactMap { if case .count(let count) = $0 { count } else { nil } }
    #expect(counts.map(\.measure.rawValue) == ["免费测量血压、血糖", "义诊", "量血压", "blood pressure checks"])
    #expect(counts.map(\.quantity.isKnown) == [false, true, false, false])
    #expect(counts.allSatisfy { $0.group == nil })
  }

  @Test func `what moves otherwise is named without its verb`() throws {
    var figures = RecordedFigures()
    try figures.gave("收到宣传单 50 份", as: .receive)
    try figures.gave("叶酸、宣传资料 500 份")
    for text in ["折页剩余 50 份", "折页还剩50份", "还剩 50 份折页", "折页余50份", "折页现有50份", "现有折页50份"] {
      try figures.gave(text, as: .count)
    }
    try figures.gave("购买折页 50 份", as: .receive)
    let items = figures.contents.compactMap { if case .goods(let move) = $0 { move.item } else { nil } }
    #expect(items == ["宣传单", "叶酸、宣传资料"] + Array(repeating: "折页", count: 7))
    #expect(figures.joint == ["叶酸、宣传资料 500 份"])
  }

  @Test func `what came of a service, and whom it was for next, are no services`() throws {
    var figures = RecordedFigures()
    try figures.served("筛查120人，阳性8人")
    try figures.served("走访慰问失独家庭8户、独生子女困难家庭12户，发放资料20份")
    #expect(
      figures.contents.map { $0.text(.zh) } == ["筛查 120 人", "走访慰问（失独家庭） 8 户", "走访慰问（独生子女困难家庭） 12 户"])
    #expect(figures.leftOut.map(\.why) == [.part, .goods])
  }

  @Test(
    arguments: [
      ("义诊120人次、健康咨询180人次，服务群众300余人次", ["服务 300 余人次"]),
      ("服务群众300人次，义诊120人次，咨询180人次", ["义诊 120 人次", "咨询 180 人次"]),
      ("服务群众200人，义诊120人次，咨询180人次", ["义诊 120 人次", "咨询 180 人次"]),
      ("服务群众300人次，义诊120人次", ["服务 300 人次"]), ("义诊50人，慰问困难家庭12户", ["义诊 50 人", "慰问（困难家庭） 12 户"]),
      ("免费体检孕妇12人，发现高危2人", ["免费体检（孕妇） 12 人"]), ("义诊50人，高血压患者12人", ["义诊 50 人"]),
      ("慰问失独家庭8户，困难家庭5户", ["慰问（失独家庭） 8 户", "慰问（困难家庭） 5 户"]),
      ("今年以来累计服务2000人次，本次120人次", ["服务 120 人次"]), ("义诊服务群众150余人次", ["义诊 150 余人次"]),
      ("入户走访慰问计生特殊家庭15户", ["入户走访慰问（计生特殊家庭） 15 户"]), ("慰问服务对象6人", ["慰问（服务对象） 6 人"]),
      ("孕前优生健康检查15对夫妇", ["孕前优生健康检查（夫妇） 15 对"]),
    ] as [(String, [String])])
  func `what several services make is served once`(_ text: String, _ entered: [String]) throws {
    var figures = RecordedFigures()
    try figures.served(text)
    #expect(figures.contents.map { $0.text(.zh) } == entered)
    if text.contains("对夫妇") {
      guard case .count(let count)? = figures.contents.first else { return }
      #expect(count.quantity.n == 30 && count.counter == CountingWord.person)
    }
  }

  @Test func `staff named beside the public are not told again`() throws {
    var figures = RecordedFigures()
    try figures.attended("群众60人，工作人员5人")
    #expect(throws: LedgerFault.toldTwice("5人")) { try figures.attended("5人", role: .staff) }
    try figures.attended("3人，服务居民200人次", role: .volunteers)
    #expect(figures.contents.count == 3)
    #expect(figures.leftOut == [.init(phrase: "服务居民200人次", why: .receivers)])
  }

  @Test func `services that make up a total are entered and the total is not`() throws {
    var figures = RecordedFigures()
    try figures.served("免费量血压 120 人次、测血糖 80 人次，共服务 200 人次")
    let counts = figures.contents.compactMap { if case .count(let count) = $0 { count } else { nil } }
    #expect(counts.map(\.measure.rawValue) == ["免费量血压", "测血糖"])
    #expect(counts.map(\.quantity.n) == [120, 80])
    let wrong = "量血压 120 人次、测血糖 80 人次，共服务 210 人次"
    #expect(throws: LedgerFault.wrongSum("共服务 210 人次", 200)) { try figures.served(wrong) }
  }

  @Test func `stock follows moves, and an approximate gift leaves an upper bound`() async throws {
    try await withLedger { store, _ in
      func move(_ kind: GoodsMove.Kind, _ quantity: Quantity, _ reason: String? = nil) -> LedgerDraft {
        LedgerDraft(
          scope: .init(unit: "diecai"),
          .record(.goods(GoodsMove(kind, item: "宣传册", quantity: quantity, counter: "册", reason: reason))))
      }
      _ = try await store.append(
        [move(.receive, .exact(600)), move(.give, try CountPhrase("500 余册").quantity)], by: "县", at: noon)
      var stock = try #require(
        StockBook(try await store.balance(), units: try smallRegion(), zone: .utc).stocks.first)
      #expect(stock.left.sumText(.zh, counter: "册") == "至多 100 册")
      _ = try await store.append(
        [move(.count, .exact(92), "盘点"), move(.damage, .exact(2))], by: "县", at: noon)
      stock = try #require(
        StockBook(try await store.balance(), units: try smallRegion(), zone: .utc).stocks.first)
      #expect(stock.left == .exact(90))
      #expect(stock.counts.map(\.reason) == ["盘点"])
      #expect(stock.differences == [])
      #expect(stock.received.total == .exact(600))
    }
  }
}
