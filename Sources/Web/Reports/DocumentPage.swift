import Documents
import TrainingCentre

/// A published document as its sentences, with numbers from stored rows.
struct DocumentPage: PageContent {
    typealias Texts = ReportText

    let frame: Frame
    let name: String
    let sentences: [Sentence]
    let asOf: String

    /// A paragraph of it.
    struct Sentence: Slotted {
        let text: String

        static let slots: [String: Slot<Sentence>] = ["text": .text { $0.text }]
    }

    init(_ written: ReportDocument.Written, named name: String, query: String?) {
        let language = written.language
        let search = query.map { $0.isEmpty ? "" : "?\($0)" } ?? ""
        frame = Frame(
            title: ReportText.document(in: language),
            path: "/reports/documents/\(name.percentEncoded)\(search)"
        )
        self.name = name
        sentences = written.sentences.map(Sentence.init)
        asOf = written.asOf.written(in: language)
    }

    static let ownSlots: [String: Slot<DocumentPage>] = [
        "name": .text { $0.name }, "sentences": .list { $0.sentences },
        "asOf": .text { $0.asOf },
    ]
}
