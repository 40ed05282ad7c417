import TrainingCentre

/// The tree of a cascade: a box for every delivery, a generation in each column.
///
/// A line leads from the training that qualified its trainer. Lengths are in units of the drawing.
struct CascadeDrawing: Sendable {
    let width: Int
    let height: Int
    let boxes: [Box]
    let lines: [Line]
    /// Whether there are more deliveries than are drawn; the table has them all.
    let isCut: Bool

    private enum Limits {
        static let boxesMax = 120
        static let boxWidth = 190
        static let boxHeight = 44
        static let columnWidth = 250
        static let rowHeight = 56
    }

    /// A training or a delivery.
    struct Box: Slotted {
        let x: Int
        let y: Int
        let code: String
        let caption: String
        let link: String

        static let slots: [String: Slot<Box>] = [
            "x": .text { String($0.x) },
            "y": .text { String($0.y) },
            "textX": .text { String($0.x + 12) },
            "codeY": .text { String($0.y + 18) },
            "captionY": .text { String($0.y + 35) },
            "code": .text { $0.code },
            "caption": .text { $0.caption },
            "link": .text { $0.link },
        ]
    }

    /// From a box to one of the next column.
    struct Line: Slotted {
        let path: String

        static let slots: [String: Slot<Line>] = ["path": .text { $0.path }]
    }

    init(_ report: CascadeReport, _ words: CascadeWords) {
        let drawn = Array(report.branches.prefix(Limits.boxesMax).enumerated())
        var layout = Layout(
            children: Dictionary(grouping: drawn.map(\.offset)) { drawn[$0].element.parentCode },
            codes: drawn.map(\.element.cohortCode)
        )
        let root = layout.place(report.cohort.code, parent: nil)
        let columns = (drawn.map(\.element.generation).max() ?? 0) + 1
        width = columns * Limits.columnWidth - (Limits.columnWidth - Limits.boxWidth)
        height = max(layout.rows, 1) * Limits.rowHeight
        isCut = report.branches.count > Limits.boxesMax
        boxes =
            [
                Box(
                    x: 0,
                    y: CascadeDrawing.y(root),
                    code: report.cohort.code,
                    caption: words.graduates(report.graduates),
                    link: "#numbers"
                )
            ]
            + drawn.compactMap { number, branch in
                layout.centres[number].map { row in
                    Box(
                        x: branch.generation * Limits.columnWidth,
                        y: CascadeDrawing.y(row),
                        code: branch.cohortCode,
                        caption: words.persons(branch.passed),
                        link: "#branch-\(number)"
                    )
                }
            }
        lines = drawn.compactMap { number, branch in
            guard let row = layout.centres[number] else { return nil }
            let parent = layout.parents[number].flatMap { layout.centres[$0] } ?? root
            let start = (branch.generation - 1) * Limits.columnWidth + Limits.boxWidth
            let end = branch.generation * Limits.columnWidth
            let middle = (start + end) / 2
            let (from, to) = (CascadeDrawing.middle(parent), CascadeDrawing.middle(row))
            return Line(path: "M\(start) \(from)C\(middle) \(from) \(middle) \(to) \(end) \(to)")
        }
    }

    /// The upper edge of a box in the middle of rows; rows are counted in halves.
    private static func y(_ halfRows: Int) -> Int {
        halfRows * Limits.rowHeight / 2 + (Limits.rowHeight - Limits.boxHeight) / 2
    }

    private static func middle(_ halfRows: Int) -> Int {
        y(halfRows) + Limits.boxHeight / 2
    }

    /// Gives every branch a place: leaves one below the other, a parent in the middle of its own.
    private struct Layout {
        let children: [String: [Int]]
        let codes: [String]
        private(set) var rows = 0
        /// Twice the row of each branch.
        private(set) var centres: [Int: Int] = [:]
        private(set) var parents: [Int: Int] = [:]

        init(children: [String: [Int]], codes: [String]) {
            self.children = children
            self.codes = codes
        }

        /// Places what came of a training, and gives twice the row of its own middle.
        mutating func place(_ code: String, parent: Int?) -> Int {
            var placed: [Int] = []
            for child in children[code] ?? [] where centres[child] == nil {
                parents[child] = parent
                let centre = place(codes[child], parent: child)
                centres[child] = centre
                placed.append(centre)
            }
            guard let first = placed.first, let last = placed.last else {
                rows += 1
                return 2 * (rows - 1)
            }
            return (first + last) / 2
        }
    }
}
