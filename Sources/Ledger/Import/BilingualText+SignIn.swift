import Planning

/// What is said of rows of a sign-in sheet.
extension BilingualText {
  static func countedOnce(_ first: Signature) -> BilingualText {
    BilingualText(
      zh: "与第 \(first.row) 条同名同电话，只算一次", en: "same name and phone as entry \(first.row): counted once")
  }

  static func otherCount(_ person: Signature, _ first: Signature) -> BilingualText {
    func text(_ one: Signature, _ language: Language) -> String {
      one.count.quantity.sumText(language, counter: CountingWord.person)
    }
    return BilingualText(
      zh:
        "与第 \(first.row) 条同名同电话，人数却不同（\(text(first, .zh))、\(text(person, .zh))），只按第 \(first.row) 条算，是否正确？",
      en:
        "same name and phone as entry \(first.row) with another number (\(text(first, .en)), \(text(person, .en))): counted as entry \(first.row) says, is that right?"
    )
  }

  static func unknownStatus(_ words: String) -> BilingualText {
    let shown = words.withMaskedNames
    return BilingualText(
      zh: "看不懂“\(shown)”是来了还是没来，按来了算，是否正确？（\(SignInStatus.understood.zh)）",
      en:
        "'\(shown)' does not say who came: taken as having come, is that right? (\(SignInStatus.understood.text(.en)))"
    )
  }

  static func tooManyOfOne(_ n: Figure) -> BilingualText {
    BilingualText(
      zh: "一个姓名下 \(n) 人，不合情理；请核对", en: "\(n) people under one name is beyond reason; please check")
  }

  static let struckOut = BilingualText(
    zh: "写明作废、误签或重复，没有算人数，是否正确？",
    en: "struck out or there twice by its own words: not counted, is that right?")

  static let seemsAway = BilingualText(
    zh: "备注像是说没参加，没有算人数，是否正确？来了的请改备注",
    en:
      "the remark seems to say that they did not come: not counted, is that right? If they did mend the remark"
  )

  static let noPlace = BilingualText(
    zh: "没写是哪里的人，照数算了；是合计的请写“合计”",
    en: "it does not say where they are from and was counted; call a sum a total")

  static func unreadNumber(_ text: String) -> BilingualText {
    BilingualText(
      zh: "“\(text.withMaskedNames)”里的数没有算进人数，是否正确？人数请单独写一列“人数”",
      en:
        "the number in '\(text.withMaskedNames)' was not counted, is that right? Give the number of people a column of its own"
    )
  }

  static let partOfRowAbove = BilingualText(
    zh: "是上一行里的一部分，没有另计", en: "some of those of the row above, not counted again")

  static let sumOfOthers = BilingualText(
    zh: "等于其余各行之和，像是合计，没有再算；是否正确？不是合计的，请在表末另加一行“合计”写明总数",
    en:
      "as many as all other rows together: taken for their sum and not counted again, is that right? If not add a row with the total"
  )

  static let nobody = BilingualText(
    zh: "没写姓名、电话和人数，没有算人；是否正确？", en: "no name, phone or number: nobody was counted, is that right?")
}
