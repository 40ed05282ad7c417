import TrainingCentre

/// Why something is not done, in the languages of the pages, by the refusal's stable code.
enum RefusalWording {
    static func titles(_ refusal: any Refusal) -> Titles { titles(code: refusal.code) ?? unknown }

    /// What is said of a refusal for which there are no words.
    static let unknown = Titles(
        "То у овом тренутку није могуће. Обратите се Тренинг центру.",
        "To u ovom trenutku nije moguće. Obratite se Trening centru.",
        "This is not possible at present. Ask the Training Centre."
    )

    /// The words for a code; nil when there are none.
    static func titles(code: String) -> Titles? {
        ofSeats[code] ?? ofCohorts[code] ?? ofPeople[code] ?? ofForms[code]
    }

    private static let ofSeats: [String: Titles] = [
        "cohort_full": Titles(
            "Сва места у групи су заузета.",
            "Sva mesta u grupi su zauzeta.",
            "All seats of the group are taken."
        ),
        "enrolment_not_found": Titles(
            "Такве пријаве нема у овој групи.",
            "Takve prijave nema u ovoj grupi.",
            "There is no such application in this group."
        ),
        "already_enrolled": Titles(
            "Ова особа је већ пријављена за ову групу.",
            "Ova osoba je već prijavljena za ovu grupu.",
            "This person is in this group already."
        ),
        "applications_closed": Titles(
            "Рок за пријаву је прошао или је обука завршена. Обратите се Тренинг центру.",
            "Rok za prijavu je prošao ili je obuka završena. Obratite se Trening centru.",
            "The last day for applications has passed, or the training is over. "
                + "Ask the Training Centre."
        ),
        "institution_missing": Titles(
            "Потребна је сагласност институције: наведите њену шифру.",
            "Potrebna je saglasnost institucije: navedite njenu šifru.",
            "The institution has to agree: name it by its code."
        ),
        "institution_not_asked": Titles(
            "У овој групи се институција не пита. Оставите то поље празно.",
            "U ovoj grupi se institucija ne pita. Ostavite to polje prazno.",
            "No institution is asked in this group. Leave the field empty."
        ),
        "prerequisites_missing": Titles(
            "Особа не испуњава услове за ову обуку. Услови стоје на страници обуке.",
            "Osoba ne ispunjava uslove za ovu obuku. Uslovi stoje na stranici obuke.",
            "The person lacks what this training asks for. Its page says what that is."
        ),
        "offer_too_long": Titles(
            "Место се не може чувати толико дуго.",
            "Mesto se ne može čuvati toliko dugo.",
            "A seat cannot be held that long."
        ),
        "not_possible_now": Titles(
            "Стање пријаве то више не дозвољава. Отворите страницу поново.",
            "Stanje prijave to više ne dozvoljava. Otvorite stranicu ponovo.",
            "The application is in a state that does not allow this. Open the page again."
        ),
        "offer_ended": Titles(
            "Рок за одговор је истекао, и место се нуди следећем.",
            "Rok za odgovor je istekao, i mesto se nudi sledećem.",
            "The offer has ended, and the seat is offered to the next."
        ),
        "not_endorsed": Titles(
            "Прво треба да се сагласи институција.",
            "Prvo treba da se saglasi institucija.",
            "The institution has to agree first."
        ),
        "substitution_closed": Titles(
            "Рок за замену је прошао.",
            "Rok za zamenu je prošao.",
            "The last day for naming somebody else has passed."
        ),
        "no_seat": Titles(
            "Особа нема место у овој групи.",
            "Osoba nema mesto u ovoj grupi.",
            "The person has no seat in this group."
        ),
        "was_present": Titles(
            "Особа је уписана као присутна. Прво исправите присуство.",
            "Osoba je upisana kao prisutna. Prvo ispravite prisustvo.",
            "The person is marked as present. Correct the mark first."
        ),
        "withdrawal_in_future": Titles(
            "Дан одустајања је у будућности.",
            "Dan odustajanja je u budućnosti.",
            "The day of the withdrawal lies in the future."
        ),
        "withdrawal_too_early": Titles(
            "Дан одустајања је пре саме пријаве.",
            "Dan odustajanja je pre same prijave.",
            "The day of the withdrawal lies before the application."
        ),
    ]

    private static let ofCohorts: [String: Titles] = [
        "cohort_not_found": Titles(
            "Такве групе нема. Ознака стоји на страници групе.",
            "Takve grupe nema. Oznaka stoji na stranici grupe.",
            "There is no such group. Its page says its code."
        ),
        "organisation_not_found": Titles(
            "Такве институције нема. Проверите шифру код њене особе за контакт.",
            "Takve institucije nema. Proverite šifru kod njene osobe za kontakt.",
            "There is no such institution. Ask its focal point for the code."
        ),
        "cohort_not_open": Titles(
            "Група тренутно не прима пријаве.",
            "Grupa trenutno ne prima prijave.",
            "The group takes nobody at present."
        ),
        "arrivals_confirmed": Titles(
            "Присутни су већ избројани: ознаке мењајте на страници присуства.",
            "Prisutni su već izbrojani: oznake menjajte na stranici prisustva.",
            "The heads are counted already: change marks on the page of the attendance."
        ),
        "arrivals_not_in_time": Titles(
            "Термин још није дошао.",
            "Termin još nije došao.",
            "The session has not come yet."
        ),
        "head_count_differs": Titles(
            "Избројано није колико и присутних на списку: упишите ко је ту без пријаве, означите "
                + "ко није у сали или пребројте поново.",
            "Izbrojano nije koliko i prisutnih na spisku: upišite ko je tu bez prijave, označite "
                + "ko nije u sali ili prebrojte ponovo.",
            "Your count is not the number present by this list: record who is there without having "
                + "arrived, say who is not in the room, or count again."
        ),
        "cohort_closed": Titles(
            "Група је закључена и подаци су коначни.",
            "Grupa je zaključena i podaci su konačni.",
            "The group is closed, and what it says is final."
        ),
        "cohort_cancelled": Titles(
            "Група је отказана.",
            "Grupa je otkazana.",
            "The group is cancelled."
        ),
        "cohort_code_not_typed": Titles(
            "Ово није ознака групе која се отказује.",
            "Ovo nije oznaka grupe koja se otkazuje.",
            "This is not the code of the group that is cancelled."
        ),
        "cohort_version_is_draft": Titles(
            "Верзија обуке по којој је група планирана још није објављена. Прво је објавите.",
            "Verzija obuke po kojoj je grupa planirana još nije objavljena. Prvo je objavite.",
            "The version of the training with which the group is planned is a draft. Publish it "
                + "first."
        ),
        "course_asks_for_itself": Titles(
            "Обука тражи саму себе, или обуку која на крају тражи њу. Исправите услове.",
            "Obuka traži samu sebe, ili obuku koja na kraju traži nju. Ispravite uslove.",
            "The training asks for itself, or for one that asks for it in the end. Put the "
                + "prerequisites right."
        ),
        "cohort_not_begun": Titles(
            "Обука још није почела.",
            "Obuka još nije počela.",
            "The training has not begun yet."
        ),
        "cohort_step_refused": Titles(
            "Група се прво објављује, затим потврђује, па започиње.",
            "Grupa se prvo objavljuje, zatim potvrđuje, pa započinje.",
            "A group is published, then confirmed, then started."
        ),
        "cohort_has_no_session": Titles(
            "Група нема ниједан термин.",
            "Grupa nema nijedan termin.",
            "The group has no session."
        ),
        "marks_missing": Titles(
            "Недостаје присуство.",
            "Nedostaje prisustvo.",
            "Marks of attendance are missing."
        ),
        "results_missing": Titles(
            "Недостају резултати.",
            "Nedostaju rezultati.",
            "Results are missing."
        ),
        "session_after_closing": Titles(
            "Има термина после тог дана. Наведите каснији дан.",
            "Ima termina posle tog dana. Navedite kasniji dan.",
            "A session lies after this day. Give a later one."
        ),
        "closing_in_future": Titles(
            "Тај дан је у будућности.",
            "Taj dan je u budućnosti.",
            "This day lies in the future."
        ),
        "cohort_not_closed": Titles(
            "Група још није закључена.",
            "Grupa još nije zaključena.",
            "The group is not closed yet."
        ),
        "approval_missing": Titles(
            "Издавање треба да одобри друга особа.",
            "Izdavanje treba da odobri druga osoba.",
            "A second person has to approve the issuing."
        ),
    ]

    private static let ofPeople: [String: Titles] = [
        "name_differs": Titles(
            "Ова адреса е-поште припада особи са другим именом. Проверите адресу или "
                + "се обратите Тренинг центру.",
            "Ova adresa e-pošte pripada osobi sa drugim imenom. Proverite adresu ili "
                + "se obratite Trening centru.",
            "This e-mail address belongs to a person with another name. Check the "
                + "address, or ask the Training Centre."
        ),
        "person_clashes": Titles(
            "Особа је унета, али у исто време има или тражи место и у другој групи. "
                + "Питајте је коју од њих бира.",
            "Osoba je uneta, ali u isto vreme ima ili traži mesto i u drugoj grupi. "
                + "Pitajte je koju od njih bira.",
            "The person was entered, but has or asks for a seat in another group at the same "
                + "time. Ask which it shall be."
        ),
        "person_known_elsewhere": Titles(
            "Особа истог имена из исте институције или општине већ је позната под другом "
                + "адресом. Ако је то иста особа, користите ту адресу или замолите Тренинг центар "
                + "да их споји.",
            "Osoba istog imena iz iste institucije ili opštine već je poznata pod drugom "
                + "adresom. Ako je to ista osoba, koristite tu adresu ili zamolite Trening centar "
                + "da ih spoji.",
            "A person of this name from this institution or municipality is known under another "
                + "address. If it is the same, use that address, or ask the Training Centre to "
                + "merge the two."
        ),
        "cohort_of_other_course": Titles(
            "Група у коју је особа премештена припада другој обуци.",
            "Grupa u koju je osoba premeštena pripada drugoj obuci.",
            "The group to which the person was moved is of another training."
        ),
        "person_lsg_unknown": Titles(
            "Није познато из које је општине или града ова особа, па је извештаји не броје ни у "
                + "једној општини. Јавите то Тренинг центру, осим ако је из државног органа.",
            "Nije poznato iz koje je opštine ili grada ova osoba, pa je izveštaji ne broje ni u "
                + "jednoj opštini. Javite to Trening centru, osim ako je iz državnog organa.",
            "Nobody knows of which municipality or city this person is, so no report counts the "
                + "person in one. Tell the Training Centre, unless it is a state body."
        ),
        "person_unknown": Titles(
            "Ваш налог још није повезан ни са једном особом. Обратите се Тренинг центру.",
            "Vaš nalog još nije povezan ni sa jednom osobom. Obratite se Trening centru.",
            "Your account belongs to no person yet. Ask the Training Centre."
        ),
        "teaches_cohort": Titles(
            "Ко предаје у групи не може бити и њен полазник.",
            "Ko predaje u grupi ne može biti i njen polaznik.",
            "Nobody can both teach a group and take part in it."
        ),
        "assesses_cohort": Titles(
            "Ко оцењује у групи не може бити и њен полазник.",
            "Ko ocenjuje u grupi ne može biti i njen polaznik.",
            "Nobody can both assess in a group and take part in it."
        ),
        "not_allowed": Titles(
            "Ваш налог нема право на то.",
            "Vaš nalog nema pravo na to.",
            "Your account has no right to do this."
        ),
    ]

    private static let ofForms: [String: Titles] = [
        "reason_missing": Titles(
            "Наведите разлог, бар са три знака.",
            "Navedite razlog, bar sa tri znaka.",
            "Say why, in three characters at least."
        ),
        "no_seat": Titles(
            "Ова особа нема место у групи.",
            "Ova osoba nema mesto u grupi.",
            "This person has no seat in the group."
        ),
        "completion_in_future": Titles(
            "Дан још није дошао.",
            "Dan još nije došao.",
            "The day has not come yet."
        ),
        "completion_long_before": Titles(
            "Дан је више од годину дана пре обуке.",
            "Dan je više od godinu dana pre obuke.",
            "The day is more than a year before the training."
        ),
        "module_external": Titles(
            "Модул се завршава на другом месту: наведите доказ.",
            "Modul se završava na drugom mestu: navedite dokaz.",
            "The module is completed elsewhere: name the evidence."
        ),
        "module_of_other_kind": Titles(
            "Пакет је друге врсте него модул. Направите за њега посебан модул.",
            "Paket je druge vrste nego modul. Napravite za njega poseban modul.",
            "The package is of another kind than the module. Make a module of its own for it."
        ),
        "module_not_played": Titles(
            "Модул ове врсте се не отвара овде.",
            "Modul ove vrste se ne otvara ovde.",
            "A module of this kind is not opened here."
        ),
        "handbook_file_damaged": Titles(
            "Датотека издања је оштећена. Поново је извезите и пошаљите.",
            "Datoteka izdanja je oštećena. Ponovo je izvezite i pošaljite.",
            "The file of the edition is damaged. Export it once more and send it again."
        ),
        "handbook_edition_published": Titles(
            "Издање је објављено и више се не мења. Унесите ново издање.",
            "Izdanje je objavljeno i više se ne menja. Unesite novo izdanje.",
            "The edition is published and is not changed any more. Enter another edition."
        ),
        "file_kind_unknown": Titles(
            "Датотека није ниједне од ових врста.",
            "Datoteka nije nijedne od ovih vrsta.",
            "The file is of none of these kinds."
        ),
        "file_too_large": Titles(
            "Датотека је превелика.",
            "Datoteka je prevelika.",
            "The file is too large."
        ),
        "content_host_missing": ModulePageText.hostMissing.texts,
        "module_player_missing": ModulePageText.playerMissing.texts,
        "nobody_ticked": Titles(
            "Означите бар једну особу.",
            "Označite bar jednu osobu.",
            "Tick one person at least."
        ),
        "form_expired": Titles(
            "Образац је предуго стајао отворен. Погледајте га и пошаљите поново.",
            "Obrazac je predugo stajao otvoren. Pogledajte ga i pošaljite ponovo.",
            "The form lay open too long. Look at it and send it again."
        ),
        "idempotency_key_reused": Titles(
            "Овај образац је већ био послат са другим подацима. Погледајте га и "
                + "пошаљите поново.",
            "Ovaj obrazac je već bio poslat sa drugim podacima. Pogledajte ga i "
                + "pošaljite ponovo.",
            "This form was sent before with other facts. Look at it and send it again."
        ),
        "file_unreadable": Titles(
            "Датотека се не може прочитати као табела. Сачувајте је са једним листом и "
                + "заглављем у првом реду и пошаљите поново.",
            "Datoteka se ne može pročitati kao tabela. Sačuvajte je sa jednim listom i "
                + "zaglavljem u prvom redu i pošaljite ponovo.",
            "The file cannot be read as a table. Save it with one sheet and a header "
                + "in the first row, and send it again."
        ),
    ]
}
