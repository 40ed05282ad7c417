import Documents
import Foundation

/// Workbooks as people make them; the writer of our own has no merged cells, so those are added.
enum TestWorkbook {
    /// A workbook of sheets, each of rows of cells between bars.
    ///
    /// `merges` are those of the last sheet. Its XML is stored as it is, not packed.
    static func bytes(
        sheets: [(name: String, rows: [String])],
        merges: [String] = []
    ) throws -> [UInt8] {
        let relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        var files = [
            (
                "_rels/.rels",
                "<a><Relationship Id=\"a\" Type=\"\(relation)/officeDocument\" "
                    + "Target=\"w.xml\"/></a>"
            )
        ]
        let numbers = sheets.indices
        files.append(
            (
                "w.xml",
                "<workbook xmlns:r=\"r\"><sheets>"
                    + numbers.map { "<sheet name=\"\(sheets[$0].name)\" r:id=\"s\($0)\"/>" }
                    .joined()
                    + "</sheets></workbook>"
            )
        )
        files.append(
            (
                "_rels/w.xml.rels",
                "<a>"
                    + numbers.map {
                        "<Relationship Id=\"s\($0)\" Type=\"\(relation)/worksheet\" "
                            + "Target=\"\($0).xml\"/>"
                    }.joined() + "</a>"
            )
        )
        for index in numbers {
            let merged = index == sheets.count - 1 ? merges : []
            files.append(("\(index).xml", sheet(sheets[index].rows, merges: merged)))
        }
        return archive(files)
    }

    private static func sheet(_ rows: [String], merges: [String]) -> String {
        var xml = "<worksheet><sheetData>"
        for (index, row) in rows.enumerated() {
            xml += "<row r=\"\(index + 1)\">"
            for cell in row.split(separator: "|", omittingEmptySubsequences: false) {
                xml += "<c t=\"inlineStr\"><is><t>\(cell)</t></is></c>"
            }
            xml += "</row>"
        }
        return xml + "</sheetData><mergeCells>"
            + merges.map { "<mergeCell ref=\"\($0)\"/>" }.joined() + "</mergeCells></worksheet>"
    }

    private static func archive(_ files: [(String, String)]) -> [UInt8] {
        var bytes: [UInt8] = []
        var directory: [UInt8] = []
        for (name, text) in files {
            let name = Array(name.utf8)
            let content = Array(text.utf8)
            let common =
                number(0, 8) + number(checksum(content), 4) + number(content.count, 4)
                + number(content.count, 4) + number(name.count, 2) + number(0, 2)
            directory +=
                [0x50, 0x4B, 1, 2, 20, 0, 20, 0] + common + number(0, 10)
                + number(bytes.count, 4) + name
            bytes += [0x50, 0x4B, 3, 4, 20, 0] + common + name + content
        }
        return bytes + directory + [0x50, 0x4B, 5, 6] + number(0, 4) + number(files.count, 2)
            + number(files.count, 2) + number(directory.count, 4) + number(bytes.count, 4)
            + number(0, 2)
    }

    private static func number(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { $0 < 8 ? UInt8(truncatingIfNeeded: value >> (8 * $0)) : 0 }
    }

    private static func checksum(_ bytes: [UInt8]) -> Int {
        var sum: UInt32 = 0xFFFF_FFFF
        for byte in bytes {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
        }
        return Int(~sum)
    }
}
