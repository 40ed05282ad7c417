import Foundation
import Testing

@testable import Web

@Suite("Colours")
struct ContrastTests {
    /// Every text colour with the grounds that the style sheet puts it on.
    private static let grounds: [(text: String, grounds: [String])] = [
        (
            "ink",
            ["page", "sheet", "good-tint", "warn-tint", "bad-tint", "moved-tint", "mute-tint"]
        ),
        ("soft", ["page", "sheet"]), ("link", ["page", "sheet"]), ("accent", ["sheet"]),
        ("on-accent", ["accent"]), ("good", ["good-tint"]), ("warn", ["warn-tint"]),
        ("bad", ["bad-tint"]), ("moved", ["moved-tint"]), ("mute", ["mute-tint"]),
    ]

    @Test("Text stands out from what it stands on by 4.5 to 1 (WCAG 2.2 AA), light and dark")
    func contrast() throws {
        let css = try String(
            contentsOfFile: "\(Sample.resources)/Assets/site.css",
            encoding: .utf8
        )
        let sets = css.matches(of: #/:root \{([^}]*)\}/#).map { colours(in: $0.output.1) }
        #expect(sets.count == 2)
        for colours in sets {
            for (text, grounds) in ContrastTests.grounds {
                for ground in grounds {
                    let ratio = contrast(
                        try #require(colours[text]),
                        try #require(colours[ground])
                    )
                    #expect(ratio >= 4.5, "\(text) on \(ground): \(ratio)")
                }
            }
            let gold = try #require(colours["gold"])
            let sheet = try #require(colours["sheet"])
            #expect(contrast(gold, sheet) >= 3, "the ring of the focus")
        }
    }

    private func colours(in block: Substring) -> [String: [Double]] {
        var found: [String: [Double]] = [:]
        for match in block.matches(of: #/--([a-z-]+): #([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2});/#) {
            found[String(match.output.1)] =
                [match.output.2, match.output.3, match.output.4].map {
                    Double(Int($0, radix: 16) ?? 0) / 255
                }
        }
        return found
    }

    private func contrast(_ one: [Double], _ other: [Double]) -> Double {
        let levels = [luminance(one), luminance(other)].sorted()
        return (levels[1] + 0.05) / (levels[0] + 0.05)
    }

    private func luminance(_ colour: [Double]) -> Double {
        let linear = colour.map { $0 <= 0.04045 ? $0 / 12.92 : pow(($0 + 0.055) / 1.055, 2.4) }
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }
}
