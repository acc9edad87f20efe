import Planning

/// A figure of a row of a list beside its people: 20 户, 50 人次, 5 志愿者.
struct SignInFigure: Hashable, Sendable {
  let role: Count.Role
  let group: String?
  let counter: String
  let quantity: Quantity

  /// What makes it another figure.
  var digest: String {
    [role.rawValue, group ?? "", counter, quantity.n?.description ?? "", quantity.certainty.rawValue].joined(
      separator: "/")
  }
}

/// What the columns of a list that hold numbers count, and of whom.
struct SignInColumns: Hashable, Sendable {
  struct Column: Hashable, Sendable {
    let column: Int
    let role: Count.Role
    let group: String?
    let counter: String
    let isOfChildren: Bool

    /// Whether its number is apart from that of the row's people.
    fileprivate func isApart(from counter: String) -> Bool {
      role != .public || group != nil || isOfChildren || self.counter != counter
    }
  }

  /// What the row's people are counted in: 户 of a list that counts nothing else.
  let counter: String
  /// Those that are added up to the row's people: 男 and 女.
  let people: [Int]
  /// Those that stand beside them: 户数, 家长, 志愿者人数.
  let apart: [Column]
  /// 其中志愿者: among the row's people.
  let parts: [Column]

  init(_ header: TableHeader) {
    let counts = header.all(.count).map { column in
      let group = header.isOfPeople ? nil : CountHeader.group(header.cells[column])
      let isOfChildren = group.map(CountHeader.isOfChildren) ?? false
      return Column(
        column: column, role: .public, group: isOfChildren ? nil : group.flatMap(CountHeader.name(ofGroup:)),
        counter: CountHeader.counter(header.cells[column]) ?? CountingWord.person, isOfChildren: isOfChildren)
    }
    let counters = counts.map(\.counter)
    let counter =
      counters.contains(CountingWord.person) ? CountingWord.person : counters.first ?? CountingWord.person
    let helpers = ColumnRole.helpers.flatMap { kind, role in
      header.all(kind).map {
        Column(
          column: $0, role: role, group: CountHeader.medics(header.cells[$0]), counter: CountingWord.person,
          isOfChildren: false)
      }
    }
    self.counter = counter
    let people = counts.filter { !$0.isApart(from: counter) }.map(\.column)
    let total = header.totalOfPeople.flatMap { total in
      header.parts.contains { !header.isOfOneSex($0) } ? total : nil
    }
    func isPart(_ column: Column) -> Bool {
      !people.isEmpty
        && (["其中", "含"].contains(where: header.cells[column.column].contains)
          || total.map { header.isBeside($0, column.column) } ?? false)
    }
    self.people = people
    apart = counts.filter { $0.isApart(from: counter) } + helpers.filter { !isPart($0) }
    parts = helpers.filter(isPart)
  }

  /// All that a printed sum adds up.
  var summed: [Int] { people + apart.filter { $0.counter == counter }.map(\.column) }
}
