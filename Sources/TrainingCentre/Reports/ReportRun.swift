import Documents
import Postgres
import SerbianText

/// A report with its parameters looked up: everything that is printed above and below the rows.
package struct ReportRun: Sendable {
    package let report: Report
    package let language: Language
    package let asOf: CalendarDate
    /// What it counts that was recorded after that day.
    package var recordedLater = RecordedLater.nothing
    /// The parameters in the order in which people read them.
    package let parameters: [Parameter]
    /// The numbers as a sentence, where the report has one.
    package let sentence: Titles?
    let rows: Rows

    /// Where the rows come from.
    enum Rows: Sendable {
        case statement(SQL)
        /// They were needed for the sentence, or to see what has to be hidden.
        case known([[String?]])
    }

    /// A parameter as it is printed; programs get `value`, people `text` under `title`.
    package struct Parameter: Sendable {
        package let name: String
        package let title: Titles
        package let value: String?
        package let text: Titles
    }

    enum Limits {
        /// A reader may be slow; the statement waits for it, and the server would end it.
        static let statementMinutesMax = 10
    }

    /// Looks the parameters up; an actor who is nobody may read what the centre made public.
    ///
    /// Refuses with `AccessError`, `NotFound` and `InvalidForm`.
    package static func prepare(
        _ name: Report.Name,
        _ parameters: ReportParameters,
        by actor: Actor?,
        in transaction: borrowing Transaction
    ) throws -> ReportRun {
        let report = try Report.named(name).namingTargetGroups(in: transaction)
        let isOpen = try report.isPublic && CentreSetting.isOn(.publicReports, in: transaction)
        if !isOpen {
            guard let actor else { throw AccessError.notSignedIn }
            try actor.require(report.permission)
        }
        if parameters.knownBy != nil, let reason = report.withoutKnownBy {
            throw InvalidForm([
                FieldProblem("known_by", "is not for this report: \(reason); leave it out")
            ])
        }
        let isForDonor = report.options.contains(.edition) && parameters.edition == .donor
        let parameters = try isForDonor ? parameters.ofDonor(in: transaction) : parameters
        let scope = try ReportScope(parameters, in: transaction)
        let reach =
            try report.statement == nil
            ? ReachReport.make(parameters, scope, transaction) : nil
        let known =
            try isForDonor ? scope.donorRows(in: transaction) : reach.map { [$0.row(for: actor)] }
        return ReportRun(
            report: report,
            language: scope.language,
            asOf: scope.asOf,
            recordedLater: try reach?.recordedLater
                ?? scope.recordedLater(of: name, in: transaction),
            parameters: printed(scope, of: report),
            sentence: !isForDonor
                ? reach?.sentence
                : scope.project == nil
                    ? ReportScope.donorProjectMissing : ReportScope.donorSheetEnds(parameters),
            rows: known.map(Rows.known) ?? report.statement.map { .statement($0(scope)) }
                ?? .known([])
        )
    }

    /// Hands over the rows while the database sends them; a cell without a value is nil.
    ///
    /// With `rowsMax` the database makes no more than these.
    package func forEachRow(
        in transaction: borrowing Transaction,
        rowsMax: Int? = nil,
        _ body: ([String?]) throws -> Void
    ) throws {
        let names = report.columns.indices.filter {
            if case .name = report.columns[$0].kind { true } else { false }
        }
        func give(_ cells: [String?]) throws {
            var cells = cells
            for index in names { cells[index] = cells[index].map(inScript) }
            try body(cells)
        }
        let statement: SQL
        switch rows {
        case .known(let rows): return try rows.prefix(rowsMax ?? rows.count).forEach(give)
        case .statement(let whole): statement = rowsMax.map { "\(whole) LIMIT \($0)" } ?? whole
        }
        let limit = "\(Limits.statementMinutesMax)min"
        try transaction.execute(
            "SELECT set_config('statement_timeout', \(limit), true)"
        )
        try transaction.forEachRow(statement, as: [String?].self, give)
    }

    /// A proper noun in the script of the report.
    private func inScript(_ name: String) -> String {
        language == .serbianCyrillic ? SerbianText.cyrillic(name) : SerbianText.latin(name)
    }

    private static func printed(_ scope: ReportScope, of report: Report) -> [Parameter] {
        let all = Titles(sr: "сви", en: "all")
        func day(_ date: CalendarDate?) -> Titles {
            date.map { printed($0) }
                ?? Titles(sr: "без ограничења", en: "no limit")
        }
        var parameters = [
            Parameter(
                name: "project",
                title: Titles(sr: "Пројекат", en: "Project"),
                value: scope.project?.code,
                text: scope.project?.title ?? all
            ),
            Parameter(
                name: "course",
                title: Titles(sr: "Обука", en: "Course"),
                value: scope.course?.code,
                text: scope.course?.title ?? Titles(sr: "све", en: "all")
            ),
            Parameter(
                name: "cohort",
                title: Titles(sr: "Група", en: "Cohort"),
                value: scope.cohort?.code,
                text: scope.cohort?.title ?? Titles(sr: "све", en: "all")
            ),
            Parameter(
                name: "area",
                title: Titles(sr: "Област плана", en: "Area of a plan"),
                value: scope.area?.code,
                text: scope.area?.title ?? Titles(sr: "све", en: "all")
            ),
            Parameter(
                name: "lsg",
                title: Titles(sr: "Општина или град", en: "LSG"),
                value: scope.lsg,
                text: scope.lsg.map { Titles(srCyrl: $0, srLatn: $0, en: $0) }
                    ?? Titles(sr: "све", en: "all")
            ),
            Parameter(
                name: "from",
                title: Titles(sr: "Од", en: "From"),
                value: scope.from?.description,
                text: day(scope.from)
            ),
            Parameter(
                name: "to",
                title: Titles(sr: "До", en: "To"),
                value: scope.to?.description,
                text: day(scope.to)
            ),
        ]
        parameters += options(scope, of: report)
        return parameters
    }

    private static func knownBy(_ scope: ReportScope) -> Parameter {
        Parameter(
            name: "known_by",
            title: Titles(sr: "Евидентирано до", en: "Recorded by"),
            value: scope.knownBy?.description,
            text: scope.knownBy?.text ?? Titles(sr: "данас", en: "today")
        )
    }

    private static func options(_ scope: ReportScope, of report: Report) -> [Parameter] {
        var parameters = report.takesKnownBy ? [knownBy(scope)] : []
        if report.options.contains(.training) {
            parameters.append(
                Parameter(
                    name: "training",
                    title: Titles(sr: "Обука тренера", en: "Training of trainers"),
                    value: scope.training?.code,
                    text: scope.training?.title ?? Titles(sr: "све", en: "all")
                )
            )
        }
        if report.options.contains(.cityMunicipalities) {
            parameters.append(
                Parameter(
                    name: "city_municipalities",
                    title: Titles(sr: "Градске општине", en: "City municipalities"),
                    value: scope.cityMunicipalities.rawValue,
                    text: scope.countsSeparately
                        ? Titles(sr: "броје се посебно", en: "count by themselves")
                        : Titles(
                            sr: "броје се као њихов град, једном",
                            en: "count as their city, once"
                        )
                )
            )
        }
        if report.options.contains(.kosovo) {
            parameters.append(
                Parameter(
                    name: "kosovo",
                    title: TerritoryNote.name,
                    value: scope.includesKosovo ? "yes" : "no",
                    text: scope.includesKosovo
                        ? Titles(sr: "приказано", en: "listed")
                        : Titles(
                            sr: "приказане су само јединице које су некога послале",
                            en: "only those listed that sent somebody"
                        )
                )
            )
        }
        if report.options.contains(.edition) {
            parameters.append(
                Parameter(
                    name: "edition",
                    title: Titles(sr: "Издање", en: "Edition"),
                    value: scope.edition.rawValue,
                    text: scope.edition == .donor
                        ? Titles(
                            sr: "за донатора, без бројева мањих од пет",
                            en: "for the donor, without numbers under five"
                        ) : Titles(sr: "за центар, са свим бројевима", en: "the centre's own")
                )
            )
        }
        return parameters
    }

    /// A day as people read it.
    static func printed(_ date: CalendarDate) -> Titles {
        let (year, month, day) = date.parts
        let official = SerbianDate.official(year: year, month: month, day: day)
        return Titles(
            srCyrl: official,
            srLatn: official,
            en: DocumentDate.words(date, in: .english)
        )
    }
}
