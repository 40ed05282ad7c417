import TrainingCentre

/// The texts of the pages of reports.
enum ReportText: String, TextTable {
    case heading, lead, all, table, about, asOf, cut, empty
    case download, parameters, project, course, lsg, from, to, asOfField, show
    case chart, map, mapNote, legend, tileNever

    var texts: Titles {
        switch self {
        case .heading: Titles("Извештаји", "Izveštaji", "Reports")
        case .lead:
            Titles(
                "Сваки извештај каже шта су му бројеви, од чега су узети и на који дан важе.",
                "Svaki izveštaj kaže šta su mu brojevi, od čega su uzeti i na koji dan važe.",
                "Each report says what its numbers are, what they are taken from and of which day."
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
        case .download, .parameters, .project, .course, .lsg, .from, .to, .asOfField, .show: form
        case .chart, .map, .mapNote, .legend, .tileNever: pictures
        }
    }

    private var form: Titles {
        switch self {
        case .download: Titles("Преузмите", "Preuzmite", "Download")
        case .parameters:
            Titles("Промените приказ", "Promenite prikaz", "Change what is counted")
        case .project: Titles("Пројекат", "Projekat", "Project")
        case .course: Titles("Шифра обуке", "Šifra obuke", "Course code")
        case .lsg: Titles("Општина или град", "Opština ili grad", "Municipality or city")
        case .from: Titles("Од дана", "Od dana", "From")
        case .to: Titles("До дана", "Do dana", "To")
        case .asOfField: Titles("Стање на дан", "Stanje na dan", "As of")
        default: Titles("Прикажите", "Prikažite", "Show")
        }
    }

    private var pictures: Titles {
        switch self {
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
        case .legend: Titles("Уписаних лица", "Upisanih lica", "Persons enrolled")
        default: Titles("још није слала", "još nije slala", "never sent anybody")
        }
    }
}
