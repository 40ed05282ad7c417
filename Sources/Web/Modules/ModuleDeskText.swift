import TrainingCentre

/// The texts of the pages on which staff keep the contents of modules.
enum ModuleDeskText: String, TextTable {
    case heading, back, listBack, code, kind, hours, title, versions, current, newest, none
    case number, standard, size, entered, state, parts, part, file, length, reports, looked
    case warnings, upload, uploadText, uploadNew, uploadNewText, packageFile, packageHint, send
    case publish, publication, publicationText, preview, previews, previewText
    case titleCyrillic, titleLatin, titleEnglish
    case watching, watchingText, skipping, yes, no, percent, reason, save
    case silence, silenceText, doneWhenLeft
    case sending, checking, failed, hostMissing, notPublished

    var texts: Titles {
        switch self {
        case .heading: Titles("Модули", "Moduli", "Modules")
        case .back: Titles("Сви модули", "Svi moduli", "All modules")
        case .listBack: WorklistText.heading.texts
        case .code: Titles("Шифра", "Šifra", "Code")
        case .kind: Titles("Врста", "Vrsta", "Kind")
        case .hours: CohortText.sessionHours.texts
        case .title: Titles("Назив", "Naziv", "Title")
        case .versions: Titles("Верзије садржаја", "Verzije sadržaja", "Versions of the content")
        case .current: Titles("објављена", "objavljena", "published")
        case .notPublished: Titles("није објављена", "nije objavljena", "not published")
        case .newest: Titles("Најновија верзија", "Najnovija verzija", "Newest version")
        case .none: Titles("нема садржаја", "nema sadržaja", "no content")
        case .number: Titles("Верзија", "Verzija", "Version")
        case .standard: Titles("Стандард", "Standard", "Standard")
        case .size: Titles("Величина", "Veličina", "Size")
        case .entered: Titles("Примљена", "Primljena", "Received")
        case .state: Titles("Стање", "Stanje", "State")
        case .parts:
            Titles(
                "Делови најновије верзије",
                "Delovi najnovije verzije",
                "Parts of the newest version"
            )
        case .part: Titles("Део", "Deo", "Part")
        case .file: Titles("Почиње датотеком", "Počinje datotekom", "Begins with the file")
        case .length: Titles("Шта бележи", "Šta beleži", "What is recorded")
        case .reports: Titles("јавља напредак", "javlja napredak", "reports progress")
        case .looked: Titles("само да је погледан", "samo da je pogledan", "only that it was seen")
        case .warnings:
            Titles("На шта обратити пажњу", "Na šta obratiti pažnju", "What to look at")
        default: forms
        }
    }

    private var forms: Titles {
        switch self {
        case .upload: Titles("Нова верзија", "Nova verzija", "A new version")
        case .uploadText:
            Titles(
                "Прва верзија се одмах објављује, а свака следећа дугметом. Ко је почео, "
                    + "наставља са својом верзијом.",
                "Prva verzija se odmah objavljuje, a svaka sledeća dugmetom. Ko je počeo, "
                    + "nastavlja sa svojom verzijom.",
                "The first version is published at once, every later one by a button. Who has "
                    + "begun goes on with the version of then."
            )
        case .uploadNew:
            Titles("Нови модул од пакета", "Novi modul od paketa", "A new module of a package")
        case .uploadNewText:
            Titles(
                "Назив се узима из пакета и може да се исправи. Пакет који већ постоји не "
                    + "прави нови модул.",
                "Naziv se uzima iz paketa i može da se ispravi. Paket koji već postoji ne "
                    + "pravi novi modul.",
                "The title is that of the package and can be put right. A package that is here "
                    + "already makes no new module."
            )
        case .packageFile: Titles("Датотека", "Datoteka", "File")
        case .packageHint:
            Titles(
                "SCORM, cmi5, xAPI, H5P или странице у .zip; cmi5.xml; филм .mp4 или .webm, са "
                    + "титловима у .zip. До 1 GiB.",
                "SCORM, cmi5, xAPI, H5P ili stranice u .zip; cmi5.xml; film .mp4 ili .webm, sa "
                    + "titlovima u .zip. Do 1 GiB.",
                "SCORM, cmi5, xAPI, H5P or pages as .zip; cmi5.xml; a film as .mp4 or .webm, with "
                    + "captions as .zip. At most 1 GiB."
            )
        case .send: Titles("Отпреми", "Otpremi", "Upload")
        case .publish: Titles("Објави верзију", "Objavi verziju", "Publish version")
        case .publication: Titles("Објављивање", "Objavljivanje", "Publication")
        case .publicationText:
            Titles(
                "Ко убудуће почне, почиње овом верзијом.",
                "Ko ubuduće počne, počinje ovom verzijom.",
                "Who begins from now on begins with this version."
            )
        case .preview: Titles("Погледај верзију", "Pogledaj verziju", "Look at version")
        case .previews: Titles("Преглед", "Pregled", "Preview")
        case .previewText:
            Titles(
                "Модул се отвара као полазнику, али се ништа не бележи.",
                "Modul se otvara kao polazniku, ali se ništa ne beleži.",
                "The module opens as for a learner, and nothing is recorded."
            )
        case .hostMissing: ModulePageText.hostMissing.texts
        default: watching
        }
    }

    private var watching: Titles {
        switch self {
        case .watching: Titles("Гледање филма", "Gledanje filma", "Watching the film")
        case .watchingText:
            Titles(
                "Важи одмах, и за оне који су почели; што је одгледано, остаје одгледано.",
                "Važi odmah, i za one koji su počeli; što je odgledano, ostaje odgledano.",
                "It holds at once, also for who has begun; what was watched stays watched."
            )
        case .skipping:
            Titles("Дозвољено прескакање", "Dozvoljeno preskakanje", "Skipping is allowed")
        case .silence, .silenceText, .doneWhenLeft: ofSilence
        case .yes: Titles("да", "da", "yes")
        case .no: Titles("не", "ne", "no")
        case .percent:
            Titles("Колико треба одгледати (%)", "Koliko treba odgledati (%)", "To be watched (%)")
        case .titleCyrillic:
            Titles("Назив ћирилицом", "Naziv ćirilicom", "Title in Cyrillic letters")
        case .titleLatin:
            Titles("Назив латиницом", "Naziv latinicom", "Title in Latin letters")
        case .titleEnglish: Titles("Назив на енглеском", "Naziv na engleskom", "Title in English")
        case .reason:
            Titles(
                "Разлог (за сваку измену после прве)",
                "Razlog (za svaku izmenu posle prve)",
                "Reason (for each change after the first)"
            )
        case .save: Titles("Сачувај", "Sačuvaj", "Save")
        case .sending: Titles("Послато {percent} %…", "Poslato {percent} %…", "{percent}% sent…")
        case .checking:
            Titles(
                "Послато је. Проверава се и распакује…",
                "Poslato je. Proverava se i raspakuje…",
                "It is sent. It is checked and unpacked…"
            )
        default:
            Titles(
                "Слање је прекинуто. Проверите везу и пошаљите поново.",
                "Slanje je prekinuto. Proverite vezu i pošaljite ponovo.",
                "Sending was cut off. Look at the connection and send it again."
            )
        }
    }

    private var ofSilence: Titles {
        switch self {
        case .silence:
            Titles(
                "Садржај који ништа не јавља",
                "Sadržaj koji ništa ne javlja",
                "Content that reports nothing"
            )
        case .silenceText:
            Titles(
                "Неки пакети никад не јаве докле је полазник стигао. Тада завршетак неко уписује, "
                    + "или је део готов чим га полазник напусти. То не важи за део који је икад "
                    + "нешто јавио.",
                "Neki paketi nikad ne jave dokle je polaznik stigao. Tada završetak neko upisuje, "
                    + "ili je deo gotov čim ga polaznik napusti. To ne važi za deo koji je ikad "
                    + "nešto javio.",
                "Some packages never say how far the learner came. Then somebody enters the "
                    + "completion, or a part is done as soon as the learner leaves it. That does "
                    + "not hold for a part that has ever reported anything."
            )
        default: Titles("Готов кад се напусти", "Gotov kad se napusti", "Done when it is left")
        }
    }
}
