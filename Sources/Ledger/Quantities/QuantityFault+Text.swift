public import Planning

extension QuantityFault {
  public func text(_ language: Language) -> String {
    switch self {
    case .notUnderstood(let phrase):
      language(
        "“\(phrase.shown)”里没有数量；写成“58 人”“500 余份”或“若干”",
        "no quantity in '\(phrase.shown)'; write '58 people', '500+' or 'unknown'")
    case .severalFigures(let phrase):
      language(
        "“\(phrase.shown)”里有几个数，分不清哪个算数；请一个数写一项，用逗号隔开",
        "'\(phrase.shown)' has several figures; write one at a time, with commas between them")
    case .negative(let phrase):
      language("“\(phrase.shown)”是负数；要改正请用 correct", "'\(phrase.shown)' is negative; to mend a figure use correct")
    case .tooLarge(let phrase):
      language(
        "“\(phrase.shown)”大得不合理或小数超过四位；请核对", "'\(phrase.shown)' is beyond reason, or has more than four decimals")
    case .share(let phrase):
      language(
        "“\(phrase.shown)”是比例（百分比、几分之几、几倍），不是数量；请写人数或份数",
        "'\(phrase.shown)' is a share or a percentage; write how many there were")
    case .rate(let phrase):
      language(
        "“\(phrase.shown)”是平均数或每份的数，不是总数；请写一共多少",
        "'\(phrase.shown)' is so much for each, not a total; write how many there were in all")
    case .change(let phrase):
      language(
        "“\(phrase.shown)”是增减或短缺的数，不是一共多少；请写实际有多少",
        "'\(phrase.shown)' says how many more, fewer or too few; write how many there were")
    case .notACount(let phrase):
      language(
        "“\(phrase.shown)”里的数字像日期、时间、电话或编号，不是数量；请写成“58 人”",
        "the digits in '\(phrase.shown)' look like a date, a time, a telephone or a name; write '58 people'")
    case .malformed(let phrase):
      language(
        "“\(phrase.shown)”里的数字写法不对（多余的小数点或逗号）；请写成“1200”或“1.2 万”",
        "the number in '\(phrase.shown)' is malformed (a point or a comma too many); write '1200' or '1,200'")
    case .notWhole(let phrase):
      language("“\(phrase.shown)”：人数、户数、份数不能是小数", "'\(phrase.shown)': people and copies come in whole numbers")
    case .negated(let phrase):
      language(
        "“\(phrase.shown)”的数前面有“没”“未”“不”，看不出是不到这么多还是一个也没有；请写成“不到 50 人”或“0 人”",
        "'\(phrase.shown)' denies its number, which may mean fewer or nobody; write 'fewer than 50 people' or '0 people'"
      )
    case .absent(let phrase):
      language(
        "“\(phrase.shown)”是没来的人数，不是来了多少；请写来了多少人", "'\(phrase.shown)' is how many did not come; write how many came")
    case .foreignMoney(let phrase):
      language(
        "“\(phrase.shown)”不是人民币；请折合成元再写，原币写在备注里",
        "'\(phrase.shown)' is not in yuan; write how many yuan it is, and the other money in a remark")
    }
  }
}

extension String {
  /// Its beginning, for a message: somebody may have pasted a page.
  fileprivate var shown: String { count > 60 ? prefix(60) + "…" : self }
}
