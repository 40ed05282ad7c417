import Documents
import Postgres

/// What a report is asked for, as it was typed.
package struct ReportParameters: Sendable {
    /// A code or any other name.
    package var project: String?
    package var course: String?
    /// The code or name of an LSG, or of a city municipality.
    package var lsg: String?
    package var from: CalendarDate?
    package var to: CalendarDate?
    package var asOf: CalendarDate?
    /// Nil leaves it to the centre's setting.
    package var cityMunicipalities: CityMunicipalities?
    package var includesKosovo = false
    package var edition = Edition.donor
    package var language = Language.serbianLatin

    package init(
        project: String? = nil,
        course: String? = nil,
        lsg: String? = nil,
        from: CalendarDate? = nil,
        to: CalendarDate? = nil,
        asOf: CalendarDate? = nil
    ) {
        self.project = project
        self.course = course
        self.lsg = lsg
        self.from = from
        self.to = to
        self.asOf = asOf
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
        /// Cells under five are left empty: they would point at persons.
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
    let lsg: String?
    let from: CalendarDate?
    let to: CalendarDate?
    let asOf: CalendarDate
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
    /// Refuses with `NotFound` for an unknown project, course or LSG, since a wrong code must not
    /// look like zero, and with `InvalidForm` for a name that several projects have.
    init(_ parameters: ReportParameters, in transaction: borrowing Transaction) throws {
        if let from = parameters.from, let to = parameters.to, to < from {
            throw InvalidForm([FieldProblem("to", "lies before from")])
        }
        course = try parameters.course.map { try ReportScope.course($0, in: transaction) }
        lsg = try parameters.lsg.map { written in
            guard let code = try LSG.Directory(in: transaction).code(of: written) else {
                throw NotFound("lsg", written)
            }
            return code
        }
        from = parameters.from
        to = parameters.to
        let asOf = try parameters.asOf ?? centreToday(in: transaction)
        self.asOf = asOf
        project = try parameters.project.map {
            try ReportScope.project($0, on: asOf, in: transaction)
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
        in transaction: borrowing Transaction
    ) throws -> Named<Project> {
        let id = try Project.id(named: name, on: day, in: transaction)
        let found = try Project.rows("WHERE projects.id = \(id)", in: transaction).first
        guard let found else { throw NotFound("project", name) }
        return Named(id: id, code: found.draft.code, title: found.draft.title)
    }

    private static func course(
        _ code: String,
        in transaction: borrowing Transaction
    ) throws -> Named<Course> {
        let found = try transaction.row(
            """
            SELECT id, code, title_sr_cyrl, title_sr_latn, title_en FROM courses
            WHERE code = \(code.uppercased())
            """,
            as: (ID<Course>.self, String.self, String.self, String.self, String.self)
        )
        guard let found else { throw NotFound("course", code) }
        let title = Titles(srCyrl: found.2, srLatn: found.3, en: found.4)
        return Named(id: found.0, code: found.1, title: title)
    }
}
