public import Planning
public import Recurrence

/// The lines that commands print with `--json`: keys and their order are a contract.
extension CountPhrase {
  /// `{"phrase","n","certainty","unit","text"}`; what is not understood is unknown, its text says why, and `fault` names the
  /// kind of fault, which no figure has.
  public static func answer(to phrase: String, _ language: Language) -> JSONText {
    answered(phrase, language).line
  }

  /// As ``answer(to:_:)``, with what was not understood.
  public static func answered(_ phrase: String, _ language: Language) -> (
    line: JSONText, fault: QuantityFault?
  ) {
    func line(_ quantity: Quantity, _ counter: String?, _ text: String, fault: String? = nil) -> JSONText {
      let pairs: [(String, JSONText)] = [
        ("phrase", .string(phrase)), ("n", quantity.json),
        ("certainty", .string(quantity.certainty.rawValue)),
        ("unit", .optional(counter)), ("text", .string(text)),
      ]
      return .object(pairs + (fault.map { [("fault", .string($0))] } ?? []))
    }
    do throws(QuantityFault) {
      let read = try asRecorded(phrase)
      return (
        line(
          read.quantity, read.counter, read.text(language)),
        nil
      )
    } catch {
      return (line(.unknown(), nil, error.text(language), fault: error.kind), error)
    }
  }
}

extension LedgerEntry {
  /// `{"entry","session","what","n","certainty","unit"}`, as `record` prints it.
  ///
  /// - `isEvidence`: Whether its figure is not counted beside somebody's last word; then it says so at its end.
  public func recordJSON(_ language: Language, isEvidence: Bool = false) -> JSONText {
    let figure = act.content?.figure
    return .object(
      [
        ("entry", .string(id.description)), ("session", .optional(scope.session?.description)),
        ("what", .string(act.content?.subject(language) ?? "")), ("n", figure?.quantity.json ?? .null),
        ("certainty", .optional(figure?.quantity.certainty.rawValue)), ("unit", .optional(figure?.counter)),
      ] + (isEvidence ? [("evidence", .bool(true))] : []))
  }

  /// What `record --dry-run` prints: the same without an entry.
  public static func plannedJSON(_ content: Content, in session: String?, _ language: Language) -> JSONText {
    let figure = content.figure
    return .object([
      "entry": .null, "session": .optional(session), "what": .string(content.subject(language)),
      "n": figure?.quantity.json ?? .null, "certainty": .optional(figure?.quantity.certainty.rawValue),
      "unit": .optional(figure?.counter),
    ])
  }

  /// `{"entry","at","by","what","hash"}`, as `log` prints it.
  ///
  /// - `state`: What became of it, behind the others; nil leaves it out.
  public func logJSON(_ language: Language, zone: Zone, state: String? = nil) -> JSONText {
    .object(
      [
        ("entry", .string(id.description)), ("at", .string(zone.format(at))), ("by", .string(by)),
        ("what", .string(what(language))), ("hash", .string(hash)),
      ] + (state.map { [("state", .string($0))] } ?? []))
  }
}

extension SessionBalance {
  /// `{"session","campaign","occurrence","unit","date","precision","status"}`.
  public var json: JSONText {
    let date: String? =
      switch session.date.day {
      case .exact(let day): day.description
      case .interval(let first, let last): "\(first)/\(session.date.isOpen ? ".." : "\(last)")"
      case .unknown: nil
      }
    return .object([
      "session": .string(key.description), "campaign": .optional(key.occurrence?.campaign),
      "occurrence": .optional(key.occurrence?.occurrence), "unit": .string(key.unit),
      "date": .optional(date),
      "precision": .string(session.date.precision.rawValue), "status": .string(session.status.rawValue),
    ])
  }
}

extension Stock {
  /// `{"item","unit","received","given","left"}` and the rest; `unit` is the place.
  public func json(_ language: Language) -> JSONText {
    func quantity(_ value: Quantity) -> JSONText { json(value, language) }
    return .object([
      "item": .string(item), "unit": .string(unit), "received": quantity(Self.total(received)),
      "given": quantity(Self.total(given)), "left": quantity(left),
      "allocated": quantity(Self.total(allocated)),
      "returned": quantity(Self.total(returned)), "damaged": quantity(Self.total(damaged)),
      "lost": quantity(Self.total(lost)),
      "out": quantity(out), "overdrawn": .bool(doubts.contains(.overdrawn)),
      "unreported": .object(unreported.map { JSONText.Member($0.kind.rawValue, .number($0.times)) }),
      "counts": .array(
        counts.map { count in
          .object([
            "entry": .optional(count.entry?.description), "counted": quantity(count.counted),
            "expected": quantity(count.expected), "out": quantity(count.out),
            "difference": quantity(count.difference),
            "differs": .bool(count.differs), "reason": .optional(count.reason),
          ])
        }),
    ])
  }

  /// A figure of it: `{"n","certainty","text"}`.
  public func json(_ value: Quantity, _ language: Language) -> JSONText {
    .object([
      "n": value.json, "certainty": .string(value.certainty.rawValue),
      "text": .string(value.sumText(language, counter: counter, of: item)),
    ])
  }
}

extension ImportRow {
  /// `{"row","cell","result","reason"}`.
  public func json(_ language: Language) -> JSONText {
    .object([
      "row": line == nil ? .string(row) : .decimal(row), "cell": .optional(cell),
      "result": .string(result.rawValue),
      "reason": .optional(reason?.text(language)),
    ])
  }
}

extension Quantity {
  /// `{"n","certainty"}`.
  var briefJSON: JSONText { .object(["n": json, "certainty": .string(certainty.rawValue)]) }
}

extension ImportReport {
  /// The last line of an import: `{"rows","accepted","refused","persons":{"n","certainty"}}`, and more of a table.
  public func json(_ language: Language) -> JSONText {
    let shared: [(String, JSONText)] = [
      ("rows", .number(rows.count)), ("accepted", .number(accepted)), ("refused", .number(refused)),
      ("persons", persons.briefJSON), ("asked", .number(asked)),
    ]
    return .object(shared + (table?.json(language) ?? []))
  }
}
