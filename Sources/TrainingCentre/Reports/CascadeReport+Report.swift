import Postgres

extension Report {
    /// What came of trainings of trainers, a row a delivery; `CascadeReport` is one as a tree.
    static let cascades = Report(
        .cascades,
        title: Titles(
            sr: "Шта је произашло из обука тренера",
            en: "What came of trainings of trainers"
        ),
        definition: ReportDefinition.delivery + ReportDefinition.passed
            + Titles(
                sr: "Наведене су реализације које је држао неко кога је баш та обука тренера "
                    + "оспособила за њу, ако су почеле после њеног последњег дана. Ко је "
                    + "оспособљен у некој од њих чини следећу генерацију; реализација се броји "
                    + "једном за сваку обуку тренера, у својој првој генерацији. Тренери су они "
                    + "који су је држали, а оспособљени су тако. Лице се броји једном у реду, "
                    + "и када је унето двапут а спојено до дана пресека. ",
                en: "Listed are deliveries held by somebody whom that very training of trainers "
                    + "qualified for it, begun after its last day. Who was qualified in one of "
                    + "them makes the next generation; a delivery counts once for each training of "
                    + "trainers, in its first generation. Trainers are those who held it and were "
                    + "so qualified. A person is counted once in a row, also when entered twice "
                    + "and merged by the as-of date. "
            ),
        columns: [
            ReportColumn("training", .code, sr: "Обука тренера", en: "Training of trainers"),
            ReportColumn("generation", .count, sr: "Генерација", en: "Generation"), .cohortCode,
            .course, project, .firstOn, .lastOn,
            ReportColumn("after", .code, sr: "После", en: "After"),
            ReportColumn("trainers_qualified", .count, sr: "Тренера", en: "Trainers"),
            .personsPassed, .lsgs,
        ],
        options: [.cityMunicipalities, .training]
    ) { scope in
        """
        WITH RECURSIVE \(scope.deliveries), \(CascadeTree.tree(
            of: roots(scope), asOf: scope.asOf)), held AS (
            SELECT tree.training_id, tree.cohort_id, \(CascadeTree.once)
            FROM tree
            WHERE generation > 0
            GROUP BY tree.training_id, tree.cohort_id
        )
        SELECT ARRAY[trainings.code, held.generation::text, deliveries.code,
            \(scope.titleThen("courses")), projects.code, deliveries.first_on::text,
            deliveries.last_on::text, parents.code, cardinality(held.trainers)::text,
            counts.passed::text, counts.lsgs::text]
        FROM held
        JOIN deliveries ON deliveries.id = held.cohort_id
        JOIN cohorts AS trainings ON trainings.id = held.training_id
        JOIN cohorts AS parents ON parents.id = held.parent_id
        JOIN courses ON courses.id = deliveries.course_id
        LEFT JOIN projects ON projects.id = deliveries.project_id
        CROSS JOIN LATERAL (
            SELECT count(DISTINCT person_id) FILTER (WHERE passed) AS passed,
                count(DISTINCT lsg_code) FILTER (WHERE passed) AS lsgs
            FROM \(scope.seats)
        ) AS counts
        ORDER BY trainings.code COLLATE "C", held.generation, deliveries.first_on,
            deliveries.code COLLATE "C"
        """
    }

    /// The one training, or every one that qualified somebody.
    private static func roots(_ scope: ReportScope) -> SQL {
        guard let training = scope.training else {
            return """
                EXISTS (
                    SELECT FROM enrolments
                    JOIN qualifications ON qualifications.enrolment_id = enrolments.id
                    WHERE enrolments.cohort_id = cohorts.id)
                """
        }
        return "cohorts.id = \(training.id)"
    }
}
