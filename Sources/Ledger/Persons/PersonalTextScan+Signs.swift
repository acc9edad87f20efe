extension PersonalTextScan {
  /// What was seen of a text so far, a character at a time.
  struct SignScan {
    private var digits = 0
    private var mostDigits = 0
    /// Digits without any sign between them.
    private var run = 0
    private var hasNumber = false
    private var hasPhoneWord = false
    private var hasName = false
    /// The character of three bytes before; 0 if another stands there.
    private var last: UInt32 = 0
    /// The one before that.
    private var first: UInt32 = 0
    /// The last four letters, a byte each.
    private var letters: UInt32 = 0

    /// What is in it, unless something was sure before.
    var signs: Signs {
      var signs: Signs = hasName ? .names : []
      // at Li Fang's
      if letters & 0xFFFF == 0x2773 { signs.insert(.words) }
      if hasNumber || hasPhoneWord && mostDigits >= 7 { signs.insert(.words) }
      return signs
    }

    /// Takes in a byte of ASCII.
    ///
    /// - Returns: Whether the text is worth a look whatever follows.
    mutating func isSure(letter byte: UInt8) -> Bool {
      if (0x30...0x39).contains(byte) {
        countDigit()
        run += 1
        if run == 7 { hasNumber = true }
      } else {
        // The two days of 2026-05-01/2026-05-07 are no phone.
        if byte == 0x2F && digits > 7 || !PhoneScan.isLink(UInt32(byte)) { digits = 0 }
        run = 0
      }
      // In small letters.
      letters = letters << 8 | UInt32(byte | 0x20)
      // (p)hone
      if letters == 0x686F_6E65 { hasPhoneWord = true }
      // 王XX, 王*
      if byte | 0x20 == 0x78 || byte == 0x2A, last != 0, NameSigns.mayBeginName(last, UInt32(byte)) {
        hasName = true
      }
      (first, last) = (0, 0)
      return digits >= 11 || Self.isSign(letters)
    }

    /// Takes in a character of three bytes.
    ///
    /// - Returns: Whether the text is worth a look whatever follows.
    mutating func isSure(_ scalar: UInt32) -> Bool {
      (letters, run) = (0, 0)
      // 岁 alone, and full-width digits; other signs are two characters long.
      if scalar == 0x5C81 || (0xFF10...0xFF19).contains(scalar) { return true }
      if PhoneScan.isChineseDigit(scalar) {
        countDigit()
        if digits >= 11 { return true }
      } else if !PhoneScan.isLink(scalar) {
        digits = 0
      }
      if Self.ends.contains(scalar), Self.pairs.contains(last << 16 | scalar) { return true }
      if PhoneScan.words.contains(last << 16 | scalar) { hasPhoneWord = true }
      if last != 0, NameSigns.mayBeginName(last, scalar) { hasName = true }
      if first != 0, NameSigns.isSeldomName(first, last, scalar) || NameSigns.mayEndName(first, scalar) {
        hasName = true
      }
      if Self.isDot(scalar) { noteDot() }
      (first, last) = (last, scalar)
      return false
    }

    /// Passes over any other character.
    mutating func skip(_ scalar: UInt32) {
      (letters, run) = (0, 0)
      if !PhoneScan.isLink(scalar) { digits = 0 }
      if Self.isDot(scalar) { noteDot() }
      if last != 0, NameSigns.mayBeginName(last, scalar) { hasName = true }
      first = 0
    }

    private static func isDot(_ scalar: UInt32) -> Bool { [0xB7, 0x2022, 0x2027, 0x30FB].contains(scalar) }

    /// 吐尔逊·
    private mutating func noteDot() {
      if last != 0, NameSigns.marks[Int(last)] & NameSigns.isSound != 0 { hasName = true }
    }

    private mutating func countDigit() {
      digits += 1
      mostDigits = max(mostDigits, digits)
    }

    /// The last four letters: aged, year, mmol, umol, mmhg, luco(se), (p)ress(ure), wxid, and the ends of words for
    /// children and patients; or the last three: y/o.
    private static func isSign(_ letters: UInt32) -> Bool {
      switch letters {
      case 0x6167_6564, 0x7965_6172, 0x6D6D_6F6C, 0x756D_6F6C, 0x6D6D_6867, 0x6C75_636F, 0x7265_7373,
        0x7778_6964:
        true
      // With the space behind them: chi(ld ), pu(pil ), stud(ent ), (boy ), g(irl ), b(aby ), todd(ler ), inf(ant ), villa(ger ).
      case 0x696C_6420, 0x7069_6C20, 0x656E_7420, 0x626F_7920, 0x6972_6C20, 0x6162_7920, 0x6C65_7220,
        0x616E_7420, 0x6765_7220:
        true
      // (mot)her , man , (wi)dow , (orp)han , (gran)dma , (gran)dpa , (gra)nny , (aun)tie , aunt , (un)cle , visi(t),
      // (th)anks, (intervie)w wi(th), (cal)l on, (hom)e of, (birthda)y of, (counsel)ling, (coun)seli(ng), (hel)ping, for ,
      // his , (an)d fa(mily), (le)d by, (taugh)t by.
      case 0x6865_7220, 0x6D61_6E20, 0x646F_7720, 0x6861_6E20, 0x646D_6120, 0x6470_6120, 0x6E6E_7920,
        0x7469_6520, 0x756E_7420, 0x636C_6520, 0x7669_7369, 0x616E_6B73, 0x7720_7769, 0x6C20_6F6E,
        0x6520_6F66,
        0x7920_6F66, 0x6C69_6E67, 0x7069_6E67, 0x666F_7220, 0x6869_7320, 0x6420_6661,
        0x6420_6279, 0x7420_6279:
        true
      // Emma's home, birthday, flat, family, story, son, wife, mother, yard, cane, glasses; Wei Jianguo (fam)ily .
      case 0x2773_2068, 0x2773_2062, 0x2773_2066, 0x2773_2073, 0x2773_2077, 0x2773_206D, 0x2773_2079,
        0x2773_2063, 0x2773_2067, 0x6661_6D69:
        true
      // Li Fang said, says, did , (fo)rgot, (ca)lled, (si)gned, asked, came, (cou)nted, and Li Fang home, hous(ehold).
      case 0x7361_6964, 0x7361_7973, 0x6469_6420, 0x7267_6F74, 0x6C6C_6564, 0x676E_6564, 0x736B_6564,
        0x6361_6D65, 0x6E74_6564, 0x2068_6F6D, 0x2068_6F75:
        true
      default: isShortSign(letters)
      }
    }

    /// Of three letters or fewer: y/o, bmi, (mr ), (mr.), (ms ), (ms.), (dr ), (dr.), (rs ), (rs.), (m)iss, pr(of.), qq, 's at
    /// the end of a text in JSON; and an @ behind a letter or a digit.
    private static func isShortSign(_ letters: UInt32) -> Bool {
      switch letters & 0xFF_FFFF {
      case 0x79_2F6F, 0x62_6D69, 0x6D_7220, 0x6D_722E, 0x6D_7320, 0x6D_732E, 0x64_7220, 0x64_722E, 0x72_7320,
        0x72_732E, 0x69_7373, 0x6F_662E, 0x27_7322:
        true
      default:
        letters & 0xFFFF == 0x7171 || letters & 0xFF == 0x60 && isWordSign(UInt8(letters >> 8 & 0xFF))
      }
    }

    private static func isWordSign(_ byte: UInt8) -> Bool {
      (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
    }

    private static let words = [
      "失独", "特殊", "伤残", "特扶", "心率", "脉搏", "体温", "尿酸", "血脂", "固醇", "三酯", "血压", "血糖", "高压", "低压", "缩压", "张压",
      "微信", "血氧", "体重", "腰围", "视力", "年生", "月生",
      "日生", "出生",
    ].map { $0.unicodeScalars.map(\.value) }
    private static let ends = Set(words.map { $0[1] })
    private static let pairs = Set(words.map { $0[0] << 16 | $0[1] })
  }
}
