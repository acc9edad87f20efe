import Planning

/// Rows whose remark holds a figure, which nothing reads: somebody should know.
struct RemarkFigures: Hashable, Sendable {
  private var first: Int?
  private var rows = 0

  /// - `row`: Its number in the file.
  mutating func look(at remark: String, row: Int) {
    guard remark.utf8.contains(where: { (0x30...0x39).contains($0) || $0 == 0xEF }) else { return }
    let isFigure = zip(remark, remark.dropFirst()).contains { digit, counter in
      digit.halfWidth.isASCIIDigit && "人名位户份册本盒袋个".contains(counter)
    }
    guard isFigure else { return }
    first = first ?? row
    rows += 1
  }

  var warning: BilingualText? {
    first.map { row in
      BilingualText(
        zh: "备注里写了数量（\(rows > 1 ? "\(rows) 行，如" : "")第 \(row) 行），没有读；要计入的请写到人数、物资等列里再导入",
        en:
          "\(rows) remark\(rows == 1 ? " holds a figure" : "s hold figures") (row \(row)\(rows > 1 ? " and on" : "")) and \(rows == 1 ? "was" : "were") not read; what is to count belongs into a column for it"
      )
    }
  }
}
