import Postgres

// What was meant, and what came of it: areas of plans, and promises of projects.
extension Report {
    /// Every area of a plan with what was taught in it, 0 where nothing was.
    static let areas = Report(
        .areas,
        title: Titles(sr: "Обуке по областима планова", en: "Training by area of a plan"),
        definition: ReportDefinition.delivery + ReportDefinition.enrolled + ReportDefinition.passed
            + Titles(
                sr: "Наведене су све области свих планова, прво оне у фокусу. Обуке области су оне "
                    + "које је план тог дана наводио за њу; обука која је у двема областима "
                    + "броји се у обема. Лице и општина се броје једном у свакој области. ",
                en: "All areas of all plans are listed, those in focus first. The courses of an "
                    + "area are those that the plan named for it that day; a course of two "
                    + "areas counts in both. A person and an LSG are counted once in each area. "
            ),
        columns: [
            ReportColumn("plan", .code, sr: "План", en: "Plan"),
            ReportColumn("area_kind", .word(areaKinds), sr: "Врста", en: "Kind"),
            ReportColumn("area_code", .code, sr: "Шифра области", en: "Code of the area"),
            ReportColumn("area", .text, sr: "Област", en: "Area"),
            ReportColumn("courses", .count, sr: "Обуке", en: "Courses"), .deliveries,
            .personsEnrolled, .personsPassed, .participationsPassed, .lsgs,
        ],
        options: [.cityMunicipalities]
    ) { scope in
        """
        WITH \(scope.deliveries), \(scope.participations), held AS (
            SELECT area_id, count(DISTINCT plan_area_courses.course_id) AS courses,
                count(deliveries.id) AS deliveries
            FROM \(scope.told("plan_area_courses"))
            LEFT JOIN deliveries ON deliveries.course_id = plan_area_courses.course_id
            GROUP BY area_id
        ), reached AS (
            SELECT area_id, count(DISTINCT person_id) AS persons_enrolled,
                count(DISTINCT person_id) FILTER (WHERE passed) AS persons_passed,
                count(*) FILTER (WHERE passed) AS participations_passed,
                count(DISTINCT lsg_code) FILTER (WHERE passed) AS lsgs
            FROM \(scope.told("plan_area_courses"))
            JOIN deliveries ON deliveries.course_id = plan_area_courses.course_id
            JOIN participations ON participations.cohort_id = deliveries.id
            GROUP BY area_id
        )
        SELECT ARRAY[plans.code, plan_areas.kind, plan_areas.code,
            \(scope.titleThen("plan_areas")), coalesce(courses, 0)::text,
            coalesce(deliveries, 0)::text, coalesce(persons_enrolled, 0)::text,
            coalesce(persons_passed, 0)::text, coalesce(participations_passed, 0)::text,
            coalesce(lsgs, 0)::text]
        FROM \(scope.told("plan_areas"))
        JOIN plans ON plans.id = plan_areas.plan_id
        LEFT JOIN held ON held.area_id = plan_areas.id
        LEFT JOIN reached ON reached.area_id = plan_areas.id
        WHERE (\(scope.area?.id)::bigint IS NULL OR plan_areas.id = \(scope.area?.id))
        ORDER BY plans.code COLLATE "C", plan_areas.kind DESC, plan_areas.position
        """
    }

    /// What projects promised beside what they reached.
    static let targets = Report(
        .targets,
        title: Titles(sr: "Циљеви пројеката", en: "Targets of projects"),
        definition: ReportDefinition.delivery + ReportDefinition.passed + ReportDefinition.facts
            + Titles(
                sr: "Обећано је оно што је пројекат тог дана наводио. Остварено је избројано у "
                    + "њему и у записима који су с њим спојени до дана пресека; ако је циљ "
                    + "једне обуке, само у њој. Лице и општина се броје једном за сваки циљ. "
                    + "Радионице у центрима припадају периоду по првом дану; њихови корисници се "
                    + "броје, а не именују, па уз број стоји колико је поуздан. Радионице не "
                    + "припадају обуци, групи, области ни општини: када је приказ тако "
                    + "ограничен, њихових циљева нема. ",
                en: "Promised is what the project said that day. Reached is counted in the "
                    + "project and in records merged with it by the as-of date; for a target of "
                    + "one course in that course alone. A person and an LSG are counted once for "
                    + "each target. Workshops in centres belong to a period by their first day; "
                    + "their users are counted and never named, so it is said how well the number "
                    + "is known. Workshops belong to no course, cohort, area or LSG: limited to "
                    + "one of these, the report leaves their targets out. "
            ),
        columns: [
            project, ReportColumn("target", .code, sr: "Циљ", en: "Target"),
            ReportColumn("indicator", .word(indicators), sr: "Шта се броји", en: "What is counted"),
            ReportColumn("target_course", .code, sr: "Само обука", en: "Only the course"),
            ReportColumn("promised", .count, sr: "Обећано", en: "Promised"),
            ReportColumn("reached", .count, sr: "Остварено", en: "Reached"),
            ReportColumn("reached_qualifier", .word(qualifiers), sr: "Поузданост", en: "Known as"),
            ReportColumn("reached_percent", .decimal, sr: "Остварено (%)", en: "Reached (%)"),
        ],
        options: [.cityMunicipalities]
    ) { scope in
        """
        WITH \(scope.deliveries), \(scope.participations), \(targets(scope)), meant AS (
            SELECT targets.id, targets.indicator, deliveries.id AS cohort_id
            FROM targets
            JOIN standing ON standing.standing_id = targets.standing_id
            JOIN deliveries ON deliveries.project_id = standing.id
                AND (targets.course_id IS NULL OR deliveries.course_id = targets.course_id)
        ), reached AS (
            SELECT id, count(*) AS reached FROM meant WHERE indicator = 'deliveries' GROUP BY id
            UNION ALL
            SELECT id, count(DISTINCT person_id)
            FROM meant JOIN participations ON participations.cohort_id = meant.cohort_id
            WHERE indicator = 'persons-passed' AND passed
            GROUP BY id
            UNION ALL
            SELECT id, count(DISTINCT lsg_code)
            FROM meant
            JOIN (
                SELECT DISTINCT cohort_id, lsg_code FROM participations WHERE passed
            ) AS sent ON sent.cohort_id = meant.cohort_id
            WHERE indicator = 'lsgs'
            GROUP BY id
        ), \(workshops(scope))
        SELECT ARRAY[projects.code, targets.code, targets.indicator, courses.code,
            targets.promised::text, counted.reached::text, CASE
                WHEN targets.indicator <> 'users' THEN 'exact'
                ELSE coalesce(users.qualifier, 'unknown')
            END, round(counted.reached * 100.0 / targets.promised, 2)::text]
        FROM targets
        JOIN projects ON projects.id = targets.project_id
        LEFT JOIN courses ON courses.id = targets.course_id
        LEFT JOIN reached ON reached.id = targets.id
        LEFT JOIN centres ON centres.standing_id = targets.standing_id
        LEFT JOIN users ON users.standing_id = targets.standing_id
        CROSS JOIN LATERAL (
            SELECT CASE targets.indicator
                WHEN 'centres' THEN coalesce(centres.centres, 0)
                WHEN 'users' THEN users.users
                ELSE coalesce(reached.reached, 0)
            END AS reached
        ) AS counted
        ORDER BY projects.code COLLATE "C", targets.code COLLATE "C"
        """
    }

    /// `standing`: each project with the one that stands for it; `targets`: those that are shown.
    private static func targets(_ scope: ReportScope) -> SQL {
        """
        standing AS (
            SELECT projects.id, coalesce(stand_in.into_id, projects.id) AS standing_id
            FROM projects
            LEFT JOIN \(scope.projectStandIns) AS stand_in
                ON stand_in.merged_id = projects.id
        ), targets AS (
            SELECT project_targets.id, project_targets.code, project_targets.project_id,
                standing.standing_id, project_targets.indicator, project_targets.course_id,
                project_targets.promised
            FROM \(scope.told("project_targets"))
            JOIN standing ON standing.id = project_targets.project_id
            WHERE (\(scope.project?.id)::bigint IS NULL OR project_targets.project_id IN (
                    \(scope.records(of: scope.project?.id))))
                AND (\(scope.course?.id)::bigint IS NULL OR project_targets.course_id IS NULL
                    OR project_targets.course_id = \(scope.course?.id))
                AND (project_targets.indicator NOT IN ('centres', 'users') OR num_nonnulls(
                    \(scope.course?.id)::bigint, \(scope.cohort?.id)::bigint,
                    \(scope.area?.id)::bigint, \(scope.lsg)::text) = 0)
        )
        """
    }

    /// `centres` and `users` of every project, counted as `ProjectReach` counts them.
    private static func workshops(_ scope: ReportScope) -> SQL {
        """
        workshops AS (
            SELECT activities.id, standing.standing_id, venue_id, headcount, headcount_qualifier
            FROM \(scope.told("activities"))
            JOIN standing ON standing.id = activities.project_id
            WHERE is_for_users AND starts_on <= \(scope.asOf)
                AND (\(scope.from)::date IS NULL OR starts_on >= \(scope.from))
                AND (\(scope.to)::date IS NULL OR starts_on <= \(scope.to))
        ), centres AS (
            SELECT standing_id, count(DISTINCT venues.id) AS centres
            FROM (
                SELECT standing_id, venue_id FROM workshops
                UNION SELECT standing_id, activity_items.venue_id
                FROM workshops
                JOIN \(scope.told("activity_items")) ON activity_id = workshops.id
            ) AS places
            JOIN venues ON venues.id = places.venue_id
            WHERE venues.kind IN ('reception-centre', 'asylum-centre')
            GROUP BY standing_id
        ), users AS (
            SELECT standing_id, sum(headcount) AS users, CASE
                    WHEN count(headcount) = 0 THEN 'unknown'
                    WHEN bool_or(headcount_qualifier = 'about') THEN 'about'
                    WHEN bool_or(headcount_qualifier = 'more-than') THEN 'more-than'
                    WHEN bool_or(headcount_qualifier IN ('at-least', 'unknown')) THEN 'at-least'
                    ELSE 'exact'
                END AS qualifier
            FROM (
                SELECT standing_id, headcount, headcount_qualifier FROM workshops
                WHERE headcount IS NOT NULL OR NOT EXISTS (
                    SELECT FROM \(scope.told("activity_items"))
                    WHERE activity_id = workshops.id)
                UNION ALL SELECT standing_id, activity_items.headcount,
                    activity_items.headcount_qualifier
                FROM workshops
                JOIN \(scope.told("activity_items")) ON activity_id = workshops.id
                WHERE workshops.headcount IS NULL
            ) AS counts
            GROUP BY standing_id
        )
        """
    }

    private static let areaKinds = [
        "focus": Titles(sr: "у фокусу", en: "in focus"),
        "capacity-building": Titles(sr: "изградња капацитета", en: "capacity building"),
    ]
    static let indicators = [
        "deliveries": Titles(sr: "реализације обука", en: "deliveries"),
        "persons-passed": Titles(sr: "лица која су успешно прошла", en: "persons who passed"),
        "lsgs": Titles(sr: "општине и градови", en: "LSGs"),
        "centres": Titles(sr: "прихватни и азилни центри", en: "reception and asylum centres"),
        "users": Titles(sr: "корисници центара", en: "users of centres"),
    ]
    private static let qualifiers = [
        "exact": Titles(sr: "тачно", en: "exactly"),
        "at-least": Titles(sr: "најмање", en: "at least"),
        "more-than": Titles(sr: "више од", en: "more than"),
        "about": Titles(sr: "око", en: "about"),
        "unknown": Titles(sr: "није бројано", en: "not counted"),
    ]
}
