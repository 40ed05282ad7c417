import Documents
import TrainingCentre

/// A field of the form that changes what a report counts: a text, a date, or a choice.
struct ReportField: Slotted {
    let name: String
    let label: String
    private(set) var value: String
    private(set) var type: String
    private(set) var options: [Option]
    /// What is wrong with what was typed.
    private(set) var problem: String?

    /// The field with what was typed and what is wrong with it.
    func again(_ given: String?, problem: String?) -> ReportField {
        var field = self
        field.value = given ?? ""
        field.problem = problem
        // A field for dates shows nothing that is none.
        if problem != nil, type == "date" { field.type = "text" }
        if let given {
            field.options = options.map {
                Option(value: $0.value, text: $0.text, isChosen: $0.value == given)
            }
        }
        return field
    }

    /// One of what can be chosen.
    struct Option: Slotted {
        let value: String
        let text: String
        let isChosen: Bool

        static let slots: [String: Slot<Option>] = [
            "option": .text { $0.value }, "text": .text { $0.text },
            "isChosen": .flag { $0.isChosen },
        ]
    }

    static let slots: [String: Slot<ReportField>] = [
        "field": .text { $0.name }, "label": .text { $0.label }, "value": .text { $0.value },
        "type": .text { $0.type }, "isChoice": .flag { !$0.options.isEmpty },
        "options": .list { $0.options }, "problem": .optional { $0.problem },
    ]

    /// Every parameter that a report takes, as it was asked for.
    static func all(_ asked: ReportRequest, in language: Language) -> [ReportField] {
        let given = asked.parameters
        let options = asked.report.options
        var fields: [ReportField] = []
        func text(_ name: String, _ label: ReportText, _ value: String?) {
            fields.append(ReportField(name, label, value, in: language))
        }
        func date(_ name: String, _ label: ReportText, _ value: CalendarDate?) {
            fields.append(
                ReportField(name, label, value?.description, type: "date", in: language)
            )
        }
        if options.contains(.training) { text("training", .training, given.training) }
        text("project", .project, given.project)
        text("course", .course, given.course)
        text("cohort", .cohort, given.cohort)
        text("area", .area, given.area)
        text("lsg", .lsg, given.lsg)
        date("from", .from, given.from)
        date("to", .to, given.to)
        date("as_of", .asOfField, given.asOf)
        if asked.report.takesKnownBy {
            text("known_by", .knownBy, given.knownBy?.description)
        }
        return fields + choices(given, options, in: language)
    }

    private static func choices(
        _ given: ReportParameters,
        _ options: Set<Report.Option>,
        in language: Language
    ) -> [ReportField] {
        var fields: [ReportField] = []
        func choice(
            _ name: String,
            _ label: ReportText,
            _ value: String,
            _ choices: [(String, ReportText)]
        ) {
            fields.append(ReportField(name, label, value, choices: choices, in: language))
        }
        if options.contains(.cityMunicipalities) {
            choice(
                "city_municipalities",
                .cityMunicipalities,
                given.cityMunicipalities?.rawValue ?? "",
                [("", .asSet), ("as-city", .asCity), ("separately", .separately)]
            )
        }
        if options.contains(.kosovo) {
            choice(
                "kosovo",
                .kosovo,
                given.includesKosovo ? "yes" : "no",
                [("no", .notListed), ("yes", .listed)]
            )
        }
        if options.contains(.edition) {
            choice(
                "edition",
                .edition,
                given.edition.rawValue,
                [("donor", .forDonor), ("centre", .forCentre)]
            )
        }
        return fields
    }

    private init(
        _ name: String,
        _ label: ReportText,
        _ value: String?,
        type: String = "text",
        choices: [(String, ReportText)] = [],
        in language: Language
    ) {
        self.name = name
        self.label = label(in: language)
        self.value = value ?? ""
        self.type = type
        options = choices.map { choice, text in
            Option(value: choice, text: text(in: language), isChosen: choice == value ?? "")
        }
    }
}
