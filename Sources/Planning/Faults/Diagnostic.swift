/// A fault or a warning about a place in a file that organisers write.
public struct Diagnostic: Error, Hashable, Sendable {
  /// The kinds of faults; the table with their meanings is in the documentation of campaign files.
  public struct Code: RawRepresentable, Hashable, Sendable {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
  }

  public enum Severity: String, Hashable, Sendable {
    case error, warning
  }

  public let code: Code
  /// As given on the command line or relative to the workspace.
  public let file: String
  /// Counted from 1; 0 if the fault is of the whole file.
  public let line: Int
  /// Counted from 1 in Unicode scalars; 0 if the fault is of the whole file.
  public let column: Int
  /// How many scalars the caret underlines; at least 1.
  public let length: Int
  /// What is wrong, with the value.
  public let problem: BilingualText
  /// What to do about it.
  public let advice: BilingualText

  public init(
    _ code: Code, file: String, at place: Place?, problem: BilingualText, advice: BilingualText
  ) {
    self.code = code
    self.file = file
    line = place?.line ?? 0
    column = place?.column ?? 0
    length = max(1, place?.length ?? 1)
    self.problem = problem
    self.advice = advice
  }

  /// Codes beginning with W are warnings; the file is used all the same.
  public var severity: Severity { code.rawValue.hasPrefix("W") ? .warning : .error }
}

/// A span in a text: line and column from 1, in Unicode scalars.
public struct Place: Hashable, Comparable, Sendable {
  public let line: Int
  public let column: Int
  public let length: Int

  public init(line: Int, column: Int, length: Int = 1) {
    self.line = line
    self.column = column
    self.length = length
  }

  public static func < (left: Place, right: Place) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }
}
