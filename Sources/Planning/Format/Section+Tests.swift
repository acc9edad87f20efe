// The tests that authors write into their campaign files.

extension Section {
  static let test = Section(
    "tests",
    [
      .required("name", "名称", value: .text, "测的是什么", "what is tested"),
      .required("year", "年份", value: .number(1901...2099), "哪一年", "the year"),
      .optional("given", "已知", value: .list(.given), "已经发生的事", "what has happened"),
      .optional("expect", "应有", value: .list(.expectation), "应该有的活动、任务、提醒、截止", "what must be there"),
      .optional("expect_none", "不应有", value: .list(.expectation), "不应该有的", "what must not be there"),
    ])

  static let given = Section(
    "given",
    [
      .required("at", "时刻", value: .clockDate, "何时发生", "when it happened"),
      .required("unit", "单位", value: .unit, "哪个单位", "which unit"),
      .optional("report", "报告", value: .choice(CampaignReader.ReportWord.self), "收到报告", "its report arrived"),
      .optional("part", "分项", value: .id, "报告的是哪个分项", "the part that the report is about"),
      .optional("session", "场次", value: .date, "选定的活动日", "the day it chose"),
      .optional("held", "已办", value: .flag, "活动已办", "its session was held"),
      .optional("attendance", "人数", value: .text, "记录的人数，如 58 人", "the attendance recorded, such as 58 人"),
    ])

  static let expectation = Section(
    "expect",
    [
      .optional("on", "于", value: .clockDate, "哪天，或哪天几点", "the day, or day and time"),
      .optional("unit", "单位", value: .unit, "哪个单位", "which unit"),
      .optional("occurrence", "活动", value: .text, "活动日：届次，或 any", "the day itself: the occurrence, or any"),
      .optional("task", "任务", value: .text, "任务编号，或 any", "a task's id, or any"),
      .optional("remind", "提醒", value: .text, "提醒编号，或 any", "a reminder's id, or any"),
      .optional("due", "截止", value: .text, "report 或分项编号，或 any", "report, a part's id, or any"),
      .optional("chase", "催报", value: .text, "催报的收件岗位或编号，或 any", "a chase's receiver or id, or any"),
      .optional("part", "分项", value: .id, "哪个分项的", "the part it is about"),
      .optional("says", "内容", value: .text, "消息里有这段话", "words that the message holds"),
    ])
}
