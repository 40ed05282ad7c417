import Documents
import TrainingCentre

/// Where an enrolment stands, as one of the things that a trainee can be told.
enum EnrolmentStanding: String, CaseIterable {
    /// Asked for; the institution or the centre has to agree.
    case applied
    /// The institution agrees, the centre has to.
    case endorsed
    /// In the waiting list.
    case queued
    /// A seat is held for the person's answer.
    case offered
    case declined
    case lapsed
    /// The place is sure and the training lies ahead or is going on.
    case confirmed
    case withdrawn
    /// The training does not take place.
    case cancelled
    /// Did not come.
    case absent
    /// Passed; the certificate is not issued yet.
    case waiting
    /// Passed, or attended, and the document is there.
    case certified
    /// Passed; the certificate that was issued no longer counts.
    case ended
    case failed
    /// The cohort is closed and says nothing about this person.
    case finished

    init(_ found: EnrolmentStatus) {
        switch found.status {
        case .withdrawn: self = .withdrawn
        case .declined: self = .declined
        case .lapsed: self = .lapsed
        case _ where found.cohortState == .cancelled: self = .cancelled
        case .applied: self = .applied
        case .endorsed: self = .endorsed
        case .waiting: self = .queued
        case .offered: self = .offered
        case .noShow: self = .absent
        case .confirmed: self.init(seated: found)
        }
    }

    private init(seated found: EnrolmentStatus) {
        switch (found.cohortState, found.outcome) {
        case (.cancelled, _): self = .cancelled
        case (.draft, _), (.published, _), (.confirmed, _), (.running, _): self = .confirmed
        case (.closed, .passed?):
            self = found.certificateID != nil ? .certified : found.wasCertified ? .ended : .waiting
        case (.closed, .notPassed?): self = .failed
        case (.closed, nil): self = .finished
        }
    }

    /// Whether the person may give it up by the private code alone.
    var canBeGivenUp: Bool { [.applied, .endorsed, .queued].contains(self) }

    var icon: Icon {
        switch self {
        case .confirmed, .certified: .check
        case .withdrawn, .ended, .cancelled, .declined, .lapsed: .dash
        case .waiting, .applied, .endorsed, .queued, .offered: .clock
        case .failed, .absent: .cross
        case .finished: .question
        }
    }

    var heading: Titles {
        switch self {
        case .applied, .endorsed, .queued, .offered, .declined, .lapsed, .absent:
            SeatWording.heading(of: self)
        case .confirmed:
            Titles("Место је потврђено", "Mesto je potvrđeno", "The place is confirmed")
        case .withdrawn: Titles("Упис је повучен", "Upis je povučen", "The enrolment was withdrawn")
        case .cancelled:
            Titles("Обука је отказана", "Obuka je otkazana", "The training is cancelled")
        case .waiting:
            Titles(
                "Обука је успешно завршена",
                "Obuka je uspešno završena",
                "The training was completed successfully"
            )
        case .certified:
            Titles("Уверење је издато", "Uverenje je izdato", "The certificate was issued")
        case .ended:
            Titles(
                "Уверење више не важи",
                "Uverenje više ne važi",
                "The certificate no longer counts"
            )
        case .failed:
            Titles(
                "Обука није успешно завршена",
                "Obuka nije uspešno završena",
                "The training was not completed successfully"
            )
        case .finished:
            Titles("Обука је завршена", "Obuka je završena", "The training is over")
        }
    }

    /// What it waits for, or why it ended so.
    func explanation(of found: EnrolmentStatus) -> Titles {
        switch self {
        case .confirmed:
            Titles(
                "Чека се да се обука одржи и да се унесу резултати.",
                "Čeka se da se obuka održi i da se unesu rezultati.",
                "Waiting for the training to take place and for its results."
            )
        case .applied, .endorsed, .queued, .offered, .declined, .lapsed, .absent:
            SeatWording.explanation(of: self, found)
        case .withdrawn: EnrolmentStanding.withdrawn(on: found.withdrawnOn)
        case .cancelled:
            Titles(
                "Обука се не одржава у овом термину. За нови термин се обратите Тренинг центру.",
                "Obuka se ne održava u ovom terminu. Za novi termin se obratite Trening centru.",
                "It does not take place on these dates. Ask the Training Centre for others."
            )
        case .waiting:
            Titles(
                "Чека се издавање уверења.",
                "Čeka se izdavanje uverenja.",
                "Waiting for the certificate to be issued."
            )
        case .certified:
            Titles(
                "Ништа се више не чека.",
                "Ništa se više ne čeka.",
                "It waits for nothing more."
            )
        case .ended:
            Titles(
                "Издато уверење је опозвано. За разлог се обратите Тренинг центру.",
                "Izdato uverenje je opozvano. Za razlog se obratite Trening centru.",
                "The certificate that was issued was revoked. Ask the Training Centre why."
            )
        case .failed:
            if case .notPassed(let problem)? = found.outcome {
                EnrolmentStanding.reason(problem)
            } else {
                EnrolmentStanding.reason("")
            }
        case .finished:
            Titles(
                "За овај упис није забележен исход. Обратите се Тренинг центру.",
                "Za ovaj upis nije zabeležen ishod. Obratite se Trening centru.",
                "No outcome is recorded for this enrolment. Ask the Training Centre."
            )
        }
    }

    private static func withdrawn(on day: CalendarDate?) -> Titles {
        guard let day else {
            return Titles(
                "Место више није резервисано.",
                "Mesto više nije rezervisano.",
                "The place is no longer held."
            )
        }
        return Titles(
            "Датум: \(day.written(in: .serbianCyrillic)) Место више није резервисано.",
            "Datum: \(day.written(in: .serbianLatin)) Mesto više nije rezervisano.",
            "Withdrawn on \(day.written(in: .english)). The place is no longer held."
        )
    }

    /// The words for people of what `standings.problem` says for programs.
    private static func reason(_ problem: String) -> Titles {
        switch problem {
        case "attendance below minimum":
            Titles(
                "Присуство је мање од прописаног.",
                "Prisustvo je manje od propisanog.",
                "Attendance was below the minimum."
            )
        case "final below pass score":
            Titles(
                "На завршном тесту није достигнут праг пролазности.",
                "Na završnom testu nije dostignut prag prolaznosti.",
                "The final test was below the pass mark."
            )
        case "final missing":
            Titles(
                "Нема резултата завршног теста.",
                "Nema rezultata završnog testa.",
                "There is no result of the final test."
            )
        case "score below pass score":
            Titles(
                "Укупан број поена је испод прага пролазности.",
                "Ukupan broj poena je ispod praga prolaznosti.",
                "The score was below the pass mark."
            )
        case "evaluation not given":
            Titles(
                "Упитник о обуци није попуњен.",
                "Upitnik o obuci nije popunjen.",
                "The questionnaire about the training was not answered."
            )
        case let problem where problem.hasPrefix("module "):
            Titles(
                "Није завршен обавезан модул.",
                "Nije završen obavezan modul.",
                "A required module was not completed."
            )
        default:
            Titles(
                "За разлог се обратите Тренинг центру.",
                "Za razlog se obratite Trening centru.",
                "Ask the Training Centre for the reason."
            )
        }
    }
}
