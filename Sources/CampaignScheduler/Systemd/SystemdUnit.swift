/// A unit file for systemd that runs the daemon as a locked-down service.
///
/// Not installed by itself: an administrator writes it to `/etc/systemd/system/campaign.service`.
public struct SystemdUnit: Hashable, Sendable {
  /// Absolute paths.
  public let executable: String
  public let workspace: String
  /// Nil for the workspace's own, under `.campaign`.
  public let database: String?
  /// The file of addresses and secrets; systemd reads it as root and hands it to the daemon alone.
  public let secrets: String?
  /// `HOST:PORT` for health checks and metrics; nil for none.
  public let listen: String?
  /// Nil for a user that systemd makes for the service.
  public let user: String?

  public init(
    executable: String, workspace: String, database: String? = nil, secrets: String? = nil,
    listen: String? = nil, user: String? = nil
  ) {
    self.executable = executable
    self.workspace = workspace
    self.database = database
    self.secrets = secrets
    self.listen = listen
    self.user = user
  }

  /// The name under which the secrets file stands in `CREDENTIALS_DIRECTORY`.
  public static let credential = "campaign-secrets"

  /// The whole file.
  public var text: String {
    sections.map { section in
      "[\(section.name)]\n" + section.lines.map { "\($0.key)=\($0.value)\n" }.joined()
    }.joined(separator: "\n")
  }

  private typealias Line = (key: String, value: String)

  private var sections: [(name: String, lines: [Line])] {
    [
      (
        "Unit",
        [
          ("Description", "Campaign reminders"), ("Wants", "network-online.target"),
          // A clock that is not set yet would make everything look overdue or far away.
          ("After", "network-online.target time-sync.target"), ("RequiresMountsFor", quoted(workspace)),
          ("StartLimitIntervalSec", "300"), ("StartLimitBurst", "10"),
        ]
      ),
      ("Service", running + secretsLines + places + hardening),
      ("Install", [("WantedBy", "multi-user.target")]),
    ]
  }

  private var running: [Line] {
    [
      ("Type", "notify"), ("NotifyAccess", "main"), ("ExecStart", command),
      ("ExecReload", "/bin/kill -HUP $MAINPID"), ("KillSignal", "SIGTERM"),
      // The daemon takes 15 s at most to finish what is in flight, and a kill repeats what it did not finish.
      ("TimeoutStopSec", "30"), ("TimeoutStartSec", "300"), ("WatchdogSec", "300"),
      ("Restart", "on-failure"), ("RestartSec", "5"),
      // Usage errors and wrong paths don't mend themselves.
      ("RestartPreventExitStatus", "64"),
    ]
      + (user.map { [("User", $0)] } ?? [("DynamicUser", "yes")])
      + [("UMask", "0077"), ("LimitNOFILE", "4096")]
  }

  private var command: String {
    var words = [executable, "daemon", "--workspace", workspace]
    words += ["--database", databasePath]
    if let listen { words += ["--listen", listen] }
    words += ["--log-format", "logfmt"]
    return words.map(argument).joined(separator: " ")
  }

  /// A service's own user can write where systemd lets it, and not in the workspace.
  private var databasePath: String {
    database ?? (user == nil ? "/var/lib/campaign/campaign.sqlite" : "\(workspace)/.campaign/campaign.sqlite")
  }

  private var secretsLines: [Line] {
    guard let secrets else { return [] }
    return [("LoadCredential", "\(Self.credential):\(specifierFree(secrets))")]
  }

  private var places: [Line] {
    let folder = databasePath.split(separator: "/").dropLast().map { "/\($0)" }.joined()
    let isState = databasePath.hasPrefix("/var/lib/campaign/")
    return [("StateDirectory", "campaign"), ("StateDirectoryMode", "0700")]
      + (isState ? [] : [("ReadWritePaths", quoted(folder.isEmpty ? "/" : folder))])
      + [("WorkingDirectory", specifierFree(workspace))]
  }

  private var hardening: [Line] {
    [
      ("ProtectSystem", "strict"),
      // A workspace under /home stays readable; nothing but the paths above can be written anywhere.
      ("ProtectHome", workspace.hasPrefix("/home/") || workspace.hasPrefix("/root/") ? "read-only" : "yes"),
      ("PrivateTmp", "yes"), ("PrivateDevices", "yes"), ("ProtectKernelTunables", "yes"),
      ("ProtectKernelModules", "yes"), ("ProtectKernelLogs", "yes"), ("ProtectControlGroups", "yes"),
      ("ProtectClock", "yes"), ("ProtectHostname", "yes"), ("ProtectProc", "invisible"),
      ("NoNewPrivileges", "yes"), ("RestrictSUIDSGID", "yes"), ("RestrictRealtime", "yes"),
      ("RestrictNamespaces", "yes"), ("LockPersonality", "yes"), ("MemoryDenyWriteExecute", "yes"),
      ("RestrictAddressFamilies", "AF_UNIX AF_INET AF_INET6 AF_NETLINK"),
      ("SystemCallArchitectures", "native"),
      ("SystemCallFilter", "@system-service"), ("SystemCallErrorNumber", "EPERM"),
      ("CapabilityBoundingSet", ""), ("AmbientCapabilities", ""),
    ]
  }

  /// A word of a command line: systemd reads `%`, `$`, quotes, backslashes and spaces its own way.
  private func argument(_ text: String) -> String {
    quoted(text).replacing("$", with: "$$")
  }

  private func quoted(_ text: String) -> String {
    let escaped = specifierFree(text).replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    let isPlain = text.allSatisfy { $0.isLetter || $0.isNumber || "/._-:@[]".contains($0) }
    return isPlain ? escaped : "\"\(escaped)\""
  }

  private func specifierFree(_ text: String) -> String { text.replacing("%", with: "%%") }
}
