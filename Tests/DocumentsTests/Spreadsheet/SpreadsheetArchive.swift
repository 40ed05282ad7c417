import CZlib

/// Builds workbooks that no spreadsheet program would write.
struct SpreadsheetArchive {
    private var bytes: [UInt8] = []
    private var directory: [UInt8] = []
    private var count = 0

    /// A workbook of one sheet with this inside of `sheetData`, and parts of the test's own.
    static func workbook(
        sheet data: String,
        strings: String? = nil,
        workbookProperties: String = "",
        after: String = "",
        replacing parts: [String: String] = [:]
    ) -> [UInt8] {
        var archive = SpreadsheetArchive()
        let relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        var files = [
            "_rels/.rels": """
            <Relationships><Relationship Id="a" Type="\(relation)/officeDocument" \
            Target="xl/workbook.xml"/></Relationships>
            """,
            "xl/workbook.xml": """
            <workbook xmlns:r="r">\(workbookProperties)<sheets>\
            <sheet name="Лист" sheetId="1" r:id="b"/></sheets></workbook>
            """,
            "xl/_rels/workbook.xml.rels": """
            <Relationships><Relationship Id="b" Type="\(relation)/worksheet" \
            Target="/xl/worksheets/sheet1.xml"/><Relationship Id="c" \
            Type="\(relation)/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="d" \
            Type="\(relation)/styles" Target="styles.xml"/></Relationships>
            """,
            "xl/sharedStrings.xml": "<sst>\(strings ?? "")</sst>",
            "xl/styles.xml": """
            <styleSheet><numFmts>\
            <numFmt numFmtId="164" formatCode="d\\.\\ m\\.\\ yyyy&quot;.&quot;"/>\
            <numFmt numFmtId="165" formatCode="&quot;day&quot;0"/></numFmts><cellXfs>\
            <xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/>\
            <xf numFmtId="20"/><xf numFmtId="9"/></cellXfs></styleSheet>
            """,
            "xl/worksheets/sheet1.xml": """
            <?xml version="1.0" encoding="UTF-8"?>
            <worksheet><sheetData>\(data)</sheetData>\(after)</worksheet>
            """,
        ]
        files.merge(parts) { $1 }
        for name in files.keys.sorted() { archive.add(name, Array((files[name] ?? "").utf8)) }
        return archive.finished()
    }

    /// Adds a file; what its directory says of its size may be a lie.
    mutating func add(_ name: String, _ content: [UInt8], claiming size: Int? = nil) {
        let name = Array(name.utf8)
        let packed = Self.deflated(content)
        let sum = UInt32(truncatingIfNeeded: crc32_z(0, content, content.count))
        let size = UInt32(size ?? content.count)
        let common =
            Self.number(0, 2) + Self.number(8, 2) + Self.number(0, 4) + Self.number(sum, 4)
            + Self.number(UInt32(packed.count), 4) + Self.number(size, 4)
            + Self.number(UInt32(name.count), 2) + Self.number(0, 2)
        directory +=
            [0x50, 0x4B, 1, 2] + Self.number(20, 2) + Self.number(20, 2) + common
            + Self.number(0, 2) + Self.number(0, 2) + Self.number(0, 2) + Self.number(0, 4)
            + Self.number(UInt32(bytes.count), 4) + name
        bytes += [0x50, 0x4B, 3, 4] + Self.number(20, 2) + common + name + packed
        count += 1
    }

    func finished() -> [UInt8] {
        let files = Self.number(UInt32(count), 2)
        return bytes + directory + [0x50, 0x4B, 5, 6] + Self.number(0, 4) + files + files
            + Self.number(UInt32(directory.count), 4) + Self.number(UInt32(bytes.count), 4)
            + Self.number(0, 2)
    }

    private static func number(_ value: UInt32, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * UInt32($0))) }
    }

    /// What gzip makes of it without its header and trailer.
    private static func deflated(_ content: [UInt8]) -> [UInt8] {
        var stream = z_stream()
        guard obuka_deflate_gzip_init(&stream, 9) == Z_OK else { return [] }
        defer { deflateEnd(&stream) }
        var input = content
        let room = Int(deflateBound(&stream, UInt(content.count)))
        let packed = [UInt8](unsafeUninitializedCapacity: room) { output, count in
            input.withUnsafeMutableBufferPointer { input in
                stream.next_in = input.baseAddress
                stream.avail_in = UInt32(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(room)
                _ = deflate(&stream, Z_FINISH)
            }
            count = room - Int(stream.avail_out)
        }
        return Array(packed.dropFirst(10).dropLast(8))
    }
}
