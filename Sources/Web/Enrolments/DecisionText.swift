import TrainingCentre

/// The texts of the forms with which staff decide.
enum DecisionText: String, TextTable {
    case decision, whatNow, decisionNote, why, hours, transfer, transferNote, cohort, sendTransfer
    case lacking, lackingBinds, lackingPast
    case endorse, approve, decline, offer, accept, withdraw, noShow, come
    case steps, publish, publishNote, confirm, confirmNote, start, startNote, underWay
    case closing, closingForm, closingNote, closedOn, close
    case notYet, notHeld, daysBetween, lacksMarks, lacksResults, more
    case certificates, certificatesForm, certificatesNote, kind, completion, participation,
        issuedOn, issue
    case decide, decisions, nothing, readOnly, institution

    var texts: Titles {
        switch self {
        case .decision: Titles("Одлука", "Odluka", "Decision")
        case .whatNow:
            Titles("Шта се може одлучити", "Šta se može odlučiti", "What can be decided")
        case .decisionNote:
            Titles(
                "Разлог је потребан када се некоме нешто ускраћује или се одступа од "
                    + "правила групе.",
                "Razlog je potreban kada se nekome nešto uskraćuje ili se odstupa od "
                    + "pravila grupe.",
                "A reason is needed where something is taken from somebody, and where "
                    + "you go past the rules of the group."
            )
        case .why: Titles("Разлог", "Razlog", "Reason")
        case .hours:
            Titles(
                "Колико сати се место чува",
                "Koliko sati se mesto čuva",
                "Hours for which the seat is held"
            )
        case .transfer:
            Titles("Премештај у другу групу", "Premeštaj u drugu grupu", "Move to another group")
        case .transferNote:
            Titles(
                "Стање пријаве остаје исто, колико правила те групе дозвољавају.",
                "Stanje prijave ostaje isto, koliko pravila te grupe dozvoljavaju.",
                "The state stays the same, as far as the rules there allow."
            )
        case .cohort: Titles("Ознака групе", "Oznaka grupe", "Code of the group")
        case .sendTransfer: Titles("Преместите", "Premestite", "Move")
        case .endorse:
            Titles("Институција је сагласна", "Institucija je saglasna", "The institution agrees")
        case .approve: Titles("Одобрите", "Odobrite", "Approve")
        case .decline: Titles("Одбијте", "Odbijte", "Refuse")
        case .offer: Titles("Понудите место", "Ponudite mesto", "Offer a seat")
        case .accept: Titles("Место је прихваћено", "Mesto je prihvaćeno", "The seat is accepted")
        case .withdraw: Titles("Повуците пријаву", "Povucite prijavu", "Withdraw")
        case .noShow: Titles("Особа није дошла", "Osoba nije došla", "Did not come")
        case .come: Titles("Особа је ипак дошла", "Osoba je ipak došla", "Came after all")
        case .decisions:
            Titles("Одлуке о пријавама", "Odluke o prijavama", "Decisions on applications")
        case .nothing:
            Titles(
                "Са овом пријавом се више ништа не може урадити.",
                "Sa ovom prijavom se više ništa ne može uraditi.",
                "Nothing more can be done here."
            )
        case .readOnly:
            Titles(
                "Ваш налог овде може само да чита.",
                "Vaš nalog ovde može samo da čita.",
                "Your account can only read here."
            )
        case .institution: CohortText.institution.texts
        default: ofCohort
        }
    }

    private var ofMove: Titles {
        switch self {
        case .lacking:
            Titles(
                "Ако особа не испуњава услове те обуке",
                "Ako osoba ne ispunjava uslove te obuke",
                "If the person lacks what that training asks for"
            )
        case .lackingBinds:
            Titles("остаје у овој групи", "ostaje u ovoj grupi", "stays in this group")
        default:
            Titles(
                "премешта се мимо услова, из наведеног разлога",
                "premešta se mimo uslova, iz navedenog razloga",
                "is moved past that, for the reason given"
            )
        }
    }

    private var ofCohort: Titles {
        switch self {
        case .lacking, .lackingBinds, .lackingPast: ofMove
        case .publishNote, .confirmNote, .startNote, .underWay: ofSteps
        case .notYet, .notHeld, .daysBetween, .lacksMarks, .lacksResults, .more: ofLacking
        case .steps: Titles("Стање групе", "Stanje grupe", "State of the group")
        case .publish: Titles("Објавите групу", "Objavite grupu", "Publish the group")
        case .confirm:
            Titles("Потврдите одржавање", "Potvrdite održavanje", "Confirm that it takes place")
        case .start: Titles("Започните обуку", "Započnite obuku", "Start the training")
        case .closing: Titles("Закључивање групе", "Zaključivanje grupe", "Close the group")
        case .closingForm: Titles("Закључите групу", "Zaključite grupu", "Close it for good")
        case .closingNote:
            Titles(
                "После закључивања подаци су коначни и могу се издати уверења.",
                "Posle zaključivanja podaci su konačni i mogu se izdati uverenja.",
                "Once it is closed, what it says is final, and certificates can be issued."
            )
        case .closedOn:
            Titles(
                "Дан закључивања, ако није дан последњег термина",
                "Dan zaključivanja, ako nije dan poslednjeg termina",
                "Day of closing, if not that of the last session"
            )
        case .close: Titles("Закључите", "Zaključite", "Close")
        case .certificates: Titles("Издавање уверења", "Izdavanje uverenja", "Issue certificates")
        case .certificatesForm: Titles("Нова уверења", "Nova uverenja", "New certificates")
        case .certificatesNote:
            Titles(
                "Добијају их сви који испуњавају услове, а још их немају.",
                "Dobijaju ih svi koji ispunjavaju uslove, a još ih nemaju.",
                "Everybody gets one who is eligible and has none yet."
            )
        case .kind: Titles("Врста", "Vrsta", "Kind")
        case .completion: Titles("уверење", "uverenje", "certificate of completion")
        case .participation:
            Titles("потврда о учешћу", "potvrda o učešću", "certificate of participation")
        case .issuedOn:
            Titles(
                "Дан издавања, ако није данашњи",
                "Dan izdavanja, ako nije današnji",
                "Day of issue, if not today"
            )
        case .issue: Titles("Издајте уверења", "Izdajte uverenja", "Issue the certificates")
        default: Titles("Одлучите", "Odlučite", "Decide")
        }
    }

    private var ofSteps: Titles {
        switch self {
        case .publishNote:
            Titles(
                "Када је група објављена, види се на страницама и прима пријаве.",
                "Kada je grupa objavljena, vidi se na stranicama i prima prijave.",
                "Once it is published, everybody sees the group, and people can apply."
            )
        case .confirmNote:
            Titles(
                "На страници групе тада пише да се обука сигурно одржава.",
                "Na stranici grupe tada piše da se obuka sigurno održava.",
                "The page of the group then says that the training is certain."
            )
        case .startNote:
            Titles(
                "Од тада се полазници више не пријављују сами.",
                "Od tada se polaznici više ne prijavljuju sami.",
                "From then on nobody applies any more."
            )
        default:
            Titles(
                "Обука је у току. Када се заврши, група се закључује.",
                "Obuka je u toku. Kada se završi, grupa se zaključuje.",
                "The training is under way. Once it is over, the group is closed."
            )
        }
    }

    private var ofLacking: Titles {
        switch self {
        case .notYet:
            Titles(
                "Група се још не може закључити.",
                "Grupa se još ne može zaključiti.",
                "The group cannot be closed yet."
            )
        case .notHeld:
            Titles(
                "Последњи термин још није одржан.",
                "Poslednji termin još nije održan.",
                "The last session is still to come."
            )
        case .daysBetween:
            Titles("Могући дани", "Mogući dani", "Days that are possible")
        case .lacksMarks:
            Titles("Недостаје присуство", "Nedostaje prisustvo", "Marks of attendance are missing")
        case .lacksResults:
            Titles("Недостају резултати", "Nedostaju rezultati", "Results are missing")
        default: Titles("И још", "I još", "And more")
        }
    }

    init(_ act: EnrolmentAct) {
        self =
            switch act {
            case .endorse: .endorse
            case .approve: .approve
            case .decline: .decline
            case .offer: .offer
            case .accept: .accept
            case .withdraw: .withdraw
            case .noShow: .noShow
            case .come: .come
            }
    }
}
