extension PaperTemplate {
    /// The names of texts that no block shows.
    enum HiddenText: String, CaseIterable {
        case documentTitle, documentSubject, documentKeywords
    }

    /// The names of texts that the list of a cohort needs.
    enum ListText: String, CaseIterable {
        case ordinal, listHolder, listNumber, bookmark
    }

    /// Refuses texts that are missing, and texts that no block shows.
    func checkTexts() throws {
        let shown = Set(Self.names(in: body + foot))
        let listed = Set(Self.names(in: cover.head))
        let hidden = Set(HiddenText.allCases.map(\.rawValue))
        let onList = Set(ListText.allCases.map(\.rawValue))
        for language in Language.allCases {
            guard let wording = wording[language] else { continue }
            for section in Wording.sections {
                let isList = Wording.lists.contains(section)
                let needed = isList ? hidden.union(onList) : hidden
                if section != Wording.shared, section != Wording.cover {
                    try check(needed, in: wording, of: language, section: section)
                }
                for name in wording.sections[section, default: [:]].keys
                where !shown.union(listed).union(hidden).union(onList).contains(name) {
                    throw TemplateError(
                        place: "texts.\(language.rawValue).\(section).\(name)",
                        reason: "no block shows this text"
                    )
                }
            }
        }
        try checkEditions(shown, sections: CertificateDocument.Kind.allCases.map(\.rawValue))
        try checkEditions(listed, sections: Wording.lists)
    }

    private func check(
        _ names: Set<String>,
        in wording: Wording,
        of language: Language,
        section: String
    ) throws {
        for name in names.sorted() where wording.text(name, section: section) == nil {
            throw TemplateError(
                place: "texts.\(language.rawValue).\(section).\(name)",
                reason: "this text is missing"
            )
        }
    }

    /// Refuses a text that only some languages have, and one that no section has.
    private func checkEditions(_ names: Set<String>, sections: [String]) throws {
        for name in names.sorted() {
            var isKnown = false
            for section in sections {
                let having = Language.allCases.filter {
                    wording[$0]?.text(name, section: section) != nil
                }
                isKnown = isKnown || !having.isEmpty
                guard having.isEmpty || having.count == Language.allCases.count else {
                    let lacking = Language.allCases.filter { !having.contains($0) }
                    throw TemplateError(
                        place: "texts.\(lacking[0].rawValue).\(section).\(name)",
                        reason: "this text is missing, and other languages have it"
                    )
                }
            }
            guard isKnown else {
                throw TemplateError(place: "texts", reason: "no text is called \(name)")
            }
        }
    }

    private static func names(in blocks: [PaperBlock]) -> [String] {
        blocks.flatMap { block -> [String] in
            switch block.content {
            case .text(let text): [text.name]
            case .columns(let columns): columns.flatMap { names(in: $0.blocks) }
            default: []
            }
        }
    }
}
