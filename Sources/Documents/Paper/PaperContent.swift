/// Why a document cannot be printed from its template.
package enum PaperError: Error, Equatable, Sendable {
    /// A field holds a character that cannot be printed; which field, and why.
    case text(field: String, reason: String)
    /// No installed font has all letters of a text.
    case lacksLetters(text: String)
    /// The texts have no room on the page, even at their least size.
    case noRoom(document: String)
    /// The address cannot be a link: it is no plain https or http address.
    case address
    /// More signatories, logos or people on a list than `PaperLimits` allows.
    case tooMany(String)
}

/// What a document may have at most.
package enum PaperLimits {
    package static let fieldCharactersMax = 1000
    package static let signatoriesMax = 4
    package static let logosMax = 8
    package static let listMax = 5000
}

/// Everything that the blocks of one page can ask for.
struct PaperContent {
    let language: Language
    let section: String
    let wording: PaperTemplate.Wording
    let fields: [PaperField: String]
    let signatories: [CertificateDocument.Signatory]
    let logos: [PNGImage]
    let qr: QRCode?
    let address: String?

    /// The text with its fields, nil when it does not exist here or lacks a field.
    func text(_ name: String) -> String? {
        wording.text(name, section: section)?.filled(from: fields)
    }

    /// Checks every field of a certificate, and throws `PaperError`.
    init(_ document: CertificateDocument, template: PaperTemplate, logos: [PNGImage]) throws {
        guard let wording = template.wording[document.language] else {
            throw PaperError.text(field: "language", reason: "the template does not have it")
        }
        self.wording = wording
        language = document.language
        section = document.kind.rawValue
        let fields: [PaperField: String?] = [
            .holder: document.holder, .course: document.course, .project: document.project,
            .donor: document.donor, .held: document.held, .hours: document.hours,
            .place: document.place, .number: document.number, .id: document.printedID,
            .address: Self.printed(document.address), .issuer: document.issuer,
            .issuedAt: document.issuedAt, .issuedOn: document.issuedOn,
            .validUntil: document.validUntil,
        ]
        self.fields = try Self.checked(fields)
        guard document.signatories.count <= PaperLimits.signatoriesMax else {
            throw PaperError.tooMany("signatories")
        }
        for signatory in document.signatories {
            try Self.check(signatory.name, field: "signatory")
            try Self.check(signatory.role, field: "signatory's role")
        }
        guard Self.isAddress(document.address) else { throw PaperError.address }
        signatories = document.signatories
        self.logos = logos
        qr = document.qr
        address = document.address
    }

    /// Checks every field of a list, and throws `PaperError`.
    init(_ cohort: CohortDocument, template: PaperTemplate, logos: [PNGImage]) throws {
        guard let wording = template.wording[cohort.language] else {
            throw PaperError.text(field: "language", reason: "the template does not have it")
        }
        self.wording = wording
        language = cohort.language
        section = PaperTemplate.Wording.list(cohort.kind)
        let count = cohort.groups.reduce(0) { $0 + $1.certificates.count }
        let fields: [PaperField: String?] = [
            .course: cohort.course, .project: cohort.project, .donor: cohort.donor,
            .held: cohort.held, .place: cohort.place, .issuer: cohort.issuer,
            .issuedOn: cohort.issuedOn, .count: String(count),
        ]
        self.fields = try Self.checked(fields)
        for group in cohort.groups { try Self.check(group.name, field: "group") }
        guard count <= PaperLimits.listMax else { throw PaperError.tooMany("people") }
        signatories = []
        self.logos = logos
        qr = nil
        address = nil
    }

    /// Checks the texts of a list that is no list of certificates, and throws `PaperError`.
    init(
        listIn language: Language,
        texts: [String],
        mayBeEmpty others: [String],
        template: PaperTemplate,
        logos: [PNGImage]
    ) throws {
        guard let wording = template.wording[language] else {
            throw PaperError.text(field: "language", reason: "the template does not have it")
        }
        for text in texts + others.filter({ !$0.isEmpty }) { try Self.check(text, field: "list") }
        self.wording = wording
        self.language = language
        section = PaperTemplate.Wording.shared
        fields = [:]
        signatories = []
        self.logos = logos
        qr = nil
        address = nil
    }

    static func images(_ logos: [[UInt8]]) throws -> [PNGImage] {
        guard logos.count <= PaperLimits.logosMax else { throw PaperError.tooMany("logos") }
        return try logos.map(PNGImage.init)
    }

    private static func checked(_ fields: [PaperField: String?]) throws -> [PaperField: String] {
        var result: [PaperField: String] = [:]
        for field in PaperField.allCases {
            guard case let value?? = fields[field] else { continue }
            try check(value, field: field.rawValue)
            result[field] = value
        }
        return result
    }

    private static func check(_ text: String, field: String) throws {
        if let problem = PaperLetters.problem(in: text) {
            throw PaperError.text(field: field, reason: "it \(problem)")
        }
        guard text.contains(where: { !$0.isWhitespace }) else {
            throw PaperError.text(field: field, reason: "it is empty")
        }
        guard text.count <= PaperLimits.fieldCharactersMax else {
            let reason = "it has more than \(PaperLimits.fieldCharactersMax) characters"
            throw PaperError.text(field: field, reason: reason)
        }
    }

    /// The characters of RFC 3986 without those that end a string of cairo's attributes.
    private static func isAddress(_ address: String) -> Bool {
        let hasScheme = ["https://", "http://"].contains(where: address.hasPrefix)
        return hasScheme
            && address.utf8.allSatisfy { byte in
                (0x21...0x7E).contains(byte) && !"\"'<>\\^`{|}".utf8.contains(byte)
            }
    }

    /// The address as people write it, without the scheme.
    private static func printed(_ address: String) -> String {
        for scheme in ["https://", "http://"] where address.hasPrefix(scheme) {
            return String(address.dropFirst(scheme.count))
        }
        return address
    }
}
