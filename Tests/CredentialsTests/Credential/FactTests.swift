import CredentialSamples
import Credentials
import Testing

@Suite("Facts that cannot be certified")
struct FactTests {
    /// A change of good facts and what is found.
    struct Change: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let fact: String
        let kind: FactProblem.Kind
        let change: @Sendable (inout CredentialFacts) -> Void

        init(
            _ name: String,
            _ fact: String,
            _ kind: FactProblem.Kind,
            _ change: @escaping @Sendable (inout CredentialFacts) -> Void
        ) {
            testDescription = name
            self.fact = fact
            self.kind = kind
            self.change = change
        }
    }

    @Test("They are refused with the fact and the reason", arguments: texts + addresses + numbers)
    func refused(_ change: Change) throws {
        var facts = SampleFacts.ordinary(1)
        change.change(&facts)
        #expect(throws: FactProblem(change.fact, change.kind)) { try Credential(facts) }
    }

    private static let name = "credentialSubject.name"

    private static func ofName(_ what: String, _ kind: FactProblem.Kind, _ text: String) -> Change {
        Change(what, name, kind) { $0.holder.nameCyrillic = text }
    }

    private static let texts = [
        ofName("no name", .empty, ""),
        ofName("a space before it", .spaceAtAnEnd, " Ана"),
        ofName("a line end in a name", .controlCharacter, "Ана\nБабић"),
        ofName("a tabulator", .controlCharacter, "Ана\tБабић"),
        ofName("a zero byte", .controlCharacter, "Ана\u{0}Б"),
        ofName("a C1 control character", .controlCharacter, "Ана\u{85}Б"),
        ofName("a line separator", .controlCharacter, "Ана\u{2028}Б"),
        ofName("delete", .controlCharacter, "Ана\u{7F}Б"),
        ofName("an override of direction", .directionMark, "Ана\u{202E}бићаБ"),
        ofName("a right-to-left mark", .directionMark, "Ана\u{200F} Б"),
        ofName("an isolate", .directionMark, "Ана\u{2067}Б"),
        ofName("a zero-width space", .invisible, "Ана\u{200B}Б"),
        ofName("a soft hyphen", .invisible, "Ана\u{AD}Б"),
        ofName("a joiner in a name", .invisible, "Ана\u{200D}Б"),
        ofName("a byte order mark", .invisible, "Ана\u{FEFF}Б"),
        ofName("a private character", .invisible, "Ана\u{E000}Б"),
        ofName("an unassigned character", .invisible, "Ана\u{50005}Б"),
        ofName("no character", .invisible, "Ана\u{FFFF}Б"),
        ofName("a letter with its accent apart", .notNFC, "Чачак Cˇ c\u{30C}"),
        ofName("a breve apart", .notNFC, "Сергеи\u{306}"),
        ofName("a singleton", .notNFC, "5 \u{212A}"),
        ofName("501 letters", .tooLong(codePointsMax: 500), String(repeating: "а", count: 501)),
        Change("a control character in a longer text", "achievement.description", .controlCharacter)
        {
            $0.achievement.description = "један\r\nдва"
        },
        Change("10,001 letters", "evidence.narrative", .tooLong(codePointsMax: 10_000)) {
            $0.evidence?.narrative = String(repeating: "а", count: 10_001)
        },
    ]

    private static let addresses = [
        Change("plain HTTP", "id", .notAnAddress) { $0.url = "http" + $0.url.dropFirst(5) },
        Change("a wrong check symbol", "id", .notAnIdentifier) {
            $0.url = "https://obuka.example/c/K6X2-PKPP-P4E8-0X24"
        },
        Change("an ID without groups", "id", .notAnIdentifier) {
            $0.url = "https://obuka.example/c/K6X2PKPPP4E80X23"
        },
        Change("user information", "issuer.url", .notAnAddress) {
            $0.issuer.url = "https://obuka.example@evil.example/"
        },
        Change("an end of an IRI", "achievement.id", .notAnAddress) {
            $0.achievement.url = "https://obuka.example/a> <https://b"
        },
        Change("letters that are not ASCII", "achievement.criteria.id", .notAnAddress) {
            $0.achievement.criteriaURL = "https://obuka.example/услови"
        },
        Change("another method", "issuer.id", .notAnIdentifier) { $0.issuer.did = "did:key:z6Mk" },
        Change("an empty part", "issuer.id", .notAnIdentifier) { $0.issuer.did = "did:web:a::b" },
        Change("a fragment", "issuer.id", .notAnIdentifier) { $0.issuer.did += "#key-1" },
        Change("capitals in a UUID", "credentialSubject.id", .notAnIdentifier) {
            $0.holder.id = "urn:uuid:5F3E1D2C-7B1A-4B0E-9D3F-2F6A1C0B9E88"
        },
        Change("the same address twice", "achievement.criteria.id", .addressTwice) {
            $0.achievement.criteriaURL = $0.achievement.url
        },
        Change("the result's address", "achievement.criteria.id", .addressTwice) {
            $0.achievement.criteriaURL = $0.achievement.url + "#result"
        },
    ]

    private static let numbers = [
        Change("a register number without a year", "credentialSubject.identifier", .notANumber) {
            $0.registerNumber = "00017"
        },
        Change("101 percent", "result.value", .notANumber) { $0.result?.percent = "101" },
        Change("a comma", "result.value", .notANumber) { $0.result?.percent = "87,5" },
        Change("a zero too much", "result.value", .notANumber) { $0.result?.percent = "87.50" },
        Change("100 and a half", "result.value", .notANumber) { $0.result?.percent = "100.5" },
        Change("no digits", "result.value", .notANumber) { $0.result?.percent = "." },
        Change("less than nothing", "result.value", .notANumber) {
            $0.result?.percentToPass = "-1"
        },
        Change("a slot beyond the list", "credentialStatus.statusListIndex", .outOfRange) {
            $0.status.index = StatusBits.slotCount
        },
        Change("an end before the beginning", "validUntil", .outOfRange) {
            $0.validUntil = $0.validFrom
        },
        Change("awarded after it was issued", "awardedDate", .outOfRange) {
            $0.awarded = $0.validFrom.adding(seconds: 1)
        },
    ]

    @Test(
        "Unusual names that are right are certified",
        arguments: [
            "Zoë Müller", "Ђурђа О’Нил", "Ngô Thị Ánh", "王小明", "José María de la Ó", "محمد علي",
            "A",
            "Ана-Марија „Нана“ Д.", "Ærøskøbing Ŋ", "👩🏽 Ана",
        ]
    )
    func unusual(name: String) throws {
        var facts = SampleFacts.ordinary(1)
        facts.holder.nameCyrillic = name
        #expect(try Credential(facts).facts.holder.nameCyrillic == name)
    }

    @Test("Percent has one spelling", arguments: ["0", "100", "87", "87.5", "0.25", "99.99"])
    func percent(text: String) throws {
        var facts = SampleFacts.ordinary(1)
        facts.result?.percent = text
        #expect(try Credential(facts).facts.result?.percent == text)
    }
}
