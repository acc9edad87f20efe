import CLinux
import Foundation
import Planning
import Recurrence
import Webhooks

/// The machine and what the program was built with.
extension Doctor {
  func program() -> Finding {
    let system = ProcessInfo.processInfo.operatingSystemVersionString
    let kernel = Self.firstLine("/proc/sys/kernel/osrelease") ?? "?"
    return .good("program", "campaign \(patient.version), Swift \(Self.compiler), \(system), Linux \(kernel)")
  }

  private static var compiler: String {
    #if compiler(>=6.5)
      "≥ 6.5"
    #elseif compiler(>=6.4)
      "6.4"
    #else
      "6.3"
    #endif
  }

  func libcurl() -> Finding {
    let version = CurlEngine.libcurlVersion
    let finding = Finding.good("libcurl", version)
    // CURLOPT_PROTOCOLS_STR came with it.
    guard Self.numbers(version).lexicographicallyPrecedes([7, 85]) else { return finding }
    return finding.bad("libcurl 没有装好或太旧，需要 7.85 以上", "libcurl is missing or too old; 7.85 or newer is needed")
  }

  func sqlite() -> Finding {
    guard let version = DatabaseExamination.sqliteVersion else {
      return Finding.good("sqlite", "SQLite 打不开", "SQLite can't be opened").bad(
        "请重新安装 libsqlite3", "install libsqlite3 anew")
    }
    let finding = Finding.good("sqlite", version)
    // STRICT tables came with 3.37, ->> with 3.38.
    guard Self.numbers(version).lexicographicallyPrecedes([3, 38]) else { return finding }
    return finding.bad("SQLite 太旧，需要 3.38 以上", "SQLite is too old; 3.38 or newer is needed")
  }

  func clock() -> Finding {
    let now = patient.now
    let finding = Finding.good("clock", "系统时间 \(now)", "the clock says \(now)")
    if now < Timestamp(seconds: 1_577_836_800) {
      return finding.bad("时间显然没有校准；请先对时", "that can't be right; set the clock")
    }
    return finding
  }

  /// Whether the kernel is told the time by somebody.
  func clockService() -> Finding {
    var state = timex()
    let isDisciplined = adjtimex(&state) != TIME_ERROR
    guard !isDisciplined else {
      return .good("clockService", "时钟有对时服务", "the clock is kept right by a service")
    }
    return Finding.good("clockService", "时钟没有对时服务", "no service keeps the clock right").advising(
      "提醒按本机时钟发送；请打开网络对时（timedatectl set-ntp true），或经常核对",
      "reminders go by this clock; turn network time on (timedatectl set-ntp true), or look at it often")
  }

  func timeZones() -> Finding {
    let wanted = patient.environment["TZDIR"].flatMap { $0.isEmpty ? nil : $0 }
    let zones = ZoneDatabase(preferring: wanted)
    let version = zones.version
    guard let folder = zones.folder else {
      return Finding.good(
        "timeZones", "没有系统时区数据；用的是随程序编译的 \(version)",
        "the system has no time zone files; in use are those that came with the program, \(version)"
      ).bad("请安装 tzdata，否则时区规则变了也不会跟上", "install tzdata, or changes of the zones' rules won't be followed")
    }
    let finding = Finding.good(
      "timeZones", "时区数据 \(version)（\(folder)）", "time zones \(version) (\(folder))")
    if let wanted, wanted != folder {
      return finding.bad(
        "TZDIR 指的文件夹 \(wanted) 不存在；请改正或去掉 TZDIR",
        "TZDIR names \(wanted), which is no folder; mend or remove TZDIR")
    }
    guard zones.hasFile(for: "Asia/Shanghai") else {
      return finding.bad(
        "里面没有可用的 Asia/Shanghai；请（重新）安装 tzdata",
        "it holds no Asia/Shanghai that can be read; install tzdata (anew)")
    }
    return finding
  }

  func locale() -> Finding {
    let names = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { patient.environment[$0] }.filter { !$0.isEmpty }
    guard let name = names.first else {
      return Finding.good("locale", "没有设置语言环境", "no locale is set").advising(
        "要中文提示，请加 --lang zh 或设 LANG=zh_CN.UTF-8", "for Chinese messages add --lang zh or set LANG=zh_CN.UTF-8"
      )
    }
    let finding = Finding.good("locale", name)
    let isUnicode = name.lowercased().replacing("-", with: "").contains("utf8")
    return isUnicode
      ? finding
      : finding.advising(
        "终端可能显示不了中文；请用 UTF-8 的语言环境", "a terminal may not show Chinese; use a locale with UTF-8")
  }

  func openFiles() -> Finding {
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    let finding = Finding.good(
      "openFiles", "最多打开 \(limit.rlim_max) 个文件", "\(limit.rlim_max) open files at most")
    // Below this the connections are cut down to a few.
    return limit.rlim_max >= 256
      ? finding : finding.advising("太少，发送会变慢；请放宽 ulimit -n", "few, which slows sending; raise ulimit -n")
  }

  func watches() -> Finding {
    let folder = "/proc/sys/fs/inotify"
    let watches = Self.firstLine("\(folder)/max_user_watches").flatMap { Int($0) }
    let instances = Self.firstLine("\(folder)/max_user_instances").flatMap { Int($0) }
    guard let watches, let instances else {
      return Finding.good("watches", "不知道能否监视文件", "whether files can be watched is not known").advising(
        "改了文件若不生效，请重启守护程序", "if a changed file has no effect, start the daemon again")
    }
    let finding = Finding.good(
      "watches", "inotify：\(instances) 个实例，\(watches) 个监视",
      "inotify: \(instances) instances, \(watches) watches")
    return watches >= 64 && instances >= 16
      ? finding
      : finding.advising(
        "改了文件可能发现不了；请放宽 fs.inotify.max_user_watches 与 max_user_instances",
        "changed files may go unnoticed; raise fs.inotify.max_user_watches and max_user_instances")
  }

  static func firstLine(_ path: String) -> String? {
    FileManager.default.contents(atPath: path).flatMap {
      String(decoding: $0.prefix(200), as: UTF8.self).split(separator: "\n").first.map(String.init)
    }
  }

  /// `7.88.1-DEV` as [7, 88, 1].
  static func numbers(_ version: String) -> [Int] {
    version.split { !$0.isNumber }.prefix(3).compactMap { Int($0) }
  }
}
