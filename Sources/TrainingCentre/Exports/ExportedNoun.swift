/// What can be exported: every noun that a file brings in, and the register of certificates.
package enum ExportedNoun: Sendable {
    case imported(ImportedNoun)
    case register(Register)

    /// What somebody signed once: it goes out for people and other programs, and no file brings it
    /// in.
    package enum Register: String, CaseIterable, Sendable {
        case certificates
    }

    /// The words of all, in the order in which an empty centre takes them, then the registers.
    package static let words =
        ImportedNoun.inOrder.map(\.rawValue) + Register.allCases.map(\.rawValue)

    /// The noun of a word; refuses as `ImportedNoun.named`.
    package static func named(_ word: String) throws -> ExportedNoun {
        if let register = Register(rawValue: word) { return .register(register) }
        return .imported(try ImportedNoun.named(word, among: words))
    }

    package var rawValue: String {
        switch self {
        case .imported(let noun): noun.rawValue
        case .register(let register): register.rawValue
        }
    }
}

extension ExportedNoun.Register {
    var columns: [String] {
        switch self {
        case .certificates:
            [
                "number", "id", "kind", "status", "email", "holder_cyrl", "holder_latn",
                "course_code", "course_title_sr_cyrl", "course_title_sr_latn", "course_title_en",
                "cohort_code", "starts_on", "ends_on", "hours", "issued_on", "expires_on",
                "replaces_number", "revoked_on", "revocation_class",
            ]
        }
    }
}
