import Postgres

/// All that a file says of a version of a course: what it teaches and asks for, what it measures,
/// which questionnaires it puts to its cohorts, and the day on which it was published.
///
/// It stands in one row, because a version is published as a whole and stays as it is then.
struct CourseVersionContents {
    let draft: CourseVersionDraft
    let assessments: [Assessment]
    let asked: [QuestionnairePlan.Asked]
    let publishedOn: CalendarDate?

    private static let assessmentFields = Assessment.columns.filter { $0 != "position" }
    private static let askedFields = ["code", "after_months", "open_days"]

    static let columns =
        CourseVersionDraft.fields.map(\.name) + assessmentFields.map { "assessments_\($0)" }
        + askedFields.map { "questionnaires_\($0)" } + ["published_on"]

    /// What is known of a version.
    init(of version: CourseVersion, in transaction: borrowing Transaction) throws {
        draft = version.draft
        assessments = try Assessment.list(version: version.id, in: transaction)
        asked = try CourseQuestionnaire.list(version: version.id, in: transaction)
            .map { ($0.questionnaire, $0.afterMonths, $0.openDays) }
        publishedOn = version.publishedOn
    }

    /// Reads a form in which a field that is left out is what `known` says; the day of publication
    /// is the form's own.
    ///
    /// Refuses with `InvalidForm`.
    init(_ form: Form, over known: CourseVersionContents) throws {
        var form = form
        publishedOn = form.optionalDate("published_on")
        assessments = form.assessments(Self.assessmentFields) ?? known.assessments
        asked = form.questionnaires(Self.askedFields) ?? known.asked
        try form.check()
        draft = try CourseVersionDraft(form, over: known.draft)
    }

    /// The version as the fields of a form.
    var form: Form {
        var form = draft.form.with("published_on", publishedOn?.description ?? "")
        for field in Self.assessmentFields {
            let cells = assessments.map { $0.cells[field] ?? "" }
            form = form.with("assessments_\(field)", cells.joined(separator: "|"))
        }
        for (field, cells) in zip(Self.askedFields, askedCells) {
            form = form.with("questionnaires_\(field)", cells.joined(separator: "|"))
        }
        return form
    }

    private var askedCells: [[String]] {
        [
            asked.map(\.code), asked.map { String($0.afterMonths ?? 0) },
            asked.map { String($0.openDays ?? 0) },
        ]
    }

    /// Whether a version that is known says all of it; a file without a day says nothing of it.
    func isSaid(by known: CourseVersionContents) -> Bool {
        hasContents(of: known) && (publishedOn == nil || publishedOn == known.publishedOn)
    }

    /// Whether the two say the same but for the day.
    func hasContents(of known: CourseVersionContents) -> Bool {
        draft.agrees(with: known.draft) && measures(the: known.assessments)
            && asks(the: known.asked)
    }

    private func measures(the known: [Assessment]) -> Bool {
        assessments.map(\.cells) == known.map(\.cells)
    }

    /// The order of questionnaires says nothing; what is left out of one neither.
    private func asks(the known: [QuestionnairePlan.Asked]) -> Bool {
        asked.count == known.count
            && asked.allSatisfy { entry in
                known.contains {
                    $0.code == entry.code
                        && (entry.afterMonths == nil || entry.afterMonths == $0.afterMonths)
                        && (entry.openDays == nil || entry.openDays == $0.openDays)
                }
            }
    }

    /// Makes it what the draft says, and publishes that when there is a day.
    ///
    /// `known` is what the draft says. Refuses with `InvalidForm` and `CourseVersionError`.
    func enter(
        into version: CourseVersion,
        over known: CourseVersionContents,
        in transaction: borrowing Transaction
    ) throws {
        try version.enter(draft, in: transaction)
        if !measures(the: known.assessments) {
            try AssessmentPlan(assessments: assessments)
                .enter(version: version.id, in: transaction)
        }
        if !asks(the: known.asked) {
            try QuestionnairePlan(asked: asked).enter(version: version.id, in: transaction)
        }
        guard let publishedOn else { return }
        do {
            _ = try transaction.execute(
                "SELECT publish_version_as_of(\(version.id), \(publishedOn))"
            )
        } catch {
            throw CourseVersionError.translated(error)
        }
    }
}

extension Form {
    fileprivate mutating func assessments(_ fields: [String]) -> [Assessment]? {
        let name = "assessments"
        guard let parts = parts(name, fields, countMax: AssessmentPlan.Limits.assessmentsMax)
        else { return nil }
        var read: [Assessment] = []
        for (place, part) in parts.enumerated() {
            var part = part
            let assessment = Assessment(&part)
            if read.contains(where: { $0.code.utf8.elementsEqual(assessment.code.utf8) }) {
                part.refuse("code", "stands twice")
            }
            read.append(assessment)
            refuse(part, place, of: name)
        }
        return read
    }

    fileprivate mutating func questionnaires(_ fields: [String]) -> [QuestionnairePlan.Asked]? {
        let name = "questionnaires"
        guard let parts = parts(name, fields, countMax: QuestionnairePlan.Limits.questionnairesMax)
        else { return nil }
        var read: [QuestionnairePlan.Asked] = []
        for (place, part) in parts.enumerated() {
            var part = part
            let entry = QuestionnairePlan.asked("code", in: &part)
            if read.contains(where: { $0.code == entry.code }) {
                part.refuse("code", "stands twice")
            }
            read.append(entry)
            refuse(part, place, of: name)
        }
        return read
    }
}
