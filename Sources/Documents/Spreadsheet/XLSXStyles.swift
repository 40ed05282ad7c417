/// Which styles of a workbook's cells show a number as a day.
struct XLSXStyles: Sendable {
    private var areDates: [Bool] = []

    /// Reads the styles; without a part no number is a day.
    init(_ part: String?, in archive: ZipArchive) throws {
        guard let part else { return }
        areDates = try archive.reading(part) { reader in
            var dateFormats: Set<Int> = []
            var areDates: [Bool] = []
            var isInCells = false
            while true {
                switch try reader.next() {
                case .open where reader.isNamed("numFmt"):
                    if let id = reader.attribute("numFmtId").flatMap(Int.init),
                        Self.isDate(reader.attribute("formatCode") ?? "")
                    {
                        dateFormats.insert(id)
                    }
                case .open where reader.isNamed("cellXfs"): isInCells = true
                case .close where reader.isNamed("cellXfs"): isInCells = false
                case .open where isInCells && reader.isNamed("xf"):
                    let id = reader.attribute("numFmtId").flatMap(Int.init) ?? 0
                    areDates.append(Self.isBuiltInDate(id) || dateFormats.contains(id))
                case .end: return areDates
                case .open, .close, .text, .verbatim: continue
                }
            }
        }
    }

    /// Whether a cell of this style shows a day.
    func isDate(_ style: Int) -> Bool {
        areDates.indices.contains(style) && areDates[style]
    }

    /// ECMA-376 part 1, 18.8.30: formats that every program knows by number.
    private static func isBuiltInDate(_ id: Int) -> Bool {
        switch id {
        case 14...17, 22, 27...31, 36, 50...54, 57, 58: true
        default: false
        }
    }

    /// Whether a format shows a day: it holds a d or y outside of quotes, brackets and escapes.
    ///
    /// A format of hours and minutes alone shows no day. Spreadsheets of some languages write the
    /// letters of theirs, but files hold the English ones.
    static func isDate(_ format: String) -> Bool {
        var isQuoted = false
        var isBracketed = false
        var isEscaped = false
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
            case "d" where !isBracketed, "y" where !isBracketed: return true
            // Only the first of the sections for positive, negative and no numbers counts.
            case ";" where !isBracketed: return false
            default: continue
            }
        }
        return false
    }
}
