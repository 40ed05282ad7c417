import Credentials
import Crypto
import Documents
import Postgres

/// What an issuer publishes about itself, for programs that check certificates.
package enum IssuerPublication {
    /// The issuer's document (did:web) with all its keys; refuses with `NotFound`.
    package static func document(
        _ slug: String,
        _ signing: Signing,
        in transaction: borrowing Transaction
    ) throws -> JSON {
        let issuer = try Issuer.find(slug, in: transaction)
        return try SigningKey.document(
            of: issuer,
            addresses: signing.addresses,
            in: transaction
        ).json()
    }

    /// Who the issuer is (Open Badges 3.0, Profile), as credentials name it; refuses with
    /// `NotFound`.
    package static func profile(
        _ slug: String,
        _ signing: Signing,
        in transaction: borrowing Transaction
    ) throws -> JSON {
        let issuer = try Issuer.find(slug, in: transaction)
        return [
            "id": .string(signing.addresses.did(issuer.slug)), "type": ["Profile"],
            "name": .string(issuer.name.srCyrl),
            "url": .string(signing.addresses.issuer(issuer.slug)),
            "names": [
                "sr-Cyrl": .string(issuer.name.srCyrl), "sr-Latn": .string(issuer.name.srLatn),
                "en": .string(issuer.name.en),
            ],
        ]
    }

    /// The service's own document, which names the log and its key.
    package static func serviceDocument(
        _ signing: Signing,
        in transaction: borrowing Transaction
    ) throws -> JSON {
        let did = signing.addresses.serviceDID
        let key = try PublishedLog.key(signing, in: transaction)
        var methods: [JSON] = [try method("log", key, of: did)]
        // A centre that has made its keys before it was a witness has no such key yet.
        if let witness = try? WatchedLog.witnessKey(signing, in: transaction) {
            methods.append(try method("witness", witness, of: did))
        }
        return [
            "@context": [
                "https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1",
            ],
            "id": .string(did),
            "verificationMethod": .array(methods),
            "service": [
                [
                    "id": .string("\(did)#transparency-log"), "type": "TransparencyLog",
                    "serviceEndpoint": .string(signing.addresses.log),
                ]
            ],
        ]
    }

    private static func method(_ name: String, _ key: NoteKey, of did: String) throws -> JSON {
        [
            "id": .string("\(did)#\(name)"), "type": "Multikey", "controller": .string(did),
            "publicKeyMultibase": .string(try Multikey.text(of: key)),
        ]
    }

    /// One key as a bare JSON Web Key; refuses with `NotFound`.
    package static func key(
        _ code: String,
        of slug: String,
        _ signing: Signing,
        in transaction: borrowing Transaction
    ) throws -> JSON {
        let issuer = try Issuer.find(slug, in: transaction)
        let document = try SigningKey.document(
            of: issuer,
            addresses: signing.addresses,
            in: transaction
        )
        let id = "\(document.id)#\(code)"
        guard let key = document.keys.first(where: { $0.id == id }) else {
            throw NotFound("key", code)
        }
        return try key.jwk()
    }

    /// The certificates of the authorities that documents are checked with, in PEM; refuses with
    /// `NotFound`.
    ///
    /// The one that counts now comes first. Of a signer whom an authority of others knows it is
    /// the signer's own certificate: that authority knows others too.
    package static func authorities(
        of slug: String? = nil,
        _ signing: Signing,
        in transaction: borrowing Transaction
    ) throws -> [UInt8] {
        if let slug { _ = try Issuer.find(slug, in: transaction) }
        let outside = signing.outsideSigner.map { [$0.certificate] } ?? []
        let known = try DocumentCertificate.trusted(in: transaction)
            .filter { !outside.contains($0) }
        return (outside + known).flatMap { Array($0.pem.utf8) }
    }

    /// The newest signed edition of a status list; refuses with `NotFound`.
    package static func statusList(
        _ number: Int,
        of slug: String,
        in transaction: borrowing Transaction
    ) throws -> [UInt8] {
        let issuer = try Issuer.find(slug, in: transaction)
        let document = try transaction.value(
            """
            SELECT status_publications.document
            FROM status_lists
            JOIN status_publications ON status_publications.status_list_id = status_lists.id
            WHERE status_lists.issuer_id = \(issuer.id) AND status_lists.number = \(number)
            ORDER BY status_publications.id DESC LIMIT 1
            """,
            as: [UInt8].self
        )
        guard let document else { throw NotFound("status_list", String(number)) }
        return document
    }

    /// What a course's certificates stand for (Open Badges 3.0, Achievement); refuses with
    /// `NotFound`.
    package static func achievement(
        _ code: String,
        of slug: String,
        _ signing: Signing,
        in transaction: borrowing Transaction
    ) throws -> JSON {
        let issuer = try Issuer.find(slug, in: transaction)
        // Trainers are certified for a field, too.
        if let field = try Field.withCodes([code.uppercased()], in: transaction).first?.draft {
            let address = signing.addresses.achievement(issuer.slug, field.code)
            return achievement(
                field.title.srCyrl,
                at: address,
                of: signing.addresses.did(issuer.slug),
                rules: "Акредитација тренера"
            )
        }
        let course = try Course.find(code, in: transaction).draft
        let address = signing.addresses.achievement(issuer.slug, course.code)
        let modules = try VersionModule.list(course: course.code, in: transaction)
        return achievement(
            course.title.srCyrl,
            at: address,
            of: signing.addresses.did(issuer.slug),
            rules: CertifiedGround.rules(
                minimumAttendance: course.minimumAttendancePercent,
                passScore: course.passScorePercent,
                takesModules: modules.contains(where: \.isRequired)
            )
        )
    }

    private static func achievement(
        _ title: String,
        at address: String,
        of creator: String,
        rules: String
    ) -> JSON {
        [
            "id": .string(address), "type": ["Achievement"], "name": .string(title),
            "description": .string(title), "inLanguage": "sr-Cyrl", "creator": .string(creator),
            "criteria": ["id": .string(address + "#criteria"), "narrative": .string(rules + ".")],
        ]
    }
}

extension Multikey {
    /// The log's Ed25519 key as a Multikey.
    fileprivate static func text(of key: NoteKey) throws -> String {
        text(of: try .init(rawRepresentation: key.publicKey))
    }
}
