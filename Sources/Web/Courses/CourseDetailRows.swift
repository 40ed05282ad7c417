import Documents
import TrainingCentre

/// A fact with its name.
struct FactRow: Slotted {
    let name: String
    let value: String

    static let slots: [String: Slot<FactRow>] = [
        "name": .text { $0.name },
        "value": .text { $0.value },
    ]
}

/// A text in a list, with the address that it leads to.
struct LinkRow: Slotted {
    let text: String
    let link: String?

    static let slots: [String: Slot<LinkRow>] = [
        "text": .text { $0.text },
        "link": .optional { $0.link },
    ]
}

/// What a version of a course says, as rows of a page.
struct CourseDetailRows {
    let facts: [FactRow]
    let outcomes: [LinkRow]
    let prerequisites: String?
    let prerequisiteCourses: [LinkRow]
    let experience: String?
    let accreditations: [FactRow]
    let programmes: [LinkRow]
    let modules: [ModuleRow]

    var hasPrerequisites: Bool {
        prerequisites != nil || experience != nil || !prerequisiteCourses.isEmpty
    }

    init(_ details: CourseDetails, in language: Language) {
        let version = details.version
        let draft = version.draft
        func fact(_ text: CourseDetailText, _ value: String?) -> FactRow? {
            value.map { FactRow(name: text(in: language), value: $0) }
        }
        func names(_ titles: [Titles]) -> String? {
            titles.isEmpty ? nil : titles.map { $0[language] }.joined(separator: ", ")
        }
        func hours(_ hours: Hundredths) -> String? {
            hours.value > 0 ? hours.written(in: language) : nil
        }
        facts = [
            fact(.version, "\(version.number) (\(draft.year)\(language == .english ? "" : "."))"),
            fact(.eqfLevel, draft.eqfLevel.map(String.init)),
            fact(.hoursOnline, hours(draft.hoursOnline)),
            fact(.hoursFaceToFace, hours(draft.hoursFaceToFace)),
            fact(.languages, names(draft.languages.map(CourseDetailText.language))),
            fact(.groups, names(details.targetGroups)),
            fact(
                .evaluation,
                draft.requiresEvaluation
                    ? CourseDetailText.evaluationRequired(in: language) : nil
            ),
            fact(.authors, names(details.authors)),
        ].compactMap { $0 }
        outcomes = draft.outcomes.map { LinkRow(text: $0[language], link: nil) }
        prerequisites = draft.prerequisites?[language]
        prerequisiteCourses = details.prerequisiteCourses.map { course in
            LinkRow(
                text: course.title[language],
                link: "/\(language.rawValue)/courses/\(course.code.percentEncoded)"
            )
        }
        experience = draft.experienceMonths.map(String.init)
        accreditations = version.accreditations.flatMap { accreditation in
            [
                fact(.registerNumber, accreditation.registerNumber),
                fact(.body, accreditation.body[language]),
                fact(.accreditedOn, accreditation.accreditedOn.written(in: language)),
                fact(
                    .validity,
                    accreditation.endsOn.map {
                        accreditation.startsOn.written(to: $0, in: language)
                    } ?? "\(accreditation.startsOn.written(in: language)) – "
                        + CourseDetailText.noEnd(in: language)
                ),
            ].compactMap { $0 }
        }
        modules = details.modules.map { ModuleRow($0, in: language) }
        programmes = details.programmes.map { programme in
            LinkRow(
                text: programme.draft.title[language],
                link: "/\(language.rawValue)/programmes/\(programme.draft.code.percentEncoded)"
            )
        }
    }
}
