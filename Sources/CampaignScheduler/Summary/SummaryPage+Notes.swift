import Ledger
import Planning

/// The parts of the page that ask something of its reader: what is missing, what may be wrong, what changed.
extension SummaryPage {
  private static let listed = 60

  var missingSection: Markup {
    guard !summary.missing.isEmpty else { return "" }
    let rows = summary.missing.prefix(Self.listed).map { row -> [Markup] in
      let days = row.days.map { $0.text(language) }.joined(separator: language("、", ", "))
      return [
        "\(row.name)", "\(days.isEmpty ? "—" : days)",
        "\(row.texts(language).joined(separator: language("、", ", ")))",
      ]
    }
    let rest = summary.missing.count - Self.listed
    let more: Markup = rest > 0 ? "<p>\(language("另有 \(rest) 项。", "\(rest) more."))</p>" : ""
    return section(
      "请补报", "Please add",
      table([language("单位", "Unit"), language("场次", "Sessions"), language("缺少", "Missing")], rows) + more)
  }

  /// How far the project is, and what inspections found that is not put right yet.
  var supervisionSection: Markup {
    let lines = summary.notes.lines(language)
    guard !lines.isEmpty else { return "" }
    let rows = lines.map { line -> Markup in
      line.label.isEmpty ? "\(line.remark)" : "<code>\(line.label)</code>\(line.remark)"
    }
    return section("进度与督查", "Progress and inspections", notes(rows))
  }

  var repeatSection: Markup {
    func rows(_ isSupposed: Bool) -> [Markup] {
      summary.repeats.filter { $0.isSupposed == isSupposed }.map { "\($0.text(language))" }
    }
    let (supposed, certain) = (rows(true), rows(false))
    let first: Markup =
      supposed.isEmpty ? "" : section("疑似同一活动", "Perhaps the same event", notes(supposed))
    let second: Markup = certain.isEmpty ? "" : section("同一活动", "Same event", notes(certain))
    return "\(first)\(second)"
  }

  var noteSection: Markup {
    guard !summary.warnings.isEmpty else { return "" }
    let rows = summary.warnings.map { warning -> Markup in
      "<code>\(warning.code.rawValue)</code>\(warning.detail.text(language))"
    }
    return section("请核对", "Please check", notes(rows))
  }

  var comparisonSection: Markup {
    guard let comparison else { return "" }
    let rows = comparison.rows.map { row -> [Markup] in
      let mark: Markup =
        switch row.direction {
        case .up: " class=\"up\""
        case .down: " class=\"down\""
        case .same, .open: ""
        }
      return [
        "\(row.what.text(language))", "\(row.beforeText(language))", "\(row.nowText(language))",
        "<span\(mark)>\(row.changeText(language))</span>",
        "\(row.shareText(language))",
      ]
    }
    let head = [
      language("项目", "Figure"), comparison.earlier.text(language), comparison.later.text(language),
      language("增减", "Change"), language("为上期的", "Share of before"),
    ]
    let remarks = comparison.remarks.map { "\($0.text(language))" as Markup }
    return section(
      "与上期比较", "Against the time before",
      table(head, rows, numbers: [1, 2, 3, 4]) + (remarks.isEmpty ? "" : notes(remarks)))
  }
}
