import Credentials
import Documents
import Foundation
import Postgres

/// A paper that is only looked at: neither signed nor stored.
package struct PaperPreview: Sendable {
    /// What is looked at: a badge, or for the other parts a certificate.
    package let part: PaperPart
    /// A file in the place of the part that counts at present.
    package let draft: [UInt8]?
    package let kind: Certificate.Kind
    package let language: Language
    /// A certificate of the register; nil for a sample, of `kind`.
    package let id: VerificationID?

    package init(
        part: PaperPart,
        draft: [UInt8]? = nil,
        kind: Certificate.Kind = .completion,
        language: Language = .serbianCyrillic,
        id: VerificationID? = nil
    ) {
        (self.part, self.draft, self.kind) = (part, draft, kind)
        (self.language, self.id) = (language, id)
    }

    /// A certificate as PDF, or a badge as SVG.
    ///
    /// Refuses with `PaperRefusal` and, when the actor may not see certificates, with
    /// `AccessError.notAllowed`.
    package func bytes(
        _ papers: Papers,
        _ signing: Signing,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> [UInt8] {
        try actor.require(.readPeople)
        let version = draft.map { papers.version(part, $0, isImported: true) }
        let design = try PaperDesign(papers, draft: version, in: transaction)
        let issuer = try Issuer.own(in: transaction)
        let facts = try id.map { try PaperFacts.find($0, in: transaction) }
        let now = try transaction.value("SELECT now()", as: Date.self) ?? .distantPast
        if part == .badge { return try badge(facts, issuer, design) }
        if let facts {
            return try SignedPaper.draw(facts, language, issuer, signing.addresses, design)
        }
        return try sample(kind, language, issuer, design, at: now)
    }

    private func badge(
        _ facts: PaperFacts?,
        _ issuer: Issuer,
        _ design: PaperDesign
    ) throws -> [UInt8] {
        let sample = try CertificateDocument.sample(kind.printed, language)
        let document =
            facts?.badge(language, issuer: issuer)
            ?? BadgeDocument(
                kind: kind.printed,
                language: language,
                course: sample.course,
                issuer: issuer.name[language],
                issuedOn: sample.issuedOn
            )
        return Array(try Badge.picture(document, design).svg(prefix: "").utf8)
    }

    /// A sample that the design prints; refuses with `PaperRefusal`.
    private func sample(
        _ kind: Certificate.Kind,
        _ language: Language,
        _ issuer: Issuer,
        _ design: PaperDesign,
        at moment: Date
    ) throws -> [UInt8] {
        do {
            var document = try CertificateDocument.sample(kind.printed, language)
                .under(design.letterhead)
            document.issuer = issuer.name[language]
            return try design.layout.pdf(of: document, madeAt: moment)
        } catch {
            throw PaperRefusal(printing: error) ?? error
        }
    }

    /// Prints a sample of every kind in every language with a version in its place.
    fileprivate static func check(
        _ version: PaperVersion,
        _ papers: Papers,
        in transaction: borrowing Transaction
    ) throws {
        let design = try PaperDesign(papers, draft: version, in: transaction)
        let issuer = try Issuer.own(in: transaction)
        for kind in Certificate.Kind.allCases {
            for language in Language.allCases {
                let preview = PaperPreview(part: version.part, kind: kind, language: language)
                do {
                    _ =
                        try version.part == .badge
                        ? preview.badge(nil, issuer, design)
                        : preview.sample(kind, language, issuer, design, at: .distantPast)
                } catch let PaperRefusal.facts(reason) {
                    let sample = "a sample (\(kind.rawValue), \(language.rawValue))"
                    throw PaperRefusal.part(version.part, "\(sample) cannot be printed: \(reason)")
                }
            }
        }
    }
}

extension PaperVersion {
    /// Enters a new version of a part, which counts from now on.
    ///
    /// What was signed before stays as it is. `logos` take the place of a letterhead's. Refuses
    /// with `AccessError.notAllowed`, and with `PaperRefusal.part` what could not be printed: the
    /// reason names the place.
    package static func enter(
        _ part: PaperPart,
        _ content: [UInt8],
        logos: [[UInt8]] = [],
        papers: Papers,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> PaperVersion {
        try actor.require(.manageSettings)
        var content = content
        if !logos.isEmpty {
            guard part == .letterhead else {
                throw PaperRefusal.part(part, "only the letterhead has logos")
            }
            do {
                content = try Letterhead.json(content, logos: logos)
            } catch {
                throw PaperRefusal.part(part, "\(error)")
            }
        }
        let version = papers.version(part, content, isImported: true)
        try PaperPreview.check(version, papers, in: transaction)
        return try version.entered(in: transaction)
    }
}
