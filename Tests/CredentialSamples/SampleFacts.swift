import Credentials
import TestSupport

/// Facts of credentials by chance: optional parts come and go, texts are of many kinds.
package struct SampleFacts {
    package static let origin = "https://obuka.example"
    package static let issuer = IssuerProfile(
        did: "did:web:obuka.example:o:centar",
        name: "Тренинг центар „Пландиште“",
        url: "https://obuka.example/o/centar"
    )
    package static let list = "https://obuka.example/o/centar/status/revocation/1"
    /// The beginning of 2025: no sample is valid before it.
    package static let start = Moment.epoch.adding(seconds: 1_735_689_600)
    /// Thirty years, so that programs which look at the clock find the samples valid.
    package static let validitySeconds = 946_080_000

    private var generator: SeededGenerator

    package init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    /// The next credential; the number decides about language and kind.
    package mutating func next(_ number: Int) -> CredentialFacts {
        let id = VerificationID.make(using: &generator)
        let from = Self.start.adding(seconds: below(10_000_000))
        return CredentialFacts(
            url: "\(Self.origin)/c/\(id.printed)",
            issuer: Self.issuer,
            validFrom: from,
            validUntil: isChosen() ? from.adding(seconds: Self.validitySeconds) : nil,
            awarded: isChosen() ? from.adding(seconds: -86_400) : nil,
            holder: holder(isOfOneName: number % 11 == 0),
            registerNumber: "2026/\(String(number + 100_000).dropFirst())",
            language: CredentialLanguage.allCases[number % 3],
            achievement: achievement(number),
            evidence: isChosen() ? evidence(isLong: number % 50 == 0) : nil,
            result: isChosen() ? result() : nil,
            // Scattered, and no place twice: the step is odd and the count a power of two.
            status: StatusEntry(list: Self.list, index: number * 9_973 % StatusBits.slotCount)
        )
    }

    private mutating func holder(isOfOneName: Bool) -> HolderFacts {
        let other = line(0...2)
        let digits = String(generator.next() | 1 << 63, radix: 16)
        let (first, second) = (digits.prefix(8), digits.dropFirst(8).prefix(4))
        return HolderFacts(
            id:
                "urn:uuid:\(first)-\(second)-4b0e-9d3f-2f6a1c0b9e88",
            nameCyrillic: isOfOneName ? "Zoë Müller" : "Ђурђа Њежић " + other,
            nameLatin: isOfOneName ? "Zoë Müller" : "Đurđa Nježić " + other
        )
    }

    private mutating func achievement(_ number: Int) -> AchievementFacts {
        let url = "\(Self.issuer.url)/achievements/visina-v\(1 + below(30))"
        return AchievementFacts(
            url: url,
            kind: AchievementFacts.Kind.allCases[number % 5],
            name: line(2...8),
            description: text(5...60),
            criteriaURL: url + (isChosen() ? "#criteria" : "/uslovi?jezik=sr"),
            criteria: text(3...40),
            version: isChosen() ? "3.1" : nil
        )
    }

    private mutating func evidence(isLong: Bool) -> EvidenceFacts {
        EvidenceFacts(name: line(2...5), narrative: text(isLong ? 800...900 : 5...30))
    }

    private mutating func result() -> ResultFacts {
        ResultFacts(
            name: line(1...3),
            percent: isChosen() ? "100" : "87.5",
            percentToPass: isChosen() ? "70" : nil
        )
    }

    /// A credential as they are issued by the hundred: one course, another holder each time.
    package static func ordinary(_ number: Int) -> CredentialFacts {
        var generator = SeededGenerator(seed: UInt64(number))
        let id = VerificationID.make(using: &generator)
        let digits = String(100_000_000_000 + number)
        let achievement = "\(issuer.url)/achievements/lap-2024"
        let hours = "16 часова, 12. и 13. марта 2026, Дом културе, Пландиште.\nПрисутно: 16 часова."
        return CredentialFacts(
            url: "\(origin)/c/\(id.printed)",
            issuer: issuer,
            validFrom: start,
            validUntil: start.adding(seconds: validitySeconds),
            holder: HolderFacts(
                id: "urn:uuid:5f3e1d2c-7b1a-4b0e-9d3f-\(digits)",
                nameCyrillic: "Љубица Ђорђевић \(number)",
                nameLatin: "Ljubica Đorđević \(number)"
            ),
            registerNumber: "2026/\(digits.suffix(5))",
            achievement: AchievementFacts(
                url: achievement,
                kind: .certificateOfCompletion,
                name: "Израда локалних акционих планова",
                description: "Обука за запослене у јединицама локалне самоуправе, 16 часова.",
                criteriaURL: achievement + "#criteria",
                criteria: "Присуство од најмање 80 % часова и 70 % на завршном тесту.",
                version: "2"
            ),
            evidence: EvidenceFacts(name: "Похађање обуке", narrative: hours),
            result: ResultFacts(name: "Завршни тест", percent: "87.5", percentToPass: "70"),
            status: StatusEntry(list: list, index: number % StatusBits.slotCount)
        )
    }

    // MARK: Chance

    private static let words = [
        "обука", "Čačak", "„Безбедан рад“", "≥ 80 %", "\"quoted\"", "back\\slash", "a<b>&c",
        "👩🏽", "🇷🇸", "љњџ", "]]>", "<svg>", "漢字", "ﬁ", "é", "\u{FF21}", "\u{1F600}", "$1,50",
        "^^<x>", "_:c14n0", "\\u0041", "'", "/", "{}", "16 часова", "Пландиште,",
    ]

    private mutating func below(_ bound: Int) -> Int {
        Int.random(in: 0..<bound, using: &generator)
    }

    private mutating func isChosen() -> Bool { Bool.random(using: &generator) }

    private mutating func line(_ count: ClosedRange<Int>) -> String {
        let count = Int.random(in: count, using: &generator)
        return (["Реч"] + (0..<count).map { _ in Self.words[below(Self.words.count)] })
            .joined(separator: " ")
    }

    private mutating func text(_ count: ClosedRange<Int>) -> String {
        // Joined characters are of longer texts only.
        let text = line(count) + (isChosen() ? " 👩🏽‍🏫" : "")
        return isChosen() ? text.split(separator: " ").joined(separator: "\n") : text
    }
}
