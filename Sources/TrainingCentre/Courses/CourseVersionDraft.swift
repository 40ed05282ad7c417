import Postgres

/// What can be entered about a version of a course.
package struct CourseVersionDraft: Hashable, Sendable {
    package let year: Int
    /// Of the European Qualifications Framework, 1 to 8.
    package let eqfLevel: Int?
    package let hoursOnline: Hundredths
    package let hoursFaceToFace: Hundredths
    package let minimumAttendancePercent: Int
    /// nil: there is no final test.
    package let passScorePercent: Int?
    package let requiresEvaluation: Bool
    package let experienceMonths: Int?
    /// What somebody brings, in words.
    package let prerequisites: Titles?
    package let prerequisiteCourses: [String]
    package let outcomes: [Titles]
    package let targetGroups: [String]
    package let languages: [String]
    /// The organisations that wrote it.
    package let authors: [String]
    /// The modules, in order.
    package let modules: [String]
    /// Those of them that passing takes, in the same order.
    package let requiredModules: [String]

    enum Limits {
        static let modulesMax = 50
        static let outcomesMax = 30
        static let hoursMax = 200_000
    }

    package static let fields =
        [
            DraftField("year", "The year of the version.", .integer),
            DraftField("eqf_level", "Of the European Qualifications Framework.", .integerOrNone),
            DraftField("hours_online", "Hours of teaching online.", .number),
            DraftField("hours_face_to_face", "Hours of teaching in person.", .number),
            DraftField(
                "minimum_attendance_percent",
                "Of the hours of all sessions.",
                .integer
            ),
            DraftField(
                "pass_score_percent",
                "Of the final test; none for a course without one.",
                .integerOrNone
            ),
            DraftField("requires_evaluation", "Whether passing takes an evaluation.", .boolean),
            DraftField(
                "experience_months",
                "Months in the field that somebody brings; none for none.",
                .integerOrNone
            ),
        ] + DraftField.titles("prerequisites") + [
            DraftField("prerequisite_courses", "Codes of courses passed before.", .list)
        ] + DraftField.listOfTitles("outcomes", "What somebody can do afterwards, in order.") + [
            DraftField("target_groups", "Codes of target groups.", .list),
            DraftField("languages", "Languages of teaching: sr, en, hu, …", .list),
            DraftField("authors", "Codes of the organisations that wrote it.", .list),
            DraftField("modules", "Codes of its modules, in order.", .list),
            DraftField(
                "required_modules",
                "Codes of those modules that passing takes; the others are offered.",
                .list
            ),
        ]

    var form: Form {
        var values = prerequisites?.fields("prerequisites") ?? [:]
        values["year"] = String(year)
        values["eqf_level"] = eqfLevel.map(String.init) ?? "none"
        values["hours_online"] = hoursOnline.description
        values["hours_face_to_face"] = hoursFaceToFace.description
        values["minimum_attendance_percent"] = String(minimumAttendancePercent)
        values["pass_score_percent"] = passScorePercent.map(String.init) ?? "none"
        values["requires_evaluation"] = String(requiresEvaluation)
        values["experience_months"] = experienceMonths.map(String.init) ?? "none"
        return Form(
            values,
            lists: [
                "prerequisite_courses": prerequisiteCourses, "target_groups": targetGroups,
                "languages": languages, "authors": authors, "modules": modules,
                "required_modules": requiredModules,
                "outcomes_sr_cyrl": outcomes.map(\.srCyrl),
                "outcomes_sr_latn": outcomes.map(\.srLatn), "outcomes_en": outcomes.map(\.en),
            ]
        )
    }

    /// Reads a form in which a field that is left out is what `known` says.
    ///
    /// Refuses with `InvalidForm`.
    init(_ form: Form, over known: CourseVersionDraft) throws {
        let texts = ["outcomes_sr_cyrl", "outcomes_sr_latn", "outcomes_en"]
        let saysRequired = form.mentions("required_modules")
        let saysOutcomes = texts.contains { form.mentions($0) }
        var form = form.filled(from: known.form)
        let hasPrerequisites = ["sr_cyrl", "sr_latn", "en"].contains {
            form.has("prerequisites_\($0)")
        }
        year = form.integer("year", in: 1990...2100)
        eqfLevel = form.integerOrNone("eqf_level", in: 1...8)
        hoursOnline = form.hundredths("hours_online", in: 0...Limits.hoursMax)
        hoursFaceToFace = form.hundredths("hours_face_to_face", in: 0...Limits.hoursMax)
        minimumAttendancePercent = form.integer("minimum_attendance_percent", in: 0...100)
        passScorePercent = form.passScorePercent() ?? known.passScorePercent
        requiresEvaluation =
            form.optionalBoolean("requires_evaluation") ?? known.requiresEvaluation
        experienceMonths = form.integerOrNone("experience_months", in: 1...600)
        prerequisites = hasPrerequisites ? form.titles("prerequisites") : nil
        prerequisiteCourses = Self.codes(form.list("prerequisite_courses").map { $0.uppercased() })
        outcomes =
            saysOutcomes
            ? form.listOfTitles("outcomes", countMax: Limits.outcomesMax) : known.outcomes
        targetGroups = Self.codes(form.list("target_groups").map { $0.lowercased() })
        languages = Self.codes(form.list("languages").map { $0.lowercased() })
        authors = Self.codes(form.list("authors").map { $0.uppercased() })
        let modules = Self.codes(form.list("modules").map { $0.uppercased() })
        let required = Self.codes(form.list("required_modules").map { $0.uppercased() })
        self.modules = modules
        // Of a module that is not named any more nothing is required.
        requiredModules = modules.filter(required.contains)
        if saysRequired, let stranger = required.first(where: { !modules.contains($0) }) {
            form.refuse("required_modules", "“\(stranger)” is none of its modules")
        }
        if modules.count > Limits.modulesMax {
            form.refuse("modules", "are more than \(Limits.modulesMax)")
        }
        if languages.isEmpty { form.refuse("languages", "is empty: name at least one") }
        try form.check()
    }

    init(
        year: Int,
        eqfLevel: Int?,
        hoursOnline: Hundredths,
        hoursFaceToFace: Hundredths,
        minimumAttendancePercent: Int,
        passScorePercent: Int?,
        requiresEvaluation: Bool,
        experienceMonths: Int?,
        prerequisites: Titles?,
        prerequisiteCourses: [String],
        outcomes: [Titles],
        targetGroups: [String],
        languages: [String],
        authors: [String],
        modules: [String],
        requiredModules: [String]
    ) {
        self.year = year
        self.eqfLevel = eqfLevel
        self.hoursOnline = hoursOnline
        self.hoursFaceToFace = hoursFaceToFace
        self.minimumAttendancePercent = minimumAttendancePercent
        self.passScorePercent = passScorePercent
        self.requiresEvaluation = requiresEvaluation
        self.experienceMonths = experienceMonths
        self.prerequisites = prerequisites
        self.prerequisiteCourses = prerequisiteCourses
        self.outcomes = outcomes
        self.targetGroups = targetGroups
        self.languages = languages
        self.authors = authors
        self.modules = modules
        self.requiredModules = requiredModules
    }

    /// Whether the two say the same; lists of codes are sets.
    func agrees(with other: CourseVersionDraft) -> Bool {
        year == other.year && eqfLevel == other.eqfLevel && hoursOnline == other.hoursOnline
            && hoursFaceToFace == other.hoursFaceToFace
            && minimumAttendancePercent == other.minimumAttendancePercent
            && passScorePercent == other.passScorePercent
            && requiresEvaluation == other.requiresEvaluation
            && experienceMonths == other.experienceMonths && prerequisites == other.prerequisites
            && outcomes == other.outcomes && modules == other.modules
            && requiredModules == other.requiredModules
            && Set(prerequisiteCourses) == Set(other.prerequisiteCourses)
            && Set(targetGroups) == Set(other.targetGroups)
            && Set(languages) == Set(other.languages) && Set(authors) == Set(other.authors)
    }

    /// Each once, in the order in which they were written.
    private static func codes(_ written: [String]) -> [String] {
        var seen: Set<String> = []
        return written.filter { seen.insert($0).inserted }
    }
}
