import Planning
import Testing

@testable import Ledger

/// Words with what is entered of them, as it is printed, and what is left out.
typealias SaidFigures = (text: String, entered: [String], left: [String])

func checkFigures(_ said: SaidFigures, _ take: (inout RecordedFigures) throws -> Void) throws {
  var figures = RecordedFigures()
  try take(&figures)
  #expect(figures.contents.map { $0.text(.zh) } == said.entered)
  #expect(figures.leftOut.map(\.phrase) == said.left)
}
