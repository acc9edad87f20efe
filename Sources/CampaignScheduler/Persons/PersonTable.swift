public import Ledger
public import Planning

/// Lists of persons as they may be shown: masked names, last digits.
public enum PersonTable {
  /// Columns for a terminal, without a header.
  public static func cells(_ row: PersonStore.Row, _ language: Language) -> [String] {
    let person = row.person
    return [
      "\(row.session)", "\(row.number)", person.maskedName,
      person.phone.map { language("尾号 \($0.tail)", "phone …\($0.tail)") } ?? "", person.place ?? "",
      person.group ?? role(person.role, language), person.status.text(language),
      language("\(row.deleteOn) 删除", "goes on \(row.deleteOn)"),
    ]
  }

  public static func csv(_ rows: [PersonStore.Row], _ language: Language) -> String {
    let header = language(
      "场次,序号,姓名,电话,村（社区）或单位,身份,角色,状态,同意,删除日期",
      "session,number,name,phone,place,group,role,status,consent,delete_on"
    ).split(separator: ",").map(String.init)
    return ArchiveTables.csv(
      [header]
        + rows.map { row in
          let person = row.person
          return [
            "\(row.session)", "\(row.number)", person.maskedName, person.phone.map { "**\($0.tail)" } ?? "",
            person.place ?? "", person.group ?? "", role(person.role, language), person.status.text(language),
            person.hasConsented ? language("是", "yes") : language("否", "no"), "\(row.deleteOn)",
          ]
        })
  }

  public static func json(_ row: PersonStore.Row) -> JSONText {
    let person = row.person
    return [
      "session": .string("\(row.session)"), "row": .number(row.number), "name": .string(person.maskedName),
      "phone": .optional(person.phone.map { "**\($0.tail)" }), "place": .optional(person.place),
      "group": .optional(person.group), "role": .string(person.role.rawValue),
      "status": .string(person.status.rawValue), "consent": .bool(person.hasConsented),
      "deleteOn": .string("\(row.deleteOn)"),
    ]
  }

  /// One person's rows on the lists of several sessions.
  public static func acrossText(_ rows: [PersonStore.Row], _ language: Language) -> String {
    let places = rows.map { row in
      language("\(row.session) 第 \(row.number) 号", "row \(row.number) of \(row.session)")
    }
    let tail = rows.first?.person.phone.map { language("（尾号 \($0.tail)）", " (phone …\($0.tail))") } ?? ""
    return (rows.first?.person.maskedName ?? "") + tail
      + language("：", ": ") + places.joined(separator: language("、", ", "))
  }

  public static func acrossJSON(_ rows: [PersonStore.Row]) -> JSONText {
    .array(rows.map { ["session": .string("\($0.session)"), "row": .number($0.number)] })
  }

  private static func role(_ role: Count.Role, _ language: Language) -> String {
    switch role {
    case .public: language("群众", "public")
    case .staff: language("工作人员", "staff")
    case .volunteers: language("志愿者", "volunteers")
    case .speakers: language("讲师", "speakers")
    }
  }
}
