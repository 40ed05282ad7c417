import Postgres

extension ReportParameters {
    /// The parameters of a sheet for a donor: a project from its beginning to the end of a year.
    ///
    /// Everything else would be a cut of which another one can be subtracted. Without `to` it is
    /// the last year that is over and in which nothing is open; what is open in an earlier one
    /// would change a sheet that was given away. Without a project there is nothing in it. Refuses
    /// with `InvalidForm` and `NotFound`.
    func ofDonor(in transaction: borrowing Transaction) throws -> ReportParameters {
        let today = try centreToday(in: transaction)
        var problems: [FieldProblem] = []
        let cuts: [(field: String, isSaid: Bool)] = [
            ("course", course != nil), ("cohort", cohort != nil), ("area", area != nil),
            ("lsg", lsg != nil), ("from", from != nil), ("as_of", asOf != nil && asOf != today),
            ("city_municipalities", cityMunicipalities != nil),
        ]
        problems += cuts.filter(\.isSaid).map {
            FieldProblem(
                $0.field,
                "is not for a donor's sheet, from which another could be subtracted: leave it out "
                    + "or ask for the centre's own edition"
            )
        }
        let years = try DonorYears(project, today: today, in: transaction)
        if let to {
            if to.parts.month != 12 || to.parts.day != 31 || to >= today {
                problems.append(
                    FieldProblem("to", "is no 31 December that is over: a sheet is of whole years")
                )
            } else if let open = years.open(by: to) {
                problems.append(FieldProblem("to", "\(open) is not closed yet: close or cancel it"))
            }
        }
        guard problems.isEmpty else { throw InvalidForm(problems) }
        var sheet = self
        sheet.to = to ?? years.lastComplete
        sheet.heldBackBy = to == nil ? years.heldBackBy : nil
        sheet.asOf = today
        return sheet
    }
}

/// The years of a project's deliveries that are over.
private struct DonorYears {
    /// Cohorts in which somebody may still pass, that have not ended, by their last day.
    private let open: [(code: String, on: CalendarDate)]
    /// The end of the last year that is over and in which nothing is open.
    let lastComplete: CalendarDate
    /// The cohort that keeps that from being the last year that is over; nil where none does.
    let heldBackBy: String?

    init(_ project: String?, today: CalendarDate, in transaction: borrowing Transaction) throws {
        let id = try project.map { try Project.id(named: $0, on: today, in: transaction) }
        open = try transaction.rows(
            """
            SELECT code, least(ends_on, (
                SELECT max(held_on) FROM sessions
                WHERE cohort_id = cohorts.id AND NOT is_cancelled)) AS last_on
            FROM cohorts
            WHERE project_id IN (\(Project.records(of: id, on: today)))
                AND NOT cohort_has_ended(state)
                AND EXISTS (
                    SELECT FROM enrolments
                    WHERE cohort_id = cohorts.id AND status = 'confirmed')
            ORDER BY last_on, code
            """,
            as: (String.self, CalendarDate.self)
        ).map { (code: $0, on: $1) }
        let year = min(today, open.first?.on ?? today).parts.year - 1
        heldBackBy = year < today.parts.year - 1 ? open.first?.code : nil
        lastComplete = CalendarDate(year: year, month: 12, day: 31) ?? today
    }

    /// The first cohort that is open by a day.
    func open(by day: CalendarDate) -> String? { open.first { $0.on <= day }?.code }
}
