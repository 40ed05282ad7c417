import Documents
import Postgres

/// Writes the rows of a noun as a file that its import reads, piece by piece.
package struct ExportWriter: Sendable {
    package let table: ExportedTable
    package let format: Format
    /// Whether a text begins with the mark that spreadsheets on Windows need to read Cyrillic.
    package var hasByteOrderMark = false
    /// Whether what a spreadsheet might run gets an apostrophe; then it is no round trip.
    package var protectsFormulas = false

    /// The formats of files.
    package enum Format: String, CaseIterable, Sendable {
        case csv, xlsx
    }

    private enum Limits {
        static let pieceBytesMin = 32 << 10
        /// A reader may be slow; the statement waits for it, and the server would end it.
        static let statementMinutesMax = 10
    }

    package init(_ table: ExportedTable, as format: Format) {
        self.table = table
        self.format = format
    }

    /// Gives the pieces of the file, the head at once; returns how many rows there are.
    ///
    /// Refuses as `ExportedTable.forEachRow`, before the first piece. Call it on one snapshot.
    @discardableResult
    package func write(
        by actor: Actor,
        in transaction: borrowing Transaction,
        to take: ([UInt8]) throws -> Void
    ) throws -> Int {
        try table.check(actor, in: transaction)
        let limit = "\(Limits.statementMinutesMax)min"
        try transaction.execute("SELECT set_config('statement_timeout', \(limit), true)")
        return switch format {
        case .csv: try writeText(by: actor, in: transaction, to: take)
        case .xlsx: try writeWorkbook(by: actor, in: transaction, to: take)
        }
    }

    private func writeText(
        by actor: Actor,
        in transaction: borrowing Transaction,
        to take: ([UInt8]) throws -> Void
    ) throws -> Int {
        let writer = CSVWriter(protectsFormulas: protectsFormulas)
        var bytes = hasByteOrderMark ? CSVWriter.byteOrderMark : []
        var count = 0
        writer.append(table.columns, to: &bytes)
        try Self.hand(over: &bytes, to: take)
        try table.forEachRow(by: actor, in: transaction) { row in
            writer.append(row, to: &bytes)
            count += 1
            if bytes.count >= Limits.pieceBytesMin { try Self.hand(over: &bytes, to: take) }
        }
        try Self.hand(over: &bytes, to: take)
        return count
    }

    private func writeWorkbook(
        by actor: Actor,
        in transaction: borrowing Transaction,
        to take: ([UInt8]) throws -> Void
    ) throws -> Int {
        // It does not say when it was made: the same rows are the same bytes.
        var writer = try XLSXWriter(createdAt: nil)
        var bytes: [UInt8] = []
        var count = 0
        try writer.addSheet(table.noun.rawValue, columns: table.sheetColumns, to: &bytes)
        try Self.hand(over: &bytes, to: take)
        try table.forEachRow(by: actor, in: transaction) { row in
            try writer.append(table.cells(row), to: &bytes)
            count += 1
            if bytes.count >= Limits.pieceBytesMin { try Self.hand(over: &bytes, to: take) }
        }
        try writer.finish(to: &bytes)
        try Self.hand(over: &bytes, to: take)
        return count
    }

    private static func hand(
        over bytes: inout [UInt8],
        to take: ([UInt8]) throws -> Void
    ) throws {
        if !bytes.isEmpty { try take(bytes) }
        bytes.removeAll(keepingCapacity: true)
    }
}

extension TrainingCentre {
    /// Begins to write an export; what it refuses, it refuses here, before anything is sent.
    ///
    /// The rows come from the database while the reader takes them, and memory stays flat however
    /// many there are. Refuses as `ExportedTable.forEachRow`.
    package func export(_ writer: ExportWriter, by actor: Actor) async throws -> ReportStream {
        try await stream { (transaction: borrowing Transaction, take) in
            try writer.write(by: actor, in: transaction, to: take)
        }
    }
}
