import Crypto

extension Credential {
    /// What the credential says, in canonical N-Quads.
    ///
    /// By template instead of by a JSON-LD processor. That gives the same lines because the shape
    /// is closed, every part has an address, and the identities, which may have none, differ from
    /// each other in what is said of them: then the first-degree hash alone decides about their
    /// labels (RDF Dataset Canonicalization 1.0, 4.4.3).
    var statements: NQuads {
        var quads = NQuads()
        facts.addCredential(to: &quads)
        facts.addStatus(to: &quads)
        facts.addIssuer(to: &quads)
        facts.addSubject(to: &quads)
        facts.addAchievement(to: &quads)
        facts.addEvidence(to: &quads)
        facts.addResult(to: &quads)
        return quads
    }
}

extension CredentialFacts {
    fileprivate func addCredential(to quads: inout NQuads) {
        let node = NQuads.Node.iri(url)
        quads.add(node, Vocabulary.type, .term(Vocabulary.VC.credential))
        quads.add(node, Vocabulary.type, .term(Vocabulary.OB.credential))
        quads.add(node, Vocabulary.Schema.name, .text(achievement.name))
        if let awarded {
            let moment = NQuads.Object.typed(awarded.description, Vocabulary.OB.awardedType)
            quads.add(node, Vocabulary.Badge.awarded, moment)
        }
        quads.add(node, Vocabulary.VC.status, .node(.iri(statusURL)))
        quads.add(node, Vocabulary.VC.subject, .node(.iri(holder.id)))
        if evidence != nil { quads.add(node, Vocabulary.VC.evidence, .node(.iri(evidenceURL))) }
        quads.add(node, Vocabulary.VC.issuer, .node(.iri(issuer.did)))
        let from = NQuads.Object.typed(validFrom.description, Vocabulary.dateTime)
        quads.add(node, Vocabulary.VC.validFrom, from)
        if let validUntil {
            let until = NQuads.Object.typed(validUntil.description, Vocabulary.dateTime)
            quads.add(node, Vocabulary.VC.validUntil, until)
        }
    }

    fileprivate func addStatus(to quads: inout NQuads) {
        let node = NQuads.Node.iri(statusURL)
        quads.add(node, Vocabulary.type, .term(Vocabulary.Status.entry))
        quads.add(node, Vocabulary.Status.listOfEntry, .node(.iri(status.list)))
        quads.add(node, Vocabulary.Status.index, .text(String(status.index)))
        quads.add(node, Vocabulary.Status.purpose, .text("revocation"))
    }

    fileprivate func addIssuer(to quads: inout NQuads) {
        let node = NQuads.Node.iri(issuer.did)
        quads.add(node, Vocabulary.type, .term(Vocabulary.OB.profile))
        quads.add(node, Vocabulary.Schema.name, .text(issuer.name))
        quads.add(node, Vocabulary.Schema.url, .typed(issuer.url, Vocabulary.OB.anyURI))
    }

    fileprivate func addSubject(to quads: inout NQuads) {
        let node = NQuads.Node.iri(holder.id)
        quads.add(node, Vocabulary.type, .term(Vocabulary.OB.subject))
        quads.add(node, Vocabulary.Badge.achieved, .node(.iri(achievement.url)))
        quads.add(node, Vocabulary.Badge.licenseNumber, .text(licenseNumber))
        quads.add(node, Vocabulary.Schema.name, .text(holderName))
        if result != nil { quads.add(node, Vocabulary.Badge.result, .node(.iri(resultURL))) }
        for (position, identity) in identitiesByHash.enumerated() {
            add(identity, labelled: "c14n\(position)", to: &quads)
        }
    }

    /// The identities in the order of the hashes of what is said of each alone, in which the
    /// labels are given out.
    private var identitiesByHash: [Identity] {
        let hashed = identities.map { identity in
            var quads = NQuads(reserving: 1024)
            add(identity, labelled: "a", to: &quads)
            return (identity: identity, hash: Array(quads.hash))
        }
        return hashed.sorted { $0.hash.lexicographicallyPrecedes($1.hash) }.map(\.identity)
    }

    private func add(_ identity: Identity, labelled label: String, to quads: inout NQuads) {
        let node = NQuads.Node.blank(label)
        quads.add(.iri(holder.id), Vocabulary.Badge.identifier, .node(node))
        quads.add(node, Vocabulary.type, .term(Vocabulary.OB.identity))
        quads.add(node, Vocabulary.Badge.hashed, .typed("false", Vocabulary.OB.boolean))
        quads.add(node, Vocabulary.Badge.identityHash, .text(identity.text))
        quads.add(node, Vocabulary.Badge.identityType, .text(identity.type))
    }

    fileprivate func addAchievement(to quads: inout NQuads) {
        let node = NQuads.Node.iri(achievement.url)
        let criteria = NQuads.Node.iri(achievement.criteriaURL)
        quads.add(node, Vocabulary.type, .term(Vocabulary.OB.achievement))
        quads.add(node, Vocabulary.Badge.kind, .text(achievement.kind.rawValue))
        quads.add(node, Vocabulary.Badge.criteria, .node(criteria))
        quads.add(node, Vocabulary.Schema.description, .text(achievement.description))
        quads.add(node, Vocabulary.Schema.inLanguage, .text(language.rawValue))
        quads.add(node, Vocabulary.Schema.name, .text(achievement.name))
        if let version = achievement.version {
            quads.add(node, Vocabulary.Badge.version, .text(version))
        }
        quads.add(criteria, Vocabulary.Badge.narrative, .text(achievement.criteria))
    }

    fileprivate func addEvidence(to quads: inout NQuads) {
        guard let evidence else { return }
        let node = NQuads.Node.iri(evidenceURL)
        quads.add(node, Vocabulary.type, .term(Vocabulary.OB.evidence))
        quads.add(node, Vocabulary.Schema.name, .text(evidence.name))
        quads.add(node, Vocabulary.Badge.narrative, .text(evidence.narrative))
    }

    fileprivate func addResult(to quads: inout NQuads) {
        guard let result else { return }
        let description = NQuads.Node.iri(resultDescriptionURL)
        let node = NQuads.Node.iri(resultURL)
        quads.add(.iri(achievement.url), Vocabulary.Badge.resultDescription, .node(description))
        quads.add(description, Vocabulary.type, .term(Vocabulary.OB.resultDescription))
        quads.add(description, Vocabulary.Schema.name, .text(result.name))
        if let required = result.percentToPass {
            quads.add(description, Vocabulary.Badge.requiredValue, .text(required))
        }
        quads.add(description, Vocabulary.Badge.resultType, .text("Percent"))
        quads.add(description, Vocabulary.Badge.valueMax, .text("100"))
        quads.add(description, Vocabulary.Badge.valueMin, .text("0"))
        quads.add(node, Vocabulary.type, .term(Vocabulary.OB.result))
        let reference = NQuads.Object.typed(resultDescriptionURL, Vocabulary.OB.anyURI)
        quads.add(node, Vocabulary.Badge.resultDescription, reference)
        quads.add(node, Vocabulary.Schema.value, .text(result.percent))
    }
}
