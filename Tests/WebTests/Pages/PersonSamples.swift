import Documents

@testable import TrainingCentre
@testable import Web

extension Sample {
    static let name = PersonName(
        givenCyrl: "Љубица",
        familyCyrl: "Ђорђевић",
        givenLatn: "Ljubica",
        familyLatn: "Đorđević",
        proposedScript: nil
    )
    private static let hall = Titles(srCyrl: "Велика сала", srLatn: "Velika sala", en: "Large hall")
    private static let hours = OwnProgress(
        attended: Hundredths(1_200),
        total: Hundredths(1_850),
        minimumPercent: 80
    )

    private static func meeting(_ time: ClockTime?, room: Titles?, place: String?) -> CohortMeeting
    {
        CohortMeeting(
            session: Session(
                id: ID(7),
                heldOn: day("2024-02-20"),
                hours: Hundredths(650),
                begins: time,
                ends: time.map { ClockTime(minutes: $0.minutes + 390) },
                room: room.map { _ in "SALA-1" },
                place: place
            ),
            room: room
        )
    }

    private static var meetings: [CohortMeeting] {
        [
            meeting(ClockTime(minutes: 540), room: hall, place: nil),
            meeting(nil, room: nil, place: "Plandište"),
        ]
    }

    static func rules(
        _ approval: SeatRules.Approval,
        hasWaitingList: Bool = true,
        until: String? = nil
    ) -> SeatRules {
        SeatRules(
            approval: approval,
            promotion: .automatic,
            hasWaitingList: hasWaitingList,
            offerHours: 48,
            applyUntil: until.map(day),
            substituteUntil: day("2024-02-19"),
            version: 1
        )
    }

    static func overview(
        _ cohort: Cohort,
        _ rules: SeatRules,
        isBare: Bool = false,
        participants: [CohortParticipant]? = nil,
        next: String? = nil
    ) -> CohortOverview {
        CohortOverview(
            cohort: cohort,
            course: course,
            rules: rules,
            meetings: isBare ? [] : meetings,
            trainers: isBare ? [] : [name, name],
            participants: participants,
            nextParticipants: next,
            today: today
        )
    }

    static var participants: [CohortParticipant] {
        [true, false].map { passed in
            participant(
                .confirmed,
                hours: hours,
                score: Hundredths(8_750),
                passed: passed,
                modules: progress(passed ? 3 : 1, of: 3)
            )
        } + Enrolment.Status.allCases.map { participant($0) }
    }

    private static func participant(
        _ status: Enrolment.Status,
        hours: OwnProgress? = nil,
        score: Hundredths? = nil,
        passed: Bool? = nil,
        modules: ModuleProgress = ModuleProgress([])
    ) -> CohortParticipant {
        CohortParticipant(
            enrolment: ID(4_711),
            name: name,
            institution: "Plandište",
            status: status,
            hours: hours,
            scorePercent: score,
            passed: passed,
            modules: modules
        )
    }

    /// The pages of cohorts, of one's own, and of the day's work.
    static func people(_ pages: Pages, in language: Language) throws -> [(String, [UInt8])] {
        let cohorts = try cohorts()
        var all: [(String, [UInt8])] = []
        for cohort in cohorts where cohort.state != .draft {
            for approval in SeatRules.Approval.allCases {
                let found = overview(cohort, rules(approval, until: "2024-02-01"))
                all.append(("cohort", pages.cohort(found, language: language)))
            }
        }
        let bare = overview(cohorts[0], rules(.none, hasWaitingList: false), isBare: true)
        all.append(("bare cohort", pages.cohort(bare, language: language)))
        let draft = overview(cohorts[2], rules(.none), participants: [])
        all.append(("draft cohort", pages.cohort(draft, for: .staff, language: language)))
        let full = overview(cohorts[1], rules(.centre), participants: participants, next: "7")
        all.append(
            (
                "cohort with people",
                pages.cohort(full, for: .staff, language: language)
            )
        )
        return try all + own(pages, in: language) + forms(pages, in: language)
            + acts(pages, in: language) + [
                (
                    "nominations",
                    pages.nominations(
                        nominations,
                        calls: calls,
                        notice: "–",
                        heed: "–",
                        language: language
                    )
                ),
                (
                    "no nominations",
                    pages.nominations(
                        Nominations(organisation: course, cohorts: [], next: nil),
                        language: language
                    )
                ),
                ("work", pages.worklist(worklist(), language: language)),
                ("no work", pages.worklist(worklist(isEmpty: true), language: language)),
            ]
    }

    private static func own(_ pages: Pages, in language: Language) -> [(String, [UInt8])] {
        [
            (
                "own",
                pages.own(
                    OwnOverview(
                        isOfPerson: true,
                        enrolments: enrolments.map(ownEnrolment),
                        certificates: VerificationStatus.allCases.map(ownCertificate),
                        taught: [heading(.running)],
                        isFocalPoint: true,
                        interests: [nil, "2025"].map(interest)
                    ),
                    notice: "–",
                    heed: "–",
                    language: language
                )
            ),
            ("nothing of one's own", pages.own(nobody(isOfPerson: true), language: language)),
            (
                "nobody's own",
                pages.own(nobody(isOfPerson: false), isStaff: true, language: language)
            ),
        ]
    }

    static func interest(_ note: String?) -> OwnInterest {
        OwnInterest(id: ID(7), courseCode: "LAP", course: course, note: note)
    }

    static func nobody(isOfPerson: Bool) -> OwnOverview {
        OwnOverview(isOfPerson: isOfPerson, enrolments: [], certificates: [], taught: [])
    }

    static func ownEnrolment(_ status: EnrolmentStatus) -> OwnEnrolment {
        let hasSeat = status.status == .confirmed
        return OwnEnrolment(
            status: status,
            hours: hasSeat ? hours : nil,
            scores: hasSeat
                ? [OwnEnrolment.Score(assessment: course, percent: Hundredths(8_750))] : [],
            meetings: hasSeat ? meetings : [],
            editions: hasSeat ? [nil, today].map(ownEdition) : []
        )
    }

    private static func ownEdition(_ acknowledgedOn: CalendarDate?) -> OwnEdition {
        OwnEdition(
            enrolment: ID(4_711),
            edition: CohortEdition(
                code: "VODIC-EN-2",
                handbookCode: "VODIC",
                title: course,
                languageTag: "en",
                versionLabel: "2",
                year: 2024,
                state: .published
            ),
            acknowledgedOn: acknowledgedOn,
            canAcknowledge: acknowledgedOn == nil
        )
    }

    private static func ownCertificate(_ status: VerificationStatus) -> OwnCertificate {
        OwnCertificate(
            id: id("KE28-13PK-K8E2-4MX5"),
            number: "2024/00187",
            kind: .completion,
            status: status,
            course: course,
            issuedOn: today
        )
    }

    private static func heading(
        _ state: Cohort.State,
        _ code: String = "LAP-2024-03"
    ) -> CohortHeading {
        CohortHeading(
            code: code,
            course: course,
            startsOn: day("2024-01-30"),
            endsOn: day("2024-02-01"),
            venue: "Plandište",
            state: state
        )
    }

    /// Seats that are held, released and named, and people in every state.
    static var nominations: Nominations {
        let people = Enrolment.Status.allCases.map { status in
            Nominee(
                enrolment: ID(4_711),
                name: name,
                function: "",
                status: status,
                offerEnds: status == .offered ? (on: today, clock: "09:53") : nil,
                hours: status == .confirmed ? hours : nil,
                passed: status == .confirmed ? true : nil
            )
        }
        let quotas: [(String, Cohort.State, SeatQuota?)] = [
            ("LAP-1", .published, quota(isReleased: false)),
            ("LAP-2", .running, quota(isReleased: true)), ("LAP-3", .closed, nil),
        ]
        return Nominations(
            organisation: course,
            cohorts: quotas.map { code, state, quota in
                NominatedCohort(
                    heading: heading(state, code),
                    quota: quota,
                    substituteUntil: state == .closed ? nil : day("2024-02-19"),
                    people: state == .running ? [] : people
                )
            },
            next: "7"
        )
    }

    private static func quota(isReleased: Bool) -> SeatQuota {
        SeatQuota(
            organisation: "KIRS",
            seats: 3,
            unnamed: isReleased ? 0 : 2,
            nameUntil: day("2024-02-10"),
            isReleased: isReleased
        )
    }

    static func worklist(isEmpty: Bool = false) -> Worklist {
        Worklist(
            today: today,
            unconfirmed: isEmpty ? [] : [heading(.draft), heading(.published)],
            approvals: isEmpty
                ? [] : [Approvals(cohort: heading(.published), applied: 3, endorsed: 1)],
            lapsing: isEmpty
                ? []
                : [
                    LapsingOffer(
                        enrolment: ID(4_711),
                        name: name,
                        cohortCode: "LAP-2024-03",
                        endsOn: today,
                        clock: "09:53"
                    )
                ],
            unclosed: isEmpty ? [] : Array(repeating: heading(.running), count: 21),
            expiring: isEmpty ? [] : [accreditation(course: "LAP"), accreditation(course: nil)],
            suspended: isEmpty ? [] : [accreditation(course: "LAP")],
            evaluations: isEmpty ? [] : [due(.put, nil), due(.invite, ID(12))]
        )
    }

    private static func due(_ due: DueEvaluation.Due, _ id: ID<Evaluation>?) -> DueEvaluation {
        DueEvaluation(
            due: due,
            cohortCode: "LAP-2024-03",
            questionnaireCode: "UTISCI",
            evaluation: id,
            opensOn: today,
            closesOn: day("2024-02-15")
        )
    }

    private static func accreditation(course: String?) -> Accreditation {
        Accreditation(
            id: ID(5),
            email: "ljubica@obuka.example",
            nameCyrl: name.cyrillic,
            nameLatn: name.latin,
            courseCode: course,
            fieldCode: course == nil ? "NAR" : nil,
            candidacy: nil,
            startsOn: day("2021-02-15"),
            endsOn: day("2024-02-15"),
            basis: "odluka",
            renews: nil,
            renewedBy: nil,
            suspendedOn: nil,
            sessionsWithoutRight: ["LAP-2024-03 2024-01-30"],
            certificateNumber: nil,
            today: today
        )
    }
}
