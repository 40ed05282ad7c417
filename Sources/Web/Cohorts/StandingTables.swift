import Documents
import TrainingCentre

/// Who of a cohort passes, who gets which certificate, and what the others lack.
struct StandingTables {
    let language: Language

    /// Who passes by what is recorded by now; nil for a cohort of nobody.
    func passing(_ standings: [Eligibility]) -> PageTable? {
        guard !standings.isEmpty else { return nil }
        let lacks = standings.map { $0.reasons.filter { $0 != Self.notClosed } }
        let passing = lacks.count { $0.isEmpty }
        return PageTable(
            id: "passing",
            title: StandingText.passing(in: language),
            text: "\(StandingText.byNow(in: language)): \(passing) / \(standings.count).",
            columns: [
                CohortText.name(in: language), StandingText.passes(in: language),
                StandingText.lacking(in: language),
            ],
            rows: zip(standings, lacks).map { standing, reasons in
                [
                    name(standing),
                    PageCell((reasons.isEmpty ? StandingText.yes : .no)(in: language)),
                    reasons.isEmpty ? PageCell("–") : cell(reasons),
                ]
            }
        )
    }

    /// Who gets which certificate of a closed cohort, who has one, and why the others do not.
    func certificates(_ standings: [Certificate.Kind: [Eligibility]]) -> PageTable? {
        let kinds: [(Certificate.Kind, DecisionText)] = [
            (.completion, .completion), (.participation, .participation),
        ]
        guard let people = standings[.completion], !people.isEmpty else { return nil }
        let counts = kinds.map { kind, text in
            let due = (standings[kind] ?? []).count { $0.isEligible && $0.heldNumber == nil }
            return "\(text(in: language)) – \(due)"
        }
        // By enrolment: who withdrew and asked again is there twice.
        let columns = kinds.map { kind, _ in
            Dictionary(uniqueKeysWithValues: (standings[kind] ?? []).map { ($0.enrolment, $0) })
        }
        return PageTable(
            id: "due",
            title: StandingText.due(in: language),
            text: "\(StandingText.dueNow(in: language)): "
                + counts.joined(separator: "; ") + ".",
            columns: [CohortText.name(in: language)] + kinds.map { $0.1(in: language) },
            rows: people.map { person in
                [name(person)] + columns.map { certificate($0[person.enrolment]) }
            }
        )
    }

    private static let notClosed = "cohort not closed"

    private func name(_ standing: Eligibility) -> PageCell {
        let isCyrillic = language == .serbianCyrillic
        return PageCell(isCyrillic ? standing.holderCyrl : standing.holderLatn, isHead: true)
    }

    private func certificate(_ standing: Eligibility?) -> PageCell {
        guard let standing else { return PageCell("–") }
        if let number = standing.heldNumber {
            return PageCell([.init(StandingText.has(in: language) + " "), .init(code: number)])
        }
        return standing.isEligible
            ? PageCell(StandingText.gets(in: language)) : cell(standing.reasons)
    }

    private func cell(_ reasons: [String]) -> PageCell {
        PageCell(reasons.map(reason))
    }

    /// The words for people of what a standing says for programs.
    private func reason(_ reason: String) -> [PageCell.Part] {
        if let text = StandingText(of: reason) { return [.init(text(in: language))] }
        let patterns: [(prefix: String, suffix: String, text: StandingText)] = [
            ("module ", " not completed", .module), ("", " missing", .result),
            ("", " below pass mark", .below),
        ]
        for pattern in patterns
        where reason.hasPrefix(pattern.prefix) && reason.hasSuffix(pattern.suffix) {
            let code = reason.dropFirst(pattern.prefix.count).dropLast(pattern.suffix.count)
            return [.init(pattern.text(in: language) + " "), .init(code: String(code))]
        }
        return [.init(code: reason)]
    }
}

/// The texts of who passes and who does not.
enum StandingText: String, TextTable {
    case passing, byNow, passes, lacking, yes, no
    case due, dueNow, gets, has
    case withdrawn, noSession, attendance, finalMissing, finalBelow, score, evaluation, revoked
    case repeated, notClosed, module, result, below

    /// The words of a standing that names nothing; nil for another.
    init?(of reason: String) {
        switch reason {
        case "withdrawn": self = .withdrawn
        case "no session recorded": self = .noSession
        case "attendance below minimum": self = .attendance
        case "final missing": self = .finalMissing
        case "final below pass score": self = .finalBelow
        case "score below pass score": self = .score
        case "evaluation not given": self = .evaluation
        case "certificate was revoked": self = .revoked
        case "enrolled twice": self = .repeated
        case "cohort not closed": self = .notClosed
        default: return nil
        }
    }

    var texts: Titles {
        switch self {
        case .passing: Titles("Ко испуњава услове", "Ko ispunjava uslove", "Who passes")
        case .byNow:
            Titles(
                "По ономе што је до сада уписано, услове испуњава",
                "Po onome što je do sada upisano, uslove ispunjava",
                "By what is recorded by now, those who pass"
            )
        case .passes: Titles("Испуњава", "Ispunjava", "Passes")
        case .lacking: Titles("Шта недостаје", "Šta nedostaje", "What is missing")
        case .yes: Titles("да", "da", "yes")
        case .no: Titles("не", "ne", "no")
        case .due: Titles("Ко шта добија", "Ko šta dobija", "Who gets what")
        case .dueNow: Titles("Сада се може издати", "Sada se može izdati", "To be issued now")
        case .gets: Titles("добија", "dobija", "gets one")
        case .has: Titles("већ има", "već ima", "has")
        default: ofReasons
        }
    }

    private var ofReasons: Titles {
        switch self {
        case .withdrawn: Titles("одустанак", "odustanak", "withdrawn")
        case .noSession:
            Titles("нема уписаних термина", "nema upisanih termina", "no session is recorded")
        case .attendance:
            Titles(
                "присуство је мање од прописаног",
                "prisustvo je manje od propisanog",
                "attendance below the minimum"
            )
        case .finalMissing:
            Titles(
                "нема резултата завршног теста",
                "nema rezultata završnog testa",
                "no result of the final test"
            )
        case .finalBelow:
            Titles(
                "завршни тест је испод прага",
                "završni test je ispod praga",
                "the final test is below the pass mark"
            )
        case .score:
            Titles(
                "укупан број поена је испод прага",
                "ukupan broj poena je ispod praga",
                "the score is below the pass mark"
            )
        case .evaluation:
            Titles(
                "упитник није попуњен",
                "upitnik nije popunjen",
                "the questionnaire is not answered"
            )
        case .repeated:
            Titles(
                "особа је уписана два пута, а важи други упис",
                "osoba je upisana dva puta, a važi drugi upis",
                "enrolled twice, and the other enrolment counts"
            )
        case .revoked:
            Titles("издато је опозвано", "izdato je opozvano", "the one issued was revoked")
        case .notClosed:
            Titles("група није закључена", "grupa nije zaključena", "the group is not closed")
        case .module:
            Titles("није завршен модул", "nije završen modul", "module not completed:")
        case .result: Titles("нема резултата", "nema rezultata", "no result:")
        default: Titles("резултат испод прага", "rezultat ispod praga", "below the pass mark:")
        }
    }
}
