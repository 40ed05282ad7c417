import Testing

@testable import TrainingCentre

@Suite("The sentence of the reach report")
struct ReachSentenceTests {
    @Test(
        "Statement 7: the grammar of counts is right, of trainings, officials and municipalities",
        arguments: [
            (
                1, 1, 1,
                "Реализована је 1 обука; успешно је прошао 1 службеник из укупно 1 општине или "
                    + "града."
            ),
            (
                2, 3, 4,
                "Реализоване су 2 обуке; успешно су прошла 3 службеника из укупно 4 општине и "
                    + "града."
            ),
            (
                5, 11, 12,
                "Реализовано је 5 обука; успешно је прошло 11 службеника из укупно 12 општина и "
                    + "градова."
            ),
            (
                21, 21, 21,
                "Реализована је 21 обука; успешно је прошао 21 службеник из укупно 21 општине или "
                    + "града."
            ),
            (
                22, 102, 14,
                "Реализоване су 22 обуке; успешно су прошла 102 службеника из укупно 14 општина и "
                    + "градова."
            ),
            (
                0, 0, 0,
                "Реализовано је 0 обука; успешно је прошло 0 службеника из укупно 0 општина и "
                    + "градова."
            ),
        ]
    )
    func grammar(deliveries: Int, persons: Int, lsgs: Int, sentence: String) {
        #expect(report(deliveries, persons, lsgs).sentence.srCyrl == sentence)
    }

    @Test("Of one course it says how many times")
    func times() {
        let sentences = [1, 2, 14, 21].map {
            report($0, 5, 5, isOfOneCourse: true).sentence.srLatn.prefix { $0 != ";" }
        }
        #expect(
            sentences == [
                "Obuka je realizovana 1 put", "Obuka je realizovana 2 puta",
                "Obuka je realizovana 14 puta", "Obuka je realizovana 21 put",
            ]
        )
        let once = report(1, 1, 1, isOfOneCourse: true).sentence.en
        #expect(
            once == "The training was given once; 1 official from 1 municipality or city passed."
        )
    }

    private func report(
        _ deliveries: Int,
        _ persons: Int,
        _ lsgs: Int,
        isOfOneCourse: Bool = false
    ) -> ReachReport {
        ReachReport(
            parameters: ReportParameters(),
            asOf: CalendarDate(dayNumber: 0),
            isOfOneCourse: isOfOneCourse,
            cityMunicipalities: .asCity,
            deliveries: deliveries,
            personsEnrolled: persons,
            personsPassed: persons,
            participationsPassed: persons,
            lsgs: lsgs,
            personsPassedMale: 0,
            personsPassedFemale: 0,
            personsPassedSexUnknown: persons
        )
    }
}
