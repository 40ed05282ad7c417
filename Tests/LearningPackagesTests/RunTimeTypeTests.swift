import Documents
import Testing

@testable import LearningPackages

/// Values that a type takes and values that it does not take.
struct TypeSamples: Sendable, CustomTestStringConvertible {
    let model: RunTimeModel
    let type: String
    let good: [String]
    let bad: [String]
    var outside: [String] = []

    var testDescription: String { "\(model.rawValue) \(type)" }

    static let all = scorm12 + scorm2004

    private static let decimals = ["0", "-1", "7.25", "-0.5", ".5", "100000"]
    private static let noDecimals = [
        "", "x", "1,5", "1.", "1e5", "+1", " 1", "1\n", "--1", "٣", "NaN",
    ]
    private static let intervals = [
        "PT1S", "P1Y2M3DT4H5M6.78S", "PT0H0M0S", "P3M", "PT90M", "P0Y029DT0H", "PT1.5S",
    ]
    private static let noIntervals = [
        "", "P", "PT", "P1DT", "1S", "PT1.234S", "P1S", "PT1M1H", "P1.5D", "PT-1S", "pt1s", "PT1S ",
    ]

    private static let scorm12: [TypeSamples] = [
        TypeSamples("version", ["3.4"], [String(repeating: "1", count: 17)]),
        TypeSamples("string255", ["", text(255), "Ђурђевак\n"], [text(256), "a\u{0}b"]),
        TypeSamples("string4096", ["", text(4_096)], [text(4_097)]),
        TypeSamples("suspend_data", ["", text(65_536), ш(65_536)], [text(65_537), ш(65_537)]),
        TypeSamples("identifier", ["a", "Питање_1", text(255)], ["", "a b", "a\tb", text(256)]),
        TypeSamples("decimal", decimals, noDecimals),
        TypeSamples("score", ["", "0", "100", "66.67"], ["x", " "], ["-1", "100.01", "150"]),
        TypeSamples("audio", ["-1", "0", "100"], ["", "1.5", "x"], ["-2", "101"]),
        TypeSamples("speed", ["-100", "100"], ["", "x"], ["-101", "101"]),
        TypeSamples("text", ["-1", "0", "1"], ["", "0.5"], ["-2", "2"]),
        TypeSamples("credit", ["credit", "no-credit"], ["", "Credit"]),
        TypeSamples("mode", ["normal", "review", "browse"], ["", "other"]),
        TypeSamples("entry", ["", "ab-initio", "resume"], ["ab initio"]),
        TypeSamples("exit", ["", "time-out", "suspend", "logout"], ["normal", "Suspend"]),
        TypeSamples(
            "status",
            ["passed", "completed", "failed", "incomplete", "browsed"],
            ["", "not attempted", "Passed", "unknown", "done"]
        ),
        TypeSamples("objective_status", ["not attempted", "passed"], ["", "unknown"]),
        TypeSamples("time_limit_action", ["", "exit,no message"], ["exit", "exit, message"]),
        TypeSamples("interaction", ["true-false", "numeric"], ["", "other", "long-fill-in"]),
        TypeSamples("result", ["correct", "wrong", "0.5"], ["incorrect", "", "Correct"]),
        TypeSamples("time", ["00:00:00", "23:59:59.9", "12:30:45.99"], ["24:00:00", "1:00:00"]),
        TypeSamples(
            "timespan",
            ["00:00:00", "0001:02:03.45", "9999:99:99.99", "00:00:75"],
            ["", "1:00:00", "00:00", "30 minutes", "10000:00:00", "00:00:00.123"]
        ),
    ]

    private static let scorm2004: [TypeSamples] = plain2004 + answers

    private static let plain2004: [TypeSamples] = [
        TypeSamples(.scorm2004, "version", ["1.0"], [text(17)]),
        TypeSamples(.scorm2004, "location", ["", text(1_000), text(4_000)], [text(4_001)]),
        TypeSamples(.scorm2004, "short_text", ["", text(250)], [text(1_001)]),
        TypeSamples(.scorm2004, "long_text", ["", text(4_000)], [text(16_001)]),
        TypeSamples(.scorm2004, "suspend_data", ["", text(64_000), ш(65_536)], [text(65_537)]),
        TypeSamples(
            .scorm2004,
            "short_localized",
            ["", "text", "{lang=sr-Cyrl}текст", "{lang=en}", "{lang", "a{lang=1}b"],
            ["{lang=}x", "{lang=1}x", "{lang=en us}x", text(1_001)]
        ),
        TypeSamples(.scorm2004, "long_localized", ["{lang=fr}" + text(4_000)], ["{lang=-}a"]),
        TypeSamples(
            .scorm2004,
            "identifier",
            ["a", "urn:ADL:x-1", "http://a.example/b?c#d", "питање", text(4_000)],
            ["", " ", "a b", "urn:x", "urn::x", "a[b]", "{a}", "a\"", text(4_001)]
        ),
        TypeSamples(
            .scorm2004,
            "language",
            ["", "en", "sr-Latn-RS", "x-a", "i-lux"],
            ["e", "en_US"]
        ),
        TypeSamples(.scorm2004, "real", decimals, noDecimals),
        TypeSamples(
            .scorm2004,
            "scaled",
            ["-1", "1", "0.0", "1.0"],
            ["", "x"],
            ["-1.01", "1.001"]
        ),
        TypeSamples(.scorm2004, "measure", ["0", "1", "0.5"], ["", "half"], ["-0.1", "1.1"]),
        TypeSamples(.scorm2004, "level", ["0", "1.5", "900"], ["", "-"], ["-0.1"]),
        TypeSamples(.scorm2004, "captioning", ["-1", "0", "1"], ["2", "", "1.0"]),
        TypeSamples(.scorm2004, "completion", ["completed", "not attempted"], ["passed", ""]),
        TypeSamples(.scorm2004, "success", ["passed", "failed", "unknown"], ["completed", ""]),
        TypeSamples(.scorm2004, "credit", ["credit"], [""]),
        TypeSamples(.scorm2004, "mode", ["browse"], [""]),
        TypeSamples(.scorm2004, "entry", ["", "resume"], ["Resume"]),
        TypeSamples(.scorm2004, "exit", ["", "normal", "suspend", "time-out", "logout"], ["end"]),
        TypeSamples(.scorm2004, "time_limit_action", ["continue,no message"], ["", "continue"]),
        TypeSamples(
            .scorm2004,
            "interaction",
            ["long-fill-in", "other", "likert"],
            ["", "essay"]
        ),
        TypeSamples(.scorm2004, "result", ["incorrect", "-1.5"], ["wrong", ""]),
        TypeSamples(
            .scorm2004,
            "time",
            [
                "1970", "2038-12", "2024-02-29", "2026-01-31T23", "2026-01-31T23:59",
                "2026-01-31T23:59:59", "2026-01-31T23:59:59.9", "2026-01-31T23:59:59.99Z",
                "2026-01-31T23:59:59.0+01", "2026-01-31T23:59:59.0-01:30", "2000-02-29",
            ],
            [
                "", "1969", "2039", "2026-13", "2026-00", "2023-02-29", "2026-04-31", "2026-01-32",
                "2026-01-01T24", "2026-01-01T10:60", "2026-01-01T10:00:60",
                "2026-01-01T10:00:00.123",
                "2026-01-01T10:00:00Z", "2026-01-01 10:00", "20260101", "2026-1-1", "2026-01-01T",
            ]
        ),
        TypeSamples(.scorm2004, "timeinterval", intervals, noIntervals),
        TypeSamples(
            .scorm2004,
            "request",
            ["continue", "_none_", "suspendAll", "{target=item.1}choice", "{target=a}jump"],
            ["", "choice", "{target=}choice", "{target=a}exit", "next", "{target=a b}choice"]
        ),
        TypeSamples(.scorm2004, "validity", ["true", "unknown"], ["", "yes"]),
    ]

    private static let answers: [TypeSamples] = [
        TypeSamples(.scorm2004, "answer_true_false", ["true", "false"], ["t", "1", "", "True"]),
        TypeSamples(
            .scorm2004,
            "answer_choice",
            ["", "a", "a[,]b", "urn:x-y:a[,]urn:x-y:b"],
            ["a[,]", "[,]a", "a[,]a", "a[,][,]b", "a b", "[,]"]
        ),
        TypeSamples(
            .scorm2004,
            "answer_matching",
            ["", "a[.]b", "a[.]b[,]c[.]d"],
            ["a", "a[.]", "[.]b", "a[.]b[,]", "a[.]b[.]c", "a[,]b"]
        ),
        TypeSamples(
            .scorm2004,
            "answer_sequencing",
            ["a", "a[,]b", "a[,]a"],
            ["", "a[,]", "[,]a", "a b"]
        ),
        TypeSamples(
            .scorm2004,
            "answer_performance",
            ["a[.]b", "a[.]", "[.]b", "a[.]1[:]2[,][.]x y"],
            ["", "[.]", "a", "a[.]b[,]", "a[.]b[.]c"]
        ),
        TypeSamples(
            .scorm2004,
            "answer_fill_in",
            ["", "word", "{lang=en}word[,]{lang=sr}реч", "a[,]"],
            ["{lang=}a", "a[,]{lang=1}b"]
        ),
        TypeSamples(
            .scorm2004,
            "answer_long_fill_in",
            ["", "{lang=en}a b\nc", text(16_000)],
            ["{lang=}a", text(16_001)]
        ),
        TypeSamples(.scorm2004, "answer_likert", ["likert_1"], ["", "a b"]),
        TypeSamples(
            .scorm2004,
            "pattern_fill_in",
            [
                "a", "{case_matters=true}a",
                "{order_matters=false}{case_matters=true}{lang=en}a[,]b",
                "{case_matters=true}{order_matters=false}a",
            ],
            ["{case_matters=yes}a", "{order_matters=}a", "{lang=1}a"]
        ),
        TypeSamples(
            .scorm2004,
            "pattern_long_fill_in",
            ["", "{case_matters=false}{lang=en}a", "{lang=en}a"],
            ["{case_matters=1}a", "{case_matters=true}{lang=}a"]
        ),
        TypeSamples(
            .scorm2004,
            "pattern_performance",
            ["{order_matters=false}a[.]b", "a[.]b[,]c[.]"],
            ["{order_matters=no}a[.]b", "{order_matters=true}", ""]
        ),
        TypeSamples(
            .scorm2004,
            "pattern_numeric",
            ["[:]", "1[:]", "[:]2", "1[:]1", "-3[:]2.5"],
            ["", "1", "2[:]1", "1[:]2[:]3", "a[:]b"]
        ),
    ]

    init(_ type: String, _ good: [String], _ bad: [String], _ outside: [String] = []) {
        self.init(.scorm12, type, good, bad, outside)
    }

    init(
        _ model: RunTimeModel,
        _ type: String,
        _ good: [String],
        _ bad: [String],
        _ outside: [String] = []
    ) {
        (self.model, self.type, self.good, self.bad) = (model, type, good, bad)
        self.outside = outside
    }

    static func text(_ count: Int) -> String { String(repeating: "a", count: count) }
    private static func ш(_ count: Int) -> String { String(repeating: "ш", count: count) }
}

@Suite("Types of the run-time")
struct RunTimeTypeTests {
    @Test("A type takes what the standard allows", arguments: TypeSamples.all)
    func samples(_ samples: TypeSamples) throws {
        let type = try #require(samples.model.table.types[samples.type])
        for value in samples.good {
            #expect(type.problem(with: value) == nil, "\(value.prefix(80).debugDescription)")
        }
        for value in samples.bad {
            #expect(type.problem(with: value) == .type, "\(value.prefix(80).debugDescription)")
        }
        for value in samples.outside {
            #expect(type.problem(with: value) == .range, "\(value)")
        }
        #expect(type.problem(with: "a\u{0}") == .type)
    }

    @Test("Every type has samples, and every element a type", arguments: RunTimeModel.allCases)
    func whole(_ model: RunTimeModel) {
        let table = model.table
        let sampled = TypeSamples.all.filter { $0.model == model }.map(\.type)
        #expect(Set(sampled) == Set(table.types.keys))
        let used = table.elements.flatMap { [$0.type] + $0.responses.values.map(\.type) }
        #expect(Set(used) == Set(table.types.keys))
        #expect(Set(table.elements.map(\.name)).count == table.elements.count)
        let codes = Set(table.errors.map(\.code))
        for member in table.codes.json.members ?? [] {
            #expect(codes.contains(member.value.wholeNumber ?? -1), "\(member.name)")
        }
    }

    @Test("What `_children` answers is what stands below", arguments: RunTimeModel.allCases)
    func children(_ model: RunTimeModel) {
        for (group, answer) in model.table.children {
            let words = group.split(separator: ".")
            let below = model.table.elements.compactMap { element -> Substring? in
                let parts = element.name.split(separator: ".")
                guard parts.count > words.count, parts.starts(with: words) else { return nil }
                let next = parts[words.count]
                return next == "n" ? parts[words.count + 1] : next
            }
            #expect(Set(answer.split(separator: ",")) == Set(below), "\(group)")
        }
    }

    @Test("The table as JSON is read again", arguments: RunTimeModel.allCases)
    func json(_ model: RunTimeModel) throws {
        let json = model.json
        let elements = try #require(json["elements"]?.elements)
        #expect(elements.count == model.table.elements.count)
        #expect(json["standard"]?.text == model.rawValue)
        #expect(try JSON.parse(json.bytes) == json)
    }
}
