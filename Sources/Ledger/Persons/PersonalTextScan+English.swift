extension PersonalTextScan {
  /// pupil Li Ming, the boy Tom, Ms. Wei Xiuzhen.
  var englishNames: [Finding] {
    let beside = text.matches(
      of:
        #/\b((?i)child|pupil|student|boy|girl|toddler|baby|infant|schoolboy|schoolgirl|patient|villager|resident|woman|mother)(?-i) ([A-Z][a-z]+)(?: [A-Z][a-z]+)?/#
    ).compactMap { match -> Finding? in
      guard WhoText.isEnglishName(String(match.2)) else { return nil }
      let isMinor = !["patient", "villager", "resident", "woman", "mother"].contains(
        match.1.lowercased())
      return Finding(
        kind: isMinor ? .namedMinor : .namedPerson, range: match.range,
        replacement: "\(match.1) \(match.2.prefix(1))○")
    }
    let titled = text.matches(of: #/\b(Mr|Mrs|Ms|Miss|Dr|Prof)\.? ([A-Z][a-z]+)(?:[ -][A-Z][a-z]+)?/#)
      .compactMap { match -> Finding? in
        guard !WhoText.isEnglishWord(String(match.2)) else { return nil }
        return Finding(
          kind: .namedPerson, range: match.range, replacement: "\(match.1) \(match.2.prefix(1))○")
      }
    return beside + titled
  }
}
