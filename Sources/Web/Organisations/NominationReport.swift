import Documents
import TrainingCentre

/// What became of the rows of a file, for a page.
struct RowReportSection: Slotted {
    let id: String
    let title: String
    let text: String?
    let rows: [Row]

    static let slots: [String: Slot<RowReportSection>] = [
        "id": .text { $0.id },
        "title": .text { $0.title },
        "text": .optional { $0.text },
        "rows": .list { $0.rows },
        "hasRows": .flag { !$0.rows.isEmpty },
    ]

    /// One row with what is wrong in it.
    struct Row: Slotted {
        let line: String
        let column: String
        let value: String
        let problem: String

        static let slots: [String: Slot<Row>] = [
            "line": .text { $0.line },
            "column": .text { $0.column },
            "value": .text { $0.value },
            "problem": .text { $0.problem },
        ]
    }
}

/// What is kept of an imported file, and how a page tells it.
enum NominationReport {
    /// More rows than this nobody mends on a page.
    static let rowsMax = 500
    /// More headers than this nobody reads.
    static let headersMax = 100

    static func json(_ imported: ImportedFile) -> JSON {
        let rejected = Set(imported.report.rejected.map(\.line))
        let entered = imported.file.rows.map(\.line).filter { !rejected.contains($0) }
        return .object(
            [
                JSON.Member("done", .string(DoneText.file.rawValue)),
                JSON.Member("entered", .string(ranges(entered))),
                JSON.Member("columns", columns(of: imported.file)),
                JSON.Member(
                    "unknown",
                    .string(
                        imported.file.unknownHeaders.prefix(headersMax).joined(separator: ", ")
                    )
                ),
            ] + (imported.report.json.members ?? [])
        )
    }

    /// Under which header of the sender each of our columns stands.
    private static func columns(of file: ImportFile) -> JSON {
        .object(
            file.headers.compactMap { header, column in
                column.map { JSON.Member($0, .string(String(header.prefix(100)))) }
            }
        )
    }

    /// A column under the sender's own header, with ours beside it.
    static func title(of column: String, under header: String?) -> String {
        guard let header, !header.isEmpty, header != column else { return column }
        return "\(header) (\(column))"
    }

    /// Line numbers as people write them: `2–9, 11`.
    static func ranges(_ lines: [Int]) -> String {
        var found: [ClosedRange<Int>] = []
        for line in lines.sorted() {
            if let last = found.last, last.upperBound + 1 >= line {
                found[found.count - 1] = last.lowerBound...line
            } else {
                found.append(line...line)
            }
        }
        return found.map { range in
            range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound)–\(range.upperBound)"
        }.joined(separator: ", ")
    }

    static func sections(_ done: JSON?, in language: Language) -> [RowReportSection] {
        guard let done, done["done"]?.text == DoneText.file.rawValue else { return [] }
        func section(
            _ id: String,
            _ title: NominationFormText,
            _ text: String?,
            _ rows: [RowReportSection.Row] = []
        ) -> RowReportSection {
            RowReportSection(id: id, title: title(in: language), text: text, rows: rows)
        }
        let counts: [(NominationFormText, String)] = [
            (.read, "read"), (.entered, "created"), (.unchanged, "unchanged"),
        ]
        let rejected = rows("rejected", of: done, in: language)
        let warned = rows("warnings", of: done, in: language)
        let rejectedRows = done["rejected"]?.elements?.count ?? 0
        let numbers =
            counts.map { "\($0.0(in: language)): \(done[$0.1]?.wholeNumber ?? 0)" }
            + ["\(NominationFormText.rejected(in: language)): \(rejectedRows)"]
        let lines = done["entered"]?.text.flatMap { $0.isEmpty ? nil : $0 }.map {
            "\(NominationFormText.lines(in: language)): \($0)."
        }
        return [
            section(
                "rows-entered",
                .enteredRows,
                numbers.joined(separator: "; ") + "." + (lines.map { " \($0)" } ?? "")
            ),
            done["unknown"]?.text.flatMap { unknown in
                unknown.isEmpty ? nil : section("columns-unknown", .unknownColumns, unknown + ".")
            },
            rejected.isEmpty ? nil : section("rows-rejected", .rejectedRows, nil, rejected),
            warned.isEmpty ? nil : section("rows-warned", .warnings, nil, warned),
        ].compactMap { $0 }
    }

    private static func rows(
        _ list: String,
        of done: JSON,
        in language: Language
    ) -> [RowReportSection.Row] {
        (done[list]?.elements ?? []).prefix(rowsMax).flatMap { remark in
            let code = remark["code"]?.text ?? ""
            // What was kept by an earlier program has the first problem alone.
            return (remark["problems"]?.elements ?? [remark]).map { problem in
                let column = problem["field"]?.text ?? ""
                let field = problem["field_code"]?.text.flatMap(FieldCode.init(rawValue:)) ?? .other
                let words = RefusalWording.titles(code: code) ?? FieldWording.titles(field)
                return RowReportSection.Row(
                    line: String(remark["row"]?.wholeNumber ?? 0),
                    column: title(of: column, under: done["columns"]?[column]?.text),
                    value: problem["value"]?.text ?? "",
                    problem: words[language]
                )
            }
        }
    }
}
