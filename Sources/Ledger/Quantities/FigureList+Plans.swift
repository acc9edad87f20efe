import Planning

/// Figures of those who were to come, beside those of who came.
extension FigureList {
  /// 应检 60 人，实检 55 人; 预约 30 人，实际检查 28 人.
  private func isPlanOfAnother(_ member: ListedFigure) -> Bool {
    let rest = member.subject.hasPrefix("应") ? member.subject.dropFirst() : nil
    return members.contains { other in
      if let rest { return ["实", "实际"].contains { other.subject == $0 + rest } }
      // 邀请会员 60 人，实到会员 50 人
      return (FigureWords.isCall(member.subject) || FigureWords.promises(member.subject) != nil)
        && ["实际", "实到"].contains(where: other.subject.hasPrefix) && other.counter == member.counter
    }
  }

  mutating func markPlans(ofServed isServed: Bool) throws(LedgerFault) {
    let isCounted = members.contains { FigureWords.isActual($0.subject) }
    let isToldByTime = members.contains { $0.part != nil && $0.bearing == .counted && !$0.isForecast }
    let isPlanned = members.contains(where: \.isPlan)
    let isArrived = isServed && members.contains(where: \.isArrival)
    for index in members.indices where members[index].bearing == .counted {
      let member = members[index]
      // 未到 5 人 are below five only where nobody says how many were to come.
      let isAbsent = isPlanned && ["未到", "没到"].contains(where: member.said.hasPrefix)
      // 预计 80 人，上午 40 人，下午 35 人.
      let isEstimate = member.isForecast && (isCounted || isToldByTime && member.part == nil)
      let isPlannedService = isServed && isServicePlan(member)
      if member.isPlan || isEstimate || isPlanOfAnother(member) || isArrived && member.isPromise
        || isPlannedService
      {
        members[index].bearing = .planned
      } else if isAbsent || FigureWords.isAbsent(member.subject, member.noun) {
        members[index].bearing = .absent
      }
    }
    try settleTimes(ofServed: isServed)
    if isServed { try nameComers() }
    markCalled()
    // 除 5 人外全部到齐: nobody says how many came.
    if !isCounted,
      let member = members.first(where: {
        FigureWords.isExcepted($0.subject, $0.noun) && FigureWords.leavesRestOpen($0.noun)
      })
    {
      throw .quantity(.absent(member.phrase))
    }
    guard let first = members.first(where: { $0.bearing == .planned || $0.bearing == .absent }),
      !members.contains(where: { $0.bearing == .counted })
    else { return }
    throw .nobodyCame(first.phrase)
  }

  /// 计划义诊 60 人, and 预约义诊 60 人 beside other services.
  private func isServicePlan(_ member: ListedFigure) -> Bool {
    guard let (service, isSure) = FigureWords.promises(member.subject), ServedWords.names(aServiceIn: service)
    else { return false }
    return isSure || members.contains { $0.phrase != member.phrase && $0.bearing == .counted }
  }

  /// The 义诊 40 人 of 义诊报名 50 人，签到 40 人: who came did so for what was planned.
  ///
  /// - Throws: ``LedgerFault/onlyCame(_:)`` for 签到 40 人 alone, and for 参加 40 人 beside a service.
  private mutating func nameComers() throws(LedgerFault) {
    let hasServices = members.contains { $0.bearing == .counted && !$0.isArrival && !$0.thing.isEmpty }
    for index in members.indices where members[index].bearing == .counted && members[index].isArrival {
      let plan = members[..<index].last { $0.bearing == .planned }
      guard plan != nil || !hasServices && !FigureWords.tellsOfComing(members[index].thing) else {
        throw .onlyCame(members[index].phrase)
      }
      members[index].name(plan?.plannedService ?? "")
    }
  }

  /// 计划招募志愿者 20 名，实到 15 名; 志愿者 20 名，实到 15 名 and 注册志愿者 200 人，到场 12 人, of whom nobody says that they were planned.
  private mutating func markCalled() {
    let counted = members.indices.filter { members[$0].bearing == .counted && members[$0].lead == nil }
    if counted.count == 2, let first = counted.first, let second = counted.last,
      members[first].calls(members[second]),
      !members[..<second].contains(where: { $0.bearing == .planned || $0.isSignUp })
    {
      members[first].bearing = .planned
      if members[first].role == nil, !members[first].isOnlyEnrolled {
        members[second].subject = members[first].who
      }
    }
    for index in members.indices.dropFirst()
    where members[index].role == nil && members[index].isComing {
      members[index].role = members[..<index].last { $0.bearing == .planned || $0.isSignUp }?.role
    }
  }
}

extension ListedFigure {
  fileprivate var isEnrolled: Bool { FigureWords.isEnrolled(subject, noun) }
  /// Whether it says no more than that they are on the books: 注册 120 人.
  fileprivate var isOnlyEnrolled: Bool { isEnrolled && who == subject && !PhraseFrame.isPeople(who) }

  /// Whether these only said that they would be served: 义诊报名 50 人, 义诊预约 30 人.
  fileprivate var isPromise: Bool {
    isSignUp || isForecast || FigureWords.withoutPromise(subject) != nil
      || FigureWords.withoutPromise(noun) != nil
  }

  /// Whether it says of those who were served only that they came: 签到 40 人.
  fileprivate var isArrival: Bool {
    !thing.isEmpty && part == nil && names(nothingBut: FigureWords.attendance)
  }

  /// The 义诊 of 义诊报名 and of 义诊应到.
  fileprivate var plannedService: String {
    FigureWords.withoutPromise(subject) ?? FigureWords.promises(subject)?.rest ?? (isPlan ? "" : subject)
  }

  /// Whether it says that people came and nothing else: 到场 12 人.
  fileprivate var isComing: Bool {
    !thing.isEmpty && part == nil && names(nothingBut: FigureWords.attendance)
      && [subject, noun].contains { FigureWords.isActual($0) || FigureWords.comings.contains($0) }
  }

  /// Whether another one says how many of them came.
  fileprivate func calls(_ other: ListedFigure) -> Bool {
    guard other.isComing, isEnrolled || FigureWords.isActual(other.subject), part == nil,
      role != nil || isOnlyEnrolled || isOfCrowd && !who.isEmpty && PhraseFrame.isPeople(who),
      let n = other.quantity.n, let most = quantity.upper
    else { return false }
    return n <= most
  }
}
