extension Certificate.Kind {
    /// The name of the printed document.
    package var title: Titles {
        switch self {
        case .completion:
            Titles(
                srCyrl: "Уверење о завршеној обуци",
                srLatn: "Uverenje o završenoj obuci",
                en: "Certificate of completion"
            )
        case .participation:
            Titles(
                srCyrl: "Потврда о учешћу",
                srLatn: "Potvrda o učešću",
                en: "Confirmation of participation"
            )
        case .accreditation:
            Titles(
                srCyrl: "Сертификат тренера",
                srLatn: "Sertifikat trenera",
                en: "Trainer certificate"
            )
        }
    }
}
