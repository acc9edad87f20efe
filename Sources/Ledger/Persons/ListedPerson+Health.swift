/// What the column for groups says of somebody's health: it would stand beside the name as long as the list does.
extension ListedPerson {
  /// - Throws: ``PersonRefusal/health`` for 高血压患者 and the like; those who care for the ill pass.
  func refuseHealth() throws(PersonRefusal) {
    for word in (group ?? "").lowercased().split(whereSeparator: { "、，,;；/（）()".contains($0) })
    where Self.illness.contains(where: { word.contains($0) })
      && !Self.carers.contains(where: { word.contains($0) })
    {
      throw .health
    }
  }

  static let illness = [
    "病", "癌", "瘤", "症", "患", "感染", "阳性", "携带者", "血压", "血糖", "血脂", "障碍", "残疾", "残障", "伤残", "失能", "失智", "自闭",
    "抑郁", "结核",
    "肝炎", "艾滋", "透析", "化疗", "术后", "瘫", "瘫痪", "卧床", "植物人", "聋", "哑", "盲人", "失明", "视障", "听障", "弱视", "吸毒", "戒毒",
    "矫正",
    "服刑",
    "未婚先孕", "不孕", "流产", "patient", "disab", "hiv", "cancer", "tumor",
    "tumour", "diabet", "hypertens",
    "infected", "disease", "illness", "depress", "epilep",
  ]
  private static let carers = [
    "医生", "医师", "医护", "医务", "护士", "护理", "护工", "院", "中心", "疾控", "防治", "干部", "职工", "员工", "工作", "志愿", "专家", "讲师",
    "协会", "部门",
    "doctor", "nurse", "worker", "staff", "volunteer", "carer",
  ]
}
