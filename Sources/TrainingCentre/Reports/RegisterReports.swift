import Postgres

// The records that a centre keeps by rule.
extension Report {
    /// The delivery log (dnevnik ostvarivanja programa): every session that was held.
    ///
    /// Sessions are put in order before their marks are counted, so that the first row does not
    /// wait for the last.
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
        SELECT ARRAY[deliveries.code,
            -- Courses joined as a whole would have all rows put in order once more.
            (SELECT \(scope.titleThen("courses"))
                FROM courses WHERE courses.id = deliveries.course_id),
            deliveries.held_on::text, deliveries.hours::text, deliveries.venue,
            coalesce(
                (SELECT string_agg(\(scope.personName("session_trainers.person_id")), ', '
                        ORDER BY session_trainers.id)
                    FROM session_trainers
                    WHERE session_trainers.session_id = deliveries.session_id),
                (SELECT string_agg(\(scope.personName("engagements.person_id")), ', '
                        ORDER BY engagements.id)
                    FROM engagements WHERE engagements.cohort_id = deliveries.id)),
            marks.present::text, marks.late::text, marks.excused::text, marks.absent::text,
            (deliveries.hours * (marks.present + marks.late))::text]
        FROM (
            SELECT deliveries.id, code, course_id, deliveries.venue, sessions.id AS session_id,
                held_on, hours
            FROM deliveries
            JOIN sessions ON sessions.cohort_id = deliveries.id AND NOT sessions.is_cancelled
            ORDER BY held_on, code, sessions.id
        ) AS deliveries
        CROSS JOIN LATERAL (\(marks(scope))) AS marks
        ORDER BY deliveries.held_on, deliveries.code, deliveries.session_id
        """
    }

    /// How many of a session were marked how.
    private static func marks(_ scope: ReportScope) -> SQL {
        """
        SELECT count(*) FILTER (WHERE latest.mark = 'present') AS present,
            count(*) FILTER (WHERE latest.mark = 'late') AS late,
            count(*) FILTER (WHERE latest.mark = 'excused') AS excused,
            count(*) FILTER (WHERE latest.mark = 'absent') AS absent
        FROM \(scope.seats)
        CROSS JOIN LATERAL (
            SELECT mark FROM attendance_marks
            WHERE attendance_marks.enrolment_id = seats.enrolment_id
                AND attendance_marks.session_id = deliveries.session_id
            ORDER BY attendance_marks.id DESC
            LIMIT 1
        ) AS latest
        """
    }

    /// The register of learners (matična knjiga): every seat and what came of it.
    static let learners = Report(
        .learners,
        title: Titles(sr: "Матична књига полазника", en: "Register of learners"),
        definition: ReportDefinition.delivery + ReportDefinition.enrolled + ReportDefinition.passed
            + ReportDefinition.facts
            + Titles(
                sr: "Један ред је једно учешће, у свакој групи по презимену. Име је оно које је "
                    + "лице имало на дан пресека; број уверења је последњи издат до тог дана. ",
                en: "A row is a participation, in each cohort by family name. The name is the one "
                    + "that the person had on the as-of date; the number of the certificate is the "
                    + "last one issued by then. "
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
        SELECT ARRAY[named.name, units.name, institution,
            function, target_group, sex, deliveries.code, deliveries.first_on::text,
            deliveries.last_on::text, attended_hours::text, total_hours::text,
            final_score_percent::text, coalesce(CASE
                WHEN problem LIKE '% missing' AND problem <> 'final missing' THEN 'result missing'
                WHEN problem LIKE '% below pass mark' THEN 'result below pass mark'
                WHEN problem LIKE 'module %' THEN 'module not completed'
                ELSE problem
            END, 'passed'),
            (SELECT certificates.number FROM certificates
                WHERE certificates.enrolment_id = seats.enrolment_id
                    AND certificates.issued_on <= \(scope.asOf) \(scope.wasIssued)
                ORDER BY certificates.kind, certificates.id DESC
                LIMIT 1)]
        FROM (
            SELECT id, code, first_on, last_on FROM deliveries ORDER BY first_on, code
        ) AS deliveries
        CROSS JOIN \(scope.seats)
        -- Not merged into the list above, where each name would be looked up twice.
        CROSS JOIN LATERAL (SELECT \(scope.personName("seats.person_id")) AS name LIMIT 1) AS named
        LEFT JOIN units ON units.code = seats.lsg_code
        ORDER BY deliveries.first_on, deliveries.code, named.name COLLATE \(scope.collation),
            seats.enrolment_id
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
        "module not completed": Titles(
            sr: "обавезан модул није завршен",
            en: "required module not completed"
        ),
        "score below pass score": Titles(
            sr: "укупан број поена испод прага",
            en: "score below pass score"
        ),
        "evaluation not given": Titles(sr: "упитник није попуњен", en: "evaluation not given"),
    ]
}
