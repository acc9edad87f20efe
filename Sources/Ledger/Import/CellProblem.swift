import Planning

/// Why a row is refused, and in which column.
struct CellProblem: Error {
  let column: Int?
  let reason: BilingualText

  init(_ column: Int?, _ reason: BilingualText) { (self.column, self.reason) = (column, reason) }
}

/// What somebody should look at, in which column.
struct CellDoubt {
  let column: Int?
  let reason: BilingualText

  init(_ column: Int?, _ reason: BilingualText) { (self.column, self.reason) = (column, reason) }
}
