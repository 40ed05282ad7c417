import Documents
import Postgres
import Testing

@testable import TrainingCentre

@Suite("Target groups of enrolments", .centre)
struct TargetGroupTests {
    private let centre = TrainingCentre.ofTest

    private static let written = [
        ("social-worker", "social-worker"), ("Полицијски службеници", "police-officer"),
        ("POLICAJAC", "police-officer"), ("socijalna radnica", "social-worker"),
        ("Запослени у центрима за азил и прихватним центрима", "asylum-centre-staff"),
        ("zaposleni u centru za azil", "asylum-centre-staff"), ("civil servants", "civil-servant"),
        ("повереник", "commissioner"), ("волонтери", "volonteri"), ("", "other"),
    ]

    @Test("An enrolment names every group that a course can name, by code or name in both scripts")
    func imported() async throws {
        try await centre.importText(
            "code,name_sr_latn,name_en\nvolonteri,volonteri,volunteers\n",
            as: .targetGroups
        )
        try await Sample.cohort("GRUPE", in: centre)
        let rows = Self.written.enumerated().map { index, group in
            "GRUPE,Ana Anić,\(Sample.email(index)),\(group.0)\n"
        }
        let report = try await centre.importText(
            "cohort_code,name,email,target_group\n" + rows.joined()
                + "GRUPE,Ana Anić,x@sample.example,vanzemaljci\n",
            as: .enrolments
        )
        #expect(report.created == Self.written.count)
        #expect(report.rejected.map(\.field) == ["target_group"])
        #expect(report.rejected.first?.problem.contains("asylum-centre-staff") == true)
        let entered = try await Owner.run {
            try $0.rows("SELECT target_group FROM enrolments ORDER BY id", as: String.self)
        }
        #expect(entered == Self.written.map(\.1))
        let direct = try await constraint {
            try await centre.sql("UPDATE enrolments SET target_group = 'vanzemaljci'")
        }
        #expect(direct == "enrolments_target_group_fkey")
        try await counted()
    }

    @Test("Without a group a function that names one by itself says it, and no other does")
    func byFunction() {
        for (function, group) in [
            ("члан Савета за миграције", "council-member"),
            ("Članica saveta za migracije opštine Zabalj", "council-member"),
            ("ПОВЕРЕНИК ЗА ИЗБЕГЛИЦЕ И МИГРАЦИЈЕ", "commissioner"), ("poverenica", "commissioner"),
            ("члан радне групе за израду ЛАП-а", "lap-working-group"),
            ("član radne grupe za izradu lokalnog akcionog plana", "lap-working-group"),
            ("члан Савета родитеља", "other"), ("poverenik za zaštitu podataka", "other"),
            ("član radne grupe za budžet", "other"), ("zamenik člana saveta", "other"),
            ("", "other"), ("члан Савета за младе", "other"), ("zamenik načelnika", "other"),
            ("član radne grupe za elektronsku upravu", "other"), ("radnik", "other"),
        ] + Self.functions {
            #expect(EnrolmentFacts.TargetGroup(function: function).rawValue == group, "\(function)")
        }
    }

    /// What lists of municipalities call people, of men and women, in both scripts.
    private static let functions = [
        ("članica radne grupe LAP", "lap-working-group"),
        ("član RG za LAP", "lap-working-group"),
        ("члан РГ за ЛАП", "lap-working-group"),
        ("predsednica radne grupe za LAP", "lap-working-group"),
        ("predsednica Saveta za migracije", "council-member"),
        ("ПРЕДСЕДНИК САВЕТА ЗА МИГРАЦИЈЕ", "council-member"),
        ("zamenica predsednika Saveta za migracije", "council-member"),
        ("predsednik Saveta", "other"), ("zamenik poverenika", "commissioner"),
        ("заменица поверенице за избеглице", "commissioner"), ("Povjerenik", "commissioner"),
        ("povjerenica za izbjeglice", "commissioner"), ("socijalni radnik", "social-worker"),
        ("дипломирана социјална радница", "social-worker"),
        ("policijski službenik", "police-officer"), ("policijska službenica", "police-officer"),
        ("zaposlena u prihvatnom centru", "asylum-centre-staff"),
        ("запослен у Прихватном центру Прешево", "asylum-centre-staff"),
        ("zaposleni u centru za azil", "asylum-centre-staff"), ("nastavnica", "educator"),
        ("наставник разредне наставе", "educator"), ("lokalni službenik", "local-official"),
        ("локална службеница", "local-official"), ("državna službenica", "civil-servant"),
    ]

    /// The report counts each of them by itself.
    private func counted() async throws {
        try await Sample.finish("GRUPE", Sample.emails(Self.written.count), in: centre)
        let bytes = try await centre.bytes(of: .targetGroups, ReportParameters(), as: .json)
        let rows = try JSON.parse(bytes)["rows"]?.elements ?? []
        let persons = rows.map {
            "\($0["target_group"]?.text ?? "") \($0["persons_passed"]?.wholeNumber ?? 0)"
        }
        for group in ["police-officer 2", "asylum-centre-staff 2", "volonteri 1", "other 1"] {
            #expect(persons.contains(group))
        }
        #expect(rows.count == 13)
    }
}
