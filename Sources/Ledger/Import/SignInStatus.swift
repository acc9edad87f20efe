import Planning

/// Whether somebody on a list came, in the words that lists have for it. Silence is not absence.
enum SignInStatus {
  /// What a cell of a column for it says; nil for words that say something else.
  static func cell(_ text: String) -> Person.Status? { words[plain(text)] ?? remark(text) }

  /// The words of a column for it, for whoever wrote another.
  static let understood = BilingualText(
    zh: "来了写：到、√、是、1；没来写：未到、×、否、0；请假、报名照写",
    en: "for came write yes, 1 or √, for absent no, 0 or ×; or excused, registered")

  /// What a remark says of somebody who did not come; nil for any other.
  static func remark(_ text: String) -> Person.Status? {
    // Asked of every row: most remarks hold none of the signs.
    guard text.unicodeScalars.contains(where: { signs.contains($0) }) else { return nil }
    return text.split { "，,、；;。.（）()【】[]！!　\n".contains($0) }.lazy
      .compactMap { absence(of: plain(String($0))) }.first
  }

  /// What stands beside or behind a name: 农光荣（请假）, 卢慧 未到.
  static func name(_ text: String) -> Person.Status? {
    guard text.unicodeScalars.contains(where: { signs.contains($0) }) else { return nil }
    let parts = text.split { "，,、；;（）()【】[] 　".contains($0) }.map { plain(String($0)) }
    if let status = parts.lazy.compactMap({ absence(of: $0) }).first { return status }
    return endings.first { text.hasSuffix($0.word) && text.count > $0.word.count }?.status
  }

  /// Words that no name ends in.
  private static let endings: [(word: String, status: Person.Status)] = [
    ("请假", .excused), ("未到", .absent), ("没来", .absent), ("缺席", .absent), ("没到", .absent), ("不来了", .absent),
  ]
  private static let signs = Set("未没缺假旷来取退弃参去aAeE".unicodeScalars)

  /// Whether words say that a row is to be taken for none: 作废, 误签, 重复签到.
  static func isStruckOut(_ text: String) -> Bool {
    // Asked of every row: most hold none of the signs.
    guard text.unicodeScalars.contains(where: { strikes.contains($0) }) else { return false }
    return text.split { "，,、；;。.（）()【】[]！!：: 　\n".contains($0) }.contains { piece in
      var rest = piece[...]
      while let start = ["此行", "本行", "该行", "此人", "已", "系", "为", "此"].first(where: rest.hasPrefix) {
        rest = rest.dropFirst(start.count)
      }
      for end in ["了", "掉", "登记", "签到", "签名", "的", "行"] where rest.hasSuffix(end) {
        rest = rest.dropLast(end.count)
      }
      return struckOut.contains(String(rest))
    }
  }

  /// The same of what stands behind a name: 张三（作废）.
  static func isStruckOut(inBracketsOf name: String) -> Bool {
    guard let last = name.last, "）)】]".contains(last) else { return false }
    return isStruckOut(HeaderText.bracketed(name))
  }

  /// Whether a remark ends as one of somebody who did not come does, and tells of nobody else: 仅领资料未参加, not 爱人没来.
  static func seemsAway(_ remark: String) -> Bool {
    guard remark.unicodeScalars.contains(where: { lacks.contains($0) }) else { return false }
    return remark.split { "，,、；;。.（）()【】[]！!　\n ".contains($0) }.contains { piece in
      let words = plain(String(piece))
      guard let end = absent.first(where: words.hasSuffix), words.count > end.count, end.first?.isHan ?? false
      else {
        return false
      }
      let before = String(words.dropLast(end.count))
      return !before.contains { $0.isASCIIDigit || $0.isNumeral } && HeadCount.brought(before) == nil
        && !earlier.contains(where: before.contains)
    }
  }

  private static let lacks = Set("未没缺旷不取退弃".unicodeScalars)
  private static let earlier = ["上次", "上回", "去年", "以前", "之前", "从", "昨", "前", "人"]

  private static let struckOut: Set<String> = [
    "作废", "废", "划", "划去", "涂", "误签", "错签", "签错", "误登", "误", "写错", "填错", "删", "删除", "重复", "重签", "多签", "无效",
    "void", "duplicate",
  ]
  private static let strikes = Set("废划涂误错删重多无vVdD".unicodeScalars)

  private static let reasons = [
    "临时有事", "家里有事", "因有事", "有事", "因事", "因病", "生病", "出差", "今天", "当天", "当日", "本人", "已", "因故", "临时", "最后", "也",
  ]

  private static func absence(of text: String) -> Person.Status? {
    var rest = text[...]
    while true {
      if let status = words[String(rest)], isAway.contains(String(rest)) { return status }
      guard let reason = reasons.first(where: { rest.hasPrefix($0) }) else { return nil }
      rest = rest.dropFirst(reason.count)
    }
  }

  private static func plain(_ text: String) -> String {
    text.inHalfWidth.lowercased().trimmed.filter { !"。.!！".contains($0) }
  }

  private static let absent = [
    "未到", "没到", "未来", "没来", "没有来", "未到场", "没到场", "未签到", "没签到", "未参加", "没参加", "没有参加", "未参会", "未到会", "未出席",
    "未报到",
    "没来成", "没去成", "没去", "来不成", "去不成", "没到成", "未能到场", "未能参加", "没能参加", "未到会场",
    "缺席", "缺勤", "缺课", "旷课", "旷会", "不来", "不来了", "来不了", "没能来", "不去了", "去不了", "不参加", "不参加了", "不能参加", "无法参加",
    "取消", "取消了", "取消报名", "取消参加", "退出", "退出了", "放弃", "放弃参加", "cancelled", "canceled", "withdrawn", "withdrew",
    "absent", "not present", "no-show", "no show", "did not come",
    "didn't come",
  ]
  private static let excused = [
    "请假", "请假了", "请了假", "病假", "事假", "公假", "产假", "婚假", "丧假", "请病假", "请事假", "excused", "on leave",
  ]
  /// Nobody knows of these whether they came.
  private static let unsigned = ["未签", "没签", "未签名", "没签名", "未签字", "没签字"]
  private static let isAway = Set(absent + excused + unsigned)

  /// The bare signs (否, ×) mean it only in a column of their own.
  private static let words: [String: Person.Status] = {
    var words: [String: Person.Status] = [:]
    for word in absent + ["否", "未", "没", "无", "×", "✗", "✘", "x", "no", "n", "0"] { words[word] = .absent }
    for word in excused + ["假", "leave"] { words[word] = .excused }
    for word in [
      "报名", "已报名", "待到", "未开始", "拟参加", "计划参加", "planned", "registered", "signed up",
    ] { words[word] = .planned }
    for word in [
      "到", "已到", "到场", "已到场", "签到", "已签到", "已签", "参加", "已参加", "出席", "已出席", "实到", "正常", "来了", "已来", "来", "到会",
      "已到会", "是", "有", "√", "✓", "✔", "迟到", "早退", "代签", "补签", "yes", "y", "came", "present", "attended",
      "late", "1",
    ] { words[word] = .came }
    for word in unsigned + ["", "-", "—", "/", "不详", "未知", "unknown"] { words[word] = .unknown }
    return words
  }()
}

extension BilingualText {
  /// Why somebody on a list is no part of the attendance.
  static func notThere(_ status: Person.Status) -> BilingualText {
    switch status {
    case .excused: BilingualText(zh: "写明请假，没有算人数", en: "excused: not counted")
    case .planned: BilingualText(zh: "只写了报名，没有算到场人数", en: "signed up only: not counted as having come")
    case .unknown:
      BilingualText(
        zh: "没写来没来，没有算人数；来了请补上", en: "not said whether they came: not counted; mark it if they did")
    case .absent, .came: BilingualText(zh: "写明没到，没有算人数", en: "absent: not counted")
    }
  }
}
