import Documents
import Testing
import TrainingCentre

@testable import Web

@Suite("The texts of pages")
struct TextTableTests {
    private static let texts: [(name: String, texts: Titles)] =
        all(FrameText.self) + all(CertificateText.self) + all(UnavailableText.self)
        + all(UnknownCertificateText.self) + all(VerifyText.self) + all(EnrolmentText.self)
        + all(UnknownEnrolmentText.self) + all(CourseText.self) + all(CourseDetailText.self)
        + all(ProgrammeText.self) + all(HomeText.self)
        + all(ProblemText.self) + all(FileCheckText.self) + all(FileReason.self)
        + all(OutsideText.self) + all(HolderText.self) + all(SuspensionText.self)
        + all(KeyRevocationText.self) + all(ReportText.self)
        + Report.all.flatMap { report in
            [(report.name.rawValue, report.title), (report.name.rawValue, report.definition)]
                + report.columns.map { (report.name.rawValue, $0.title) }
        }
        + all(ArrivalText.self) + all(ArrivalScreenText.self)
        + all(EvaluationText.self)
        + all(CohortText.self) + all(SeatText.self) + all(MyText.self)
        + all(CertificateStateText.self) + all(WorklistText.self) + all(ModuleText.self)
        + all(FormText.self) + all(OwnFormText.self) + all(DecisionText.self)
        + all(CancellationText.self) + all(FieldLabel.self)
        + all(CohortStateText.self) + all(AttendanceText.self)
        + DoneText.allCases.map { ("\($0)", $0.texts) }
        + FieldCode.allCases.map { ("\($0)", FieldWording.titles($0)) }
        + (0...25).flatMap { count in
            [1, 2, 25].filter { count <= $0 }.map { total in
                ("modules \(count) of \(total)", ModuleWording.completed(count, of: total))
            }
        }
        + [1, 3].map { count in
            ("missing modules", ModuleWording.sentences(of: Sample.progress(0, of: count)))
        }
        + ProblemKind.allCases.flatMap { kind in
            [kind.texts.heading, kind.texts.explanation, kind.texts.advice]
                .map { ("\(kind)", $0) }
        }
        + Certificate.Kind.allCases.flatMap { kind in
            [("\(kind)", kind.title)]
                + VerificationStatus.allCases.map { ("\(kind) \($0)", kind.heading($0)) }
        }
        + Revocation.ReasonClass.allCases.map { ("\($0)", $0.title) }
        + Sample.enrolments.flatMap { found in
            let standing = EnrolmentStanding(found)
            return [standing.heading, standing.explanation(of: found)]
                .map { ("\(standing)", $0) }
        }

    /// With those whose pages need more than a sample, and that name formats in Latin letters.
    private static let everyText =
        texts + all(ArrivalDeskText.self) + all(CascadeText.self) + all(CohortDecisionText.self)
        + all(CohortModulesText.self) + all(CompletionRefusalText.self) + all(CompletionText.self)
        + all(EditionUseText.self) + all(EnrolmentHistoryText.self) + all(HandbookDeskText.self)
        + all(HandbookText.self) + all(ModuleDeskText.self) + all(ModuleKindText.self)
        + all(ModulePageText.self) + all(NominationFormText.self) + all(NominationText.self)
        + all(PartStateText.self) + all(PlayerText.self) + all(ProjectText.self)
        + all(QuizDeskText.self) + all(QuizText.self) + all(ReadingText.self)
        + all(SpokenLanguage.self) + all(StandingText.self) + all(TrainersText.self)

    private static func all<Texts: TextTable>(_ table: Texts.Type) -> [(String, Titles)] {
        table.allCases.map { ("\(Texts.self).\($0.rawValue)", $0.texts) }
    }

    @Test("Every text is there in three languages, each in its script")
    func scripts() {
        for (name, texts) in TextTableTests.texts {
            for language in Language.allCases {
                #expect(!texts[language].isEmpty, "\(name)")
            }
            #expect(!VisibleText.hasLatin(texts.srCyrl), "\(name)")
            #expect(!VisibleText.hasCyrillic(texts.srLatn), "\(name)")
            #expect(!VisibleText.hasCyrillic(texts.en), "\(name)")
        }
    }

    @Test("The Serbian texts say the same in both scripts, letter for letter")
    func sameInBothScripts() {
        for (name, texts) in TextTableTests.everyText
        // The letters that people confuse are others in the other script.
        where name != "UnknownCertificateText.looksAlike" {
            #expect(latin(texts.srCyrl) == texts.srLatn, "\(name)")
        }
    }

    @Test("Every text is printed by some page: none is left over")
    func allAreUsed() throws {
        let pages = try PerLanguage { try Sample.everyPage(in: $0).map(\.html).joined() }
        for (name, texts) in TextTableTests.texts where name.contains("Text.") {
            // The name of a script is only printed on the pages of the other one.
            let isPrinted = Language.allCases.contains { language in
                var escaped: [UInt8] = []
                escaped.appendEscaped(texts[language])
                return pages[language].contains(String(decoding: escaped, as: UTF8.self))
            }
            #expect(isPrinted, "\(name)")
        }
    }

    private func latin(_ text: String) -> String {
        let cyrillic = Array("абвгдђежзијклљмнњопрстћуфхцчџшАБВГДЂЕЖЗИЈКЛЉМНЊОПРСТЋУФХЦЧЏШ")
        let latin =
            "a b v g d đ e ž z i j k l lj m n nj o p r s t ć u f h c č dž š "
            + "A B V G D Đ E Ž Z I J K L Lj M N Nj O P R S T Ć U F H C Č Dž Š"
        let letters = Dictionary(
            uniqueKeysWithValues: zip(cyrillic, latin.split(separator: " ").map(String.init))
        )
        return text.map { letters[$0] ?? String($0) }.joined()
    }
}
