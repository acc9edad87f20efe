import Recurrence

/// A program of another engine that answers the same questions.
struct Peer {
  enum Kind: String, CaseIterable { case libical, dateutil }

  /// Why a peer does not take part.
  struct Missing: Error, CustomStringConvertible {
    let kind: Kind
    let reason: String

    var description: String {
      let advice =
        switch kind {
        case .libical: "install a C compiler and libical-dev (Debian: apt-get install gcc libical-dev)"
        case .dateutil: "install python3, python-dateutil and tzdata (pip install python-dateutil tzdata)"
        }
      return "\(kind.rawValue) does not take part; \(advice): \(reason)"
    }
  }

  let kind: Kind
  let version: String
  private let command: [String]

  /// - Parameter folder: For what has to be compiled.
  init(_ kind: Kind, in folder: String) throws {
    self.kind = kind
    switch kind {
    case .libical:
      let program = folder + "/libical"
      let compiler = try Program.run([
        "cc", "-O2", "-o", program, Program.source("Peers/libical.c"), "-lical",
      ])
      guard compiler.hasSucceeded else { throw Missing(kind: kind, reason: compiler.fault) }
      command = [program]
    case .dateutil:
      command = ["python3", Program.source("Peers/dateutil.py")]
    }
    let answer = try Program.run(command + ["--version"])
    guard answer.hasSucceeded, let line = answer.output.split(separator: "\n").first else {
      throw Missing(kind: kind, reason: answer.fault)
    }
    version = String(line)
  }

  /// Those that are installed; says which are not.
  static func installed(in folder: String) throws -> [Peer] {
    var peers: [Peer] = []
    for kind in Kind.allCases {
      do {
        peers.append(try Peer(kind, in: folder))
      } catch let missing as Missing {
        Program.say(missing.description)
      }
    }
    return peers
  }

  /// Seconds for an occurrence, or with a window for the query.
  ///
  /// - Parameter expected: How many occurrences the engine here has; where a peer has others, this is said,
  ///   since it did other work.
  func seconds(for question: Question, budget: Duration, expected: Int) throws -> Double {
    var arguments = ["\(budget.inSeconds)", question.name, question.start, question.rule, question.zone]
    if let window = question.window {
      arguments += [window.lowerBound, window.upperBound].map { "\($0.milliseconds / 1000)" }
    }
    let answer = try Program.run(command + arguments)
    let fields = answer.output.split(whereSeparator: \.isWhitespace)
    guard answer.hasSucceeded, fields.count == 3, fields[0] == question.name, let count = Int(fields[1]),
      let figure = Double(fields[2])
    else {
      throw Missing(kind: kind, reason: "no answer for \(question.rule): \(answer.fault)")
    }
    if count != expected {
      Program.say("\(kind.rawValue) has \(count) occurrences of \(question.rule), not \(expected)")
    }
    return question.window == nil ? 1 / figure : figure * 1e-6
  }
}
