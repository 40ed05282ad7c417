import Documents
import TrainingCentre

/// What a focal point's institution nominated: its people and their states, the seats that it holds
/// without a name, until when it may give names, and who came.
struct NominationsPage: PageContent {
    typealias Texts = NominationText

    let frame: Frame
    let organisation: String
    let cohorts: [NominatedCohortRow]
    /// The address of the next page.
    let next: String?
    let calls: [CallRow]
    /// What was done just now.
    let notice: String?
    /// What somebody should look at of it.
    let heed: String?

    init(
        _ found: Nominations,
        calls: [NominationCall],
        notice: String?,
        heed: String?,
        in language: Language,
        site: Site
    ) {
        self.calls = calls.map { CallRow($0, in: language, site: site) }
        self.notice = notice
        self.heed = heed
        frame = Frame(title: NominationText.heading(in: language), path: "/nominations")
        organisation = found.organisation[language]
        cohorts = found.cohorts.map { NominatedCohortRow($0, in: language, site: site) }
        next = found.next.map { "/\(language.rawValue)/nominations?cursor=\(Cursor.text($0))" }
    }

    static let ownSlots: [String: Slot<NominationsPage>] = [
        "organisation": .text { $0.organisation },
        "cohorts": .list { $0.cohorts },
        "isEmpty": .flag { $0.cohorts.isEmpty },
        "next": .optional { $0.next },
        "calls": .list { $0.calls },
        "hasCalls": .flag { !$0.calls.isEmpty },
        "notice": .optional { $0.notice },
        "heed": .optional { $0.heed },
    ]
}

/// A cohort for which people can be named.
struct CallRow: Slotted {
    let title: String
    let code: String
    let link: String
    let detail: String

    init(_ call: NominationCall, in language: Language, site: Site) {
        let heading = call.heading
        title = heading.course[language]
        code = heading.code
        link = "/\(language.rawValue)" + NominationForms.path(heading.code)
        let parts: [String?] = [
            heading.startsOn.written(to: heading.endsOn, in: language),
            site.place(heading.venue, language),
            call.quota.map { "\(NominationFormText.held(in: language)): \($0.unnamed)" },
            call.applyUntil.map {
                "\(NominationFormText.until(in: language)): \($0.written(in: language))"
            },
        ]
        detail = parts.compactMap { $0 }.joined(separator: "; ")
    }

    static let slots: [String: Slot<CallRow>] = [
        "title": .text { $0.title },
        "code": .text { $0.code },
        "link": .text { $0.link },
        "detail": .text { $0.detail },
    ]
}

/// One cohort of a focal point's list.
struct NominatedCohortRow: Slotted {
    let id: String
    let title: String
    let code: String
    let link: String
    let facts: [FactRow]
    let people: [NomineeRow]

    init(_ found: NominatedCohort, in language: Language, site: Site) {
        let heading = found.heading
        id = "cohort-\(heading.code)"
        title = heading.course[language]
        code = heading.code
        link = heading.page(in: language)
        facts = NominatedCohortRow.facts(found, in: language, site: site)
        people = found.people.map {
            NomineeRow(
                $0,
                changedIn: heading.state.hasEnded ? nil : heading.code,
                in: language,
                site: site
            )
        }
    }

    static let slots: [String: Slot<NominatedCohortRow>] = [
        "id": .text { $0.id },
        "title": .text { $0.title },
        "code": .text { $0.code },
        "link": .text { $0.link },
        "facts": .list { $0.facts },
        "people": .list { $0.people },
        "hasPeople": .flag { !$0.people.isEmpty },
        // All on one page.
        "decisions": .optional { row in
            row.people.contains { $0.decision != nil }
                ? "\(row.link)/decisions" : nil
        },
    ]

    private static func facts(
        _ found: NominatedCohort,
        in language: Language,
        site: Site
    ) -> [FactRow] {
        let heading = found.heading
        var facts: [(String, String)] = [
            (
                EnrolmentText.dates(in: language),
                heading.startsOn.written(to: heading.endsOn, in: language)
            ),
            (EnrolmentText.place(in: language), site.place(heading.venue, language)),
        ]
        if let quota = found.quota {
            facts.append((NominationText.held(in: language), String(quota.seats)))
            if quota.isReleased {
                facts.append(
                    (
                        NominationText.nameUntil(in: language),
                        NominationText.released(in: language)
                    )
                )
            } else if !heading.state.hasEnded {
                facts += [
                    (NominationText.unnamed(in: language), String(quota.unnamed)),
                    (
                        NominationText.nameUntil(in: language),
                        quota.nameUntil.written(in: language)
                    ),
                ]
            }
        }
        if let day = found.substituteUntil {
            facts.append((NominationText.substitute(in: language), day.written(in: language)))
        }
        return facts.map { FactRow(name: $0.0, value: $0.1) }
    }
}

/// Somebody in a focal point's list.
struct NomineeRow: Slotted {
    let name: String
    let function: String
    let status: String
    let hours: String
    let outcome: String
    let enrolment: String
    /// Where the nomination is taken back; nil where it has ended.
    let withdrawal: String?
    let substitution: String?
    /// Where the institution agrees to what somebody asked for; nil where that is not asked.
    let decision: String?

    /// `cohort` is the code of one in which something can still change.
    init(
        _ person: Nominee,
        changedIn cohort: String? = nil,
        in language: Language,
        site: Site
    ) {
        func address(_ noun: String) -> String? {
            guard cohort != nil, person.status.isLive else { return nil }
            let path = NominationForms.path(of: person.enrolment.value, noun)
            return "/\(language.rawValue)\(path)"
        }
        withdrawal = address("withdrawal")
        substitution = address("substitution")
        decision =
            person.status == .applied
            ? cohort.map {
                "/\(language.rawValue)\(DecisionForms.path($0, person.enrolment.value))"
            } : nil
        name = person.name.written(in: language)
        function = site.place(person.function, language)
        let word = SeatText(person.status)(in: language)
        status =
            person.offerEnds.map { end in
                let until = end.on.written(at: end.clock, in: language)
                return "\(word), \(NominationText.until(in: language)) \(until)"
            } ?? word
        hours = person.hours?.written(in: language) ?? "–"
        outcome =
            person.passed.map { ($0 ? CohortText.passed : .notPassed)(in: language) } ?? "–"
        enrolment = String(person.enrolment.value)
    }

    static let slots: [String: Slot<NomineeRow>] = [
        "name": .text { $0.name },
        "function": .text { $0.function },
        "status": .text { $0.status },
        "hours": .text { $0.hours },
        "outcome": .text { $0.outcome },
        "enrolment": .text { $0.enrolment },
        "withdrawal": .optional { $0.withdrawal },
        "substitution": .optional { $0.substitution },
        "decision": .optional { $0.decision },
    ]
}
