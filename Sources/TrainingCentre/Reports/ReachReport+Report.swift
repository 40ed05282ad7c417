import Postgres

extension Report {
    /// The reach report as one row; its own JSON is that of `ReachReport`.
    static let reach = Report(
        .reach,
        title: Titles(sr: "Обухват обука", en: "Reach of the training"),
        definition: ReachReport.definitions,
        columns: [
            .deliveries, .personsEnrolled, .personsPassed, .participationsPassed, .lsgs,
            ReportColumn(
                "persons_passed_male",
                .count,
                sr: "Мушкарци који су успешно прошли",
                en: "Men who passed"
            ),
            ReportColumn(
                "persons_passed_female",
                .count,
                sr: "Жене које су успешно прошле",
                en: "Women who passed"
            ),
            ReportColumn(
                "persons_passed_sex_unknown",
                .count,
                sr: "Без податка о полу",
                en: "Passed, sex not stated"
            ),
        ],
        options: [.cityMunicipalities],
        statement: ReachReport.row
    )
}
