/// The IRIs that the contexts of our credentials give to their terms, in N-Quads' angle brackets.
///
/// From https://www.w3.org/ns/credentials/v2 and Open Badges' context-3.0.3.json, letter by letter:
/// the datatypes of Open Badges are `https:`, those of W3C `http:`, `Criteria` is a predicate, and
/// the datatype of `awardedDate` is an IRI that the context forgot to expand.
enum Vocabulary {
    static let type: StaticString = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    static let dateTime: StaticString = "<http://www.w3.org/2001/XMLSchema#dateTime>"
    static let integer: StaticString = "<http://www.w3.org/2001/XMLSchema#integer>"

    /// The vocabulary of https://schema.org.
    enum Schema {
        static let name: StaticString = "<https://schema.org/name>"
        static let description: StaticString = "<https://schema.org/description>"
        static let inLanguage: StaticString = "<https://schema.org/inLanguage>"
        static let url: StaticString = "<https://schema.org/url>"
        static let value: StaticString = "<https://schema.org/value>"
    }

    /// W3C Verifiable Credentials 2.0.
    enum VC {
        static let credential: StaticString =
            "<https://www.w3.org/2018/credentials#VerifiableCredential>"
        static let status: StaticString = "<https://www.w3.org/2018/credentials#credentialStatus>"
        static let subject: StaticString = "<https://www.w3.org/2018/credentials#credentialSubject>"
        static let evidence: StaticString = "<https://www.w3.org/2018/credentials#evidence>"
        static let issuer: StaticString = "<https://www.w3.org/2018/credentials#issuer>"
        static let validFrom: StaticString = "<https://www.w3.org/2018/credentials#validFrom>"
        static let validUntil: StaticString = "<https://www.w3.org/2018/credentials#validUntil>"
    }

    /// W3C Bitstring Status List 1.0.
    enum Status {
        static let listCredential: StaticString =
            "<https://www.w3.org/ns/credentials/status#BitstringStatusListCredential>"
        static let list: StaticString =
            "<https://www.w3.org/ns/credentials/status#BitstringStatusList>"
        static let entry: StaticString =
            "<https://www.w3.org/ns/credentials/status#BitstringStatusListEntry>"
        static let encodedList: StaticString =
            "<https://www.w3.org/ns/credentials/status#encodedList>"
        static let listOfEntry: StaticString =
            "<https://www.w3.org/ns/credentials/status#statusListCredential>"
        static let index: StaticString =
            "<https://www.w3.org/ns/credentials/status#statusListIndex>"
        static let purpose: StaticString =
            "<https://www.w3.org/ns/credentials/status#statusPurpose>"
        static let lifetime: StaticString = "<https://www.w3.org/ns/credentials/status#ttl>"
    }

    /// W3C Data Integrity 1.0.
    enum Security {
        static let proof: StaticString = "<https://w3id.org/security#DataIntegrityProof>"
        static let created: StaticString = "<http://purl.org/dc/terms/created>"
        static let suite: StaticString = "<https://w3id.org/security#cryptosuite>"
        static let suiteText: StaticString = "<https://w3id.org/security#cryptosuiteString>"
        static let purpose: StaticString = "<https://w3id.org/security#proofPurpose>"
        static let assertion: StaticString = "<https://w3id.org/security#assertionMethod>"
        static let method: StaticString = "<https://w3id.org/security#verificationMethod>"
        static let multibase: StaticString = "<https://w3id.org/security#multibase>"
    }

    /// 1EdTech Open Badges 3.0.
    enum OB {
        static let credential: StaticString =
            "<https://purl.imsglobal.org/spec/vc/ob/vocab.html#OpenBadgeCredential>"
        static let achievement: StaticString =
            "<https://purl.imsglobal.org/spec/vc/ob/vocab.html#Achievement>"
        static let subject: StaticString =
            "<https://purl.imsglobal.org/spec/vc/ob/vocab.html#AchievementSubject>"
        static let profile: StaticString =
            "<https://purl.imsglobal.org/spec/vc/ob/vocab.html#Profile>"
        static let evidence: StaticString =
            "<https://purl.imsglobal.org/spec/vc/ob/vocab.html#Evidence>"
        static let result: StaticString =
            "<https://purl.imsglobal.org/spec/vc/ob/vocab.html#Result>"
        static let resultDescription: StaticString =
            "<https://purl.imsglobal.org/spec/vc/ob/vocab.html#ResultDescription>"
        static let identity: StaticString =
            "<https://purl.imsglobal.org/spec/vc/ob/vocab.html#IdentityObject>"
        static let anyURI: StaticString = "<https://www.w3.org/2001/XMLSchema#anyURI>"
        static let boolean: StaticString = "<https://www.w3.org/2001/XMLSchema#boolean>"
        static let awardedType: StaticString = "<xsd:dateTime>"
    }

    /// The predicates of Open Badges 3.0.
    enum Badge {
        static let achieved: StaticString =
            "<https://purl.imsglobal.org/spec/vc/ob/vocab.html#achievement>"
        static let awarded: StaticString =
            "<https://purl.imsglobal.org/spec/vc/ob/vocab.html#awardedDate>"
        static let criteria: StaticString =
            "<https://purl.imsglobal.org/spec/vc/ob/vocab.html#Criteria>"
        static let hashed: StaticString =
            "<https://purl.imsglobal.org/spec/vc/ob/vocab.html#hashed>"
        static let identifier: StaticString =
            "<https://purl.imsglobal.org/spec/vc/ob/vocab.html#identifier>"
        static let identityHash: StaticString =
            "<https://purl.imsglobal.org/spec/vc/ob/vocab.html#identityHash>"
        static let identityType: StaticString =
            "<https://purl.imsglobal.org/spec/vc/ob/vocab.html#identityType>"
        static let kind: StaticString =
            "<https://purl.imsglobal.org/spec/vc/ob/vocab.html#achievementType>"
        static let licenseNumber: StaticString =
            "<https://purl.imsglobal.org/spec/vc/ob/vocab.html#licenseNumber>"
        static let narrative: StaticString =
            "<https://purl.imsglobal.org/spec/vc/ob/vocab.html#narrative>"
        static let requiredValue: StaticString =
            "<https://purl.imsglobal.org/spec/vc/ob/vocab.html#requiredValue>"
        static let result: StaticString =
            "<https://purl.imsglobal.org/spec/vc/ob/vocab.html#result>"
        static let resultDescription: StaticString =
            "<https://purl.imsglobal.org/spec/vc/ob/vocab.html#resultDescription>"
        static let resultType: StaticString =
            "<https://purl.imsglobal.org/spec/vc/ob/vocab.html#resultType>"
        static let valueMax: StaticString =
            "<https://purl.imsglobal.org/spec/vc/ob/vocab.html#valueMax>"
        static let valueMin: StaticString =
            "<https://purl.imsglobal.org/spec/vc/ob/vocab.html#valueMin>"
        static let version: StaticString =
            "<https://purl.imsglobal.org/spec/vc/ob/vocab.html#version>"
    }
}
