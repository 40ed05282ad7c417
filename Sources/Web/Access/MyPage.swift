import Credentials
import Documents
import TrainingCentre

/// What somebody who is signed in is told of oneself.
struct MyPage: PageContent {
    typealias Texts = MyText

    let frame: Frame
    let isOfPerson: Bool
    let enrolments: [MyEnrolmentRow]
    let certificates: [MyCertificateRow]
    let taught: [TaughtRow]
    let interests: [InterestRow]
    /// The page of what the own institution nominated; nil for who nominates nobody.
    let nominations: String?
    /// What was done just now.
    let notice: String?
    /// What somebody should look at of it.
    let heed: String?

    init(
        _ found: OwnOverview,
        isStaff: Bool,
        notice: String?,
        heed: String?,
        in language: Language,
        site: Site
    ) {
        self.notice = notice
        self.heed = heed
        frame = Frame(title: MyText.heading(in: language), path: "/me", isStaff: isStaff)
        isOfPerson = found.isOfPerson
        enrolments = found.enrolments.map { MyEnrolmentRow($0, in: language, site: site) }
        certificates = found.certificates.map { MyCertificateRow($0, in: language) }
        taught = found.taught.map { TaughtRow($0, in: language, site: site) }
        interests = found.interests.map { InterestRow($0, in: language) }
        nominations = found.isFocalPoint ? "/\(language.rawValue)/nominations" : nil
    }

    static let ownSlots: [String: Slot<MyPage>] = [
        "isOfPerson": .flag { $0.isOfPerson },
        "isEmpty": .flag { $0.enrolments.isEmpty },
        "enrolments": .list { $0.enrolments },
        "certificates": .list { $0.certificates },
        "hasCertificates": .flag { !$0.certificates.isEmpty },
        "taught": .list { $0.taught },
        "hasTaught": .flag { !$0.taught.isEmpty },
        "interests": .list { $0.interests },
        "hasInterests": .flag { !$0.interests.isEmpty },
        "nominations": .optional { $0.nominations },
        "notice": .optional { $0.notice },
        "heed": .optional { $0.heed },
    ]
}

/// One of one's own enrolments.
struct MyEnrolmentRow: Slotted {
    let state: String
    let courseTitle: String
    let heading: String
    let explanation: String
    let facts: [FactRow]
    let meetings: [MeetingRow]
    let modules: ModuleSection
    let editions: [ReadingRow]
    let editionsTitle: String
    /// The page by the private code, where an offer is answered.
    let page: String
    let pageText: String
    /// nil for a draft, which only those see who work here.
    let cohortPage: String?
    let certificate: String?
    /// Where it is given up; nil where there is nothing to give up.
    let withdrawal: String?

    init(_ own: OwnEnrolment, in language: Language, site: Site) {
        let found = own.status
        let standing = EnrolmentStanding(found)
        state = standing.rawValue
        courseTitle = found.courseTitle[language]
        heading = standing.heading[language]
        explanation = standing.explanation(of: found)[language]
        facts = MyEnrolmentRow.facts(own, in: language, site: site)
        meetings = own.meetings.map { MeetingRow($0, in: language, site: site) }
        modules = ModuleSection(found, isOwn: true, in: language)
        editions = own.editions.map { ReadingRow($0.edition, own: $0, in: language) }
        editionsTitle = HandbookText.heading(in: language)
        page = "/\(language.rawValue)/e/\(found.code.printed)"
        pageText = (standing == .offered ? MyText.answer : .page)(in: language)
        cohortPage =
            found.cohortState == .draft
            ? nil : Web.cohortPage(found.cohortCode, in: language)
        let isOpen = found.status.isLive && found.status != .noShow && !found.cohortState.hasEnded
        withdrawal =
            isOpen
            ? "/\(language.rawValue)/me/enrolments/\(found.code.printed)/withdrawal" : nil
        certificate = found.certificateID.map { "/\(language.rawValue)/c/\($0.printed)" }
    }

    static let slots: [String: Slot<MyEnrolmentRow>] = [
        "state": .text { $0.state },
        "courseTitle": .text { $0.courseTitle },
        "heading": .text { $0.heading },
        "explanation": .text { $0.explanation },
        "facts": .list { $0.facts },
        "meetings": .list { $0.meetings },
        "hasMeetings": .flag { !$0.meetings.isEmpty },
        "hasModules": .flag { !$0.modules.rows.isEmpty },
        "modulesTitle": .text { $0.modules.title },
        "modulesText": .text { $0.modules.text },
        "modules": .list { $0.modules.rows },
        "hasEditions": .flag { !$0.editions.isEmpty },
        "editions": .list { $0.editions },
        "editionsTitle": .text { $0.editionsTitle },
        "page": .text { $0.page },
        "pageText": .text { $0.pageText },
        "cohortPage": .optional { $0.cohortPage },
        "certificate": .optional { $0.certificate },
        "withdrawal": .optional { $0.withdrawal },
    ]

    private static func facts(
        _ own: OwnEnrolment,
        in language: Language,
        site: Site
    ) -> [FactRow] {
        let found = own.status
        var facts = [
            FactRow(
                name: EnrolmentText.dates(in: language),
                value: found.startsOn.written(to: found.endsOn, in: language)
            ),
            FactRow(
                name: EnrolmentText.place(in: language),
                value: site.place(found.venue, language)
            ),
        ]
        if let hours = own.hours {
            facts += [
                FactRow(
                    name: CohortText.hours(in: language),
                    value: hours.written(in: language)
                ),
                FactRow(
                    name: MyText.needed(in: language),
                    value: hours.needed.written(in: language)
                ),
            ]
        }
        return facts
            + own.scores.map { score in
                FactRow(
                    name: "\(MyText.score(in: language)): \(score.assessment[language])",
                    value: score.percent.percent(in: language)
                )
            }
    }
}

/// One of one's own certificates.
struct MyCertificateRow: Slotted {
    let kind: String
    let courseTitle: String
    let number: String
    let day: String
    let status: String
    let mark: String
    let link: String

    init(_ certificate: OwnCertificate, in language: Language) {
        kind = certificate.kind.title[language]
        courseTitle = certificate.course[language]
        number = certificate.number
        day = certificate.issuedOn.written(in: language)
        status = CertificateStateText(certificate.status)(in: language)
        mark = certificate.status.rawValue
        link = "/\(language.rawValue)/c/\(certificate.id.printed)"
    }

    static let slots: [String: Slot<MyCertificateRow>] = [
        "kind": .text { $0.kind },
        "courseTitle": .text { $0.courseTitle },
        "number": .text { $0.number },
        "day": .text { $0.day },
        "status": .text { $0.status },
        "mark": .text { $0.mark },
        "link": .text { $0.link },
    ]
}

/// A cohort that one teaches.
struct TaughtRow: Slotted {
    let title: String
    let dates: String
    let place: String
    let code: String
    let link: String

    init(_ cohort: CohortHeading, in language: Language, site: Site) {
        title = cohort.course[language]
        dates = cohort.startsOn.written(to: cohort.endsOn, in: language)
        place = site.place(cohort.venue, language)
        code = cohort.code
        link = cohort.page(in: language)
    }

    static let slots: [String: Slot<TaughtRow>] = [
        "title": .text { $0.title },
        "dates": .text { $0.dates },
        "place": .text { $0.place },
        "code": .text { $0.code },
        "link": .text { $0.link },
    ]
}

/// A course that one wants, with the way to take that back.
struct InterestRow: Slotted {
    let title: String
    let link: String
    let note: String?
    let withdrawal: String

    init(_ interest: OwnInterest, in language: Language) {
        title = interest.course[language]
        link = "/\(language.rawValue)/courses/\(interest.courseCode.percentEncoded)"
        note = interest.note
        withdrawal = "/\(language.rawValue)\(OwnForms.path(withdrawing: interest))"
    }

    static let slots: [String: Slot<InterestRow>] = [
        "title": .text { $0.title },
        "link": .text { $0.link },
        "note": .optional { $0.note },
        "withdrawal": .text { $0.withdrawal },
    ]
}
