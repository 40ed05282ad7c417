import Documents
import Foundation
import Testing
import TrainingCentre

@testable import Web

@Suite("Every page in every state and language")
struct EveryPageTests {
    @Test("No slot is left over and every tag is closed", arguments: Language.allCases)
    func markup(language: Language) throws {
        for (name, html) in try Sample.everyPage(in: language) {
            #expect(!html.contains("{{") && !html.contains("}}"), "\(name)")
            #expect(html.contains("<html lang=\"\(language.rawValue)\">"), "\(name)")
            #expect(unbalancedTag(in: html) == nil, "\(name)")
            #expect(html.matches(of: #/<h1/#).count == 1, "\(name)")
        }
    }

    @Test("An id stands once, and every label and reference finds it", arguments: Language.allCases)
    func references(language: Language) throws {
        for (name, html) in try Sample.everyPage(in: language) {
            let ids = html.matches(of: #/ id="([^"]*)"/#).map { String($0.output.1) }
            #expect(Set(ids).count == ids.count, "\(name)")
            for match in html.matches(of: #/ (?:for|aria-labelledby)="([^"]*)"/#) {
                #expect(ids.contains(String(match.output.1)), "\(name)")
            }
        }
    }

    @Test(
        "Only the page that checks files has a script, and none an inline style or another site",
        arguments: Language.allCases
    )
    func policy(language: Language) throws {
        for (name, html) in try Sample.everyPage(in: language) {
            let scripts = html.matches(of: #/<script[^>]*>[^<]*/#).map { String($0.output) }
                .filter { !$0.hasPrefix("<script type=\"application/ld+json\">") }
            #expect(scripts.count == (name == "verify" ? 1 : 0), "\(name)")
            for script in scripts {
                let form = #/<script type="module" src="/assets/check-page-[0-9a-f]{16}\.js">/#
                #expect(script.wholeMatch(of: form) != nil, "\(name): \(script)")
            }
            #expect(html.firstMatch(of: #/<style| style=| on[a-z]+=/#) == nil, "\(name)")
            for match in html.matches(of: #/ (?:src|action)="([^"]*)"/#) {
                #expect(match.output.1.hasPrefix("/"), "\(name)")
            }
            for match in html.matches(of: #/<link rel="(?:icon|stylesheet)" href="([^"]*)"/#) {
                #expect(match.output.1.hasPrefix("/assets/"), "\(name)")
            }
        }
    }

    @Test(
        "Every link leads somewhere, and those of languages to one page",
        arguments: Language.allCases
    )
    func links(language: Language) throws {
        for (name, html) in try Sample.everyPage(in: language) {
            for match in html.matches(of: #/ href="([^"]*)"/#) {
                let link = match.output.1
                let form = #/(?:https?:\/\/|mailto:|#|\?|\/)[^\s"<>`{}]*/#
                #expect(link.wholeMatch(of: form) != nil, "\(name): \(link)")
                let page = #/\/(?:sr-Cyrl|sr-Latn|en)(?:[\/?#].*)?/#
                if link.hasPrefix("/sr") || link.hasPrefix("/en") {
                    #expect(link.wholeMatch(of: page) != nil, "\(name): \(link)")
                }
            }
            let nav = #/<nav class="languages"[\s\S]*?<\/nav>/#
            let languages = html.firstMatch(of: nav)?.output ?? ""
            let paths = languages.matches(of: #/ href="\/[^\/"]*(\/[^"]*)"/#).map(\.output.1)
            #expect(Set(paths).count == (paths.isEmpty ? 0 : 1), "\(name): \(paths)")
        }
    }

    @Test("A Cyrillic page has no Latin word but codes and what is marked as Latin")
    func cyrillic() throws {
        for (name, html) in try Sample.everyPage(in: .serbianCyrillic) {
            let text = VisibleText(html: html, leavingOutForeign: true).text
            for line in text.split(separator: "\n") {
                #expect(!VisibleText.hasLatin(line), "\(name): \(line)")
            }
            #expect(!VisibleText.hasLatin(VisibleText.title(of: html)), "\(name)")
        }
    }

    @Test(
        "A Latin page has no Cyrillic but what is marked as such",
        arguments: [Language.serbianLatin, .english]
    )
    func latin(language: Language) throws {
        for (name, html) in try Sample.everyPage(in: language) {
            let text = VisibleText(html: html, leavingOutForeign: true).text
            for line in text.split(separator: "\n") {
                #expect(!VisibleText.hasCyrillic(line), "\(name): \(line)")
            }
            #expect(!VisibleText.hasCyrillic(VisibleText.title(of: html)), "\(name)")
        }
    }

    @Test("Only the pages of the catalogue and the first steps may be listed by search engines")
    func listing() throws {
        let listed = Set(
            try Sample.everyPage(in: .english).filter { !$0.html.contains("noindex") }.map(\.name)
        )
        #expect(
            listed == [
                "home", "verify", "outside", "no courses", "course", "bare course", "no projects",
                "project", "bare project",
                "home", "verify", "outside", "no courses", "course", "bare course", "trainers",
                "no trainers", "no handbooks", "handbook", "handbook without editions",
                "programmes", "no programmes", "programme", "cohort", "bare cohort",
            ]
        )
    }

    @Test("The language switcher keeps the page")
    func switcher() throws {
        let html = try #require(
            String(
                validating: try Sample.pages().certificate(
                    Sample.verification(),
                    language: .serbianLatin
                ),
                as: UTF8.self
            )
        )
        for language in Language.allCases {
            #expect(html.contains("href=\"/\(language.rawValue)/c/KE28-13PK-K8E2-4MX5\""))
        }
        #expect(html.contains("hreflang=\"sr-Latn\" aria-current=\"true\""))
        #expect(html.matches(of: #/aria-current="true"/#).count == 1)
    }

    /// The first tag that is closed wrongly or never; nil when all is well.
    private func unbalancedTag(in html: String) -> String? {
        let void: Set = ["meta", "link", "img", "input", "path", "source", "br"]
        var open: [Substring] = []
        for match in html.matches(of: #/<(/?)([a-z0-9]+)[^>]*>/#) {
            let name = match.output.2
            if void.contains(String(name)) { continue }
            if match.output.1.isEmpty {
                open.append(name)
            } else if open.popLast() != name {
                return String(name)
            }
        }
        return open.last.map(String.init)
    }
}
