extension ImportedNoun {
    /// Its type, for a noun that people know by its code.
    var coded: (any CodedNoun.Type)? {
        switch self {
        case .projects: Project.self
        case .organisations: Organisation.self
        case .courses: Course.self
        case .programmes: Programme.self
        case .rooms: Room.self
        case .modules: CourseModule.self
        case .cohorts: Cohort.self
        case .handbooks: Handbook.self
        case .handbookEditions: HandbookEdition.self
        case .venues: Venue.self
        case .tags: Tag.self
        case .activities: Activity.self
        case .plans: Plan.self
        case .projectOutputs: ProjectOutput.self
        case .projectTargets: ProjectTarget.self
        case .activityItems: ActivityItem.self
        case .activitySpeakers: ActivitySpeaker.self
        case .planAreas: PlanArea.self
        case .needsAssessments: NeedsAssessment.self
        case .fields: Field.self
        default: nil
        }
    }

    /// Its type, for a noun that is entered row by row.
    var rows: (any RowNoun.Type)? {
        switch self {
        case .targetGroups: TargetGroupRows.self
        case .courseTags: CourseTagRows.self
        case .courseAccreditations: CourseAccreditationRows.self
        case .experiences: ExperienceRows.self
        case .moduleCompletions: ModuleCompletionRows.self
        case .cohortEditions: CohortEditionRows.self
        case .editionAcknowledgements: EditionAcknowledgementRows.self
        case .evaluations: EvaluationRows.self
        case .evaluationInvitations: EvaluationInvitationRows.self
        case .cohortOverbookings: CohortOverbookingRows.self
        case .cohortStates: CohortStateRows.self
        case .activityBatches: ActivityBatchRows.self
        case .certificateCeremonies: CertificateCeremonyRows.self
        case .certificateHandovers: CertificateHandoverRows.self
        case .interests: InterestRows.self
        case .qualifications: QualificationRows.self
        case .qualifyingCourses: QualifyingCourseRows.self
        case .qualifyingProgrammes: QualifyingProgrammeRows.self
        case .activityParticipants: ActivityParticipantRows.self
        case .seatRules: SeatRuleRows.self
        case .seatQuotas: SeatQuotaRows.self
        case .cohortTrainers: CohortTrainerRows.self
        case .courseAssessments: CourseAssessmentRows.self
        case .cohortAssessments: CohortAssessmentRows.self
        case .assessmentExemptions: AssessmentExemptionRows.self
        case .merges: MergeRows.self
        case .trainerDecisions: TrainerDecisionRows.self
        case .trainerEvidence: TrainerEvidenceRows.self
        case .candidacies: CandidacyRows.self
        case .candidacyVerdicts: CandidacyVerdictRows.self
        case .candidacyEnds: CandidacyEndRows.self
        case .accreditations: AccreditationRows.self
        case .accreditationSuspensions: AccreditationSuspensionRows.self
        default: nil
        }
    }
}
