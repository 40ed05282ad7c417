import CredentialSamples
import Documents

@testable import Credentials

extension Tampering {
    /// Facts that the issuer could have certified and did not, under the proof of others.
    static let facts = [
        Tampering("another holder", "wrong_signature") { presented in
            try presented.forge {
                $0.holder.nameCyrillic = "Ана Бабић"
                $0.holder.nameLatin = "Ana Babić"
            }
        },
        Tampering("a Latin letter among Cyrillic ones", "wrong_signature") { presented in
            try presented.forge { $0.holder.nameCyrillic.replace("а", with: "a") }
        },
        Tampering("a Cyrillic letter among Latin ones", "wrong_signature") { presented in
            try presented.forge { $0.holder.nameLatin.replace("c", with: "с") }
        },
        Tampering("a name in capitals", "wrong_signature") { presented in
            try presented.forge { $0.holder.nameLatin = $0.holder.nameLatin.uppercased() }
        },
        Tampering("one name for two", "wrong_signature") { presented in
            try presented.forge { $0.holder.nameLatin = $0.holder.nameCyrillic }
        },
        Tampering("another person's identifier", "wrong_signature") { presented in
            let id = presented.other.holder.id
            try presented.forge { $0.holder.id = id }
        },
        Tampering("another verification ID", "wrong_signature") { presented in
            let url = presented.other.url
            try presented.forge { $0.url = url }
        },
        Tampering("another register number", "wrong_signature") { presented in
            try presented.forge { $0.registerNumber = "2026/00099" }
        },
        Tampering("a better result", "wrong_signature") { presented in
            try presented.forge { $0.result?.percent = "100" }
        },
        Tampering("an easier test", "wrong_signature") { presented in
            try presented.forge { $0.result?.percentToPass = nil }
        },
        Tampering("no result", "wrong_signature") { try $0.forge { $0.result = nil } },
        Tampering("more hours", "wrong_signature") { presented in
            try presented.forge { $0.evidence?.narrative.replace("16", with: "160") }
        },
        Tampering("a space more in a text", "wrong_signature") { presented in
            try presented.forge { $0.evidence?.narrative.replace(" ", with: "  ") }
        },
        Tampering("no evidence", "wrong_signature") { try $0.forge { $0.evidence = nil } },
        Tampering("another course", "wrong_signature") { presented in
            try presented.forge { $0.achievement.name = "Руковођење" }
        },
        Tampering("another kind", "wrong_signature") { presented in
            try presented.forge { $0.achievement.kind = .certification }
        },
        Tampering("another version of the course", "wrong_signature") { presented in
            try presented.forge { $0.achievement.version = "3" }
        },
        Tampering("other criteria", "wrong_signature") { presented in
            try presented.forge { $0.achievement.criteria += "!" }
        },
        Tampering("another language", "wrong_signature") { presented in
            try presented.forge { $0.language = .english }
        },
        Tampering("a day earlier", "wrong_signature") { presented in
            try presented.forge { $0.validFrom = $0.validFrom.adding(seconds: -86_400) }
        },
        Tampering("valid for longer", "wrong_signature") { presented in
            try presented.forge { $0.validUntil = $0.validUntil?.adding(seconds: 1) }
        },
        Tampering("valid for ever", "wrong_signature") { try $0.forge { $0.validUntil = nil } },
        Tampering("awarded earlier", "wrong_signature") { presented in
            try presented.forge { $0.awarded = .epoch }
        },
        Tampering("an innocent slot in the status list", "wrong_signature") { presented in
            try presented.forge { $0.status.index += 1 }
        },
        Tampering("another status list", "wrong_signature") { presented in
            try presented.forge { $0.status.list = "https://evil.example/1" }
        },
        Tampering("another name of the issuer", "wrong_signature") { presented in
            try presented.forge { $0.issuer.name = "Универзитет" }
        },
        Tampering("another page of the issuer", "wrong_signature") { presented in
            try presented.forge { $0.issuer.url = "https://evil.example/" }
        },
        Tampering("another issuer", "wrong_issuer") { presented in
            try presented.forge { $0.issuer.did = "did:web:evil.example:o:centar" }
        },
    ]

    /// Documents that the template would not write.
    static let shape = [
        Tampering("a member more", "unexpected_member") { try $0.set("honours", "summa") },
        Tampering("an empty member more", "unexpected_member") { try $0.set("description", .null) },
        Tampering("a member more in the achievement", "unexpected_member") {
            try $0.set("credentialSubject.achievement.creditsAvailable", 60)
        },
        Tampering("a member more in the subject", "unexpected_member") {
            try $0.set("credentialSubject.role", "предавач")
        },
        Tampering("a member more in an identity", "unexpected_member") {
            try $0.set("credentialSubject.identifier.0.salt", "salt")
        },
        Tampering("a member more in the issuer", "unexpected_member") {
            try $0.set("issuer.email", "a@b.example")
        },
        Tampering("a member more in the status", "unexpected_member") {
            try $0.set("credentialStatus.statusSize", 1)
        },
        Tampering("a member twice", "malformed") {
            $0.replace("\"validFrom\":", "\"validUntil\":\"2099-01-01T00:00:00Z\",\"validFrom\":")
        },
        Tampering("a name of a member that only looks right", "missing_member") {
            $0.replace("\"validFrom\"", "\"vаlidFrom\"")
        },
        Tampering("contexts in another order", "wrong_contexts") {
            try $0.set("@context", .array(CredentialTemplate.contexts.reversed().map(JSON.string)))
        },
        Tampering("a context more", "wrong_contexts") {
            let contexts = CredentialTemplate.contexts + ["https://evil.example/"]
            try $0.set("@context", .array(contexts.map(JSON.string)))
        },
        Tampering("a context of its own", "wrong_contexts") {
            try $0.set("@context.1", ["name": "https://evil.example/#name"])
        },
        Tampering("an older context", "wrong_contexts") {
            try $0.set("@context.1", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json")
        },
        Tampering("no context", "missing_member") { try $0.set("@context", nil as JSON?) },
        Tampering("types in another order", "wrong_value") {
            try $0.set("type", ["OpenBadgeCredential", "VerifiableCredential"])
        },
        Tampering("a type more", "wrong_value") {
            try $0.set("type", ["VerifiableCredential", "OpenBadgeCredential", "Diploma"])
        },
        Tampering("another type", "wrong_value") { try $0.set("type.1", "EndorsementCredential") },
        Tampering("a type that is no list", "wrong_value") {
            try $0.set("credentialSubject.type", "AchievementSubject")
        },
        Tampering("an issuer that is only an address", "wrong_value") {
            try $0.set("issuer", "did:web:obuka.example:o:centar")
        },
        Tampering("a name of two languages", "wrong_value") {
            try $0.set("name", ["@value": "Обука", "@language": "sr"])
        },
        Tampering("a title beside that of the achievement", "wrong_value") {
            try $0.set("name", "Доктор наука")
        },
        Tampering("null", "wrong_value") { try $0.set("validUntil", .null) },
        Tampering("milliseconds", "wrong_value") {
            try $0.set("validFrom", "2025-01-01T00:00:00.000Z")
        },
        Tampering("another time zone", "wrong_value") {
            try $0.set("validFrom", "2025-01-01T01:00:00+01:00")
        },
        Tampering("no status", "missing_member") { try $0.set("credentialStatus", nil as JSON?) },
        Tampering("a list of statuses", "wrong_value") {
            try $0.set("credentialStatus", .array([$0.json.at("credentialStatus")]))
        },
        Tampering("another purpose of the status", "wrong_value") {
            try $0.set("credentialStatus.statusPurpose", "suspension")
        },
        Tampering("a slot as a number", "wrong_value") {
            try $0.set("credentialStatus.statusListIndex", 1)
        },
        Tampering("a slot with a zero before it", "wrong_value") {
            try $0.set("credentialStatus.statusListIndex", "01")
        },
        Tampering("a slot of another name", "wrong_value") {
            try $0.set("credentialStatus.id", "https://obuka.example/#1")
        },
        Tampering("a slot that no list has", "unacceptable_fact") {
            $0.replace("revocation/1#1\"", "revocation/1#131072\"")
            $0.replace("\"statusListIndex\":\"1\"", "\"statusListIndex\":\"131072\"")
        },
        Tampering("two achievements", "wrong_value") {
            let achievement = try $0.json.at("credentialSubject.achievement")
            try $0.set("credentialSubject.achievement", .array([achievement, achievement]))
        },
        Tampering("two pieces of evidence", "wrong_value") {
            let evidence = try $0.json.at("evidence.0")
            try $0.set("evidence", .array([evidence, evidence]))
        },
        Tampering("empty evidence", "wrong_value") { try $0.set("evidence", []) },
        Tampering("evidence of another certificate", "wrong_value") {
            try $0.set("evidence.0.id", .string($0.other.url + "#hours"))
        },
        Tampering("a result as a number", "wrong_value") {
            try $0.set("credentialSubject.result.0.value", 100)
        },
        Tampering("a slot with a fraction", "wrong_value") {
            try $0.set("credentialStatus.statusListIndex", .number("1.0"))
        },
        Tampering("a number in the place of a text", "wrong_value") {
            try $0.set("credentialSubject.achievement.version", .number("2.0"))
        },
        Tampering("an empty text", "unacceptable_fact") {
            try $0.set("credentialSubject.achievement.description", "")
        },
        Tampering("the issuer as a key", "unacceptable_fact") { presented in
            presented.replace(
                "did:web:obuka.example:o:centar\",\"name",
                "did:key:z6MkpTHR8VNsBxYAAWHut2Geadd9jSwuBV8xRoAnwWsdvktH\",\"name"
            )
        },
        Tampering("a result of more than everything", "unacceptable_fact") {
            try $0.set("credentialSubject.result.0.value", "187.5")
        },
        Tampering("a description without a result", "missing_member") {
            try $0.set("credentialSubject.result", nil as JSON?)
        },
    ]

    /// Who the holder is.
    static let holder = [
        Tampering("a name beside those of the identities", "wrong_value") {
            try $0.set("credentialSubject.name", "Ана Бабић")
        },
        Tampering("the two names exchanged", "wrong_value") {
            let names = try $0.json.at("credentialSubject.identifier").elements ?? []
            try $0.set("credentialSubject.identifier", .array([names[1], names[0], names[2]]))
        },
        Tampering("the number before the names", "different_form") {
            let names = try $0.json.at("credentialSubject.identifier").elements ?? []
            try $0.set("credentialSubject.identifier", .array([names[2], names[0], names[1]]))
        },
        Tampering("a third name", "wrong_value") {
            let names = try $0.json.at("credentialSubject.identifier").elements ?? []
            try $0.set("credentialSubject.identifier", .array(names + [names[0]]))
        },
        Tampering("no register number", "wrong_value") {
            try $0.set("credentialSubject.identifier.2", nil as JSON?)
        },
        Tampering("an e-mail address as an identity", "wrong_value") {
            try $0.set("credentialSubject.identifier.1.identityType", "emailAddress")
        },
        Tampering("a name that is said to be hashed", "wrong_value") {
            try $0.set("credentialSubject.identifier.0.hashed", true)
        },
        Tampering("another printed ID", "wrong_value") {
            try $0.set("credentialSubject.licenseNumber", "K6X2-PKPP-P4E8-0X23")
        },
        Tampering("an ID with a wrong check symbol", "unacceptable_fact") {
            let printed = try $0.json.at("credentialSubject.licenseNumber").text ?? ""
            let end = printed.hasSuffix("0") ? "1" : "0"
            $0.replace(printed, printed.dropLast() + end)
        },
        Tampering("a letter with its accent apart", "unacceptable_fact") { presented in
            presented.replace("ć", "c\u{301}")
        },
        Tampering("an invisible character", "unacceptable_fact") {
            $0.replace("Љуб", "Љу\u{200B}б")
        },
        Tampering("a mark that turns the text", "unacceptable_fact") {
            $0.replace("Љуб", "\u{202E}Љуб")
        },
        Tampering("an escaped control character", "unacceptable_fact") {
            $0.replace("Љуб", "Љ\\u0007уб")
        },
    ]
}
