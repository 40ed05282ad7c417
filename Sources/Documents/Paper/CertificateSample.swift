extension CertificateDocument {
    /// A certificate of nobody, for looking at a template, with what real ones of its kind have.
    ///
    /// A trainer's certificate is no outcome of a training: it has no days, hours, place, project
    /// and donor, and the others do not expire.
    ///
    /// Throws `QRCodeError`, which it does not for a host in ASCII.
    package static func sample(
        _ kind: Kind,
        _ language: Language,
        host: String = "obuka.example"
    ) throws -> CertificateDocument {
        let id = "K6X2-PKPP-P4E8-0X23"
        let words = SampleWords.words(language)
        let isTraining = kind != .accreditation
        return CertificateDocument(
            kind: kind,
            language: language,
            holder: words.holder,
            course: words.course,
            project: isTraining ? words.project : nil,
            donor: isTraining ? words.donor : nil,
            held: isTraining ? words.held : nil,
            hours: isTraining ? words.hours : nil,
            place: isTraining ? words.place : nil,
            number: "2024/00149",
            printedID: id,
            address: "https://\(host)/c/\(id)",
            issuer: words.issuer,
            issuedAt: words.issuedAt,
            issuedOn: words.issuedOn,
            validUntil: isTraining ? nil : words.validUntil,
            signatories: words.signatories.map { Signatory(name: $0, role: $1) },
            qr: try QRCode(capitals: "HTTPS://\(host.uppercased())/C/\(id)")
        )
    }
}

/// The words of the sample in one language.
private struct SampleWords {
    let holder: String
    let course: String
    let project: String
    let donor: String
    let held: String
    let hours: String
    let place: String
    let issuer: String
    let issuedAt: String
    let issuedOn: String
    let validUntil: String
    let signatories: [(String, String)]

    static func words(_ language: Language) -> SampleWords {
        switch language {
        case .serbianCyrillic: cyrillic
        case .serbianLatin: latin
        case .english: english
        }
    }

    private static let cyrillic = SampleWords(
        holder: "Јелена Ђорђевић-Љубојевић",
        course: "Локални акциони планови за унапређење положаја различитих категорија миграната",
        project: "Јачање капацитета и партнерстава за управљање миграцијама у Србији",
        donor: "Швајцарска агенција за развој и сарадњу (СДЦ)",
        held: "од 5. до 7. марта 2024. године",
        hours: "16 часова",
        place: "Тренинг центар Пландиште",
        issuer: "Тренинг центар у области миграција",
        issuedAt: "Пландиште",
        issuedOn: "8. март 2024.",
        validUntil: "8. марта 2027. године",
        signatories: [
            ("Светозар Његовановић", "руководилац тренинг центра"),
            ("др Џана Шћепановић", "тренер"),
        ]
    )

    private static let latin = SampleWords(
        holder: "Jelena Đorđević-Ljubojević",
        course: "Lokalni akcioni planovi za unapređenje položaja različitih kategorija migranata",
        project: "Jačanje kapaciteta i partnerstava za upravljanje migracijama u Srbiji",
        donor: "Švajcarska agencija za razvoj i saradnju (SDC)",
        held: "od 5. do 7. marta 2024. godine",
        hours: "16 časova",
        place: "Trening centar Plandište",
        issuer: "Trening centar u oblasti migracija",
        issuedAt: "Plandište",
        issuedOn: "8. mart 2024.",
        validUntil: "8. marta 2027. godine",
        signatories: [
            ("Svetozar Njegovanović", "rukovodilac trening centra"),
            ("dr Džana Šćepanović", "trener"),
        ]
    )

    private static let english = SampleWords(
        holder: "Jelena Đorđević-Ljubojević",
        course: "Local action plans for improving the position of different categories of migrants",
        project: "Strengthening capacities and partnerships for migration management in Serbia",
        donor: "Swiss Agency for Development and Cooperation (SDC)",
        held: "from 5 to 7 March 2024",
        hours: "16 hours",
        place: "Training Centre Plandište",
        issuer: "Training Centre for Migration",
        issuedAt: "Plandište",
        issuedOn: "8 March 2024",
        validUntil: "8 March 2027",
        signatories: [
            ("Svetozar Njegovanović", "Head of the Training Centre"),
            ("Džana Šćepanović, PhD", "trainer"),
        ]
    )
}
