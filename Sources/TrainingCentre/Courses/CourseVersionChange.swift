import Postgres

extension CourseVersion {
    /// Begins a new version of a course: a draft that says what the newest version says.
    ///
    /// Refuses with `AccessError.notAllowed`, `NotFound` and `CourseVersionError.draftExists`.
    package static func revise(
        _ code: String,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> CourseVersion {
        try actor.require(.manageCatalogue)
        try lock(code, in: transaction)
        do {
            _ = try transaction.execute(
                "SELECT revise_course(id) FROM courses WHERE code = \(code.uppercased())"
            )
        } catch {
            throw CourseVersionError.translated(error)
        }
        return try find(nil, of: code, in: transaction)
    }

    /// Changes a draft, when it still has the version; nil is any.
    ///
    /// Fields that the form does not have stay as they are. Refuses with
    /// `AccessError.notAllowed`, `NotFound`, `VersionChanged`, `InvalidForm` and
    /// `CourseVersionError.published`.
    package static func change(
        _ number: Int,
        of code: String,
        _ form: Form,
        ifVersion version: Int?,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> CourseVersion {
        try actor.require(.manageCatalogue)
        try lock(code, in: transaction)
        let known = try find(number, of: code, in: transaction)
        guard version == nil || version == known.version else { throw VersionChanged() }
        try known.enter(CourseVersionDraft(form, over: known.draft), in: transaction)
        return try find(number, of: code, in: transaction)
    }

    /// Publishes a draft, for good; a published one stays as it is.
    ///
    /// Refuses with `AccessError.notAllowed`, `NotFound` and `CourseVersionError.asksForItself`.
    package static func publish(
        _ number: Int?,
        of code: String,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> CourseVersion {
        try actor.require(.manageCatalogue)
        try lock(code, in: transaction)
        let known = try find(number, of: code, in: transaction)
        if known.isPublished { return known }
        do {
            _ = try transaction.execute("SELECT publish_version(\(known.id))")
        } catch {
            throw CourseVersionError.translated(error)
        }
        return try find(known.number, of: code, in: transaction)
    }

    /// Enters that a body has accredited a version.
    ///
    /// Refuses with `AccessError.notAllowed`, `NotFound`, `InvalidForm` and
    /// `CourseVersionError.accreditedAlready`.
    package static func accredit(
        _ number: Int?,
        of code: String,
        _ form: Form,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> CourseVersion {
        try actor.require(.manageCatalogue)
        let known = try find(number, of: code, in: transaction)
        var form = form
        let register = form.text("register_number", lengthMax: 100)
        let accreditedOn = form.date("accredited_on")
        let startsOn = form.optionalDate("starts_on") ?? accreditedOn
        let endsOn = form.optionalDate("ends_on")
        let body = form.titles("body")
        if let endsOn, endsOn < startsOn { form.refuse("ends_on", "lies before starts_on") }
        try form.check()
        do {
            _ = try transaction.execute(
                """
                INSERT INTO course_accreditations (
                    course_version_id, register_number, accredited_on, starts_on, ends_on,
                    body_sr_cyrl, body_sr_latn, body_en)
                VALUES (
                    \(known.id), \(register), \(accreditedOn), \(startsOn), \(endsOn),
                    \(body.srCyrl), \(body.srLatn), \(body.en))
                """
            )
        } catch {
            throw CourseVersionError.translated(error)
        }
        return try find(known.number, of: code, in: transaction)
    }

    /// Locks a course, so that its versions stay as they are found.
    static func lock(_ code: String, in transaction: borrowing Transaction) throws {
        guard
            try transaction.value(
                "SELECT id FROM courses WHERE code = \(code.uppercased()) FOR NO KEY UPDATE",
                as: ID<Course>.self
            ) != nil
        else { throw NotFound("course", code) }
    }

    /// Replaces what a draft says.
    func enter(_ new: CourseVersionDraft, in transaction: borrowing Transaction) throws {
        guard !isPublished else { throw CourseVersionError.published }
        do {
            _ = try transaction.execute(
                """
                UPDATE course_versions
                SET year = \(new.year), eqf_level = \(new.eqfLevel),
                    hours_online = \(new.hoursOnline), hours_face_to_face = \(new.hoursFaceToFace),
                    minimum_attendance_percent = \(new.minimumAttendancePercent),
                    pass_score_percent = \(new.passScorePercent),
                    requires_evaluation = \(new.requiresEvaluation),
                    experience_months = \(new.experienceMonths),
                    prerequisites_sr_cyrl = \(new.prerequisites?.srCyrl),
                    prerequisites_sr_latn = \(new.prerequisites?.srLatn),
                    prerequisites_en = \(new.prerequisites?.en), languages = \(new.languages)
                WHERE id = \(id)
                """
            )
            try enterOutcomes(new.outcomes, in: transaction)
            try enterModules(of: new, in: transaction)
            try enterCodes(
                new.prerequisiteCourses,
                field: "prerequisite_courses",
                table: "course_version_prerequisites",
                column: "course_id",
                of: "courses",
                in: transaction
            )
            try enterCodes(
                new.targetGroups,
                field: "target_groups",
                table: "course_version_target_groups",
                column: "target_group_id",
                of: "target_groups",
                in: transaction
            )
            try enterCodes(
                new.authors,
                field: "authors",
                table: "course_version_authors",
                column: "organisation_id",
                of: "organisations",
                in: transaction
            )
        } catch {
            throw CourseVersionError.translated(error)
        }
    }

    /// Refuses with `InvalidForm` a code that no row of a noun's table has.
    static func checkCodes(
        _ codes: [String],
        field: String,
        of nouns: String,
        in transaction: borrowing Transaction
    ) throws {
        let strangers = try transaction.rows(
            """
            SELECT code FROM unnest(\(codes)) AS code
            EXCEPT SELECT code FROM \(identifier: nouns)
            """,
            as: String.self
        )
        if let stranger = strangers.first {
            throw InvalidForm([FieldProblem(field, "there is no “\(stranger)”", .notFound)])
        }
    }

    private func enterOutcomes(
        _ outcomes: [Titles],
        in transaction: borrowing Transaction
    ) throws {
        guard outcomes != draft.outcomes else { return }
        _ = try transaction.execute(
            "DELETE FROM course_version_outcomes WHERE course_version_id = \(id)"
        )
        _ = try transaction.execute(
            """
            INSERT INTO course_version_outcomes (
                course_version_id, position, text_sr_cyrl, text_sr_latn, text_en)
            SELECT \(id), new.position, new.text_sr_cyrl, new.text_sr_latn, new.text_en
            FROM unnest(
                \(outcomes.map(\.srCyrl)), \(outcomes.map(\.srLatn)), \(outcomes.map(\.en))
            ) WITH ORDINALITY AS new (text_sr_cyrl, text_sr_latn, text_en, position)
            """
        )
    }

    /// Makes the rows of a link table those that these codes name; a code that nothing has is a
    /// problem of its field.
    private func enterCodes(
        _ codes: [String],
        field: String,
        table: String,
        column: String,
        of nouns: String,
        in transaction: borrowing Transaction
    ) throws {
        try CourseVersion.checkCodes(codes, field: field, of: nouns, in: transaction)
        _ = try transaction.execute(
            """
            DELETE FROM \(identifier: table)
            WHERE course_version_id = \(id) AND \(identifier: column) NOT IN (
                SELECT id FROM \(identifier: nouns) WHERE code = ANY(\(codes)))
            """
        )
        _ = try transaction.execute(
            """
            INSERT INTO \(identifier: table) (course_version_id, \(identifier: column))
            SELECT \(id), id FROM \(identifier: nouns) WHERE code = ANY(\(codes))
            ON CONFLICT (course_version_id, \(identifier: column)) DO NOTHING
            """
        )
    }
}

/// Why a version of a course is not made or changed.
package enum CourseVersionError: Refusal {
    case draftExists
    case published
    case accreditedAlready
    case unknownLanguage
    case kept
    case publishedOutOfOrder
    case asksForItself

    /// The refusal that an error of the database means, or the error itself.
    static func translated(_ error: any Error) -> any Error {
        (error as? PostgresError).flatMap(CourseVersionError.init) ?? error
    }

    init?(_ error: PostgresError) {
        switch error.constraint {
        case "course_versions_draft_once": self = .draftExists
        case "course_versions_published_kept": self = .published
        case "course_accreditations_register_number_once": self = .accreditedAlready
        case "course_versions_languages_known": self = .unknownLanguage
        case "cohorts_course_version_kept": self = .kept
        case "course_versions_published_in_order": self = .publishedOutOfOrder
        case "course_version_prerequisites_end": self = .asksForItself
        default: return nil
        }
    }

    package var kind: RefusalKind {
        [.unknownLanguage, .publishedOutOfOrder, .asksForItself].contains(self)
            ? .invalid : .conflict
    }

    package var column: String {
        switch self {
        case .draftExists, .published: "course_code"
        case .accreditedAlready: "register_number"
        case .unknownLanguage: "languages"
        case .kept: "course_version"
        case .publishedOutOfOrder: "published_on"
        case .asksForItself: "prerequisite_courses"
        }
    }

    package var code: String {
        switch self {
        case .draftExists: "course_version_draft_exists"
        case .published: "course_version_published"
        case .accreditedAlready: "course_accredited_already"
        case .unknownLanguage: "language_unknown"
        case .kept: "course_version_kept"
        case .publishedOutOfOrder: "course_version_published_out_of_order"
        case .asksForItself: "course_asks_for_itself"
        }
    }

    package var message: String {
        switch self {
        case .draftExists: "the course has a draft of its next version already: change that one"
        case .published:
            "the version is published and stays as it is: begin a new version and change that one"
        case .accreditedAlready: "this register number is entered for the version already"
        case .unknownLanguage:
            "a language is not known: use sr, en, hu, sq, ro, sk, fr, de, ru, "
                + "ar or fa"
        case .kept: "the cohort is public and keeps the version that it was planned with"
        case .publishedOutOfOrder:
            "the day lies in the future, or before that on which the version before was published"
        case .asksForItself:
            "the course asks for itself, or for one that asks for it in the end: "
                + "nobody could take it"
        }
    }
}
