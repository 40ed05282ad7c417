import Postgres

extension Report {
    /// The reach report as one row, which `ReachReport` makes; its own JSON is that of this.
    static let reach = Report(
        .reach,
        title: Titles(sr: "Обухват обука", en: "Reach of the training"),
        definition: ReportDefinition.delivery + ReportDefinition.enrolled
            + ReportDefinition.passed
            + Titles(
                sr: "Лица се броје једном, и када су унета двапут а спојена до дана пресека, "
                    + "учешћа једном за сваку реализацију, општине и градови једном, по упису "
                    + "некога ко је успешно прошао. Опозив уверења не мења ниједан број. Ономе ко "
                    + "није пријављен бројеви по полу приказују се само ако је сваки нула или "
                    + "најмање пет.",
                en: """
                    Persons are counted once, also those who were entered twice and merged by \
                    the as-of date, participations once a delivery, LSGs once, by the LSG recorded \
                    on the enrolment of somebody who passed. Revoking a certificate changes no \
                    number. Numbers by sex are shown to nobody signed in only when each is zero or \
                    at least five.
                    """
            ),
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
