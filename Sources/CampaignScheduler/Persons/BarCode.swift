/// A text as the bars of Code 128 (ISO/IEC 15417), which every scanner reads and types.
///
/// Printable ASCII in set B, runs of digits in set C, two to a symbol. No control characters, no other alphabets.
struct BarCode: Hashable, Sendable {
  /// From the start to the check, by their values; the stop is not among them.
  let values: [Int]

  private static let startB = 104
  private static let startC = 105
  private static let toC = 99
  private static let toB = 100

  /// Nil for an empty text and for signs that the bars don't have.
  init?(_ text: String) {
    let signs = Array(text.utf8)
    guard !signs.isEmpty, signs.allSatisfy({ (0x20...0x7E).contains($0) }) else { return nil }
    var values: [Int] = []
    var index = 0
    var isDigits = false
    while index < signs.count {
      let digits = signs[index...].prefix { (0x30...0x39).contains($0) }.count
      let pays = Self.pays(digits, isAtEdge: index == 0 || index + digits == signs.count)
      if isDigits || pays, digits >= 2 {
        // Of an odd number the first digit goes before the switch.
        if !isDigits, digits % 2 == 1, index > 0 || digits > 1 {
          if index == 0 { values.append(Self.startB) }
          values.append(Int(signs[index]) - 32)
          index += 1
        }
        if !isDigits { values.append(values.isEmpty ? Self.startC : Self.toC) }
        isDigits = true
        values.append(Int(signs[index] - 0x30) * 10 + Int(signs[index + 1] - 0x30))
        index += 2
        continue
      }
      if values.isEmpty { values.append(Self.startB) } else if isDigits { values.append(Self.toB) }
      isDigits = false
      values.append(Int(signs[index]) - 32)
      index += 1
    }
    self.values = values + [Self.check(values)]
  }

  /// Whether so many digits take fewer symbols in pairs, the switch to and fro included.
  private static func pays(_ digits: Int, isAtEdge: Bool) -> Bool { digits >= (isAtEdge ? 4 : 6) }

  private static func check(_ values: [Int]) -> Int {
    values.enumerated().reduce(0) { $0 + $1.element * max($1.offset, 1) } % 103
  }

  // MARK: Bars

  /// The width of bars and spaces in turn, in modules; quiet zones are not among them.
  var widths: [Int] {
    (values.map { Self.patterns[$0] } + [Self.stop]).joined().compactMap(\.wholeNumberValue)
  }

  /// How wide it is with its quiet zones.
  var modules: Int { widths.reduce(2 * Self.quiet, +) }

  /// The least that a scanner needs free on each side.
  private static let quiet = 10

  /// One module's width on paper, which any office printer can print and any scanner read.
  static let millimetresPerModule = 0.25

  /// A drawing as HTML holds it, so wide that a module has its width, but no wider than the place that it has.
  ///
  /// - `height`: In millimetres.
  func svg(height: Int) -> String {
    var place = Self.quiet
    var path = ""
    for (index, width) in widths.enumerated() {
      if index.isMultiple(of: 2) { path += "M\(place) 0h\(width)v1h-\(width)z" }
      place += width
    }
    let hundredths = Int((Double(modules) * Self.millimetresPerModule * 100).rounded())
    return """
      <svg class="bars" role="img" viewBox="0 0 \(modules) 1" preserveAspectRatio="none" shape-rendering="crispEdges" \
      style="width: \(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)mm; height: \(height)mm"><path d="\(path)"/></svg>
      """
  }

  private static let stop = "2331112"

  /// Bar, space, bar, space, bar, space of the values 0 to 105.
  private static let patterns = """
    212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222
    123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321
    232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121
    313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224
    111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111
    111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113
    114311 411113 411311 113141 114131 311141 411131 211412 211214 211232
    """.split(whereSeparator: \.isWhitespace).map(String.init)
}
