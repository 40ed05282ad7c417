import Documents
import Postgres

/// What shall be measured in a course or in a cohort, in the place of what was planned.
package struct AssessmentPlan: Sendable {
    private let assessments: [Assessment]

    enum Limits {
        static let assessmentsMax = 50
    }

    /// Reads a list of objects as `Assessment.json` writes them.
    ///
    /// A title may stand in one Serbian script alone. Left out: weight 0, no pass mark, not
    /// required, one attempt, the last counts. Refuses with `InvalidForm`, which names the place.
    package init(_ json: [JSON]) throws {
        var problems: [FieldProblem] = []
        if json.count > Limits.assessmentsMax {
            problems.append(FieldProblem("assessments", "are more than \(Limits.assessmentsMax)"))
        }
        var assessments: [Assessment] = []
        for (index, element) in json.enumerated() {
            var form = Form(element.fieldValues)
            let assessment = Assessment(&form)
            if assessments.contains(where: { $0.code.utf8.elementsEqual(assessment.code.utf8) }) {
                form.refuse("code", "stands twice")
            }
            assessments.append(assessment)
            problems += form.problems.map {
                $0.named("assessments[\(index + 1)].\($0.field)")
            }
        }
        guard problems.isEmpty else { throw InvalidForm(problems) }
        self.assessments = assessments
    }

    init(assessments: [Assessment]) {
        self.assessments = assessments
    }

    /// Plans them for a cohort.
    ///
    /// The same again changes nothing. Refuses with `AccessError.notAllowed`, `NotFound`,
    /// `CohortError.rulesFixed` once the cohort is published, and `AssessmentError.frozen` once
    /// somebody has a result.
    package func enter(
        cohort code: String,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> [Assessment] {
        try actor.require(.manageCatalogue)
        let cohort = try Cohort.lock(code, in: transaction)
        let known = try Assessment.list(cohort: code, in: transaction)
        guard assessments != known else { return known }
        do {
            _ = try transaction.execute(
                "DELETE FROM cohort_assessments WHERE cohort_id = \(cohort)"
            )
            try insert("cohort_assessments", "cohort_id", cohort.value, in: transaction)
        } catch {
            throw (error as? PostgresError).flatMap(Assessment.refusal) ?? error
        }
        return try Assessment.list(cohort: code, in: transaction)
    }

    func insert(
        _ table: String,
        _ column: String,
        _ owner: Int,
        in transaction: borrowing Transaction
    ) throws {
        for (index, assessment) in assessments.enumerated() {
            _ = try transaction.execute(
                """
                INSERT INTO \(identifier: table) (
                    \(identifier: column), code, position, kind, title_sr_cyrl, title_sr_latn,
                    title_en, weight, pass_mark_percent, is_required, attempts_max, counts)
                VALUES (
                    \(owner), \(assessment.code), \(index + 1), \(assessment.kind),
                    \(assessment.title.srCyrl), \(assessment.title.srLatn), \(assessment.title.en),
                    \(assessment.weight), \(assessment.passMarkPercent), \(assessment.isRequired),
                    \(assessment.attemptsMax), \(assessment.counts))
                """
            )
        }
    }
}

extension Assessment {
    init(_ form: inout Form) {
        code = form.assessment("code")
        let kind = form.choice("kind") ?? Kind.assignment
        self.kind = kind
        title = form.titles("title")
        weight = form.optionalInteger("weight", in: 0...100) ?? 0
        passMarkPercent = form.optionalInteger("pass_mark_percent", in: 0...100)
        isRequired = form.flag("required")
        attemptsMax = form.optionalInteger("attempts_max", in: 1...20) ?? 1
        counts = form.choice("counts", otherwise: .last) ?? .last
        if kind == .pre, weight > 0 || isRequired || passMarkPercent != nil {
            form.refuse("kind", "is measured before the training and decides on nothing")
        }
    }
}

extension Form {
    /// The code of an assessment: up to 40 small letters, digits and dashes, a letter first.
    mutating func assessment(_ field: String) -> String {
        let value = text(field).lowercased()
        let isCode =
            (1...40).contains(value.utf8.count)
            && value.utf8.first.map { (0x61...0x7A).contains($0) } == true
            && value.utf8.allSatisfy {
                (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D
            }
        if !isCode {
            refuse(field, "“\(value)” is no code: use small letters, digits and dashes")
        }
        return value
    }
}
