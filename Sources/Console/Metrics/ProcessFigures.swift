import Foundation

/// What Prometheus knows every process by, read from `/proc`.
enum ProcessFigures {
  static var families: [MetricFamily] {
    var families: [MetricFamily] = []
    if let stat = fields(of: "/proc/self/stat"), stat.count > 21 {
      let tick = Double(sysconf(Int32(_SC_CLK_TCK)))
      if let user = Double(stat[11]), let system = Double(stat[12]) {
        families.append(
          MetricFamily(
            name: "process_cpu_seconds_total", kind: .counter, samples: [.init(value: (user + system) / tick)]
          ))
      }
      if let pages = Double(stat[21]) {
        families.append(.gauge("process_resident_memory_bytes", pages * Double(sysconf(Int32(_SC_PAGESIZE)))))
      }
      if let start = Double(stat[19]), let boot = bootTime {
        families.append(.gauge("process_start_time_seconds", boot + start / tick))
      }
    }
    if let open = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count {
      families.append(.gauge("process_open_fds", Double(open)))
    }
    var limit = rlimit()
    if getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 {
      families.append(.gauge("process_max_fds", Double(limit.rlim_cur)))
    }
    return families
  }

  /// The fields behind the program's name, which may hold spaces: the first is the state.
  private static func fields(of path: String) -> [Substring]? {
    guard let text = text(of: path), let end = text.lastIndex(of: ")") else { return nil }
    return text[text.index(after: end)...].split(separator: " ")
  }

  private static var bootTime: Double? {
    text(of: "/proc/stat")?.split(separator: "\n").first { $0.hasPrefix("btime ") }
      .flatMap { Double($0.dropFirst(6)) }
  }

  /// Files of `/proc` say that they are empty, so they are read to their end.
  private static func text(of path: String) -> String? {
    guard let handle = FileHandle(forReadingAtPath: path), let data = try? handle.readToEnd() else {
      return nil
    }
    try? handle.close()
    return String(decoding: data, as: UTF8.self)
  }
}
