import Documents
import Postgres

// The sheet that a donor gets, in which no small number is printed or follows from another.
extension Report {
    /// Persons by LSG, institution and sex, for the donor of a project.
    static let donorSheet = Report(
        .donorSheet,
        title: Titles(sr: "Лист за донатора", en: "Donor sheet"),
        definition: ReportDefinition.delivery + ReportDefinition.passed + ReportDefinition.facts
            + Titles(
                sr: "Лице се броји једном у сваком реду. Издање за донатора је за један пројекат, "
                    + "од почетка до краја календарске године која је прошла; других исечака нема, "
                    + "да се разликом два листа не би добило појединце. Ред не приказује ниједан "
                    + "број, ни нулу, ако у некој години неки од његових бројева порасте за 1 до "
                    + "4, и скривен је и у каснијим листовима. Скривени редови су сабрани у "
                    + "последњем реду. Да се ниједан од њих не би добио одузимањем од збирова, "
                    + "скривена су најмање два, заједно имају више лица него редова, а сваки збир, "
                    + "укупно и по години, им је нула или најмање пет: ако није тако, скрива се и "
                    + "први следећи најмањи ред. Ако ни тада није тако, скрива се и последњи ред. "
                    + "Издање за центар приказује све бројеве, за било који период. ",
                en: "A person is counted once in each row. The donor's edition is of one project, "
                    + "from its beginning to the end of a calendar year that is over; there are no "
                    + "other cuts, so that the difference of two sheets points at nobody. A row "
                    + "prints no number, not even a zero, if in some year one of its numbers grew "
                    + "by 1 to 4, and stays hidden in later sheets. The hidden rows are added up "
                    + "in the last row. So that none of them follows from totals by subtraction, "
                    + "at least two are hidden, together they have more persons than rows, and "
                    + "each of their sums, in all and of each year, is zero or at least five: else "
                    + "the next smallest row is hidden too. If even that does not help, the last "
                    + "row is hidden as well. The centre's own edition prints every number, of "
                    + "any period. "
            ),
        columns: [
            .lsg, .institution,
            ReportColumn(
                "persons_passed_women",
                .guardedCount,
                sr: "Жене које су успешно прошле",
                en: "Women who passed"
            ),
            ReportColumn(
                "persons_passed_men",
                .guardedCount,
                sr: "Мушкарци који су успешно прошли",
                en: "Men who passed"
            ),
            ReportColumn(
                "persons_passed_unstated",
                .guardedCount,
                sr: "Без податка о полу",
                en: "Passed, sex not stated"
            ),
        ],
        options: [.cityMunicipalities, .edition]
    ) { scope in
        """
        WITH \(scope.deliveries), \(scope.participations), \(scope.units)
        SELECT ARRAY[units.name, institution,
            count(DISTINCT person_id) FILTER (WHERE sex = 'F')::text,
            count(DISTINCT person_id) FILTER (WHERE sex = 'M')::text,
            count(DISTINCT person_id) FILTER (WHERE sex = 'unknown')::text]
        FROM participations
        LEFT JOIN units ON units.code = participations.lsg_code
        WHERE passed
        GROUP BY units.name, lsg_code, institution
        ORDER BY \(scope.donorOrder)
        """
    }
}

extension ReportScope {
    /// The order of the sheet's rows: LSG, institution.
    fileprivate var donorOrder: SQL {
        """
        units.name COLLATE \(collation), lsg_code, institution COLLATE "sr-Latn-x-icu", institution
        """
    }

    /// What a donor's sheet of no project says.
    static let donorProjectMissing = Titles(
        sr: "Лист за донатора је за један пројекат: наведите га.",
        en: "A donor's sheet is of one project: name it."
    )

    /// The rows of the donor's edition, the hidden ones without numbers and together at the end.
    func donorRows(in transaction: borrowing Transaction) throws -> [[String?]] {
        guard project != nil else { return [] }
        var names: [[String?]] = []
        var growth: [[DonorSuppression.Counts]] = []
        let found = try transaction.rows(
            """
            WITH \(deliveries), \(participations), \(units), firsts AS (
                SELECT lsg_code, institution, sex, person_id,
                    min(extract(year FROM last_on))::integer AS year
                FROM participations
                WHERE passed
                GROUP BY lsg_code, institution, sex, person_id
            ), years AS (
                SELECT DISTINCT year, dense_rank() OVER (ORDER BY year)::integer AS place
                FROM firsts
            )
            SELECT dense_rank() OVER (ORDER BY \(donorOrder))::integer, years.place, units.name,
                institution, count(*) FILTER (WHERE sex = 'F'),
                count(*) FILTER (WHERE sex = 'M'), count(*) FILTER (WHERE sex = 'unknown')
            FROM firsts
            JOIN years USING (year)
            LEFT JOIN units ON units.code = firsts.lsg_code
            GROUP BY units.name, lsg_code, institution, years.place
            ORDER BY 1, 2
            """,
            as: (
                Int.self, Int.self, String?.self, String.self, Int.self, Int.self, Int.self
            )
        )
        let years = found.map(\.1).max() ?? 0
        for (row, year, name, institution, women, men, unknown) in found {
            if row > names.count {
                names.append([name, institution])
                growth.append(Array(repeating: DonorSuppression.Counts(), count: years))
            }
            growth[row - 1][year - 1] = .init(women: women, men: men, unknown: unknown)
        }
        let judged = DonorSuppression(growth)
        let rows = names.indices.map { row in
            names[row] + (judged.hidden.contains(row) ? [nil, nil, nil] : judged.sum([row]).cells)
        }
        guard !judged.hidden.isEmpty else { return rows }
        let others = Titles(sr: "Скривени редови заједно", en: "Hidden rows together")
        let sums = judged.isSafe ? judged.sum(judged.hidden).cells : [nil, nil, nil]
        return rows + [[others[language], nil] + sums]
    }
}

extension DonorSuppression.Counts {
    fileprivate var cells: [String?] { all.map(String.init) }
}
