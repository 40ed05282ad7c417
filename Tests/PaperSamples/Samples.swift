import Crypto
import Documents
import Foundation

/// The samples, made of the sample certificate and two keys that are new each time.
struct Samples {
    let paper: PaperTemplate
    let badge: BadgeTemplate
    let moment = Date(timeIntervalSince1970: 1_709_900_000)

    static let attachments = [
        PDFAttachment(
            name: "credential.json",
            mediaType: "application/vc",
            purpose: "The certificate as data, signed",
            bytes: Array(#"{"name":"Јелена Ђорђевић-Љубојевић"}"#.utf8)
        ),
        PDFAttachment(
            name: "certificate.tlog-proof",
            mediaType: "text/plain",
            purpose: "That it is in the log",
            bytes: Array("c2sp.org/tlog-proof@v1\nindex 7\n\n".utf8)
        ),
    ]

    init(templates: URL) throws {
        func read(_ name: String) throws -> [UInt8] {
            Array(try Data(contentsOf: templates.appending(path: name)))
        }
        paper = try PaperTemplate(json: read("certificate.json"))
        badge = try BadgeTemplate(json: read("badge.json"))
    }

    func write(to directory: URL) throws {
        func write(_ bytes: [UInt8], _ name: String) throws {
            try Data(bytes).write(to: directory.appending(path: name))
        }
        for kind in CertificateDocument.Kind.allCases {
            for language in Language.allCases {
                let name = "\(kind.rawValue)-\(language.rawValue)"
                let sample = try CertificateDocument.sample(kind, language)
                let again = try paper.pdf(of: sample, madeAt: moment)
                try write(again, "\(name).pdf")
                try write(paper.pdf(of: long(sample), madeAt: moment), "\(name)-long.pdf")
                let badge = try badge.picture(of: Self.badge(sample))
                try write(Array(badge.svg(prefix: "").utf8), "\(name)-badge.svg")
                try write(badge.png(scale: 1), "\(name)-badge.png")
            }
        }
        for language in Language.allCases {
            let cohort = try cohort(language, logos: [])
            try write(paper.pdf(of: cohort, madeAt: moment), "cohort-\(language.rawValue).pdf")
        }
        let sample = try CertificateDocument.sample(.completion, .serbianCyrillic)
        var withLogos = sample
        let logo = try PaperLogo.prepared(badge.picture(of: Self.badge(sample)).png(scale: 1))
        withLogos.logos = [logo, try sample.qr.png(pixelsPerModule: 4), logo]
        try write(paper.pdf(of: withLogos, madeAt: moment), "logos.pdf")
        var longWord = sample
        longWord.holder = String(repeating: "Ш", count: 99)
        try write(paper.pdf(of: longWord, madeAt: moment), "long-word.pdf")
        try write(Array(sample.qr.svg.utf8), "qr.svg")
        try write(sample.qr.png(pixelsPerModule: 6), "qr.png")
        try write(Array(sample.qr.text.utf8), "qr.txt")
        try writeSigned(sample, write: write)
    }

    private func writeSigned(
        _ sample: CertificateDocument,
        write: ([UInt8], String) throws -> Void
    ) throws {
        let pair = try SampleSigner(moment: moment)
        let plain = try paper.pdf(of: sample, madeAt: moment)
        let attached = try PDFAttachment.attach(Self.attachments, to: plain, at: moment)
        let signed = try pair.signer.sign(attached, at: moment, reason: "Уверење је издато")
        for attachment in Self.attachments { try write(attachment.bytes, attachment.name) }
        try write(attached, "attached.pdf")
        try write(signed, "signed.pdf")
        try write(
            PDFAttachment.attach([Self.attachments[0]], to: signed, at: moment),
            "changed-after-signing.pdf"
        )
        var broken = signed
        broken[plain.count / 2] ^= 1
        try write(broken, "changed-byte.pdf")
        for (certificate, name) in [(pair.authority, "authority"), (pair.certificate, "signer")] {
            let body = Data(certificate.der).base64EncodedString(options: [.lineLength64Characters])
            let pem = "-----BEGIN CERTIFICATE-----\n\(body)\n-----END CERTIFICATE-----\n"
            try write(Array(pem.utf8), "\(name).pem")
        }
        _ = try SignedPDF(
            verifying: signed,
            authorities: [pair.authority],
            attachments: Self.attachments.map(\.name)
        )
    }

    // MARK: Contents

    /// A name of 100 characters, a title of 300 and a project of 200.
    func long(_ sample: CertificateDocument) -> CertificateDocument {
        func repeated(_ text: String, _ count: Int) -> String {
            var result = text
            while result.count < count { result += " " + text }
            return String(result.prefix(count - 1)) + "."
        }
        var long = sample
        long.holder = repeated(sample.holder, 100)
        long.course = repeated(sample.course, 300)
        long.project = sample.project.map { repeated($0, 200) }
        long.issuer = repeated(sample.issuer, 110)
        long.signatories.append(
            CertificateDocument.Signatory(
                name: repeated(sample.holder, 60),
                role: repeated(sample.issuer, 70)
            )
        )
        return long
    }

    static func badge(_ sample: CertificateDocument) -> BadgeDocument {
        BadgeDocument(
            kind: sample.kind,
            language: sample.language,
            course: sample.course,
            issuer: sample.issuer,
            issuedOn: sample.issuedOn
        )
    }

    func cohort(_ language: Language, logos: [[UInt8]]) throws -> CohortDocument {
        let sample = try CertificateDocument.sample(.completion, language)
        let places =
            language == .serbianCyrillic
            ? ["Ада", "Алексинац", "Апатин", "Бабушница", "Кањижа", "Љиг", "Пландиште", "Шид"]
            : ["Ada", "Aleksinac", "Apatin", "Babušnica", "Kanjiža", "Ljig", "Plandište", "Šid"]
        let groups = places.enumerated().map { index, place in
            CohortDocument.Group(
                name: place,
                certificates: (0..<(3 + index % 4)).map { number in
                    var certificate = sample
                    certificate.number = "2024/\(10_000 + index * 10 + number)"
                    return certificate
                }
            )
        }
        return CohortDocument(
            language: language,
            course: sample.course,
            project: sample.project,
            donor: sample.donor,
            held: sample.held,
            place: sample.place,
            issuer: sample.issuer,
            issuedOn: sample.issuedOn,
            logos: logos,
            groups: groups
        )
    }
}

/// An authority and a signer for ten years around a moment.
struct SampleSigner {
    let authority: X509Certificate
    let certificate: X509Certificate
    let signer: DocumentSigner

    init(moment: Date) throws {
        let validity = moment.addingTimeInterval(-86_400)...moment.addingTimeInterval(315_360_000)
        let (authorityKey, key) = (P256.Signing.PrivateKey(), P256.Signing.PrivateKey())
        authority = try X509Certificate.authority(
            X509Name(commonName: "Obuka CA", organisation: "Тренинг центар", country: "RS"),
            key: authorityKey,
            serial: [1, 2, 3, 4, 5, 6, 7, 8],
            validity: validity
        )
        certificate = try authority.issue(
            X509Name(commonName: "Издавалац", organisation: "Тренинг центар", country: "RS"),
            for: key.publicKey,
            authorityKey: authorityKey,
            serial: [1, 2, 3, 4, 5, 6, 7, 9],
            validity: validity
        )
        signer = try DocumentSigner(key: key, certificate: certificate, chain: [authority])
    }
}
