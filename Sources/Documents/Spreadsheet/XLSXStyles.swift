/// What the styles of a workbook's cells show a number as.
struct XLSXStyles: Sendable {
    /// How a number is shown.
    enum Form: Sendable {
        case number, day, timeOfDay, percent
    }

    private var forms: [Form] = []

    /// Reads the styles; without a part a number is a number.
    init(_ part: String?, in archive: ZipArchive) throws {
        guard let part else { return }
        forms = try archive.reading(part) { reader in
            var formats: [Int: Form] = [:]
            var forms: [Form] = []
            var isInCells = false
            while true {
                switch try reader.next() {
                case .open where reader.isNamed("numFmt"):
                    if let id = reader.attribute("numFmtId").flatMap(Int.init) {
                        formats[id] = Self.form(of: reader.attribute("formatCode") ?? "")
                    }
                case .open where reader.isNamed("cellXfs"): isInCells = true
                case .close where reader.isNamed("cellXfs"): isInCells = false
                case .open where isInCells && reader.isNamed("xf"):
                    let id = reader.attribute("numFmtId").flatMap(Int.init) ?? 0
                    forms.append(formats[id] ?? Self.builtIn(id))
                case .end: return forms
                case .open, .close, .text, .verbatim: continue
                }
            }
        }
    }

    /// What a cell of this style shows a number as.
    func form(_ style: Int) -> Form { forms.indices.contains(style) ? forms[style] : .number }

    /// ECMA-376 part 1, 18.8.30: formats that every program knows by number.
    private static func builtIn(_ id: Int) -> Form {
        switch id {
        case 9, 10: .percent
        case 14...17, 22, 27...31, 36, 50...54, 57, 58: .day
        case 18...21: .timeOfDay
        default: .number
        }
    }

    /// What a format shows: with a d or y outside of quotes, brackets and escapes a day, with an h
    /// and neither a time of day, with a percent sign so many hundredths.
    ///
    /// Hours in brackets go on counting and are no time of day. Spreadsheets of some languages
    /// write the letters of theirs, but files hold the English ones.
    static func form(of format: String) -> Form {
        var isQuoted = false
        var isBracketed = false
        var isEscaped = false
        var found = Form.number
        for character in format.lowercased() {
            if isEscaped {
                isEscaped = false
                continue
            }
            switch character {
            case "\"" where !isBracketed: isQuoted.toggle()
            case _ where isQuoted: continue
            case "\\", "_", "*": isEscaped = true
            case "[": isBracketed = true
            case "]": isBracketed = false
            case _ where isBracketed: continue
            case "d", "y": return .day
            case "h": found = .timeOfDay
            case "%" where found == .number: found = .percent
            // Only the first of the sections for positive, negative and no numbers counts.
            case ";": return found
            default: continue
            }
        }
        return found
    }
}
