// MARK: - Files as a whole, and what can't be read in them

extension Diagnostic {
  init(_ fault: Fault, file: String, at place: Place? = nil) {
    self.init(fault.code, file: file, at: place, problem: fault.problem, advice: fault.advice)
  }

  static func tooLarge(file: String, limit: Int) -> Diagnostic {
    Diagnostic(
      Fault(
        "E001", "文件超过 \(limit / 1024) KiB", "the file is larger than \(limit / 1024) KiB", do: "把它分成几个文件",
        "make several files of it"), file: file)
  }

  /// - `likely`: A file that is there under nearly that name.
  static func missing(file: String, likely: String?) -> Diagnostic {
    let guess = Fault.guess(likely)
    return Diagnostic(
      Fault(
        "E102", "没有 \(file)\(guess.zh)", "there is no \(file)\(guess.text(.en))",
        do: likely.map { "把 \($0) 改名为 \(file)" } ?? "运行 campaign init 会补上缺少的文件，不改动已有的",
        likely.map { "rename \($0) to \(file)" }
          ?? "'campaign init' adds what is missing and leaves the rest alone"),
      file: file)
  }

  static func repeatedKey(_ key: String, file: String, at place: Place, first: Place) -> Diagnostic {
    Diagnostic(
      Fault(
        "E103", "键 “\(Fault.short(key))” 写了两次：第 \(first.line) 行和第 \(place.line) 行",
        "the key '\(Fault.short(key))' is written twice: in lines \(first.line) and \(place.line)",
        do: "删去其中一个",
        "remove one of them"),
      file: file, at: place)
  }

  static func unreadable(file: String, at place: Place?, _ fault: SourceFault) -> Diagnostic {
    Diagnostic(fault.text, file: file, at: place)
  }
}

extension SourceFault {
  var text: Fault {
    switch kind {
    case .encoding(let name):
      Fault(
        "E001", name == "?" ? "文件不是 UTF-8 编码" : "文件是 \(name) 编码，不是 UTF-8",
        name == "?" ? "the file is not UTF-8" : "the file is \(name), not UTF-8", do: "在编辑器里选“另存为”，编码选 UTF-8",
        "choose 'Save as' in your editor, with UTF-8 as the encoding")
    case .control:
      Fault(
        "E001", "这里有看不见的控制字符", "there is an invisible control character", do: "删去这个字符，把这几个字重新输入一遍",
        "delete it and type these letters anew")
    case .tab(let lines):
      Fault(
        "E001", lines > 1 ? "这里有制表符（Tab 键），全文共 \(lines) 行有" : "这里有制表符（Tab 键）",
        lines > 1 ? "there is a tab character, as in \(lines) lines of the file" : "there is a tab character",
        do: "请改用空格，每级缩进两个", "use spaces instead, two for each level")
    case .fullWidthColon:
      Fault(
        "E001", "这里是中文冒号“：”", "this is a full-width colon", do: "请改成英文冒号“:”加一个空格", "write ':' and a space")
    case .missingColon:
      Fault("E001", "键后面没有冒号", "a colon is missing after the key", do: "写成 键: 值", "write 'key: value'")
    case .missingSpace:
      Fault("E001", "冒号后面要有空格", "a space is missing after the colon", do: "写成 键: 值", "write 'key: value'")
    case .fullWidthComma:
      Fault("E001", "这里是中文逗号或顿号", "this is a Chinese comma", do: "请改成英文逗号“,”加一个空格", "write ',' and a space")
    case .fullWidthBracket:
      Fault("E001", "这里是中文括号", "this is a full-width bracket", do: "请改成英文的 { } 或 [ ]", "write { } or [ ]")
    case .wideSpace(let lines):
      Fault(
        "E001", lines > 1 ? "这里的缩进是全角空格，全文共 \(lines) 行有" : "这里的缩进是全角空格",
        lines > 1
          ? "the indentation has a full-width space, as in \(lines) lines of the file"
          : "the indentation has a full-width space",
        do: "请改成两个半角空格", "write two plain spaces")
    default: structure
    }
  }

  private var structure: Fault {
    switch kind {
    case .indentation:
      Fault(
        "E001", "这一行的缩进不对", "this line is indented wrongly", do: "同一级的键左边要对齐，下一级多缩进两格",
        "align keys of the same level, and indent what is below a key by two spaces")
    case .colonInText:
      Fault(
        "E001", "内容里有“: ”，看起来像又一个键", "the text has ': ' in it, which looks like another key",
        do: "给整句加英文双引号，或把冒号改成中文的“：”", "put the whole text between double quotes")
    case .missingComma:
      Fault(
        "E001", "这个键前面缺逗号", "a comma is missing before this key", do: "在它前面加英文逗号", "write a comma before it")
    case .openBracket(let sign):
      Fault(
        "E001", "这个括号没有另一半", "this bracket is never closed", do: "在末尾补上 \(sign)",
        "write \(sign) where it ends")
    case .brackets:
      Fault(
        "E001", "括号里的内容看不懂：可能缺逗号，或者多了、少了括号",
        "what is in the brackets can't be read: a comma or a bracket may be wrong",
        do: "检查 [ ] { } 和逗号，都要用英文的", "check the brackets [ ] { } and the commas")
    case .listInLine:
      Fault(
        "E001", "列表要另起一行", "a list begins on a line of its own", do: "换行再写“- ”，或写成 [甲, 乙]",
        "begin a new line before '- ', or write [a, b]")
    case .severalDocuments:
      Fault(
        "E001", "一个文件里有两份内容（--- 或 ... 隔开）", "the file holds several documents, separated by --- or ...",
        do: "分成几个文件，或去掉这一行", "make several files of it, or remove the line")
    case .keyIsNotText:
      Fault(
        "E001", "键应该是一个词，不能是列表或括号", "a key must be a word, not a list or brackets", do: "写成 键: 值",
        "write 'key: value'")
    default: size
    }
  }

  private var size: Fault {
    switch kind {
    case .tooDeep(let limit):
      Fault("E001", "嵌套超过 \(limit) 层", "nested deeper than \(limit) levels", do: "减少嵌套", "nest less")
    case .tooMany(let limit):
      Fault(
        "E001", "文件里的内容超过 \(limit) 项", "the file has more than \(limit) keys and values", do: "把它分成几个文件",
        "make several files of it")
    default: sign
    }
  }

  /// The faults of the signs that YAML gives a meaning.
  private var sign: Fault {
    switch kind {
    case .quotes:
      Fault(
        "E001", "引号没有成对，或者引号后面还有字", "a quotation mark is missing, or something follows it",
        do: "整句放在一对英文双引号里；句中要引号请用“ ”", "put the whole text between two quotation marks, with none inside")
    case .escape:
      Fault(
        "E001", "双引号里的反斜杠 \\ 有特别的意思", "a backslash within double quotes has a meaning of its own",
        do: "改用英文单引号，或把 \\ 写成 \\\\", "use single quotes, or write \\\\ for \\")
    case .sign(let sign):
      Fault(
        "E001", "内容不能以 \(sign) 开头", "a text can't begin with \(sign)", do: "给整句加英文双引号",
        "put the text between double quotes")
    case .anchor:
      Fault(
        "E001", "不支持 & 和 * 引用", "anchors and aliases (& and *) are not allowed",
        do: "把内容直接写出来；以它开头的文字请加英文双引号",
        "write the contents out; quote a text that begins with it")
    case .tag:
      Fault(
        "E001", "不支持以 ! 开头", "a text can't begin with !", do: "去掉 !，或给整句加英文双引号",
        "remove the '!', or quote the text")
    default:
      Fault(
        "E001", "这一行的结构看不懂", "the structure of this line can't be read", do: "检查缩进、冒号后的空格，括号和引号是否成对",
        "check the indentation, the space after a colon, brackets and quotation marks")
    }
  }
}
