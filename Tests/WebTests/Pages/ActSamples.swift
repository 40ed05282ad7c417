import Documents
import Foundation

@testable import TrainingCentre
@testable import Web

extension Sample {
    static func heading(_ state: Cohort.State) -> CohortHeading {
        CohortHeading(
            code: "LAP-2024-03",
            course: course,
            startsOn: day("2024-01-30"),
            endsOn: day("2024-02-01"),
            venue: "Plandište",
            state: state
        )
    }

    static func enrolment(
        _ status: Enrolment.Status,
        institution: String,
        number: Int = 4_711
    ) -> Enrolment {
        Enrolment(
            id: ID(number),
            code: nil,
            cohortCode: "LAP-2024-03",
            email: "ljubica@obuka.example",
            name: name,
            status: status,
            offerEndsAt: nil,
            withdrawnOn: nil,
            organisation: nil,
            facts: EnrolmentFacts(
                lsgCode: nil,
                institution: institution,
                function: institution,
                targetGroup: .other,
                employment: .employee,
                participation: .firstTime,
                sex: nil
            ),
            passed: nil,
            version: 1,
            knownAs: number.isMultiple(of: 2)
                ? KnownPerson(
                    id: ID(12),
                    email: "poznata@obuka.example",
                    name: name,
                    institution: "Plandište",
                    lsgCode: "70521",
                    lsg: Titles("Ада", "Ada", "Ada"),
                    nameDiffers: status != .endorsed,
                    institutionDiffers: status != .endorsed
                ) : nil
        )
    }

    private static func decisions(_ language: Language, _ site: Site) -> [FormPage.Content] {
        Enrolment.Status.allCases.map { status in
            DecisionForms(
                enrolment: enrolment(status, institution: status.isLive ? "Plandište" : ""),
                history: events(to: status),
                cohort: heading(.published),
                seats: (3, 20),
                approval: status == .applied ? .institutionAndCentre : .centre,
                language: language,
                site: site
            ).content(
                status.isLive ? EnrolmentAct.allCases : [],
                mayMove: status != .applied,
                isReader: status == .withdrawn,
                isStaff: true
            )
        }
    }

    private static func works(_ language: Language, _ site: Site) -> [FormPage.Content] {
        let marks = (1...250).map { "ljubica\($0)@obuka.example on 2024-01-30" }
        let lacking: [CohortError] = [
            .hasNoSession, .marksMissing(marks), .marksMissing([]),
            .resultsMissing(["ljubica@obuka.example", "ana@obuka.example (T-1, T-2)"]),
        ]
        let forms = Cohort.State.allCases.map {
            CohortForms(cohort: heading($0), language: language, site: site, concerned: 3)
        }
        return forms.flatMap { forms in
            [forms.steps(on: day("2024-01-29")), forms.steps(on: day("2024-01-30"))]
                + [
                    forms.cancelling(),
                    forms.closing(lacking: nil, days: days, standings: standings),
                    forms.closing(lacking: nil, days: nil, standings: []),
                    forms.certificates(days: days, standings: [:]),
                    forms.certificates(
                        days: days,
                        standings: [.completion: standings, .participation: standings]
                    ),
                ]
                + lacking.map { forms.closing(lacking: $0, days: days, standings: standings) }
        }
    }

    private static var days: ClosedRange<CalendarDate> { day("2024-02-01")...day("2024-03-01") }

    /// Somebody for every reason that there is, and who holds one already.
    private static var standings: [Eligibility] {
        let reasons = [
            "withdrawn", "no session recorded", "attendance below minimum", "final missing",
            "final below pass score", "score below pass score", "evaluation not given",
            "certificate was revoked", "enrolled twice", "cohort not closed",
            "module M-1 not completed",
            "test-2 missing", "test-2 below pass mark",
        ]
        return (reasons.map { [$0] } + [[], reasons]).enumerated().map { place, reasons in
            Eligibility(
                enrolment: ID(place + 1),
                email: "ljubica\(place)@obuka.example",
                holderCyrl: name.cyrillic,
                holderLatn: name.latin,
                isNameConfirmed: true,
                reasons: reasons,
                heldNumber: place == 0 ? "1/2024" : nil
            )
        }
    }

    private static func events(to status: Enrolment.Status) -> [EnrolmentEvent] {
        ["account 12", "clock", "waiting list", "os root"].map { actor in
            EnrolmentEvent(
                before: actor == "clock" ? nil : .applied,
                after: status,
                actor: actor,
                reason: actor == "clock" ? "12 < 3 & 4" : nil,
                wentPast: actor == "os root" ? PassedRule.allCases : [],
                enteredAt: Date(timeIntervalSince1970: 1_700_000_000),
                enteredOn: day("2024-01-12"),
                clock: "14:30",
                account: actor == "account 12" ? "nada@obuka.example" : nil
            )
        }
    }

    private static func own(_ language: Language, _ site: Site) -> [FormPage.Content] {
        let cohort = heading(.published)
        return [
            OwnForms.withdrawal("31KTP1T357AP5566", of: cohort, in: language, site: site),
            OwnForms.interest(course, "LAP", in: language),
            OwnForms.interest(course, "LAP", own: interest("2025"), in: language),
            OwnForms.withdrawal(interest(nil), in: language),
            OwnForms.forTrainees(OwnForms.interest(course, "LAP", in: language)),
        ]
            + SeatRules.Approval.allCases.map {
                OwnForms.application(cohort, rules($0), choices, in: language, site: site)
            }
    }

    private static func attendance(_ language: Language, _ site: Site) -> [FormPage.Content] {
        let rows = ([nil] + AttendanceMark.allCases).enumerated().map { number, mark in
            AttendanceSheet.Row(
                enrolment: ID(number + 1),
                email: "ljubica@obuka.example",
                name: name,
                mark: mark
            )
        }
        return [(Cohort.State.running, rows), (.closed, rows), (.cancelled, rows), (.running, [])]
            .map { state, rows in
                AttendanceForms(
                    sheet: AttendanceSheet(session: nominalSession, rows: rows),
                    cohort: heading(state),
                    language: language,
                    site: site
                ).content(isStaff: false)
            }
    }

    private static var nominalSession: Session {
        Session(
            id: ID(7),
            heldOn: day("2024-01-30"),
            hours: Hundredths(650),
            begins: ClockTime(minutes: 540),
            ends: ClockTime(minutes: 930),
            room: nil,
            place: nil
        )
    }

    /// What trainees and staff do, in every state; each new and refused.
    static func acts(_ pages: Pages, in language: Language) throws -> [(String, [UInt8])] {
        let contents =
            decisions(language, pages.site) + manyDecisions(language, pages.site)
            + works(language, pages.site)
            + own(language, pages.site) + attendance(language, pages.site)
        let refused = try contents.map { content in
            var content = content
            content.forms = try content.forms.map {
                try $0.again(["reason": "12 < 3 & 4"], ReasonMissing())
            }
            if content.forms.isEmpty {
                content.problems = FormProblems(CohortError.wrongStep, in: []) ?? FormProblems()
            }
            return content
        }
        return (contents + refused).map { content in
            (
                "act \(content.path)",
                pages.formPages[language].render(FormPage(content, in: language) { "form-1-2-3" })
            )
        }
    }
}
