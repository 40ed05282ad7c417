import Documents
import Testing
import TrainingCentre

@testable import Web

@Suite("The choice of a language")
struct LanguageChoiceTests {
    @Test(
        "Accept-Language",
        arguments: [
            (nil, Language.serbianCyrillic), ("", .serbianCyrillic), ("*", .serbianCyrillic),
            ("sr", .serbianCyrillic), ("sr-RS", .serbianCyrillic), ("SR-cyrl", .serbianCyrillic),
            ("sr-Latn", .serbianLatin), ("sr-Latn-RS", .serbianLatin), ("sr-ME", .serbianLatin),
            ("sr-Cyrl-ME", .serbianCyrillic), ("sh", .serbianLatin), ("hr-HR", .serbianLatin),
            ("bs", .serbianLatin), ("bs-Cyrl", .serbianCyrillic), ("cnr", .serbianLatin),
            ("en-GB,en;q=0.9", .english), ("en;q=0.5,sr;q=0.8", .serbianCyrillic),
            ("sr;q=0.5,en", .english), ("sr;q=0,en;q=0.1", .english),
            ("sr;q=0", .serbianCyrillic), ("de,fr;q=0.7", .english),
            ("de,sr;q=0.3", .serbianCyrillic), ("de,*;q=0.5", .english),
            ("en;q=0.8,sr;q=0.8", .english), (" sr-Latn ; q=0.9 , en;q=0.8", .serbianLatin),
            ("en;q=2,sr;q=0.1", .serbianCyrillic), ("en;q=abc", .serbianCyrillic),
            ("en;q=0.1234,sr-Latn;q=0.1", .serbianLatin), ("en;Q=1.000", .english),
            (",,;,", .serbianCyrillic), ("<script>", .serbianCyrillic), ("enx", .english),
        ] as [(String?, Language)]
    )
    func acceptLanguage(header: String?, language: Language) {
        #expect(LanguageChoice.language(accepting: header) == language)
    }

    @Test("A very long header costs no more than its first ranges")
    func long() {
        let header = String(repeating: "de,", count: 10_000) + "sr"
        #expect(LanguageChoice.language(accepting: header) == .english)
    }

    @Test(
        "The prefix of a path",
        arguments: [
            ("/", nil, "/"), ("/c/X", nil, "/c/X"), ("/en", .english, "/"),
            ("/en/", .english, "/"), ("/en/c/X?q=1", .english, "/c/X?q=1"),
            ("/sr-Latn/courses", .serbianLatin, "/courses"), ("/english", nil, "/english"),
            ("/SR-CYRL/C/X", .serbianCyrillic, "/C/X"), ("/en?x", .english, "/?x"),
            ("", nil, ""), ("en/x", nil, "en/x"),
        ] as [(String, Language?, String)]
    )
    func prefix(path: String, language: Language?, rest: String) {
        let found = LanguageChoice.split(path: path)
        #expect(found.language == language)
        #expect(found.path == rest)
    }
}
