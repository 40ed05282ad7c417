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
    let columns: [Heading]
    let rows: [Row]
    let isCut: Bool
    let definition: String
    let parameters: [Parameter]
    let asOf: String
    let files: [File]
    let fields: [Field]
    let action: String

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
        chart = BarChart(run.report, rows: table.rows, in: language)
        map = TileMap(table, in: language)
        let shown = Array(run.report.columns.enumerated()).filter { $1.name != "district_code" }
        columns = shown.map { Heading(title: $1.title[language], isNumber: $1.isNumber) }
        rows = table.rows.map { cells in
            Row(cells: shown.map { Cell($1, cells[$0], in: language) })
        }
        isCut = table.isCut
        definition = run.report.definition[language]
        parameters = run.parameters.map {
            Parameter(title: $0.title[language], text: $0.text[language])
        }
        asOf = run.asOf.written(in: language)
        action = "/\(language.rawValue)\(path)"
        files = [ReportRequest.Format.xlsx, .csv, .json].map { format in
            let parts = [query, "format=\(format.rawValue)"].filter { !$0.isEmpty }
            return File(
                name: format.rawValue.uppercased(),
                link: "/\(language.rawValue)\(path)?\(parts.joined(separator: "&"))"
            )
        }
        fields = ReportPage.fields(asked, in: language)
    }

    private static func fields(_ asked: ReportRequest, in language: Language) -> [Field] {
        let parameters = asked.parameters
        return [
            Field("project", .project, parameters.project, in: language),
            Field("course", .course, parameters.course, in: language),
            Field("lsg", .lsg, parameters.lsg, in: language),
            Field("from", .from, parameters.from?.description, isDate: true, in: language),
            Field("to", .to, parameters.to?.description, isDate: true, in: language),
            Field("as_of", .asOfField, parameters.asOf?.description, isDate: true, in: language),
        ]
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
        "columns": .list { $0.columns },
        "rows": .list { $0.rows },
        "isEmpty": .flag { $0.rows.isEmpty },
        "isCut": .flag { $0.isCut },
        "definition": .text { $0.definition },
        "parameters": .list { $0.parameters },
        "asOf": .text { $0.asOf },
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
        let isNumber: Bool
        let isCode: Bool

        init(_ column: ReportColumn, _ cell: String?, in language: Language) {
            text = column.printed(cell, in: language)
            isNumber = column.isNumber
            isCode = if case .code = column.kind { cell != nil } else { false }
        }

        static let slots: [String: Slot<Cell>] = [
            "text": .text { $0.text }, "isNumber": .flag { $0.isNumber },
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

    /// A field of the form that changes what is counted.
    struct Field: Slotted {
        let name: String
        let label: String
        let value: String
        let type: String

        init(
            _ name: String,
            _ label: ReportText,
            _ value: String?,
            isDate: Bool = false,
            in language: Language
        ) {
            self.name = name
            self.label = label(in: language)
            self.value = value ?? ""
            type = isDate ? "date" : "text"
        }

        static let slots: [String: Slot<Field>] = [
            "field": .text { $0.name }, "label": .text { $0.label }, "value": .text { $0.value },
            "type": .text { $0.type },
        ]
    }
}

extension ReportColumn {
    /// A cell for people.
    fileprivate func printed(_ cell: String?, in language: Language) -> String {
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
