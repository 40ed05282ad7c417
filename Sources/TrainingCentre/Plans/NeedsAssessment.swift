import Documents
import Postgres

/// An assessment of what institutions need to learn, from which a plan may come.
package struct NeedsAssessment: CodedNoun {
    package static let noun = "needs_assessment"
    package static let plural = "needs_assessments"

    package let draft: NeedsAssessmentDraft
    package let version: Int

    package static func isFound(by words: SearchWords) -> SQL {
        "needs_assessments.id IN (\(words.rows("id", of: "needs_assessments")))"
    }

    package static func rows(
        _ condition: SQL,
        in transaction: borrowing Transaction
    ) throws -> [NeedsAssessment] {
        try transaction.rows(
            """
            SELECT needs_assessments.code,
                ARRAY[
                    needs_assessments.title_sr_cyrl, needs_assessments.title_sr_latn,
                    needs_assessments.title_en],
                needs_assessments.starts_on, needs_assessments.ends_on,
                (SELECT code FROM organisations WHERE id = needs_assessments.assessor_id),
                array_remove(ARRAY[
                    needs_assessments.findings_sr_cyrl, needs_assessments.findings_sr_latn,
                    needs_assessments.findings_en], NULL),
                needs_assessments.row_version
            FROM needs_assessments
            \(condition)
            """,
            as: (
                String.self, [String].self, CalendarDate?.self, CalendarDate?.self, String?.self,
                [String].self, Int.self
            )
        ).map { code, title, startsOn, endsOn, assessor, findings, version in
            NeedsAssessment(
                draft: NeedsAssessmentDraft(
                    code: code,
                    title: Titles(columns: title),
                    startsOn: startsOn,
                    endsOn: endsOn,
                    assessorCode: assessor,
                    findings: Titles(row: findings)
                ),
                version: version
            )
        }
    }

    package var json: JSON {
        [
            "code": .string(draft.code), "title": draft.title.json,
            "starts_on": JSON(draft.startsOn?.description),
            "ends_on": JSON(draft.endsOn?.description),
            "assessor_code": JSON(draft.assessorCode),
            "findings": draft.findings?.json ?? .null, "version": .integer(version),
        ]
    }
}

/// What can be entered about an assessment of needs.
package struct NeedsAssessmentDraft: Hashable, Sendable {
    package let code: String
    package let title: Titles
    package let startsOn: CalendarDate?
    package let endsOn: CalendarDate?
    package let assessorCode: String?
    package let findings: Titles?
}

extension NeedsAssessmentDraft: CodedDraft {
    package static let permission = Permission.manageCatalogue
    package static let fields: [DraftField] =
        [.code] + DraftField.titles("title") + [
            .startsOn, .endsOn, .code("assessor_code", "The organisation that did it."),
        ] + DraftField.titles("findings")

    package init(_ form: inout Form) throws {
        code = form.code("code")
        title = form.titles("title")
        (startsOn, endsOn) = form.period()
        assessorCode = form.optionalCode("assessor_code")
        findings = form.optionalTitles("findings", lengthMax: 2_000)
        try form.check()
    }

    package var form: Form {
        var values = title.fields("title")
        values.merge(findings?.fields("findings") ?? [:]) { $1 }
        values["code"] = code
        values["starts_on"] = startsOn?.description
        values["ends_on"] = endsOn?.description
        values["assessor_code"] = assessorCode
        return Form(values)
    }

    package static func refusal(_ error: PostgresError) -> (any Refusal)? {
        error.constraint == "needs_assessments_code_once" ? CodeTaken(NeedsAssessment.spoken) : nil
    }

    private var references: [Reference] {
        [Reference("assessor_code", Organisation.self, assessorCode)]
    }

    package func insert(in transaction: borrowing Transaction) throws {
        try references.check(in: transaction)
        _ = try transaction.execute(
            """
            INSERT INTO needs_assessments (
                code, title_sr_cyrl, title_sr_latn, title_en, starts_on, ends_on, assessor_id,
                findings_sr_cyrl, findings_sr_latn, findings_en)
            VALUES (
                \(code), \(title.srCyrl), \(title.srLatn), \(title.en), \(startsOn), \(endsOn),
                (SELECT id FROM organisations WHERE code = \(assessorCode)),
                \(findings?.srCyrl), \(findings?.srLatn), \(findings?.en))
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
            UPDATE needs_assessments
            SET title_sr_cyrl = \(title.srCyrl), title_sr_latn = \(title.srLatn),
                title_en = \(title.en), starts_on = \(startsOn), ends_on = \(endsOn),
                assessor_id = (SELECT id FROM organisations WHERE code = \(assessorCode)),
                findings_sr_cyrl = \(findings?.srCyrl), findings_sr_latn = \(findings?.srLatn),
                findings_en = \(findings?.en)
            WHERE code = \(code) AND (\(version)::bigint IS NULL OR row_version = \(version))
            """
        ) == 1
    }
}
