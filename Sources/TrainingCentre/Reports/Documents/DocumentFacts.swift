import Documents
import Postgres
import SerbianText

/// What the stored rows say of the subjects of a document, by key; a key may have several values.
struct DocumentFacts {
    private var values: [String: [String]] = [:]
    private let language: Language

    /// The part of a key that says where it comes from: `course` of `course.deliveries`.
    static func group(of key: String) -> String {
        String(key.prefix { $0 != "." })
    }

    subscript(key: String) -> [String] { values[key] ?? [] }

    /// The only value of a key as a number.
    func number(_ key: String) -> Int? {
        self[key].count == 1 ? Int(self[key][0]) : nil
    }

    /// The values of a key as a list in a sentence: “a; b and c”.
    func list(_ key: String) -> String {
        language.list(self[key], separator: "; ")
    }

    /// Facts that are known already.
    init(_ values: [String: [String]], in language: Language) {
        (self.values, self.language) = (values, language)
    }

    /// Gathers the groups of facts that a document asks for.
    init(
        of document: ReportDocument,
        groups: Set<String>,
        language: Language,
        asOf: CalendarDate?,
        in transaction: borrowing Transaction
    ) throws {
        self.language = language
        let subjects = document.subjects
        var parameters = ReportParameters(project: subjects["project"], asOf: asOf)
        parameters.language = language
        let scope = try ReportScope(parameters, in: transaction)
        try addProject(scope, groups, in: transaction)
        if groups.contains("all") { try addReach("all", parameters, in: transaction) }
        parameters.course = subjects["course"]
        if groups.contains("course") {
            values["course.title"] = try ReportScope(parameters, in: transaction).course
                .map { [$0.title[language]] }
            try addReach("course", parameters, in: transaction)
            try addCourse(parameters, in: transaction)
            try addVenue("course", parameters, in: transaction)
        }
        if groups.contains("period") {
            parameters.from = subjects["from"].flatMap { CalendarDate($0) }
            parameters.to = subjects["to"].flatMap { CalendarDate($0) }
            add("period.from", subjects["from"])
            add("period.to", subjects["to"])
            try addReach("period", parameters, in: transaction)
        }
        try addPlanning(scope, subjects, groups, in: transaction)
    }

    // MARK: Gathering

    mutating func add(_ key: String, _ value: String?) {
        if let value { values[key, default: []].append(value) }
    }

    mutating func add(_ key: String, _ value: Int?) {
        add(key, value.map { String($0) })
    }

    /// A day in words and in the official style, and its year.
    mutating func add(_ key: String, _ date: CalendarDate?) {
        guard let date else { return }
        let (year, month, day) = date.parts
        add(key, DocumentDate.words(date, in: language))
        add("\(key).official", SerbianDate.official(year: year, month: month, day: day))
        add("\(key).year", year)
    }

    private mutating func addReach(
        _ group: String,
        _ parameters: ReportParameters,
        in transaction: borrowing Transaction
    ) throws {
        let scope = try ReportScope(parameters, in: transaction)
        let reach = try ReachReport.make(parameters, scope, transaction)
        add("\(group).deliveries", reach.deliveries)
        add("\(group).persons_passed", reach.personsPassed)
        add("\(group).lsgs", reach.lsgs)
    }

    private mutating func addProject(
        _ scope: ReportScope,
        _ groups: Set<String>,
        in transaction: borrowing Transaction
    ) throws {
        guard let project = scope.project else { return }
        add("project.title", project.title[language])
        let days = try transaction.row(
            """
            SELECT starts_on, ends_on, \(scope.pick(
                "objective_sr_cyrl", "objective_sr_latn", "objective_en"))
            FROM \(scope.told("projects")) WHERE id = \(project.id)
            """,
            as: (CalendarDate?.self, CalendarDate?.self, String?.self)
        )
        add("project.starts_on", days?.0)
        add("project.ends_on", days?.1)
        add("project.objective", days?.2.map(DocumentSentence.inside))
        try addYears(of: project.id, scope, in: transaction)
        let roles = try transaction.rows(
            """
            SELECT project_roles.role, organisations.code
            FROM \(scope.told("project_roles"))
            JOIN organisations ON organisations.id = project_roles.organisation_id
            WHERE project_roles.project_id = \(project.id)
            ORDER BY project_roles.id
            """,
            as: (String.self, String.self)
        )
        for (role, code) in roles { add(role, code) }
    }
}
