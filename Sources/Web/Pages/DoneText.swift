import Documents
import TrainingCentre

/// What a form has done, for the page to which it leads.
enum DoneText: String, TextTable {
    case nominated, withdrawn, substituted, file
    case applied, wanted, unwanted, cancelled, decided, decidedOnMany, moved, stepped, closed
    case issued, marked, opened, read, editions, uploaded, published, saved

    var texts: Titles {
        switch self {
        case .nominated:
            Titles("Предлог је забележен", "Predlog je zabeležen", "The nomination is recorded")
        case .withdrawn:
            Titles("Пријава је повучена", "Prijava je povučena", "The application is withdrawn")
        case .substituted:
            Titles("Замена је забележена", "Zamena je zabeležena", "The substitute is recorded")
        case .applied:
            Titles("Пријава је примљена", "Prijava je primljena", "The application is received")
        case .wanted:
            Titles(
                "Забележено је да желите ову обуку",
                "Zabeleženo je da želite ovu obuku",
                "It is recorded that you want this training"
            )
        case .unwanted:
            Titles(
                "Интересовање је повучено",
                "Interesovanje je povučeno",
                "The interest is taken back"
            )
        case .cancelled: Titles("Група је отказана", "Grupa je otkazana", "The group is cancelled")
        case .decided:
            Titles("Одлука је забележена", "Odluka je zabeležena", "The decision is recorded")
        case .decidedOnMany:
            Titles("Забележено одлука", "Zabeleženo odluka", "Decisions recorded")
        case .moved: Titles("Особа је премештена", "Osoba je premeštena", "The person is moved")
        case .stepped:
            Titles(
                "Стање групе је промењено",
                "Stanje grupe je promenjeno",
                "The state of the group is changed"
            )
        case .closed: Titles("Група је закључена", "Grupa je zaključena", "The group is closed")
        case .issued: Titles("Издато уверења", "Izdato uverenja", "Certificates issued")
        case .marked:
            Titles("Уписано ознака", "Upisano oznaka", "Marks recorded")
        case .opened: ArrivalDeskText.opened.texts
        case .read:
            Titles(
                "Забележено је да сте прочитали приручник",
                "Zabeleženo je da ste pročitali priručnik",
                "It is recorded that you have read the handbook"
            )
        case .editions:
            Titles(
                "Приручници групе су забележени",
                "Priručnici grupe su zabeleženi",
                "The handbooks of the group are recorded"
            )
        case .file: Titles("Датотека је прочитана", "Datoteka je pročitana", "The file is read")
        default: ofModules
        }
    }

    private var ofModules: Titles {
        switch self {
        case .uploaded:
            Titles(
                "Садржај је примљен. Верзија",
                "Sadržaj je primljen. Verzija",
                "The content is received. Version"
            )
        case .published:
            Titles("Објављена је верзија", "Objavljena je verzija", "Published version")
        default: Titles("Сачувано је", "Sačuvano je", "It is saved")
        }
    }

    /// What is kept of an act on an enrolment, with what is to be said of it.
    func json(_ enrolment: Enrolment, _ remarks: [EnrolmentRemark] = []) -> JSON {
        [
            "done": .string(rawValue), "cyrl": .string(enrolment.name.cyrillic),
            "latn": .string(enrolment.name.latin), "status": .string(enrolment.status.rawValue),
            "remarks": .array(remarks.map { .string($0.code) }),
        ]
    }

    /// What is kept of an act on a module, with the number of a version.
    func json(count: Int?, module: String? = nil) -> JSON {
        [
            "done": .string(rawValue), "count": count.map(JSON.integer) ?? .null,
            "module": JSON(module),
        ]
    }

    /// The sentence for what is kept; nil for nothing.
    static func sentence(of done: JSON?, in language: Language) -> String? {
        guard let done, let text = done["done"]?.text.flatMap(DoneText.init(rawValue:)) else {
            return nil
        }
        let name = done[language == .serbianCyrillic ? "cyrl" : "latn"]?.text
        let status = done["status"]?.text.flatMap(Enrolment.Status.init(rawValue:))
        let count = done["count"]?.wholeNumber.map(String.init)
        return text(in: language) + ((name ?? count).map { ": \($0)" } ?? "")
            + (status.map { " (\(SeatText($0)(in: language)))" } ?? "") + "."
    }

    /// What somebody should look at of what is kept; nil for nothing.
    static func heed(of done: JSON?, in language: Language) -> String? {
        let remarks = (done?["remarks"]?.elements ?? []).compactMap { remark in
            remark.text.flatMap(RefusalWording.titles(code:))?[language]
        }
        return remarks.isEmpty ? nil : remarks.joined(separator: " ")
    }
}
