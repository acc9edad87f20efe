import Planning

/// Charts as inline SVG: drawn from whole numbers, coloured by the page's style, each with a title for those who hear it.
enum SummaryChart {
  struct Bar {
    let label: String
    let value: Int
    /// What is printed beside it.
    let text: String
  }

  /// A bar in a table's cell; the number stands in a cell of its own.
  static func bar(_ value: Int, of most: Int, title: String) -> Markup {
    let width = most > 0 ? max(value > 0 ? 1 : 0, value * 100 / most) : 0
    return """
      <svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" role="img"><title>\(title)</title>\
      <rect \(Ink.track) width="100" height="10"/><rect \(Ink.bar) width="\(width)" height="10"/></svg>
      """
  }

  /// Progress towards a target in hundredths of a percent; what goes beyond is cut off and marked.
  static func progress(_ basisPoints: Int, title: String) -> Markup {
    let width = min(1000, max(0, basisPoints / 10))
    let mark: Markup = basisPoints > 10_000 ? "<rect \(Ink.beyond) x=\"994\" width=\"6\" height=\"10\"/>" : ""
    return """
      <svg class="bar" viewBox="0 0 1000 10" preserveAspectRatio="none" role="img"><title>\(title)</title>\
      <rect \(Ink.track) width="1000" height="10"/><rect \(Ink.bar) width="\(width)" height="10"/>\(mark)</svg>
      """
  }

  /// Shares of a whole in one bar, each in hundredths of a percent.
  static func shares(_ shares: [(label: String, basisPoints: Int)], title: String) -> Markup {
    var x = 0
    var parts: [Markup] = []
    for (index, share) in shares.enumerated() {
      let width = min(10_000 - x, max(0, share.basisPoints))
      parts.append(
        "<rect \(Ink.shares[min(index, 4)]) x=\"\(x)\" width=\"\(width)\" height=\"600\"><title>\(share.label)</title></rect>"
      )
      x += width
    }
    return """
      <svg class="bar" viewBox="0 0 10000 600" preserveAspectRatio="none" role="img"><title>\(title)</title>\
      <rect \(Ink.track) width="10000" height="600"/>\(Markup.join(parts))</svg>
      """
  }

  /// Columns side by side, with a line at the foot and round numbers at the side.
  static func columns(_ bars: [Bar], title: String, id: String) -> Markup {
    let (width, height, foot, side) = (720, 220, 28, 34)
    let most = scale(bars.map(\.value).max() ?? 0)
    let step = (width - side) / max(1, bars.count)
    let room = height - foot - 18
    var parts: [Markup] = (0...4).map { line in
      let y = height - foot - room * line / 4
      return """
        <line \(Ink.grid) x1="\(side)" x2="\(width)" y1="\(y)" y2="\(y)"/>\
        <text \(Ink.tick) x="\(side - 6)" y="\(y + 4)" text-anchor="end">\(most * line / 4)</text>
        """
    }
    for (index, bar) in bars.enumerated() {
      let size = room * bar.value / most
      let wide = max(4, min(44, step * 6 / 10))
      let middle = side + step * index + step / 2
      parts.append(
        """
        <g><title>\(bar.label) \(bar.text)</title>\
        <rect \(Ink.bar) x="\(middle - wide / 2)" y="\(height - foot - size)" width="\(wide)" height="\(size)" rx="1.5"/>\
        <text \(Ink.value) x="\(middle)" y="\(height - foot - size - 5)" text-anchor="middle">\(bar.text)</text>\
        <text \(Ink.tick) x="\(middle)" y="\(height - 9)" text-anchor="middle">\(bar.label)</text></g>
        """)
    }
    return """
      <svg class="columns" viewBox="0 0 \(width) \(height)" role="img" aria-labelledby="\(id)">\
      <title id="\(id)">\(title)</title>\(Markup.join(parts))</svg>
      """
  }

  /// The class by which the page's style colours a shape, and the same colour by day for programs that make PDF of a
  /// page and know no styles in SVG: the style wins where both are known.
  private enum Ink {
    static let track: Markup = ##"class="track" fill="#e6ebf0""##
    static let bar: Markup = ##"class="fill" fill="#2f6690""##
    static let beyond: Markup = ##"class="beyond" fill="#a3282d""##
    static let grid: Markup = ##"class="grid" stroke="#d8dde3""##
    static let tick: Markup = ##"class="tick" fill="#5b6673" font-size="12""##
    static let value: Markup = ##"class="value" fill="#1b222b" font-size="12""##
    static let shares: [Markup] = [
      ##"class="share-0" fill="#2f6690""##, ##"class="share-1" fill="#7fa8c9""##,
      ##"class="share-2" fill="#c2a878""##, ##"class="share-3" fill="#c98b7f""##,
      ##"class="share-4" fill="#b8bfc7""##,
    ]
  }

  /// A round number that is four even steps and at least as large.
  private static func scale(_ most: Int) -> Int {
    var step = 1
    while true {
      for factor in [1, 2, 5] where step * factor * 4 >= most { return step * factor * 4 }
      step *= 10
    }
  }
}
