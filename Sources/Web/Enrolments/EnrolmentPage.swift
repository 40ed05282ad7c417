import Credentials
import Documents
import TrainingCentre

/// What a trainee is told about one enrolment, in one language and one script.
struct EnrolmentPage: PageContent {
    typealias Texts = EnrolmentText

    let frame: Frame
    /// The state as a word for the style sheet.
    let state: String
    let icon: String
    let heading: String
    let explanation: String
    let courseTitle: String
    let cohortCode: String
    let code: String
    let dates: String
    let place: String
    let cyrillicName: String
    let latinName: String
    /// Whether the name can still be corrected before it is printed.
    let isNameOpen: Bool
    let steps: [EnrolmentStep]
    let certificate: String?
    let calendar: String?
    /// What the person can answer here and now.
    let canAccept: Bool
    let canBeGivenUp: Bool
    let modules: ModuleSection

    init(_ found: EnrolmentStatus, in language: Language, site: Site) {
        let standing = EnrolmentStanding(found)
        code = found.code.printed
        frame = Frame(title: standing.heading[language], path: "/e/" + code)
        state = standing.rawValue
        icon = standing.icon.strokes
        heading = standing.heading[language]
        explanation = standing.explanation(of: found)[language]
        courseTitle = found.courseTitle[language]
        cohortCode = found.cohortCode
        dates = found.startsOn.written(to: found.endsOn, in: language)
        place = site.place(found.venue, language)
        cyrillicName = found.holderCyrl
        latinName = found.holderLatn
        let isOver = found.waitsFor == nil || found.cohortState.hasEnded
        isNameOpen = found.waitsFor != nil
        steps = EnrolmentStep.all(of: found, standing: standing, in: language)
        certificate = found.certificateID.map { "/\(language.rawValue)/c/\($0.printed)" }
        canAccept = standing == .offered
        canBeGivenUp = standing.canBeGivenUp
        modules = ModuleSection(found, in: language)
        calendar = isOver ? nil : "/\(language.rawValue)/e/\(code).ics"
    }

    static let ownSlots: [String: Slot<EnrolmentPage>] = [
        "state": .text { $0.state },
        "icon": .text { $0.icon },
        "heading": .text { $0.heading },
        "explanation": .text { $0.explanation },
        "courseTitle": .text { $0.courseTitle },
        "cohortCode": .text { $0.cohortCode },
        "code": .text { $0.code },
        "dates": .text { $0.dates },
        "place": .text { $0.place },
        "cyrillicName": .text { $0.cyrillicName },
        "latinName": .text { $0.latinName },
        "isNameOpen": .flag { $0.isNameOpen },
        "steps": .list { $0.steps },
        "certificate": .optional { $0.certificate },
        "calendar": .optional { $0.calendar },
        "canAccept": .flag { $0.canAccept },
        "canBeGivenUp": .flag { $0.canBeGivenUp },
        "hasModules": .flag { !$0.modules.rows.isEmpty },
        "modulesTitle": .text { $0.modules.title },
        "modulesText": .text { $0.modules.text },
        "modules": .list { $0.modules.rows },
    ]
}

/// One step on the way from the enrolment to the certificate.
struct EnrolmentStep: Slotted {
    let title: String
    let detail: String
    let progress: Progress

    /// How far a step is, as a word for the style sheet.
    enum Progress: String {
        case done, current, ahead, failed
    }

    static let slots: [String: Slot<EnrolmentStep>] = [
        "title": .text { $0.title },
        "detail": .text { $0.detail },
        "progress": .text { $0.progress.rawValue },
        "isCurrent": .flag { $0.progress == .current },
    ]

    /// The four steps; where there is no way on, only those until there.
    static func all(
        of found: EnrolmentStatus,
        standing: EnrolmentStanding,
        in language: Language
    ) -> [EnrolmentStep] {
        func step(
            _ title: EnrolmentText,
            _ detail: EnrolmentText,
            _ progress: Progress
        ) -> EnrolmentStep {
            EnrolmentStep(
                title: title(in: language),
                detail: detail(in: language),
                progress: progress
            )
        }
        let place = step(.stepPlace, .placeConfirmed, .done)
        switch standing {
        case .withdrawn: return [step(.stepPlace, .placeWithdrawn, .failed)]
        case .cancelled:
            let wish = placeWished(found.status)
            return [
                wish.map { step(.stepPlace, $0, .ahead) } ?? place,
                step(.stepTraining, .trainingCancelled, .failed),
            ]
        case .declined: return [step(.stepPlace, .placeDeclined, .failed)]
        case .lapsed: return [step(.stepPlace, .placeLapsed, .failed)]
        case .absent: return [place, step(.stepTraining, .trainingMissed, .failed)]
        case .applied, .endorsed, .queued, .offered, .confirmed:
            let wish = placeWished(found.status)
            return [
                wish.map { step(.stepPlace, $0, .current) } ?? place,
                step(.stepTraining, .trainingAhead, wish == nil ? .current : .ahead),
                step(.stepOutcome, .outcomeAhead, .ahead),
                step(.stepCertificate, .certificateAhead, .ahead),
            ]
        case .finished, .failed, .waiting, .certified, .ended:
            let held = step(.stepTraining, .trainingHeld, .done)
            return [place, held] + end(of: found, standing: standing, step: step)
        }
    }

    /// How far a place has come that nobody has yet; nil for one that somebody has or had.
    private static func placeWished(_ status: Enrolment.Status) -> EnrolmentText? {
        switch status {
        case .applied, .endorsed: .placeApplied
        case .waiting: .placeQueued
        case .offered: .placeOffered
        case .confirmed, .noShow, .withdrawn, .declined, .lapsed: nil
        }
    }

    private static func end(
        of found: EnrolmentStatus,
        standing: EnrolmentStanding,
        step: (EnrolmentText, EnrolmentText, Progress) -> EnrolmentStep
    ) -> [EnrolmentStep] {
        let document: EnrolmentStep =
            found.certificateID != nil
            ? step(.stepCertificate, .certificateIssued, .done)
            : standing == .waiting
                ? step(.stepCertificate, .certificateWaits, .current)
                : standing == .ended
                    ? step(.stepCertificate, .certificateEnded, .failed)
                    : step(.stepCertificate, .certificateNone, .ahead)
        switch found.outcome {
        case .passed?: return [step(.stepOutcome, .outcomePassed, .done), document]
        case .notPassed?: return [step(.stepOutcome, .outcomeFailed, .failed), document]
        case nil: return [step(.stepOutcome, .outcomeMissing, .ahead), document]
        }
    }
}
