/// What the forms say in one column: answers of a scale, ticks, choices or free text.
struct QuestionColumn {
  let header: String
  /// 理论学习 of `1、理论学习—1`, and of `理论学习：学习的自觉性`.
  let dimension: String
  /// 希望 and 讲座 of `希望：讲座`; nil for a header that does not part.
  let choice: (question: String, option: String)?
  private(set) var ratings: [String: Int] = [:]
  private(set) var filled = 0
  /// How often it was ticked, by whatever sign.
  private(set) var ticks = 0
  /// Signs that are no figures: √.
  private(set) var signs = 0
  /// Answers of no scale, as far as a message needs them.
  private(set) var others: [(form: Int, row: Int, text: String)] = []
  private var rated = 0
  /// Of a question that asks for a score, how often each was given.
  private(set) var scores: [String: Int] = [:]
  /// Its header asks for a score.
  private let isScored: Bool
  /// The scores that its header allows; nil if it names none.
  private let scale: ClosedRange<Int>?
  /// Cells that leave an option out: 0, ×.
  private var crosses = 0
  /// Each cell as it is written, how often; of free text no more than is needed to tell it.
  private var cells: [String: Int] = [:]
  private var isFreeText = false
  /// Its header says that one may tick several.
  private let isChoice: Bool
  /// 可选: that one may tick, or that one may leave out.
  private let mayBeChoice: Bool

  /// Doubtful answers that are told of one question.
  private static let mostOthers = 200
  private static let mostCells = 5000
  private static let longestCell = 600
  private static let longestChoice = 60

  init(header: String) {
    self.header = header
    isScored = QuestionnaireWords.isScored(header)
    scale = QuestionnaireWords.scale(header)
    dimension = QuestionnaireWords.dimension(
      of: isScored ? QuestionnaireWords.withoutScale(header) : header)
    choice = QuestionnaireWords.choice(of: header)
    isChoice = header.contains("多选") || header.lowercased().contains("all that apply")
    mayBeChoice = header.contains("可选")
  }

  /// - Returns: Whether it may be an answer.
  mutating func take(_ cell: String, _ form: Int, _ line: Int) -> Bool {
    let text = QuestionnaireWords.answer(cell)
    filled += 1
    let isKept = text.count <= Self.longestCell && (cells[text] != nil || cells.count < Self.mostCells)
    if isKept { cells[text, default: 0] += 1 } else { isFreeText = true }
    if QuestionnaireWords.isRating(text) {
      ratings[text, default: 0] += 1
      rated += 1
      return true
    }
    let score = isScored || text.hasSuffix("分") ? QuestionnaireWords.score(text, of: scale) : nil
    if let score {
      scores[score, default: 0] += 1
    } else if others.count < Self.mostOthers {
      others.append((form, line, String(text.prefix(20))))
    }
    let tick: QuestionnaireWords.Tick? = text == choice?.option ? .sign : QuestionnaireWords.Tick(text)
    switch tick {
    case .sign?: (ticks, signs) = (ticks + 1, signs + 1)
    case .figure?: ticks += 1
    case .cross?: crosses += 1
    case nil: break
    }
    return tick != .cross || score != nil
  }

  var isTicked: Bool { filled > 0 && ticks + crosses == filled }

  /// Most of its answers are of a scale; the others are asked about.
  var isScale: Bool { !isMarkedChoice && rated * 3 >= filled * 2 }

  /// Most of its answers are scores, as far as they are no ticks.
  var isOfScores: Bool {
    !isMarkedChoice && scores.values.reduce(0, +) * 3 >= filled * 2 && (isScored || scores.count > 1)
      && scores.keys.contains { $0 != "0分" && $0 != "1分" }
  }

  /// Exports of forms put signs between choices that no text holds.
  private var isMarkedChoice: Bool {
    isChoice || cells.keys.contains { cell in cell.contains { $0 == "┋" || $0 == "|" } }
  }

  // MARK: Choices

  /// What stands between choices. The first that any cell holds parts them all: the others then belong to the choices.
  private static let separators: [(signs: Set<Character>, isSure: Bool)] = [
    (["┋"], true), (["|"], true), (QuestionnaireWords.circled, true), (["；", ";"], true), (["\n"], true),
    (["、"], false), (["，", ","], false),
    (["/", "／"], false), (["+", "＋"], false),
  ]

  /// How often each choice was taken; nil if it is no question of choices.
  var votes: [String: Int]? {
    guard !isFreeText else { return nil }
    if isCoded { return letters }
    let separator = Self.separators.first { separator in
      cells.keys.contains { cell in cell.contains { separator.signs.contains($0) } }
    }
    if let separator, isMarkedChoice, separator.signs == ["、"], let mixed = MixedChoices(cells) {
      return mixed.votes
    }
    if let separator {
      let choices = Choices(cells, separator.signs)
      if (isMarkedChoice && (separator.isSure || separator.signs == ["、"]))
        || (mayBeChoice && choices.votes.count * 3 <= filled) || choices.recur(besides: !separator.isSure)
      {
        return choices.votes
      }
    }
    return isMarkedChoice || (mayBeChoice && cells.count * 3 <= filled) ? cells : nil
  }

  /// Whether its answers are letters or numbers that only the form explains: B, AC, 5.
  var isCoded: Bool {
    filled > 0 && !isFreeText
      && cells.keys.allSatisfy { cell in
        Self.isLettered(cell) || Self.figure(cell).map { $0 <= 100 } ?? false
      }
  }

  /// 5, 5 票 and 4.5.
  private static func figure(_ cell: String) -> Figure? {
    QuestionnaireWords.number(cell).map { Figure($0) } ?? Figure(cell.inHalfWidth)
  }

  private static func isLettered(_ cell: String) -> Bool {
    let letters = cell.filter(isCode)
    return !letters.isEmpty && Set(letters).count == letters.count
      && cell.allSatisfy { isCode($0) || $0 == " " || isSeparator($0) }
  }

  private static func isCode(_ character: Character) -> Bool { ("A"..."J").contains(character) }
  private static func isSeparator(_ character: Character) -> Bool {
    separators.contains { $0.signs.contains(character) }
  }

  /// Letters of which one may tick several, each with its question: another question's A is something else.
  private var letters: [String: Int]? {
    guard cells.keys.allSatisfy(Self.isLettered),
      isMarkedChoice || mayBeChoice || cells.keys.contains(where: { $0.count(where: Self.isCode) > 1 })
    else { return nil }
    var votes: [String: Int] = [:]
    let question = QuestionnaireWords.question(header)
    for (cell, count) in cells {
      for letter in cell where Self.isCode(letter) { votes["\(question)：\(letter)", default: 0] += count }
    }
    return votes
  }

  /// The cells of a question, each parted into the choices that it names.
  private struct Choices {
    private(set) var votes: [String: Int] = [:]
    /// In how many different cells each stands.
    private var places: [String: Int] = [:]
    /// Those of cells that hold several.
    private var several: [Set<String>] = []

    init(_ cells: [String: Int], _ separators: Set<Character>) {
      for (cell, count) in cells {
        let parts = Set(cell.split { separators.contains($0) }.map { QuestionnaireWords.answer(String($0)) })
          .filter { !$0.isEmpty && $0.count <= QuestionColumn.longestChoice }
        for part in parts {
          votes[part, default: 0] += count
          places[part, default: 0] += 1
        }
        if parts.count > 1 { several.append(parts) }
      }
      partFurther()
    }

    /// 义诊、讲座 beside 义诊；走访 and 讲座 are two choices as well.
    private mutating func partFurther() {
      for (choice, count) in votes {
        let parts = choice.split { "、，,".contains($0) }.map { String($0).trimmed }
        guard parts.count > 1, parts.allSatisfy({ votes[$0] != nil }) else { continue }
        votes[choice] = nil
        for part in parts { votes[part, default: 0] += count }
      }
    }

    /// Whether a few choices come again and again, as no free text does: in most cells that hold several all do, and all
    /// in all they are most of what was said.
    ///
    /// - `besides`: Only what comes in different company counts: 孕前/产前检查 is one choice.
    func recur(besides: Bool) -> Bool {
      let again = Set(votes.keys.filter { (besides ? places : votes)[$0, default: 0] > 1 })
      let all = votes.values.reduce(0, +)
      let common = votes.reduce(0) { $0 + (again.contains($1.key) ? $1.value : 0) }
      let whole = several.count { $0.isSubset(of: again) }
      return whole > 0 && whole * 2 >= several.count && common * 4 >= all * 3 && votes.count * 2 <= all
        && votes.keys.allSatisfy { $0.contains(where: \.isLetter) && !PersonalText.isIn(cell: $0) }
    }
  }
}
