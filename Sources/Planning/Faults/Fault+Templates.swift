// MARK: - Templates

extension Fault {
  static func unknownVariable(_ name: String) -> Fault {
    let nearest = TemplateVariable.nearest(to: name)
    return Fault(
      "E301", "模板里没有变量 “\(short(name))”\(guess(nearest).zh)",
      "there is no template variable '\(short(name))'\(guess(nearest).text(.en))",
      do: nearest.map { "改成 \($0)" } ?? "运行 campaign variables 可看到全部变量",
      nearest.map { "write \($0)" } ?? "'campaign variables' lists them all")
  }

  static func unknownFunction(_ name: String) -> Fault {
    let nearest = Vocabulary.nearest(to: name, among: TemplateVariable.transforms)
    let all = TemplateVariable.transforms.sorted()
    return Fault(
      "E301", "模板里没有函数 “\(short(name))”\(guess(nearest).zh)",
      "there is no template function '\(short(name))'\(guess(nearest).text(.en))",
      do: nearest.map { "改成 \($0)" } ?? "可以用：\(list(all, .zh))",
      nearest.map { "write \($0)" } ?? "use one of: \(list(all, .en))")
  }

  static func unfinishedTag(_ name: String) -> Fault {
    let isVariable = TemplateVariable.names.contains(name)
    return Fault(
      "E001", "{{ 没有对应的 }}", "this {{ has no }}", do: isVariable ? "写成 {{\(name)}}" : "补上两个英文右花括号 }}",
      isVariable ? "write {{\(name)}}" : "close it with }}")
  }

  static let strayBraces = Fault(
    "E001", "}} 前面没有对应的 {{", "this }} has no {{ before it", do: "补上两个英文左花括号 {{，或删去 }}",
    "write {{ before it, or remove it")

  static let wideBraces = Fault(
    "E001", "这里是全角花括号", "these are full-width braces", do: "请改成英文的 {{ 和 }}", "write {{ and }}")

  static func singleBraces(_ name: String) -> Fault {
    Fault(
      "E001", "变量要写两层花括号", "a variable stands within double braces", do: "写成 {{\(name)}}", "write {{\(name)}}"
    )
  }

  static func unclosedSection(_ tag: String, _ name: String) -> Fault {
    Fault(
      "E001", "这一段没有结束：\(short(tag))", "this section is never closed: \(short(tag))",
      do: "在这一段末尾加上 {{/\(short(name))}}",
      "add {{/\(short(name))}} where it ends")
  }

  /// - `open`: The section that is open there, if any, and its line.
  static func strayEnd(_ name: String, open: (name: String, line: Int)?) -> Fault {
    guard let open else {
      return Fault(
        "E001", "{{/\(short(name))}} 前面没有对应的开头", "{{/\(short(name))}} has no beginning before it",
        do: "在前面加上 {{#\(short(name))}}，或删去它", "add {{#\(short(name))}} before it, or remove it")
    }
    return Fault(
      "E001", "这里要结束的是第 \(open.line) 行的 “\(short(open.name))”，不是 “\(short(name))”",
      "what ends here is '\(short(open.name))' of line \(open.line), not '\(short(name))'",
      do: "改成 {{/\(short(open.name))}}", "write {{/\(short(open.name))}}")
  }

  static func unsupportedTag(_ sign: Character) -> Fault {
    Fault(
      "E001", "模板里不能用 {{\(sign)", "a template can't use {{\(sign)",
      do: "可以用 {{变量}}、{{#段}}…{{/段}}、{{^段}}…{{/段}}、{{> 模板}} 和 {{! 说明 }}",
      "use {{variable}}, {{#section}}…{{/section}}, {{^section}}…{{/section}}, {{> template}} and {{! comment }}"
    )
  }

  static let emptyTag = Fault(
    "E001", "花括号里没有写变量名", "there is no variable between the braces", do: "写上变量名，如 {{unit}}",
    "write a variable, such as {{unit}}")

  static func templateCycle(_ names: [String]) -> Fault {
    let chain = (names + names.prefix(1)).joined(separator: " → ")
    return names.count == 1
      ? Fault(
        "E302", "模板 \(names[0]) 用到了它自己", "template \(names[0]) includes itself", do: "去掉这个 {{> \(names[0])}}",
        "remove this {{> \(names[0])}}")
      : Fault(
        "E302", "模板互相套用，没有尽头：\(chain)", "templates include each other without end: \(chain)",
        do: "去掉其中一个 {{> …}}", "remove one of the {{> …}}")
  }
}

extension TemplateVariable {
  /// The variable that was most likely meant: by its letters, or by what it means in Chinese.
  static func nearest(to typed: String) -> String? {
    if let name = Vocabulary.nearest(to: typed, among: names) { return name }
    if let name = everyday[typed] { return name }
    return all.first { $0.meaning.zh.prefix { !"，（".contains($0) } == typed }?.name
  }

  /// What people call a thing, where the variable's meaning says more.
  private static let everyday = [
    "单位": "unit", "活动": "campaign", "名称": "campaign", "日期": "date", "时间": "hours", "钟点": "hours",
    "地点": "venue", "主题": "theme", "任务": "tasks", "物资": "materials", "目标": "targets", "对象": "audience",
    "协办": "partners", "分项": "part", "截止": "report_due", "市": "city", "上级": "superior", "届次": "edition",
    "填报": "ask", "天数": "days_left",
  ]
}
