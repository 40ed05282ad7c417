import Documents
import Foundation
import Postgres

/// The certificates of a cohort as one file, behind a list: for printing, and therefore unsigned.
package enum CohortPaper {
    /// Draws the live certificates of one kind, ordered by municipality or city and then by name.
    ///
    /// The order is that of the language's alphabet; who comes from no municipality or city is
    /// last. Refuses with `AccessError.notAllowed`, `NotFound`, and `PaperRefusal` for a cohort
    /// that has no such certificate.
    package static func pdf(
        cohort code: String,
        kind: Certificate.Kind,
        _ language: Language,
        _ papers: Papers,
        _ signing: Signing,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> [UInt8] {
        try actor.require(.readPeople)
        let facts = try facts(cohort: code, kind, language, in: transaction)
        try PaperRefusal.requireUnaltered(facts.map(\.id), signing, in: transaction)
        let design = try PaperDesign(papers, in: transaction)
        let issuer = try Issuer.own(in: transaction)
        do {
            let document = try document(facts, language, issuer, signing.addresses, design)
            let newest = facts.map(\.issuedAt).max() ?? .distantPast
            return try design.layout.pdf(of: document, madeAt: newest)
        } catch {
            throw PaperRefusal(printing: error) ?? error
        }
    }

    /// The live certificates in the order of the language; refuses with `NotFound` and
    /// `PaperRefusal`.
    static func facts(
        cohort code: String,
        _ kind: Certificate.Kind,
        _ language: Language,
        in transaction: borrowing Transaction
    ) throws -> [PaperFacts] {
        let cohort = try Cohort.id(of: code, in: transaction)
        let facts = try PaperFacts.rows(
            """
            WHERE certificates.cohort_id = \(cohort) AND certificates.kind = \(kind)
                AND certificates.id IN (SELECT certificate_id FROM live_certificates)
            ORDER BY \(order(language)), certificates.id
            """,
            in: transaction
        )
        guard !facts.isEmpty else {
            throw PaperRefusal.facts("cohort \(code) has no valid one of this kind")
        }
        return facts
    }

    /// The list and the certificates, in the order of the facts, of which there is one at least.
    static func document(
        _ facts: [PaperFacts],
        _ language: Language,
        _ issuer: Issuer,
        _ addresses: Addresses,
        _ design: PaperDesign
    ) throws -> CohortDocument {
        let first = try facts[0].document(language, issuer: issuer, addresses: addresses)
        return CohortDocument(
            kind: first.kind,
            language: language,
            course: first.course,
            project: first.project,
            donor: first.donor,
            held: first.held,
            place: first.place,
            issuer: first.issuer,
            issuedOn: first.issuedOn,
            logos: design.letterhead.logos,
            groups: try groups(facts, language) { facts in
                try facts.document(language, issuer: issuer, addresses: addresses)
                    .under(design.letterhead)
            }
        )
    }

    private static func order(_ language: Language) -> SQL {
        let place: SQL =
            switch language {
            case .serbianCyrillic: "lsgs.name_cyrl COLLATE \"sr-Cyrl-x-icu\""
            case .serbianLatin: "lsgs.name_latn COLLATE \"sr-Latn-x-icu\""
            case .english: "lsgs.name_en COLLATE \"en-x-icu\""
            }
        return "\(place) NULLS LAST, \(Person.order(in: language))"
    }

    /// Neighbours of one municipality or city together, in the order in which they come.
    private static func groups(
        _ facts: [PaperFacts],
        _ language: Language,
        document: (PaperFacts) throws -> CertificateDocument
    ) throws -> [CohortDocument.Group] {
        var groups: [(name: String, certificates: [CertificateDocument])] = []
        for one in facts {
            let name = one.lsg?[language] ?? elsewhere(language)
            if groups.last.map({ $0.name.utf8.elementsEqual(name.utf8) }) != true {
                groups.append((name, []))
            }
            groups[groups.count - 1].certificates.append(try document(one))
        }
        return groups.map { CohortDocument.Group(name: $0.name, certificates: $0.certificates) }
    }

    private static func elsewhere(_ language: Language) -> String {
        switch language {
        case .serbianCyrillic: "Остале институције"
        case .serbianLatin: "Ostale institucije"
        case .english: "Other institutions"
        }
    }
}
