/// Sums of other times as well.
extension FigureList {
  /// 累计 500 人次 beside 本次 35 人 are those of other times as well.
  ///
  /// - `isAttendance`: Of whom nobody asks what was done; of anything else 本次 says no more than the running total does.
  mutating func markRunningTotals(ofAttendance isAttendance: Bool) {
    guard let total = members.firstIndex(where: \.isRunning) else { return }
    guard members.contains(where: \.isOfThisTime) || isOfOtherTimes(total) else { return }
    let all = item(ofRunning: members[total])
    for index in members.indices {
      // 累计 500 人，其中本次 35 人: some of all, and all of this time.
      if members[index].lead == .part, members[index].isOfThisTime { members[index].lead = nil }
      if members[index].isRunning {
        members[index].bearing = .earlier
      } else if let rest = FigureWords.besideThisTime(members[index].noun) {
        // 2,000 leaflets to date, 500 this time.
        members[index].noun = rest.isEmpty && !isAttendance ? all : rest
      } else if !isAttendance, let own = FigureWords.besideThisTime(members[index].subject) {
        let what = isPeople ? own + members[index].noun : PhraseFrame.item(own, members[index].noun)
        members[index].subject = what.isEmpty ? all : own
      }
    }
  }

  /// 宣传单 of 宣传单累计 2000 份.
  private func item(ofRunning total: ListedFigure) -> String {
    let words = total.subject
    let end = ["累计", "共"].compactMap { words.ranges(of: $0).last?.upperBound }.max() ?? words.endIndex
    let behind = words[end...] + total.noun
    return FigureWords.withoutPeriod(behind.isEmpty ? words : String(behind))
  }

  /// Whether a total without 本次 beside it is of other times: one since when or until when, and more than all that stands
  /// before it. Of 20 children, 58 people so far nobody knows it.
  private func isOfOtherTimes(_ total: Int) -> Bool {
    let others = members.filter {
      $0.quantity.isKnown && !$0.isRunning && !$0.isEarlier && $0.lead == nil && $0.bearing == .counted
    }
    guard !others.isEmpty else { return false }
    let running = members[total]
    if FigureWords.tellsSince(running.phrase) { return true }
    let isSure = running.phrase.contains("累计")
    let what = isPeople ? running.who : PhraseFrame.item(running.subject, running.noun)
    guard FigureWords.tellsUntilNow(running.phrase), total == members.count - 1, what.isEmpty,
      others.allSatisfy({ other in
        (isPeople ? countsPersons(other) && countsPersons(running) : other.counter == running.counter)
          && (isSure || !isPeople || other.isOfDayPart || FigureWords.isAnybody(other.who))
      }),
      let n = running.quantity.n
    else { return false }
    return n > others.reduce(Figure.zero) { $0 + ($1.quantity.n ?? .zero) }
  }

  private func countsPersons(_ figure: ListedFigure) -> Bool {
    figure.counter.map(CountingWord.countsPersons) ?? true
  }
}

extension ListedFigure {
  /// But not 58 leaflets this time （累计 500 份）.
  fileprivate var isRunning: Bool { FigureWords.isRunning(String(phrase.prefix { !"（(".contains($0) })) }
}
