import TrainingCentre

/// The texts of the certificate page.
enum CertificateText: String, TextTable {
    case validExplanation, revokedExplanation, replacedExplanation, expiredExplanation
    case pending, issuer, facts, holder, cyrillicName, latinName, course, project, dates, place
    case hours, attended, result, criteria, number, verificationID, issued, validUntil
    case unlimited, checked
    case compareTitle, compare, differsTitle, differs, permanent, program, outside, another
    case limited, nameLabel, compareName, keep, paper, badge

    var texts: Titles {
        switch self {
        case .validExplanation, .revokedExplanation, .replacedExplanation, .expiredExplanation,
            .pending:
            explanation
        case .issuer, .facts, .holder, .cyrillicName, .latinName, .course, .project,
            .dates, .place, .hours, .attended, .result, .criteria, .number, .verificationID,
            .issued, .validUntil, .unlimited, .checked:
            label
        case .compareTitle, .compare, .differsTitle, .differs, .permanent, .program, .outside,
            .another:
            advice
        case .limited, .nameLabel, .compareName: comparing
        case .keep, .paper, .badge: file
        }
    }

    /// What stands under the state when there is nothing more to say about it.
    private var explanation: Titles {
        switch self {
        case .revokedExplanation:
            Titles(
                "Овај документ више ништа не доказује.",
                "Ovaj dokument više ništa ne dokazuje.",
                "This document no longer proves anything."
            )
        case .replacedExplanation:
            Titles(
                "Издат је нови документ. Тражите да вам се покаже и проверите га.",
                "Izdat je novi dokument. Tražite da vam se pokaže i proverite ga.",
                "A new document was issued. Ask to be shown it, and verify that one."
            )
        case .expiredExplanation:
            Titles(
                "Подаци испод показују шта је тада потврђено.",
                "Podaci ispod pokazuju šta je tada potvrđeno.",
                "The facts below show what was certified then."
            )
        case .pending:
            Titles(
                "Јавни дневник још није примио овај документ: то траје неколико секунди. "
                    + "Освежите страницу.",
                "Javni dnevnik još nije primio ovaj dokument: to traje nekoliko sekundi. "
                    + "Osvežite stranicu.",
                "The public log has not yet taken this document in: it takes some seconds. "
                    + "Reload the page."
            )
        default:
            Titles(
                "Документ је уписан у регистар уверења са подацима који стоје испод.",
                "Dokument je upisan u registar uverenja sa podacima koji stoje ispod.",
                "The register of certificates holds this document with the facts below."
            )
        }
    }

    private var label: Titles {
        switch self {
        case .issuer: Titles("Издавалац", "Izdavalac", "Issued by")
        case .facts: Titles("Потврђени подаци", "Potvrđeni podaci", "Certified facts")
        case .holder: Titles("Ималац", "Imalac", "Holder")
        case .cyrillicName:
            Titles("Име ћирилицом", "Ime ćirilicom", "Name in Cyrillic script")
        case .latinName: Titles("Име латиницом", "Ime latinicom", "Name in Latin script")
        case .course: Titles("Обука", "Obuka", "Training")
        case .project: Titles("Пројекат", "Projekat", "Project")
        case .dates: Titles("Датум одржавања", "Datum održavanja", "Dates")
        case .place: Titles("Место одржавања", "Mesto održavanja", "Venue")
        case .hours: Titles("Број часова", "Broj časova", "Hours")
        case .attended: Titles("Похађано часова", "Pohađano časova", "Hours attended")
        case .result: Titles("Завршни тест", "Završni test", "Final test")
        case .criteria: Titles("Услови", "Uslovi", "Requirements")
        case .number: Titles("Број у регистру", "Broj u registru", "Register number")
        case .verificationID: Titles("Код за проверу", "Kod za proveru", "Verification code")
        case .issued: Titles("Датум издавања", "Datum izdavanja", "Date of issue")
        case .validUntil: Titles("Важи до", "Važi do", "Valid until")
        case .checked: Titles("Датум провере", "Datum provere", "Checked on")
        default: Titles("без ограничења", "bez ograničenja", "no expiry date")
        }
    }

    /// The field for a name that is not shown.
    private var comparing: Titles {
        switch self {
        case .nameLabel:
            Titles(
                "Име и презиме са личне исправе",
                "Ime i prezime sa lične isprave",
                "Full name on the identity document"
            )
        case .compareName: Titles("Упоредите", "Uporedite", "Compare")
        default:
            Titles(
                "Ималац не приказује цело име свакоме. Препишите име са личне карте или пасоша, "
                    + "па ћете сазнати да ли документ гласи на њега.",
                "Imalac ne prikazuje celo ime svakome. Prepišite ime sa lične karte ili pasoša, "
                    + "pa ćete saznati da li dokument glasi na njega.",
                "The holder does not show the full name to everybody. Copy the name from the "
                    + "identity card or passport to learn whether the document is in that name."
            )
        }
    }

    private var file: Titles {
        switch self {
        case .keep: Titles("За чување и штампу:", "Za čuvanje i štampu:", "To keep or print:")
        case .paper:
            Titles("потписани документ", "potpisani dokument", "the signed document")
        default: Titles("дигитална значка:", "digitalna značka:", "the digital badge:")
        }
    }

    private var advice: Titles {
        switch self {
        case .compareTitle:
            Titles(
                "Упоредите име са личном исправом",
                "Uporedite ime sa ličnom ispravom",
                "Compare the name with an identity document"
            )
        case .compare:
            Titles(
                "Регистар потврђује документ, а не особу која га показује. "
                    + "Тражите личну карту или пасош.",
                "Registar potvrđuje dokument, a ne osobu koja ga pokazuje. "
                    + "Tražite ličnu kartu ili pasoš.",
                "The register vouches for the document, not for the person who shows it. "
                    + "Ask for an identity card or a passport."
            )
        case .differsTitle:
            Titles(
                "Упоредите и остале податке",
                "Uporedite i ostale podatke",
                "Compare the other facts too"
            )
        case .differs:
            Titles(
                "Ако на папиру пише нешто друго, важи оно што стоји на овој страници.",
                "Ako na papiru piše nešto drugo, važi ono što stoji na ovoj stranici.",
                "Where the paper says something else, this page is right."
            )
        case .permanent:
            Titles("Стална адреса провере", "Stalna adresa provere", "Permanent address")
        case .program: Titles("Подаци за програме:", "Podaci za programe:", "For programs:")
        case .outside: OutsideText.heading.texts
        default:
            Titles(
                "Проверите други документ",
                "Proverite drugi dokument",
                "Verify another document"
            )
        }
    }
}
