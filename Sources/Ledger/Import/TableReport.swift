public import Planning

/// What an import says about a table beside its rows: where its header was, what was left out, what was found twice.
public struct TableReport: Hashable, Sendable {
  /// Rows that go back to whoever keeps the table, under their own header.
  public struct SetApart: Hashable, Sendable {
    public let text: String
    public let rows: Int
  }

  /// Remarks in the order in which a clerk should read them.
  public internal(set) var remarks: [BilingualText] = []
  /// Remarks that ask for a look.
  public internal(set) var warnings: [BilingualText] = []
  /// Why nothing was entered although rows are good; nil if something was, or there was nothing to enter.
  public internal(set) var holdUp: BilingualText?
  /// Words for units that nobody knows, each with the names that differ least.
  public internal(set) var unknownUnits: [UnknownUnit] = []
  public internal(set) var setApart: SetApart?
  /// Rows that the ledger refused, by their number in the file. They are not in ``setApart``, since they may hold what must
  /// not be written anew: names and phones.
  public internal(set) var leftInPlace: [Int] = []
  var members: [(String, JSONText)] = []

  public struct UnknownUnit: Hashable, Sendable {
    public let word: String
    public let nearest: [String]
  }

  public static func == (left: TableReport, right: TableReport) -> Bool {
    left.remarks == right.remarks && left.warnings == right.warnings && left.holdUp == right.holdUp
      && left.setApart == right.setApart && left.leftInPlace == right.leftInPlace
      && left.unknownUnits == right.unknownUnits
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(remarks)
    hasher.combine(warnings)
  }

  /// What the last line of `import --json` has beside its contract.
  func json(_ language: Language) -> [(String, JSONText)] {
    members + [
      ("warnings", .strings(warnings.map { $0.text(language) })),
      ("heldUp", .optional(holdUp?.text(language))),
      ("setApart", .number(setApart?.rows ?? 0)),
      ("leftInPlace", .array(leftInPlace.map { .number($0) })),
    ]
  }
}

extension TableReport {
  /// What is the same for every kind of table.
  init(_ walk: TableWalk, isList: Bool = false) {
    let (shape, file) = (walk.shape, walk.file)
    let besides = isList ? walk.header.figuresBesidePeople : []
    let date = shape.date()
    members = [
      ("format", .string(file.format)), ("sheet", .optional(file.sheet)),
      ("headerRow", .number(walk.header.row)),
      ("dateFound", .optional(date?.date.text)), ("rowsRead", .number(walk.rows)),
      (
        "rowsSkipped",
        .object([
          "title": .number(shape.titles.count), "blank": .number(shape.blanks),
          "total": .number(shape.totals),
          "other": .number(shape.others),
        ])
      ),
      ("unknownColumns", .strings(walk.header.unknown + besides)),
      (
        "filledDown",
        .array(
          walk.filled.map { cell in
            ["row": .number(cell.row), "column": .string(cell.column), "value": .string(cell.value)]
          })
      ),
    ]
    remarks = file.remarks + [Self.place(of: walk, in: file)]
    if let date {
      remarks.append(BilingualText(zh: "表上写的日期：\(date.said)", en: "its date: \(date.date.text)"))
    }
    remarks += Self.liberties(of: walk)
    if let hidden = file.hidden(walk.header) { remarks.append(hidden) }
    warnings += Self.questions(of: walk)
    if !besides.isEmpty { warnings.append(.notOfLists(besides.listed)) }
    if walk.rows == 0 {
      warnings.append(BilingualText(zh: "表头下面没有一行数据", en: "there is no row below the header"))
    }
  }

  /// What was left out of it that may have been meant.
  private static func questions(of walk: TableWalk) -> [BilingualText] {
    var warnings: [BilingualText] = []
    if let row = walk.otherHeader {
      warnings.append(
        BilingualText(
          zh: "第 \(row) 行是另一张表的表头，下面的行没有读；请分成两个文件导入",
          en:
            "row \(row) is the header of another table; the rows below it were not read, import them as a file of their own"
        ))
    }
    return warnings + columnsToCheck(walk.header)
  }

  /// Columns that were read or left out as somebody may not have meant it.
  private static func columnsToCheck(_ header: TableHeader) -> [BilingualText] {
    let (twice, helpers) = (header.unreadTwins, header.unreadHelpers)
    let parts = header.parts.map { header.cells[$0.column] } + header.held + twice + helpers
    let people = header.unknown.filter {
      !parts.contains($0) && !OtherFigures.areTold(in: $0) && HeaderScope($0).span < .quarter
        && !TableHeader.isRatio($0)
        && (CountHeader.isLike(HeaderText.normalised($0)) || HeaderText.counter($0) == CountingWord.person
          || ColumnRole(header: $0) == .count)
    }
    let columns: [(names: [String], zh: String, en: String)] = [
      (twice, "有两列，只读了前一列；请核对", "stands over two columns, of which the first was read; please check"),
      (
        header.addedTwins, "有两列，两列的数都计入了；同一个数请只留一列",
        "stands over two columns, both of which were counted; keep one if they say the same"
      ),
      (
        header.slots.count > 1 ? header.slots : [], "加在一起算，几次都来的人会重复；知道一共多少人的，请另写一列“人数”",
        "were added up, with whoever came more than once; if you know how many came in all, add a column 'people'"
      ),
      (
        helpers, "没有读：志愿者、工作人员各读一列，人次不是人数；请核对",
        "was not read: of volunteers and of staff one column is, and person-times are no people; please check"
      ),
      (
        people, "像是人数，但没有读；如果就是参加人数，请把表头改成“人数”",
        "seems to count people and was not read; if it is the attendance call it 'people'"
      ),
    ]
    return columns.filter { !$0.names.isEmpty }.map { column in
      let names = column.names.listed
      return BilingualText(zh: "“\(names.zh)”\(column.zh)", en: "'\(names.text(.en))' \(column.en)")
    }
  }

  private static func place(of walk: TableWalk, in file: TableFile) -> BilingualText {
    let sheet = file.sheet.map { "“\($0)”" } ?? ""
    let shape = walk.shape
    return BilingualText(
      zh:
        "\(file.format) 表\(sheet)，表头在第 \(walk.header.row) 行；标题 \(shape.titles.count) 行、空白 \(shape.blanks) 行、合计 \(shape.totals) 行不算数据",
      en:
        "\(file.format), header in row \(walk.header.row); left out: \(shape.titles.count) title, \(shape.blanks) blank, \(shape.totals) total"
    )
  }

  /// What was passed over, and what was put where nothing stood.
  private static func liberties(of walk: TableWalk) -> [BilingualText] {
    var remarks: [BilingualText] = []
    let parts = walk.header.parts.map { walk.header.cells[$0.column] }.filter(walk.header.unknown.contains)
    let held = walk.header.held + [walk.header.sumWithHelpers].compactMap { $0.map { walk.header.cells[$0] } }
    let unread = walk.header.unknown.filter { !parts.contains($0) && !held.contains($0) }
    if !unread.isEmpty {
      let names = unread.map(\.maskedIfPersonal).listed
      remarks.append(
        BilingualText(zh: "不认得的列，没有读：\(names.zh)", en: "columns that were not read: \(names.text(.en))"))
    }
    if !parts.isEmpty {
      let names = parts.listed
      remarks.append(
        BilingualText(
          zh: "“\(names.zh)”是总人数里的一部分，只用来核对，没有另加",
          en: "'\(names.text(.en))' is a part of all people: held against their number, not added to it"))
    }
    if !held.isEmpty {
      let names = held.listed
      remarks.append(
        BilingualText(
          zh: "“\(names.zh)”是旁边各列的合计或其中的一部分，只用来核对，没有另加",
          en: "'\(names.text(.en))' is the sum or a part of columns beside it: held against them, not added"))
    }
    if !walk.filled.isEmpty {
      remarks.append(
        BilingualText(
          zh: "“同上”补全 \(walk.filled.count) 格",
          en: "\(walk.filled.count) cell\(walk.filled.count == 1 ? "" : "s") filled from above"))
    }
    if walk.strays > 0 {
      let rows = walk.strays
      remarks.append(
        BilingualText(
          zh: "\(rows) 行在没有表头的列里有内容，没有读",
          en: "\(rows) row\(rows == 1 ? " has" : "s have") cells under no header, which were not read"))
    }
    if walk.mergedRows > 0 {
      remarks.append(
        BilingualText(
          zh: "\(walk.mergedRows) 行里有合并单元格，按第一格的内容补全",
          en: "\(walk.mergedRows) row\(walk.mergedRows == 1 ? "" : "s") took the value of merged cells"))
    }
    return remarks
  }
}

extension BilingualText {
  fileprivate static func notOfLists(_ names: BilingualText) -> BilingualText {
    BilingualText(
      zh: "“\(names.zh)”不是到场人数，名单里没有收；请用 campaign record 场次 --served “服务 12 人次”、--gave “资料 80 份”另记",
      en:
        "'\(names.text(.en))' tells of no people who came and was not entered with the list; use 'campaign record SESSION --served … --gave …'"
    )
  }
}

extension [String] {
  /// One after the other, as each language parts them.
  fileprivate var listed: BilingualText {
    BilingualText(zh: joined(separator: "、"), en: joined(separator: ", "))
  }
}
