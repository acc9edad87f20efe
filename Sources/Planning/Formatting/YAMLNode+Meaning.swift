extension YAMLNode {
  /// Whether a reader gets the same from both: places and quotation marks aside.
  func means(_ other: YAMLNode) -> Bool {
    switch (content, other.content) {
    case (.scalar(let left, _), .scalar(let right, _)):
      left.utf8.elementsEqual(right.utf8) && isNull == other.isNull
    case (.sequence(let left), .sequence(let right)): left.elementsEqual(right) { $0.means($1) }
    case (.mapping(let left), .mapping(let right)):
      left.elementsEqual(right) { $0.key == $1.key && $0.value.means($1.value) }
    default: false
    }
  }
}
