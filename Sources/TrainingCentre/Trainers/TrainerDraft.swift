import Postgres

/// What can be entered about somebody in the register of trainers.
package struct TrainerDraft: Hashable, Sendable {
    /// The code of the institution or partner that nominated; nil for somebody who applied.
    package let nominator: String?
    package let employment: EnrolmentFacts.Employment
    /// Two or three small letters each (ISO 639), in order.
    package let languages: [String]
    package let courses: [String]
    package let fields: [String]
    package let bio: Titles?

    init(
        nominator: String?,
        employment: EnrolmentFacts.Employment,
        languages: [String],
        courses: [String],
        fields: [String],
        bio: Titles?
    ) {
        self.nominator = nominator
        self.employment = employment
        self.languages = languages
        self.courses = courses
        self.fields = fields
        self.bio = bio
    }

    package static let fields =
        [
            DraftField("nominated_by", "The organisation that nominates; none for an application."),
            DraftField(
                "employment",
                "employee by default; engaged is contract staff.",
                .choice(EnrolmentFacts.Employment.allCases.map(\.rawValue))
            ),
            DraftField("languages", "Languages of teaching (ISO 639); sr by default.", .list),
            DraftField("courses", "The codes of courses that the person offers to teach.", .list),
            DraftField("fields", "The codes of fields that the person offers to teach.", .list),
        ] + DraftField.titles("bio")

    /// Reads the fields; the caller checks them.
    init(_ form: inout Form) {
        nominator = form.optionalCode("nominated_by")
        employment = form.choice("employment", otherwise: .employee) ?? .employee
        let spoken = form.list("languages").map { $0.lowercased() }
        for language in spoken where language.wholeMatch(of: /[a-z]{2,3}/) == nil {
            form.refuse("languages", "“\(language)” is no language: write sr, en, hu")
        }
        if spoken.count > 20 { form.refuse("languages", "are more than 20") }
        languages = spoken.isEmpty ? ["sr"] : TrainerDraft.ordered(spoken)
        courses = form.codes("courses")
        fields = form.codes("fields")
        let isDescribed = ["bio_sr_cyrl", "bio_sr_latn", "bio_en"].contains { form.has($0) }
        bio = isDescribed ? form.titles("bio") : nil
        if courses.isEmpty, fields.isEmpty, form.problems.isEmpty {
            form.refuse(
                "courses",
                "is missing, and so is fields: say what the person teaches",
                .missing
            )
        }
    }

    /// The form that says all of it.
    var form: Form {
        var values = bio?.fields("bio") ?? [:]
        values["nominated_by"] = nominator
        values["employment"] = employment.rawValue
        return Form(
            values,
            lists: ["languages": languages, "courses": courses, "fields": fields]
        )
    }

    private static func ordered(_ texts: [String]) -> [String] {
        Array(Set(texts)).sorted { $0.unicodeScalarsPrecede($1) }
    }

    // MARK: Entering

    func insert(
        of person: ID<Person>,
        in transaction: borrowing Transaction
    ) throws -> ID<TrainerProfile> {
        let nominatorID = try nominator.map { try Organisation.id(of: $0, in: transaction) }
        let id = try transaction.value(
            """
            INSERT INTO trainers (
                person_id, nominator_id, employment, languages, bio_sr_cyrl, bio_sr_latn, bio_en)
            VALUES (
                \(person), \(nominatorID), \(employment), \(languages), \(bio?.srCyrl),
                \(bio?.srLatn), \(bio?.en))
            RETURNING id
            """,
            as: ID<TrainerProfile>.self
        )
        guard let id else { throw NotFound("trainer", "") }
        try enterSubjects(of: id, in: transaction)
        return id
    }

    func update(
        _ id: ID<TrainerProfile>,
        ifVersion version: Int?,
        in transaction: borrowing Transaction
    ) throws -> Bool {
        let nominatorID = try nominator.map { try Organisation.id(of: $0, in: transaction) }
        let count = try transaction.execute(
            """
            UPDATE trainers
            SET nominator_id = \(nominatorID), employment = \(employment),
                languages = \(languages), bio_sr_cyrl = \(bio?.srCyrl),
                bio_sr_latn = \(bio?.srLatn), bio_en = \(bio?.en)
            WHERE id = \(id) AND (\(version)::bigint IS NULL OR row_version = \(version))
            """
        )
        if count == 1 { try enterSubjects(of: id, in: transaction) }
        return count == 1
    }

    private func enterSubjects(
        of id: ID<TrainerProfile>,
        in transaction: borrowing Transaction
    ) throws {
        let courseIDs = try Course.ids(of: courses, field: "courses", in: transaction)
        let fieldIDs = try Field.ids(of: fields, field: "fields", in: transaction)
        _ = try transaction.execute(
            """
            DELETE FROM trainer_subjects
            WHERE trainer_id = \(id)
                AND (course_id = ANY(\(courseIDs)) OR field_id = ANY(\(fieldIDs))) IS NOT TRUE
            """
        )
        _ = try transaction.execute(
            """
            INSERT INTO trainer_subjects (trainer_id, course_id, field_id)
            SELECT \(id), course_id, NULL FROM unnest(\(courseIDs)) AS course_id
            UNION ALL SELECT \(id), NULL, field_id FROM unnest(\(fieldIDs)) AS field_id
            ON CONFLICT (trainer_id, course_id, field_id) DO NOTHING
            """
        )
    }
}
