import Documents
import Postgres

/// Somebody who spoke at an activity, with the function of that day.
package struct ActivitySpeaker: CodedNoun {
    package static let noun = "activity_speaker"
    package static let plural = "activity_speakers"

    package let draft: ActivitySpeakerDraft
    package let version: Int

    package static func isFound(by words: SearchWords) -> SQL {
        "activity_speakers.id IN (\(words.rows("id", of: "activity_speakers")))"
    }

    /// The speakers of an activity in the order of their codes; refuses with `NotFound`.
    package static func list(
        of activity: String,
        in transaction: borrowing Transaction
    ) throws -> [ActivitySpeaker] {
        _ = try Activity.find(activity, in: transaction)
        return try rows(
            "WHERE activities.code = \(activity.uppercased()) ORDER BY activity_speakers.code",
            in: transaction
        )
    }

    package static func rows(
        _ condition: SQL,
        in transaction: borrowing Transaction
    ) throws -> [ActivitySpeaker] {
        try transaction.rows(
            """
            SELECT activity_speakers.code, activities.code,
                ARRAY[
                    activity_speakers.name_sr_cyrl, activity_speakers.name_sr_latn,
                    activity_speakers.name_en],
                ARRAY[
                    activity_speakers.function_sr_cyrl, activity_speakers.function_sr_latn,
                    activity_speakers.function_en],
                (SELECT code FROM organisations WHERE id = activity_speakers.organisation_id),
                activity_speakers.remark_sr_cyrl, activity_speakers.remark_sr_latn,
                activity_speakers.remark_en, activity_speakers.row_version
            FROM activity_speakers
            JOIN activities ON activities.id = activity_speakers.activity_id
            \(condition)
            """,
            as: (
                String.self, String.self, [String].self, [String].self, String?.self,
                String?.self, String?.self, String?.self, Int.self
            )
        ).map { code, activity, name, function, organisation, cyrillic, latin, english, version in
            ActivitySpeaker(
                draft: ActivitySpeakerDraft(
                    code: code,
                    activityCode: activity,
                    name: Titles(columns: name),
                    function: Titles(columns: function),
                    organisationCode: organisation,
                    remark: Titles(srCyrl: cyrillic, srLatn: latin, en: english)
                ),
                version: version
            )
        }
    }

    package var json: JSON {
        [
            "code": .string(draft.code), "activity_code": .string(draft.activityCode),
            "name": draft.name.json, "function": draft.function.json,
            "organisation_code": JSON(draft.organisationCode),
            "remark": draft.remark?.json ?? .null, "version": .integer(version),
        ]
    }
}

/// What can be entered about a speaker.
package struct ActivitySpeakerDraft: Hashable, Sendable {
    package let code: String
    package let activityCode: String
    package let name: Titles
    package let function: Titles
    package let organisationCode: String?
    /// What they said, in the words that follow the name in a sentence.
    package let remark: Titles?
}

extension ActivitySpeakerDraft: CodedDraft {
    package static let permission = Permission.manageCatalogue
    package static let fields: [DraftField] =
        [.code, .code("activity_code", "Where they spoke.", isRequired: true)]
        + DraftField.titles("name") + DraftField.titles("function")
        + [.code("organisation_code", "Whom they spoke for.")]
        + DraftField.titles("remark")

    package init(_ form: inout Form) throws {
        code = form.code("code")
        activityCode = form.code("activity_code")
        name = form.titles("name", lengthMax: 200)
        function = form.titles("function")
        organisationCode = form.optionalCode("organisation_code")
        remark = form.optionalTitles("remark", lengthMax: 1_000)
        try form.check()
    }

    package var form: Form {
        var values = name.fields("name")
        values.merge(function.fields("function")) { $1 }
        values.merge(remark?.fields("remark") ?? [:]) { $1 }
        values["code"] = code
        values["activity_code"] = activityCode
        values["organisation_code"] = organisationCode
        return Form(values)
    }

    package static func refusal(_ error: PostgresError) -> (any Refusal)? {
        error.constraint == "activity_speakers_code_once" ? CodeTaken(ActivitySpeaker.spoken) : nil
    }

    private var references: [Reference] {
        [
            Reference("activity_code", Activity.self, activityCode),
            Reference("organisation_code", Organisation.self, organisationCode),
        ]
    }

    package func insert(in transaction: borrowing Transaction) throws {
        try references.check(in: transaction)
        _ = try transaction.execute(
            """
            INSERT INTO activity_speakers (
                code, activity_id, name_sr_cyrl, name_sr_latn, name_en, function_sr_cyrl,
                function_sr_latn, function_en, organisation_id, remark_sr_cyrl,
                remark_sr_latn, remark_en)
            VALUES (
                \(code), (SELECT id FROM activities WHERE code = \(activityCode)),
                \(name.srCyrl), \(name.srLatn), \(name.en), \(function.srCyrl),
                \(function.srLatn), \(function.en),
                (SELECT id FROM organisations WHERE code = \(organisationCode)),
                \(remark?.srCyrl), \(remark?.srLatn), \(remark?.en))
            """
        )
    }

    package func update(
        ifVersion version: Int?,
        in transaction: borrowing Transaction
    ) throws -> Bool {
        try references.check(in: transaction)
        return try transaction.execute(
            """
            UPDATE activity_speakers
            SET activity_id = (SELECT id FROM activities WHERE code = \(activityCode)),
                name_sr_cyrl = \(name.srCyrl), name_sr_latn = \(name.srLatn),
                name_en = \(name.en), function_sr_cyrl = \(function.srCyrl),
                function_sr_latn = \(function.srLatn), function_en = \(function.en),
                organisation_id = (SELECT id FROM organisations WHERE code = \(organisationCode)),
                remark_sr_cyrl = \(remark?.srCyrl), remark_sr_latn = \(remark?.srLatn),
                remark_en = \(remark?.en)
            WHERE code = \(code) AND (\(version)::bigint IS NULL OR row_version = \(version))
            """
        ) == 1
    }
}
