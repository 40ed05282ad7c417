import Documents
import TrainingCentre

/// The page that tells how to check a certificate with programs of others.
struct OutsidePage: PageContent {
    typealias Texts = OutsideText

    let frame: Frame
    private let commands: OutsideCommands
    private let issuer: String

    init(in language: Language, site: Site) {
        let addresses = Addresses(publicURL: site.publicURL)
        frame = Frame(
            title: OutsideText.heading(in: language),
            path: "/verify/outside",
            isListed: true
        )
        issuer = addresses.issuerPrefix + "centre"
        commands = OutsideCommands(site: site.publicURL, did: issuer)
    }

    static let ownSlots: [String: Slot<OutsidePage>] = [
        "issuer": .text { $0.issuer },
        "fetch": .text { $0.commands.fetch },
        "install": .text { $0.commands.install },
        "openvc": .text { $0.commands.openvc },
        "openbadgeslib": .text { $0.commands.openbadgeslib },
        "jose": .text { $0.commands.jose },
        "status": .text { $0.commands.status },
        "pdf": .text { $0.commands.pdf },
    ]
}

/// The texts of the page about programs of others.
enum OutsideText: String, TextTable {
    case heading, lead, needs, fetchTitle, fetch, installTitle, proofTitle, proof, againTitle
    case tokenTitle, token, statusTitle, status, paperTitle, paper, trustTitle, trust, logTitle
    case log, witness

    var texts: Titles { first ?? second ?? last }

    private var first: Titles? {
        switch self {
        case .heading: Titles("Провера без нас", "Provera bez nas", "How to verify without us")
        case .lead:
            Titles(
                "Уверења су потписана отвореним стандардима. Зато их може проверити "
                    + "свако, туђим програмима и без ове странице.",
                "Uverenja su potpisana otvorenim standardima. Zato ih može proveriti "
                    + "svako, tuđim programima i bez ove stranice.",
                "Certificates are signed by open standards. So anybody can check them, "
                    + "with programs of others and without this site."
            )
        case .needs: Titles("Потребни су:", "Potrebni su:", "You need:")
        case .fetchTitle: Titles("Преузмите датотеке", "Preuzmite datoteke", "Fetch the files")
        case .fetch:
            Titles(
                "Уверење у облицима за програме, кључеви издаваоца и списак опозваних "
                    + "докумената. Код стоји на документу. Ко их једном има, за даљу проверу "
                    + "не треба му мрежа.",
                "Uverenje u oblicima za programe, ključevi izdavaoca i spisak opozvanih "
                    + "dokumenata. Kod stoji na dokumentu. Ko ih jednom ima, za dalju proveru "
                    + "ne treba mu mreža.",
                "The certificate in its forms for programs, the issuer’s keys and the "
                    + "list of revoked documents. The code stands on the document. Whoever "
                    + "has them once needs no network for what follows."
            )
        case .installTitle:
            Titles(
                "Инсталирајте туђе програме",
                "Instalirajte tuđe programe",
                "Install programs of others"
            )
        case .proofTitle:
            Titles(
                "Потпис, рок и опозив",
                "Potpis, rok i opoziv",
                "Signature, term and revocation"
            )
        default: nil
        }
    }

    private var second: Titles? {
        switch self {
        case .proof:
            Titles(
                "Идентификатор издаваоца је адреса његових кључева. Програм би их "
                    + "потражио на мрежи; овде добија датотеку.",
                "Identifikator izdavaoca je adresa njegovih ključeva. Program bi ih "
                    + "potražio na mreži; ovde dobija datoteku.",
                "The issuer’s identifier is the address of its keys. The program would "
                    + "look them up; here it is given the file."
            )
        case .againTitle:
            Titles(
                "Исто, другим програмом",
                "Isto, drugim programom",
                "The same with another program"
            )
        case .tokenTitle:
            Titles(
                "Други облик истог уверења",
                "Drugi oblik istog uverenja",
                "The other form of the same certificate"
            )
        case .token:
            Titles(
                "Исти подаци, потписани другим кључем. Програм исписује шта је "
                    + "потписано; упоредите то са документом.",
                "Isti podaci, potpisani drugim ključem. Program ispisuje šta je "
                    + "potpisano; uporedite to sa dokumentom.",
                "The same facts, signed with another key. The program prints what is "
                    + "signed; compare that with the document."
            )
        case .statusTitle: Titles("Опозив", "Opoziv", "Revocation")
        case .status:
            Titles(
                "Програм изнад гледа само потпис. Да ли је документ опозван, каже један "
                    + "бит на списку који је издавалац потписао.",
                "Program iznad gleda samo potpis. Da li je dokument opozvan, kaže jedan "
                    + "bit na spisku koji je izdavalac potpisao.",
                "The program above looks at the signature only. Whether the document "
                    + "was revoked is said by one bit of a list that the issuer signed."
            )
        case .paperTitle:
            Titles(
                "Штампани документ као датотека",
                "Štampani dokument kao datoteka",
                "The printed document as a file"
            )
        default: nil
        }
    }

    private var last: Titles {
        switch self {
        case .paper:
            Titles(
                "Важи само ако се исписује да је потпис исправан, да је сертификат "
                    + "поуздан и да је потписан цео документ:",
                "Važi samo ako se ispisuje da je potpis ispravan, da je sertifikat "
                    + "pouzdan i da je potpisan ceo dokument:",
                "It counts only if it is printed that the signature is valid, that the "
                    + "certificate is trusted, and that the whole document is signed:"
            )
        case .trustTitle:
            Titles("У шта се тада верује", "U šta se tada veruje", "What you then trust")
        case .trust:
            Titles(
                "Да адреса у идентификатору издаваоца припада центру, и да су кључеви "
                    + "преузети са ње. Кључ са ознаком опозива доказује нешто само за уверења "
                    + "за која јавни дневник показује да су старија од опозива.",
                "Da adresa u identifikatoru izdavaoca pripada centru, i da su ključevi "
                    + "preuzeti sa nje. Ključ sa oznakom opoziva dokazuje nešto samo za "
                    + "uverenja za koja javni dnevnik pokazuje da su starija od opoziva.",
                "That the address in the issuer’s identifier is the centre’s, and that "
                    + "the keys came from there. A key that is marked as revoked proves "
                    + "something only for certificates that the public log shows to be older "
                    + "than that."
            )
        case .logTitle: Titles("Јавни дневник", "Javni dnevnik", "The public log")
        case .witness:
            Titles(
                "Ако је кључ издаваоца опозван, сам доказ без мреже није довољан: само сведок "
                    + "потврђује када је видео дневник. Додајте кључ сведока коме верујете:",
                "Ako je ključ izdavaoca opozvan, sam dokaz bez mreže nije dovoljan: samo svedok "
                    + "potvrđuje kada je video dnevnik. Dodajte ključ svedoka kome verujete:",
                "After a key of the issuer was revoked, the proof alone is not enough offline: "
                    + "only a witness says when it saw the log. Add the key of one you trust:"
            )
        default:
            Titles(
                "Свако издавање је уписано у дневник из кога ништа не може неприметно "
                    + "да нестане. Доказ уз уверење чита се програмима за",
                "Svako izdavanje je upisano u dnevnik iz koga ništa ne može neprimetno "
                    + "da nestane. Dokaz uz uverenje čita se programima za",
                "Each certificate is entered in a log from which nothing can vanish "
                    + "unnoticed. The proof beside a certificate is read by programs for"
            )
        }
    }
}
