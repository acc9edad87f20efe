extension CountingWord {
  private static let timeWords: Set<String> = [personTime, "次", "例"]

  /// Whether it counts persons or how often persons came, so that such counts may be added up as person-times.
  public static func countsPersons(_ counter: String) -> Bool {
    counter == person || timeWords.contains(counter)
  }

  /// Whether it counts persons, households or their coming, and never things.
  static func countsHeads(_ counter: String) -> Bool {
    [person, personTime, household, "户次"].contains(counter)
  }

  /// Whether people are counted in it, one by one, by times, by couples or by households.
  static func countsPeople(_ counter: String) -> Bool {
    countsPersons(counter) || counter == household || counter == "对"
  }
}
