import Postgres

// The records that a centre keeps by rule, and the sheet that a donor gets.
extension Report {
    /// The delivery log (dnevnik ostvarivanja programa): every session that was held.
    static let deliveryLog = Report(
        .deliveryLog,
        title: Titles(sr: "Дневник остваривања програма", en: "Delivery log"),
        definition: ReportDefinition.delivery
            + Titles(
                sr: "Један ред је један сусрет. Евиденција присуства је онаква каква је била при "
                    + "закључењу групе, без лица која су одустала до дана пресека. Човек-часови су "
                    + "часови сусрета помножени бројем присутних и оних који су закаснили. ",
                en: "A row is a session. Attendance is as it stood when the cohort was closed, "
                    + "without people who had withdrawn by the as-of date. Person-hours are the "
                    + "hours of the session times those present or late. "
            ),
        columns: [
            .cohortCode, .course, ReportColumn("held_on", .date, sr: "Дан", en: "Day"),
            ReportColumn("hours", .decimal, sr: "Часова", en: "Hours"), .venue,
            ReportColumn("trainers", .text, sr: "Тренери", en: "Trainers"),
            ReportColumn("present", .count, sr: "Присутно", en: "Present"),
            ReportColumn("late", .count, sr: "Закаснило", en: "Late"),
            ReportColumn("excused", .count, sr: "Оправдано одсутно", en: "Excused"),
            ReportColumn("absent", .count, sr: "Одсутно", en: "Absent"),
            ReportColumn("person_hours", .decimal, sr: "Човек-часова", en: "Person-hours"),
        ],
        permission: .readPeople
    ) { scope in
        """
        WITH \(scope.deliveries)
        SELECT ARRAY[deliveries.code, \(scope.title("courses")), sessions.held_on::text,
            sessions.hours::text, deliveries.venue,
            coalesce(
                (SELECT string_agg(\(scope.personName("session_trainers.person_id")), ', '
                        ORDER BY session_trainers.id)
                    FROM session_trainers WHERE session_trainers.session_id = sessions.id),
                (SELECT string_agg(\(scope.personName("cohort_trainers.person_id")), ', '
                        ORDER BY cohort_trainers.id)
                    FROM cohort_trainers WHERE cohort_trainers.cohort_id = deliveries.id)),
            marks.present::text, marks.late::text, marks.excused::text, marks.absent::text,
            (sessions.hours * (marks.present + marks.late))::text]
        FROM deliveries
        JOIN courses ON courses.id = deliveries.course_id
        JOIN sessions ON sessions.cohort_id = deliveries.id
        CROSS JOIN LATERAL (
            SELECT count(*) FILTER (WHERE latest.mark = 'present') AS present,
                count(*) FILTER (WHERE latest.mark = 'late') AS late,
                count(*) FILTER (WHERE latest.mark = 'excused') AS excused,
                count(*) FILTER (WHERE latest.mark = 'absent') AS absent
            FROM \(scope.seats)
            CROSS JOIN LATERAL (
                SELECT mark FROM attendance_marks
                WHERE attendance_marks.enrolment_id = seats.enrolment_id
                    AND attendance_marks.session_id = sessions.id
                ORDER BY attendance_marks.id DESC
                LIMIT 1
            ) AS latest
        ) AS marks
        ORDER BY sessions.held_on, deliveries.code, sessions.id
        """
    }

    /// The register of learners (matična knjiga): every seat and what came of it.
    static let learners = Report(
        .learners,
        title: Titles(sr: "Матична књига полазника", en: "Register of learners"),
        definition: ReportDefinition.delivery + ReportDefinition.enrolled + ReportDefinition.passed
            + ReportDefinition.facts
            + Titles(
                sr: "Један ред је једно учешће. Име је оно које је лице имало на дан пресека; број "
                    + "уверења је последњи издат до тог дана. ",
                en: "A row is a participation. The name is the one that the person had on the "
                    + "as-of date; the number of the certificate is the last one issued by then. "
            ),
        columns: [
            ReportColumn("person", .text, sr: "Презиме и име", en: "Name"), .lsg, .institution,
            .function, .targetGroup, .sex, .cohortCode, .firstOn, .lastOn,
            ReportColumn("attended_hours", .decimal, sr: "Часова присутан", en: "Hours attended"),
            ReportColumn("total_hours", .decimal, sr: "Часова укупно", en: "Hours in all"),
            ReportColumn("final_score_percent", .decimal, sr: "Завршни тест (%)", en: "Final (%)"),
            ReportColumn("outcome", .word(outcomes), sr: "Исход", en: "Outcome"),
            ReportColumn("certificate", .code, sr: "Уверење", en: "Certificate"),
        ],
        options: [.cityMunicipalities],
        permission: .readPeople
    ) { scope in
        """
        WITH \(scope.deliveries), \(scope.units)
        SELECT ARRAY[\(scope.personName("seats.person_id")), units.name, institution,
            function, target_group, sex, deliveries.code, deliveries.first_on::text,
            deliveries.last_on::text, attended_hours::text, total_hours::text,
            final_score_percent::text, coalesce(CASE
                WHEN problem LIKE '% missing' AND problem <> 'final missing' THEN 'result missing'
                WHEN problem LIKE '% below pass mark' THEN 'result below pass mark'
                ELSE problem
            END, 'passed'),
            (SELECT certificates.number FROM certificates
                WHERE certificates.enrolment_id = seats.enrolment_id
                    AND certificates.issued_on <= \(scope.asOf)
                ORDER BY certificates.kind, certificates.id DESC
                LIMIT 1)]
        FROM (
            SELECT id, code, first_on, last_on FROM deliveries ORDER BY first_on, code
        ) AS deliveries
        CROSS JOIN \(scope.seats)
        LEFT JOIN units ON units.code = seats.lsg_code
        ORDER BY deliveries.first_on, deliveries.code, seats.enrolment_id
        """
    }

    /// Persons by LSG, institution and sex, for the donor of a project.
    static let donorSheet = Report(
        .donorSheet,
        title: Titles(sr: "Лист за донатора", en: "Donor sheet"),
        definition: ReportDefinition.delivery + ReportDefinition.passed + ReportDefinition.facts
            + Titles(
                sr:
                    "Лице се броји једном у сваком реду. У издању за донатора ћелија "
                    + "која је празна или каже 1–4 је број од 1 до 4: не приказује се јер би "
                    + "указао на појединце. Издање за центар приказује све бројеве. ",
                en: "A person is counted once in each row. In the donor's edition a cell that is "
                    + "empty or says 1–4 is a number from 1 to 4, left out because it would point "
                    + "at persons. The centre's own edition prints every number. "
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
        let least = scope.edition == .donor ? ReportParameters.personsPrintedMin : 0
        return """
            WITH \(scope.deliveries), \(scope.participations), \(scope.units), counted AS (
                SELECT lsg_code, institution,
                    count(DISTINCT person_id) FILTER (WHERE sex = 'F') AS female,
                    count(DISTINCT person_id) FILTER (WHERE sex = 'M') AS male,
                    count(DISTINCT person_id) FILTER (WHERE sex = 'unknown') AS unknown
                FROM participations
                WHERE passed
                GROUP BY lsg_code, institution
            )
            SELECT ARRAY[units.name, institution,
                CASE WHEN female = 0 OR female >= \(least) THEN female END::text,
                CASE WHEN male = 0 OR male >= \(least) THEN male END::text,
                CASE WHEN unknown = 0 OR unknown >= \(least) THEN unknown END::text]
            FROM counted
            LEFT JOIN units ON units.code = counted.lsg_code
            ORDER BY units.name COLLATE \(scope.collation), counted.lsg_code,
                institution COLLATE "sr-Latn-x-icu", institution
            """
    }

    private static let outcomes = [
        "passed": Titles(sr: "успешно прошао", en: "passed"),
        "withdrawn": Titles(sr: "одустао", en: "withdrawn"),
        "no session recorded": Titles(sr: "нема евидентираних сусрета", en: "no session recorded"),
        "attendance below minimum": Titles(
            sr: "недовољно присуство",
            en: "attendance below minimum"
        ),
        "final missing": Titles(sr: "без завршног теста", en: "final missing"),
        "final below pass score": Titles(
            sr: "завршни тест испод прага",
            en: "final below pass score"
        ),
        "result missing": Titles(sr: "без обавезног резултата", en: "result missing"),
        "result below pass mark": Titles(sr: "резултат испод прага", en: "result below pass mark"),
        "score below pass score": Titles(
            sr: "укупан број поена испод прага",
            en: "score below pass score"
        ),
        "evaluation not given": Titles(sr: "упитник није попуњен", en: "evaluation not given"),
    ]
}
