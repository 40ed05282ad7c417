import Postgres

/// The nouns that can be imported from a file, by the word of the command line.
package enum ImportedNoun: String, CaseIterable, Sendable {
    case projects, organisations, people, courses, cohorts, enrolments, attendance, results
    case venues, tags, activities, plans
    case projectOutputs = "project-outputs"
    case projectTargets = "project-targets"
    case activityItems = "activity-items"
    case activitySpeakers = "activity-speakers"
    case planAreas = "plan-areas"
    case needsAssessments = "needs-assessments"
    case targetGroups = "target-groups"
    case modules
    case moduleCompletions = "module-completions"
    case courseVersions = "course-versions"
    case courseAccreditations = "course-accreditations"
    case experiences, evaluations
    case evaluationInvitations = "evaluation-invitations"
    case courseTags = "course-tags"
    case cohortOverbookings = "cohort-overbookings"
    case cohortStates = "cohort-states"
    case activityBatches = "activity-batches"
    case certificateCeremonies = "certificate-ceremonies"
    case certificateHandovers = "certificate-handovers"
    case programmes, rooms, sessions, handbooks
    case handbookEditions = "handbook-editions"
    case cohortEditions = "cohort-editions"
    case editionAcknowledgements = "edition-acknowledgements"
    case fields, trainers, candidacies, accreditations
    case trainerDecisions = "trainer-decisions"
    case trainerEvidence = "trainer-evidence"
    case candidacyVerdicts = "candidacy-verdicts"
    case candidacyEnds = "candidacy-ends"
    case accreditationSuspensions = "accreditation-suspensions"
    case interests, qualifications, questionnaires, merges
    case qualifyingCourses = "qualifying-courses"
    case qualifyingProgrammes = "qualifying-programmes"
    case activityParticipants = "activity-participants"
    case seatRules = "seat-rules"
    case seatQuotas = "seat-quotas"
    case cohortTrainers = "cohort-trainers"
    case courseAssessments = "course-assessments"
    case cohortAssessments = "cohort-assessments"
    case assessmentExemptions = "assessment-exemptions"

    /// The columns that an import reads; others are ignored.
    package var columns: [String] {
        if let coded { return Self.columns(of: coded) }
        if let rows { return rows.columns }
        return switch self {
        case .people: PersonDraft.columns + ["nominated_email"]
        case .courseVersions: CourseVersionImport.columns
        case .sessions: SessionImport.columns
        case .enrolments: EnrolmentImport.columns
        case .attendance: AttendanceImport.columns
        case .results: ResultImport.columns
        case .trainers: TrainerImport.columns
        case .questionnaires: QuestionnaireImport.columns
        default: preconditionFailure("\(rawValue) have a type of their own")
        }
    }

    private static func columns<Noun: CodedNoun>(of type: Noun.Type) -> [String] {
        Noun.Draft.columns
    }
}

/// What an import may be told besides the rows.
package struct ImportOptions: Sendable {
    /// Stands for a missing or empty column `cohort_code`.
    package let cohort: String?
    /// Stands for a missing or empty column `organisation_code`.
    package let organisation: String?
    /// Called now and then with the number of rows that are done.
    package let progress: @Sendable (Int) -> Void

    package init(
        cohort: String? = nil,
        organisation: String? = nil,
        progress: @escaping @Sendable (Int) -> Void = { _ in }
    ) {
        self.cohort = cohort
        self.organisation = organisation
        self.progress = progress
    }

    /// What stands for missing or empty columns.
    fileprivate var supplied: [String: String] {
        [("cohort_code", cohort), ("organisation_code", organisation)].reduce(into: [:]) {
            $0[$1.0] = $1.1
        }
    }
}

extension ImportedNoun {
    /// Imports rows: a wrong row is reported and stops no other.
    ///
    /// Importing the same rows again changes nothing.
    package func importRows(
        _ rows: [ImportedRow],
        options: ImportOptions,
        act: Act,
        chance: Chance,
        in transaction: borrowing Transaction
    ) throws -> ImportReport {
        guard options.organisation == nil || columns.contains("organisation_code") else {
            throw InvalidForm([
                FieldProblem("organisation", "\(rawValue) have no column organisation_code")
            ])
        }
        let supplied = options.supplied
        let rows = supplied.isEmpty ? rows : rows.map { $0.supplying(supplied) }
        let run = ImportRun(rows: rows, act: act, chance: chance, progress: options.progress)
        return ImportReport(rows, try outcomes(of: run, in: transaction))
    }

    private func outcomes(
        of run: ImportRun,
        in transaction: borrowing Transaction
    ) throws -> [RowOutcome] {
        if let coded { return try run.coded(coded, in: transaction) }
        if let rows { return try run.each(rows, in: transaction) }
        return switch self {
        case .people: try run.people(in: transaction)
        case .courseVersions: try CourseVersionImport(run).perform(in: transaction)
        case .sessions: try SessionImport(run).perform(in: transaction)
        case .enrolments: try EnrolmentImport(run, in: transaction).perform(in: transaction)
        case .attendance: try AttendanceImport(run).perform(in: transaction)
        case .results: try ResultImport(run).perform(in: transaction)
        case .trainers: try TrainerImport(run).perform(in: transaction)
        case .questionnaires: try QuestionnaireImport(run).perform(in: transaction)
        default: preconditionFailure("\(rawValue) have a type of their own")
        }
    }
}

extension TrainingCentre {
    /// Imports rows in one transaction; `rehearse` does all of it and rolls back.
    package func importRows(
        _ rows: [ImportedRow],
        as noun: ImportedNoun,
        options: ImportOptions = ImportOptions(),
        act: Act,
        rehearse: Bool = false
    ) async throws -> ImportReport {
        let chance = chance
        return try await write(act, rehearse: rehearse) { (transaction: borrowing Transaction) in
            try noun.importRows(
                rows,
                options: options,
                act: act,
                chance: chance,
                in: transaction
            )
        }
    }
}

/// One import under way.
struct ImportRun: Sendable {
    /// Rows that one statement enters.
    static let rowsAtOnce = 20_000

    let rows: [ImportedRow]
    let act: Act
    let chance: Chance
    let progress: @Sendable (Int) -> Void

    /// Reads every row; a row that cannot be read is rejected and nil.
    func read<Draft>(
        _ outcomes: inout [RowOutcome],
        _ body: (inout Form) throws -> Draft
    ) throws -> [Draft?] {
        var drafts: [Draft?] = []
        for (index, row) in rows.enumerated() {
            switch try ImportRun.read(row, body) {
            case .draft(let draft): drafts.append(draft)
            case .rejected(let outcome):
                outcomes[index] = outcome
                drafts.append(nil)
            }
            if index % 1_000 == 999 { progress(index + 1) }
        }
        return drafts
    }

    /// Reads every row as `read` does, on all cores, where a row says nothing of another.
    func readOnAllCores<Draft: Sendable>(
        _ outcomes: inout [RowOutcome],
        _ body: @Sendable (inout Form) throws -> Draft
    ) throws -> [Draft?] {
        let readings = try rows.concurrentMap { try ImportRun.read($0, body) }
        for (index, reading) in readings.enumerated() {
            if case .rejected(let outcome) = reading { outcomes[index] = outcome }
        }
        return readings.map { if case .draft(let draft) = $0 { draft } else { nil } }
    }

    /// What comes of reading a row.
    fileprivate enum Reading<Draft> {
        case draft(Draft)
        case rejected(RowOutcome)
    }

    private static func read<Draft>(
        _ row: ImportedRow,
        _ body: (inout Form) throws -> Draft
    ) throws -> Reading<Draft> {
        if let defect = row.defect {
            let code = row.defectField.isEmpty ? FieldCode.fieldCount : .other
            return .rejected(.rejected([FieldProblem(row.defectField, defect, code)]))
        }
        var form = row.form
        do {
            let draft = try body(&form)
            try form.check()
            return .draft(draft)
        } catch {
            return .rejected(try RowOutcome(rejecting: error))
        }
    }

    /// What a value that differs from the recorded one is: the first, or a correction.
    ///
    /// Refuses with `InvalidForm` a correction without a reason.
    func outcome(recorded: String?, field: String) throws -> RowOutcome {
        guard let recorded else { return .created }
        guard act.reason != nil else {
            throw InvalidForm([
                FieldProblem(
                    field,
                    "is recorded as \(recorded) already: to correct it, give a reason"
                )
            ])
        }
        return .updated
    }

    /// Imports a noun that people know by its code.
    func coded<Noun: CodedNoun>(
        _ type: Noun.Type,
        in transaction: borrowing Transaction
    ) throws -> [RowOutcome] {
        try act.actor.require(Noun.Draft.permission)
        var outcomes = [RowOutcome](repeating: .unchanged, count: rows.count)
        let codes = rows.compactMap { $0[Noun.codeField]?.uppercased() }
        var known = Dictionary(
            try Noun.withCodes(codes, in: transaction).map { ($0.draft.code, $0.draft) },
            uniquingKeysWith: { _, last in last }
        )
        // A column that the file does not have says nothing: what is known stays.
        let resolve = try Noun.Draft.resolver(in: transaction)
        let drafts = try read(&outcomes) { form in
            let code = form.code(Noun.codeField)
            if let draft = known[code] { form = form.filled(from: draft.form) }
            return try resolve(Noun.Draft(&form))
        }
        var seen: Set<String> = []
        var left = Array(drafts.indices)
        while true {
            let before = seen.count
            try enterCoded(left, of: drafts, &known, &seen, &outcomes, Noun.self, in: transaction)
            // A row may name one that stands below it, which is there now.
            left = left.filter { drafts[$0] != nil && outcomes[$0].isRejected }
            if left.isEmpty || seen.count == before { break }
        }
        progress(rows.count)
        return outcomes
    }

    private func enterCoded<Noun: CodedNoun>(
        _ indices: [Int],
        of drafts: [Noun.Draft?],
        _ known: inout [String: Noun.Draft],
        _ seen: inout Set<String>,
        _ outcomes: inout [RowOutcome],
        _ type: Noun.Type,
        in transaction: borrowing Transaction
    ) throws {
        for index in indices {
            guard let draft = drafts[index] else { continue }
            do {
                // Of two rows that differ neither is the right one, and each import would change
                // something again.
                if seen.contains(draft.code) {
                    guard let entered = known[draft.code], draft.agrees(with: entered) else {
                        throw InvalidForm([
                            FieldProblem(
                                Noun.codeField,
                                "stands twice in the file with different facts",
                                .twiceInFile
                            )
                        ])
                    }
                    continue
                }
                outcomes[index] = try enter(draft, known: known[draft.code], in: transaction)
                seen.insert(draft.code)
                known[draft.code] = try Noun.withCodes([draft.code], in: transaction).first?
                    .draft
            } catch {
                let rejected = try RowOutcome(rejecting: Noun.Draft.translated(error))
                // What was wrong at first stays said, whatever became of rows below since.
                if !outcomes[index].isRejected { outcomes[index] = rejected }
            }
        }
    }

    private func enter<Draft: CodedDraft>(
        _ draft: Draft,
        known: Draft?,
        in transaction: borrowing Transaction
    ) throws -> RowOutcome {
        if let known, draft.agrees(with: known) { return .unchanged }
        return try transaction.savepoint {
            if known == nil {
                try draft.insert(in: transaction)
                return .created
            }
            _ = try draft.update(ifVersion: nil, in: transaction)
            return .updated
        }
    }

    /// Imports people: new ones are entered; a different name for a known address is rejected.
    ///
    /// Of somebody who is known nothing changes.
    func people(in transaction: borrowing Transaction) throws -> [RowOutcome] {
        try act.actor.require(.manageEnrolments)
        var outcomes = [RowOutcome](repeating: .unchanged, count: rows.count)
        let drafts = try read(&outcomes) { PersonDraft(row: &$0) }
        var directory = try PeopleDirectory(drafts.lazy.compactMap { $0?.email }, in: transaction)
        for (index, draft) in drafts.enumerated() {
            guard let draft else { continue }
            do {
                outcomes[index] = try directory.enter(draft) ? .created : .unchanged
            } catch {
                outcomes[index] = try RowOutcome(rejecting: error)
            }
        }
        try directory.save(in: transaction)
        progress(rows.count)
        return outcomes
    }
}

extension ImportRun.Reading: Sendable where Draft: Sendable {}
