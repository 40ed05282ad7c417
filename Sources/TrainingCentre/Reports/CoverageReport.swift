import Postgres

extension Report {
    /// Which of the 145 LSGs sent somebody, and which never did.
    static let coverage = Report(
        .coverage,
        title: Titles(sr: "Покривеност општина и градова", en: "Coverage of the LSGs"),
        definition: ReportDefinition.delivery
            + Titles(
                sr: "Наведене су све јединице локалне самоуправе: 145, а 29 на Косову и Метохији "
                    + "само на захтев или ако су некога послале. Општина је послала лице које је "
                    + "по упису њено и које до дана пресека није одустало. Лица без општине, из "
                    + "државних органа, овде се не броје. ",
                en: "All local self-governments are listed: 145, and the 29 in "
                    + "\(TerritoryNote.name.en) only when asked for or when they sent somebody. "
                    + "An LSG sent a person whose enrolment names it and who had not withdrawn by "
                    + "the as-of date. People without an LSG, of state bodies, are not counted "
                    + "here. "
            ) + ReportDefinition.passed,
        columns: [
            .lsgCode, .lsg, .district,
            ReportColumn("district_code", .code, sr: "Шифра округа", en: "District code"),
            ReportColumn("coverage", .word(standing), sr: "Покривеност", en: "Coverage"),
            .deliveries, .personsEnrolled, .personsPassed, .participationsPassed,
            ReportColumn("last_delivery_on", .date, sr: "Последњи пут", en: "Last time"),
        ],
        options: [.cityMunicipalities, .kosovo]
    ) { scope in
        """
        WITH \(scope.deliveries), \(scope.participations), \(scope.units), sent AS (
            SELECT lsg_code, count(DISTINCT cohort_id) AS deliveries,
                count(DISTINCT person_id) AS persons_enrolled,
                count(DISTINCT person_id) FILTER (WHERE passed) AS persons_passed,
                count(*) FILTER (WHERE passed) AS participations_passed, max(last_on) AS last_on
            FROM participations
            WHERE lsg_code IS NOT NULL
            GROUP BY lsg_code
        )
        SELECT ARRAY[units.code, units.name, units.district, units.district_code,
            CASE WHEN sent.lsg_code IS NULL THEN 'never' ELSE 'sent' END,
            coalesce(deliveries, 0)::text, coalesce(persons_enrolled, 0)::text,
            coalesce(persons_passed, 0)::text, coalesce(participations_passed, 0)::text,
            last_on::text]
        FROM units
        LEFT JOIN sent ON sent.lsg_code = units.code
        WHERE (units.territory <> 'RS-KM' OR \(scope.includesKosovo) OR sent.lsg_code IS NOT NULL)
            AND (\(scope.lsg)::text IS NULL OR units.code = \(scope.lsg))
        ORDER BY units.name COLLATE \(scope.collation), units.code
        """
    }

    private static let standing = [
        "sent": Titles(sr: "слала", en: "sent somebody"),
        "never": Titles(sr: "још није слала", en: "never sent anybody"),
    ]
}
