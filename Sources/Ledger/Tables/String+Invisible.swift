extension String {
  /// Without signs that nobody sees and that come along when text is copied: spaces of no width, marks of direction. The
  /// joiner within emoji stays.
  var withoutInvisible: String {
    // In UTF-8 all of them begin with one of two bytes that few cells have.
    guard utf8.contains(where: { $0 == 0xE2 || $0 == 0xEF }),
      unicodeScalars.contains(where: { Self.isInvisible($0) })
    else { return self }
    var scalars = UnicodeScalarView()
    scalars.append(contentsOf: unicodeScalars.filter { !Self.isInvisible($0) })
    return String(scalars)
  }

  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x200B, 0x200E, 0x200F, 0x202A...0x202E, 0x2060, 0x2066...0x2069, 0xFEFF: true
    default: false
    }
  }
}
