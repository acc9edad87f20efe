import Recurrence

extension CampaignDraft {
  var head: [String] {
    [
      comment(
        "\(kind.meaning.zh)。“#” 后面是说明，程序不看；改完运行 campaign check 查错，campaign plan 看安排。",
        "\(kind.meaning.text(.en)). Lines behind '#' are for people. After a change run 'campaign check', then 'campaign plan'."
      ),
      "\(head("format")): 1",
      "\(head("id")): \(id)",
      "\(head("name")): \(name)",
      "\(head("kind")): \(kind.rawValue)",
      comment("依据的文件和文号，打印通知时用：", "the documents it rests on, for the notice:"),
      "# \(head("basis")): [\(language("关于……的通知（某办〔\(today.year)〕1 号）", "Notice on … (No. 1 of \(today.year))"))]",
    ]
  }

  var when: [String] {
    let every = "  \(key("every", .when)): \(value(kind == .monthly ? "month" : "year"))"
    let time = "  \(key("time", .when)): \"09:00-11:30\""
    let closed =
      "  \(key("if_closed", .when)): \(value("previous workday"))   "
      + comment(
        "也可以写 \(value("next workday")) 或 \(value("keep"))", "or \(value("next workday")), or \(value("keep"))"
      )
    return ["\(head("when")):", comment("  改成您的日子。", "  Change it to your day.").indented]
      + {
        switch kind {
        case .memberDay: [every, "  \(key("date", .when)): \"05-29\"", time, closed, window(7, 2)]
        case .awarenessWeek: [every, "  \(key("dates", .when)): \(span("08-01", "08-07"))"]
        case .visit:
          [
            every, "  \(key("lunar", .when)): 正月初一", window(21, -7),
            "  \(key("if_closed", .when)): \(value("keep"))",
          ]
        case .annualTheme:
          ["  \(key("once", .when)): \(span("\(today.adding(days: 30))", "\(today.adding(days: 240))"))"]
        case .outreach: ["  \(key("once", .when)): \"\(workday(30))\"", time]
        case .monthly: [every, "  \(key("on", .when)): 15", time, closed]
        }
      }()
  }

  /// The nearest working day so many days from now.
  private func workday(_ days: Int) -> CivilDate { shared.workdays.onOrAfter(today.adding(days: days)) }

  private func span(_ first: String, _ last: String) -> String {
    language("\"\(first) 至 \(last)\"", "\"\(first) to \(last)\"")
  }

  private func window(_ before: Int, _ after: Int) -> String {
    func days(_ count: Int) -> String { language("\(count)天", "\(count) days") }
    let row = row(.holdWithin, ["before": days(before), "after": days(after)])
    return "  \(key("hold_within", .when)): \(row)   "
      + comment("各单位可在这个范围里自选日子", "units may choose a day within")
  }

  var who: [String] {
    guard let level else { return [] }
    let households = kind == .visit ? ["  \(key("count_by", .who)): \(value("household"))"] : []
    return [
      "\(head("who")):",
      "  \(key("units", .who)): \(row(.units, ["level": levelName(level), "under": root]))   "
        + comment("必办必报的单位", "the units that hold it and report"),
      "  \(key("audience", .who)): [\(language("会员, 群众", "members, public"))]",
      "  # \(key("partners", .who)): [\(language("卫健局, 妇联", "health bureau"))]",
    ] + households
  }

  var parts: [String] {
    guard kind == .annualTheme else { return [] }
    return [
      comment(
        "各分项和截止日；定下来以后删去 sample_date 一项。",
        "The parts and their deadlines; remove sample_date when they are final."),
      "\(head("parts")):",
      part(
        "launch", language("启动仪式", "Launch"), workday(45),
        asks: language("[日期, 地点, 人数]", "[date, venue, attendance]")),
      part("stories", language("好故事征集", "Stories"), workday(120), asks: nil),
    ]
  }

  private func part(_ id: String, _ name: String, _ due: CivilDate, asks: String?) -> String {
    "  - "
      + row(
        .part,
        [
          "id": id, "name": name, "due": "\"\(due)\"", "sample_date": value("true"), "target": each(1),
          "report": asks,
        ])
  }

  var tasks: [String] {
    guard let level else { return [] }
    let owner = post(at: level)
    guard kind != .annualTheme else { return [] }
    return [
      comment("要做的事：谁负责、何时做完、先完成哪一项。", "What is to be done, by whom, until when, after what."),
      "\(head("tasks")):",
      "  - "
        + row(
          .task,
          ["id": "plan", "do": language("制定活动方案", "write the plan"), "owner": owner, "due": before(15)]),
      "  - "
        + row(
          .task,
          [
            "id": "print", "do": language("备好资料和场地", "prepare leaflets and place"), "owner": owner,
            "due": before(5), "needs": "[plan]",
          ]),
    ]
  }

  var materials: [String] {
    let name = language("宣传资料", "leaflets")
    let unit = language("份", "copies")
    return [
      "\(head("materials")):",
      "  - " + row(.material, ["id": "leaflet", "name": name, "unit": unit, "plan": each(300)]),
    ]
  }

  var targets: [String] {
    var pairs = ["\(key("sessions", .targets)): \(each(1))"]
    pairs.append(
      kind == .visit
        ? "\(key("households", .targets)): \(value("all listed"))"
        : "\(key("attendance", .targets)): \(each(60))"
    )
    return ["\(head("targets")): {\(pairs.joined(separator: ", ")), \(key("reporting", .targets)): \"95%\"}"]
  }

  var reminders: [String] {
    guard let level else { return [] }
    func reminder(_ id: String, _ at: String, _ name: String, onlyIf: String? = nil, each: Bool = false)
      -> String
    {
      "  - "
        + row(
          .reminder,
          [
            "id": id, "at": "\"\(at)\"", "of": each ? value("each part") : nil, "to": post(at: level),
            "channel": channel(of: level), "template": template(name), "only_if": onlyIf.map(value),
          ])
    }
    let lines =
      kind == .annualTheme
      ? [
        reminder("part-early", "\(before(10)) 09:07", "part-due", onlyIf: "below target", each: true),
        reminder("part-last", "\(before(2)) 09:07", "part-due", onlyIf: "below target", each: true),
      ]
      : [
        reminder("prepare", "\(before(10)) 09:07", "checklist", onlyIf: "tasks open"),
        reminder("tomorrow", "\(before(1)) 15:07", "tomorrow"),
        reminder("report", "\(after(1)) 10:07", "please-report", onlyIf: "no report"),
      ]
    return [
      comment(
        "提醒：离活动几天、几点，发给谁，走哪个渠道，用 Templates 里的哪个模板。",
        "Reminders: days from the day and time, to whom, through which channel, with which of the Templates."),
      "\(head("reminders")):",
    ] + lines
  }

  var report: [String] {
    let ask = language(
      "[date, venue, attendance, materials, story]", "[date, venue, attendance, materials, story]")
    return [
      "\(head("report")): {\(key("due", .report)): \(after(5)), \(key("ask", .report)): \(ask)}"
    ]
  }

  var chase: [String] {
    guard let level else { return [] }
    func chase(_ days: Int, _ level: Level, _ name: String, digest: Bool) -> String {
      "  - "
        + row(
          .chase,
          [
            "after": language("\(days)个工作日", "\(days) workday\(days == 1 ? "" : "s")"), "to": post(at: level),
            "channel": channel(of: level), "template": template(name), "digest": digest ? value("true") : nil,
          ])
    }
    return [
      comment(
        "截止后还没收到：先提醒本单位，再请上级帮助；报告一到就停。",
        "After the deadline: the unit first, then the one above; it stops when the report arrives."),
      "\(head("chase")):", chase(1, level, "overdue", digest: false),
    ] + (upperLevel.map { [chase(3, $0, "overdue-list", digest: true)] } ?? [])
  }

  var rest: [String] {
    let days = language("180天", "180 days")
    return [
      "\(head("quiet_hours")): \"21:00-08:00\"",
      "\(head("privacy")): "
        + row(
          .privacy,
          ["collect": value("counts"), "minors": value("counts only"), "keep_names_for": days]),
    ]
  }
}

extension String {
  /// A comment that begins with blanks, its mark moved behind them.
  fileprivate var indented: String {
    guard hasPrefix("# ") else { return self }
    let blanks = dropFirst(2).prefix { $0 == " " }
    return blanks + "# " + dropFirst(2 + blanks.count)
  }
}
