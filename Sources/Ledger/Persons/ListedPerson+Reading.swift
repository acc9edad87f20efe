extension ListedPerson {
  /// What a column of a list holds, by the words of its header.
  public enum Column: Hashable, CaseIterable, Sendable {
    case name, phone, place, group, age, birth, household, consent, status, remark

    private var words: [String] {
      switch self {
      case .name: ["姓名", "名字", "name"]
      case .phone: ["电话", "手机", "联系方式", "phone", "mobile"]
      case .place: ["村", "社区", "单位", "住址", "place", "village", "unit"]
      case .group: ["身份", "人群", "类别", "角色", "group", "role"]
      case .age: ["年龄", "周岁", "age"]
      case .birth: ["出生", "生日", "birth"]
      case .household: ["户号", "户主", "家庭", "household"]
      case .consent: ["同意", "consent"]
      case .status: ["状态", "到场", "签到", "status"]
      case .remark: ["备注", "说明", "remark", "note"]
      }
    }

    public init?(header: String) {
      let text = header.lowercased()
      if text.trimmed == "户" {
        self = .household
        return
      }
      guard let found = Self.allCases.first(where: { $0.words.contains { text.contains($0) } }) else {
        return nil
      }
      self = found
    }
  }

  /// The columns of a list that begins without a header.
  public static let usualColumns: [Column?] = [.name, .phone, .place, .group, .age, .remark]

  /// Reads a row of a list.
  ///
  /// - `columns`: What each cell holds; nil for what is passed over.
  public init(_ cells: [String], columns: [Column?]) {
    self.init(name: "")
    for (column, cell) in zip(columns, cells) where !cell.trimmed.isEmpty {
      let text = cell.trimmed
      switch column {
      case .name: name = text
      case .phone: phone = text
      case .place: place = text
      case .group:
        if let role = Self.role(text) { self.role = role } else { group = text }
      case .age: age = text
      case .birth: birth = text
      // 1户 says how many, and not which.
      case .household: household = text.first?.isNumber == true && text.hasSuffix("户") ? nil : text
      case .consent: hasConsented = ["是", "√", "同意", "yes", "y", "1", "true"].contains(text.lowercased())
      // Silence is not absence.
      case .status: status = SignInStatus.cell(text) ?? .unknown
      case .remark: remark = text
      case nil: break
      }
    }
  }

  private static func role(_ word: String) -> Count.Role? {
    if word.contains("工作人员") || word.lowercased() == "staff" { return .staff }
    if word.contains("志愿者") || word.lowercased().hasPrefix("volunteer") { return .volunteers }
    if word.contains("讲师") || word.contains("主讲") || word.lowercased() == "speaker" { return .speakers }
    return nil
  }
}
