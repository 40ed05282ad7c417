import Documents
import TrainingCentre

/// A report: its sentence, a picture where that says more, its rows, and what they mean.
struct ReportPage: PageContent {
    typealias Texts = ReportText

    let frame: Frame
    let title: String
    let sentence: String?
    let chart: BarChart?
    let map: TileMap?
    let tree: CascadeDrawing?
    let treePage: String?
    let columns: [Heading]
    let rows: [Row]
    /// Whether its columns need small print on paper.
    let isDense: Bool
    let isCut: Bool
    let definition: String
    let footnote: String?
    let parameters: [Parameter]
    let asOf: String
    let recordedLater: Parameter
    let files: [File]
    let fields: [ReportField]
    let action: String

    private enum Limits {
        /// From so many on, a table is wider than a sheet of paper.
        static let denseColumnsMin = 10
    }

    init(_ table: ReportTable, asked: ReportRequest, in language: Language) {
        let run = table.run
        let name = run.report.name.rawValue
        let query = asked.query
        let path = "/reports/\(name)"
        frame = Frame(
            title: run.report.title[language],
            path: path + (query.isEmpty ? "" : "?\(query)")
        )
        title = run.report.title[language]
        sentence = run.sentence?[language]
        // The tree of a training says more than bars.
        chart =
            table.cascade == nil
            ? BarChart(run.report, rows: table.rows, in: language) : nil
        map = TileMap(table, in: language)
        let shown = Array(run.report.columns.enumerated()).filter { $1.name != "district_code" }
        columns = shown.map { Heading(title: $1.title[language], isNumber: $1.isNumber) }
        rows = table.rows.map { cells in
            Row(cells: shown.map { Cell($1, cells[$0], in: language) })
        }
        isDense = columns.count >= Limits.denseColumnsMin
        isCut = table.isCut
        definition = run.report.definition[language]
        footnote = run.report.footnote(in: language)
        parameters = run.parameters.map {
            Parameter(title: $0.title[language], text: $0.text[language])
        }
        recordedLater = Parameter(
            title: RecordedLater.title[language],
            text: run.recordedLater.text[language]
        )
        asOf = run.asOf.written(in: language)
        action = "/\(language.rawValue)\(path)"
        files = [ReportRequest.Format.xlsx, .csv, .json].map { format in
            let parts = [query, "format=\(format.rawValue)"].filter { !$0.isEmpty }
            return File(
                name: format.rawValue.uppercased(),
                link: "/\(language.rawValue)\(path)?\(parts.joined(separator: "&"))"
            )
        }
        fields = ReportField.all(asked, in: language)
        tree = table.cascade.map { CascadeDrawing($0, CascadeWords(language)) }
        treePage = asked.parameters.training.map {
            "/\(language.rawValue)/cohorts/\($0.percentEncoded)/cascade"
        }
    }

    static let ownSlots: [String: Slot<ReportPage>] = [
        "reportTitle": .text { $0.title },
        "sentence": .optional { $0.sentence },
        "chartTitle": .optional { $0.chart?.title },
        "bars": .list { $0.chart?.bars ?? [] },
        "hasMap": .flag { $0.map != nil },
        "viewBox": .text { $0.map?.viewBox ?? "" },
        "tiles": .list { $0.map?.tiles ?? [] },
        "districts": .list { $0.map?.districts ?? [] },
        "levels": .list { $0.map?.legend ?? [] },
        "keys": .list { $0.map?.keys ?? [] },
        "hasTree": .flag { $0.tree != nil },
        "treeIsCut": .flag { $0.tree?.isCut ?? false },
        "treePage": .optional { $0.treePage },
        "width": .text { String($0.tree?.width ?? 0) },
        "height": .text { String($0.tree?.height ?? 0) },
        "lines": .list { $0.tree?.lines ?? [] },
        "boxes": .list { $0.tree?.boxes ?? [] },
        "columns": .list { $0.columns },
        "rows": .list { $0.rows },
        "isEmpty": .flag { $0.rows.isEmpty },
        "isDense": .flag { $0.isDense },
        "isCut": .flag { $0.isCut },
        "definition": .text { $0.definition },
        "footnote": .optional { $0.footnote },
        "parameters": .list { $0.parameters },
        "asOf": .text { $0.asOf },
        "laterTitle": .text { $0.recordedLater.title },
        "recordedLater": .text { $0.recordedLater.text },
        "files": .list { $0.files },
        "fields": .list { $0.fields },
        "action": .text { $0.action },
    ]
}

// The parts of the page.
extension ReportPage {
    struct Heading: Slotted {
        let title: String
        let isNumber: Bool

        static let slots: [String: Slot<Heading>] = [
            "column": .text { $0.title }, "isNumber": .flag { $0.isNumber },
        ]
    }

    struct Row: Slotted {
        let cells: [Cell]

        static let slots: [String: Slot<Row>] = ["cells": .list { $0.cells }]
    }

    struct Cell: Slotted {
        let text: String
        /// The class that says how wide it may get.
        let style: String?
        let isCode: Bool

        private enum Limits {
            /// A longer text gets a wide column, so that its row does not get high.
            static let shortLengthMax = 60
            /// A word of a closed list that is no longer stays in one line.
            static let wordLengthMax = 22
        }

        init(_ column: ReportColumn, _ cell: String?, in language: Language) {
            text = column.printed(cell, in: language)
            isCode = if case .code = column.kind { cell != nil } else { false }
            style =
                switch column.kind {
                case .count, .guardedCount, .decimal: "number"
                case .date: "date"
                case .word where text.count <= Limits.wordLengthMax: "word"
                case .code, .text, .name, .word:
                    text.count > Limits.shortLengthMax ? "long" : nil
                }
        }

        static let slots: [String: Slot<Cell>] = [
            "text": .text { $0.text }, "style": .optional { $0.style },
            "isCode": .flag { $0.isCode },
        ]
    }

    struct Parameter: Slotted {
        let title: String
        let text: String

        static let slots: [String: Slot<Parameter>] = [
            "name": .text { $0.title }, "value": .text { $0.text },
        ]
    }

    struct File: Slotted {
        let name: String
        let link: String

        static let slots: [String: Slot<File>] = [
            "name": .text { $0.name }, "link": .text { $0.link },
        ]
    }
}

extension ReportColumn {
    /// A cell for people, its number or day written as in the language.
    func printed(_ cell: String?, in language: Language) -> String {
        guard let cell else { return words(nil, in: language) }
        switch kind {
        case .date: return CalendarDate(cell)?.written(in: language) ?? cell
        case .decimal: return Hundredths(text: cell)?.written(in: language) ?? cell
        case .code, .text, .name, .word, .count, .guardedCount: return words(cell, in: language)
        }
    }
}

extension TileMap {
    /// The map of a report that lists every LSG; nil for others.
    init?(_ table: ReportTable, in language: Language) {
        guard table.run.report.name == .coverage else { return nil }
        let columns = table.run.report.columns
        func place(_ name: String) -> Int { columns.firstIndex { $0.name == name } ?? 0 }
        let (name, district, count) = (place("lsg"), place("district"), place("persons_enrolled"))
        let code = place("district_code")
        let lsgs = table.rows.map {
            LSGCount(
                name: $0[name] ?? "",
                district: $0[district] ?? "",
                districtCode: $0[code] ?? "",
                count: Int($0[count] ?? "") ?? 0
            )
        }
        self.init(lsgs, in: language)
    }
}
