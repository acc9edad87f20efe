public import Ledger
public import Planning
import Recurrence

/// A sign-in sheet of a session to be printed: its head, its columns by what the campaign takes, its numbered rows.
///
/// Children's names have no column: a row says how many came along.
public struct SignInSheet: Hashable, Sendable {
  public enum Format: String, Hashable, CaseIterable, Sendable { case html, text }

  /// How many rows a page of A4 holds.
  public static let rowsOfPage = 30
  /// A school hall full; more is a mistake.
  public static let maximumRows = 3000

  let title: String
  /// Label and value, those that nobody knows empty: they are filled in by hand.
  let facts: [(label: String, value: String)]
  let columns: [Column]
  /// Row numbers in pages.
  let pages: [[Int]]
  let notes: [String]
  public let codes: [CheckinCode]
  let language: Language

  struct Column: Hashable, Sendable {
    let heading: String
    /// A share of the line's width.
    let width: Int
    var isNumber = false
    var isSummed = false
  }

  /// - `first`: The number of the first row, for a second pile of sheets.
  /// - `rows`: How many rows there are.
  /// - `codes`: Codes of the rows, for reading at the door; empty for none.
  public init(
    _ session: SessionBalance, terms: PrivacyTerms, units: UnitTree, first: Int = 1, rows: Int,
    codes: [CheckinCode] = [], language: Language
  ) {
    let texts = SignInTexts(language)
    self.language = language
    title = texts.title(
      language(session.session.title, session.session.englishTitle ?? session.session.title))
    facts = [
      (
        texts.date,
        session.session.date.precision == .none ? "" : session.session.date.datedText(language).spacedDigits
      ),
      (texts.place, session.session.venue ?? ""),
      (texts.unit, units[session.key.unit].map { units.fullName(of: $0) } ?? session.key.unit),
      (texts.session, session.key.description),
    ]
    columns = texts.columns(takesNames: terms.takesNames, asksConsent: !terms.consentFor.isEmpty)
    pages = stride(from: first, to: first + rows, by: Self.rowsOfPage).map { start in
      Array(start..<min(start + Self.rowsOfPage, first + rows))
    }
    notes = texts.notes(terms)
    self.codes = codes
  }

  public func rendered(_ format: Format) -> String {
    switch format {
    case .html: html
    case .text: text
    }
  }

  public static func == (left: SignInSheet, right: SignInSheet) -> Bool { left.html == right.html }
  public func hash(into hasher: inout Hasher) { hasher.combine(html) }
}

/// The words of a sheet.
struct SignInTexts {
  let language: Language

  init(_ language: Language) {
    self.language = language
  }

  func title(_ name: String) -> String { language("\(name)签到表", "\(name): sign-in sheet") }
  var date: String { language("日期", "Date") }
  var place: String { language("地点", "Place") }
  var unit: String { language("单位", "Unit") }
  var session: String { language("场次", "Session") }
  var codesTitle: String { language("签到码", "Sign-in codes") }
  var codesHint: String {
    language("一人一码，剪开发放；到场时扫描或输入。", "One code each: cut them apart, scan or type them at the door.")
  }

  func page(_ number: Int, of count: Int) -> String {
    language("第 \(number) 页，共 \(count) 页", "page \(number) of \(count)")
  }
  var pageTotal: String { language("本页合计", "Total of this page") }
  var allPages: String { language("各页总计", "Total of all pages") }

  func columns(takesNames: Bool, asksConsent: Bool) -> [SignInSheet.Column] {
    typealias Column = SignInSheet.Column
    let number = Column(heading: language("序号", "No."), width: 6, isNumber: true)
    guard takesNames else {
      return [
        number, Column(heading: language("来自哪个村（社区）或单位", "Village, community or office"), width: 40),
        Column(heading: language("成人数", "Adults"), width: 14, isSummed: true),
        Column(heading: language("儿童数", "Children"), width: 14, isSummed: true),
        Column(heading: language("备注", "Remarks"), width: 26),
      ]
    }
    let consent = Column(heading: language("同意（√）", "Consent (√)"), width: 10)
    return [
      number, Column(heading: language("姓名", "Name"), width: 18),
      Column(heading: language("村（社区）或单位", "Village, community or office"), width: 26),
      Column(heading: language("电话", "Phone"), width: 20),
      Column(heading: language("随行儿童数", "Children with you"), width: 12, isSummed: true),
    ] + (asksConsent ? [consent] : []) + [Column(heading: language("签名", "Signature"), width: 16)]
  }

  /// What it is for, how long it is kept, and what must not be written.
  func notes(_ terms: PrivacyTerms) -> [String] {
    let children = language(
      "未成年人只写人数，不写姓名；不写病情和检查数值。",
      "Write only how many children came, never their names; no illnesses, no readings.")
    guard terms.takesNames else {
      return [language("本表只登记人数，不写姓名和电话。", "This sheet takes numbers only: no names, no phones."), children]
    }
    let day = terms.deleteOn.text(language)
    let year = language("\(terms.deleteOn.year) 年 \(day)", day)
    let consent =
      terms.consentFor.isEmpty
      ? []
      : [
        language(
          "“同意”一栏：同意使用\(terms.consentFor.joined(separator: "、"))的打√。",
          "Consent: tick it if you agree to the use of: \(terms.consentFor.joined(separator: ", ")).")
      ]
    return [
      language(
        "用途：\(terms.purpose.zh)。保存：姓名和电话留到 \(year)前，到期改为人数，本表销毁。",
        "Used for \(terms.purpose.text(.en)). Names and phones go on \(year) and become numbers; this sheet is destroyed."
      ), children,
    ] + consent
  }
}
