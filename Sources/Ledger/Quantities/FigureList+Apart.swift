/// Words that elsewhere say only where it was or that people came, and that here tell figures from one another.
extension FigureList {
  mutating func markApart() {
    markPlacesApart()
    if role != .public { markTasks() }
  }

  /// 本村 50 人，外村 20 人; 会场 60 人，分会场 40 人; 区里 5 人，街道 8 人，社区 30 人.
  private mutating func markPlacesApart() {
    let places = members.indices.filter {
      members[$0].isOfCrowd && members[$0].part == nil && members[$0].noun.isEmpty
        && (GroupWords.isNear(members[$0].subject) || GroupWords.isPlace(members[$0].subject))
    }
    guard
      GroupWords.areApart(places.map { members[$0].subject }, isWhole: { mayHold(places[$0], places) })
    else { return }
    for index in places { members[index].apart = members[index].subject }
  }

  /// Whether those of 街道 may be all of the others beside them; fewer of them can't be.
  private func mayHold(_ level: Int, _ places: [Int]) -> Bool {
    let others = places.filter { $0 != level }.map { members[$0] }
    guard let n = members[level].exact, others.allSatisfy({ $0.exact != nil }) else { return true }
    return n >= others.reduce(Figure.zero) { $0 + ($1.exact ?? .zero) }
  }

  /// 签到 2 人，引导 3 人 of volunteers: what each of them did.
  private mutating func markTasks() {
    let told = members.indices.filter {
      members[$0].bearing == .counted && members[$0].lead == nil && !members[$0].isPlan
    }
    let tasks = told.filter { members[$0].noun.isEmpty && FigureWords.isTask(members[$0].subject) }
    guard tasks.count < told.count || tasks.count > 1,
      told.allSatisfy({ tasks.contains($0) || members[$0].namesTask })
    else { return }
    for index in tasks { members[index].apart = members[index].subject }
  }
}

extension ListedFigure {
  /// Whether it says what they did, and neither who they were nor that they came.
  fileprivate var namesTask: Bool {
    lead == nil && !who.isEmpty && !FigureWords.isAnybody(who) && !FigureWords.isSex(who)
      && !PhraseFrame.isPeople(who) && !GroupWords.isPlace(who)
  }
}

extension FigureWords {
  /// What helpers do at an event, and what elsewhere says how its people were counted or called.
  static func isTask(_ words: String) -> Bool {
    ["签到", "登记", "统计", "清点", "点名", "接待", "组织"].contains(words)
  }
}

extension GroupWords {
  /// Whether words say that people were from here, from elsewhere or of a level, and name no place.
  static func isNear(_ words: String) -> Bool {
    isHere(words) || isAway(words) || isLevel(words) || words == hall
  }

  /// Whether places are surely no parts of one another: 本镇 and 外村, 会场 and 分会场, 区里, 街道 and 社区.
  ///
  /// - `isWhole`: Whether as many came from a place as from all others.
  static func areApart(_ places: [String], isWhole: (Int) -> Bool) -> Bool {
    guard places.count > 1, Set(places).count == places.count, places.contains(where: isNear) else {
      return false
    }
    if places.contains(hall) {
      return places.allSatisfy { $0 == hall || $0.hasPrefix("分") && $0.hasSuffix(hall) }
    }
    let here = places.filter(isHere)
    guard let own = here.first else {
      // 朝阳社区 may be one of 街道's unless they are more, 县妇联 one of 县里; of 街道 it is none.
      let levels = places.filter(isLevel)
      let isOfOne = places.indices.contains { isLevel(places[$0]) && isWhole($0) }
      return places.allSatisfy { place in
        isLevel(place)
          || !isNear(place) && !place.hasSuffix(hall) && !levels.contains { place.hasSuffix(plainLevel($0)) }
            && !(isOfOne && endsAsLevel(place)) && !levels.contains { $0.first == place.first }
      }
    }
    let kind = own.hasPrefix("本") && own != "本地" ? String(own.dropFirst()) : nil
    return here.count == 1
      && places.allSatisfy { place in
        guard place != own, !away.contains(place) else { return true }
        return isAway(place) || kind.map { place.hasSuffix($0) && isSettlement(place) } ?? false
      }
  }

  private static let hall = "会场"
  private static let away: Set<String> = ["外地", "外来", "辖区外", "外面"]

  private static func isHere(_ words: String) -> Bool {
    ["本地", "当地", "辖区", "辖区内"].contains(words) || words.hasPrefix("本") && isLevel(String(words.dropFirst()))
  }

  /// 外地, 外村, 邻村, 周边村.
  private static func isAway(_ words: String) -> Bool {
    away.contains(words)
      || ["外", "邻", "邻近", "周边", "附近", "其他", "其它"].contains {
        words.hasPrefix($0) && isLevel(String(words.dropFirst($0.count)))
      }
  }

  /// 区里, 街道, 社区.
  private static func isLevel(_ words: String) -> Bool {
    let plain = plainLevel(words)
    return plain == "乡镇" || settlements.contains(plain)
  }

  private static func plainLevel(_ words: String) -> String {
    words.hasSuffix("里") || words.hasSuffix("级") ? String(words.dropLast()) : words
  }

  private static func endsAsLevel(_ words: String) -> Bool { settlements.contains(where: words.hasSuffix) }
}
