import Documents
import TrainingCentre

/// The pages on which somebody says to have read an edition, and on which a cohort's are recorded.
struct ReadingForms {
    let cohort: CohortHeading
    let language: Language
    let site: Site

    static func acknowledgement(_ own: OwnEdition, in language: Language) -> FormPage.Content {
        let edition = own.edition
        var content = FormPage.Content(
            heading: ReadingText.acknowledge.texts,
            lead: edition.title[language],
            path: path(of: own),
            back: (MyText.heading.texts, "/me"),
            facts: facts(of: edition, in: language)
        )
        if let day = own.acknowledgedOn {
            content.why = Titles(
                "\(ReadingText.readOn.texts.srCyrl) \(day.written(in: .serbianCyrillic))",
                "\(ReadingText.readOn.texts.srLatn) \(day.written(in: .serbianLatin))",
                "\(ReadingText.readOn.texts.en) \(day.written(in: .english))"
            )
        } else if own.canAcknowledge {
            content.forms = [
                PageFormDescription(
                    id: "acknowledgement",
                    title: ReadingText.acknowledge.texts,
                    text: ReadingText.acknowledgeNote.texts,
                    action: content.path,
                    buttons: [FormButton(label: ReadingText.haveRead.texts)]
                )
            ]
        } else {
            content.why = ReadingText.notNow.texts
        }
        return content
    }

    /// Below the language.
    static func path(of own: OwnEdition) -> String {
        "/me/enrolments/\(own.enrolment.value)/handbooks/\(own.edition.code.percentEncoded)"
    }

    private static func facts(of edition: CohortEdition, in language: Language) -> [FactRow] {
        [
            FactRow(
                name: ReadingText.edition(in: language),
                value: HandbookText.name(ofLanguage: edition.languageTag, in: language)
            ),
            FactRow(name: ReadingText.year(in: language), value: String(edition.year)),
        ]
    }

    /// Who has read which of the editions of the cohort, and the form to record one.
    func used(
        _ editions: [CohortEdition],
        _ readings: [EditionAcknowledgement],
        offered: [HandbookEdition]
    ) -> FormPage.Content {
        let path = "/cohorts/\(cohort.code.percentEncoded)"
        var content = FormPage.Content(
            heading: ReadingText.heading.texts,
            lead: cohort.course[language],
            path: "\(path)/handbooks",
            back: (CohortText.group.texts, path),
            facts: cohort.facts(in: language, site: site)
        )
        if editions.isEmpty { content.why = ReadingText.none.texts }
        content.tables = [table(editions, readings)].compactMap { $0 }
        let choices = Set(editions.map(\.code)).union(offered.map(\.draft.code)).sorted()
        guard !choices.isEmpty else { return content }
        content.forms = [
            PageFormDescription(
                id: "edition",
                title: ReadingText.record.texts,
                text: ReadingText.recordNote.texts,
                action: content.path,
                fields: [
                    FormField(
                        name: "edition",
                        label: ReadingText.edition.texts,
                        kind: .choice(choices.map { ($0, Titles($0, $0, $0)) }),
                        isRequired: true
                    ), .reason(ReadingText.why.texts, isRequired: cohort.state == .closed),
                ],
                buttons: [
                    FormButton(
                        label: ReadingText.record.texts,
                        value: ReadingFormRoutes.Step.record.rawValue
                    ),
                    FormButton(
                        label: ReadingText.takeBack.texts,
                        value: ReadingFormRoutes.Step.remove.rawValue,
                        isQuiet: true
                    ),
                ]
            )
        ]
        return content
    }

    private func table(
        _ editions: [CohortEdition],
        _ readings: [EditionAcknowledgement]
    ) -> PageTable? {
        guard !editions.isEmpty else { return nil }
        var people: [(name: PersonName, days: [String: CalendarDate])] = []
        var last: ID<Enrolment>?
        for reading in readings {
            if reading.enrolment != last { people.append((reading.name, [:])) }
            last = reading.enrolment
            people[people.count - 1].days[reading.edition] = reading.acknowledgedOn
        }
        return PageTable(
            id: "readings",
            title: ReadingText.readings(in: language),
            text: editions.map { edition in
                let read = people.count { $0.days[edition.code] != nil }
                return "\(edition.title[language]), "
                    + HandbookText.name(ofLanguage: edition.languageTag, in: language)
                    + ": \(read) / \(people.count)."
            }.joined(separator: " "),
            columns: [CohortText.name(in: language)]
                + editions.map { edition in
                    "\(edition.title[language]), "
                        + HandbookText.name(ofLanguage: edition.languageTag, in: language)
                },
            rows: people.map { person in
                [PageCell(person.name.written(in: language), isHead: true)]
                    + editions.map {
                        PageCell(person.days[$0.code]?.written(in: language) ?? "–")
                    }
            }
        )
    }
}

/// The texts of what cohorts read.
enum ReadingText: String, TextTable {
    case heading, none, readings, record, recordNote, takeBack, why, edition, year, readers
    case acknowledge, acknowledgeNote, haveRead, readOn, notRead, notNow, used, file

    var texts: Titles {
        switch self {
        case .heading: Titles("Приручници групе", "Priručnici grupe", "Handbooks of the group")
        case .none:
            Titles(
                "Није забележено која издања група користи.",
                "Nije zabeleženo koja izdanja grupa koristi.",
                "It is not recorded which editions the group uses."
            )
        case .readings: Titles("Ко је прочитао", "Ko je pročitao", "Who has read them")
        case .record: Titles("Забележите издање", "Zabeležite izdanje", "Record an edition")
        case .recordNote:
            Titles(
                "Група користи ово издање приручника. Полазници га виде на својој страници и тамо "
                    + "потврђују да су га прочитали.",
                "Grupa koristi ovo izdanje priručnika. Polaznici ga vide na svojoj stranici i tamo "
                    + "potvrđuju da su ga pročitali.",
                "The group uses this edition of a handbook. Its people see it on their page and "
                    + "say there that they have read it."
            )
        case .takeBack: Titles("Уклоните издање", "Uklonite izdanje", "Take it back")
        case .why: Titles("Зашто", "Zašto", "Why")
        case .edition: Titles("Издање", "Izdanje", "Edition")
        case .year: Titles("Година", "Godina", "Year")
        case .readers: Titles("Ко је прочитао", "Ko je pročitao", "Who has read them")
        case .used: Titles("Користе га групе:", "Koriste ga grupe:", "Used by groups:")
        case .file:
            Titles("Ко је прочитао (табела)", "Ko je pročitao (tabela)", "Who has read (table)")
        default: ofReader
        }
    }

    private var ofReader: Titles {
        switch self {
        case .acknowledge:
            Titles("Потврда о читању", "Potvrda o čitanju", "Confirmation of reading")
        case .acknowledgeNote:
            Titles(
                "Потврђујете да сте прочитали ово издање приручника. Бележе се ваше име и данашњи "
                    + "дан; потврда се не повлачи.",
                "Potvrđujete da ste pročitali ovo izdanje priručnika. Beleže se vaše ime i "
                    + "današnji dan; potvrda se ne povlači.",
                "You confirm that you have read this edition of the handbook. Your name and "
                    + "today’s date are recorded; the confirmation is not taken back."
            )
        case .haveRead: Titles("Прочитао/ла сам", "Pročitao/la sam", "I have read it")
        case .readOn: Titles("Прочитано", "Pročitano", "Read on")
        case .notRead: Titles("није потврђено", "nije potvrđeno", "not confirmed")
        default:
            Titles(
                "Ово издање сада не може да се потврди.",
                "Ovo izdanje sada ne može da se potvrdi.",
                "This edition cannot be confirmed now."
            )
        }
    }
}

/// An edition in a list: of a cohort, or of one's own training.
struct ReadingRow: Slotted {
    let title: String
    let edition: String
    let version: String
    let link: String
    let languageTag: String
    /// Whether and when one says to have read it; empty where nobody is asked.
    let state: String
    let isRead: Bool
    /// Where one says so; nil where there is nothing to say.
    let acknowledgement: String?

    init(_ edition: CohortEdition, own: OwnEdition? = nil, in language: Language) {
        title = edition.title[language]
        self.edition = HandbookText.name(ofLanguage: edition.languageTag, in: language)
        version = edition.versionLabel
        link = edition.path
        languageTag = edition.languageTag
        isRead = own?.acknowledgedOn != nil
        state =
            own.map { own in
                own.acknowledgedOn.map {
                    "\(ReadingText.readOn(in: language)) \($0.written(in: language))"
                } ?? ReadingText.notRead(in: language)
            } ?? ""
        acknowledgement = own.flatMap {
            $0.canAcknowledge ? "/\(language.rawValue)\(ReadingForms.path(of: $0))" : nil
        }
    }

    static let slots: [String: Slot<ReadingRow>] = [
        "title": .text { $0.title },
        "edition": .text { $0.edition },
        "version": .text { $0.version },
        "link": .text { $0.link },
        "languageTag": .text { $0.languageTag },
        "state": .text { $0.state },
        "isRead": .flag { $0.isRead },
        "acknowledgement": .optional { $0.acknowledgement },
    ]
}
