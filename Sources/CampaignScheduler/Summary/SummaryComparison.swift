public import Ledger
public import Planning

/// Two summaries side by side: absolute and in percent, as far as what was reported allows.
public struct SummaryComparison: Hashable, Sendable {
  public struct Row: Hashable, Sendable {
    public let what: BilingualText
    public let before: Quantity
    public let now: Quantity
    public let counter: String?
    /// The time in which nobody did such a thing at all, which is not the same as keeping the number back.
    var absence: Absence?
  }

  enum Absence: Hashable, Sendable { case before, now }

  /// What the two times are called: 2024, 2025.
  public let earlier: BilingualText
  public let later: BilingualText
  public let rows: [Row]
  /// How far the two can be compared.
  public let remarks: [BilingualText]

  public init(_ now: Summary, before: Summary, earlier: BilingualText, later: BilingualText) {
    self.earlier = earlier
    self.later = later
    let all =
      [Row.exact("活动场次", "sessions", before.sessions.count, now.sessions.count, "场")]
      + Self.coverage(now, before) + Self.people(now, before) + Self.materials(now, before)
      + Self.tasks(now, before)
    rows = all.filter { $0.before.isKnown || $0.now.isKnown }
    remarks = Self.remarks(now, before, rows)
  }

  private static func coverage(_ now: Summary, _ before: Summary) -> [Row] {
    now.coverage.compactMap { row in
      guard let old = before.coverage.first(where: { $0.level == row.level }) else { return nil }
      let (zh, en) = (row.level.name.text(.zh), row.level.name.text(.en))
      return Row.exact("覆盖\(zh)", "units reached, \(en)", old.with, row.with, nil)
    }
  }

  private static func people(_ now: Summary, _ before: Summary) -> [Row] {
    let (new, old) = (now.people, before.people)
    // Whoever did not report would have counted heads.
    return sums("参加", "attendance", new.attendance, old.attendance) { isNow, counter in
      counter != CountingWord.person || (isNow ? new : old).notReporting == 0
    }
      + sums("服务", "served", new.served, old.served) { isNow, _ in
        (isNow ? new : old).unknownServiceEntries == 0
      }
  }

  /// One row for each counting word: persons and households are never compared.
  ///
  /// - `isAbsent`: Whether nobody kept back a number in that word, now or before.
  private static func sums(
    _ zh: String, _ en: String, _ now: People.Sum, _ before: People.Sum,
    isAbsent: (_ isNow: Bool, _ counter: String) -> Bool
  ) -> [Row] {
    func all(_ sum: People.Sum) -> [(counter: String, total: Quantity)] {
      [(sum.counter, sum.total)] + sum.others.map { ($0.counter, $0.total) }
    }
    let (new, old) = (all(now), all(before))
    return People.unique((new + old).filter(\.total.isKnown).map(\.counter)).map { counter in
      var row = Row(
        what: BilingualText(zh: zh, en: en),
        before: old.first { $0.counter == counter }?.total ?? .unknown(),
        now: new.first { $0.counter == counter }?.total ?? .unknown(), counter: counter)
      if !row.before.isKnown, isAbsent(false, counter) { row.absence = .before }
      if !row.now.isKnown, isAbsent(true, counter) { row.absence = .now }
      return row
    }
  }

  private static func materials(_ now: Summary, _ before: Summary) -> [Row] {
    let (new, old) = (now.materials, before.materials)
    // A thing is called by its counting word, too, where it has several; which comes first differs from year to year.
    return People.unique((new.items + old.items).map(\.kind)).flatMap { kind in
      let (newItems, oldItems) = (new.items.filter { $0.kind == kind }, old.items.filter { $0.kind == kind })
      return People.unique((newItems + oldItems).map { $0.counter ?? "" }).map { counter in
        let after = newItems.first { $0.counter ?? "" == counter }
        let earlier = oldItems.first { $0.counter ?? "" == counter }
        var row = Row(
          kind, before: earlier?.total ?? .unknown(), now: after?.total ?? .unknown(),
          after?.counter ?? earlier?.counter)
        if earlier == nil, old.isComplete(kind) { row.absence = .before }
        if after == nil, new.isComplete(kind) { row.absence = .now }
        return row
      }
    }
  }

  private static func tasks(_ now: Summary, _ before: Summary) -> [Row] {
    func count(_ summary: Summary, _ task: String) -> Int {
      summary.byKeyTask.first { $0.name == task }?.count ?? 0
    }
    let names = People.unique((now.keyTasks + now.byKeyTask.map(\.name) + before.byKeyTask.map(\.name)))
    return names.filter { count(now, $0) + count(before, $0) > 0 }.map { task in
      Row.exact(
        "\(task)（场次）", "\(now.tags.text(task, .en)) (sessions)", count(before, task), count(now, task), "场")
    }
  }

  private static func remarks(_ now: Summary, _ before: Summary, _ rows: [Row]) -> [BilingualText] {
    var found: [BilingualText] = []
    let (new, old) = (now.people, before.people)
    if new.notReporting > 0 || old.notReporting > 0 {
      found.append(
        BilingualText(
          zh:
            "报了人数的：上期 \(before.sessions.count) 场中 \(old.reporting) 场，本期 \(now.sessions.count) 场中 \(new.reporting) 场；未报的不按零计",
          en:
            "attendance was given by \(old.reporting) of \(before.sessions.count) sessions before and by \(new.reporting) of \(now.sessions.count) now; what is not reported is not zero"
        ))
    }
    let services = (before: old.unknownServiceEntries, now: new.unknownServiceEntries)
    let goods = (
      before: before.materials.unreported.reduce(0) { $0 + $1.count },
      now: now.materials.unreported.reduce(0) { $0 + $1.count }
    )
    if services != (0, 0) || goods != (0, 0) {
      found.append(
        BilingualText(
          zh:
            "没有数的：上期服务 \(services.before) 项、物资 \(goods.before) 笔，本期服务 \(services.now) 项、物资 \(goods.now) 笔；不按零计，增减只按报了的数算",
          en:
            "without a number: before, services \(services.before) and goods \(goods.before); now, services \(services.now) and goods \(goods.now). They are not zero; the changes are of what was reported"
        ))
    }
    if rows.contains(where: { $0.before.certainty == .atLeast && $0.now.certainty == .atLeast }) {
      found.append(
        BilingualText(
          zh: "两期都是“不少于”的数，差数和百分比只供参考",
          en: "where both figures are lower bounds, the change and the share are estimates"))
    }
    return found
  }
}

extension SummaryComparison.Row {
  public enum Direction: Hashable, Sendable { case up, down, same, open }

  fileprivate init(_ name: String, before: Quantity, now: Quantity, _ counter: String?) {
    self.init(what: BilingualText(zh: name, en: name), before: before, now: now, counter: counter)
  }

  static func exact(_ zh: String, _ en: String, _ before: Int, _ now: Int, _ counter: String?) -> Self {
    Self(
      what: BilingualText(zh: zh, en: en), before: .exact(Figure(before)), now: .exact(Figure(now)),
      counter: counter)
  }

  /// Now less before; unknown if either is.
  public var change: Quantity {
    before.isKnown && now.isKnown ? now.saying(nil) - before.saying(nil) : .unknown()
  }

  /// Which way it went, as far as the figures say for sure; an estimate counts as it stands.
  public var direction: Direction {
    let change = change
    guard let n = change.n, let upper = change.upper else { return .open }
    return switch change.certainty {
    case .exact, .about, .nearly: n == .zero ? .same : n > .zero ? .up : .down
    case .atLeast: n > .zero ? .up : .open
    case .atMost, .below: upper < .zero ? .down : .open
    case .range: n > .zero ? .up : upper < .zero ? .down : .open
    case .unknown: .open
    }
  }

  /// Now as a percentage of before, two places; nil unless both are known and before is not zero.
  public var sharePercent: String? {
    guard let n = now.n, let whole = before.n, whole > .zero else { return nil }
    return n.percent(of: whole)
  }

  /// The change as a percentage of before; only where both are exact.
  public var changePercent: String? {
    guard now.certainty == .exact, before.certainty == .exact, let n = change.n, let whole = before.n,
      whole > .zero
    else { return nil }
    return n.percent(of: whole)
  }

  /// 减少 49; 至少增加 100.
  public func changeText(_ language: Language) -> String {
    if let absence {
      return absence == .now ? language("本期没有", "none now") : language("上期没有", "none before")
    }
    let change = change
    guard let n = change.n, let upper = change.upper else {
      return before.isKnown
        ? language("本期未报", "not reported now") : language("上期未报", "not reported before")
    }
    func more(_ figure: Figure) -> String { language("增加 \(figure)", "\(figure) more") }
    func less(_ figure: Figure) -> String { language("减少 \(-figure)", "\(-figure) fewer") }
    func plain(_ figure: Figure) -> String {
      figure == .zero ? language("持平", "the same") : figure > .zero ? more(figure) : less(figure)
    }
    return switch change.certainty {
    case .exact: plain(n)
    case .about, .nearly: n == .zero ? language("大致持平", "about the same") : language("约", "about ") + plain(n)
    case .atLeast:
      n > .zero
        ? language("至少", "at least ") + more(n)
        : n == .zero ? language("不少于上期", "no fewer") : language("至多", "at most ") + less(n)
    case .atMost, .below:
      upper < .zero
        ? language("至少", "at least ") + less(upper)
        : upper == .zero ? language("不多于上期", "no more") : language("至多", "at most ") + more(upper)
    case .range: language("增减 \(n)—\(upper)", "\(n) to \(upper)")
    case .unknown: ""
    }
  }

  /// 30.99%; 不少于 120.00%.
  public func shareText(_ language: Language) -> String {
    sharePercent.map { shareBound.percentText($0, language) } ?? "—"
  }

  /// What was counted before; a dash where there was nothing to count.
  func beforeText(_ language: Language) -> String {
    absence == .before ? "—" : before.sumText(language, counter: counter, of: what.zh)
  }

  func nowText(_ language: Language) -> String {
    absence == .now ? "—" : now.sumText(language, counter: counter, of: what.zh)
  }

  var shareBound: Quantity.Certainty { .quotient(of: now.certainty, by: before.certainty) }
}

extension SummaryComparison {
  public func json(_ language: Language) -> JSONText {
    .object([
      "earlier": .string(earlier.text(language)), "later": .string(later.text(language)),
      "rows": .array(
        rows.map { row in
          .object([
            "what": .string(row.what.text(language)),
            "before": Summary.quantity(row.before, text: row.beforeText(language)),
            "now": Summary.quantity(row.now, text: row.nowText(language)),
            "change": .object([
              "n": row.change.json, "certainty": .string(row.change.certainty.rawValue),
              "text": .string(row.changeText(language)),
            ]),
            "sharePercent": .optional(row.sharePercent), "changePercent": .optional(row.changePercent),
          ])
        }), "remarks": .strings(remarks.map { $0.text(language) }),
    ])
  }

  /// Lines below a summary's text.
  public func text(_ language: Language) -> String {
    let lines = rows.map { row in
      let figures = "\(row.beforeText(language)) → \(row.nowText(language))"
      let share =
        row.sharePercent == nil
        ? "" : language("，为上期的 ", ", ") + row.shareText(language) + language("", " of before")
      return "  \(row.what.text(language))  \(figures)" + language("（", " (") + row.changeText(language)
        + share + language("）", ")")
    }
    let head = language(
      "\(later.text(.zh)) 与 \(earlier.text(.zh)) 比较", "\(later.text(.en)) against \(earlier.text(.en))")
    return ([head] + lines + remarks.map { "  " + language("注：", "note: ") + $0.text(language) })
      .joined(separator: "\n") + "\n"
  }

  func markdown(_ language: Language) -> String {
    let head =
      language("| 项目 |", "| figure |") + " \(earlier.text(language)) | \(later.text(language)) |"
      + language(" 增减 | 为上期的 |", " change | share of before |")
    let lines = rows.map { row in
      let cells = [
        row.what.text(language), row.beforeText(language), row.nowText(language), row.changeText(language),
        row.shareText(language),
      ]
      return "| " + cells.map(\.markdownCell).joined(separator: " | ") + " |"
    }
    return
      (["", head, "| --- | --- | --- | --- | --- |"] + lines + [""] + remarks.map { "- " + $0.text(language) })
      .joined(separator: "\n") + "\n"
  }
}
