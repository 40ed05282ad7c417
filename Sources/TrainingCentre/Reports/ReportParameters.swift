import Documents
import Postgres

import struct FoundationEssentials.Date

/// What a report is asked for, as it was typed.
package struct ReportParameters: Sendable {
    /// A code or any other name.
    package var project: String?
    package var course: String?
    /// The code of the one delivery that counts.
    package var cohort: String?
    /// The code of an area of a plan: only the courses that the plan names for it.
    package var area: String?
    /// The cohort of a training of trainers, where a report is about what came of one.
    package var training: String?
    /// The code or name of an LSG, or of a city municipality.
    package var lsg: String?
    package var from: CalendarDate?
    package var to: CalendarDate?
    package var asOf: CalendarDate?
    /// Counts only what was recorded by then; nil counts what is known now.
    package var knownBy: KnownBy?
    /// Nil leaves it to the centre's setting.
    package var cityMunicipalities: CityMunicipalities?
    package var includesKosovo = false
    package var edition = Edition.donor
    /// The cohort that keeps a donor's sheet from going on to the last year that is over.
    var heldBackBy: String?
    package var language = Language.serbianLatin

    package init(
        project: String? = nil,
        course: String? = nil,
        lsg: String? = nil,
        from: CalendarDate? = nil,
        to: CalendarDate? = nil,
        asOf: CalendarDate? = nil,
        edition: Edition = .donor
    ) {
        self.project = project
        self.course = course
        self.lsg = lsg
        self.from = from
        self.to = to
        self.asOf = asOf
        self.edition = edition
    }

    /// How somebody employed by a city municipality counts.
    package enum CityMunicipalities: String, CaseIterable, Sendable {
        /// As the city, which is one LSG.
        case asCity = "as-city"
        /// By itself, beside the city.
        case separately
    }

    /// For whom a sheet with small numbers is.
    package enum Edition: String, CaseIterable, Sendable {
        /// Of a project up to the end of a year; rows with a number from one to four are hidden:
        /// they would point at persons.
        case donor
        /// The centre's own, with every number.
        case centre
    }

    /// The smallest number of persons that the edition for donors prints.
    package static let personsPrintedMin = 5
}

/// Parameters that were looked up: what the statement of a report is made with.
struct ReportScope: Sendable {
    let project: Named<Project>?
    let course: Named<Course>?
    let cohort: Named<Cohort>?
    let area: Named<PlanArea>?
    let training: Named<Cohort>?
    let lsg: String?
    let from: CalendarDate?
    let to: CalendarDate?
    let asOf: CalendarDate
    let knownBy: KnownBy?
    /// What was recorded from this moment on does not count.
    let knownBefore: Date?
    let cityMunicipalities: ReportParameters.CityMunicipalities
    let includesKosovo: Bool
    let edition: ReportParameters.Edition
    let language: Language

    /// Something that a report is limited to.
    struct Named<Subject>: Sendable {
        let id: ID<Subject>
        let code: String
        let title: Titles
    }

    var countsSeparately: Bool { cityMunicipalities == .separately }

    /// Looks up what was typed.
    ///
    /// Refuses with `NotFound` for what is not known by the name, since a wrong code must not look
    /// like zero, and with `InvalidForm` for a name that several projects have.
    init(_ parameters: ReportParameters, in transaction: borrowing Transaction) throws {
        if let from = parameters.from, let to = parameters.to, to < from {
            throw InvalidForm([FieldProblem("to", "lies before from", .beforeStart)])
        }
        lsg = try parameters.lsg.map { written in
            guard let code = try LSG.Directory(in: transaction).code(of: written) else {
                throw NotFound("lsg", written)
            }
            return code
        }
        from = parameters.from
        to = parameters.to
        let asOf = try asOfDay(parameters.asOf, in: transaction)
        let knownBefore = try parameters.knownBy?.end(in: transaction)
        self.knownBefore = knownBefore
        knownBy = parameters.knownBy
        self.asOf = asOf
        course = try parameters.course.map {
            try ReportScope.course($0, on: asOf, in: transaction)
        }
        cohort = try parameters.cohort.map { try ReportScope.cohort($0, in: transaction) }
        area = try parameters.area.map { try ReportScope.area($0, on: asOf, in: transaction) }
        training = try parameters.training.map {
            try ReportScope.training($0, on: asOf, in: transaction)
        }
        project = try parameters.project.map {
            try ReportScope.project($0, on: asOf, knownBefore: knownBefore, in: transaction)
        }
        if let counting = parameters.cityMunicipalities {
            cityMunicipalities = counting
        } else {
            let isSeparate = try CentreSetting.isOn(.cityMunicipalities, in: transaction)
            cityMunicipalities = isSeparate ? .separately : .asCity
        }
        includesKosovo = parameters.includesKosovo
        edition = parameters.edition
        language = parameters.language
    }

    /// A project by its code or by any of its names, as it stood on a day.
    private static func project(
        _ name: String,
        on day: CalendarDate,
        knownBefore: Date?,
        in transaction: borrowing Transaction
    ) throws -> Named<Project> {
        let id = try Project.id(
            named: name,
            on: day,
            knownBefore: knownBefore,
            in: transaction
        )
        let found = try transaction.row(
            "SELECT code, \(titlesThen("projects", on: day)) FROM projects WHERE id = \(id)",
            as: (String.self, [String].self)
        )
        guard let found else { throw NotFound("project", name) }
        return Named(id: id, code: found.0, title: Titles(columns: found.1))
    }

    private static func course(
        _ code: String,
        on day: CalendarDate,
        in transaction: borrowing Transaction
    ) throws -> Named<Course> {
        let found = try transaction.row(
            """
            SELECT id, code, \(titlesThen("courses", on: day)) FROM courses
            WHERE code = \(code.uppercased())
            """,
            as: (ID<Course>.self, String.self, [String].self)
        )
        guard let found else { throw NotFound("course", code) }
        return Named(id: found.0, code: found.1, title: Titles(columns: found.2))
    }

    private static func area(
        _ code: String,
        on day: CalendarDate,
        in transaction: borrowing Transaction
    ) throws -> Named<PlanArea> {
        let found = try transaction.row(
            """
            SELECT id, code, \(titlesThen("plan_areas", on: day)) FROM plan_areas
            WHERE code = \(code.uppercased())
            """,
            as: (ID<PlanArea>.self, String.self, [String].self)
        )
        guard let found else { throw NotFound("plan_area", code) }
        return Named(id: found.0, code: found.1, title: Titles(columns: found.2))
    }

    /// A cohort, which goes by its code; a draft is none that anybody may know of.
    private static func cohort(
        _ code: String,
        in transaction: borrowing Transaction
    ) throws -> Named<Cohort> {
        let found = try transaction.row(
            "SELECT id, code FROM cohorts WHERE code = \(code.uppercased()) AND state <> 'draft'",
            as: (ID<Cohort>.self, String.self)
        )
        guard let found else { throw NotFound("cohort", code) }
        let title = Titles(srCyrl: found.1, srLatn: found.1, en: found.1)
        return Named(id: found.0, code: found.1, title: title)
    }

    /// The cohort of a training of trainers.
    ///
    /// Refuses with `NotFound` and `CascadeError.noTraining`.
    private static func training(
        _ code: String,
        on day: CalendarDate,
        in transaction: borrowing Transaction
    ) throws -> Named<Cohort> {
        let found = try cohort(code, in: transaction)
        let tree = CascadeTree(code: found.code, parameters: .init(), asOf: day)
        guard try tree.isTraining(in: transaction) else { throw CascadeError.noTraining }
        return found
    }
}
