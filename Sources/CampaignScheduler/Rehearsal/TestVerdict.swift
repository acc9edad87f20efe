import Planning
import Recurrence

/// Something that a test can expect: a line of the plan, or a message that went out.
struct TestEvent: Hashable {
  let subject: CampaignTest.Expectation.Subject
  /// What it may be called: a chase goes by its id and by its receiver.
  let ids: Set<String>
  let local: CivilDateTime
  let unit: String
  let part: String?
  var text: String?
}

/// What happened, beside what a test expects.
struct TestVerdict {
  let test: CampaignTest
  let events: [TestEvent]
  let shared: SharedDefinitions

  /// The first expectation that does not hold; nil if all do.
  var failure: BilingualText? {
    for expectation in test.expected where !events.contains(where: { matches($0, expectation) }) {
      return missing(expectation)
    }
    for expectation in test.unexpected {
      if let event = events.first(where: { matches($0, expectation) }) {
        return BilingualText(
          zh: "不应有 \(words(expectation, .zh))，却有 \(words(event, .zh))",
          en: "unexpected: \(words(event, .en))")
      }
    }
    return nil
  }

  private func matches(_ event: TestEvent, _ expected: CampaignTest.Expectation) -> Bool {
    isSame(event, expected)
      && (expected.day.map { $0 == event.local.date } ?? true)
      && (expected.time.map { $0 == event.local.time } ?? true)
      && (expected.says.map { event.text?.contains($0) == true } ?? true)
  }

  /// Whether it is the thing expected, at whatever time.
  private func isSame(_ event: TestEvent, _ expected: CampaignTest.Expectation) -> Bool {
    event.subject == expected.subject
      && (expected.id.map { event.ids.contains($0) } ?? true)
      && (expected.part.map { $0 == event.part } ?? true)
      && (expected.unit.map { concerns(event, $0) } ?? true)
  }

  /// A message is about its own unit; a digest is about those it names, too.
  private func concerns(_ event: TestEvent, _ id: String) -> Bool {
    if event.unit == id { return true }
    guard let text = event.text, let unit = shared.tree[id], let holder = shared.tree[event.unit] else {
      return false
    }
    return shared.tree.contains(unit, under: holder) && text.contains(unit.name)
  }

  private func missing(_ expectation: CampaignTest.Expectation) -> BilingualText {
    let others = Set(events.filter { isSame($0, expectation) }.map(\.local)).sorted()
    let times = others.prefix(5).map { "\($0.date) \($0.time)" }
    if times.isEmpty {
      return BilingualText(
        zh: "没有 \(words(expectation, .zh))", en: "there is no \(words(expectation, .en))")
    }
    return BilingualText(
      zh: "没有 \(words(expectation, .zh))；实际在 \(times.joined(separator: "、"))",
      en: "there is no \(words(expectation, .en)); it is at \(times.joined(separator: ", "))")
  }

  private func words(_ expectation: CampaignTest.Expectation, _ language: Language) -> String {
    var words: [String] = []
    if let day = expectation.day { words.append("\(day)") }
    if let time = expectation.time { words.append("\(time)") }
    words.append(expectation.subject.noun.text(language))
    words.append(expectation.id ?? language("（任意）", "(any)"))
    if let part = expectation.part { words.append(part) }
    if let unit = expectation.unit { words.append(shared.tree[unit]?.name ?? unit) }
    if let says = expectation.says { words.append(language("“\(says)”", "'\(says)'")) }
    return words.joined(separator: " ")
  }

  private func words(_ event: TestEvent, _ language: Language) -> String {
    let unit = shared.tree[event.unit]?.name ?? event.unit
    let id = event.ids.sorted().first ?? ""
    return
      "\(event.local.date) \(event.local.time) \(event.subject.noun.text(language)) \(id) \(unit)"
  }
}
