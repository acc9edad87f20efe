import Ledger
import Planning
import Testing

struct QuantityTests {
  @Test func `every phrase of the table is read as it says`() throws {
    let certainties: [String: Quantity.Certainty] = [
      "exact": .exact, "at-least": .atLeast, "nearly": .nearly, "about": .about, "range": .range,
      "below": .below,
      "unknown": .unknown,
    ]
    var read = 0
    for line in try fixture("quantities.tsv").split(separator: "\n") where !line.hasPrefix("#") {
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      let phrase = try CountPhrase(cells[0])
      let quantity = phrase.quantity
      let n =
        switch quantity.certainty {
        case .unknown: "-"
        case .range: "\(quantity.n?.description ?? "")..\(quantity.upper?.description ?? "")"
        default: quantity.n?.description ?? ""
        }
      #expect(n == cells[1], "\(cells[0])")
      #expect(quantity.certainty == certainties[cells[2]], "\(cells[0])")
      #expect((phrase.counter ?? "-") == cells[3], "\(cells[0])")
      read += 1
    }
    #expect(read == 19)
  }

  @Test(
    arguments: [
      ("58 位家长", "", "58", Quantity.Certainty.exact, "人", "家长"),
      ("咨询义诊 30 多人", "咨询义诊", "30", .atLeast, "人", ""),
      ("宣传资料500余份", "宣传资料", "500", .atLeast, "份", ""),
      ("《优生优育2023》等宣传资料 1,200 份", "《优生优育2023》等宣传资料", "1200", .exact, "份", ""),
      ("一次性口罩五十个", "一次性口罩", "50", .exact, "个", ""),
      ("B超30人", "B超", "30", .exact, "人", ""),
      ("十几名志愿者", "", "10", .atLeast, "人", "志愿者"),
      ("上百人", "", "100", .atLeast, "人", ""),
      ("二十来人", "", "20", .about, "人", ""),
      ("将近三百五十人", "", "350", .nearly, "人", ""),
      ("约 50 人", "", "50", .about, "人", ""),
      ("60 人以上", "", "60", .atLeast, "人", ""),
      ("超过 60 人", "", "60", .atLeast, "人", ""),
      ("10多万人次", "", "100000", .atLeast, "人次", ""),
      ("两千三百零五份", "", "2305", .exact, "份", ""),
      ("1亿2千万元", "", "120000000", .exact, "元", ""),
      ("781.43 元", "", "781.43", .exact, "元", ""),
      ("58 家长", "", "58", .exact, nil, "家长"),
      ("500+", "", "500", .atLeast, nil, ""),
      ("about 50 people", "", "50", .about, "人", ""),
      ("fewer than 40 households", "", "40", .below, "户", ""),
      ("第3期培训班 30 人", "第3期培训班", "30", .exact, "人", ""),
      ("3岁以下儿童20名", "3岁以下儿童", "20", .exact, "人", ""),
      ("2023年宣传单50份", "2023年宣传单", "50", .exact, "份", ""),
      ("A4 纸 200 张", "A4 纸", "200", .exact, "张", ""),
      ("58 位 3 岁以下儿童家长", "", "58", .exact, "人", "3 岁以下儿童家长"),
      ("与270多户村民签订", "与", "270", .atLeast, "户", "村民签订"),
    ] as [(String, String, String, Quantity.Certainty, String?, String)])
  func `a phrase gives what is counted, how many and how sure`(
    _ phrase: String, _ subject: String, _ n: String, _ certainty: Quantity.Certainty, _ counter: String?,
    _ noun: String
  ) throws {
    let read = try CountPhrase(phrase)
    #expect(read.subject == subject)
    #expect(read.quantity.n?.description == n)
    #expect(read.quantity.certainty == certainty)
    #expect(read.counter == counter)
    #expect(read.noun == noun)
  }

  @Test(arguments: [("五六十人", "50", "60"), ("20至30 户", "20", "30"), ("20～30万元", "200000", "300000")])
  func `two numbers are the ends of a range`(_ phrase: String, _ low: String, _ high: String) throws {
    let quantity = try CountPhrase(phrase).quantity
    #expect(quantity.certainty == .range)
    #expect(quantity.n?.description == low)
    #expect(quantity.upper?.description == high)
  }

  @Test(arguments: ["宣传品一批", "宣传折页若干份", "不详"])
  func `a thing without a number is unknown, not zero`(_ phrase: String) throws {
    let quantity = try CountPhrase(phrase).quantity
    #expect(quantity.certainty == .unknown)
    #expect(quantity.n == nil)
  }

  @Test(arguments: ["58", "500", "10000", "12.5"], ["元", "人", nil])
  func `what is printed reads back as itself`(_ digits: String, _ counter: String?) throws {
    let n = try #require(Figure(digits))
    // Nobody counts half a person.
    guard n.isWhole || counter != "人" else { return }
    let single = [Quantity.Certainty.exact, .atLeast, .atMost, .below, .nearly, .about].compactMap {
      Quantity(n, $0)
    }
    for quantity in single + [.range(n, n + 7)] {
      for language in Language.allCases {
        let read = try CountPhrase(quantity.sumText(language, counter: counter))
        #expect(read.quantity.saying(nil) == quantity)
        #expect(read.counter == counter)
        #expect(read.subject == "" && read.noun == "")
      }
    }
  }

  @Test func `no mixture of numerals, hedges and counting words stops the reader`() {
    let pieces = [
      "5", "58", "1.2", ".", ",", "万", "亿", "十", "百", "千", "二", "两", "零", "几", "数", "余", "多", "来", "约", "近",
      "上", "不足", "左右", "以上", "—", "至", "-", " ", "人", "人次", "份", "家长", "《", "》", "（", "宣传资料", "第", "岁", "+",
    ]
    var state: UInt64 = 20_230_712
    var understood = 0
    for _ in 0..<20_000 {
      var phrase = ""
      for _ in 0..<6 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        phrase += pieces[Int(state >> 33) % pieces.count]
      }
      guard let read = try? CountPhrase(phrase), let n = read.quantity.n else { continue }
      understood += 1
      #expect(n >= 0 && n <= .largest && read.quantity.upper.map { $0 >= n } == true)
    }
    #expect(understood > 5000)
  }

  @Test func `what can't be a figure is refused with its reason`() {
    #expect(throws: QuantityFault.negative("-5 人")) { try CountPhrase("-5 人") }
    #expect(throws: QuantityFault.severalFigures("58 人和 3 人")) { try CountPhrase("58 人和 3 人") }
    #expect(throws: QuantityFault.tooLarge("99999999亿人")) { try CountPhrase("99999999亿人") }
    #expect(throws: QuantityFault.notUnderstood("家长")) { try CountPhrase("家长") }
  }

  @Test func `a rough order of magnitude is marked`() throws {
    #expect(try CountPhrase("数百份").isRough)
    #expect(try CountPhrase("几十人").isRough)
    #expect(try !CountPhrase("十余场").isRough)
  }
}
