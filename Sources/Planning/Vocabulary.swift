/// The words of campaign files: every key in English with its Chinese names, and the values that have both.
package enum Vocabulary {
  /// English key to its Chinese words. A Chinese word may stand for two keys; the section decides which is meant.
  static let keys: [String: [String]] = [
    "format": ["格式"], "id": ["编号"], "name": ["名称"], "kind": ["类型"], "key_tasks": ["重点任务"],
    "basis": ["依据"], "ordinal": ["届次"], "label": ["说法"], "first_year": ["首年"], "when": ["时间"],
    "every": ["每"], "once": ["一次"], "date": ["日期"], "dates": ["起止"], "lunar": ["农历"], "on": ["于"],
    "rrule": ["规则"], "start": ["起"], "zone": ["时区"], "time": ["钟点"], "hold_within": ["可选日期"],
    "before": ["提前"], "after": ["推后", "逾期"], "if_closed": ["遇休息日"], "who": ["范围"],
    "units": ["单位"], "level": ["层级"], "under": ["属于"], "except": ["除外"], "may_join": ["可参加"],
    "audience": ["对象"], "partners": ["协办"], "count_by": ["计数按"], "venue": ["场地"], "default": ["默认"],
    "needs": ["先完成", "需要"], "tasks": ["任务"], "do": ["事项"], "owner": ["负责"], "due": ["截止"],
    "materials": ["物资"], "unit": ["单位名", "单位"], "plan": ["计划"], "stock": ["记库存"],
    "returnable": ["可收回"], "two_signatures": ["双人签字"], "titles": ["品名"], "handle": ["登记方"],
    "targets": ["目标"], "sessions": ["场次"], "attendance": ["人数"], "households": ["户数"],
    "services": ["服务"], "reporting": ["按时报送率"], "reminders": ["提醒"], "at": ["时刻"], "of": ["针对"],
    "to": ["发给"], "channel": ["渠道"], "template": ["模板"], "only_if": ["仅当"], "digest": ["汇总"],
    "expires": ["过期"], "report": ["报告"], "ask": ["填报"], "brief": ["简讯"], "max_chars": ["字数上限"],
    "chase": ["催报"], "quiet_hours": ["免打扰"], "privacy": ["隐私"], "collect": ["收集"],
    "keep_names_for": ["姓名保留"], "mask_in_messages": ["消息中打码"], "minors": ["未成年人"],
    "consent_for": ["须同意"], "parts": ["分项"], "target": ["目标数"], "submit": ["征集"],
    "what": ["征集物"], "sample_date": ["示例日期"], "archive": ["归档"], "keep": ["保存"],
    "accept_by": ["验收"], "close": ["结项"], "years": ["各年"], "theme": ["主题"], "reason": ["原因"],
    "skip": ["停办"], "tests": ["测试"],
  ]

  /// Chinese words of the values that a closed list allows.
  static let values: [String: String] = [
    "年": "year", "月": "month", "周": "week", "日": "day", "照常": "keep", "前一个工作日": "previous workday",
    "后一个工作日": "next workday", "提前": "earlier", "推后": "later", "照发": "send", "户": "household",
    "人": "person", "是": "true", "否": "false", "任务未完成": "tasks open", "未达目标": "below target",
    "未报": "no report", "未办": "no session", "已办": "held", "姓名": "names", "人数": "counts",
    "只记人数": "counts only", "名单内全部": "all listed", "每个分项": "each part", "卫生机构": "health",
  ]

  private static let englishKeys: [String: [String]] = keys.reduce(into: [:]) { table, entry in
    for word in entry.value { table[word, default: []].append(entry.key) }
  }

  /// The key of `allowed` that a typed word means, in either language.
  static func key(_ typed: String, among allowed: [String]) -> String? {
    if allowed.contains(typed) { return typed }
    return englishKeys[typed]?.first { allowed.contains($0) }
  }

  static func isKey(_ word: String) -> Bool {
    keys[word] != nil || englishKeys[word] != nil
  }

  /// The English value a word stands for, or the word itself.
  static func value(_ word: String) -> String { values[word] ?? word }

  /// `reminders（提醒）` in a Chinese sentence, `reminders` in an English one.
  static func display(_ key: String) -> BilingualText {
    BilingualText(zh: keys[key].map { "\(key)（\($0[0])）" } ?? key, en: key)
  }

  /// The word nearest to what was typed, if any is near: at most a third of its letters differ.
  package static func nearest(to typed: String, among words: some Sequence<String>) -> String? {
    let limit = max(1, typed.count / 3)
    return words.map { ($0, editDistance(Array(typed), Array($0))) }
      .filter { $0.1 <= limit }
      .min { ($0.1, $0.0) < ($1.1, $1.0) }?.0
  }

  /// Insertions, deletions, replacements and swaps of neighbours.
  static func editDistance(_ left: [Character], _ right: [Character]) -> Int {
    guard !left.isEmpty, !right.isEmpty else { return max(left.count, right.count) }
    var older: [Int] = []
    var old = Array(0...right.count)
    for i in 1...left.count {
      var row = [i] + Array(repeating: 0, count: right.count)
      for j in 1...right.count {
        let cost = left[i - 1] == right[j - 1] ? 0 : 1
        row[j] = min(old[j] + 1, row[j - 1] + 1, old[j - 1] + cost)
        if i > 1, j > 1, left[i - 1] == right[j - 2], left[i - 2] == right[j - 1] {
          row[j] = min(row[j], older[j - 2] + 1)
        }
      }
      (older, old) = (old, row)
    }
    return old[right.count]
  }
}
