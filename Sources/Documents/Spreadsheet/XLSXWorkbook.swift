/// A workbook that somebody sent (XLSX, ECMA-376 transitional or strict), of whatever program.
///
/// Every file is hostile until it is read: sizes are bounded before anything is unpacked, no entity
/// is expanded, nothing outside of the file is looked at, and no formula is calculated: a cell with
/// one has the value that the spreadsheet program kept.
package struct XLSXWorkbook: Sendable {
    /// The names of the sheets in their order, those that are hidden too.
    package let sheetNames: [String]

    private let archive: ZipArchive
    private let sheets: [(name: String, part: String, isHidden: Bool)]
    private let strings: [String]
    private let styles: XLSXStyles
    private let countsFrom1904: Bool

    /// The limits of every workbook.
    package enum Limits {
        /// What one part of the file may unpack to.
        package static let partBytesMax = 256 << 20

        /// Cells of a sheet that hold something.
        package static let cellsMax = 20_000_000
        package static let columnsMax = CSVLimits.columnsMax
        package static let textBytesMax = CSVLimits.fieldBytesMax
    }

    /// Whether the bytes begin as a workbook does, of 2007 or older.
    package static func isLikely(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: [0x50, 0x4B, 3, 4]) || bytes.starts(with: [0x50, 0x4B, 5, 6])
            || bytes.starts(with: olderContainer)
    }

    private static let olderContainer: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]

    /// Reads what is common to all sheets; throws `XLSXError`.
    package init(_ bytes: [UInt8]) throws {
        guard !bytes.starts(with: Self.olderContainer) else { throw XLSXError.olderOrEncrypted }
        let archive = try ZipArchive(bytes)
        let root = try XLSXRelations(of: "", in: archive)
        guard let workbook = root.target(ofKind: "/officeDocument") else {
            throw XLSXError.notAWorkbook("it does not say where its workbook is")
        }
        let relations = try XLSXRelations(of: workbook, in: archive)
        (sheets, countsFrom1904) = try Self.sheets(of: workbook, relations, in: archive)
        guard !sheets.isEmpty else { throw XLSXError.notAWorkbook("it has no sheet") }
        sheetNames = sheets.map(\.name)
        strings =
            try relations.target(ofKind: "/sharedStrings")
            .map { try XLSXStrings.read($0, in: archive) } ?? []
        styles = try XLSXStyles(relations.target(ofKind: "/styles"), in: archive)
        self.archive = archive
    }

    /// The sheets that are shown, by their place in `sheetNames`; all when none is.
    package var shownSheets: [Int] {
        let shown = sheets.indices.filter { !sheets[$0].isHidden }
        return shown.isEmpty ? Array(sheets.indices) : shown
    }

    /// The sheet at a place of `sheetNames`; throws `XLSXError`.
    package func sheet(_ index: Int) throws -> XLSXSheet {
        let (name, part, _) = sheets[index]
        var reader = XLSXSheetReader(
            name: name,
            strings: strings,
            styles: styles,
            countsFrom1904: countsFrom1904
        )
        return try archive.reading(part) { try reader.read(&$0) }
    }

    private static func sheets(
        of workbook: String,
        _ relations: XLSXRelations,
        in archive: ZipArchive
    ) throws -> ([(name: String, part: String, isHidden: Bool)], Bool) {
        try archive.reading(workbook) { reader in
            var sheets: [(name: String, part: String, isHidden: Bool)] = []
            var countsFrom1904 = false
            while true {
                switch try reader.next() {
                case .open where reader.isNamed("workbookPr"):
                    countsFrom1904 = ["1", "true"].contains(reader.attribute("date1904") ?? "")
                case .open where reader.isNamed("sheet"):
                    // Sheets of charts and dialogues hold no cells.
                    guard let name = reader.attribute("name"),
                        let id = reader.attribute("id"),
                        let part = relations.target(id, ofKind: "/worksheet")
                    else { continue }
                    let state = reader.attribute("state") ?? "visible"
                    sheets.append((name, part, state != "visible"))
                case .end: return (sheets, countsFrom1904)
                case .open, .close, .text, .verbatim: continue
                }
            }
        }
    }
}

/// What another part of a workbook a part refers to, by id and by kind.
struct XLSXRelations {
    private var targets: [(id: String, kind: String, part: String)] = []

    /// Those of a part, or of the whole file for "".
    init(of part: String, in archive: ZipArchive) throws {
        let slash = part.lastIndex(of: "/")
        let folder = slash.map { part[...$0] } ?? ""
        let name = slash.map { part[part.index(after: $0)...] } ?? part[...]
        let path = "\(folder)_rels/\(name).rels"
        guard archive.has(path) else { return }
        targets = try archive.reading(path) { reader in
            var targets: [(id: String, kind: String, part: String)] = []
            while true {
                switch try reader.next() {
                case .open where reader.isNamed("Relationship"):
                    guard let id = reader.attribute("Id"),
                        let kind = reader.attribute("Type"),
                        let target = reader.attribute("Target"),
                        reader.attribute("TargetMode") != "External"
                    else { continue }
                    targets.append((id, kind, Self.resolved(target, from: folder)))
                case .end: return targets
                case .open, .close, .text, .verbatim: continue
                }
            }
        }
    }

    /// The part of an id, when it is of this kind: standards differ in what stands before it.
    func target(_ id: String, ofKind kind: String) -> String? {
        targets.first { $0.id == id && $0.kind.hasSuffix(kind) }?.part
    }

    /// The first part of this kind.
    func target(ofKind kind: String) -> String? {
        targets.first { $0.kind.hasSuffix(kind) }?.part
    }

    private static func resolved(_ target: String, from folder: Substring) -> String {
        var steps = target.hasPrefix("/") ? [] : folder.split(separator: "/")
        for step in target.split(separator: "/") {
            switch step {
            case ".": continue
            case "..": _ = steps.popLast()
            default: steps.append(step)
            }
        }
        return steps.joined(separator: "/")
    }
}

extension ZipArchive {
    /// Reads a part as XML; throws `XLSXError`.
    func reading<Value>(
        _ part: String,
        _ body: (inout XMLReader) throws -> Value
    ) throws -> Value {
        guard var bytes = try file(part, bytesMax: XLSXWorkbook.Limits.partBytesMax) else {
            throw XLSXError.notAWorkbook("“\(part)” is missing")
        }
        var encoding = "utf-8"
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            guard let text = try? TextEncodingDetector.decode(bytes) else {
                throw XLSXError.malformed(part: part, problem: "it is no text")
            }
            bytes = text.utf8
            encoding = "utf-16"
        }
        do {
            var reader = try XMLReader(bytes, declaring: encoding)
            return try body(&reader)
        } catch let problem as XMLReader.Problem {
            throw XLSXError.malformed(part: part, problem: problem.text)
        }
    }
}
