/// What one printed certificate says: finished text, in its language.
///
/// Grammar, dates and counts are the caller's; names are printed as they come and never
/// transliterated. A field that is nil takes the lines of the template with it that name it.
package struct CertificateDocument: Sendable {
    /// What is certified.
    package enum Kind: String, CaseIterable, Sendable {
        /// Uverenje: the course was passed.
        case completion
        /// Potvrda o učešću: the course was attended.
        case participation
        /// Sertifikat trenera: the holder may teach the course.
        case accreditation
    }

    /// Somebody who signs, and as what.
    package struct Signatory: Sendable, Equatable {
        package let name: String
        package let role: String

        package init(name: String, role: String) { (self.name, self.role) = (name, role) }
    }

    package var kind: Kind
    package var language: Language
    package var holder: String
    package var course: String
    package var project: String?
    package var donor: String?
    /// When the training was held, as a phrase that follows the course.
    package var held: String?
    /// How long it took: "16 часова".
    package var hours: String?
    /// Where it was held.
    package var place: String?
    /// The number in the register: "2024/00149".
    package var number: String
    /// The verification ID as printed: "K6X2-PKPP-P4E8-0X23".
    package var printedID: String
    /// The address that the link goes to and that is printed without its scheme.
    package var address: String
    package var issuer: String
    package var issuedAt: String?
    package var issuedOn: String
    package var validUntil: String?
    package var signatories: [Signatory]
    /// PNG images in the order in which they are printed, from `PaperLogo.prepared`.
    package var logos: [[UInt8]]
    package var qr: QRCode

    /// A certificate of these texts; nothing is checked before it is printed.
    package init(
        kind: Kind,
        language: Language,
        holder: String,
        course: String,
        project: String? = nil,
        donor: String? = nil,
        held: String? = nil,
        hours: String? = nil,
        place: String? = nil,
        number: String,
        printedID: String,
        address: String,
        issuer: String,
        issuedAt: String? = nil,
        issuedOn: String,
        validUntil: String? = nil,
        signatories: [Signatory] = [],
        logos: [[UInt8]] = [],
        qr: QRCode
    ) {
        (self.kind, self.language, self.holder, self.course) = (kind, language, holder, course)
        (self.project, self.donor, self.held, self.hours) = (project, donor, held, hours)
        (self.place, self.number, self.printedID) = (place, number, printedID)
        (self.address, self.issuer, self.issuedAt) = (address, issuer, issuedAt)
        (self.issuedOn, self.validUntil, self.qr) = (issuedOn, validUntil, qr)
        (self.signatories, self.logos) = (signatories, logos)
    }
}

/// A cohort's certificates, to be printed as one file.
package struct CohortDocument: Sendable {
    /// The certificates of the people of one municipality or city.
    package struct Group: Sendable {
        package let name: String
        package let certificates: [CertificateDocument]

        package init(name: String, certificates: [CertificateDocument]) {
            (self.name, self.certificates) = (name, certificates)
        }
    }

    package let kind: CertificateDocument.Kind
    package let language: Language
    package let course: String
    package let project: String?
    package let donor: String?
    package let held: String?
    package let place: String?
    package let issuer: String
    package let issuedOn: String
    package let logos: [[UInt8]]
    /// In the order of the list, which is the caller's: a collation belongs to a language.
    package let groups: [Group]

    /// A list of these groups under the texts of the cohort.
    package init(
        kind: CertificateDocument.Kind = .completion,
        language: Language,
        course: String,
        project: String? = nil,
        donor: String? = nil,
        held: String? = nil,
        place: String? = nil,
        issuer: String,
        issuedOn: String,
        logos: [[UInt8]] = [],
        groups: [Group]
    ) {
        (self.kind, self.language, self.course, self.project) = (kind, language, course, project)
        (self.donor, self.held, self.place, self.issuer) = (donor, held, place, issuer)
        (self.issuedOn, self.logos, self.groups) = (issuedOn, logos, groups)
    }
}
