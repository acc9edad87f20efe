import Foundation

/// The words for groups of people that may stay when a list of persons goes.
///
/// What somebody wrote beside a name may be anybody's name, kin or illness: none of it may get into entries that stay for
/// ever, so that what is not known here is others.
enum KnownGroup {
  /// What stands for all other words.
  static let other = "其他"

  /// - Returns: Nil if nothing was written.
  static func word(for written: String?) -> String? {
    guard let written = written?.nonEmpty else { return nil }
    let parts = written.precomposedStringWithCompatibilityMapping.lowercased()
      .split { "、，,;；/和与及 ".contains($0) }.map(String.init)
    if english.contains(written.lowercased()) { return written.lowercased() }
    guard !parts.isEmpty, parts.allSatisfy({ chinese.contains($0) || english.contains($0) }) else {
      return other
    }
    return parts.joined(separator: "、")
  }

  private static let chinese = words(
    """
    群众 居民 村民 社员 市民 公众 家长 学生家长 父母 爸爸 妈妈 父亲 母亲 祖辈 爷爷 奶奶 外公 外婆 监护人 夫妇 夫妻 新婚夫妇 待孕夫妇 备孕夫妇
    妇女 育龄妇女 育龄群众 育龄人群 育龄夫妇 孕妇 产妇 孕产妇 准妈妈 宝妈 老人 老年人 中老年人 中年人 青年 青年人 年轻人 成人 成年人 男性 女性 男 女
    流动人口 外来务工人员 务工人员 农民工 农民 工人 职工 员工 企业职工 企业员工 个体户 商户 教师 老师 校长 班主任 辅导员 大学生 研究生 大专生
    医生 医师 护士 医务人员 医护人员 村医 乡医 校医 干部 村干部 社区干部 机关干部 计生专干 专干 计生干部 网格员 楼长 党员 团员 会员 代表 嘉宾
    领导 专家 讲师 志愿者 义工 社工 工作人员 计生家庭 独生子女家庭 双女户 计生户 会员家庭 学员 听众 观众 网友 顾客 退休人员 退役军人 军属 民警 其他
    托育机构人员 育婴师 月嫂 媒体 记者 媒体记者 单位职工 机关人员 事业单位人员 企业人员 社会人员
    """)
  private static let english = words(
    """
    public resident residents villager villagers citizen citizens parent parents mother mothers father fathers guardian
    guardians grandparent grandparents couple couples woman women man men adult adults worker workers farmer farmers
    migrant migrants teacher teachers doctor doctors nurse nurses cadre cadres official officials member members guest
    guests expert experts speaker speakers volunteer volunteers staff other others elderly pensioner pensioners
    employee employees trainee trainees student students
    """
  ).union(["pregnant women", "migrant workers", "older people", "young people", "women of childbearing age"])

  private static func words(_ text: String) -> Set<String> {
    Set(text.split(whereSeparator: \.isWhitespace).map(String.init))
  }
}
