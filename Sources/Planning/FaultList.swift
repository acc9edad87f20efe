/// Gathers the faults of one file: a reader goes on after each, so that all are found at once.
final class FaultList {
  let file: String
  private(set) var diagnostics: [Diagnostic] = []

  init(file: String) {
    self.file = file
  }

  func add(_ diagnostic: Diagnostic) {
    diagnostics.append(diagnostic)
  }

  func add(_ fault: Fault, at place: Place?) {
    diagnostics.append(
      Diagnostic(fault.code, file: file, at: place, problem: fault.problem, advice: fault.advice))
  }

  var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
}
