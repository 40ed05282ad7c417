import Postgres

/// A report as a page shows it: with its rows in memory, and so with a limit.
package struct ReportTable: Sendable {
    package let run: ReportRun
    package let rows: [[String?]]
    /// Whether there are more rows than a page shows.
    package let isCut: Bool
    /// The tree of the training that the report is about.
    package let cascade: CascadeReport?

    init(run: ReportRun, rows: [[String?]], isCut: Bool, cascade: CascadeReport? = nil) {
        self.run = run
        self.rows = rows
        self.isCut = isCut
        self.cascade = cascade
    }

    /// How much of a report a page shows.
    package enum Limits {
        package static let rowsMax = 1_000
    }

    /// Makes the first rows of a report; refuses as `ReportRun.prepare`.
    package static func make(
        _ name: Report.Name,
        _ parameters: ReportParameters,
        by actor: Actor?,
        in transaction: borrowing Transaction
    ) throws -> ReportTable {
        let run = try ReportRun.prepare(name, parameters, by: actor, in: transaction)
        var rows: [[String?]] = []
        try run.forEachRow(in: transaction, rowsMax: Limits.rowsMax + 1) { rows.append($0) }
        let isCut = rows.count > Limits.rowsMax
        return ReportTable(
            run: run,
            rows: Array(rows.prefix(Limits.rowsMax)),
            isCut: isCut,
            cascade: try cascade(name, parameters, in: transaction)
        )
    }

    private static func cascade(
        _ name: Report.Name,
        _ parameters: ReportParameters,
        in transaction: borrowing Transaction
    ) throws -> CascadeReport? {
        guard name == .cascades, let training = parameters.training else { return nil }
        let limits = CascadeReport.Parameters(
            from: parameters.from,
            to: parameters.to,
            asOf: parameters.asOf
        )
        return try CascadeReport.makePublic(training, limits, in: transaction)
    }
}

extension Report {
    /// The reports that an actor may read; nobody signed in reads what the centre made public.
    package static func readable(
        by actor: Actor?,
        in transaction: borrowing Transaction
    ) throws -> [Report] {
        let areOpen = try CentreSetting.isOn(.publicReports, in: transaction)
        let reports = all.filter { report in
            areOpen && report.isPublic || actor?.may(report.permission) == true
        }
        guard !reports.isEmpty else {
            throw actor == nil ? AccessError.notSignedIn : AccessError.notAllowed
        }
        return reports
    }
}
