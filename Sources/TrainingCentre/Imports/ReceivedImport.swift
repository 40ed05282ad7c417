import Documents
import Postgres

/// A file that is to be imported, with everything that was said about it.
package struct ReceivedImport: Sendable {
    package let noun: ImportedNoun
    package var map: [(String, String)] = []
    /// The name of a kept mapping of headers.
    package var profile: String?
    package var encoding: String?
    /// The sheet of a workbook in which several have rows.
    package var sheet: String?
    /// Stands for a missing or empty column `cohort_code`.
    package var cohort: String?
    /// Stands for a missing or empty column `organisation_code`.
    package var organisation: String?

    package init(_ noun: ImportedNoun) {
        self.noun = noun
    }

    /// Imports the rows of the file, all in one transaction.
    package func enter(
        _ file: ImportFile,
        act: Act,
        chance: Chance,
        in transaction: borrowing Transaction
    ) throws -> ImportedFile {
        let report = try noun.importRows(
            file.rows,
            options: ImportOptions(cohort: cohort, organisation: organisation),
            act: act,
            chance: chance,
            in: transaction
        )
        return ImportedFile(file: file, report: report)
    }
}

/// What became of a file, and how it was understood.
package struct ImportedFile: Sendable {
    package let file: ImportFile
    package let report: ImportReport

    /// The report, with what each header was taken for and which lines are no rows.
    package func json(isRehearsal: Bool) -> JSON {
        .object(
            (report.json.members ?? []) + [
                JSON.Member("dry_run", .bool(isRehearsal)),
                JSON.Member("encoding", .string(file.encoding)),
                JSON.Member("delimiter", .string(file.delimiter)),
                JSON.Member(
                    "headers",
                    .array(
                        file.headers.map {
                            ["header": .string($0.header), "column": JSON($0.column)]
                        }
                    )
                ),
                JSON.Member("left_out", .array(file.leftOut.map(JSON.integer))),
            ]
        )
    }
}
