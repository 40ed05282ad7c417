import TrainingCentre

/// What a field is about, for somebody who is told that it is wrong where no form has it.
enum FieldLabel: String, TextTable {
    case name, email, sex, function, institution, employment, participation, organisation
    case note, reason, file, hours, kind, on, step, act, cohort, status
    case givenName = "given_name"
    case familyName = "family_name"
    case givenCyrl = "given_name_cyrl"
    case familyCyrl = "family_name_cyrl"
    case givenLatn = "given_name_latn"
    case familyLatn = "family_name_latn"
    case targetGroup = "target_group"
    case lsg = "lsg_code"
    case cohortCode = "cohort_code"
    case organisationCode = "organisation_code"
    case peopleCount = "people_count"

    /// The name of a field in words; as it stands where there are none.
    static func titles(_ field: String) -> Titles {
        FieldLabel(rawValue: field)?.texts ?? Titles("„\(field)“", "„\(field)“", "“\(field)”")
    }

    /// What is wrong, with what it is about before it.
    static func titles(_ field: String, _ words: Titles) -> Titles {
        guard !field.isEmpty else { return words }
        let label = titles(field)
        return Titles(
            srCyrl: "\(label.srCyrl): \(words.srCyrl)",
            srLatn: "\(label.srLatn): \(words.srLatn)",
            en: "\(label.en): \(words.en)"
        )
    }

    var texts: Titles {
        switch self {
        case .name: CohortText.name.texts
        case .email: NominationFormText.email.texts
        case .sex: NominationFormText.sex.texts
        case .function: NominationFormText.function.texts
        case .institution: NominationFormText.institution.texts
        case .employment: NominationFormText.employment.texts
        case .participation: NominationFormText.participation.texts
        case .organisation, .organisationCode: OwnFormText.organisation.texts
        case .givenName, .givenCyrl, .givenLatn: NominationFormText.given.texts
        case .familyName, .familyCyrl, .familyLatn: NominationFormText.family.texts
        case .targetGroup: NominationFormText.group.texts
        case .lsg: NominationFormText.lsg.texts
        default: ofActs
        }
    }

    private var ofActs: Titles {
        switch self {
        case .note: OwnFormText.note.texts
        case .reason: DecisionText.why.texts
        case .file: NominationFormText.file.texts
        case .hours: Titles("Часови", "Časovi", "Hours")
        case .kind: Titles("Врста", "Vrsta", "Kind")
        case .on: Titles("Дан", "Dan", "Day")
        case .step: Titles("Корак", "Korak", "Step")
        case .act: Titles("Одлука", "Odluka", "Decision")
        case .cohort, .cohortCode: DecisionText.cohort.texts
        case .status: CohortText.status.texts
        default: Titles("Број људи", "Broj ljudi", "Number of people")
        }
    }
}
