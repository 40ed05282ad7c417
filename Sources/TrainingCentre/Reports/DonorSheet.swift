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
                sr: "Лице се броји једном у сваком реду. У издању за донатора ред у коме је неки "
                    + "број од 1 до 4 не приказује ниједан број, ни нулу, јер би указао на "
                    + "појединце. Скривени редови су заједно у последњем реду. Да се ниједан од "
                    + "њих не би добио одузимањем од збирова, скривена су најмање два, заједно "
                    + "имају више лица него редова, а сваки збир им је нула или најмање пет: "
                    + "ако није тако, скрива се и први следећи најмањи ред. Ако ни тада није тако, "
                    + "скрива се и последњи ред. Издање за центар приказује све бројеве. ",
                en: "A person is counted once in each row. In the donor's edition a row with a "
                    + "number from 1 to 4 prints no number, not even a zero, because it would "
                    + "point at persons. The hidden rows stand together in the last row. So that "
                    + "none of them follows from totals by subtraction, at least two are hidden, "
                    + "together they have more persons than rows, and each of their sums is zero "
                    + "or at least five: else the next smallest row is hidden too. If even that "
                    + "does not help, the last row is hidden as well. The centre's own edition "
                    + "prints every number. "
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
        let least = scope.edition.personsPrintedMin
        return """
            WITH \(scope.deliveries), \(scope.participations), \(scope.units), counted AS (
                SELECT lsg_code, institution, \(bySex)
                FROM participations
                WHERE passed
                GROUP BY lsg_code, institution
            ), \(DonorSuppression.hidden(least: least)), together AS (
                SELECT \(bySex)
                FROM participations
                WHERE passed AND EXISTS (
                    SELECT FROM judged
                    WHERE judged.is_hidden AND judged.lsg_code IS NOT DISTINCT FROM
                            participations.lsg_code
                        AND judged.institution IS NOT DISTINCT FROM participations.institution)
            )
            SELECT ARRAY[name, institution, female::text, male::text, unknown::text]
            FROM (
                SELECT units.name, judged.lsg_code, institution,
                    CASE WHEN NOT is_hidden THEN female END AS female,
                    CASE WHEN NOT is_hidden THEN male END AS male,
                    CASE WHEN NOT is_hidden THEN unknown END AS unknown, false AS is_last
                FROM judged
                LEFT JOIN units ON units.code = judged.lsg_code
                UNION ALL
                SELECT \(others[scope.language])::text, NULL, NULL,
                    CASE WHEN is_safe THEN together.female END,
                    CASE WHEN is_safe THEN together.male END,
                    CASE WHEN is_safe THEN together.unknown END, true
                FROM together
                CROSS JOIN LATERAL (
                    SELECT bool_and(judged.is_safe) AND \(DonorSuppression.isSafe(
                        "together.female", least: least)) AND \(DonorSuppression.isSafe(
                        "together.male", least: least)) AND \(DonorSuppression.isSafe(
                        "together.unknown", least: least)) AS is_safe
                    FROM judged
                ) AS judgement
                WHERE EXISTS (SELECT FROM judged WHERE is_hidden)
            ) AS sheet
            ORDER BY is_last, name COLLATE \(scope.collation), lsg_code,
                institution COLLATE "sr-Latn-x-icu", institution
            """
    }

    private static let bySex: SQL = """
        count(DISTINCT person_id) FILTER (WHERE sex = 'F') AS female,
            count(DISTINCT person_id) FILTER (WHERE sex = 'M') AS male,
            count(DISTINCT person_id) FILTER (WHERE sex = 'unknown') AS unknown
        """
    private static let others = Titles(sr: "Скривени редови заједно", en: "Hidden rows together")
}

extension ReportParameters.Edition {
    /// The smallest number of persons that it prints.
    var personsPrintedMin: Int {
        switch self {
        case .donor: ReportParameters.personsPrintedMin
        case .centre: 0
        }
    }
}

/// Which rows of a table of counts by sex are hidden, and whether their sums may be printed.
///
/// Totals are known from other reports, so a hidden row must not be what is left of them. A row is
/// hidden whole: then a table with known totals has whole rows of unknowns, and two such rows with
/// the same totals can always be made of other numbers.
enum DonorSuppression {
    /// `judged`, made of `counted` (lsg_code, institution, female, male, unknown): the same rows
    /// with `is_hidden` and, on all of them, `is_safe` for the sums of the hidden ones.
    ///
    /// The rows stand in the order in which they would be hidden; the shortest beginning that has
    /// all small rows and is safe is hidden, all of them when none is.
    static func hidden(least: Int) -> SQL {
        """
        ranked AS (
            SELECT counted.lsg_code, counted.institution, counted.female, counted.male,
                counted.unknown, is_small, row_number() OVER line AS place,
                sum(counted.female) OVER line AS females, sum(counted.male) OVER line AS males,
                sum(counted.unknown) OVER line AS unknowns
            FROM counted
            CROSS JOIN LATERAL (
                SELECT NOT (\(isSafe("female", least: least)) AND \(isSafe("male", least: least))
                    AND \(isSafe("unknown", least: least))) AS is_small
            ) AS judgement
            WINDOW line AS (
                ORDER BY is_small DESC, counted.female + counted.male + counted.unknown,
                    counted.lsg_code, counted.institution
                ROWS UNBOUNDED PRECEDING)
        ), beginnings AS (
            SELECT place, place >= 2 AND females + males + unknowns > place
                AND \(isSafe("females", least: least)) AND \(isSafe("males", least: least))
                AND \(isSafe("unknowns", least: least)) AS is_safe
            FROM ranked
            WHERE place >= (SELECT count(*) FROM ranked WHERE is_small)
        ), judged AS (
            SELECT ranked.lsg_code, ranked.institution, female, male, unknown,
                EXISTS (SELECT FROM ranked WHERE is_small) AND place <= coalesce(
                    (SELECT min(place) FROM beginnings WHERE is_safe),
                    (SELECT max(place) FROM beginnings)) AS is_hidden,
                (SELECT bool_or(is_safe) FROM beginnings) AS is_safe
            FROM ranked
        )
        """
    }

    /// Whether a number is none or large enough.
    static func isSafe(_ number: SQL, least: Int) -> SQL {
        "(\(number) = 0 OR \(number) >= \(least))"
    }
}
