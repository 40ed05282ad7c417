import Credentials
import Documents
import TrainingCentre

/// What the page of a certificate says, in one language and one script.
struct CertificatePage: PageContent {
    typealias Texts = CertificateText

    let frame: Frame
    /// The state as a word for the style sheet.
    let state: String
    let icon: String
    let heading: String
    let explanation: String
    /// That the log has not taken it in yet; nil once it has.
    let pending: String?
    /// What follows from the revocation of a key that signed it; nil while there is none.
    let keyRevoked: String?
    let kind: String
    let holder: String
    /// The name in the other script, for comparing; nil when it is the same.
    let otherName: String?
    /// Whether the holder has limited what is shown of the name.
    let isLimited: Bool
    /// The answer to whether a name is the certified one; nil when nobody asked.
    let comparison: String?
    /// That answer as a word for the style sheet.
    let compared: String
    let courseTitle: String
    let courseCode: String
    let project: String?
    /// Of the training; nil for a trainer's certificate.
    let dates: String?
    let place: String?
    let hours: String?
    /// What was attended, achieved and asked for, as far as it was certified.
    let attended: String?
    let result: String?
    let criteria: String?
    let number: String
    let id: String
    let issuedOn: String
    let expiresOn: String?
    let checkedOn: String
    let json: String
    /// Where the files to keep or print are; nil while the document does not count, or not yet.
    let files: String?

    init(
        _ found: Verification,
        compared isHolder: Bool? = nil,
        in language: Language,
        site: Site
    ) {
        let face = CertificateFace(found)
        let heading = face.heading[language]
        let printed = found.id.printed
        let path = "/c/\(printed)"
        frame = Frame(title: heading, path: path, canonical: site.publicURL + path)
        self.heading = heading
        state = face.state
        icon = face.icon.strokes
        explanation = CertificatePage.explanation(of: found, in: language)
        pending = found.isInLog ? nil : CertificateText.pending(in: language)
        keyRevoked = found.keyRevocation.map { $0.meaning(in: language) }
        kind = found.kind.title[language]
        let isCyrillic = language == .serbianCyrillic
        let isHidden = found.shown == .hidden
        holder =
            isHidden
            ? HolderText.hidden(in: language) : isCyrillic ? found.holderCyrl : found.holderLatn
        isLimited = found.shown != .full
        comparison = isHolder.map { ($0 ? HolderText.same : HolderText.another)(in: language) }
        compared = isHolder == true ? "confirmed" : "failed"
        otherName =
            found.holderCyrl == found.holderLatn
            ? nil : isCyrillic ? found.holderLatn : found.holderCyrl
        courseTitle = found.courseTitle[language]
        courseCode = found.courseCode
        project = found.projectTitle?[language]
        dates =
            if let start = found.startsOn, let end = found.endsOn {
                start.written(to: end, in: language)
            } else { nil }
        place = found.venue.map { site.place($0, language) }
        hours = found.hours?.written(in: language)
        attended = found.achievement?.attended(in: language)
        result = found.achievement?.result(in: language)
        criteria = found.achievement?.criteria(in: language)
        number = found.number
        id = printed
        issuedOn = found.issuedOn.written(in: language)
        expiresOn = found.expiresOn?.written(in: language)
        checkedOn = found.checkedOn.written(at: found.checkedAt, in: language)
        json = path + ".json"
        files = found.status == .valid && found.isInLog && !found.isDoubtful ? path : nil
    }

    static let ownSlots: [String: Slot<CertificatePage>] = [
        "state": .text { $0.state },
        "icon": .text { $0.icon },
        "heading": .text { $0.heading },
        "explanation": .text { $0.explanation },
        "pending": .optional { $0.pending },
        "keyRevoked": .optional { $0.keyRevoked },
        "kind": .text { $0.kind },
        "holder": .text { $0.holder },
        "otherName": .optional { $0.otherName },
        "isLimited": .flag { $0.isLimited },
        "comparison": .optional { $0.comparison },
        "compared": .text { $0.compared },
        "courseTitle": .text { $0.courseTitle },
        "courseCode": .text { $0.courseCode },
        "project": .optional { $0.project },
        "dates": .optional { $0.dates },
        "place": .optional { $0.place },
        "hours": .optional { $0.hours },
        "attended": .optional { $0.attended },
        "result": .optional { $0.result },
        "criteria": .optional { $0.criteria },
        "number": .text { $0.number },
        "id": .text { $0.id },
        "issuedOn": .text { $0.issuedOn },
        "expiresOn": .optional { $0.expiresOn },
        "checkedOn": .text { $0.checkedOn },
        "json": .text { $0.json },
        "files": .optional { $0.files },
    ]

    private static func explanation(of found: Verification, in language: Language) -> String {
        let explain = StateExplanation(language: language)
        if found.isSuspended, let day = found.suspendedOn?.written(in: language) {
            return explain.suspended(on: day)
        }
        switch found.status {
        case .valid: return CertificateText.validExplanation(in: language)
        case .expired:
            guard let day = found.expiresOn?.written(in: language) else {
                return CertificateText.expiredExplanation(in: language)
            }
            return explain.expired(on: day)
        case .revoked:
            guard let day = found.revokedOn?.written(in: language),
                let reason = found.reasonClass?.title[language]
            else { return CertificateText.revokedExplanation(in: language) }
            return explain.revoked(on: day, because: reason)
        case .replaced:
            guard let successor = found.successor else {
                return CertificateText.replacedExplanation(in: language)
            }
            return explain.replaced(
                on: successor.issuedOn.written(in: language),
                by: successor.number
            )
        case .unknown, .unavailable: return UnavailableText.meaning(in: language)
        }
    }
}
