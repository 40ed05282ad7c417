import TrainingCentre

/// The texts of the pages on which staff keep handbooks.
enum HandbookDeskText: String, TextTable {
    case title, code, published, drafts, language, version, year, files, state
    case noFile, draft, isPublished, withdrawn, damaged
    case newHandbook, newEdition, newEditionText, languageHint, licence, licenceHint
    case access, everybody, accounts
    case upload, uploadText, edition, fileHint, publish, publicationText

    var texts: Titles {
        switch self {
        case .title: ModuleDeskText.title.texts
        case .code: ModuleDeskText.code.texts
        case .published: Titles("Објављено", "Objavljeno", "Published")
        case .drafts: Titles("У припреми", "U pripremi", "Drafts")
        case .language: Titles("Језик", "Jezik", "Language")
        case .version: Titles("Верзија", "Verzija", "Version")
        case .year: Titles("Година", "Godina", "Year")
        case .files: Titles("Датотеке", "Datoteke", "Files")
        case .state: ModuleDeskText.state.texts
        case .noFile: Titles("нема датотеке", "nema datoteke", "no file")
        case .draft: Titles("у припреми", "u pripremi", "draft")
        case .isPublished: Titles("објављено", "objavljeno", "published")
        case .withdrawn: Titles("повучено", "povučeno", "withdrawn")
        case .damaged:
            Titles(
                "датотека је оштећена",
                "datoteka je oštećena",
                "the file is damaged"
            )
        default: forms
        }
    }

    private var forms: Titles {
        switch self {
        case .newHandbook: Titles("Нови приручник", "Novi priručnik", "A new handbook")
        case .newEdition: Titles("Ново издање", "Novo izdanje", "A new edition")
        case .newEditionText:
            Titles(
                "Издање је у припреми док се не објави; онда остаје какво јесте.",
                "Izdanje je u pripremi dok se ne objavi; onda ostaje kakvo jeste.",
                "An edition is a draft until it is published; then it stays as it is."
            )
        case .languageHint:
            Titles(
                "sr-Cyrl, sr-Latn, en, ar…",
                "sr-Cyrl, sr-Latn, en, ar…",
                "sr-Cyrl, sr-Latn, en, ar…"
            )
        case .licence: Titles("Лиценца", "Licenca", "Licence")
        case .licenceHint:
            Titles("Нпр. CC-BY-4.0", "Npr. CC-BY-4.0", "Such as CC-BY-4.0")
        case .access: Titles("Ко може да чита", "Ko može da čita", "Who may read it")
        case .everybody: Titles("сви", "svi", "everybody")
        case .accounts:
            Titles("ко има налог", "ko ima nalog", "who has an account")
        default: acts
        }
    }

    private var acts: Titles {
        switch self {
        case .upload: Titles("Датотека издања", "Datoteka izdanja", "The file of an edition")
        case .uploadText:
            Titles(
                "Друга датотека исте врсте замењује прву док се издање не објави. Друга врста, на "
                    + "пример EPUB поред PDF, додаје се.",
                "Druga datoteka iste vrste zamenjuje prvu dok se izdanje ne objavi. Druga vrsta, "
                    + "na primer EPUB pored PDF, dodaje se.",
                "Another file of the same kind takes the place of the first until the edition is "
                    + "published. Another kind, such as EPUB beside PDF, is added."
            )
        case .edition: Titles("Издање", "Izdanje", "Edition")
        case .fileHint:
            Titles(
                "PDF, EPUB, HTML, MP3, M4A или Ogg. До 512 MiB.",
                "PDF, EPUB, HTML, MP3, M4A ili Ogg. Do 512 MiB.",
                "PDF, EPUB, HTML, MP3, M4A or Ogg. At most 512 MiB."
            )
        case .publish: Titles("Објави", "Objavi", "Publish")
        default:
            Titles(
                "Објављено издање сви могу да читају и више се не мења.",
                "Objavljeno izdanje svi mogu da čitaju i više se ne menja.",
                "A published edition can be read, and is not changed any more."
            )
        }
    }
}
