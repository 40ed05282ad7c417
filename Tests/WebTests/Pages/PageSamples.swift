import Credentials
import Documents
import Foundation
import Testing

@testable import TrainingCentre
@testable import Web

/// Pages and domain values to print in tests.
enum Sample {
    static let today = day("2024-01-15")

    /// The pages of the checkout, with a place that is known in both scripts.
    static func pages() throws -> Pages {
        try Pages(resources: resources, publicURL: "https://obuka.example") { name, language in
            language == .serbianCyrillic && name == "Plandište" ? "Пландиште" : name
        }
    }

    static var resources: String {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Sources/Web").path
    }

    static func id(_ text: String) -> VerificationID {
        guard let id = VerificationID(canonical: text) else {
            preconditionFailure("\(text) is no verification ID")
        }
        return id
    }

    static func day(_ text: String) -> CalendarDate {
        CalendarDate(text) ?? CalendarDate(dayNumber: 0)
    }

    static let course = Titles(
        srCyrl: "Локални акциони планови за побољшање/унапређење положаја миграната",
        srLatn: "Lokalni akcioni planovi za poboljšanje/unapređenje položaja migranata",
        en: "Local action plans for improving the position of migrants"
    )

    static let project = Titles(
        srCyrl: "Јачање капацитета и партнерстава за управљање миграцијама у Србији",
        srLatn: "Jačanje kapaciteta i partnerstava za upravljanje migracijama u Srbiji",
        en: "Strengthening capacities and partnerships for migration management in Serbia"
    )

    static func achievement(of kind: Certificate.Kind) -> Achievement {
        Achievement(
            attendedHours: Hundredths(1_650),
            totalHours: Hundredths(1_850),
            minimumAttendance: 80,
            finalScore: kind == .completion ? Hundredths(8_750) : nil,
            passScore: kind == .completion ? 60 : nil
        )
    }

    static func verification(
        _ status: VerificationStatus = .valid,
        kind: Certificate.Kind = .completion,
        cyrillic: String = "Љубица Ђорђевић",
        latin: String = "Ljubica Đorđević",
        isComplete: Bool = true,
        isInLog: Bool = true,
        shown: ShownName = .full,
        suspendedOn: CalendarDate? = nil,
        keyRevocation: KeyRevocation? = nil
    ) throws -> Verification {
        Verification(
            id: try #require(VerificationID(canonical: "KE2813PKK8E24MX5")),
            status: status,
            number: "2024/00147",
            kind: kind,
            holderCyrl: cyrillic,
            holderLatn: latin,
            courseCode: "LAP",
            courseTitle: course,
            projectTitle: isComplete ? project : nil,
            startsOn: kind == .accreditation ? nil : day("2024-01-30"),
            endsOn: kind == .accreditation ? nil : day("2024-02-01"),
            venue: kind == .accreditation ? nil : "Plandište",
            hours: kind == .accreditation ? nil : Hundredths(1_850),
            achievement: kind == .accreditation ? nil : achievement(of: kind),
            courseVersion: nil,
            issuedOn: day("2024-03-06"),
            expiresOn: isComplete ? day("2027-03-06") : nil,
            revokedOn: isComplete && status == .revoked ? day("2024-05-14") : nil,
            reasonClass: isComplete && status == .revoked ? .issuedInError : nil,
            successor: isComplete && status == .replaced ? ("2024/00188", day("2024-05-14")) : nil,
            isInLog: isInLog,
            shown: shown,
            suspendedOn: suspendedOn,
            keyRevocation: keyRevocation,
            checkedOn: today,
            checkedAt: "14:05"
        )
    }

    static func enrolment(
        _ status: Enrolment.Status = .confirmed,
        _ state: Cohort.State = .published,
        outcome: EnrolmentStatus.Outcome? = nil,
        certificate: VerificationID? = nil,
        wasCertified: Bool? = nil
    ) -> EnrolmentStatus {
        EnrolmentStatus(
            code: id("31KTP1T357AP5566"),
            holderCyrl: "Љубица Ђорђевић",
            holderLatn: "Ljubica Đorđević",
            status: status,
            withdrawnOn: status == .withdrawn ? day("2024-01-20") : nil,
            cohortCode: "LAP-2024-03",
            cohortState: state,
            courseTitle: course,
            startsOn: day("2024-01-30"),
            endsOn: day("2024-02-01"),
            venue: "Plandište",
            outcome: outcome,
            certificateID: certificate,
            wasCertified: wasCertified ?? (certificate != nil),
            offer: status == .offered
                ? EnrolmentStatus.Offer(
                    endsAt: Date(timeIntervalSince1970: 1_706_000_000),
                    endsOn: day("2024-01-23"),
                    clock: "09:53"
                ) : nil,
            queue: status == .waiting ? EnrolmentStatus.Queue(place: 3, length: 7) : nil
        )
    }

    /// An enrolment in each of the states that a trainee can be told, and each reason.
    static let enrolments: [EnrolmentStatus] =
        [
            enrolment(), enrolment(.confirmed, .draft), enrolment(.withdrawn),
            enrolment(.applied), enrolment(.endorsed), enrolment(.waiting), enrolment(.offered),
            enrolment(.declined), enrolment(.lapsed), enrolment(.noShow),
            enrolment(.confirmed, .cancelled), enrolment(.confirmed, .closed),
            enrolment(.confirmed, .closed, outcome: .passed),
            enrolment(
                .confirmed,
                .closed,
                outcome: .passed,
                certificate: id("KE28-13PK-K8E2-4MX5")
            ),
            enrolment(.confirmed, .closed, outcome: .passed, wasCertified: true),
            enrolment(
                .confirmed,
                .closed,
                outcome: .notPassed(problem: "final below pass score"),
                certificate: id("KE28-13PK-K8E2-4MX5")
            ),
        ]
        + [
            "attendance below minimum", "final missing", "no session recorded",
            "score below pass score", "evaluation not given", "module MODUL-1 not completed",
        ].map {
            enrolment(.confirmed, .closed, outcome: .notPassed(problem: $0))
        }
        + [(0, 1), (1, 1), (0, 3), (1, 3), (2, 3), (3, 3), (5, 7)].map { completed, total in
            var found = enrolment()
            found.modules = progress(completed, of: total)
            return found
        }

    static func course(_ code: String = "LAP", passScore: String = "60") throws -> Course {
        var form = Form([
            "code": code, "title_sr_cyrl": course.srCyrl, "title_sr_latn": course.srLatn,
            "title_en": course.en, "pass_score_percent": passScore,
        ])
        return Course(draft: try CourseDraft(&form), version: 1)
    }

    static func cohort(
        _ code: String,
        _ state: Cohort.State,
        from: String,
        to: String,
        taken: Int = 0
    ) throws -> Cohort {
        var form = Form([
            "cohort_code": code, "course_code": "LAP", "starts_on": from, "ends_on": to,
            "venue": "Plandište", "capacity": "20",
        ])
        return Cohort(
            draft: try CohortDraft(&form),
            state: state,
            seatsTaken: taken,
            overbooked: 0,
            waiting: taken == 20 ? 0 : taken == 17 ? 2 : nil,
            closedOn: state == .closed ? day(to) : nil,
            cancelledOn: state == .cancelled ? day(from) : nil,
            version: 1
        )
    }

    static func cohorts() throws -> [Cohort] {
        [
            try cohort("LAP-2024-03", .published, from: "2024-02-20", to: "2024-02-22", taken: 17),
            try cohort("LAP-2024-02", .published, from: "2024-01-30", to: "2024-02-01", taken: 20),
            try cohort("LAP-2024-04", .draft, from: "2024-03-20", to: "2024-03-20"),
            try cohort("LAP-2024-05", .confirmed, from: "2024-04-03", to: "2024-04-05"),
            try cohort("LAP-2024-06", .cancelled, from: "2024-05-08", to: "2024-05-09"),
            try cohort("LAP-2024-07", .running, from: "2024-01-15", to: "2024-03-15"),
            try cohort("LAP-2023-13", .cancelled, from: "2023-11-08", to: "2023-11-09"),
            try cohort("LAP-2023-14", .published, from: "2023-12-05", to: "2023-12-07"),
            try cohort("LAP-2023-01", .closed, from: "2023-02-28", to: "2023-03-01", taken: 12),
        ]
    }

    /// Every page in every state, in a language, by a name for failures.
    static func everyPage(in language: Language) throws -> [(name: String, html: String)] {
        let pages = try pages()
        var all: [(String, [UInt8])] = []
        for status in VerificationStatus.allCases {
            for kind in Certificate.Kind.allCases {
                let found = try verification(status, kind: kind)
                all.append(("\(kind) \(status)", pages.certificate(found, language: language)))
            }
            let bare = try verification(status, isComplete: false, isInLog: false)
            all.append(("bare \(status)", pages.certificate(bare, language: language)))
        }
        all += trainersAndCascades(pages, in: language)
        all += try limited(pages, in: language)
        all += try quizzes(pages, in: language)
        for isMistyped in [true, false] {
            for typed in ["KE28-13PK-K8E2-4MX6", "KE28", ""] {
                all += [
                    (
                        "unknown certificate",
                        pages.unknownCertificate(
                            typed: typed,
                            mistyped: isMistyped,
                            language: language
                        )
                    ),
                    (
                        "unknown enrolment",
                        pages.unknownEnrolment(
                            typed: typed,
                            mistyped: isMistyped,
                            language: language
                        )
                    ),
                ]
            }
        }
        all += [
            ("unavailable", pages.unavailable(language: language)),
            ("unavailable of an ID", pages.unavailable(typed: "KE28", language: language)),
            ("home", pages.home(language: language)),
            ("verify", pages.verify(language: language)),
            ("outside", pages.outside(language: language)),
        ]
        for found in enrolments {
            all.append(("enrolment", pages.enrolment(found, language: language)))
        }
        all += try reports(pages, in: language)
        all += learning(pages, in: language)
        all += try people(pages, in: language)
        all += try projects(pages, in: language)
        all += try handbooks(pages, in: language)
        return try (all + lists(pages, in: language)).map { name, bytes in
            (name, try #require(String(validating: bytes, as: UTF8.self)))
        }
    }

    /// Certificates of which a page shows less, or says first what else is to be known.
    private static func limited(
        _ pages: Pages,
        in language: Language
    ) throws -> [(String, [UInt8])] {
        let suspended = try verification(kind: .accreditation, suspendedOn: today)
        let keys = try [true, false].map { isLater in
            let revocation = KeyRevocation(on: today, isLater: isLater)
            let found = try verification(keyRevocation: revocation)
            return ("key revoked", pages.certificate(found, language: language))
        }
        let shown: [(ShownName, Bool?)] = [(.initials, true), (.hidden, false), (.hidden, nil)]
        return try keys
            + shown.map { shown, isHolder in
                let found = try verification(shown: shown)
                return (
                    "shown \(shown)",
                    pages.certificate(found, compared: isHolder, language: language)
                )
            } + [("suspended", pages.certificate(suspended, language: language))]
    }

    private static func problems(_ pages: Pages, in language: Language) -> [(String, [UInt8])] {
        let statuses = [400, 401, 403, 404, 409, 413, 429, 500, 503]
        let cases = statuses.map { ("problem \($0)", $0, "a_code", false) }
        return (cases + [("unknown name", 404, "project_not_found", true)]).map {
            name,
            status,
            code,
            hasQuery in
            let html = pages.problem(
                status: status,
                code: code,
                hasQuery: hasQuery,
                requestID: "01J8",
                language: language
            )
            return (name, html)
        }
    }

    private static func lists(
        _ pages: Pages,
        in language: Language
    ) throws -> [(String, [UInt8])] {
        let courses = [try course(), try course("AZIL", passScore: "none")]
        let cohorts = try cohorts()
        return problems(pages, in: language) + [
            (
                "courses",
                pages.courses(
                    courses,
                    cohorts: cohorts,
                    today: today,
                    query: "123",
                    next: "LAP",
                    language: language
                )
            ),
            ("no courses", pages.courses([], cohorts: [], today: today, language: language)),
            (
                "course",
                pages.course(
                    courses[0],
                    details: details(),
                    cohorts: cohorts,
                    today: today,
                    language: language
                )
            ),
            ("programmes", pages.programmes(programmes, next: "TOT", language: language)),
            ("no programmes", pages.programmes([], language: language)),
            ("programme", pages.programme(programmes[0], language: language)),
            (
                "bare course",
                pages.course(
                    courses[1],
                    details: bareDetails(),
                    cohorts: [],
                    today: today,
                    language: language
                )
            ),
        ]
    }
}
