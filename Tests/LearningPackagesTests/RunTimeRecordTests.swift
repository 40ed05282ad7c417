import Testing

@testable import LearningPackages

@Suite("Elements of the run-time")
struct RunTimeRecordTests {
    @Test("Every element takes a value of its type and no other", arguments: RunTimeModel.allCases)
    func elements(_ model: RunTimeModel) throws {
        let codes = model.table.codes
        for element in model.table.elements {
            let name = element.name.replacing(".n.", with: ".0.")
            for (type, response) in responses(of: element) {
                var record = RunTimeRecord(model, elements: needed(by: name, response))
                let samples = try #require(
                    TypeSamples.all.first { $0.model == model && $0.type == type }
                )
                let good = try #require(samples.good.first)
                guard element.access != .read else {
                    #expect(enter(name, good, &record) == codes.readOnly, "\(name)")
                    continue
                }
                record = RunTimeRecord(model, elements: needed(by: name, response))
                if let bad = samples.bad.first {
                    #expect(enter(name, bad, &record) == codes.wrongType, "\(name)")
                }
                if let outside = samples.outside.first {
                    #expect(enter(name, outside, &record) == codes.outOfRange, "\(name)")
                }
                #expect(record.elements[name] == nil)
                #expect(enter(name, good, &record) == 0, "\(name) \(type)")
                #expect(record.elements[name] == good)
            }
        }
    }

    /// The types of an element, each with the type of interaction that makes it so.
    private func responses(of element: RunTimeElement) -> [(type: String, response: String?)] {
        element.responses.isEmpty
            ? [(element.type, nil)] : element.responses.map { ($0.value.type, $0.key) }
    }

    private func needed(by name: String, _ response: String?) -> [String: String] {
        if name.hasPrefix("adl.data.0.store") { return ["adl.data.0.id": "a"] }
        guard name.hasSuffix(".0.id") == false || name.contains(".0.objectives.") else {
            return [:]
        }
        if name.hasPrefix("cmi.objectives.0") { return ["cmi.objectives.0.id": "a"] }
        guard name.hasPrefix("cmi.interactions.0") else { return [:] }
        var elements = ["cmi.interactions.0.id": "a"]
        elements["cmi.interactions.0.type"] = response
        return elements
    }

    private func enter(_ name: String, _ value: String, _ record: inout RunTimeRecord) -> Int {
        record.enter([(name, value)]).first?.code ?? 0
    }

    @Test("Records come in order and need what they depend on")
    func order() {
        var record = RunTimeRecord(.scorm2004)
        let refused = record.enter([
            ("cmi.objectives.1.id", "b"),  // 0 comes first
            ("cmi.objectives.0.score.raw", "1"),  // no id yet
            ("cmi.objectives.0.id", "a"),
            ("cmi.objectives.0.id", "a"),
            ("cmi.objectives.0.id", "other"),  // is set once
            ("cmi.objectives.1.id", "a"),  // is taken
            ("cmi.objectives.1.id", "b"),
            ("cmi.interactions.0.type", "choice"),  // no id yet
            ("cmi.interactions.0.id", "q"),
            ("cmi.interactions.0.learner_response", "a"),  // no type yet
            ("cmi.interactions.0.type", "true-false"),
            ("cmi.interactions.0.correct_responses.1.pattern", "true"),
            ("cmi.interactions.0.correct_responses.0.pattern", "true"),
            ("cmi.interactions.0.correct_responses.1.pattern", "false"),  // one is all
            ("cmi.interactions.0.objectives.0.id", "a"),
            ("cmi.interactions.0.objectives.1.id", "a"),
        ])
        #expect(
            refused == [
                RefusedElement("cmi.objectives.1.id", code: 351),
                RefusedElement("cmi.objectives.0.score.raw", code: 408),
                RefusedElement("cmi.objectives.0.id", code: 351),
                RefusedElement("cmi.objectives.1.id", code: 351),
                RefusedElement("cmi.interactions.0.type", code: 408),
                RefusedElement("cmi.interactions.0.learner_response", code: 408),
                RefusedElement("cmi.interactions.0.correct_responses.1.pattern", code: 351),
                RefusedElement("cmi.interactions.0.correct_responses.1.pattern", code: 351),
                RefusedElement("cmi.interactions.0.objectives.1.id", code: 351),
            ]
        )
        #expect(record.elements["cmi.objectives.1.id"] == "b")
    }

    @Test("With another type the answers of an interaction are gone")
    func type() {
        var record = RunTimeRecord(.scorm2004)
        let choice = [
            ("cmi.interactions.0.id", "q"), ("cmi.interactions.0.type", "choice"),
            ("cmi.interactions.0.correct_responses.0.pattern", "a[,]b"),
            ("cmi.interactions.0.correct_responses.1.pattern", "c"),
            ("cmi.interactions.0.learner_response", "a"), ("cmi.interactions.0.type", "choice"),
        ]
        #expect(record.enter(choice) == [])
        #expect(record.elements.count == 5)
        #expect(record.enter([("cmi.interactions.0.type", "numeric")]) == [])
        #expect(record.elements.count == 2)
        #expect(record.enter([("cmi.interactions.0.correct_responses.0.pattern", "1[:]2")]) == [])
    }

    @Test("There are places for a thousand records and no more", arguments: RunTimeModel.allCases)
    func counts(_ model: RunTimeModel) {
        var record = RunTimeRecord(model)
        let values = (0...1_000).flatMap {
            [("cmi.objectives.\($0).id", "o\($0)"), ("cmi.interactions.\($0).id", "q")]
        }
        let code = model == .scorm12 ? 201 : 351
        #expect(
            record.enter(values) == [
                RefusedElement("cmi.objectives.1000.id", code: code),
                RefusedElement("cmi.interactions.1000.id", code: code),
            ]
        )
        #expect(record.elements.count == 2_000)
        #expect(RunTimeRecord(model, elements: record.elements).elements.count == 2_000)
    }

    @Test("All of a record is a mebibyte at most")
    func bytes() {
        var record = RunTimeRecord(.scorm2004)
        let long = String(repeating: "ш", count: 16_000)
        let values = (0..<40).map { ("cmi.comments_from_learner.\($0).comment", long) }
        let refused = record.enter(values)
        #expect(refused.count == 8)
        #expect(refused.first?.code == 351)
        #expect(record.enter([("cmi.comments_from_learner.0.comment", "short")]) == [])
        #expect(record.enter([("cmi.comments_from_learner.32.comment", "short")]) == [])
        var other = RunTimeRecord(.scorm2004, elements: record.elements)
        #expect(other.enter([("cmi.suspend_data", String(long.prefix(10_000)))]) == [])
        #expect(other.enter([("cmi.comments_from_learner.33.comment", long)]) == [])
        #expect(other.enter([("cmi.comments_from_learner.34.comment", long)]).count == 1)
    }
}

@Suite("What strangers send to the run-time")
struct HostileRunTimeTests {
    private static let names = [
        "", ".", "..", "cmi", "cmi.", ".cmi", "cmi..core", "__proto__", "constructor", "toString",
        "cmi.__proto__", "cmi.core.__proto__", "cmi.constructor.prototype", "cmi.core.toString",
        "cmi.objectives.__proto__.id", "cmi.objectives.99999.id", "cmi.objectives.-1.id",
        "cmi.objectives.1e3.id", "cmi.objectives.00.id", "cmi.objectives.0x0.id",
        "cmi.objectives.99999999999999999999.id", "cmi.objectives.٠.id", "cmi.objectives.n.id",
        "cmi.objectives.0", "cmi.objectives", "cmi.objectives._count", "cmi.objectives._children",
        "cmi.objectives.0.id.x", "cmi.core.lesson_location\u{0}", "cmi\u{0}", "CMI.core.exit",
        "cmi.core.lesson_location ", "cmi.core.lesson_status.", "run.entry", "run.completion",
        "run.left.x", "adl.nav.request_valid.choice.{target=x}", "adl.nav.request_valid.choice.{x}",
        "cmi.{target=x}", "{target=x}", "cmi.core._version", "_version", "_children",
    ]

    @Test("Names that the model does not have are refused", arguments: RunTimeModel.allCases)
    func names(_ model: RunTimeModel) {
        var record = RunTimeRecord(model)
        let refused = record.enter(Self.names.map { ($0, "1") })
        #expect(refused.map(\.element) == Self.names.map { $0.replacing("\u{0}", with: "") })
        let codes = Set(model.table.errors.map(\.code)).subtracting([0])
        #expect(refused.allSatisfy { codes.contains($0.code) })
        #expect(record.elements.isEmpty)
    }

    @Test("Large ones are refused at once", arguments: RunTimeModel.allCases)
    func large(_ model: RunTimeModel) {
        var record = RunTimeRecord(model)
        let huge = String(repeating: "0", count: 10_000_000)
        let elements = model.table.elements.filter { $0.access != .read }
        let values = elements.map { ($0.name.replacing(".n.", with: ".0."), huge) }
        let clock = ContinuousClock()
        let time = clock.measure {
            #expect(record.enter(values).count == values.count)
            #expect(
                record.enter([(huge, "1"), ("cmi." + huge, "1")]).map(\.element.count) == [
                    255, 255,
                ]
            )
        }
        #expect(record.elements.isEmpty)
        #expect(time < .seconds(30))
    }

    @Test("No value makes a pattern slow", arguments: TypeSamples.all)
    func slow(_ samples: TypeSamples) throws {
        let type = try #require(samples.model.table.types[samples.type])
        let parts = [
            "a", "0", ".", "[,]", "a[,]", "a[.]", "[.]", "{lang=en}", "{lang=", "-a", "1Y", "ш",
            "\n",
            "[:]", "e\u{301}", "{case_matters=true}", "0.0", "urn:",
        ]
        for part in parts {
            let value = String(repeating: part, count: type.lengthMax / part.utf16.count)
            let time = ContinuousClock().measure { _ = type.problem(with: value + "x") }
            #expect(time < .seconds(30), "\(part)")
        }
    }

    @Test("A value is refused by its bytes, not by how it looks")
    func normalisation() {
        var record = RunTimeRecord(.scorm2004)
        let refused = record.enter([
            ("cmi.objectives.0.id", "\u{E9}"), ("cmi.objectives.1.id", "e\u{301}"),
            ("cmi.objectives.0.id", "e\u{301}"),
        ])
        #expect(refused == [RefusedElement("cmi.objectives.0.id", code: 351)])
        #expect(
            record.elements["cmi.objectives.1.id"].map { Array($0.utf8) } == [0x65, 0xCC, 0x81]
        )
    }
}
