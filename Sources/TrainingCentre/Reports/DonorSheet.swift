import Documents
import Postgres

// The sheet that a donor gets, in which no small number is printed or follows from another.
extension Report {
    /// Persons by LSG, institution and sex, for the donor of a project.
    static let donorSheet = Report(
        .donorSheet,
        title: Titles(sr: "Лист за донатора", en: "Donor sheet"),
        definition: Titles(
            sr: "Лист броји лица која су успешно прошла, по општини или граду, институцији и полу. "
                + "Ко није из општине или града, као запослени у државним органима, стоји под "
                + "„\(DonorWords.ofNone.srCyrl)“. ",
            en: "The sheet counts persons who passed, by LSG, institution and sex. Who is of no "
                + "LSG, such as the staff of state bodies, stands under "
                + "“\(DonorWords.ofNone.en)”. "
        ) + ReportDefinition.delivery + ReportDefinition.passed + ReportDefinition.institution
            + ReportDefinition.facts
            + Titles(
                sr: "Издање за центар броји лице једном у свакој институцији општине или града, а "
                    + "издање за донатора само једном, тамо где је прву обуку успешно прошло. "
                    + "Издање за донатора је за један пројекат, од почетка до "
                    + "краја календарске године која је прошла; других исечака нема, да се "
                    + "разликом два листа не би добило појединце. Ред за једну институцију не "
                    + "приказује се, ни кад би у њему била нула, ако у некој години неки од "
                    + "његових бројева порасте за 1 до 4, и скривен је и у каснијим листовима. "
                    + "Скривени редови су сабрани: у оквиру општине или града, округа, региона, "
                    + "најзад свих заједно, првог у којем то никога не открива. Где су бројеви "
                    + "по полу мали, следе ужи редови без обзира на пол. Да се ниједан од њих не "
                    + "би добио одузимањем, скривена су најмање два, заједно имају више "
                    + "лица него места која су наведена, а сваки збир, укупно и по години, им је "
                    + "нула или најмање пет: ако није тако, скрива се и први следећи најмањи ред, "
                    + "а ако ни тада није тако, остаје само збир шире целине. На крају су на исти "
                    + "начин иста лица по циљним групама, па оно што није број лица: одржане "
                    + "обуке и часови, колико је општина и градова обухваћено у ком региону и "
                    + "округу, и шта је обећано. Издање за центар приказује све бројеве "
                    + "сваке институције, за било који период. ",
                en: "The centre's edition counts a person once in each institution of an LSG, the "
                    + "donor's edition once in all, where the first training was passed. "
                    + "The donor's edition is of one project, from its beginning to the "
                    + "end of a calendar year that is over; there are no other cuts, so that the "
                    + "difference of two sheets points at nobody. An institution has no line, not "
                    + "even for zeros, if in some year one of its numbers grew by 1 to 4, and has "
                    + "none in later sheets. What is hidden is added up: within the LSG, the "
                    + "district, the region, at last all together, the first in which that points "
                    + "at nobody. Where numbers by sex are small, narrower lines without regard "
                    + "to sex follow. So that none of it follows by subtraction, at least two are "
                    + "hidden, together they have more persons than places that are named, and "
                    + "each of their sums, in all and of each year, is zero or at least five: "
                    + "else the next smallest is hidden too, and if even that does not help only "
                    + "the sum of the wider area stands. At the end the same persons stand by "
                    + "target group, in the same way, and then what counts no persons: deliveries "
                    + "and hours, how many LSGs were reached in which region and district, and "
                    + "what was promised. The centre's own edition prints every number of each "
                    + "institution, of any period. "
            ),
        columns: [
            .lsg, .institution,
            ReportColumn(
                "persons_passed_women",
                .guardedCount,
                sr: "Жене које су успешно прошле",
                en: "Women who passed"
            ),
            ReportColumn(
                "persons_passed_men",
                .guardedCount,
                sr: "Мушкарци који су успешно прошли",
                en: "Men who passed"
            ),
            ReportColumn(
                "persons_passed_unstated",
                .guardedCount,
                sr: "Без податка о полу",
                en: "Passed, sex not stated"
            ),
            ReportColumn(
                "persons_passed",
                .guardedCount,
                sr: "Лица која су успешно прошла",
                en: "Persons who passed"
            ),
            ReportColumn("reached", .decimal, sr: "Остварено", en: "Reached"),
            ReportColumn("of", .decimal, sr: "Од укупно или обећано", en: "Of all or promised"),
        ],
        options: [.cityMunicipalities, .edition]
    ) { scope in
        """
        WITH \(scope.deliveries), \(scope.participations), \(scope.institutions), \(scope.units)
        SELECT ARRAY[coalesce(units.name, \(DonorWords.ofNone[scope.language])),
            institutions.name,
            count(DISTINCT person_id) FILTER (WHERE sex = 'F')::text,
            count(DISTINCT person_id) FILTER (WHERE sex = 'M')::text,
            count(DISTINCT person_id) FILTER (WHERE sex = 'unknown')::text,
            count(DISTINCT person_id)::text, NULL, NULL]
        FROM participations
        \(scope.ofInstitution)
        LEFT JOIN units ON units.code = participations.lsg_code
        WHERE passed
        GROUP BY units.name, participations.lsg_code, institutions.name
        ORDER BY \(scope.donorOrder)
        """
    }
}

extension ReportScope {
    /// The order of the sheet's rows: LSG, institution.
    fileprivate var donorOrder: SQL {
        """
        units.name COLLATE \(collation), participations.lsg_code,
            institutions.name COLLATE "sr-Latn-x-icu", institutions.name
        """
    }

    /// What a donor's sheet of no project says.
    static let donorProjectMissing = Titles(
        sr: "Лист за донатора је за један пројекат: наведите га.",
        en: "A donor's sheet is of one project: name it."
    )

    /// Why a donor's sheet ends before the last year that is over; nil where it does not.
    static func donorSheetEnds(_ parameters: ReportParameters) -> Titles? {
        guard let to = parameters.to, let cohort = parameters.heldBackBy else { return nil }
        let day = ReportRun.printed(to)
        return Titles(
            srCyrl: "Лист се завршава са даном \(day.srCyrl), јер група \(cohort) није ни "
                + "закључена ни отказана.",
            srLatn: "List se završava sa danom \(day.srLatn), jer grupa \(cohort) nije ni "
                + "zaključena ni otkazana.",
            en: "The sheet ends on \(day.en), because \(cohort) is not closed or cancelled."
        )
    }

    /// The lines of the donor's edition: by place, then by target group, then what is no person.
    func donorRows(in transaction: borrowing Transaction) throws -> [[String?]] {
        guard project != nil else { return [] }
        let region = pick("lsgs.region_cyrl", "lsgs.region_latn", "lsgs.region_en")
        let places = try donorTable(
            joining: """
                \(ofInstitution)
                LEFT JOIN units ON units.code = participations.lsg_code
                LEFT JOIN lsgs ON lsgs.code = participations.lsg_code
                """,
            path: """
                CASE WHEN units.code IS NULL THEN ARRAY['', institutions.name]
                ELSE ARRAY[\(region), units.district, units.name, institutions.name] END
                """,
            order: """
                \(region) COLLATE \(collation), units.district COLLATE \(collation), \(donorOrder)
                """,
            in: transaction
        )
        let groups = try donorTable(
            joining: "JOIN target_groups ON target_groups.code = target_group",
            path: "ARRAY[\(pick("name_sr_cyrl", "name_sr_latn", "name_en"))]",
            order: "target_group = 'other', target_groups.id",
            in: transaction
        )
        let words = DonorWords(language: language)
        let lines = DonorLines.all(of: places, unitDepth: 3)
        return lines.map { words.place($0, of: places) }
            + DonorLines.all(of: groups, unitDepth: 1).map { words.group($0, of: groups) }
            + (try DonorFigures.lines(
                self,
                knowsTotal: lines.allSatisfy { !$0.isBySex || $0.sum != nil },
                in: transaction
            ))
    }

    /// The rows of a table of persons who passed, and by how much each grew in each year.
    private func donorTable(
        joining join: SQL,
        path: SQL,
        order: SQL,
        in transaction: borrowing Transaction
    ) throws -> [DonorLines.Row] {
        let found = try transaction.rows(
            """
            WITH \(deliveries), \(participations), \(institutions), \(units), placed AS (
                SELECT \(path) AS path, dense_rank() OVER (ORDER BY \(order)) AS place, sex,
                    person_id, last_on
                FROM participations
                \(join)
                WHERE passed
            ), firsts AS (
                SELECT DISTINCT ON (person_id) path, place, sex, person_id,
                    extract(year FROM last_on)::integer AS year
                FROM placed
                ORDER BY person_id, last_on, place
            ), years AS (
                SELECT DISTINCT year, dense_rank() OVER (ORDER BY year)::integer AS number
                FROM firsts
            )
            SELECT path, years.number, count(*) FILTER (WHERE sex = 'F'),
                count(*) FILTER (WHERE sex = 'M'), count(*) FILTER (WHERE sex = 'unknown')
            FROM firsts
            JOIN years USING (year)
            GROUP BY path, place, years.number
            ORDER BY place, years.number
            """,
            as: ([String].self, Int.self, Int.self, Int.self, Int.self)
        )
        let years = found.map(\.1).max() ?? 0
        var rows: [(path: [String], growth: [DonorSuppression.Counts])] = []
        for (path, year, women, men, unknown) in found {
            if rows.last.map({ $0.path != path }) ?? true {
                rows.append((path, Array(repeating: DonorSuppression.Counts(), count: years)))
            }
            let growth = DonorSuppression.Counts(women: women, men: men, unknown: unknown)
            rows[rows.count - 1].growth[year - 1] = growth
        }
        return rows.map { DonorLines.Row(path: $0.path, growth: $0.growth) }
    }
}
