import Documents
import TrainingCentre

/// A text or a picture that the check of a file takes from the page by its key.
struct FileCheckRow: Slotted {
    let key: String
    let text: String

    static let slots: [String: Slot<FileCheckRow>] = [
        "key": .text { $0.key }, "text": .text { $0.text },
    ]

    /// Every text that an answer may need: headings, explanations, reasons, kinds.
    static func texts(in language: Language) -> [FileCheckRow] {
        let states: [VerificationStatus] = [.valid, .expired, .revoked]
        let headings = Certificate.Kind.allCases.flatMap { kind in
            states.map { state in
                FileCheckRow(
                    key: "heading.\(kind.rawValue).\(state.rawValue)",
                    text: kind.heading(state)[language]
                )
            }
        }
        let kinds = Certificate.Kind.allCases.map {
            FileCheckRow(key: "kind.\($0.rawValue)", text: $0.title[language])
        }
        let reasons = FileReason.allCases.map {
            FileCheckRow(key: "reason.\($0.rawValue)", text: $0(in: language))
        }
        let others: [(String, any TextTable)] = [
            ("heading.invalid", FileCheckText.invalidHeading),
            ("heading.key_revoked", FileCheckText.keyHeading),
            ("heading.unavailable", UnavailableText.heading),
            ("heading.working", FileCheckText.workingHeading),
            ("explanation.valid", FileCheckText.validMeans),
            ("explanation.expired", FileCheckText.expiredMeans),
            ("explanation.revoked", FileCheckText.revokedMeans),
            ("advice.invalid", FileCheckText.invalidAdvice),
            ("advice.unavailable", UnavailableText.meaning),
            ("unlimited", CertificateText.unlimited),
        ]
        return headings + kinds + reasons
            + others.map { FileCheckRow(key: $0.0, text: $0.1.texts[language]) }
    }

    /// The strokes of the picture of each state.
    static let icons = [
        ("valid", Icon.check), ("expired", .clock), ("revoked", .cross), ("invalid", .cross),
        ("unavailable", .dash), ("working", .clock),
    ].map { FileCheckRow(key: "icon.\($0.0)", text: $0.1.strokes) }
}
