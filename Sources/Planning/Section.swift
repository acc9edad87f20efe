/// A part of a file and the keys it may have, in the order in which they are best written.
struct Section: Hashable {
  let name: String
  let keys: [String]
  let required: [String]

  init(_ name: String, _ keys: [String], required: [String] = []) {
    self.name = name
    self.keys = keys
    self.required = required
  }
}

extension Section {
  static let head = Section(
    "campaign",
    [
      "format", "id", "name", "kind", "key_tasks", "basis", "ordinal", "when", "who", "venue", "parts",
      "tasks",
      "materials", "targets", "reminders", "report", "chase", "archive", "quiet_hours", "privacy", "years",
      "tests",
    ], required: ["format", "id", "name", "kind", "when", "who"])
  static let name = Section("name", ["zh", "en"], required: ["zh"])
  static let ordinal = Section("ordinal", ["label", "first_year"], required: ["label", "first_year"])
  static let when = Section(
    "when",
    [
      "every", "date", "dates", "lunar", "on", "rrule", "start", "once", "time", "hold_within", "if_closed",
      "zone",
    ])
  static let holdWithin = Section("hold_within", ["before", "after"])
  static let who = Section(
    "who", ["units", "may_join", "audience", "partners", "count_by"], required: ["units"])
  static let units = Section("units", ["level", "under", "except"], required: ["level", "under"])
  static let venue = Section("venue", ["default", "needs"])
  static let part = Section(
    "parts", ["id", "name", "due", "target", "submit", "report", "sample_date"],
    required: ["id", "name", "due"])
  static let submit = Section("submit", ["what", "unit", "to"], required: ["what", "unit", "to"])
  static let task = Section(
    "tasks", ["id", "do", "owner", "due", "needs"], required: ["id", "do", "owner", "due"])
  static let material = Section(
    "materials",
    ["id", "name", "unit", "plan", "titles", "stock", "returnable", "two_signatures", "handle"],
    required: ["id", "name", "unit"])
  static let targets = Section(
    "targets", ["sessions", "attendance", "households", "services", "reporting"])
  static let reminder = Section(
    "reminders",
    ["id", "at", "of", "to", "channel", "template", "only_if", "if_closed", "digest", "expires"],
    required: ["id", "at", "to", "channel", "template"])
  static let report = Section("report", ["due", "ask", "brief"], required: ["due"])
  static let brief = Section("brief", ["template", "max_chars"], required: ["template"])
  static let chase = Section(
    "chase", ["id", "after", "of", "to", "channel", "template", "digest"],
    required: ["after", "to", "channel", "template"])
  static let archive = Section("archive", ["keep", "accept_by", "close"])
  static let privacy = Section(
    "privacy", ["collect", "minors", "keep_names_for", "mask_in_messages", "consent_for"])
  static let year = Section("years", ["date", "theme", "reason", "skip"])

  static let settings = Section(
    "settings",
    ["format", "zone", "language", "levels", "expected", "key_tasks", "outgoing", "retry", "secrets"],
    required: ["format", "zone", "levels"])
  static let level = Section("levels", ["zh", "en"], required: ["zh"])
  static let outgoing = Section("outgoing", ["allow"])
  static let retry = Section("retry", ["tries", "give_up_after"])
  static let unitsFile = Section("units", ["format", "expected", "units"], required: ["format", "units"])
  static let unit = Section(
    "units", ["id", "name", "level", "parent", "aliases", "counted", "code"],
    required: ["id", "name", "level"])
  static let channelsFile = Section("channels", ["format", "channels"], required: ["format", "channels"])
  static let channel = Section(
    "channels",
    [
      "kind", "one_per", "url", "url_from", "secret_from", "limit", "spread", "avoid", "ambiguous", "headers",
    ],
    required: ["kind"])
  static let calendar = Section(
    "calendar", ["format", "year", "source", "status", "version", "off", "work", "names"],
    required: ["format", "year", "off"])
}
