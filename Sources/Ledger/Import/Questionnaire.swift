import Planning

/// What the file of a questionnaire says: forms sent, returned and usable, ratings by dimension, votes.
struct Questionnaire {
  /// A dimension, or one question: how often each answer was ticked.
  struct Dimension: Hashable {
    let name: String
    /// How many questions of the form belong to it.
    var items: Int
    var counts: [String: Int]

    var answers: Int { counts.values.reduce(0, +) }
  }

  struct Choice: Hashable {
    let name: String
    var votes: Int
  }

  var name: String
  var sent: Int?
  var returned: Int?
  /// Forms on which somebody answered something.
  var usable: Int?
  var dimensions: [Dimension] = []
  var choices: [Choice] = []
  /// All votes, where the file lists only the most chosen.
  var totalVotes: Int?

  var votes: Int { choices.reduce(0) { $0 + $1.votes } }

  /// Questions of one dimension are counted together.
  mutating func add(_ dimension: Dimension) {
    if let index = dimensions.firstIndex(where: { $0.name == dimension.name }) {
      dimensions[index].items += dimension.items
      dimensions[index].counts.merge(dimension.counts, uniquingKeysWith: +)
    } else {
      dimensions.append(dimension)
    }
  }

  /// Adds to one answer of a dimension that has one question.
  mutating func add(answers: Int, of answer: String, to name: String) {
    if let index = dimensions.firstIndex(where: { $0.name == name }) {
      dimensions[index].counts[answer, default: 0] += answers
    } else {
      dimensions.append(Dimension(name: name, items: 1, counts: [answer: answers]))
    }
  }

  /// Names the one that has no name of its own: ticks under bare answers.
  mutating func name(dimension name: String) {
    guard let index = dimensions.firstIndex(where: { $0.name.isEmpty }) else { return }
    var unnamed = dimensions.remove(at: index)
    unnamed = Dimension(name: name, items: unnamed.items, counts: unnamed.counts)
    dimensions.insert(unnamed, at: index)
  }

  mutating func add(votes: Int, for name: String) {
    if let index = choices.firstIndex(where: { $0.name == name }) {
      choices[index].votes += votes
    } else {
      choices.append(Choice(name: name, votes: votes))
    }
  }

  /// As the ledger keeps it: in the keys of a sessions file.
  var sheet: Sheet {
    func text(_ number: Int) -> SheetValue { .text(String(number)) }
    var value: [String: SheetValue] = ["name": .text(name)]
    value["sent"] = sent.map(text)
    value["returned"] = returned.map(text)
    value["usable"] = usable.map(text)
    if !dimensions.isEmpty {
      value["dimensions"] = .list(
        dimensions.map {
          .map(["name": .text($0.name), "items": text($0.items), "counts": .map($0.counts.mapValues(text))])
        })
    }
    if !choices.isEmpty {
      value["measures"] = .map([
        "total_votes": text(max(totalVotes ?? 0, votes)),
        "items": .list(choices.map { .map(["name": .text($0.name), "votes": text($0.votes)]) }),
      ])
    }
    return Sheet(section: .questionnaire, id: name.replacing("#", with: "＃"), value: .map(value))
  }

  /// The contradictions of a questionnaire's numbers of forms as a sessions file has them.
  static func contradictions(in sheet: Sheet) -> [BilingualText] {
    guard sheet.section == .questionnaire else { return [] }
    func number(_ key: String) -> Int? { sheet.value[key]?.text.flatMap { QuestionnaireWords.number($0) } }
    var forms = Questionnaire(name: "")
    (forms.sent, forms.returned, forms.usable) = (number("sent"), number("returned"), number("usable"))
    return forms.contradictions
  }

  /// Figures that can't stand beside one another, which a clerk must mend before anything is entered.
  var contradictions: [BilingualText] {
    var found: [BilingualText] = []
    func check(_ part: Int?, _ whole: Int?, _ zh: (String, String), _ en: (String, String)) {
      guard let part, let whole, part > whole else { return }
      found.append(
        BilingualText(
          zh: "\(zh.0) \(part) 份，比\(zh.1) \(whole) 份还多；请核对",
          en: "\(part) forms \(en.0) are more than \(whole) \(en.1); please check"))
    }
    check(returned, sent, ("收回", "发放"), ("returned", "sent"))
    check(usable, returned, ("有效", "收回"), ("usable", "returned"))
    if let returned {
      for dimension in dimensions where dimension.answers > returned * dimension.items {
        found.append(
          BilingualText(
            zh: "“\(dimension.name)”的答案 \(dimension.answers) 个，多于收回 \(returned) 份 × \(dimension.items) 题；请核对",
            en:
              "'\(dimension.name)' has \(dimension.answers) answers, more than \(returned) forms × \(dimension.items) questions; please check"
          ))
      }
    }
    if let totalVotes, totalVotes < votes {
      found.append(
        BilingualText(
          zh: "总票数 \(totalVotes)，各项相加 \(votes)；请核对",
          en: "\(totalVotes) votes in all, but the choices add up to \(votes); please check"))
    }
    return found
  }

  /// What a share can't be worked out without.
  var gaps: [BilingualText] {
    var found: [BilingualText] = []
    if sent == nil {
      found.append(
        BilingualText(
          zh: "没写发放多少份，算不出回收率；请加 --sent 份数",
          en: "how many forms were sent is unknown, so there is no share returned; add --sent"))
    }
    if returned == nil {
      found.append(
        BilingualText(
          zh: "没写收回多少份，算不出各档比例；请加 --returned 份数",
          en: "how many forms came back is unknown, so there are no shares; add --returned"))
    }
    return found
  }
}
