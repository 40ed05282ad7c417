/// A table on a page with forms.
struct PageTable: Slotted {
    let id: String
    let title: String
    var text: String?
    let columns: [PageCell]
    let rows: [Row]

    init(id: String, title: String, text: String? = nil, columns: [String], rows: [[PageCell]]) {
        self.id = id
        self.title = title
        self.text = text
        self.columns = columns.map { PageCell($0) }
        self.rows = rows.map(Row.init)
    }

    static let slots: [String: Slot<PageTable>] = [
        "id": .text { $0.id },
        "title": .text { $0.title },
        "text": .optional { $0.text },
        "columns": .list { $0.columns },
        "rows": .list { $0.rows },
        "hasRows": .flag { !$0.rows.isEmpty },
    ]

    struct Row: Slotted {
        let cells: [PageCell]

        static let slots: [String: Slot<Row>] = ["cells": .list { $0.cells }]
    }
}

/// A cell of a table, or a line about somebody: words, with codes among them.
struct PageCell: Slotted {
    let parts: [Part]
    /// Whether it heads its row.
    let isHead: Bool

    init(_ text: String, isHead: Bool = false) {
        parts = [Part(text)]
        self.isHead = isHead
    }

    /// Words that lead to a page.
    init(_ text: String, link: String) {
        parts = [Part(text, link: link)]
        isHead = true
    }

    init(_ parts: [Part]) {
        self.parts = parts
        isHead = false
    }

    /// Several sentences in one cell.
    init(_ sentences: [[Part]]) {
        self.init(Array(sentences.joined(separator: [Part("; ")])))
    }

    static let slots: [String: Slot<PageCell>] = [
        "parts": .list { $0.parts },
        "isHead": .flag { $0.isHead },
    ]

    /// Words, or a code, which is the same in every script.
    struct Part: Slotted {
        let text: String
        let isCode: Bool
        /// Where it leads; nil for nowhere.
        let link: String?

        init(_ text: String, link: String? = nil) {
            (self.text, isCode, self.link) = (text, false, link)
        }

        init(code: String) {
            (text, isCode, link) = (code, true, nil)
        }

        static let slots: [String: Slot<Part>] = [
            "text": .text { $0.text },
            "isCode": .flag { $0.isCode },
            "link": .optional { $0.link },
        ]
    }
}
