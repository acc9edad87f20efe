/// Headers of columns that hold numbers of people, known by what they are made of: 来了几个人, 参加总人数, No. of people.
enum CountHeader {
  /// What a normalised header counts; nil if it counts nobody, or people that the attendance does not hold.
  static func role(_ word: String) -> ColumnRole? {
    asked(word) ?? summed(word) ?? english(word)
  }

  /// Whether a header seems to count people, so that a reader should say that it was passed over.
  static func isLike(_ word: String) -> Bool {
    !isPlanned(word) && !["未", "缺", "请假"].contains { word.contains($0) }
      && [
        "人数", "人次", "几人", "几个人", "多少人", "几位", "people", "participants", "attendees", "persons", "headcount",
      ]
      .contains { word.contains($0) }
  }

  /// 来几人, 几个人来, 带几个孩子.
  private static func asked(_ word: String) -> ColumnRole? {
    guard word.count <= 10, ["几", "多少"].contains(where: { word.contains($0) }), !isPlanned(word) else {
      return nil
    }
    if ["孩", "儿童", "娃"].contains(where: { word.contains($0) }) { return .children }
    guard !["志愿", "工作人员", "线上", "网"].contains(where: { word.contains($0) }) else { return nil }
    return ["几人", "几个人", "多少人", "几位", "几口"].contains { word.contains($0) } ? .count : nil
  }

  /// 参加总人数, 受益人数, 出席人数, 家庭人数, 到场群众数.
  private static func summed(_ word: String) -> ColumnRole? {
    guard let tail = ["人员数", "人员总数", "群众数", "人数", "人次数", "人次", "总数"].first(where: { word.hasSuffix($0) })
    else {
      return nil
    }
    var rest = word.dropLast(tail.count)
    // 总数 alone may count anything.
    guard !rest.isEmpty || tail != "总数" else { return nil }
    while let part = parts.first(where: { rest.hasPrefix($0) }) { rest = rest.dropFirst(part.count) }
    return rest.isEmpty ? .count : nil
  }

  /// What may stand before 人数 without making it another number: who comes is the public, whatever it is called.
  private static let parts = [
    "参加", "参与", "参会", "参训", "到场", "到会", "到课", "出席", "签到", "实到", "实际", "现场", "活动", "受益", "受众", "受教育", "覆盖",
    "惠及",
    "群众", "家庭", "同行", "听课", "听讲", "人员", "合计", "共计", "总计", "本次", "此次", "今日", "当天", "公众", "来人", "总", "来", "共",
    "的", "到",
  ]

  private static func isPlanned(_ word: String) -> Bool {
    ["应", "预计", "计划", "报名", "预约", "邀请", "目标", "拟"].contains { word.contains($0) }
  }

  private static func english(_ word: String) -> ColumnRole? {
    let plain = word.filter { !".'’-?".contains($0) }
    guard
      let head = ["numberof", "totalnumberof", "noof", "#of", "howmany", "total"].first(where: {
        plain.hasPrefix($0)
      })
    else { return english[plain] }
    let rest = String(plain.dropFirst(head.count))
    if rest.isEmpty { return head == "howmany" ? .count : nil }
    return english[rest]
  }

  private static let english: [String: ColumnRole] = {
    var roles: [String: ColumnRole] = [:]
    for word in [
      "people", "persons", "participants", "participant", "attendees", "visitors", "attendance", "attended",
      "peopleattended", "peopleattending", "attending", "headcount", "came", "peoplecame",
      "participantscount",
      "participantcount", "attendeecount", "turnout",
    ] { roles[word] = .count }
    for word in ["children", "kids"] { roles[word] = .children }
    for word in ["volunteers", "volunteer"] { roles[word] = .volunteers }
    roles["staff"] = .staff
    return roles
  }()
}
