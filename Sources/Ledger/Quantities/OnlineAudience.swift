/// Words of a figure that say that people watched from afar: 线上观看, 直播观看, watched online.
///
/// Such people are never part of attendance, whichever option their figure was written with.
struct OnlineAudience: Hashable {
  /// Who watched, in the words that are left: the 家长 of 家长线上观看.
  let group: String?
  /// Without a counting word views are person-times: 阅读量 2.1 万.
  let counter: String

  /// - `thing`: What stands on either side of the figure.
  /// - `isAttendance`: Whether the figure was given as people who came. Then any word for a place on line will do; else
  ///   what was done there may be a service (线上咨询).
  /// - Returns: Nil for people who came or were served.
  init?(_ thing: String, counter: String?, isAttendance: Bool) {
    guard !thing.isEmpty, Self.counters.contains(counter ?? CountingWord.person), !FigureWords.isSignUp(thing)
    else { return nil }
    var rest = thing.lowercased()
    let isViews = Self.remove(Self.views, from: &rest)
    self.counter = counter ?? (isViews ? CountingWord.personTime : CountingWord.person)
    let isOnLine = Self.remove(Self.places, from: &rest) || isViews
    let isPlatform = Self.remove(Self.platforms, from: &rest)
    let isWatching = Self.remove(Self.watching, from: &rest) || isViews
    guard isOnLine || (isPlatform && (isWatching || isAttendance)) else { return nil }
    _ = Self.remove(Self.coming, from: &rest)
    let group = rest.split { " ,，、:：-的".contains($0) }.joined(separator: " ")
    guard isWatching || isAttendance || group.isEmpty else { return nil }
    self.group = group.isEmpty || isViews ? nil : group
  }

  /// Whether words are what people do with a page and no count of them: 点赞, 转发量.
  static func isReaction(_ thing: String) -> Bool {
    var rest = thing.lowercased()
    _ = remove(platforms, from: &rest)
    _ = remove(["总数", "次数", "人数", "总", "共", "获", "量", "数", "被"], from: &rest)
    return reactions.contains(rest.trimmed)
  }

  /// Whether a figure is that of people on line: 其中线上 12 人.
  static func isCounted(in phrase: String) -> Bool {
    guard let read = try? CountPhrase(phrase, in: .people) else { return false }
    let words = FigureWords.withoutLead(read.thing).rest
    return OnlineAudience(words, counter: read.counter, isAttendance: true) != nil
  }

  /// Whether one figure is said to count both those who came and those who watched from afar.
  static func isMixed(_ thing: String) -> Bool {
    guard !thing.isEmpty else { return false }
    var rest = thing.lowercased()
    let isOnLine = remove(places, from: &rest)
    return isOnLine && onSite.contains { rest.contains($0) }
  }

  private static let counters: Set<String> = [
    CountingWord.person, CountingWord.personTime, CountingWord.household, "次",
  ]
  /// The longer ones first.
  private static let places = [
    "线上", "在线", "网上", "网络", "直播间", "直播", "云端", "on-line", "on line", "online", "live-streams", "live-stream",
    "live streams", "live stream", "livestreams", "livestream", "streamed", "webcast", "remotely", "by video",
  ]
  private static let views = [
    "阅读量", "浏览量", "播放量", "点击量", "观看量", "收看量", "访问量", "阅读数", "浏览数", "播放数", "观看数", "page views", "pageviews",
  ]
  private static let reactions: Set<String> = [
    "点赞", "获赞", "赞", "转发", "转载", "评论", "留言", "收藏", "关注", "弹幕", "曝光", "粉丝", "分享", "likes", "like", "shares",
    "reposts", "comments", "followers", "favourites",
  ]
  private static let platforms = [
    "微信群", "qq群", "qq 群", "公众号", "视频号", "抖音", "快手", "腾讯会议", "钉钉", "wechat", "douyin",
  ]
  private static let watching = [
    "观看", "收看", "收听", "观众", "围观", "浏览", "阅读", "点击", "播放", "watched", "watching", "watch", "viewers", "viewer",
    "views", "view", "audience", "viewed",
  ]
  private static let coming = [
    "参加人数", "参与人数", "参加", "参与", "出席", "人数", "人次", "the", "who", "people", "persons", "participants",
    "participant",
    "attended", "attending", "attendees", "joined", "took part", "on", "via", "by",
  ]
  private static let onSite = [
    "线下", "现场", "到场", "on site", "on-site", "onsite", "in person", "offline", "off line",
  ]

  /// Takes words out of a text; Latin ones only where they stand alone.
  private static func remove(_ words: [String], from text: inout String) -> Bool {
    var found = false
    for word in words {
      while let range = text.ranges(of: word).first(where: { isAlone($0, in: text) }) {
        text.replaceSubrange(range, with: " ")
        found = true
      }
    }
    return found
  }

  private static func isAlone(_ range: Range<String.Index>, in text: String) -> Bool {
    func isLatin(_ character: Character?) -> Bool { character.map { $0.isASCII && $0.isLetter } ?? false }
    guard isLatin(text[range].first) else { return true }
    return !isLatin(text[..<range.lowerBound].last) && !isLatin(text[range.upperBound...].first)
  }
}
