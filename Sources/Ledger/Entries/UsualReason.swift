public import Planning

/// Reasons that the program itself gives for a correction. They are stored in the language of whoever worked then, and
/// told in that of whoever reads.
public enum UsualReason {
  public static let reportedAgain = BilingualText(zh: "再次报送", en: "reported again")

  static let listIsFinal = BilingualText(zh: "以名单为准", en: "the list is the last word")

  static let listOnTop = BilingualText(zh: "名单加在定数之上", en: "the list comes on top of the last word")

  static let newerList = BilingualText(zh: "以新导入的名单为准", en: "a list imported later takes its place")

  public static func mentioned(in document: String) -> BilingualText {
    BilingualText(zh: "另见\(Mention.quoted(document))", en: "mentioned in \(document)")
  }

  /// A stored reason for a reader.
  static func text(_ reason: String, _ language: Language) -> String {
    for usual in [reportedAgain, listIsFinal, listOnTop, newerList]
    where reason == usual.zh || reason == usual.en {
      return usual.text(language)
    }
    if reason.hasPrefix("mentioned in ") {
      return mentioned(in: String(reason.dropFirst("mentioned in ".count))).text(language)
    }
    if reason.hasPrefix("另见《"), reason.hasSuffix("》") {
      return mentioned(in: String(reason.dropFirst(3).dropLast())).text(language)
    }
    return reason
  }
}

extension Mention {
  /// 《…》, unless the title has its marks already: 综述《…》.
  public static func quoted(_ document: String) -> String {
    document.contains("《") ? document : "《\(document)》"
  }
}

/// Notes that the program itself adds to a figure, which are stored in Chinese.
enum UsualNote {
  /// 其中儿童 3 人，共 2 户.
  static func ofFamilies(children: Figure, households: Figure) -> String {
    "其中儿童 \(children) 人" + (households > .zero ? "，共 \(households) 户" : "")
  }

  /// A stored note for a reader.
  static func text(_ note: String, _ language: Language) -> String {
    guard language == .en, let match = note.wholeMatch(of: #/其中儿童 ([0-9]+) 人(?:，共 ([0-9]+) 户)?/#) else {
      return note
    }
    return "\(match.1) of them children" + (match.2.map { ", households: \($0)" } ?? "")
  }
}
