import Planning

/// What is held against the number of all people.
extension EventFigures {
  /// Parts are among the people, and not more than they are.
  mutating func checkParts() throws(CellProblem) {
    guard !columns.parts.isEmpty else { return }
    var people = QuantitySum()
    for content in contents {
      if case .count(let count) = content, count.counter != CountingWord.household {
        people.add(count.quantity)
      }
    }
    guard people.unknowns == 0, people.total.certainty != .atLeast, let most = people.total.upper else {
      return
    }
    for part in columns.parts {
      // Cells that were not read may hold anything.
      let isRead = part.column == columns.header[.children]
      let said = isRead ? try quantity(part.column) : (try? quantity(part.column)) ?? nil
      guard let number = said?.0.n, number > most else { continue }
      throw CellProblem(
        part.column,
        .init(
          zh: "\(part.group) \(number) 人，比总人数还多",
          en: "\(number) (\(columns.header.cells[part.column])) are more than all people"))
    }
    checkSexes()
  }

  /// Men and women are all who came.
  private mutating func checkSexes() {
    let people = contents.compactMap { content -> Quantity? in
      guard case .count(let count) = content, count.measure == .attendance, count.role == .public else {
        return nil
      }
      return count.counter == CountingWord.household ? nil : count.quantity
    }
    guard let sexes = columns.sexes, people.count == 1, people[0].certainty == .exact, let all = people[0].n,
      let men = exact(sexes.men), let women = exact(sexes.women), men + women != all
    else { return }
    doubts.append(
      CellDoubt(
        sexes.men,
        .init(
          zh: "男 \(men) 人、女 \(women) 人，加起来不是总人数 \(all)；按总人数登记，是否正确？",
          en: "\(men) men and \(women) women are not \(all) people: entered as \(all), is that right?")))
  }

  private func exact(_ column: Int) -> Figure? {
    guard let said = (try? quantity(column)) ?? nil, said.0.certainty == .exact else { return nil }
    return said.0.n
  }

  /// The children among the people, whom nothing but a note can hold beside their number.
  mutating func noteChildren() throws(CellProblem) {
    guard let column = columns.header[.children], hasChildren, let (children, _) = try quantity(column) else {
      return
    }
    guard !contents.isEmpty else {
      doubts.append(
        CellDoubt(
          column,
          .init(
            zh: "写了儿童 \(row[column])，没写总人数，没有计入；请补上人数",
            en: "\(row[column]) children of nobody knows how many people were not entered; write how many")))
      return
    }
    let exact = children.certainty == .exact ? children.n : nil
    contents.append(
      .note(
        exact.map { UsualNote.ofFamilies(children: $0, households: .zero) }
          ?? "其中儿童 \(children.sumText(.zh, counter: CountingWord.person))"))
  }
}
