/// The cells of one sheet.
package struct XLSXSheet: Sendable {
    package let name: String

    /// The rows that hold something, in their order.
    package let rows: [Row]

    /// The ranges of cells that are shown as one; its first cell holds what stands there.
    package let merges: [Range]

    /// One row of a sheet.
    package struct Row: Sendable {
        /// Its number in the sheet, from 1.
        package let number: Int

        /// Its cells from the first column on, up to the last that holds something.
        package let cells: [SpreadsheetCell]

        package init(number: Int, cells: [SpreadsheetCell]) {
            self.number = number
            self.cells = cells
        }
    }

    package init(name: String, rows: [Row], merges: [Range]) {
        self.name = name
        self.rows = rows
        self.merges = merges
    }

    /// A rectangle of cells; rows and columns are counted from 1, and all of them belong to it.
    package struct Range: Hashable, Sendable {
        package let rows: ClosedRange<Int>
        package let columns: ClosedRange<Int>
    }
}

/// The place of a cell, as `B7` says it.
struct XLSXPlace {
    let row: Int
    let column: Int

    private static let rowsMax = 1_048_576

    /// Nil when the text names no cell of a sheet.
    init?(_ text: some StringProtocol) {
        var row = 0
        var column = 0
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z") where row == 0 && column < 1_000:
                column = column * 26 + Int(byte) - 64
            case UInt8(ascii: "0")...UInt8(ascii: "9") where column > 0 && row < Self.rowsMax:
                row = row * 10 + Int(byte) - 48
            case UInt8(ascii: "$"): continue
            default: return nil
            }
        }
        guard 1...Self.rowsMax ~= row, 1...XLSXWriter.Limits.columnsMax ~= column else {
            return nil
        }
        self.row = row
        self.column = column
    }
}

extension XLSXSheet.Range {
    /// A range as `A1:C2` names it; nil when it names none.
    init?(_ text: String) {
        let corners = text.split(separator: ":").map { XLSXPlace($0) }
        guard corners.count == 2, let first = corners[0], let last = corners[1],
            first.row <= last.row, first.column <= last.column
        else { return nil }
        rows = first.row...last.row
        columns = first.column...last.column
    }
}
