import Foundation
import Ledger
import Planning
import Recurrence
import Testing

struct SessionDateReaderTests {
  private static let today = CivilDate(iso: "2023-11-26")!

  private func read(_ text: String, _ nearby: SessionDateReader.Nearby = .past) throws
    -> SessionDateReader.Reading
  {
    try SessionDateReader(today: Self.today, nearby: nearby).read(text)
  }

  /// `2023-08-10`, `2023-08-11/2023-08-20`, `..2023-08-27`, `-`.
  private func days(_ date: SessionDate) -> String {
    switch date.day {
    case .exact(let day): "\(day)"
    case .interval(let first, let last): "\(first)/\(date.isOpen ? ".." : "\(last)")"
    case .unknown(let notAfter): notAfter.map { "..\($0)" } ?? "-"
    }
  }

  @Test func `every day of the table is read as people write it`() throws {
    var read = 0
    for line in try fixture("days.tsv").split(separator: "\n") where !line.hasPrefix("#") {
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      do throws(SessionDateFault) {
        let date = try SessionDateReader(today: Self.today, nearby: .past).read(cells[0]).date
        #expect(days(date) == cells[1], "\(cells[0])")
      } catch {
        Issue.record("\(cells[0]): \(error)")
      }
      read += 1
    }
    #expect(read > 85)
  }

  @Test func `words are kept and printed back, parts of the day and closing days beside them`() throws {
    let cards = try read("8 月中旬 … 截止 8 月 20 日").date
    #expect(cards.text(.zh) == "8 月中旬")
    #expect(cards.completedOn == CivilDate(iso: "2023-08-20"))
    #expect(cards.isInferred && !cards.isMissing)
    let afternoon = try read("8 月 23 日下午").date
    #expect(afternoon.said == "8 月 23 日下午" && afternoon.partOfDay == "下午" && afternoon.precision == .day)
    #expect(try read("近日").date.text(.zh) == "近日")
    #expect(try read("近日").date.text(.en) == "date not given")
    #expect(try read("mid-August").date.text(.en) == "mid-August")
    #expect(try read("mid-August").date.text(.zh) == "8 月 11 日—20 日")
    #expect(try read("自 4 月中旬起").date.text(.zh) == "自 4 月中旬起")
    #expect(try read("自 4 月中旬起").date.text(.en) == "since 2023-04-11")
    // No brief can print 7.12 or 昨天.
    #expect(try read("7.12").date.text(.zh) == "7 月 12 日")
    #expect(try read("昨天").date.text(.zh) == "11 月 25 日")
    #expect(try read("2023-08-10").date.said == nil)
  }

  @Test(arguments: [
    ("10月1日至7日", false), ("8 月 28 日—9 月 3 日", false), ("8 月中旬", true), ("5 月至 6 月", true), ("8 月", true),
    ("自 4 月中旬起", true), ("近日", true), ("8 月 10 日", false), ("1 to 7 October", false),
  ])
  func `days from the one to the other need no other day`(_ words: String, _ isMissing: Bool) throws {
    guard let date = try? read(words).date else { return }
    #expect(date.isMissing == isMissing)
  }

  @Test(arguments: [("近日", "近日"), ("不详", nil), ("", nil), ("8 月中旬", "8 月中旬")] as [(String, String?)])
  func `a day that nobody gave has no words`(_ words: String, _ text: String?) throws {
    #expect(try read(words).date.givenText(.zh) == text)
  }

  @Test func `an open interval goes round through its coding`() throws {
    let date = try read("自 4 月中旬起").date
    let entry = try JSONDecoder().decode(SessionDate.self, from: JSONEncoder().encode(date))
    #expect(entry == date && entry.isOpen)
  }

  @Test func `a year that nobody wrote is taken from the occurrence, the past or what is near, and told`()
    throws
  {
    let occurrence = CivilDate(iso: "2026-05-29")!...CivilDate(iso: "2026-05-29")!
    #expect(try read("5月28日", .days(occurrence)).date.day == .exact(CivilDate(iso: "2026-05-28")!))
    #expect(try read("5月28日", .days(occurrence)).assumedYear == 2026)
    #expect(try read("12月5日", .past).assumedYear == 2022)
    #expect(try read("12月5日", .around).assumedYear == 2023)
    #expect(try read("1月5日", .around).assumedYear == 2024)
    #expect(try read("2月29日", .past).assumedYear == 2020)
    #expect(try read("2023年8月10日").assumedYear == nil)
    #expect(try read("近日").assumedYear == nil)
  }

  @Test(arguments: [
    ("周三", true, true), ("28日", true, true), ("月底", true, true), ("昨天", false, true), ("近日", false, true),
    ("8月10日", false, false), ("2023-08-10", false, false), ("8月中旬", false, false),
  ])
  func `a month or a week that was taken from today is told, and what hangs on the day of writing`(
    _ words: String, _ isSupposed: Bool, _ isRelative: Bool
  ) throws {
    let reading = try read(words)
    #expect(reading.isSupposed == isSupposed && reading.isRelative == isRelative)
  }

  @Test(arguments: [
    ("8月10日下午", "8 月 10 日下午", "2023-08-10 afternoon"), ("8月10日早8点", "8 月 10 日早上", "2023-08-10 morning"),
    ("afternoon of 10 August", "8 月 10 日下午", "2023-08-10 afternoon"),
    ("8月10日全天", "8 月 10 日全天", "2023-08-10 all day"),
    ("10 August at 9 am", "8 月 10 日上午", "2023-08-10 morning"), ("8月10日", "8 月 10 日", "2023-08-10"),
  ])
  func `a part of the day stands beside it in both languages`(_ words: String, _ zh: String, _ en: String)
    throws
  {
    var date = try read(words).date
    date.said = nil
    #expect((date.text(.zh), date.text(.en)) == (zh, en))
  }

  private static let refused: [(String, SessionDateFault?)] = [
    ("2月30日", .noSuchDay("2月30日")), ("2023-02-29", .noSuchDay("2023-02-29")),
    ("13月1日", .notUnderstood("13月1日")), ("8月", nil), ("8月32日", .noSuchDay("8月32日")),
    ("2023-08-07/2023-08-01", .reversed("2023-08-07/2023-08-01")),
    ("1066-10-14", .yearBeyondReason("1066-10-14", 1066)),
    ("2999年1月1日", .yearBeyondReason("2999年1月1日", 2999)),
    ("6月10日至6月8日", .reversed("6月10日至6月8日")), ("1979-05-01", .yearBeyondReason("1979-05-01", 1979)),
    ("2035-01-01", .yearBeyondReason("2035-01-01", 2035)),
    ("2024-08-10", .inFuture("2024-08-10", CivilDate(iso: "2024-08-10")!)),
    ("明天", .inFuture("明天", CivilDate(iso: "2023-11-27")!)),
    ("八月十日大雨", .notUnderstood("八月十日大雨")), ("58 人", .notUnderstood("58 人")), ("8-10", .notUnderstood("8-10")),
    ("8月10日、8月15日", .notUnderstood("8月10日、8月15日")), ("腊月三十五", .noSuchDay("腊月三十五")),
    ("29", .notUnderstood("29")),
    ("8月23日（周四）", .otherWeekday("8月23日（周四）", CivilDate(iso: "2023-08-23")!)),
    ("2023-08-10 星期五", .otherWeekday("2023-08-10 星期五", CivilDate(iso: "2023-08-10")!)),
    ("Friday 10 August", .otherWeekday("Friday 10 August", CivilDate(iso: "2023-08-10")!)),
    ("8月10日（周四）至12日（周日）", .otherWeekday("8月10日（周四）至12日（周日）", CivilDate(iso: "2023-08-12")!)),
    ("周八", .notUnderstood("周八")), ("32号", .notUnderstood("32号")),
    ("2023-13-10", .noSuchDay("2023-13-10")), ("2023/2/30", .noSuchDay("2023/2/30")),
    ("9月9日重阳节", .otherDay("9月9日重阳节", CivilDate(iso: "2023-09-09")!)),
    ("5月29日（农历四月十三）", .otherDay("5月29日（农历四月十三）", CivilDate(iso: "2023-05-29")!)),
    ("周四（9月29日）", .otherWeekday("周四（9月29日）", CivilDate(iso: "2023-09-29")!)),
    ("10月1日、3日、4日", .notUnderstood("10月1日、3日、4日")), ("4、6月", .notUnderstood("4、6月")),
    ("next Friday", .inFuture("next Friday", CivilDate(iso: "2023-12-01")!)),
  ]

  @Test(arguments: refused)
  func `what is no day is refused with its reason`(_ text: String, _ fault: SessionDateFault?) {
    do throws(SessionDateFault) {
      _ = try SessionDateReader(today: Self.today, nearby: .past).read(text)
      #expect(fault == nil)
    } catch {
      #expect(error == fault)
      #expect(error.text(.zh).contains(text) && error.text(.en).contains(text))
    }
  }
}
