import Documents
import TrainingCentre

/// The texts of the list of handbooks and of the page of one.
enum HandbookText: String, TextTable {
    case heading, lead, search, find, none, next, all
    case editions, noEdition, version, accountsOnly, courses, superseded, open, download
    case usedBy, cover
    case searchInside, passages, nothingInside, morePassages, page, chapter
    case notSearched, beingRead, noTextFound, encrypted, unreadable

    var texts: Titles {
        switch self {
        case .heading: Titles("Приручници", "Priručnici", "Handbooks")
        case .lead:
            Titles(
                "Приручници и материјали за учење, доступни свима који раде са миграцијама.",
                "Priručnici i materijali za učenje, dostupni svima koji rade sa migracijama.",
                "Handbooks and learning resources for everybody who works with migration."
            )
        case .search:
            Titles("Претражите приручнике", "Pretražite priručnike", "Search the handbooks")
        case .find: Titles("Пронађите", "Pronađite", "Find")
        case .none:
            Titles(
                "Ниједан приручник није пронађен.",
                "Nijedan priručnik nije pronađen.",
                "None found."
            )
        case .next: Titles("Следећи приручници", "Sledeći priručnici", "More")
        case .all: Titles("Сви приручници", "Svi priručnici", "All handbooks")
        case .editions: Titles("Издања", "Izdanja", "Editions")
        case .noEdition:
            Titles(
                "Ниједно издање још није објављено.",
                "Nijedno izdanje još nije objavljeno.",
                "No edition has been published yet."
            )
        case .version: Titles("верзија", "verzija", "version")
        case .superseded: Titles("Заменило га је:", "Zamenilo ga je:", "Superseded by:")
        case .cover: Titles("Насловна страна", "Naslovna strana", "Cover")
        case .usedBy: ReadingText.used.texts
        case .open: Titles("Читајте", "Čitajte", "Read")
        case .download: Titles("Преузмите", "Preuzmite", "Download")
        case .accountsOnly:
            Titles(
                "само за кориснике са налогом",
                "samo za korisnike sa nalogom",
                "for people with an account"
            )
        case .courses:
            Titles("Обуке којима је намењен", "Obuke kojima je namenjen", "Training that it is for")
        case .searchInside:
            Titles("Претражите текст приручника", "Pretražite tekst priručnika", "Search its text")
        case .passages:
            Titles("Пронађено у тексту", "Pronađeno u tekstu", "Found in the text")
        case .nothingInside:
            Titles(
                "У тексту приручника ништа није пронађено.",
                "U tekstu priručnika ništa nije pronađeno.",
                "Nothing was found in the text of handbooks."
            )
        case .morePassages: Titles("Још из текста", "Još iz teksta", "More from the text")
        case .page: Titles("страна", "strana", "page")
        case .chapter: Titles("поглавље", "poglavlje", "chapter")
        case .notSearched, .beingRead, .noTextFound, .encrypted, .unreadable: whyNotSearched
        }
    }

    /// Why an edition was not looked through.
    private var whyNotSearched: Titles {
        switch self {
        case .beingRead:
            Titles("текст се управо учитава", "tekst se upravo učitava", "its text is being read")
        case .noTextFound:
            Titles(
                "у датотеци нема текста, само слике страна",
                "u datoteci nema teksta, samo slike strana",
                "the file has no text, only pictures of pages"
            )
        case .encrypted:
            Titles(
                "датотека је заштићена лозинком",
                "datoteka je zaštićena lozinkom",
                "the file is protected with a password"
            )
        case .unreadable:
            Titles(
                "текст не може да се прочита",
                "tekst ne može da se pročita",
                "its text cannot be read"
            )
        default: Titles("Није претражено:", "Nije pretraženo:", "Not searched:")
        }
    }

    /// The name of a language with its script; the tag itself for one that has no name here.
    static func name(ofLanguage tag: String, in language: Language) -> String {
        let names: [String: Titles] = [
            "sr-Cyrl": Titles("Српски, ћирилица", "Srpski, ćirilica", "Serbian, Cyrillic"),
            "sr-Latn": Titles("Српски, латиница", "Srpski, latinica", "Serbian, Latin"),
            "en": Titles("Енглески", "Engleski", "English"),
            "ar": Titles("Арапски", "Arapski", "Arabic"),
            "fa": Titles("Персијски", "Persijski", "Persian"),
            "fr": Titles("Француски", "Francuski", "French"),
            "hu": Titles("Мађарски", "Mađarski", "Hungarian"),
            "ru": Titles("Руски", "Ruski", "Russian"),
            "sq": Titles("Албански", "Albanski", "Albanian"),
        ]
        return names[tag]?[language] ?? tag
    }
}
