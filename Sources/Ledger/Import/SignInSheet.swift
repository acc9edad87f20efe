import Planning

/// Takes a sign-in sheet in row by row: who is there twice, how many they are in all.
struct SignInSheet {
  private let header: TableHeader
  private(set) var rows: [ImportRow] = []
  private(set) var tally: SignInTally
  private(set) var setApart: [TableRow] = []
  /// The list whose refused rows these are, mended.
  private(set) var restOf: String?
  private var byPhone: [String: [Signature]] = [:]
  private var byNameAndPlace: [Namesake: Int] = [:]
  private var digest = ContentDigest()
  private var sinceSubtotal = QuantitySum()
  private var counts: SignInCount
  /// Another column that somebody who comes fills in: their signature, or when they signed.
  private let signature: Int?
  private var sumRow: SumRow
  /// Whose parts the rows below may name: 其中：女性.
  private var whole: Signature?
  private var isAmongParts = false

  init(_ header: TableHeader) {
    self.header = header
    counts = SignInCount(header)
    tally = SignInTally(counter: counts.columns.counter)
    sumRow = SumRow(counter: counts.columns.counter)
    signature = (header.all(.name).dropFirst() + header.all(.date) + header.all(.clock)).first {
      TableHeader.isSignature(header.cells[$0]) && header.blocks?.first.contains($0) ?? true
    }
  }

  /// Why each row that was set apart was refused, in both languages.
  var refusals: [String] {
    rows.filter { $0.result == .refused }.map { row in
      (row.reason?.inBoth ?? "") + (row.cell.map { " (\($0))" } ?? "")
    }
  }

  /// Of all rows that could be read, whatever kind of file they stand in.
  var contentDigest: String { digest.text }

  /// - `reading`: What a row with data says by itself.
  mutating func take(_ step: TableWalk.Step, _ reading: Result<SignInReader.Row, CellProblem>?) {
    switch step {
    case .data(let data):
      if let column = header[.setApartFrom], restOf == nil, !data.row[column].isEmpty {
        restOf = data.row[column]
      }
      if let reading { take(data, reading) }
    case .total(let total): take(total)
    }
  }

  private mutating func take(_ data: TableWalk.Data, _ reading: Result<SignInReader.Row, CellProblem>) {
    if takePart(data) { return }
    do throws(CellProblem) {
      let found = try reading.get()
      if !header.has(.count), let remark = header[.remark],
        !found.doubts.contains(where: { $0.column == remark })
      {
        tally.remarkFigures.look(at: data.row[remark], row: data.row.number)
      }
      if let signature {
        let isName = header.all(.name).contains(signature)
        tally.sign(
          isSigned: !data.row[signature].isEmpty || data.row.merged.contains { $0.column == signature },
          under: isName ? "签名" : header.cells[signature])
      }
      if let status = found.away {
        leaveOut(found.person, status, data, found.doubts)
      } else {
        add(found.person, data, found.doubts)
      }
    } catch {
      // Under this header the rows of another table, which are the last, would be misread.
      if data.otherHeader == nil { setApart.append(data.row) }
      let cell = error.column.map { data.address($0) }
      rows.append(
        ImportRow(
          row: String(data.index), cell: cell, result: .refused, reason: error.reason, line: data.row.number))
    }
  }

  /// A printed sum, held against the rows above it.
  private mutating func take(_ total: TableWalk.Total) {
    let columns = header.has(.count) ? counts.columns.summed : header.all(.status) + header.all(.companions)
    let printed = total.sum(of: columns) ?? Self.printed(in: total.row.cells)
    guard let printed else { return }
    if TableShape.isSubtotal(total.word) {
      tally.check(subtotal: printed, against: sinceSubtotal.total, row: total.row.number)
      sinceSubtotal = QuantitySum()
    } else {
      tally.printed = printed
    }
  }

  /// Leaves out a row that is the sum of all others, which somebody should look at.
  mutating func finish() {
    guard let sum = sumRow.found(in: tally.before.total, rows: rows.count, printed: tally.printed) else {
      return
    }
    tally.takeOut(sum.person)
    let row = rows[sum.index]
    rows[sum.index] = ImportRow(
      row: row.row, cell: row.cell, result: .question, reason: .sumOfOthers, line: row.line, isEntered: true)
  }

  /// 其中：女性 20, and the 男性 15 below it: some of those of the row above.
  private mutating func takePart(_ data: TableWalk.Data) -> Bool {
    guard let whole,
      let label = data.row.cells.prefix(3).first(where: { !$0.isEmpty && !$0.allSatisfy(\.isNumber) }),
      PartWords.begin(label) || isAmongParts && CountHeader.isPart(label)
    else {
      isAmongParts = false
      return false
    }
    isAmongParts = true
    let n = counts.number(data.row) ?? 0
    if let parts = PartWords("\(label)\(n)人") { tally.tellApart(parts, of: whole) }
    digest.add([label, String(n)])
    rows.append(
      ImportRow(
        row: String(data.index), cell: nil, result: .ok, reason: .partOfRowAbove, line: data.row.number,
        isEntered: true))
    return true
  }

  /// 15 of 合计：15人.
  private static func printed(in cells: [String]) -> Figure? {
    cells.lazy.compactMap { cell in
      let digits = cell.map(\.halfWidth).drop { !$0.isASCIIDigit }.prefix { $0.isASCIIDigit }
      return digits.isEmpty ? nil : Figure(String(digits))
    }.first
  }

  // MARK: Taking it in

  private mutating func leaveOut(
    _ person: Signature, _ status: Person.Status, _ data: TableWalk.Data, _ doubts: [CellDoubt]
  ) {
    tally.leaveOut(status)
    digest.add([person.name, person.phone, person.place, status.rawValue])
    append(
      person, data, reason: .notThere(status), column: status == .unknown ? header[.status] : nil,
      result: status == .unknown ? .question : .ok)
  }

  private mutating func add(_ person: Signature, _ data: TableWalk.Data, _ doubts: [CellDoubt]) {
    digest.add(
      [
        person.name, person.phone, person.place, person.role.rawValue, person.count.quantity.n?.description,
        person.count.quantity.certainty.rawValue, String(person.children),
      ] + (person.group.map { [$0] } ?? [])
        // Lists that were imported before are known by what stands above.
        + (person.figures.count > 1 ? person.figures.map(\.digest) : []))
    var doubts = doubts
    tally.see(person)
    for figure in person.figures where figure.counter == counts.columns.counter {
      sinceSubtotal.add(figure.quantity)
    }
    sumRow.see(person, at: rows.count)
    whole = person
    if let first = duplicate(of: person) {
      tally.add(duplicate: person, of: first)
      let isSame = person.saysAsMany(as: first)
      append(
        person, data, reason: isSame ? .countedOnce(first) : .otherCount(person, first),
        column: isSame ? nil : header[.count], result: isSame ? .ok : .question, quotesFile: false)
      return
    }
    let namesake = person.name.map { Namesake(name: $0, place: person.place) }
    let first = namesake.flatMap { byNameAndPlace[$0] }
    let quotesFile = !doubts.isEmpty
    doubts += question(of: person, namesake: first)
    tally.add(person)
    if let namesake {
      if first == nil { byNameAndPlace[namesake] = person.row }
      if let phone = person.phone { byPhone[phone, default: []].append(person) }
    }
    let reason = BilingualText.joined(doubts.map(\.reason))
    append(
      person, data, reason: reason, column: doubts.first?.column, result: reason == nil ? .ok : .question,
      quotesFile: quotesFile)
  }

  private mutating func append(
    _ person: Signature, _ data: TableWalk.Data, reason: BilingualText?, column: Int? = nil,
    result: ImportRow.Result, quotesFile: Bool = true
  ) {
    let cell = column.map { data.address($0) }
    rows.append(
      ImportRow(
        row: String(person.row), cell: cell, result: result, reason: reason, line: data.row.number,
        isEntered: true, quotesFile: quotesFile))
  }

  private func duplicate(of person: Signature) -> Signature? {
    guard let phone = person.phone, let name = person.name else { return nil }
    return byPhone[phone]?.first { $0.name == name }
  }

  /// Who may be the same, and is asked about: another name under one phone, one name in one village.
  ///
  /// - `namesake`: The first of that name in that village.
  private mutating func question(of person: Signature, namesake: Int?) -> [CellDoubt] {
    if let phone = person.phone, let first = byPhone[phone]?.first?.row, person.name != nil {
      tally.samePhone.append([first, person.row])
      return [
        CellDoubt(
          header[.phone],
          .init(
            zh: "与第 \(first) 条同一电话不同姓名（可能是一家人），两人都算，是否正确？",
            en: "same phone as entry \(first) under another name (a family?): both counted, is that right?"))
      ]
    }
    if let first = namesake {
      tally.sameName.append([first, person.row])
      return [
        CellDoubt(
          header[.name],
          .init(
            zh: "与第 \(first) 条\(header.has(.unit) ? "同村同名" : "同名")，两人都算，是否正确？",
            en:
              "same name \(header.has(.unit) ? "and village " : "")as entry \(first): both counted, is that right?"
          ))
      ]
    }
    return []
  }

  /// Who may be the same as another: names spelled alike, which is found out sooner than whether they are equal.
  private struct Namesake: Hashable {
    let name: String
    let place: String

    static func == (left: Namesake, right: Namesake) -> Bool {
      left.name.isSpelled(like: right.name) && left.place.isSpelled(like: right.place)
    }

    func hash(into hasher: inout Hasher) {
      name.hashSpelling(into: &hasher)
      place.hashSpelling(into: &hasher)
    }
  }
}
