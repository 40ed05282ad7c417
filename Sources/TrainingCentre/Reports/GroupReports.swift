import Postgres

// Reports that divide the same persons and participations in one way each.
extension Report {
    /// Each person once, by the target group of the latest enrolment that counts.
    static let targetGroups = Report(
        .targetGroups,
        title: Titles(sr: "Лица по циљним групама", en: "Persons by target group"),
        definition: ReportDefinition.delivery + ReportDefinition.enrolled + ReportDefinition.passed
            + latestOnce + ReportDefinition.facts,
        columns: [.targetGroup, .personsEnrolled, .personsPassed, .participationsPassed]
    ) {
        divided(
            by: "target_group",
            among: """
                (SELECT code, row_number() OVER (ORDER BY code = 'other', id) FROM target_groups)
                """,
            $0
        )
    }

    /// Each person once, by the sex of the latest enrolment that counts.
    static let sexes = Report(
        .sexes,
        title: Titles(sr: "Лица по полу", en: "Persons by sex"),
        definition: ReportDefinition.delivery + ReportDefinition.enrolled + ReportDefinition.passed
            + latestOnce + ReportDefinition.facts,
        columns: [.sex, .personsEnrolled, .personsPassed, .participationsPassed]
    ) { divided(by: "sex", among: "(VALUES ('F', 1), ('M', 2), ('unknown', 3))", $0) }

    /// The LSGs that sent somebody.
    static let lsgs = Report(
        .lsgs,
        title: Titles(sr: "Лица по општинама и градовима", en: "Persons by LSG"),
        definition: ReportDefinition.delivery + ReportDefinition.enrolled + ReportDefinition.passed
            + onceInEach + ReportDefinition.facts,
        columns: [
            .lsgCode, .lsg, .deliveries, .personsEnrolled, .personsPassed, .participationsPassed,
        ],
        options: [.cityMunicipalities]
    ) { scope in
        """
        WITH \(scope.deliveries), \(scope.participations), \(scope.units)
        SELECT ARRAY[min(units.code), min(units.name), count(DISTINCT cohort_id)::text,
            count(DISTINCT person_id)::text,
            (count(DISTINCT person_id) FILTER (WHERE passed))::text,
            (count(*) FILTER (WHERE passed))::text]
        FROM participations
        LEFT JOIN units ON units.code = participations.lsg_code
        GROUP BY participations.lsg_code
        ORDER BY min(units.name) COLLATE \(scope.collation), participations.lsg_code
        """
    }

    /// The institutions that sent somebody, with their LSGs.
    static let institutions = Report(
        .institutions,
        title: Titles(sr: "Лица по институцијама", en: "Persons by institution"),
        definition: ReportDefinition.delivery + ReportDefinition.enrolled + ReportDefinition.passed
            + onceInEach + ReportDefinition.institution + ReportDefinition.facts,
        columns: [
            .lsg, .institution, .deliveries, .personsEnrolled, .personsPassed,
            .participationsPassed,
        ],
        options: [.cityMunicipalities]
    ) { scope in
        """
        WITH \(scope.deliveries), \(scope.participations), \(scope.institutions), \(scope.units)
        SELECT ARRAY[min(units.name), institutions.name, count(DISTINCT cohort_id)::text,
            count(DISTINCT person_id)::text,
            (count(DISTINCT person_id) FILTER (WHERE passed))::text,
            (count(*) FILTER (WHERE passed))::text]
        FROM participations
        \(scope.ofInstitution)
        LEFT JOIN units ON units.code = participations.lsg_code
        GROUP BY participations.lsg_code, institutions.name
        ORDER BY min(units.name) COLLATE \(scope.collation), participations.lsg_code,
            institutions.name COLLATE "sr-Latn-x-icu", institutions.name
        """
    }

    private static let latestOnce = Titles(
        sr: "Свако лице се броји једном, по последњем упису који се броји. ",
        en: "Each person is counted once, by the latest enrolment that counts. "
    )
    private static let onceInEach = Titles(
        sr: "Лице се броји једном у сваком реду коме припада, па збир редова може бити већи од "
            + "броја лица. ",
        en: "A person is counted once in each row it belongs to, so the rows may sum to more than "
            + "there are persons. "
    )

    /// Every value of a fact with its persons, each in one row alone, and its participations.
    ///
    /// `values` is a list of them with their places.
    private static func divided(
        by fact: StaticString,
        among values: SQL,
        _ scope: ReportScope
    ) -> SQL {
        """
        WITH \(scope.deliveries), \(scope.participations), latest AS (
            SELECT DISTINCT ON (person_id) person_id, \(raw: fact) AS fact
            FROM participations
            ORDER BY person_id, last_on DESC, enrolment_id DESC
        ), latest_passed AS (
            SELECT DISTINCT ON (person_id) person_id, \(raw: fact) AS fact
            FROM participations
            WHERE passed
            ORDER BY person_id, last_on DESC, enrolment_id DESC
        ), enrolled_once AS (
            SELECT fact, count(*) AS persons FROM latest GROUP BY fact
        ), passed_once AS (
            SELECT fact, count(*) AS persons FROM latest_passed GROUP BY fact
        ), passed_each AS (
            SELECT \(raw: fact) AS fact, count(*) AS participations
            FROM participations WHERE passed GROUP BY \(raw: fact)
        )
        SELECT ARRAY[known.fact, coalesce(enrolled_once.persons, 0)::text,
            coalesce(passed_once.persons, 0)::text, coalesce(participations, 0)::text]
        FROM \(values) AS known (fact, place)
        LEFT JOIN enrolled_once ON enrolled_once.fact = known.fact
        LEFT JOIN passed_once ON passed_once.fact = known.fact
        LEFT JOIN passed_each ON passed_each.fact = known.fact
        ORDER BY place
        """
    }
}

extension Report {
    /// With target groups called what the catalogue calls them: there is one list of their names.
    func namingTargetGroups(in transaction: borrowing Transaction) throws -> Report {
        guard columns.contains(where: { $0.name == ReportColumn.targetGroup.name }) else {
            return self
        }
        return naming(try TargetGroup.list(in: transaction))
    }

    func naming(_ groups: [TargetGroup]) -> Report {
        let names = Dictionary(uniqueKeysWithValues: groups.map { ($0.code, $0.name) })
        return Report(
            name,
            title: title,
            definition: definition,
            columns: columns.map { column in
                column.name == ReportColumn.targetGroup.name ? column.with(words: names) : column
            },
            options: options,
            permission: permission,
            statement: statement
        )
    }
}
