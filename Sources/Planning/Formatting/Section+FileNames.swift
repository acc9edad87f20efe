extension Section {
  /// The section that a file's root is, by the file's name.
  static func root(ofFileNamed name: String) -> Section {
    switch name {
    case "settings.yaml": .settings
    case "units.yaml": .unitsFile
    case "channels.yaml": .channelsFile
    case _ where name.hasPrefix("calendar-"): .calendar
    default: .head
    }
  }
}
