public import Planning

/// What the figures of a questionnaire, as a sessions file has them, say against one another.
public struct QuestionnaireCheck {
  /// Numbers of forms that can't be.
  let forms: [BilingualText]
  /// Answers and votes that can't be.
  public private(set) var impossible: [BilingualText] = []
  /// What somebody should look at: a printed share that its count denies, shares without a whole.
  public private(set) var doubts: [BilingualText] = []

  /// What keeps it out of the ledger.
  var contradictions: [BilingualText] {
    forms
      + impossible.map {
        BilingualText(zh: "\($0.zh)；没有收，请改正后再导入", en: "\($0.text(.en)); not taken, mend it and import again")
      }
  }

  /// - `sheet`: Of any section; others contradict nothing here.
  public init(_ sheet: Sheet) {
    forms = Questionnaire.contradictions(in: sheet)
    guard sheet.section == .questionnaire else { return }
    let returned = sheet.value["returned"]?.figure
    for key in ["dimensions", "single_items"] {
      for row in sheet.value[key]?.elements ?? [] {
        check(
          row, returned: returned ?? sheet.value["sent"]?.figure,
          isOpen: key == "dimensions" && row["items"] == nil)
      }
    }
    if let measures = sheet.value["measures"] { check(measures: measures) }
  }

  /// A row can't have more answers than its questions have forms, nor shares of more than all of them.
  ///
  /// - `isOpen`: Whether it may have several questions, and does not say how many.
  private mutating func check(_ row: SheetValue, returned: Figure?, isOpen: Bool) {
    let name = row["name"]?.text ?? ""
    let counts = row["counts"]?.pairs ?? []
    refuseWords(counts.map { ($0.key, $0.value, $0.value.figure) }, of: name)
    let printed = row["printed"]?.pairs ?? []
    refuseWords(printed.map { ($0.key, $0.value, $0.value.share) }, of: name)
    // Rounded up, a share may be half a place less.
    let least = printed.compactMap { pair in pair.value.text.flatMap { Self.least($0) } }.reduce(.zero, +)
    if least > 100 {
      let sum = printed.compactMap(\.value.share).reduce(.zero, +)
      impossible.append(
        BilingualText(
          zh: "问卷“\(name)”印的比例相加是 \(sum)%，超过 100%",
          en: "questionnaire '\(name)': the printed shares add up to \(sum)%"))
    }
    guard let returned, !counts.isEmpty else { return }
    let whole = returned * row.questions
    let answers = counts.compactMap(\.value.figure).reduce(.zero, +)
    guard answers <= whole else {
      impossible.append(
        BilingualText(
          zh: "问卷“\(name)”的答案 \(answers) 个，多于 \(whole) 个\(isOpen ? "；有几题请写 items" : "")",
          en:
            "questionnaire '\(name)': \(answers) answers of \(whole)\(isOpen ? "; write how many questions it has as items" : "")"
        ))
      return
    }
    for (answer, value) in counts {
      compare(
        row["printed"]?[answer], with: value.figure, of: whole, "“\(name)”的“\(answer)”",
        "'\(name)', '\(answer)'")
    }
  }

  /// Of all votes nobody has more than all.
  private mutating func check(measures: SheetValue) {
    let items = measures["items"]?.elements ?? []
    let votes = items.map { (name: $0["name"]?.text ?? "", item: $0, votes: $0["votes"]) }
    refuseWords(
      votes.compactMap { row in row.votes.map { ("votes", $0, $0.figure) } }
        + votes.compactMap { row in row.item["printed"].map { ("printed", $0, $0.share) } }, of: "measures")
    for row in votes where row.votes == nil && row.item["printed"] == nil {
      doubts.append(
        BilingualText(
          zh: "问卷“\(row.name)”没有票数（votes），不列出",
          en: "questionnaire '\(row.name)' has no votes and is not shown"))
    }
    let sum = votes.compactMap(\.votes?.figure).reduce(.zero, +)
    guard sum > .zero else { return }
    guard let total = measures["total_votes"]?.figure else {
      doubts.append(
        BilingualText(
          zh: "measures 没写 total_votes（总票数），比例按列出的 \(sum) 票算；没列全的请补上",
          en:
            "measures has no total_votes: shares are of the \(sum) votes that are listed; add it if there were more"
        ))
      return
    }
    guard sum <= total else {
      impossible.append(
        BilingualText(
          zh: "问卷的总票数是 \(total)，各项相加 \(sum)",
          en: "questionnaire: \(total) votes in all, but the choices add up to \(sum)"))
      return
    }
    for row in votes {
      compare(row.item["printed"], with: row.votes?.figure, of: total, "“\(row.name)”", "'\(row.name)'")
    }
  }

  /// To as many places as it is printed.
  private mutating func compare(
    _ printed: SheetValue?, with count: Figure?, of whole: Figure, _ zh: String, _ en: String
  ) {
    guard let text = printed?.text, let share = printed?.share, let count,
      let rounded = count.percent(of: whole, places: Self.places(text)), Figure(rounded) != share,
      let percent = count.percent(of: whole)
    else { return }
    let digits = text.filter { !"%％ ".contains($0) }
    doubts.append(
      BilingualText(
        zh: "问卷\(zh)印的是 \(digits)%，算出来是 \(percent)%",
        en: "questionnaire \(en): \(digits)% is printed, \(percent)% comes out"))
  }

  private mutating func refuseWords(
    _ values: [(key: String, value: SheetValue, figure: Figure?)], of name: String
  ) {
    for (key, value, figure) in values where figure.map({ $0 < .zero }) ?? true {
      let text = value.text ?? value["n"]?.text ?? ""
      impossible.append(
        BilingualText(
          zh: "问卷“\(name)”的“\(key)”不是数字：“\(text)”",
          en: "questionnaire '\(name)': '\(key)' is no number: '\(text)'"))
    }
  }

  private static func places(_ percent: String) -> Int {
    percent.split(separator: ".").dropFirst().first?.prefix { $0.isASCIIDigit }.count ?? 0
  }

  /// The least share that is printed so.
  private static func least(_ percent: String) -> Figure? {
    SheetValue.share(percent).map { share in
      share - Figure(ticks: Figure(1).ticks / (2 * power(of: 10, places(percent))))
    }
  }
}

extension SheetValue {
  /// How many questions of the form a row of a questionnaire has; one if it does not say so.
  public var questions: Figure { self["items"]?.figure ?? 1 }

  /// A percentage, with its sign or without.
  public var share: Figure? { text.flatMap { Self.share($0) } }

  static func share(_ text: String) -> Figure? {
    let digits = text.trimmed
    return Figure(digits.last.map { "%％".contains($0) } ?? false ? String(digits.dropLast()).trimmed : digits)
  }
}

extension Figure {
  /// So many times as much, of whole numbers.
  public static func * (left: Figure, right: Figure) -> Figure {
    Figure(ticks: left.ticks * right.ticks / Figure(1).ticks)
  }
}
