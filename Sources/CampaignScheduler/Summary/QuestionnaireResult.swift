import Ledger
import Planning

/// A questionnaire: forms sent, returned and answered, and the shares of its answers.
struct QuestionnaireResult {
  let value: SheetValue

  init(_ value: SheetValue) {
    self.value = value
  }

  var values: [JSONText.Member] {
    let sent = value["sent"]?.figure
    let returned = value["returned"]?.figure
    let usable = value["usable"]?.figure
    let blank = returned.flatMap { returned in usable.map { returned - $0 } ?? blankForms(of: returned) }
    let answered = returned.flatMap { returned in blank.map { returned - $0 } }
    return SheetFigures.Row(
      "questionnaire",
      [
        ("returnPercent", share(returned, of: sent)), ("answeredPercent", share(answered, of: returned)),
        ("answeredForms", answered.map { .figure($0) }), ("blankForms", blank.map { .figure($0) }),
        ("dimensions", .object(rows("dimensions", returned))),
        ("measures", .object(measures)), ("singleItems", .object(singleItems)),
      ]
    ).values
  }

  /// With the numbers of forms, which say nothing when two questionnaires are compared.
  var valuesAndForms: [JSONText.Member] {
    values
      + SheetFigures.Row(
        "forms",
        [
          ("sent", value["sent"]?.figure.map { .figure($0) }),
          ("returned", value["returned"]?.figure.map { .figure($0) }),
        ]
      ).values
  }

  private func share(_ part: Figure?, of whole: Figure?) -> JSONText? {
    part.flatMap { part in whole.flatMap { part.percent(of: $0) } }.map { .string($0) }
  }

  /// Forms that every dimension leaves without an answer; nil if the dimensions disagree.
  private func blankForms(of returned: Figure) -> Figure? {
    let blanks = (value["dimensions"]?.elements ?? []).compactMap { dimension -> Figure? in
      let items = dimension.questions
      guard items > .zero, let counts = dimension["counts"] else { return nil }
      let answers = counts.pairs.compactMap(\.value.figure).reduce(Figure.zero, +)
      let open = returned * items - answers
      guard open >= .zero, (open.ticks % items.ticks) == 0 else { return nil }
      return Figure(Int(open.ticks / items.ticks))
    }
    return Set(blanks).count == 1 ? blanks[0] : nil
  }

  /// Single items whose share was told beside those of the dimensions.
  private var singleItems: [JSONText.Member] { rows("single_items", value["returned"]?.figure) }

  /// Each answer's share of the row's items times the returned forms; as it is printed where nobody gave the counts.
  private func rows(_ key: String, _ returned: Figure?) -> [JSONText.Member] {
    (value[key]?.elements ?? []).compactMap { row in
      guard let name = row["name"]?.text else { return nil }
      if let returned, let counts = row["counts"] {
        let whole = returned * row.questions
        return SheetFigures.Row(name, counts.pairs.map { ($0.key, share($0.value.figure, of: whole)) }).json
      }
      let printed = row["printed"]?.pairs ?? []
      guard !printed.isEmpty else { return nil }
      return SheetFigures.Row(name, printed.map { ($0.key, Self.printed($0.value)) }).json
    }
  }

  /// As somebody printed it, with two places.
  private static func printed(_ value: SheetValue) -> JSONText? {
    value.share?.quotient(by: 1).map { .string($0) }
  }

  /// Votes as shares of all votes, not of the voters; as they are printed where nobody gave the votes.
  private var measures: [JSONText.Member] {
    let items = value["measures"]?["items"]?.elements ?? []
    let total =
      value["measures"]?["total_votes"]?.figure
      ?? items.compactMap { $0["votes"]?.figure }.reduce(.zero, +)
    return items.compactMap { item in
      let share = share(item["votes"]?.figure, of: total) ?? item["printed"].flatMap(Self.printed)
      return item["name"]?.text.flatMap { name in share.map { JSONText.Member(name, $0) } }
    }
  }
}
