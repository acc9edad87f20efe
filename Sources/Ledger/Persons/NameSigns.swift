/// The signs and words that tell people's names from other words: surnames, signs that given names are made of, and words
/// of both that are no names.
///
/// Whoever has a rare sign in their name is not found; a place, a group or a thing must not be taken for somebody.
enum NameSigns {
  static let isSurname: UInt16 = 1
  static let isGiven: UInt16 = 2
  /// A surname that is hardly ever anything else: 张 is one, 高 and 石 as often begin a place or a thing.
  static let isPlain: UInt16 = 4
  /// The first of a word for kin and for those who are older, behind a surname: 韦奶奶.
  static let isKin: UInt16 = 8
  static let isNumeral: UInt16 = 16
  /// Said twice, what children are called: 豆豆.
  static let isNickname: UInt16 = 32
  /// What only sounds are written with: 吐尔逊.
  static let isSound: UInt16 = 64
  /// The first of a common given name of two signs, be it given alone or not: 家豪.
  static let beginsGiven: UInt16 = 128
  /// The first of a name that writes another language's sounds: 卓玛.
  static let beginsTransliterated: UInt16 = 256
  /// A surname that begins other words far more often: 全, 区.
  static let isSeldomSurname: UInt16 = 512
  /// Of given names, but as often of verbs and families: 粟有凤, 何家旺.
  static let isDoubtful: UInt16 = 1024
  /// What people who know each other say before a surname or a name.
  static let isFamiliar: UInt16 = 2048
  /// A surname, and neither what is said before one nor the end of a longer one.
  static let isWholeSurname: UInt16 = 4096
  /// A surname beside words for units and posts, see ``WhoText``.
  static let isSurnameBesidePosts: UInt16 = 8192

  private static let familiar = "老小阿"
  /// What stands for signs of a name: 周某, 王XX.
  static let masks = Set("某×xXＸ*＊")
  /// What parts the names of somebody: 吐尔逊·买买提.
  static let dots = Set("·•・‧")

  /// What a sign may be in a name, by its number: every entry of the ledger is looked through.
  static let marks: [UInt16] = {
    var marks = [UInt16](repeating: 0, count: 0x1_0000)
    func add(_ text: some Sequence<Character>, _ mark: UInt16) {
      for sign in text { for scalar in sign.unicodeScalars { marks[Int(scalar.value)] |= mark } }
    }
    add(PersonalNames.surnames, isSurname | isWholeSurname | isSurnameBesidePosts)
    add(others.union(rare), isSurname | isWholeSurname)
    add(WhoWords.lessCommon, isSurnameBesidePosts)
    add(seldom, isSeldomSurname)
    add(familiar, isSurname | isFamiliar)
    // The last sign of 欧阳, so that a given name follows it.
    add(WhoWords.compounds.compactMap(\.last), isSurname)
    add(given.filter { !$0.isWhitespace }, isGiven)
    add(doubtful, isDoubtful)
    add(masks, isGiven)
    add(sounds, isSound)
    for number in CommonGivenNames.firstSigns { marks[Int(number)] |= beginsGiven }
    add(TransliteratedNames.firstSigns, beginsTransliterated)
    add(plain, isPlain)
    add((NameScan.kin + NameScan.posts).compactMap(\.first), isKin)
    add("一二三四五六七八九十", isNumeral)
    add(given.filter { !"天大小妹宝".contains($0) } + "豆朵贝萌妞丫糖果囡", isNickname)
    return marks
  }()

  private static let plain = """
    王李张刘陈杨赵黄周吴徐孙胡朱林何郭罗梁宋郑谢韩唐冯董萧曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎潘杜戴汪姜范姚谭廖邹郝崔邱秦陆史侯邵孟尹黎乔赖龚\
    庞樊殷翟倪俞颜韦覃莫岑葛肖闫裴祁柯滕詹耿霍聂褚阮甄栾佟缪佘冼骆鲍邢靳窦瞿饶卞隋冉涂邬臧晏娄谌蔺匡胥邝禤褟庾粟敖鄢闵牟虞屠穆蒙俸逄郗郦扈阚芮嵇
    """
  private static let sounds = Set(
    "阿艾埃依伊古丽买麦提吐图尔逊木江孜热合迪力克努尼萨沙哈巴斯拉汗穆米拜罕帕塔坎玉素甫肉赛娜库瓦兰满则孙里来勒布卡苏亚西奴皮牙生不都马吾日乌加娃")
  /// Surnames that so many words begin with that only what is made as names are counts, and less common ones.
  private static let others = Set(
    "高付肖闫裴祁柯滕詹耿霍聂褚阮甄栾佟缪佘冼骆鲍邢靳毕窦瞿饶卞翁隋冉卓祝柳涂邬臧晏娄谌蔺匡胥邝禤褟庾粟敖鄢闵牟尤仇虞屠项费辛穆阳蓝玉班零磨容麻宁梅左舒童游桂荆焦苗植岳屈")
  /// Less common ones that hardly any word of people begins with.
  static let rare = Set("盘奉俸宾符巫危苟卜戚喻裘芮嵇郗厉郜邰莘逄姬郦雍扈茹阙晁阚鞠蒯竺贲巩")
  /// Only one of the commonest given names makes somebody's of them.
  private static let seldom = Set(
    "全区代古包利银隆谷牙贝封占幸卫纪柏储劳党蒲桑车申尚齐连路池冷简官单查管解房曲仲吉花米商练关应权鲜楚郎宗敬巢束鹿荣边")

  static func isSurname(_ sign: Character) -> Bool { mark(sign) & isWholeSurname != 0 }
  static func isFamiliar(_ sign: Character) -> Bool { mark(sign) & isFamiliar != 0 }

  static func mark(_ scalar: Unicode.Scalar) -> UInt16 {
    scalar.value < 0x1_0000 ? marks[Int(scalar.value)] : 0
  }

  static func mark(_ character: Character) -> UInt16 {
    character.unicodeScalars.count == 1 ? character.unicodeScalars.first.map { mark($0) } ?? 0 : 0
  }

  private static let doubtful = "有家来义发保公老卜水火土"

  /// The commonest, without those that are doubtful.
  private static let given = """
    伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红梅春凤珍萍燕玲雪琴云莲真环荣爱妹香月莺媛瑞凡佳嘉琼勤贞莉叶璧璐娅琦晶
    妍茜秋珊莎锦黛青倩婷姣婉娴瑾颖露瑶怡婵雁蓓仪荷丹蓉君蕊薇菁梦岚婕馨瑗琰韵咏卿聪澜纯毓悦昭冰爽琬茗羽希宁欣滢馥筠柔竹霭凝晓欢
    霄枫芸菲寒伊亚宜姬舒影荔思毅俊峰东文辉永健志兴良海山仁波贵福生龙元国胜学祥才武新利清飞彬富顺信子昌成康星光天达安岩茂林坚彪
    博诚敬震振壮群豪邦承乐绍功松善厚庆民友裕哲江浩亮谦奇翰朗伯宏鸣朋斌栋维启克伦翔旭鹏泽晨辰士建树炎德泰盛雄琛钧冠腾楠榕航弘一
    诺涵轩宇然睿煜铭梓萱琪雨诗语桐依瑜皓昊奕霖熙昕彤芮沐菡妤恩予乔凯锋钢铁鑫淼森焱帅威彦贤柏根财旺喜寿禄连定守继传耀宗祖立升奎
    魁豹虎花芬菊桃杏巧翠银金珠宝娣妮姗婧媚嫣娇姿淑惠慧雅洁素美雯霏虹霜冬夏晴阳曦晖昆朝曼景智礼忠孝廉小大甜圆苗苏怀心
    娥芝碧彩仙佩祺骏恒晟炜烨熠桦淇潇澄珂玥瑛璇鸿鹤麟麒昱晗楚盈祎禹秉绮茵莹蔚蕾逸韬锡铮钰锐勋滔骁煊灿艺容
    """

  /// Words of two signs that look like names.
  static let words: Set<UInt32> = Set(
    """
    农民 农田 农林 农学 农大 农友 万元 万一 万民 万安 万国 万山 万宝 万福 万达 万家 万名 万千 万荣 万宁 万盛 万春 万利 万顺 万花
    武昌 武士 武大 武学 武安 武定 武功 武林 武威 武鸣 夏天 夏秋 夏朝 夏冬 韩国 韩语 江苏 江夏 江山 江东 江海 江心 江宁 江安 江华 江达
    江永 江城 黄金 黄连 黄山 黄海 黄花 黄龙 黄梅 黄冈 庞大 庞然 沈阳 白天 白露 白花 白金 白山 白雪 白莲 白云 白银 白玉 白光 白兰 白洋 白衣
    方才 方圆 方士 方子 方山 方志 方平 方明 方兴 方正 方言 金银 金星 金花 金子 金利 金华 金冠 金文 金元 金刚 金莲 金光 金山 金秋 金昌
    金平 金丹 金凤 金桂 金龙 金玉 金色 金晨 安定 安心 安宁 安庆 安阳 安生 安乐 安泰 安静 安然 安康 安贞 安民 安达 安国 安顺 安仁 安福
    安东 安龙 欧元 欧亚 欧美 文华 文峰 文才 文士 文静 文山 文传 文思 文豪 文学 文明 文武 文昌 文雅 文成 文安 文旅 文心 文友 文星 文英
    温柔 温厚 温馨 温顺 温江 温情 温泉 温雅 苏丹 苏宁 苏州 芦花 芦苇 唐朝 唐诗 唐山 史学 史诗 宋朝 宋元 凌晨 凌云 甘心 甘露 甘孜 严寒
    严守 严明 石子 石林 石英 石龙 石海 石景 石山 石泉 莫大 周一 周天 周朝 周正 任一 罗山 罗兰 罗田 罗平 罗定 罗江 常山 常德 常青 常胜 常乐
    常新 常春 常平 常宁 常安 秦朝 秦安 秦国 康定 康泰 康熙 康宁 康佳 康健 康乐 康美 康平 黎阳 黎明 黎平 洪大 洪山 洪亮 洪福 洪峰 洪江
    闭环 季军 毛子 毛竹 毛利 蒙山 马山 马克 马兰 马虎 马良 马龙 余元 余庆 余江 田心 田林 田东 田阳 田园 王朝 王子 王国 陆军 陆丰 陆海
    雷达 雷锋 雷雨 雷鸣 雷山 胡子 胡思 叶子 孔子 孔明 孙子 孟子 林立 林子 林学 梁山 梁平 钱财 殷勤 殷红 殷切 汪洋 许诺 许昌 许可 龙凤
    龙山 龙华 龙胜 龙门 龙海 龙文 龙泉 龙岩 龙江 龙安 龙亭 段子 丁香 杨树 杨梅 钟山 钟爱 钟祥 贺喜 贺兰 贺新 贺龙 高兴 高明 高山 高贵
    高雅 高大 高新 高安 高青 高平 高邦 牛大 陶冶 易学 于心 施予 施恩 施惠 施工 谢恩 顾大 樊登 程子 郑重 邱北 彭泽 彭山 温宿 景德 乔木
    小学 小康 许多 苏格 周边 周转 杨柳 郑州 王牌 黄果 小天 小心 小树 小星 小宝 小美 小小 小青 小国 小金 小龙 小礼 小诗 小达 小才 小乐 小银 小安 小志 小博 小清 小大 小一 小花
    小康 小新 小文 小友 小山 小镇 小暖 小爱 小善 小升 小麦 小夏 小寒 小满 小雪 小雨 小子 小苗 小主 小家 小楼 小传 小朋 阳光 阳春 阳江
    方小 方大 南宁 南山 南安 司空 门诊 丁青 万秀 兰山 农安 凌海 卢龙 吴兴 吴忠 吴江 周宁 姚安 安平 安新 安泽 彭阳 施秉 林芝 武宁
    武山 武平 武强 武江 武清 武胜 江阳 汪清 洪泽 洪雅 甘德 白朗 石峰 芦山 苏仙 萧山 邵东 邵武 邵阳 邹平 金东 金安 金明 金阳 金秀
    阎良 陆良 雷波 鲁山 黄岩 黄平 余容 农艺 安逸 文彩 文艺 文苑 武艺 白桦 白鹤 陶艺 颜容 黄鹤 金碧 金叶 金钢 金泰 文景 文竹 苏东
    万金 万邦 万叶 万成 方根 石星 石蕊 石花 季秋 季夏 江景 江平 江洋 黄兴 黄素 黄影 黄桃 黄杨 常爱 常盛 白影 白海 白铁 白苏 兰花
    兰江 欧文 欧华 蒙语 蒙文 蒙学 温婉 温静 温寒 甘美 陆航 武阳 武兴 韩江 韩美 黎语 秦山 莫利 莫亚 何月 何安 农军 农达 夏清
    陶金 陶苗 孟语 洪熙 牛心 程文 程志 贺海 贺江 鲁语 毛桃 吴国 魏国 郑国 鲁国 周语 叶心 凌小 芦叶 于明 于今 曾立 曾荣 曾达 曾成
    曾连 鲁花 苏打 苏林 谢师 李子 宋锦 罗秀 小妹 小民 小生 小巧 万柏 孟连 苏维 苏伊 苏黎 苏珊 苏克 黎民 孟良 江天 白子
    文海 文文 兰阳 兰大 安安 安邦 石安 马亚 宋庆 林海 黄洋 丁二 罗亚 戴维 董子 龙大 柯达 霍乱 付清 付利 付出 高德 高雄 高升 高达
    高乐 高一 高昂 高冠 高耸 高士 高立 高岩 高朋 高锋 祁东 祁连 祁阳 聂荣 霍山 霍林 高昌 高阳 范大 罗红 卢森 卢旺 苏利 苏花 罗曼 罗德
    黄秋 黄明 胡桃 胡立 史丹 陆生 韩信 林森 梁国 侯国 杨花 金宝 金江 万华 白宝 沈丹 石叶 方竹 文达
    阳新 阳子 阳明 阳刚 阳平 阳寿 阳山 阳文 阳韵 阳东 阳桃 阳信 蓝天 蓝光 蓝山 蓝花 蓝青 蓝素
    玉兰 玉山 玉林 玉龙 玉佩 玉环 玉璧 玉树 玉立 玉竹 玉容 玉成 玉露 玉宇 玉叶 玉泉 班子 班超 班花 零星
    零花 零子 零东 磨光 磨子 磨成 磨平 磨圆 磨亮 容克 容光 容子 植树 植根 植苗 麻利 麻子 麻花 麻阳 麻生
    麻仁 麻江 宁夏 宁静 宁波 宁海 宁国 宁安 宁武 宁宗 宁阳 宁德 宁明 宁兴 辛勤 梅花 梅子 梅林 梅雨 梅树
    梅山 梅江 梅森 左传 左心 左云 舒心 舒泰 舒爽 舒兰 舒洁 舒怀 牟平 牟定 牟利 童子 童心 童贞 童生 童真
    童星 童军 童趣 游子 游艺 游乐 游学 游民 游泳 游仙 屈光 桂林 桂花 桂冠 桂圆 桂阳 桂东 桂树 桂平 桂江
    桂兰 桂山 桂金 穆克 荆江 荆东 荆山 荆门 费心 项羽 毕生 毕露 毕升 饶阳 隋朝 卓然 祝福 祝寿 柳树 柳江
    柳林 柳青 柳琴 涂山 苗子 苗语 苗文 焦山 焦心 岳飞 岳阳 辛亥 小熊 小牛 小白 小段 小程 小常 小汤
    小童 小游 小班
    阿克 阿里 阿蒙 阿荣 娄星 饶平 宁强 宁江 麻山 老农
    盘子 盘山 盘根 盘龙 盘升 盘锦 盘江 盘成 盘元 盘景 盘金 奉天 奉承 奉新 奉贤 奉安 奉子 奉若 俸禄 俸金 俸银 宾语 宾阳 宾利 宾朋 宾士 巫山 危岩 危峰
    符文 符山 苟安 苟利 姬松 雍容 茹素 巩固 厉兵 喻明
    全国 全世 全军 全民 全家 全新 全文 全天 全心 区健 区建 代金 代子 代建 代立 古树 古玉 古文 古建 古国 古兰 古诗 古月 古香 古语 古学 包金 包子
    包月 包心 包立 利民 利国 利文 利金 银子 银海 银光 银龙 银杏 隆庆 隆冬 隆德 隆福 谷子 谷雨 谷香 牙子 牙慧 牙雅 贝雅 封建 封信
    封立 封金 幸福 卫国 卫兵 卫生 卫星 纪实 纪元 柏树 柏林 储金 党建 桑树 尚文 尚志 尚德 尚学 连心 连春 连建 路易 花玉 花海 花红 解春 关爱 应英
    荣德 边海 车海 宗文 敬德 敬文
    """.split(whereSeparator: \.isWhitespace).map { key($0) })

  private static func key(_ word: Substring) -> UInt32 {
    word.unicodeScalars.reduce(0) { $0 << 16 | ($1.value & 0xFFFF) }
  }

  /// Whether two signs may begin a name, by their numbers: 张伟, 张三, 韦奶奶, 卓玛, 小红, or be one without a surname: 乐乐, 梓涵.
  static func mayBeginName(_ first: UInt32, _ second: UInt32) -> Bool {
    let (one, other) = (marks[Int(first & 0xFFFF)], marks[Int(second & 0xFFFF)])
    if first == second, other & isNickname != 0 { return true }
    if one & beginsTransliterated != 0, TransliteratedNames.begin(first, second) { return true }
    if one & isFamiliar != 0, other & (isSurname | isGiven) != 0 { return true }
    if one & beginsGiven != 0, CommonGivenNames.contains(first << 16 | (second & 0xFFFF)) { return true }
    // 唐国强 begins with a word, but 高山 is no beginning of a name.
    return one & isSurname != 0
      && (other & (isGiven | isKin | beginsGiven | isDoubtful) != 0
        || other & isNumeral != 0 && mayStandBeforeNumeral(first))
      && (one & isPlain != 0 || !words.contains(first << 16 | second))
  }

  /// 张三, 万三; not 周三 and 高三.
  private static func mayStandBeforeNumeral(_ surname: UInt32) -> Bool {
    let sign = Unicode.Scalar(surname)
    return sign == "万" || marks[Int(surname & 0xFFFF)] & isPlain != 0 && sign != "周"
  }

  /// Whether two signs may be the ends of a name whose middle tells nothing: 李长林.
  static func mayEndName(_ surname: UInt32, _ last: UInt32) -> Bool {
    marks[Int(surname & 0xFFFF)] & isPlain != 0 && marks[Int(last & 0xFFFF)] & isGiven != 0
  }

  /// Whether it begins with a word that looks like a name: 高山, 高山族.
  static func beginsAsWord(_ word: String) -> Bool {
    let signs = word.unicodeScalars.prefix(2).map(\.value)
    return signs.count == 2 && words.contains(signs[0] << 16 | signs[1])
  }

  /// Whether signs of which the last two are given begin with a surname that only the commonest given names follow: 全秀莲, or
  /// one's kin: 银奶奶.
  static func isSeldomName(_ surname: UInt32, _ first: UInt32, _ second: UInt32) -> Bool {
    guard marks[Int(surname & 0xFFFF)] & isSeldomSurname != 0 else { return false }
    let pair = first << 16 | (second & 0xFFFF)
    return NameScan.kinPairs.contains(pair)
      || CommonGivenNames.contains(pair) && !words.contains(surname << 16 | first)
  }

  /// Whether a whole word is made as names are, of a common surname and signs that given names are made of, or a numeral.
  static func isName(_ word: String) -> Bool {
    isMade(word)
      && (WhoWords.beginsInCompound(word)
        || !beginsAsWord(word) && !WhoText.isOrdinary(word))
  }

  /// Whether it has a name's signs, be it a word or not.
  static func isMade(_ word: String) -> Bool {
    let isCompound = WhoWords.beginsInCompound(word)
    let rest = word.dropFirst(isCompound ? 2 : 1)
    guard (1...2).contains(rest.count), let first = word.first,
      isCompound || isSurname(first), let last = rest.last
    else { return false }
    if rest.count == 1, mark(last) & isNumeral != 0, last != "一", let sign = first.unicodeScalars.first {
      return mayStandBeforeNumeral(sign.value)
    }
    return areGiven(rest)
  }

  /// Whether signs are those of a given name.
  static func areGiven(_ signs: Substring) -> Bool {
    !"小大一".contains(signs.last ?? "一") && signs.allSatisfy { mark($0) & isGiven != 0 }
  }

  /// What is said twice of looks and lights, not of children: 星星的孩子.
  static let looks = Set("星圆甜红青亮晶冰静香")

  /// 豆豆
  static func isSaidTwice(_ first: Character, _ second: Character) -> Bool {
    first == second && mark(first) & isNickname != 0
  }

  /// Whether somebody is called so among people who know each other: 豆豆, 小明, 李明.
  static func isCalledSo(_ word: String) -> Bool {
    guard word.count == 2, let first = word.first, let last = word.last else { return isName(word) }
    return isSaidTwice(first, last) || isNickname(word) || isName(word)
  }

  /// 小明, 阿芳, 老周.
  static func isNickname(_ word: String) -> Bool {
    guard word.count == 2, let first = word.first, isFamiliar(first), !beginsAsWord(word),
      let last = word.last
    else { return false }
    return isSurname(last)
      || first != "老" && mark(last) & isGiven != 0 && !"大小".contains(last) && !masks.contains(last)
  }
}
