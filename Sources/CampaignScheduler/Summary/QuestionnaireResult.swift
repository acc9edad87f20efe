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
      guard let items = dimension["items"]?.figure, items > .zero, let counts = dimension["counts"] else {
        return nil
      }
      let answers = counts.pairs.compactMap(\.value.figure).reduce(Figure.zero, +)
      let open = Figure(ticks: returned.ticks * items.ticks / Figure(1).ticks) - answers
      guard (open.ticks % items.ticks) == 0 else { return nil }
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
      let items = row["items"]?.figure ?? (key == "single_items" ? Figure(1) : nil)
      if let returned, let items, let counts = row["counts"] {
        let whole = Figure(ticks: returned.ticks * items.ticks / Figure(1).ticks)
        return SheetFigures.Row(name, counts.pairs.map { ($0.key, share($0.value.figure, of: whole)) }).json
      }
      let printed = row["printed"]?.pairs ?? []
      guard !printed.isEmpty else { return nil }
      return SheetFigures.Row(
        name,
        printed.map { ($0.key, $0.value.text.flatMap { Figure($0)?.quotient(by: 1) }.map { .string($0) }) }
      ).json
    }
  }

  /// Votes as shares of all votes, not of the voters.
  private var measures: [JSONText.Member] {
    let total = value["measures"]?["total_votes"]?.figure
    return (value["measures"]?["items"]?.elements ?? []).compactMap { item in
      guard let name = item["name"]?.text, let share = share(item["votes"]?.figure, of: total) else {
        return nil
      }
      return JSONText.Member(name, share)
    }
  }
}
