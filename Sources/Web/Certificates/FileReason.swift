import TrainingCentre

/// Why a file is no certificate of ours, or cannot be checked, as the page tells it.
///
/// The name of a case is its code in the scripts that check, where it is that of
/// `CredentialProblem` if the program knows the same reason.
enum FileReason: String, TextTable {
    case tooLarge = "too_large"
    case otherFile = "other_file"
    case malformed
    case wrongContexts = "wrong_contexts"
    case missingMember = "missing_member"
    case unexpectedMember = "unexpected_member"
    case wrongValue = "wrong_value"
    case unacceptableFact = "unacceptable_fact"
    case differentForm = "different_form"
    case noProof = "no_proof"
    case severalProofs = "several_proofs"
    case wrongProof = "wrong_proof"
    case tokenForm = "token_form"
    case tokenHeader = "token_header"
    case wrongClaim = "wrong_claim"
    case wrongIssuer = "wrong_issuer"
    case keyOfAnother = "key_of_another"
    case unknownKey = "unknown_key"
    case keyOfOtherKind = "key_of_other_kind"
    case keyExpired = "key_expired"
    case keyRevoked = "key_revoked"
    case wrongSignature = "wrong_signature"
    case notYetValid = "not_yet_valid"
    case imageForm = "image_form"
    case noCredentialInImage = "no_credential_in_image"
    case severalCredentialsInImage = "several_credentials_in_image"
    case pdfForm = "pdf_form"
    case noCredentialInPDF = "no_credential_in_pdf"
    case severalCredentialsInPDF = "several_credentials_in_pdf"
    case browser
    case keys
    case list
    case file

    var texts: Titles {
        document ?? shape ?? signature ?? key ?? time ?? container ?? fault
    }

    private var document: Titles? {
        switch self {
        case .tooLarge:
            Titles(
                "Датотека је превелика: ниједно уверење није толико.",
                "Datoteka je prevelika: nijedno uverenje nije toliko.",
                "The file is too large: no certificate is."
            )
        case .otherFile:
            Titles(
                "Ово није датотека у којој може бити уверење.",
                "Ovo nije datoteka u kojoj može biti uverenje.",
                "This is not a file that can hold a certificate."
            )
        case .malformed:
            Titles(
                "Датотека је оштећена, или би је два програма могла прочитати различито.",
                "Datoteka je oštećena, ili bi je dva programa mogla pročitati različito.",
                "The file is damaged, or two programs could read it differently."
            )
        case .wrongContexts:
            Titles(
                "Датотека се не позива на речнике наших уверења.",
                "Datoteka se ne poziva na rečnike naših uverenja.",
                "The file does not name the vocabularies of our certificates."
            )
        case .missingMember:
            Titles(
                "Недостаје део који свако наше уверење има.",
                "Nedostaje deo koji svako naše uverenje ima.",
                "A part is missing that each of our certificates has."
            )
        default: nil
        }
    }

    private var shape: Titles? {
        switch self {
        case .unexpectedMember:
            Titles(
                "У датотеци је део који наша уверења немају.",
                "U datoteci je deo koji naša uverenja nemaju.",
                "There is a part in it that our certificates do not have."
            )
        case .wrongValue:
            Titles(
                "Један део има вредност коју не може имати.",
                "Jedan deo ima vrednost koju ne može imati.",
                "A part of it has a value that it cannot have."
            )
        case .unacceptableFact:
            Titles(
                "У датотеци је податак који се не може потврдити, на пример са невидљивим "
                    + "знаком.",
                "U datoteci je podatak koji se ne može potvrditi, na primer sa "
                    + "nevidljivim znakom.",
                "There is a fact in it that cannot be certified, such as one with an "
                    + "invisible character."
            )
        case .differentForm:
            Titles(
                "Делови датотеке стоје редом којим их ми не пишемо.",
                "Delovi datoteke stoje redom kojim ih mi ne pišemo.",
                "The parts of the file stand in an order that we do not write."
            )
        default: nil
        }
    }

    private var signature: Titles? {
        switch self {
        case .noProof:
            Titles(
                "Уверење није потписано.",
                "Uverenje nije potpisano.",
                "The certificate is not signed."
            )
        case .severalProofs:
            Titles(
                "Уверење има више потписа, а наша имају само један.",
                "Uverenje ima više potpisa, a naša imaju samo jedan.",
                "The certificate has several signatures; ours have one."
            )
        case .wrongProof:
            Titles(
                "Потпис није од оне врсте којом ми потписујемо.",
                "Potpis nije od one vrste kojom mi potpisujemo.",
                "The signature is not of the kind that we use."
            )
        case .tokenForm:
            Titles(
                "Текст нема облик потписаног уверења.",
                "Tekst nema oblik potpisanog uverenja.",
                "The text does not have the form of a signed certificate."
            )
        case .tokenHeader:
            Titles(
                "Заглавље уз потпис није наше.",
                "Zaglavlje uz potpis nije naše.",
                "The header beside the signature is not ours."
            )
        case .wrongClaim:
            Titles(
                "Подаци уз потпис противрече самом уверењу.",
                "Podaci uz potpis protivreče samom uverenju.",
                "What stands beside the signature contradicts the certificate itself."
            )
        default: nil
        }
    }

    private var key: Titles? {
        switch self {
        case .wrongIssuer:
            Titles(
                "Уверење није издао овај центар него неко други.",
                "Uverenje nije izdao ovaj centar nego neko drugi.",
                "The certificate was issued by somebody else, and not by this centre."
            )
        case .keyOfAnother:
            Titles(
                "Потписано је туђим кључем.",
                "Potpisano je tuđim ključem.",
                "It is signed with a key that is not the issuer’s."
            )
        case .unknownKey:
            Titles(
                "Издавалац нема кључ којим је потписано.",
                "Izdavalac nema ključ kojim je potpisano.",
                "The issuer has no key of the name that it is signed with."
            )
        case .keyOfOtherKind:
            Titles(
                "Наведени кључ није за потписе ове врсте.",
                "Navedeni ključ nije za potpise ove vrste.",
                "The key that it names is not for signatures of this kind."
            )
        default: nil
        }
    }

    private var time: Titles? {
        switch self {
        case .keyExpired:
            Titles(
                "Кључ је пре потписивања већ био повучен из употребе.",
                "Ključ je pre potpisivanja već bio povučen iz upotrebe.",
                "The key was already out of use when this was signed."
            )
        case .keyRevoked:
            Titles(
                "Кључ којим је потписано опозван је, јер га је можда имао и неко други. "
                    + "Зато потпис доказује нешто само ако јавни дневник показује да је старији "
                    + "од опозива. Отворите страницу самог уверења: она зна шта пише у дневнику.",
                "Ključ kojim je potpisano opozvan je, jer ga je možda imao i neko drugi. "
                    + "Zato potpis dokazuje nešto samo ako javni dnevnik pokazuje da je stariji "
                    + "od opoziva. Otvorite stranicu samog uverenja: ona zna šta piše u dnevniku.",
                "The key that signed it was revoked, because somebody else may have had "
                    + "it. So the signature proves something only if the public log shows that "
                    + "it is older than that. Open the certificate’s own page, which knows what "
                    + "the log says."
            )
        case .wrongSignature:
            Titles(
                "Потпис не одговара: нешто је промењено, или је потписао неко други.",
                "Potpis ne odgovara: nešto je promenjeno, ili je potpisao neko drugi.",
                "The signature does not fit: something was changed, or somebody else "
                    + "signed it."
            )
        case .notYetValid:
            Titles(
                "Уверење почиње да важи тек касније.",
                "Uverenje počinje da važi tek kasnije.",
                "The certificate becomes valid only later."
            )
        default: nil
        }
    }

    private var container: Titles? {
        switch self {
        case .imageForm:
            Titles(
                "Слика је оштећена, или у њој стоји и нешто туђе.",
                "Slika je oštećena, ili u njoj stoji i nešto tuđe.",
                "The picture is damaged, or holds something that is not ours."
            )
        case .noCredentialInImage:
            Titles(
                "У слици нема уверења. Неки програми га изоставе када сачувају слику.",
                "U slici nema uverenja. Neki programi ga izostave kada sačuvaju sliku.",
                "There is no certificate in the picture. Some programs leave it out when "
                    + "they save one."
            )
        case .severalCredentialsInImage:
            Titles(
                "У слици је више уверења, а у нашима је само једно.",
                "U slici je više uverenja, a u našima je samo jedno.",
                "There is more than one certificate in the picture; ours hold one."
            )
        case .pdfForm:
            Titles(
                "Документ је оштећен, или га је поново сачувао други програм.",
                "Dokument je oštećen, ili ga je ponovo sačuvao drugi program.",
                "The document is damaged, or another program saved it again."
            )
        case .noCredentialInPDF:
            Titles(
                "Уз документ није приложено уверење. Унесите код који стоји на њему.",
                "Uz dokument nije priloženo uverenje. Unesite kod koji stoji na njemu.",
                "No certificate is attached to the document. Enter the code that stands "
                    + "on it."
            )
        case .severalCredentialsInPDF:
            Titles(
                "Уз документ је приложено више уверења, а уз наше стоји само једно.",
                "Uz dokument je priloženo više uverenja, a uz naše stoji samo jedno.",
                "More than one certificate is attached to the document; ours have one."
            )
        default: nil
        }
    }

    private var fault: Titles {
        switch self {
        case .browser:
            Titles(
                "Овај прегледач не уме да провери потпис. Покушајте са новијим, или "
                    + "унесите код са документа.",
                "Ovaj pregledač ne ume da proveri potpis. Pokušajte sa novijim, ili "
                    + "unesite kod sa dokumenta.",
                "This browser cannot check the signature. Try a newer one, or enter the "
                    + "code on the document."
            )
        case .keys:
            Titles(
                "Кључеви издаваоца тренутно нису доступни. Покушајте поново за неколико "
                    + "минута.",
                "Ključevi izdavaoca trenutno nisu dostupni. Pokušajte ponovo za nekoliko "
                    + "minuta.",
                "The issuer’s keys cannot be reached right now. Try again in a few "
                    + "minutes."
            )
        case .list:
            Titles(
                "Потпис је издаваочев, али списак опозваних докумената тренутно није "
                    + "доступан или није исправан. Покушајте поново за неколико минута.",
                "Potpis je izdavaočev, ali spisak opozvanih dokumenata trenutno nije "
                    + "dostupan ili nije ispravan. Pokušajte ponovo za nekoliko minuta.",
                "The signature is the issuer’s, but the list of revoked documents cannot "
                    + "be reached right now, or is not in order. Try again in a few minutes."
            )
        default:
            Titles(
                "Прегледач не може да прочита датотеку.",
                "Pregledač ne može da pročita datoteku.",
                "The browser cannot read the file."
            )
        }
    }
}
