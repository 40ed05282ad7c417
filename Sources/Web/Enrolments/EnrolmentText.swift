import TrainingCentre

/// The texts of the page of one enrolment.
enum EnrolmentText: String, TextTable {
    case facts, training, cohort, dates, place, code, codePrivate
    case calendar, certificate, steps, nameTitle, nameOpen, nameFinal, cyrillicName, latinName
    case stepPlace, placeConfirmed, placeWithdrawn
    case stepTraining, trainingAhead, trainingHeld, trainingCancelled
    case stepOutcome, outcomeAhead, outcomePassed, outcomeFailed, outcomeMissing
    case stepCertificate, certificateAhead, certificateWaits, certificateIssued, certificateNone,
        certificateEnded

    var texts: Titles {
        switch self {
        case .facts: Titles("Подаци о упису", "Podaci o upisu", "The enrolment")
        case .training: Titles("Обука", "Obuka", "Training")
        case .cohort: Titles("Група", "Grupa", "Group")
        case .dates: Titles("Датум одржавања", "Datum održavanja", "Dates")
        case .place: Titles("Место одржавања", "Mesto održavanja", "Venue")
        case .code: Titles("Код уписа", "Kod upisa", "Enrolment code")
        case .codePrivate:
            Titles(
                "Код је ваш и приватан: ко га има, види ову страницу.",
                "Kod je vaš i privatan: ko ga ima, vidi ovu stranicu.",
                "The code is yours and private: whoever has it sees this page."
            )
        case .calendar: Titles("Додајте у календар", "Dodajte u kalendar", "Add to calendar")
        case .certificate: Titles("Погледајте документ", "Pogledajte dokument", "See the document")
        case .nameTitle, .nameOpen, .nameFinal, .cyrillicName, .latinName: name
        case .stepPlace, .placeConfirmed, .placeWithdrawn, .stepTraining, .trainingAhead,
            .trainingHeld, .trainingCancelled, .steps:
            beginning
        case .stepOutcome, .outcomeAhead, .outcomePassed, .outcomeFailed, .outcomeMissing: outcome
        case .stepCertificate, .certificateAhead, .certificateWaits, .certificateIssued,
            .certificateNone, .certificateEnded:
            document
        }
    }

    private var name: Titles {
        switch self {
        case .nameTitle: Titles("Ваше име", "Vaše ime", "Your name")
        case .nameOpen:
            Titles(
                "Овако ће бити одштампано. Ако није тачно, јавите Тренинг центру пре него што се "
                    + "уверење изда.",
                "Ovako će biti odštampano. Ako nije tačno, javite Trening centru pre nego što se "
                    + "uverenje izda.",
                "It will be printed like this. If it is wrong, tell the Training Centre before the "
                    + "certificate is issued."
            )
        case .nameFinal:
            Titles("Тако стоји у евиденцији.", "Tako stoji u evidenciji.", "As it is on record.")
        case .cyrillicName: Titles("Ћирилицом", "Ćirilicom", "In Cyrillic script")
        default: Titles("Латиницом", "Latinicom", "In Latin script")
        }
    }

    private var beginning: Titles {
        switch self {
        case .steps: Titles("Шта је урађено и шта следи", "Šta je urađeno i šta sledi", "Progress")
        case .stepPlace: Titles("Упис", "Upis", "Enrolment")
        case .placeConfirmed: Titles("потврђен", "potvrđen", "confirmed")
        case .placeWithdrawn: Titles("повучен", "povučen", "withdrawn")
        case .stepTraining: Titles("Обука", "Obuka", "Training")
        case .trainingAhead: Titles("чека се", "čeka se", "awaited")
        case .trainingCancelled: Titles("отказана", "otkazana", "cancelled")
        default: Titles("одржана", "održana", "held")
        }
    }

    private var outcome: Titles {
        switch self {
        case .stepOutcome: Titles("Исход", "Ishod", "Outcome")
        case .outcomeAhead: Titles("следи", "sledi", "to follow")
        case .outcomePassed: Titles("успешно завршено", "uspešno završeno", "completed")
        case .outcomeFailed: Titles("није завршено", "nije završeno", "not completed")
        default: Titles("није забележен", "nije zabeležen", "not recorded")
        }
    }

    private var document: Titles {
        switch self {
        case .stepCertificate: Titles("Уверење", "Uverenje", "Certificate")
        case .certificateAhead: Titles("следи", "sledi", "to follow")
        case .certificateWaits: Titles("чека се", "čeka se", "awaited")
        case .certificateEnded: Titles("опозвано", "opozvano", "revoked")
        case .certificateIssued: Titles("издато", "izdato", "issued")
        default: Titles("не издаје се", "ne izdaje se", "not issued")
        }
    }
}
