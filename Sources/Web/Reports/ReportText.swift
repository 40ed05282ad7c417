import TrainingCentre

/// The texts of the pages of reports.
enum ReportText: String, TextTable {
    case heading, lead, all, table, about, asOf, cut, empty
    case download, parameters, project, course, cohort, area, training, lsg, from, to, asOfField,
        knownBy, show
    case cityMunicipalities, asSet, asCity, separately, kosovo, listed, notListed
    case edition, forDonor, forCentre
    case documents, document, documentNote, more, signIn
    case wrong
    case chart, map, mapNote, mapKey, legend, tileNever, tree, treeCut, treeMore

    var texts: Titles {
        switch self {
        case .heading: Titles("Извештаји", "Izveštaji", "Reports")
        case .lead:
            Titles(
                "Сваки извештај каже шта су му бројеви, од чега су узети и на који дан важе.",
                "Svaki izveštaj kaže šta su mu brojevi, od čega su uzeti i na koji dan važe.",
                "Each report says what its numbers are, what they are taken from and of which day."
            )
        case .wrong:
            Titles(
                "Извештај није направљен. Исправите ово и прикажите га поново:",
                "Izveštaj nije napravljen. Ispravite ovo i prikažite ga ponovo:",
                "There is no report of this. Put it right and show it again:"
            )
        case .all: Titles("Сви извештаји", "Svi izveštaji", "All reports")
        case .table: Titles("Табела", "Tabela", "Table")
        case .about: Titles("О овом извештају", "O ovom izveštaju", "About this report")
        case .asOf: Titles("Дан пресека", "Dan preseka", "As of")
        case .empty: Titles("Нема података.", "Nema podataka.", "There are no rows.")
        case .cut:
            Titles(
                "Приказан је само почетак; цео извештај је у датотекама.",
                "Prikazan je samo početak; ceo izveštaj je u datotekama.",
                "Only the beginning is shown; the whole report is in the files."
            )
        case .download, .parameters, .project, .course, .cohort, .area, .training, .lsg, .from,
            .to, .asOfField, .knownBy, .show:
            form
        case .cityMunicipalities, .asSet, .asCity, .separately, .kosovo, .listed, .notListed,
            .edition, .forDonor, .forCentre:
            choices
        case .documents: Titles("Документа", "Dokumenta", "Documents")
        case .document: Titles("Документ", "Dokument", "Document")
        case .documentNote:
            Titles(
                "Сваки број, датум и назив је из података центра.",
                "Svaki broj, datum i naziv je iz podataka centra.",
                "Every number, date and name is from the centre’s data."
            )
        case .more:
            Titles(
                "Остали извештаји су за запослене.",
                "Ostali izveštaji su za zaposlene.",
                "The other reports are for staff."
            )
        case .signIn: Titles("Пријава на систем", "Prijava na sistem", "Sign in")
        case .chart, .map, .mapNote, .mapKey, .legend, .tileNever, .tree, .treeCut, .treeMore:
            pictures
        }
    }

    private var form: Titles {
        switch self {
        case .download: Titles("Преузмите", "Preuzmite", "Download")
        case .parameters:
            Titles("Промените приказ", "Promenite prikaz", "Change what is counted")
        case .project: Titles("Пројекат", "Projekat", "Project")
        case .course: Titles("Шифра обуке", "Šifra obuke", "Course code")
        case .cohort: Titles("Шифра групе", "Šifra grupe", "Cohort code")
        case .area: Titles("Шифра области плана", "Šifra oblasti plana", "Code of a plan’s area")
        case .training:
            Titles(
                "Група обуке тренера",
                "Grupa obuke trenera",
                "Cohort of a training of trainers"
            )
        case .lsg: Titles("Општина или град", "Opština ili grad", "Municipality or city")
        case .from: Titles("Од дана", "Od dana", "From")
        case .to: Titles("До дана", "Do dana", "To")
        case .asOfField: Titles("Стање на дан", "Stanje na dan", "As of")
        case .knownBy: Titles("Евидентирано до", "Evidentirano do", "Recorded by")
        default: Titles("Прикажите", "Prikažite", "Show")
        }
    }

    private var choices: Titles {
        switch self {
        case .cityMunicipalities:
            Titles("Градске општине", "Gradske opštine", "City municipalities")
        case .asSet: Titles("по подешавању", "po podešavanju", "as the setting says")
        case .asCity: Titles("као њихов град, једном", "kao njihov grad, jednom", "as their city")
        case .separately: Titles("посебно", "posebno", "by themselves")
        case .kosovo:
            Titles("Косово и Метохија", "Kosovo i Metohija", "Kosovo and Metohija*")
        case .listed: Titles("прикажи", "prikaži", "listed")
        case .notListed: Titles("не приказуј", "ne prikazuj", "not listed")
        case .edition: Titles("Издање", "Izdanje", "Edition")
        case .forDonor: Titles("за донатора", "za donatora", "for the donor")
        default: Titles("за центар", "za centar", "the centre’s own")
        }
    }

    private var pictures: Titles {
        switch self {
        case .tree: Titles("Стабло реализација", "Stablo realizacija", "Tree of deliveries")
        case .treeCut:
            Titles(
                "Стабло приказује првих 120 реализација; у табели су све.",
                "Stablo prikazuje prvih 120 realizacija; u tabeli su sve.",
                "The tree shows the first 120 deliveries; the table has all of them."
            )
        case .treeMore:
            Titles("По генерацијама", "Po generacijama", "By generation")
        case .chart: Titles("Графикон", "Grafikon", "Chart")
        case .map: Titles("Карта по окрузима", "Karta po okruzima", "Map by district")
        case .mapNote:
            Titles(
                "Свако поље је једна општина или град, груписано по окрузима отприлике као на "
                    + "карти Србије. Исти бројеви су у табели испод.",
                "Svako polje je jedna opština ili grad, grupisano po okruzima otprilike kao na "
                    + "karti Srbije. Isti brojevi su u tabeli ispod.",
                "Each square is a municipality or city, grouped by district roughly as on a map "
                    + "of Serbia. The same numbers are in the table below."
            )
        case .mapKey:
            Titles("Називи општина и градова", "Nazivi opština i gradova", "Names of the squares")
        case .legend: Titles("Уписаних лица", "Upisanih lica", "Persons enrolled")
        default: Titles("још није слала", "još nije slala", "never sent anybody")
        }
    }
}
