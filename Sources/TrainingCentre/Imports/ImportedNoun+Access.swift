import Documents

extension ImportedNoun {
    /// All nouns in the order in which an empty centre takes them: each names only what stands
    /// before it.
    package static let inOrder: [ImportedNoun] = [
        .organisations, .tags, .venues, .rooms, .projects, .projectOutputs, .questionnaires,
        .targetGroups, .courses, .courseTags, .modules, .courseVersions, .courseAccreditations,
        .courseAssessments,
        .qualifyingCourses, .programmes, .qualifyingProgrammes, .fields,
        .projectTargets, .activities, .activityItems, .activitySpeakers, .needsAssessments,
        .plans, .planAreas, .handbooks, .handbookEditions, .people,
        .activityParticipants, .experiences, .qualifications, .trainers, .cohorts,
        .cohortOverbookings, .cohortAssessments, .cohortTrainers, .sessions, .enrolments,
        .attendance, .assessmentExemptions, .results, .moduleCompletions, .cohortEditions,
        .editionAcknowledgements,
        // Who has a seat has it whatever the rules for the next say.
        .seatRules, .seatQuotas, .evaluations, .evaluationInvitations, .cohortStates, .interests,
        // What somebody passed in a cohort that is closed leads on.
        .trainerEvidence, .trainerDecisions, .candidacies, .candidacyVerdicts, .accreditations,
        .candidacyEnds, .accreditationSuspensions,
        .merges,
        // Of certificates that were issued in the meantime.
        .activityBatches, .certificateCeremonies, .certificateHandovers,
    ]

    /// The noun of a word; refuses with `NotTransferred` what is never imported, and with
    /// `NotFound`, which names those of `words` that are like it.
    package static func named(
        _ word: String,
        among words: [String] = inOrder.map(\.rawValue)
    ) throws -> ImportedNoun {
        if let noun = ImportedNoun(rawValue: word) { return noun }
        if let refusal = NotTransferred(rawValue: word) { throw refusal }
        let like = words.filter { !word.isEmpty && $0.contains(word) }
        throw NotFound(
            "noun",
            like.isEmpty ? word : "\(word): is \(like.joined(separator: " or ")) meant?"
        )
    }

    /// What whoever writes the noun has to be allowed; nil where the rows decide, since a trainer
    /// records marks and results of the own cohorts.
    var permission: Permission? {
        switch self {
        case .attendance, .results: nil
        case .people, .enrolments, .trainers, .interests, .activityParticipants, .merges,
            .assessmentExemptions, .experiences, .moduleCompletions, .evaluationInvitations,
            .editionAcknowledgements, .trainerEvidence:
            .manageEnrolments
        case .qualifications, .certificateCeremonies, .certificateHandovers, .trainerDecisions,
            .accreditations, .accreditationSuspensions:
            .issueCertificates
        default: .manageCatalogue
        }
    }

    /// Whether its rows are about people, who not everybody may read.
    package var holdsPersonalData: Bool {
        switch self {
        case .people, .enrolments, .attendance, .results, .trainers, .interests, .qualifications,
            .activityParticipants, .cohortTrainers, .assessmentExemptions, .merges, .experiences,
            .certificateHandovers, .moduleCompletions, .evaluationInvitations,
            .editionAcknowledgements, .trainerDecisions, .trainerEvidence, .candidacies,
            .candidacyVerdicts, .candidacyEnds, .accreditations, .accreditationSuspensions:
            true
        default: false
        }
    }

    /// Refuses with `AccessError.notAllowed` who may not import it in whatever file.
    package func checkImport(by actor: Actor) throws {
        if self == .enrolments, actor.roles.contains(.focalPoint) {
            // Nominations for the own organisation; the rows are looked at.
        } else if let permission {
            try actor.require(permission)
        } else if !actor.may(.manageEnrolments), !actor.roles.contains(.trainer) {
            throw AccessError.notAllowed
        }
    }

    /// The noun for programs: its word and the columns of its files.
    package var json: JSON {
        [
            "noun": .string(rawValue), "columns": .array(columns.map(JSON.string)),
            "personal": .bool(holdsPersonalData),
        ]
    }
}

/// Nouns that no file brings in, by their word; of these only certificates are taken out.
package enum NotTransferred: String, CaseIterable, Refusal {
    case certificates, audit, answers, log, keys, accounts, tokens, notices
    case settings, webhooks

    package var kind: RefusalKind { .invalid }
    package var code: String { "noun_not_transferred" }
    package var message: String {
        ExportedNoun.Register(rawValue: rawValue) == nil
            ? "\(rawValue) are not imported or exported: \(reason)"
            : "\(rawValue) are not imported, only exported: \(reason)"
    }

    /// Why, and where they are instead.
    private var reason: String {
        switch self {
        case .certificates:
            "each is issued, signed and logged once; use obuka certificate issue and list"
        case .audit: "it is written by what happens and by nothing else; use obuka audit list"
        case .answers:
            "they are nobody's, and only counts of five and more are shown; use obuka "
                + "evaluation results"
        case .log: "it proves itself; it is published below /log"
        case .keys: "a private key stays where it was made; use obuka key"
        case .accounts, .tokens: "they let people in; use obuka account and obuka token"
        case .notices: "they follow from what happens; use obuka notice list"
        case .settings, .webhooks: "they are of this installation; use obuka setting and webhook"
        }
    }
}
