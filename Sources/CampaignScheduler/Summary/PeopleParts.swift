public import Ledger
import Planning

extension People {
  /// What a sum is made of: those of one group, or those whom one service reached.
  public struct Part: Hashable, Sendable {
    /// 家长和孩子, 签订承诺书; empty for those of whom nobody said who they were.
    public let name: String
    /// Unknown if nobody gave a number.
    public let total: Quantity
    public let counter: String

    func nameText(_ language: Language) -> String { name.isEmpty ? language("未写明人群", "not said who") : name }

    /// `家长 58 人`.
    func text(_ language: Language) -> String {
      "\(nameText(language)) \(total.sumText(language, counter: counter))"
    }
  }
}

/// Adds up by name, each counting word by itself.
struct PartSums {
  private var list = NameList()
  private var sums: [[(counter: String, sum: QuantitySum)]] = []

  mutating func add(_ name: String, _ count: Count) {
    let number = list.number(of: name)
    let place = place(of: count.counter, in: number)
    sums[number][place].sum.add(count.quantity)
  }

  /// Takes in what came after its own.
  mutating func add(_ later: PartSums) {
    for (number, sums) in zip(list.add(later.list), later.sums) {
      for (counter, sum) in sums {
        let place = place(of: counter, in: number)
        self.sums[number][place].sum.add(sum)
      }
    }
  }

  private mutating func place(of counter: String, in number: Int) -> Int {
    if number == sums.count { sums.append([]) }
    let places = sums[number].indices
    if let place = places.first(where: { sums[number][$0].counter.isSpelled(like: counter) }) { return place }
    sums[number].append((counter, QuantitySum()))
    return places.endIndex
  }

  /// In the order in which the names first appear, the nameless last; a counting word without any number is left out
  /// beside one that has some.
  var parts: [People.Part] {
    let all = zip(list.names, sums).flatMap { name, sums in
      let known = sums.filter(\.sum.total.isKnown)
      return (known.isEmpty ? Array(sums.prefix(1)) : known).map {
        People.Part(name: name, total: $0.sum.total, counter: $0.counter)
      }
    }
    return all.filter { !$0.name.isEmpty } + all.filter(\.name.isEmpty)
  }
}

extension Summary {
  /// Those who came by group; empty if nobody said who they were.
  var groupParts: [People.Part] { people.groups.contains { !$0.name.isEmpty } ? people.groups : [] }

  /// What the sums above consist of: groups, services where there are several, kinds of sessions where there are several.
  func partLines(_ language: Language) -> [SummaryLine] {
    func line(_ label: String, _ texts: [String]) -> SummaryLine {
      SummaryLine(label: label, figure: "", remark: texts.joined(separator: language("；", "; ")))
    }
    let kinds = byKind.map {
      "\(SessionKind.name($0.name, language)) " + language("\($0.count) 场", "\($0.count)")
    }
    return [
      line(language("参加人群", "By group"), groupParts.map { $0.text(language) }),
      line(
        language("服务项目", "By service"),
        people.serviceParts.count > 1 ? people.serviceParts.map { $0.text(language) } : []),
      line(language("活动形式", "By kind"), kinds.count > 1 ? kinds : []),
    ].filter { !$0.remark.isEmpty }
  }

  /// `groups` and `services` of the JSON: the same name stands once for each counting word.
  func partsJSON(_ parts: [People.Part], _ language: Language) -> JSONText {
    .array(
      parts.map { part in
        [
          "name": .string(part.name), "n": part.total.json,
          "certainty": .string(part.total.certainty.rawValue), "unit": .string(part.counter),
          "text": .string(part.total.sumText(language, counter: part.counter)),
        ]
      })
  }
}
