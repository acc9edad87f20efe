/// What is known of our metrics: what they mean, and how fine their histograms are.
public enum MetricNames {
  private static let meanings: [String: String] = [
    "campaign_attempts_total": "Attempts to deliver a reminder, by what became of them.",
    "campaign_attempt_phase_seconds": "Time that each phase of an attempt took.",
    "campaign_build_info": "Always 1; its label is the version of the program.",
    "campaign_clock_changes_total": "Times that the wall clock was set (step) or the machine slept (sleep).",
    "campaign_config_broken_files": "Definition files with errors; their last good plan holds.",
    "campaign_config_last_reload_successful": "Whether the definition files had no errors when last read.",
    "campaign_database_bytes": "Size of the database file.",
    "campaign_database_faults_total": "Failed tries to use the database, by class.",
    "campaign_database_up": "Whether the queue could be counted for this page.",
    "campaign_database_wal_bytes": "Size of the write-ahead log.",
    "campaign_delivery_lateness_seconds": "From when a reminder was due to when it was delivered.",
    "campaign_disk_free_bytes": "Room left on the database's disk.",
    "campaign_due_lag_seconds":
      "Age of the oldest reminder that is due and not delivered; 0 if there is none.",
    "campaign_endpoints": "Endpoints that had trouble, by the state of their breaker.",
    "campaign_loops_live": "Whether the daemon's loops turn.",
    "campaign_next_due_timestamp_seconds": "When the next reminder is to be sent.",
    "campaign_planned_reminders": "Reminders in the last plan, by what the plan changed.",
    "campaign_queue_reminders": "Reminders that are not done with, by state.",
    "campaign_reminders_discarded_total": "Reminders given up, by reason.",
    "campaign_reminders_missed_total": "Reminders that were too late to send, by campaign.",
    "campaign_reminders_retried_total": "Attempts after which another one was planned.",
    "campaign_replan_duration_seconds": "Time that planning and writing the plan took.",
    "campaign_replans_failed_total": "Plans that could not be written.",
    "process_cpu_seconds_total": "Total user and system CPU time spent in seconds.",
    "process_max_fds": "Maximum number of open file descriptors.",
    "process_open_fds": "Number of open file descriptors.",
    "process_resident_memory_bytes": "Resident memory size in bytes.",
    "process_start_time_seconds": "Start time of the process since unix epoch in seconds.",
  ]

  static func help(_ name: String) -> String { meanings[name] ?? "Counted by the program." }

  /// Upper bounds for a histogram of seconds.
  public static func buckets(_ name: String) -> [Double] {
    switch name {
    case "campaign_delivery_lateness_seconds": [0.05, 0.25, 1, 5, 15, 60, 300, 900, 3600, 14_400, 86_400]
    case "campaign_replan_duration_seconds": [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60]
    default: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15]
    }
  }

  /// A name with what Prometheus does not take replaced: `[a-zA-Z_:][a-zA-Z0-9_:]*`.
  static func valid(_ name: String) -> String { valid(name) { $0 == ":" } }

  /// The same for a label, which takes no colon.
  static func validLabel(_ name: String) -> String { valid(name) { _ in false } }

  private static func valid(_ name: String, allowing also: (Character) -> Bool) -> String {
    let text = String(
      name.map { character in
        character.isASCII && (character.isLetter || character.isNumber) || character == "_" || also(character)
          ? character : "_"
      })
    return text.first.map { $0.isNumber ? "_" + text : text } ?? "_"
  }
}
