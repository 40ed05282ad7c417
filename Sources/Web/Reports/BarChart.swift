import Documents
import TrainingCentre

/// Bars for the numbers of one column, each a picture of its own beside its words.
///
/// The words are text of the page, so they stay readable where the page is narrow; the bar alone is
/// drawn (SVG), in shares of its place.
struct BarChart: Sendable {
    let title: String
    let bars: [Bar]

    struct Bar: Slotted {
        let labels: [Label]
        let value: String
        /// The width in percent of the longest.
        let width: String

        static let slots: [String: Slot<Bar>] = [
            "labels": .list { $0.labels }, "value": .text { $0.value }, "width": .text { $0.width },
        ]
    }

    /// A part of what a bar is called; codes are in no language.
    struct Label: Slotted {
        let text: String
        let isCode: Bool

        static let slots: [String: Slot<Label>] = [
            "text": .text { $0.text }, "isCode": .flag { $0.isCode },
        ]
    }

    /// The chart of a report; nil for those that people would rather read as a table.
    init?(_ report: Report, rows: [[String?]], in language: Language) {
        guard let names = BarChart.columns(of: report.name),
            let value = report.columns.firstIndex(where: { $0.name == names.value })
        else { return nil }
        let labels = report.columns.indices.filter {
            names.labels.contains(report.columns[$0].name)
        }
        let numbers = rows.map { Double($0[value] ?? "") ?? 0 }
        guard let longest = numbers.max(), longest > 0 else { return nil }
        // A share is drawn against the whole, unless one is more than that.
        let whole = report.columns[value].isShare ? max(longest, 100) : longest
        title = report.columns[value].title[language]
        bars = zip(rows, numbers).map { row, number in
            Bar(
                labels: labels.map { Label(report.columns[$0], row[$0], in: language) }
                    .filter { !$0.text.isEmpty },
                value: report.columns[value].printed(row[value], in: language),
                width: "\(Int(number * 100 / whole))%"
            )
        }
    }

    private static func columns(of name: Report.Name) -> (labels: Set<String>, value: String)? {
        switch name {
        case .months: (["month"], "participations_passed")
        case .targetGroups: (["target_group"], "persons_passed")
        case .sexes: (["sex"], "persons_passed")
        case .projects: (["project"], "persons_passed")
        case .areas: (["area"], "persons_passed")
        case .targets: (["project", "indicator", "target_course"], "reached_percent")
        case .cascades: (["cohort_code"], "persons_passed")
        default: nil
        }
    }
}

extension BarChart.Label {
    fileprivate init(_ column: ReportColumn, _ cell: String?, in language: Language) {
        text = column.words(cell, in: language)
        isCode = if case .code = column.kind { true } else { false }
    }
}

extension ReportColumn {
    fileprivate var isShare: Bool {
        if case .decimal = kind { true } else { false }
    }
}
