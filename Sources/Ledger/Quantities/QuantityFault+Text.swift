public import Planning

extension QuantityFault {
  public func text(_ language: Language) -> String {
    let (phrase, text) = words
    // Its beginning will do: somebody may have pasted a page.
    let shown = phrase.count > 60 ? phrase.prefix(60) + "…" : phrase
    return text.text(language).replacing(Self.place, with: shown)
  }

  /// Where a text names the phrase.
  private static let place = "{}"

  private var words: (phrase: String, text: BilingualText) {
    switch self {
    case .notUnderstood(let phrase): (phrase, Self.notUnderstoodText)
    case .severalFigures(let phrase):
      (phrase, phrase.contains { "，,；;、".contains($0) } ? Self.listedText : Self.severalFiguresText)
    case .negative(let phrase): (phrase, Self.negativeText)
    case .tooLarge(let phrase): (phrase, Self.tooLargeText)
    case .share(let phrase): (phrase, Self.shareText)
    case .rate(let phrase): (phrase, Self.rateText)
    case .product(let phrase): (phrase, Self.productText)
    case .change(let phrase): (phrase, Self.changeText)
    case .notACount(let phrase): (phrase, Self.notACountText)
    case .malformed(let phrase): (phrase, Self.malformedText)
    case .halfRange(let phrase): (phrase, Self.halfRangeText)
    case .notWhole(let phrase): (phrase, Self.notWholeText)
    case .negated(let phrase): (phrase, Self.negatedText)
    case .absent(let phrase): (phrase, Self.absentText)
    case .foreignMoney(let phrase): (phrase, Self.foreignMoneyText)
    }
  }

  private static let notUnderstoodText = BilingualText(
    zh: "“{}”里没有数量；写成“58 人”“500 余份”或“若干”",
    en: "no quantity in '{}'; write '58 people', '500+' or 'unknown'")
  private static let severalFiguresText = BilingualText(
    zh: "“{}”里有几个数，分不清哪个算数；请一个数写一项，用逗号隔开",
    en: "'{}' has several figures; write one at a time, with commas between them")
  private static let listedText = BilingualText(
    zh: "“{}”里有几个数；请一次只写一个，要合起来的数请在末尾写出总数，例如“男 12 人，女 23 人，共 35 人”",
    en:
      "'{}' has several figures; write one at a time, or end with what they make, as '12 men, 23 women, 35 in all'"
  )
  private static let negativeText = BilingualText(
    zh: "“{}”是负数；要改正请用 correct",
    en: "'{}' is negative; to mend a figure use correct")
  private static let tooLargeText = BilingualText(
    zh: "“{}”大得不合理或小数超过四位；请核对",
    en: "'{}' is beyond reason, or has more than four decimals")
  private static let shareText = BilingualText(
    zh: "“{}”是比例（百分比、几分之几、几倍），不是数量；请写人数或份数",
    en: "'{}' is a share or a percentage; write how many there were")
  private static let rateText = BilingualText(
    zh: "“{}”是平均数或每份的数，不是总数；请写一共多少",
    en: "'{}' is so much for each, not a total; write how many there were in all")
  private static let productText = BilingualText(
    zh: "“{}”是几个几的写法，没写一共多少；请只写乘好的数，例如“60 人次”",
    en: "'{}' multiplies two numbers and does not say what that makes; write only the product, as '60 visits'"
  )
  private static let changeText = BilingualText(
    zh: "“{}”是增减或短缺的数，不是一共多少；请写实际有多少",
    en: "'{}' says how many more, fewer or too few; write how many there were")
  private static let notACountText = BilingualText(
    zh: "“{}”里的数字像日期、时间、电话或编号，不是数量；请写成“58 人”",
    en: "the digits in '{}' look like a date, a time, a telephone or a name; write '58 people'")
  private static let malformedText = BilingualText(
    zh: "“{}”里的数字写法不对（多余的小数点或逗号）；请写成“1200”或“1.2 万”",
    en: "the number in '{}' is malformed (a point or a comma too many); write '1200' or '1,200'")
  private static let halfRangeText = BilingualText(
    zh: "“{}”只写了一头，没写到多少；请写成“5 到 8 人”，或只写一个数",
    en: "'{}' says from how many and not up to how many; write '5 to 8 people', or one number")
  private static let notWholeText = BilingualText(
    zh: "“{}”：人数、户数、份数不能是小数",
    en: "'{}': people and copies come in whole numbers")
  private static let negatedText = BilingualText(
    zh: "“{}”的数前面有“没”“未”“不”，看不出是不到这么多还是一个也没有；请写成“不到 50 人”或“0 人”",
    en: "'{}' denies its number, which may mean fewer or nobody; write 'fewer than 50 people' or '0 people'")
  private static let absentText = BilingualText(
    zh: "“{}”是没来的人数，不是来了多少；请写来了多少人",
    en: "'{}' is how many did not come; write how many came")
  private static let foreignMoneyText = BilingualText(
    zh: "“{}”不是人民币；请折合成元再写，原币写在备注里",
    en: "'{}' is not in yuan; write how many yuan it is, and the other money in a remark")
}
