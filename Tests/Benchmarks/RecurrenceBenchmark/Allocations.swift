import Recurrence

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What long walks allocate, found out in a run of this program by itself: its peak of memory is then not
/// that of the other measurements, and the counting of calls slows nothing else.
struct Allocations {
  /// The option that makes a run such a one.
  static let option = "--allocations"

  /// Calls of `malloc` and its like in the first tenth of a walk, where it makes the buffers that it keeps,
  /// such as for a change of offset; the most of any walk. Nil where calls can't be counted.
  var callsToBegin: Int?
  /// And in the other nine tenths, in all walks.
  var callsAfterwards: Int?
  /// KiB by which these raised the peak of resident memory.
  var growth: Int

  /// Starts a run with the counter in front of the C library's allocation, or without if it can't be
  /// compiled.
  ///
  /// - Parameter limit: Occurrences of a walk.
  static func counted(limit: Int, in folder: String) throws -> Allocations {
    let counter = folder + "/mallocs.so"
    let compiler = try Program.run([
      "cc", "-O2", "-shared", "-fPIC", "-o", counter, Program.source("mallocs.c"),
    ])
    let environment = compiler.hasSucceeded ? ["LD_PRELOAD=" + counter] : []
    let run = try Program.run(environment + [Program.ownPath, option, "\(limit)"])
    let numbers = run.output.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
    guard run.hasSucceeded, let growth = numbers.last else { throw Fault(text: run.fault) }
    return numbers.count < 3
      ? Allocations(growth: growth)
      : Allocations(callsToBegin: numbers[0], callsAfterwards: numbers[1], growth: growth)
  }

  struct Fault: Error, CustomStringConvertible {
    let text: String
    var description: String { "allocations can't be counted: \(text)" }
  }
}

extension Allocations {
  /// What such a run does: walks the rules of the table on without an end, and prints the numbers.
  static func printCounts(limit: Int) throws {
    let questions: [Question] = [.yearly, .monthly, .daily, .chinese, .minutely, .secondly]
    var sum: Int64 = 0
    let walks = try questions.map { try walk($0.withoutEnd.occurrences(), limit: limit, &sum) }
    var numbers = [walks.reduce(0) { $0 + $1.growth }]
    if counter != nil {
      numbers.insert(walks.compactMap(\.callsToBegin).max() ?? 0, at: 0)
      numbers.insert(walks.compactMap(\.callsAfterwards).reduce(0, +), at: 1)
    }
    print(numbers.map(String.init).joined(separator: " "))
    Program.say("sum of all instants: \(sum)")
  }

  private static func walk(
    _ sequence: OccurrenceSequence, limit: Int, _ sum: inout Int64
  ) throws -> Allocations {
    // Counting them first also touches all code and tables on the way.
    var length = 0
    for _ in sequence.prefix(limit) { length += 1 }
    let callsAtStart = calls()
    var iterator = sequence.makeIterator()
    advance(&iterator, by: length / 10, &sum)
    let (callsAtTenth, peakAtTenth) = (calls(), peak())
    advance(&iterator, by: length - length / 10, &sum)
    return Allocations(
      callsToBegin: callsAtTenth - callsAtStart, callsAfterwards: calls() - callsAtTenth,
      growth: peak() - peakAtTenth)
  }

  private static func advance(
    _ iterator: inout OccurrenceSequence.Iterator, by count: Int, _ sum: inout Int64
  ) {
    for _ in 0..<count {
      guard let occurrence = iterator.next() else { return }
      sum &+= occurrence.checksum
    }
  }

  /// `allocation_calls` of `mallocs.c`.
  private static let counter: (@convention(c) () -> Int)? = {
    guard let symbol = dlsym(dlopen(nil, RTLD_NOW), "allocation_calls") else { return nil }
    return unsafeBitCast(symbol, to: (@convention(c) () -> Int).self)
  }()

  private static func calls() -> Int { counter?() ?? 0 }

  /// The most memory that was resident so far, in KiB.
  private static func peak() -> Int {
    var usage = rusage()
    #if canImport(Glibc)
      getrusage(Int32(RUSAGE_SELF.rawValue), &usage)
      return usage.ru_maxrss
    #else
      getrusage(RUSAGE_SELF, &usage)
      return usage.ru_maxrss / 1024
    #endif
  }
}
