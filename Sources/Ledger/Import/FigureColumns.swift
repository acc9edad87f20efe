import Planning

/// The columns of a table of events that hold figures, with what was read in them.
final class FigureColumns {
  let header: TableHeader
  /// By column, what it counts if its cells don't say so: 人次 of 参加人次.
  let counters: [Int: String]
  /// Columns of people that are called after them and not after their number: 参训人员, 受益群众.
  let wordy: Set<Int>
  /// By column of people, whom of them it counts: 家长 of 家长人数.
  let groups: [Int: String]
  let parts: [TableHeader.Part]
  /// The column of all people that is called the sum of those beside it.
  let total: Int?
  /// Columns of helpers beside ``total``, which sums them up with the groups.
  let besideTotal: Set<Int>
  /// Columns that mean nothing here: their numbers may be those of people, too.
  let unread: [Int]
  /// Columns of helpers, and whether their headers say that the number of all people counts them.
  let helpers: [(column: Int, role: Count.Role, isAmong: Bool)]
  /// Those that may as well say who they were: what is no number there keeps no row out.
  let asides: Set<Int>
  let sexes: (men: Int, women: Int)?
  let sumWithHelpers: Int?
  /// By column of goods, what its header names and what it counts that in: 宣传品 and 份 of 发放宣传品（份）.
  let things: [Int: String]
  let measures: [Int: String]
  /// By column, what its header multiplies by: 万份 of 宣传资料（万份）.
  private let scales: [Int: String]
  private var phrases: [String: CountPhrase] = [:]
  private var audiences: [String: OnlineAudience?] = [:]
  private var worded: [String: RecordedFigures] = [:]
  private var given: [String: [LedgerEntry.Content]] = [:]

  init(_ header: TableHeader) {
    self.header = header
    let all = header.cells.indices
    let groups = TableHeader.groups(header.cells)
    let (parts, total) = (header.parts, header.totalOfPeople)
    let medics = Self.byColumn(header.all(.count) + header.all(.medics)) {
      CountHeader.medics(header.cells[$0])
    }
    self.groups = groups.merging(medics) { group, _ in group }
    (self.parts, self.total) = (parts, total)
    counters = Self.byColumn(all) { CountHeader.counter(header.cells[$0]) }
    wordy = Set(
      header.all(.count).filter { column in
        let word = HeaderText.normalised(header.cells[column])
        return groups[column] == word
          || ["人员", "群众", "对象", "会员", "家长", "居民", "家庭"].contains { word.hasSuffix($0) }
      })
    helpers = ColumnRole.helpers.flatMap { role, who in
      header.all(role).map { (column: $0, role: who, isAmong: header.isAmongPeople($0, role)) }
    }
    asides = Set(header.all(.medics) + header.all(.speakers))
    let sum = header.sumWithHelpers
    sumWithHelpers = sum
    besideTotal = Set(
      helpers.map(\.column).filter { column in total.map { header.isBeside($0, column) } ?? false })
    unread = all.filter { column in
      header.unknown.contains(header.cells[column]) && column != sum
        && !parts.contains { $0.column == column }
    }
    sexes = header.sexes
    things = Self.byColumn(header.all(.item)) { header.thing(of: $0) }
    measures = Self.byColumn(header.all(.item)) { HeaderText.counter(header.cells[$0]) }
    scales = Self.byColumn(all) { column in
      HeaderText.measure(header.cells[column]).flatMap { $0.isScaled ? $0.words : nil }
    }
  }

  private static func byColumn(_ columns: some Sequence<Int>, _ word: (Int) -> String?) -> [Int: String] {
    Dictionary(uniqueKeysWithValues: columns.compactMap { column in word(column).map { (column, $0) } })
  }

  /// 2万份 for a 2 under 宣传资料（万份）; a cell that says itself what it counts in stays as it is.
  func scaled(_ text: String, _ column: Int) -> String {
    guard let words = scales[column], !text.contains(where: { "十百千万亿wWkK".contains($0.halfWidth) }),
      let last = text.last?.halfWidth, last.isASCIIDigit || "余多来几".contains(last) || last.isNumeral
    else { return text }
    return text + words
  }

  func phrase(_ text: String) throws(QuantityFault) -> CountPhrase {
    if let known = phrases[text] { return known }
    let phrase = try CountPhrase(text)
    if phrases.count >= EventTable.remembered { phrases.removeAll(keepingCapacity: true) }
    phrases[text] = phrase
    return phrase
  }

  /// Who watched from afar, if a service's header says so.
  func audience(_ service: TableHeader.Named, counter: String) -> OnlineAudience? {
    let key = "\(service.column) \(counter)"
    if let known = audiences[key] { return known }
    let audience = OnlineAudience(service.name, counter: counter, isAttendance: false)
    audiences[key] = .some(audience)
    return audience
  }

  /// What a cell says of people in more than a number, as `record` takes it; nil for a bare number, and for what is none.
  ///
  /// - `role`: Of people who came; nil for people who were served.
  func people(_ text: String, _ role: Count.Role?) throws(LedgerFault) -> RecordedFigures? {
    guard isWorded(text) else { return nil }
    let key = "\(role?.rawValue ?? "")\n\(text)"
    if let known = worded[key] { return known }
    var figures = RecordedFigures()
    if let role { try figures.attended(text, role: role) } else { try figures.served(text) }
    if worded.count >= EventTable.remembered { worded.removeAll(keepingCapacity: true) }
    worded[key] = figures
    return figures
  }

  private func isWorded(_ text: String) -> Bool {
    guard !text.isLikeFormula, !text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return false }
    do throws(QuantityFault) {
      let phrase = try phrase(text)
      return !phrase.thing.isEmpty || phrase.householdCount != nil
    } catch .severalFigures {
      return true
    } catch {
      return false
    }
  }

  /// As ``pieces(_:)``, of each thing by itself.
  private func piecewise(_ text: String) -> String {
    text.split { "；;\n".contains($0) }.map { clause in
      clause.split(separator: "、").map { pieces(String($0).trimmed) }.joined(separator: "、")
    }.joined(separator: "；")
  }

  /// 200份 of 2箱（200份）, 手册50本 of 手册1箱（50本）: of packs and of the pieces in them, the pieces.
  func pieces(_ text: String) -> String {
    guard let last = text.last, last.halfWidth == ")" else { return text }
    let half = text.map(\.halfWidth)
    guard let open = half.lastIndex(of: "("), open > 0 else { return text }
    let (packs, inside) = (String(text.prefix(open)), String(half[(open + 1)...].dropLast()))
    guard let outer = try? phrase(packs), let inner = try? phrase(inside), inner.thing.isEmpty,
      let counters = outer.counter.flatMap({ first in inner.counter.map { [first, $0] } }),
      counters[0] != counters[1],
      !counters.contains(where: { CountingWord.isMeasure($0) || $0 == CountingWord.yuan }),
      !counters.contains(where: CountingWord.countsPeople),
      let n = outer.quantity.n, let m = inner.quantity.n
    else { return text }
    return n < m ? outer.thing + inside : packs
  }

  /// The things that a text names, each with its number.
  func given(_ text: String, number: String) throws(LedgerFault) -> [LedgerEntry.Content] {
    let key = "\(text)\n\(number)"
    if let known = given[key] { return known }
    var figures = RecordedFigures()
    try figures.gave(number.isEmpty ? piecewise(text) : pieces("\(text) \(number)"))
    if given.count >= EventTable.remembered { given.removeAll(keepingCapacity: true) }
    given[key] = figures.contents
    return figures.contents
  }
}
