import Postgres

extension Report {
    /// The reach report as one row, which `ReachReport` makes; its own JSON is that of this.
    static let reach = Report(
        .reach,
        title: Titles(sr: "Обухват обука", en: "Reach of the training"),
        definition: ReachReport.definitions,
        columns: [
            .deliveries, .personsEnrolled, .personsPassed, .participationsPassed, .lsgs,
            ReportColumn(
                "persons_passed_male",
                .guardedCount,
                sr: "Мушкарци који су успешно прошли",
                en: "Men who passed"
            ),
            ReportColumn(
                "persons_passed_female",
                .guardedCount,
                sr: "Жене које су успешно прошле",
                en: "Women who passed"
            ),
            ReportColumn(
                "persons_passed_sex_unknown",
                .guardedCount,
                sr: "Без податка о полу",
                en: "Passed, sex not stated"
            ),
        ],
        options: [.cityMunicipalities]
    )
}
