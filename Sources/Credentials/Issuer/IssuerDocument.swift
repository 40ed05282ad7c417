import Crypto
import Documents

/// A public key of an issuer, as its document lists it.
package struct IssuerKey: Sendable {
    /// What the key checks.
    package enum Material: Sendable {
        /// Embedded proofs, by Ed25519.
        case proof(Curve25519.Signing.PublicKey)
        case token(TokenKey)
    }

    /// The issuer's identifier, `#` and the key's name.
    package let id: String
    package let material: Material
    /// From when the key signs nothing more; what it signed before stays good.
    package let expires: Moment?
    /// When it became known that somebody else may have the key.
    ///
    /// What it signed is good only if something else than the signature shows that it is older.
    package let revoked: Moment?

    package init(
        id: String,
        material: Material,
        expires: Moment? = nil,
        revoked: Moment? = nil
    ) {
        self.id = id
        self.material = material
        self.expires = expires
        self.revoked = revoked
    }

    /// The key alone as a JSON Web Key, for an address of its own (Open Badges 3.0, 8.2.4.1).
    ///
    /// - Throws: an error of the library when an RSA key does not give its numbers.
    package func jwk() throws -> JSON {
        switch material {
        case .proof(let key):
            return [
                "alg": "EdDSA", "crv": "Ed25519", "kid": .string(id), "kty": "OKP",
                "x": .string(Base64URL.text(of: Array(key.rawRepresentation))),
            ]
        case .token(let key):
            let members: [JSON.Member] = [
                JSON.Member("alg", .string(key.algorithm.rawValue)),
                JSON.Member("kid", .string(id)),
            ]
            return .object(members + (try key.jwk().members ?? []))
        }
    }
}

/// The document of a `did:web` issuer with all keys that it ever had (W3C DID Core 1.0, 5).
///
/// A retired key stays for ever: without it the certificates that it signed cannot be checked.
package struct IssuerDocument: Sendable {
    /// `did:web:HOST:o:ISSUER`.
    package let id: String
    package let keys: [IssuerKey]

    static let contexts = [
        "https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1",
        "https://w3id.org/security/jwk/v1",
    ]

    package init(id: String, keys: [IssuerKey]) {
        self.id = id
        self.keys = keys
    }

    /// The document as JSON.
    ///
    /// - Throws: an error of the library when an RSA key does not give its numbers.
    package func json() throws -> JSON {
        [
            "@context": .array(Self.contexts.map(JSON.string)),
            "id": .string(id),
            "verificationMethod": .array(try keys.map(method)),
            "assertionMethod": .array(keys.map { .string($0.id) }),
        ]
    }

    private func method(_ key: IssuerKey) throws -> JSON {
        var members = [JSON.Member("id", .string(key.id))]
        switch key.material {
        case .proof(let material):
            members += [
                JSON.Member("type", "Multikey"), JSON.Member("controller", .string(id)),
                JSON.Member("publicKeyMultibase", .string(Multikey.text(of: material))),
            ]
        case .token(let material):
            members += [
                JSON.Member("type", "JsonWebKey"), JSON.Member("controller", .string(id)),
                JSON.Member("publicKeyJwk", try material.jwk()),
            ]
        }
        if let expires = key.expires {
            members.append(JSON.Member("expires", .string(expires.description)))
        }
        if let revoked = key.revoked {
            members.append(JSON.Member("revoked", .string(revoked.description)))
        }
        return .object(members)
    }
}

extension IssuerDocument {
    /// Reads a document; nil when it is no document of an issuer in our form.
    ///
    /// Only keys that are the issuer's own and may assert are taken. Members and kinds of keys
    /// that are not ours are passed over: they give nobody a right.
    package init?(_ json: JSON) {
        guard let id = json["id"]?.text, (try? CertifiedAddress.checkDID(id, "id")) != nil,
            let methods = json["verificationMethod"]?.elements,
            let assertions = json["assertionMethod"]?.elements
        else { return nil }
        let asserting = Set(assertions.compactMap(\.text))
        self.id = id
        keys = methods.compactMap { IssuerKey($0, issuer: id) }.filter { asserting.contains($0.id) }
        // Two keys of one name: nobody could say which one signed.
        guard Set(keys.map(\.id)).count == keys.count else { return nil }
    }

    func key(named id: String) -> IssuerKey? {
        keys.first { $0.id.utf8.elementsEqual(id.utf8) }
    }
}

extension IssuerKey {
    fileprivate init?(_ json: JSON, issuer: String) {
        guard let id = json["id"]?.text, id.utf8.starts(with: (issuer + "#").utf8),
            let controller = json["controller"]?.text, controller.utf8.elementsEqual(issuer.utf8)
        else { return nil }
        switch json["type"]?.text {
        case "Multikey":
            guard let key = json["publicKeyMultibase"]?.text.flatMap(Multikey.key) else {
                return nil
            }
            material = .proof(key)
        case "JsonWebKey":
            guard let key = json["publicKeyJwk"].flatMap(TokenKey.init(jwk:)) else { return nil }
            material = .token(key)
        default: return nil
        }
        self.id = id
        do {
            expires = try Self.moment(json["expires"])
            revoked = try Self.moment(json["revoked"])
        } catch {
            return nil
        }
    }

    private struct Unreadable: Error {}

    /// A key whose time cannot be read must not count as one without a time.
    private static func moment(_ json: JSON?) throws -> Moment? {
        guard let json else { return nil }
        guard let moment = json.text.flatMap({ Moment($0) }) else { throw Unreadable() }
        return moment
    }
}
