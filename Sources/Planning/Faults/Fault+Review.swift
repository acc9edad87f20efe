import Recurrence

// MARK: - Warnings: the file is used all the same

extension Fault {
  static func sampleDate(_ name: String, _ key: KeyWord) -> Fault {
    Fault(
      "W504", "分项 “\(name)” 的日期还是示例", "the date of part '\(name)' is still a sample",
      do: "按通知填写日期，再删去 \(key.typed)", "fill in the real date, then remove \(key.typed)")
  }

  static func lunarDayMissing(_ text: String) -> Fault {
    Fault(
      "W205", "有些年份没有 “\(text)”，遇到时按当月最后一天",
      "'\(text)' does not exist in some years; the month's last day counts then",
      do: "若指除夕，请直接写 除夕", "write 除夕 if you mean New Year's Eve")
  }

  static func leapMonthMissing(_ text: String) -> Fault {
    Fault(
      "W205", "只有某些年份有 “\(text)”，没有的年份不办", "only some years have '\(text)'; in the others it is not held",
      do: "每年都办请去掉 闰", "leave out 闰 to hold it every year")
  }

  static func manyFields(_ count: Int) -> Fault {
    Fault(
      "W506", "要求每个单位填 \(count) 项，超过 12 项", "\(count) fields are asked from every unit, more than 12",
      do: "能从别处得到的就不要再填", "drop what can be had elsewhere")
  }

  /// - `holiday`: Its name; nil for a weekend.
  static func deadlineOnRestDay(_ date: CivilDate, _ holiday: String?) -> Fault {
    let weekday = DateFormat(.zh).weekday(date.weekday)
    let festivals = holiday.map { $0.split(separator: "、").map { english[String($0)] ?? String($0) } }
    return Fault(
      "W502", "截止日 \(DateFormat(.zh).day(date))是\(weekday)，\(holiday.map { "\($0)放假" } ?? "休息日")",
      "the deadline \(date) is a \(DateFormat(.en).weekday(date.weekday)) and a rest day\(festivals.map { ": \(list($0, .en))" } ?? "")",
      do: "日期照写不动；如需顺延请改成下一个工作日", "it stays as written; move it to a working day if you like")
  }

  /// The statutory festivals.
  private static let english = [
    "元旦": "New Year's Day", "春节": "Spring Festival", "清明节": "Qingming", "清明": "Qingming",
    "劳动节": "Labour Day", "端午节": "Dragon Boat Festival", "端午": "Dragon Boat Festival",
    "中秋节": "Mid-Autumn Festival", "中秋": "Mid-Autumn Festival", "国庆节": "National Day", "国庆": "National Day",
    "除夕": "New Year's Eve",
  ]

  static func provisionalYear(_ year: Int) -> Fault {
    Fault(
      "W501", "\(year) 年没有放假调休文件，工作日按法定节日推算，暂定", "no calendar file for \(year): working days are provisional",
      do: "国务院通知发布后添加 shared/calendar-\(year).yaml", "add shared/calendar-\(year).yaml when the notice comes")
  }

  /// - `note`: Why, as the plan says it.
  static func reminderMoved(
    _ rule: String, _ note: BilingualText, to day: CivilDate, times: Int, _ wording: Language
  ) -> Fault {
    let more = times > 1
    let send = wording == .zh ? "遇休息日: 照发" : "if_closed: send"
    return Fault(
      "W503", "“\(rule)” \(note.zh)到 \(day)\(more ? "；类似的共 \(times) 次" : "")",
      "'\(rule)': \(note.text(.en)) to \(day)\(more ? "; \(times) times in all" : "")",
      do: "这样可以就不用改；要当天照发请写 \(send)", "leave it if that suits you; '\(send)' sends it on the day")
  }

  static func reminderInQuietHours(_ rule: String, _ time: CivilTime, until end: CivilTime) -> Fault {
    Fault(
      "W503", "“\(rule)” 的钟点 \(time) 在免打扰时间内，推后到 \(end)",
      "'\(rule)' at \(time) falls into the quiet hours and waits until \(end)",
      do: "把钟点改到免打扰时间以外", "choose a time outside the quiet hours")
  }

  static func vacantPost(_ unit: Unit, _ role: String, fallback: Unit) -> Fault {
    Fault(
      "W507", "\(unit.name)没有负责人（\(role)），提醒改发\(fallback.name)",
      "\(unit.name) has no \(role); its reminders go to \(fallback.name)",
      do: "在 shared/contacts.csv 里补上 \(unit.id),\(role),…", "add \(unit.id),\(role),… to shared/contacts.csv")
  }

  static func vacantPosts(_ units: [Unit], _ role: String) -> Fault {
    let names = units.prefix(5).map(\.name)
    return Fault(
      "W507",
      "有 \(units.count) 个\(units[0].level.name.zh)没有负责人（\(role)），提醒改发上级：\(names.joined(separator: "、"))等",
      "\(units.count) units have no \(role); their reminders go to the units above them: \(names.joined(separator: ", ")) …",
      do: "在 shared/contacts.csv 里补上", "add them to shared/contacts.csv")
  }

  static func roleOfNobody(_ post: Post, nearest: String?) -> Fault {
    Fault(
      "W507", "没有人担任 \(post)\(nearest.map { "，是不是 \($0)？" } ?? "")",
      "nobody is \(post)\(nearest.map { "; did you mean \($0)?" } ?? "")",
      do: "在 shared/contacts.csv 里补上这个岗位，或核对岗位名", "add the post to shared/contacts.csv, or check its name")
  }

  static func tooManyMessages(
    _ count: Int, robot: EndpointID, limit: Int, minutes: Int, at local: CivilDateTime, _ wording: Language
  ) -> Fault {
    let digest = wording == .zh ? "汇总: 是" : "digest: true"
    return Fault(
      "W508",
      "\(local.date) \(local.time) 有 \(count) 条消息要从同一个机器人（\(robot)）发出，每分钟最多 \(limit) 条，要 \(minutes) 分钟才发完",
      "\(count) messages leave by one robot (\(robot)) at \(local.date) \(local.time), which takes \(limit) a minute: they need \(minutes) minutes",
      do: "写 \(digest) 汇总成一条，或在 channels.yaml 给渠道加 spread（错开），或错开钟点",
      "send one digest with \(digest), give the channel a 'spread' in channels.yaml, or choose different times"
    )
  }

  static func busyMinute(_ time: CivilTime, channel: String) -> Fault {
    Fault(
      "W508", "飞书在整点和半点最拥堵，\(time) 容易发不出去",
      "Feishu is busiest on the hour and half hour; \(time) may be refused",
      do: "钟点改几分钟，或在 channels.yaml 给 \(channel) 加 avoid: [\":00\", \":30\"]",
      "choose another minute, or give \(channel) avoid: [\":00\", \":30\"] in channels.yaml")
  }
}
