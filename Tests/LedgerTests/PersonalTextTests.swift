import Planning
import Recurrence
import TestSupport
import Testing

@testable import Ledger

/// What must not be kept is found in the forms that people write; groups, services and numbers of people pass.
@Suite struct PersonalTextTests {
  @Test(arguments: [
    ("小明（8岁）", PersonalText.Kind.namedMinor), ("获奖的有王小明，男，9 岁", .namedMinor), ("李明轩 6岁", .namedMinor),
    ("参加活动的小红(7周岁)很高兴", .namedMinor), ("8岁的小明参加", .namedMinor), ("小强（十二岁）", .namedMinor),
    ("韦小宝（2016年生）", .namedMinor), ("莫小燕（2015年3月出生）", .namedMinor), ("小明（８岁）", .namedMinor),
    ("Tom, 8 years old", .namedMinor), ("Xiao Ming (aged 8)", .namedMinor), ("8-year-old Tom", .namedMinor),
    ("血压 140/90", .healthReading), ("张某血压150/95mmHg", .healthReading), ("血糖 6.1", .healthReading),
    ("空腹血糖偏高 7.8 mmol/L", .healthReading), ("收缩压 150", .healthReading), ("体温 38.5", .healthReading),
    ("blood pressure 140/90", .healthReading), ("测得 6.1mmol", .healthReading),
    ("联系 12900000001", .phone), ("电话129 0000 0002", .phone), ("１２９００００００３３", .phone),
    ("会场 129 7731 23 45", .phone), ("1297 7312 345", .phone), ("129．7731．2345", .phone),
    ("129.7731.2345", .phone),
    ("(129)7731-2345", .phone), ("+8612977312345", .phone), ("一二九七七三一二三四五", .phone),
    ("幺二九 七七三一 二三四五", .phone),
    ("1 2 9 7 7 3 1 2 3 4 5", .phone), ("129/7731/2345", .phone), ("第一12900000001", .phone),
    ("她家 0773-2812345", .phone), ("8月22日 0773-2812345", .phone), ("（0773）281 2345", .phone),
    ("07732812345", .phone),
    ("张三家电话：010 6512 3456", .phone), ("零七七三二八一二三四五", .phone),
    ("450000199001011234", .identity), ("慰问失独家庭张三丰", .namedFamily), ("特殊家庭（李四）", .namedFamily),
    ("走访特殊家庭王某夫妇", .namedFamily), ("失独家庭张三丰不在家", .namedFamily),
    ("看望7岁儿童李明", .namedMinor), ("慰问儿童李明", .namedMinor), ("儿童李明家", .namedMinor), ("送到7岁儿童李明家", .namedMinor),
    ("给学生李明查视力", .namedMinor), ("看望贫困学生黄小燕", .namedMinor), ("男孩：韦国强", .namedMinor), ("李明同学助学金", .namedMinor),
    ("为小红小朋友过生日", .namedMinor), ("慰问留守儿童覃某某", .namedMinor), ("欧阳明月同学", .namedMinor),
    ("a prize for pupil Li Ming", .namedMinor), ("the boy Tom", .namedMinor),
    ("为陈丽华测血压", .namedPerson), ("孕妇张丽产检", .namedPerson), ("给张伟的慰问品", .namedPerson),
    ("艾滋病人王某某慰问", .namedPerson),
    ("张伟的妻子", .namedPerson), ("走进村民覃美玲家", .namedPerson), ("王芳夫妇金婚纪念", .namedPerson),
    ("残疾人赵强家庭走访", .namedPerson),
    ("送给陈晓明", .namedPerson), ("慰问困难党员韦秀英", .namedPerson), ("家长李芳、王强", .namedPerson), ("群众张伟等", .namedPerson),
    ("为老人周桂英理发", .namedPerson),
    ("138，1234，5678", .phone), ("138,1234,5678", .phone), ("电话 2812345", .phone), ("联系电话：281-2345", .phone),
    ("请联系李主任 2812345", .phone), ("phone 2812345", .phone),
    ("张伟说他没来", .namedPerson), ("把王丽记重了", .namedPerson), ("李娜填错", .namedPerson), ("黄丽未签", .namedPerson),
    ("高敏请假", .namedPerson), ("由张伟代签", .namedPerson), ("经李娜核对", .namedPerson), ("昨天覃芳打电话来说少报了", .namedPerson),
    ("签到表上卢桂芳签了两次", .namedPerson), ("唐国强漏报", .namedPerson), ("李四记错", .namedPerson),
    ("7岁儿童李明到场", .namedMinor), ("儿童李明助学金发放", .namedMinor), ("唐氏儿李明康复", .namedMinor),
    ("看望自闭症儿童乐乐", .namedMinor),
    ("慰问儿童朵朵和豆豆", .namedMinor), ("Visit to Child Zhou Ming", .namedMinor),
    ("Visit to CHILD Zhou Ming", .namedMinor),
    ("两癌患者王丽救助", .namedPerson), ("发给张伟毛毯", .namedPerson), ("村医李娜讲课", .namedPerson),
    ("主任医师陈丽华坐诊", .namedPerson),
    ("看望韦奶奶", .namedPerson), ("慰问莫老师", .namedPerson), ("看望韦医生并送药", .namedPerson),
    ("为王阿姨义诊", .namedPerson), ("看望周彩莹慰问", .namedPerson), ("张伟", .namedPerson),
    ("张伟、李娜", .namedPerson), ("李明的书包丢了", .namedPerson),
    ("走访石海涛", .namedPerson), ("帮方小红家收稻谷", .namedPerson), ("黄大年负责", .namedPerson), ("陪高明华看病", .namedPerson),
    ("谭咏梅负责", .namedPerson), ("signature of Wei Guilan", .namedPerson),
    ("失独家庭老周", .namedFamily), ("慰问失独父母老周", .namedFamily), ("失独母亲阿芳来电", .namedFamily),
    ("慰问残疾家庭黄阿姨", .namedPerson),
    ("特殊家庭成员老李", .namedFamily), ("失能老人陈爷爷", .namedPerson), ("艾滋病感染者小刘随访", .namedPerson),
    ("计生特扶家庭周某某", .namedFamily),
    ("失独家庭周某", .namedFamily), ("失独家庭周XX 1 户", .namedFamily), ("失独的老周没来", .namedFamily),
    ("特扶对象韦大姐座谈", .namedFamily),
    ("失独家庭（老周）", .namedFamily), ("失独家庭韦有发家", .namedFamily), ("患病的覃大爷", .namedPerson), ("低保户老莫", .namedPerson),
    ("残疾人家庭小莫", .namedPerson), ("特殊家庭黄老师", .namedFamily), ("癌症患者谭××", .namedPerson), ("老周（失独）", .namedFamily),
    ("黄阿姨（失独家庭）没来", .namedFamily),
    ("张伟是艾滋病感染者", .namedPerson), ("失独家庭、老周", .namedFamily), ("失独家庭黄*", .namedFamily),
    ("失独父亲老韦家没来", .namedFamily),
    ("瘫痪在床的韦奶奶", .namedPerson),
    ("为蓝某某测血压", .namedPerson),
    ("李建国同志参加座谈", .namedPerson), ("补王桂英的", .namedPerson), ("都是李建国", .namedPerson),
    ("多记了韦秀珍母女 2 人", .namedPerson),
    ("王家村韦秀珍家", .namedPerson), ("漏了蓝海英", .namedPerson), ("慰问困难户阳建平", .namedPerson), ("都是玉秀珍", .namedPerson),
    ("@王芳 来了46人", .namedPerson), ("王主任报46人", .namedPerson), ("昨天王主任报了46人", .namedPerson),
    ("王阿姨说没来", .namedPerson),
    ("张伟慰问金发放", .namedPerson), ("吐尔逊·买买提参加", .namedPerson), ("村民阿依古丽·艾合买提", .namedPerson),
    ("Ms. Wei Xiuzhen came", .namedPerson), ("thanks to Mr Li", .namedPerson),
    ("血压一百五十/九十五", .healthReading), ("高压一百五", .healthReading), ("血糖七点八", .healthReading),
    ("BMI 28.3", .healthReading),
    ("体温三十八度五", .healthReading), ("体重 65 公斤", .healthReading), ("视力 4.8", .healthReading),
    ("探望病重的黄秀英", .namedPerson), ("探望病重的王芳", .namedPerson), ("失去独子的王芳", .namedPerson),
    ("大病救助对象李秀英走访", .namedPerson),
    ("李秀英募捐活动", .namedPerson), ("陪李明过节", .namedPerson), ("家属说李秀英去世", .namedPerson),
    ("关爱留守儿童蒙家豪", .namedMinor),
    ("小明的康复训练", .namedMinor), ("豆豆家访", .namedMinor), ("李大爷的拐杖", .namedPerson), ("金志强募捐", .namedPerson),
    ("Visit to bereaved mother Huang Xiuying", .namedPerson), ("Home of Huang Xiuying", .namedPerson),
    ("Visit to Mary Smith", .namedPerson), ("counselling Emma", .namedPerson), ("Emma's home", .namedPerson),
    ("结对帮扶：卢桂花", .namedPerson), ("走访慰问：王奶奶", .namedPerson), ("卢奶奶院子", .namedPerson),
    ("Wei Jianguo family visit", .namedPerson), ("Emma's wheelchair", .namedPerson),
    ("微信号 gx_2026a", .phone), ("QQ：12345678", .phone), ("座机 2812345", .phone),
    ("邮箱 a.wei@example.com", .phone),
    ("帮扶事实孤儿阿依古丽", .namedMinor), ("古丽娜尔来电", .namedPerson), ("慰问贫困户买买提", .namedPerson),
    ("帕孜古丽义诊", .namedPerson),
    ("看望卓玛", .namedPerson), ("村民扎西家", .namedPerson), ("扎西次仁和其其格参加", .namedPerson), ("失独家庭巴特尔", .namedFamily),
    ("给央金送药", .namedPerson), ("卓玛说没来", .namedPerson),
    ("看望韦阿婆", .namedPerson), ("走访万阿公家", .namedPerson), ("探望白阿嫂", .namedPerson),
    ("轩轩和妈妈", .namedMinor), ("朵朵跟她的奶奶", .namedMinor), ("小明和妈妈", .namedPerson), ("李娜与丈夫", .namedPerson),
    ("讲师换成李娜", .namedPerson), ("变更为李娜", .namedPerson), ("由李娜代替", .namedPerson), ("改成韦秀珍", .namedPerson),
    ("schoolbag for Emma", .namedPerson), ("wheelchair for Wei Jianguo", .namedPerson),
    ("aid for Maria Lopez", .namedPerson), ("Emma and her mother", .namedPerson),
    ("Wei Jianguo and family", .namedPerson),
    ("走访慰问盘秀莲老人", .namedPerson), ("慰问困难母亲银秀兰", .namedPerson), ("东门镇银秀兰家", .namedPerson),
    ("慰问失独家庭全秀莲", .namedFamily), ("失独家庭银月姣", .namedFamily), ("走访区秀珍", .namedPerson), ("看望全阿婆", .namedPerson),
    ("慰问盘大爷", .namedPerson), ("宾桂英签了两次", .namedPerson), ("银建国填错", .namedPerson),
    ("走访蒙桂花家", .namedPerson), ("朝阳社区蒙桂花家", .namedPerson), ("蒙桂花家重复", .namedPerson),
    ("谭丽主任授课", .namedPerson), ("谭丽校长讲座", .namedPerson), ("特邀韦丽主任授课", .namedPerson),
    ("特邀马建国医生授课", .namedPerson),
    ("特邀农建华主任授课", .namedPerson), ("按农建华同志意见改", .namedPerson),
    ("慰问困难母亲粟有凤", .namedPerson), ("慰问老党员农有才", .namedPerson), ("走访卜亚生", .namedPerson),
    ("粟有凤家入户", .namedPerson),
    ("慰问黎有凤老人", .namedPerson), ("东村3组农有才家", .namedPerson), ("空巢老人莫老三生日", .namedPerson),
    ("粟有凤没来", .namedPerson),
    ("慰问抗战老兵莫朝阳", .namedPerson), ("看望老村长韦公盛", .namedPerson), ("保洁员马冬梅", .namedPerson),
    ("看望韦氏", .namedPerson), ("走访慰问韦氏老人", .namedPerson), ("看望阿婆韦氏", .namedPerson), ("慰问黄氏夫妇", .namedPerson),
    ("慰问患病的莫老师", .namedPerson), ("祝莫奶奶生日快乐", .namedPerson), ("帮老韦收玉米", .namedPerson),
    ("陪失独老人老陈过中秋", .namedFamily), ("大米给老陈", .namedPerson), ("3组老陈家", .namedPerson), ("李叔叔", .namedPerson),
    ("王建国村长家", .namedPerson), ("留守儿童梓涵", .namedMinor), ("梓涵同学得奖", .namedMinor), ("小雨同学心理干预", .namedMinor),
    ("未婚先孕少女玲玲援助", .namedMinor), ("与轩轩一起画画", .namedPerson), ("给乐乐过生日", .namedPerson),
    ("罗姨化疗陪护", .namedPerson),
    ("Visit to a child, Zhou Ming", .namedMinor), ("at Li Fang's", .namedPerson),
    ("Wei Jianguo's house", .namedPerson), ("Li Fang's birthday", .namedPerson),
    ("走访石海涛户", .namedPerson), ("慰问石海涛一户", .namedPerson), ("石海涛户入户走访", .namedPerson), ("走访李小红户", .namedPerson),
    ("为方小红家修屋", .namedPerson), ("给方小红家送米", .namedPerson), ("看望石海涛", .namedPerson), ("方小红填错", .namedPerson),
    ("走访黄大年", .namedPerson), ("看望黄大年", .namedPerson), ("走访韦守田家", .namedPerson), ("探望黄大年等", .namedPerson),
    ("黄大年生日", .namedPerson), ("黄大年生日会", .namedPerson), ("签收人王芳", .namedPerson), ("经办人：黄大年", .namedPerson),
    ("Talk led by Huang Xiaohong", .namedPerson), ("led by Li Na", .namedPerson),
    ("taught by Emma", .namedPerson),
    ("村民黄大年生日会", .namedPerson), ("义诊30人（张三负责）", .namedPerson), ("张伟带队", .namedPerson),
    ("为石海涛修屋", .namedPerson),
    ("石海涛没有签到", .namedPerson), ("李娜记录不全", .namedPerson), ("张三签名缺失", .namedPerson), ("张伟多算一次", .namedPerson),
    ("Home visit: Li Xiaoming", .namedPerson), ("Wei Guilan home", .namedPerson),
    ("Li Xiaoming home visit", .namedPerson), ("Visit: Wei Guilan", .namedPerson),
    ("Zhang Wei counted twice", .namedPerson), ("Li Xiaoming was counted twice", .namedPerson),
    ("Lan Guihua's story", .namedPerson), ("Meals for Grandpa Mo", .namedPerson),
    ("Uncle Li came", .namedPerson),
    ("Interview with Huang Guiying", .namedPerson), ("Visiting Wei Xiuying", .namedPerson),
    ("走访陈大河", .namedPerson), ("看望李长林", .namedPerson), ("走访邓向前", .namedPerson), ("慰问何首信", .namedPerson),
    ("曹操德签到", .namedPerson), ("走访李永河", .namedPerson),
    ("Visit to the Wei Jianguo family", .namedPerson), ("Li Fang said it rained", .namedPerson),
  ])
  func `a name of a child or a family, a reading and a phone are found`(
    _ text: String, _ kind: PersonalText.Kind
  ) {
    #expect(PersonalText.first(in: text, year: 2026)?.kind == kind)
  }

  @Test(arguments: [
    "以 12900000001a2b3c-17 为准", "a12900000001b2c3-4、1290000000112900-12",
    "儿童（6岁）30 人", "0—3 岁婴幼儿 20 人", "3 岁以下儿童", "小学生（8岁）", "60 岁以上老人 30 人", "王大爷（80岁）", "平均年龄 8 岁",
    "大班（5 岁）", "7—12 岁组", "Children aged 8", "Room 12",
    "测量血压 140 人", "测量血压、血糖 60 多人", "血压计 10 台", "血糖仪 2.5 万元", "高压锅 3 个", "高压锅 20 个", "高压水枪 20 把", "收缩压检测 30 人",
    "慰问计生特殊家庭 20 户", "特殊家庭关爱活动", "失独老人 12 名", "特殊家庭：慰问金 500 元", "为特殊家庭安装扶手",
    "热线 0773-12345678", "36.08 万元", "七星区文化馆 0773-2812345", "叠彩区计生协（电话 0773-2812345）", "拨打12345、12356",
    "12345 12320 1", "150.00 2000.00", "2026-05-01/2026-05-07", "1998 2003 123", "0810 0822 0901",
    "二〇二六年五月二十九日",
    "health hotline 0773-2812345", "〔2023〕44 号 2023-08-07", "128 人、1305 人次、2000 份", "价值 12900000001.5",
    "2026-05-29", "第 32 个世界母乳喂养周", "联合会议 2016 年生效",
    "青春健康“沟通之道”家长培训专题讲座", "〔2023〕12 号", "",
    "张家村村民", "李家小学学生", "慰问王府社区群众", "走访龙胜县、马山县计生户", "为高明区群众测血压", "为石龙镇居民义诊", "慰问黄家村老人",
    "送到贺州、田林", "关爱白云社区妇女", "走进金华小区", "看望方兴社区老人",
    "给学生常见病筛查", "儿童文明礼仪", "儿童白血病救助", "孩子安全教育", "为金秋助学", "为农民工测血压", "学生文学社", "儿童安静阅读", "妇女安康保险", "为高龄老人理发",
    "学生高考", "儿童金色童年", "孩子高兴", "家长文明学校", "群众温馨家园", "儿童康复训练", "给万家送温暖", "学生小志愿者", "儿童小康家庭",
    "Student Health Day",
    "the student union",
    "参加 150，1200，1300 人", "三年分别为 138，1234，5678 份", "热线电话 2812345", "电话咨询 1234567 人次", "七星区文化馆 电话：2812345",
    "共 2812345 份",
    "村委会填错", "叠彩区漏报", "会计记错", "黄村漏报", "高明区补报", "马山县未报", "金秀补报", "张家村重复上报", "石龙镇报错", "专干请假", "家长说孩子没来",
    "由卫生院补报", "由于明天下雨改期", "请于明天上午补报", "经何时核对不清", "周五补交", "高三学生未到", "文明实践站漏报", "万三千份记成三千份",
    "由马山县组织", "经高明区核对", "罗秀群众 30 人", "马山少数民族没来",
    "儿童欢欢喜喜过六一", "儿童天天向上", "儿童平平安安过暑假", "宝宝乐乐园", "学生个个健康", "看望老奶奶", "慰问老师代表", "看望乡村医生", "走进莫医生诊所",
    "关爱白衣护士", "为奶奶们义诊", "李奶奶课堂", "走进韦大姐工作室",
    "黄文秀事迹报告会", "看望邓小平故居", "志愿者文明劝导", "专家康复讲座", "主任高度重视", "党员万家行", "白云义诊", "高明", "龙胜、马山", "苏维埃旧址",
    "票据 2812345 重复",
    "失独家庭小组活动", "残疾家庭小额贷款", "特殊家庭老人", "失独家庭小聚会", "失独家庭阿姨姐妹茶话会", "残疾家庭老年大学", "慰问失独家庭老党员", "特殊家庭小朋友",
    "特殊家庭老旧房改造", "失独家庭老周末聚会", "失独家庭周末营", "失独家庭周年祭扫", "特殊家庭林业贷款", "失独父母陈皮制作", "失独家庭温馨一家亲", "残疾人小康计划",
    "高明区（特殊家庭）", "白云（特殊家庭服务点）", "失独家庭、老年人", "小组长（特殊家庭联系人）",
    "高血压、小儿推拿",
    "失独家庭班主任", "高血压小讲堂", "慢病老年大学",
    "幼儿园老师 30 人", "张家村同志", "学习张桂梅同志先进事迹", "李建国同志先进事迹报告会", "吉林大学老师 30 人", "庆祝国庆老人 30 人", "饶平同志",
    "黄村报46人", "高明区报46人", "主任说记错", "文书记错", "语文老师说", "班主任报46人", "桂林主任报46人", "多记了马山县 2 人", "都是白云社区", "补金秀的",
    "补报", "走访老农", "漏了高明区", "桂林老人", "玉林妇女 30 人", "阳光家园老人", "蓝天救援队",
    "好家风·健康行", "5·29 会员日", "玛纳斯·民族团结文化节", "关爱·未来", "世界艾滋病日@你", "@所有人 报名", "Ms. Health Day",
    "李秀英先进事迹报告会", "王建国工作室", "学习李秀英", "桂林建华小学义诊", "星星的孩子", "困难群众的安康", "提高志强路居民知晓率", "探望病重的老人",
    "Visit to Guilin City", "Home of Peace", "Visit to Li River", "World Breastfeeding Week",
    "Helping Children",
    "测血压一百五十人", "体重管理 30 人", "视力筛查 120 人", "血氧仪 10 台", "BMI 测量 30 人", "微信群 3 个",
    "扎西德勒文艺演出", "走进卓玛泉", "走访扎西村", "为阿依河景区义诊", "格桑花助学", "乌兰牧骑慰问演出", "看望乌兰牧骑", "呼和浩特市义诊", "到尼玛县走访",
    "购买提示牌", "复古丽装", "加强巴马县宣传", "增加措施", "肉孜节慰问", "阿婆 30 人", "慰问老阿婆", "妈妈和宝宝", "家长和孩子", "高明和马山",
    "改成周三", "换成毛巾", "变更为白云社区", "由马山县代替", "改成黄山毛峰",
    "Classes for mothers", "for World Breastfeeding Week", "Clinic for Nanning",
    "Visit for Long Sheng County",
    "Lessons for Young Parents", "men and his role", "微信 123456 人观看", "QQ 群通知", "Li River and family day",
    "全民健康", "全国强国先锋", "全家欢乐", "慰问区学生代表", "区建军节慰问", "古玉兰花", "包心菜", "代建国有资产", "利民社区义诊", "走访隆林群众", "走进银海",
    "走访盘龙居民", "宾阳漏报", "谷雨茶会", "封建迷信", "幸福家园", "关爱华侨", "党建文化活动", "代书记说没来", "区主任报46人", "慰问启蒙老师", "蒙山报错",
    "全家没来", "居民区文明建设", "林秀村长者食堂", "韦秀村长寿老人慰问", "走进林学院长廊", "石康主任报46人", "儿童主任说", "危房户没来", "农家书屋重复",
    "慰问困难母亲有感", "走进农家乐", "走访何家山", "走进莫家屯", "情暖万家", "走访王家新村", "走访罗秀村长者食堂", "罗秀村长说没来", "莫有畏难情绪",
    "韦氏宗祠义诊", "陈氏太极拳展演", "王氏家训讲座", "唐氏筛查", "关爱唐氏宝宝", "给老陈醋厂送温暖", "帮老党员打扫", "陪老人过中秋", "小学同学聚会",
    "走访建国路居民", "儿童思源学校", "和孩子一起画画", "因莫兰蒂台风改期", "看望韦拔群故居", "高一新生", "高三家长说没来", "周大福助学",
    "穆桂英挂帅桂剧", "蓝月亮", "走访困难户", "走访石龙镇", "走访石海景区", "走进石海", "为独居老人家修屋", "为农户家修水管", "帮困难群众家收稻谷", "和顺家园",
    "走访王村", "走访黄石市", "走访黄姚古镇", "走访黄泥坪", "走访李家沟", "走访谭家桥", "走访黄龙洞", "走访潘龙坡", "走访周大福", "走访罗汉果种植户",
    "走访韦拔群故居", "黄河", "黄河生日", "党的生日", "董事长生日", "曾祖母生日", "阳光村生日宴", "学习黄大年", "签收人黄石市民政局", "经办人民政局", "监护人温馨提示",
    "报告人数",
    "签到人次", "led by volunteers", "led by Tian Lin", "led by Guilin City Hospital", "guided by Li River Boats",
    "taught by doctors", "World Health Day", "Lina's Bakery",
    "方小说朗读会", "四方小学", "户外运动", "石龙户外徒步", "林业户", "文明户评选", "一户一策走访", "黄大年精神宣讲", "学习黄大年同志先进事迹", "黄大年式教师团队",
    "老人集体生日会", "会员黄金周生日会", "党员政治生日", "海涛社区困难户", "走进江海明珠", "关爱爱国华侨", "石龙镇负责", "马山县负责", "金秀负责", "罗秀镇带队",
    "义诊30人（村医负责）", "项目负责人培训", "文明办带队", "覃主任带队", "班主任负责", "高明授课", "专家签名", "村委会记录不全", "春节值班", "主持人大赛", "白云讲堂授课",
    "国华小学户外课",
    "Home visit", "Home visit: elderly", "Home visits in Yangshuo", "Nursing home visit",
    "Happy Home project",
    "Yang Shuo home visits", "Long Sheng home visit", "Li River home stay", "Visit: Guilin Hospital",
    "Home visit: Xiang Shan", "Visit: Yang Shuo", "Home visit: Shi Jing Elderly Home",
    "Home visit: Long Sheng County", "Stay home", "Guangxi CDC", "county FPA",
    "Mother's Day", "Women's health", "Children's home", "Li River's day", "Visit to Yao Mountain",
    "Visit to Liu Sanjie Park",
    "结对帮扶：万寿菊种植", "走访慰问：罗秀镇敬老院", "慰问：高丽参 2 盒", "帮扶：陈皮加工", "慰问：王家村老人", "陈家院子", "老奶奶院子",
    "Long Sheng family planning", "Tang Dynasty family visit", "Women's wheelchair race",
    "Lessons for Grandma", "Red Cross said it rained", "Thanks to Red Cross",
    "走访陈明记", "走访王家河", "走访许多天", "走访张家汇", "走访周边林", "访问苏格兰", "陈列馆签到", "走访周转金", "走访杨柳青", "走访黄果树", "走访郑州东",
    "李家堂签到",
    "蔡伦纸坊", "杨树林护林日", "杨树林", "韦博英语", "走访李娜美发店", "Wei Fang Kite Festival", "Bi Jie Health Day",
    "陈列馆负责", "董事长负责", "罗山县负责", "蒋家湾负责", "崔家峪负责", "帮方小学搬桌椅", "走访石海", "走访石海镇", "走进安康家园",
    "signature of the head",
    "Signature of Guilin CDC",
  ])
  func `numbers of people, ages of groups, services and office phones pass`(_ text: String) {
    #expect(PersonalText.first(in: text, year: 2026) == nil)
  }

  @Test func `who decides or inspects is a unit or a post and no person`() {
    for name in ["张伟", "韦桂兰", "李明主任", "市计生协张伟", "石海涛", "Zhang Wei", "Wei Guilan", "Mary Smith"] {
      #expect(PersonalText.named(asOfficer: name)?.kind == .namedOfficer, "\(name)")
    }
    for office in [
      "gx", "guilin", "city.contact", "root", "zhangwei", "石龙镇", "财务", "市计生协", "高新区", "方圆社区", "专干", "主任",
      "马山县卫健局", "金秀县",
      "石海镇政府", "韦氏诊所", "办公室", "分管副局长", "村医", "Guangxi CDC", "City Hospital", "the clerk", "Yang Shuo",
      "Liu Zhou",
      "Family Planning Office",
    ] {
      #expect(PersonalText.named(asOfficer: office) == nil, "\(office)")
    }
  }

  @Test(arguments: ["Zhang Wei", "Wei Guilan", "Li Na", "Chen Jie", "走访黄大年"])
  func `a session is not called after a person`(_ title: String) async throws {
    try await withLedger { store, _ in
      await #expect(throws: LedgerFault.self) {
        _ = try await store.addSession(
          Session(title: title, date: lecture().date, status: .planned), occurrence: memberDay,
          unit: "diecai",
          by: "县", at: noon)
      }
      for harmless in ["Health Day", "Yang Shuo", "Liu Zhou", "National Day"] {
        _ = try await store.addSession(
          Session(title: harmless, date: lecture().date, status: .planned), occurrence: memberDay,
          unit: "diecai", by: "县", at: noon)
      }
    }
  }

  @Test func `masking takes away what tells who it is and nothing else`() {
    #expect(PersonalText.masked("小明（8岁）和 12900000001 都来了", year: 2026) == "小○和 尾号 01 都来了")
    let quote = "“暖心行动”·家长课堂〔2023〕：500 余份"
    #expect(PersonalText.masked(quote, year: 2026) == quote)
    #expect(PersonalText.masked("血压 140/90", year: 2026) == "血压 ○")
  }

  @Test(arguments: PersonalText.Kind.allCases)
  func `what is refused says what to write instead, without the words that tell who it is`(
    _ kind: PersonalText.Kind
  ) throws {
    let samples: [PersonalText.Kind: String] = [
      .namedMinor: "小明（8岁）", .namedFamily: "失独家庭张三丰", .healthReading: "血压 140/90", .phone: "12900000001",
      .identity: "450000199001011234",
      .namedPerson: "", .namedInReason: "", .namedThing: "", .namedOfficer: "",
    ]
    let sample = try #require(samples[kind])
    let reading =
      switch kind {
      case .namedPerson: PersonalText.named(in: "张三丰等")
      case .namedInReason: PersonalText.first(in: "张伟填错", year: 2026, at: .reason)
      case .namedThing: PersonalText.first(in: "张伟家大米", year: 2026, at: .thing)
      case .namedOfficer: PersonalText.named(asOfficer: "张伟")
      default: PersonalText.first(in: sample, year: 2026)
      }
    let found = try #require(reading)
    #expect(found.kind == kind)
    for language in Language.allCases {
      let text = found.text(language)
      #expect(!["小明", "三丰", "张伟", "140", "12900000001", "1990"].contains { text.contains($0) }, "\(text)")
      #expect(text.count > 10)
    }
  }

  @Test(arguments: [
    "小明（8岁）得奖", "血压 140/90", "联系 12900000001", "张伟说没来", "把王丽记重了", "7岁儿童李明到场", "失独家庭老周没来", "慰问残疾家庭黄阿姨",
    "艾滋病感染者小刘",
  ])
  func `the ledger keeps no such words wherever they stand`(_ words: String) async throws {
    try await withLedger { store, _ in
      let key = try await store.addSession(
        lecture(), occurrence: memberDay, unit: "diecai", by: "县", at: noon
      ).key
      let session = Session(title: words, date: lecture().date, status: .planned)
      let entry = try await store.entries(of: key)[0]
      var quoting = lecture()
      quoting.mentions = [Mention(document: "简报", words: words, isSupposed: true)]
      let quoted = quoting
      let move = GoodsMove(.give, item: "折页", quantity: .exact(3), counter: "份", reason: words)
      let attempts: [() async throws -> Void] = [
        { _ = try await store.addSession(session, occurrence: memberDay, unit: "diecai", by: "县", at: noon) },
        { _ = try await store.record([.note(words)], in: key, by: "县", at: noon) },
        { _ = try await store.record([.note("好")], in: key, by: "县", at: noon, lateReason: words) },
        { _ = try await store.void(entry.id, reason: words, by: "县", at: noon) },
        { _ = try await store.record([.goods(move)], in: key, by: "县", at: noon) },
        {
          _ = try await store.correct(entry.id, with: .session(lecture()), reason: words, by: "县", at: noon)
        },
        { _ = try await store.addSession(quoted, occurrence: memberDay, unit: "diecai", by: "县", at: noon) },
        { try LedgerEntry.Content.session(quoted).refusePersonal(lateReason: nil, at: noon) },
      ]
      for attempt in attempts {
        do {
          try await attempt()
          Issue.record("entered")
        } catch LedgerFault.personal {
          // As it should be.
        }
      }
      #expect(try await store.entries(of: key).count == 1)
    }
  }

  @Test(arguments: [
    ("张小明等", "张*等"), ("张伟、李娜等", "张*、李*等"), ("欧阳明月等人", "欧*等"), ("李娜、韦国强", "李*、韦*"),
    ("家长等", nil),
    ("家长、孩子等", nil), ("高中生等", nil), ("白领等", nil), ("家长和孩子", nil), ("张伟", "张*"), ("李明和王红", "李*、王*"),
    ("张伟、群众", "张*"), ("欧阳明月", "欧*"), ("Zhang Wei", "Z*"), ("Li Na and Wang Fang", "L*, W*"),
    ("Village Doctors", nil),
    ("Young Parents", nil), ("计生专干、村医", nil),
    ("农民、工人等", nil), ("周一和周四", nil), ("江南区等", nil), ("高管", nil), ("白领", nil), ("农妇", nil), ("方阵", nil),
    ("张家村村民", nil),
    ("石龙镇", nil), ("安保人员等", nil), ("育龄妇女、老人等", nil),
    ("高一新生", nil), ("高二学生", nil), ("高三家长", nil), ("李支书", "李*"), ("韦氏老人", "韦*"),
    ("张医生、李护士及群众", "张*、李*"), ("张医生等", "张*"), ("覃主任带队", "覃*"), ("计生协覃主任等", "覃*"), ("镇卫健办李主任等", "李*"),
    ("王奶奶夫妇", "王*"),
    ("班主任、语文老师", nil), ("历史老师", nil), ("李奶奶课堂学员", nil), ("银行职工等", nil), ("代书记等", nil),
  ])
  func `words for who came hold no names`(_ group: String, _ hint: String?) async throws {
    #expect(PersonalText.named(in: group)?.hint == hint)
    try await withLedger { store, _ in
      let key = try await store.addSession(
        lecture(), occurrence: memberDay, unit: "diecai", by: "县", at: noon
      ).key
      let count = Count(.attendance, group: group, quantity: .exact(30))
      let isEntered = (try? await store.record([.count(count)], in: key, by: "县", at: noon)) != nil
      #expect(isEntered == (hint == nil))
    }
  }

  @Test(arguments: [("刘万", 1, true), ("刘万", 30, false), ("农妇", 1, false), ("高工", 1, false), ("覃大锤", 1, true)])
  func `one who has a name's shape is somebody, many are a group`(_ group: String, _ n: Int, _ isNamed: Bool)
  {
    #expect((PersonalText.named(in: group, count: Figure(n)) != nil) == isNamed)
  }

  @Test(arguments: [
    "张三、李四、王五", "赵六、孙七、周八", "张三", "刘万 1 人", "张伟 1 人", "张三、李四 2 人", "陆五", "张 三", "王五一家 3 人",
    "梓涵 1 人", "梓涵妈妈 1 人",
    "小明 1 人", "阿芳、小红 2 人", "万三 1 人", "伍六七 1 人", "村医李娜 1 人", "张伟的家人 2 人",
    "张医生、李护士及群众30人", "覃主任带队共6人", "陈老师、李老师2人", "志愿者李阿姨等3人",
  ])
  func `names are neither counted nor entered`(_ words: String) {
    var figures = RecordedFigures()
    do {
      try figures.attended(words)
      Issue.record("entered: \(figures.contents)")
    } catch {
      guard case .personal(let found) = error else { Issue.record("\(error)"); return }
      #expect(found.kind == .namedPerson && found.hint.contains { "*○".contains($0) })
    }
    #expect(throws: LedgerFault.self) { try figures.attended(words, role: .staff) }
    #expect(figures.contents.isEmpty)
  }

  @Test(arguments: [
    "给张伟的慰问品 1 份", "张三、李四", "张三毛毯 1 条", "张伟家大米 1 袋", "张伟慰问品 1 份", "李明的书包 1 个", "马丽的书包 1 个", "张三慰问品 1 份",
    "发给张伟毛毯 1 条", "送李秀英大米 1 袋", "书包 1 个（李秀英）", "书包 1 个（张伟）", "送王芳大米 1 袋", "小明的书包 1 个", "豆豆的玩具 1 个",
    "王奶奶棉鞋 1 双",
    "阿强药品 2 盒", "阿强的药 2 盒", "冼伯轮椅 1 辆", "李明轮椅 1 辆", "卓玛的书包 1 个",
    "唐建华家大米 2 袋", "给失独家庭老周的慰问品 1 份",
  ])
  func `things are not called after people`(_ words: String) {
    var figures = RecordedFigures()
    #expect(throws: LedgerFault.self) { try figures.gave(words) }
    #expect(throws: LedgerFault.self) { try figures.served("为陈丽华测血压 1 人次") }
    #expect(throws: LedgerFault.self) { try figures.served("张伟 1 人") }
    #expect(throws: LedgerFault.self) { try figures.served("张伟义诊 1 人") }
    #expect(figures.contents.isEmpty)
  }

  @Test(arguments: [
    "金龙鱼油 1 瓶", "白玉兰 3 盆", "黄桃罐头 20 罐", "万金油 10 盒", "李宁运动鞋 1 双", "张小泉剪刀 10 把", "李子 3 斤", "康乐棋 1 副", "田七 3 盒",
    "毛泽东选集 3 套", "罗秀米粉 30 份", "高钙奶 30 箱",
    "阿胶糕 3 盒", "轮椅 2 辆", "江中药品 2 盒", "康泰药品 2 盒", "阿司匹林 3 盒", "阿莫西林 3 盒", "阿奇霉素 3 盒", "阿胶 3 盒", "阿里山茶叶 2 盒",
    "阿坝牦牛肉 2 袋", "卓玛泉矿泉水 20 箱",
    "扎西德勒酒 2 瓶", "巴特尔牛肉干 3 袋",
    "徐福记糖 30 袋", "张裕葡萄酒 2 瓶", "周大生银饰 1 件", "王老吉 20 箱", "李宁运动服 3 套", "马应龙药膏 30 支", "白云山板蓝根 30 盒", "周黑鸭 30 份",
    "王致和腐乳 3 瓶", "吴裕泰茶叶 2 盒", "张伟家具 1 套", "桂林米粉 30 份", "玉林牛巴 3 袋", "阳朔金桔 3 箱", "蓝月亮洗衣液 30 瓶",
  ])
  func `things with words like names are entered`(_ words: String) throws {
    var figures = RecordedFigures()
    try figures.gave(words)
    #expect(figures.contents.count == 1)
    try figures.contents[0].refusePersonal(lateReason: nil, at: noon)
  }

  @Test(arguments: [
    ("2812345", false), ("张伟家 2812345", false), ("张伟家", false), ("张伟", false), ("村委会 2812345", true),
    ("七星区文化馆 2812345", true), ("20260529", true), ("白云社区 12 号楼", true), ("高明", true),
    ("阳光小区3栋2单元501室张桂花", false), ("解放路12号张桂花家", false), ("微信群wxid_abc123", false), ("wxid_abc123", false),
    ("阳光小区3栋101室党群服务中心", true), ("解放路8号会议室", true), ("12号楼大厅", true), ("3号文明实践站", true), ("微信群", true),
    ("5号广场", true), ("解放路3号金桂花园", true),
  ])
  func `a bare number of a venue is a phone`(_ venue: String, _ isEntered: Bool) {
    var session = lecture()
    session.venue = venue
    let content = LedgerEntry.Content.session(session)
    #expect(((try? content.refusePersonal(lateReason: nil, at: noon)) != nil) == isEntered)
  }

  @Test(arguments: [
    ("Zhang Wei", false), ("Guangxi CDC", true), ("county FPA", true), ("Save the Children", true),
    ("Mary Kay", true), ("Li Ning", true), ("Mary Smith Hospital", true),
    ("Yang Shuo", true), ("City Hospital", true), ("Red Cross", true), ("Guilin Women", true),
    ("张伟", false), ("张伟、李娜", false), ("爱心人士李秀英", false), ("李叔叔", false), ("粟有凤", false), ("周大福", true),
    ("陈氏宗亲会", true), ("王建国药房", true), ("白云", true), ("张伟诊所", true),
    ("蔡伦纸坊", true), ("杨树林护林日", true), ("韦博英语", true), ("陈明记", true),
    ("高明", true),
  ])
  func `a partner is no person`(_ partner: String, _ isEntered: Bool) {
    var session = lecture()
    session.partners = [partner]
    let content = LedgerEntry.Content.session(session)
    #expect(((try? content.refusePersonal(lateReason: nil, at: noon)) != nil) == isEntered)
  }

  @Test func `who accepts may be named, but not as one of a special family, and who inspects may not`() throws
  {
    func accepted(_ name: String) -> LedgerEntry.Content {
      .acceptance(ReportDecision(.accept, decidedBy: name))
    }
    let day = try #require(CivilDate(iso: "2026-05-29"))
    func others(_ name: String) -> [LedgerEntry.Content] {
      [
        .inspection(.visit(Inspection.Visit(on: day, finding: nil, inspector: name))),
        .stage(StageReached(.application, on: day, decidedBy: name)),
      ]
    }
    try accepted("县计生协主任李强").refusePersonal(lateReason: nil, at: noon)
    for content in others("县计生协主任") { try content.refusePersonal(lateReason: nil, at: noon) }
    for content in [accepted("失独家庭老周")] + others("失独家庭老周") + others("县计生协主任李强") {
      #expect(throws: LedgerFault.self) { try content.refusePersonal(lateReason: nil, at: noon) }
    }
  }

  @Test func `a large sum is no phone`() async throws {
    try await withLedger { store, _ in
      let key = try await store.addSession(
        lecture(), occurrence: memberDay, unit: "diecai", by: "县", at: noon
      ).key
      let figure = try #require(Figure("12900000001"))
      let count = Count(.attendance, quantity: .exact(figure))
      _ = try await store.record([.count(count)], in: key, by: "县", at: noon)
    }
  }

  @Test func `a faulty event of a file is refused alone`() async throws {
    try await withLedger { store, _ in
      let file = SessionsFile(
        """
        events:
          - {id: a, title: 小明（8岁）获奖, unit: 叠彩区, date: "2026-05-29"}
          - {id: b, title: 家长课堂, unit: 叠彩区, date: "2026-05-29", attendance: [{group: 家长, n: 12}]}
        """, file: "s.yaml")
      let report = try await store.importSessions(file, units: try smallRegion(), by: "县", at: noon)
      #expect(report.rows.map(\.result) == [.refused, .ok])
      #expect(report.rows[0].reason?.zh.contains("未成年人") == true)
      #expect(try await store.balance().sessions.map(\.session.title) == ["家长课堂"])
    }
  }
}
