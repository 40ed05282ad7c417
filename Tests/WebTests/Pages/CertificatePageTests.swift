import Credentials
import Documents
import Testing
import TrainingCentre

@testable import Web

@Suite("The page of a certificate")
struct CertificatePageTests {
    private func text(_ found: Verification, _ language: Language) throws -> String {
        let html = try Sample.pages().certificate(found, language: language)
        return VisibleText(html: String(decoding: html, as: UTF8.self)).text
    }

    @Test("A Cyrillic page, word for word")
    func wholePage() throws {
        let page = try text(Sample.verification(), .serbianCyrillic)
        let main = try #require(page.firstRange(of: "Уверење је важеће"))
        let shown = page[main.lowerBound...].split(separator: "\n").prefix(33)
        #expect(
            shown == [
                "Уверење је важеће",
                "Документ је уписан у регистар уверења са подацима који стоје испод.",
                "Уверење о завршеној обуци", "Ималац", "Љубица Ђорђевић", "Име латиницом: ",
                "Ljubica Đorđević", "Обука",
                "Локални акциони планови за побољшање/унапређење положаја миграната ", "LAP",
                "Пројекат", "Јачање капацитета и партнерстава за управљање миграцијама у Србији",
                "Датум одржавања", "30.01.2024. – 01.02.2024.", "Место одржавања", "Пландиште",
                "Број часова", "18,5", "Похађано часова", "16,5 од 18,5", "Завршни тест",
                "87,5\u{A0}%", "Услови",
                "Присуство на најмање 80\u{A0}% часова и најмање 60\u{A0}% на завршном тесту.",
                "Издавалац", "Тренинг центар за миграције, Пландиште",
                "Датум издавања", "06.03.2024.", "Важи до", "06.03.2027.", "Број у регистру",
                "2024/00147", "Код за проверу",
            ]
        )
    }

    @Test("What was achieved is said as far as it was certified for that kind of document")
    func achievement() throws {
        let completion = try text(Sample.verification(), .english)
        #expect(completion.contains("Hours attended\n16.5 of 18.5\nFinal test\n87.5%\n"))
        #expect(
            completion.contains(
                "Attendance of at least 80% of the hours and at least 60% in the final test."
            )
        )
        var learned = try Sample.verification()
        learned.achievement?.takesModules = true
        let learnedAlone = try text(learned, .english)
        #expect(
            learnedAlone.contains(
                "Attendance of at least 80% of the hours, at least 60% in the final test and "
                    + "the required modules completed."
            )
        )
        let participation = try text(Sample.verification(kind: .participation), .english)
        #expect(participation.contains("Hours attended\n16.5 of 18.5\nRequirements\n"))
        #expect(participation.contains("Attendance of at least 80% of the hours."))
        #expect(!participation.contains("Final test"))
        let accreditation = try text(Sample.verification(kind: .accreditation), .english)
        #expect(!accreditation.contains("Hours attended"))
        #expect(!accreditation.contains("Requirements"))
    }

    @Test("A suspended accreditation is said first, and the page is no plain “valid”")
    func suspended() throws {
        func page(_ status: VerificationStatus) throws -> String {
            let found = try Sample.verification(
                status,
                kind: .accreditation,
                suspendedOn: Sample.day("2024-01-10")
            )
            let html = try Sample.pages().certificate(found, language: .serbianCyrillic)
            return String(decoding: html, as: UTF8.self)
        }
        let html = try page(.valid)
        let shown = VisibleText(html: html).text
        #expect(
            shown.contains("Сертификат важи, али је акредитација привремено обустављена")
        )
        #expect(shown.contains("Дан обуставе: 10.01.2024. Тренер до даљег нема право"))
        #expect(!shown.contains("Сертификат је важећи"))
        #expect(html.contains("answer is-suspended"))
        #expect(!html.contains("is-valid"))
        #expect(!shown.contains("Број часова"))
        // What ended for good says that.
        #expect(try page(.revoked).contains("answer is-revoked"))
        #expect(try page(.expired).contains("answer is-expired"))
    }

    @Test(
        "A revoked key is said, and what follows from it: nothing, or not to rely on the document",
        arguments: [
            (
                Language.serbianCyrillic, "опозван је 15.01.2024. Јавни дневник је примио",
                "опозван је 15.01.2024. Јавни дневник дотле није примио", "Не ослањајте се на овај"
            ),
            (
                .serbianLatin, "opozvan je 15.01.2024. Javni dnevnik je primio",
                "opozvan je 15.01.2024. Javni dnevnik dotle nije primio", "Ne oslanjajte se na ovaj"
            ),
            (
                .english, "revoked on 15 January 2024. The public log took the document in before",
                "revoked on 15 January 2024. The public log had not taken", "Do not rely on this"
            ),
        ]
    )
    func keyRevoked(language: Language, before: String, after: String, heading: String) throws {
        func html(_ status: VerificationStatus, isLater: Bool) throws -> String {
            let revocation = KeyRevocation(on: Sample.today, isLater: isLater)
            let found = try Sample.verification(status, keyRevocation: revocation)
            let html = try Sample.pages().certificate(found, language: language)
            return String(decoding: html, as: UTF8.self)
        }
        let harmless = try html(.valid, isLater: true)
        #expect(VisibleText(html: harmless).text.contains(before))
        #expect(harmless.contains("answer is-valid"))
        #expect(harmless.contains(".pdf?language="))
        let doubtful = try html(.valid, isLater: false)
        #expect(VisibleText(html: doubtful).text.contains(after))
        #expect(VisibleText.title(of: doubtful).hasPrefix(heading))
        #expect(doubtful.contains("answer is-doubtful"))
        #expect(!doubtful.contains("is-valid"))
        #expect(!doubtful.contains(".pdf?language="))
        // What ended says that first.
        #expect(try html(.revoked, isLater: false).contains("answer is-revoked"))
    }

    @Test("A holder who limits the name: initials or a sentence, and a field to compare with")
    func limited() throws {
        let initials = try Sample.verification(
            cyrillic: "Љ. Ђ.",
            latin: "Lj. Đ.",
            shown: .initials
        )
        #expect(try text(initials, .serbianLatin).contains("Lj. Đ."))
        let hidden = try Sample.verification(cyrillic: "", latin: "", shown: .hidden)
        for (isHolder, sentence) in [
            (true, "Да: документ гласи на то име."), (false, "Не: документ не гласи на то име."),
            (nil, nil),
        ] as [(Bool?, String?)] {
            let html = String(
                decoding: try Sample.pages().certificate(
                    hidden,
                    compared: isHolder,
                    language: .serbianCyrillic
                ),
                as: UTF8.self
            )
            let page = VisibleText(html: html).text
            #expect(page.contains("Име није приказано"))
            #expect(html.contains("action=\"/sr-Cyrl/c/\(hidden.id.printed)/comparison\""))
            #expect(html.contains("class=\"comparison") == (isHolder != nil))
            if let sentence { #expect(page.contains(sentence)) }
        }
        #expect(try !text(Sample.verification(), .english).contains("Compare\n"))
    }

    @Test(
        "The state is said first, with what follows from it",
        arguments: [
            (VerificationStatus.valid, "Uverenje je važeće", "upisan u registar"),
            (.expired, "Uverenje je isteklo", "bio je 06.03.2027. Podaci"),
            (.revoked, "Uverenje je opozvano", "14.05.2024. Razlog: greška pri izdavanju."),
            (
                .replaced, "Uverenje je zamenjeno",
                "Dana 14.05.2024. izdat je novi dokument, "
                    + "broj 2024/00188"
            ),
        ]
    )
    func states(status: VerificationStatus, heading: String, explanation: String) throws {
        let html = String(
            decoding: try Sample.pages().certificate(
                Sample.verification(status),
                language: .serbianLatin
            ),
            as: UTF8.self
        )
        let main = try #require(html.firstRange(of: "<main"))
        let text = VisibleText(html: String(html[main.lowerBound...])).text
        #expect(text.hasPrefix(heading))
        #expect(text.contains(explanation))
        #expect(html.contains("answer is-\(status.rawValue)"))
        #expect(VisibleText.title(of: html).hasPrefix(heading))
    }

    @Test(
        "What the log has not taken in yet says so, and only the papers are missing",
        arguments: [
            (Language.serbianCyrillic, "Јавни дневник још није примио овај документ"),
            (.serbianLatin, "Javni dnevnik još nije primio ovaj dokument"),
            (.english, "The public log has not yet taken this document in"),
        ]
    )
    func pending(language: Language, sentence: String) throws {
        let included = try text(Sample.verification(), language)
        let pending = try text(Sample.verification(isInLog: false), language)
        #expect(!included.contains(sentence))
        #expect(pending.contains(sentence))
        let left = pending.split(separator: "\n").filter { !$0.contains(sentence) }
        let lost = included.split(separator: "\n").filter { !left.contains($0) }
        #expect(left == included.split(separator: "\n").filter { !lost.contains($0) })
        // The paper has the log's proof with it, so it cannot be made yet.
        #expect(lost.first?.hasPrefix(CertificateText.keep.texts[language]) == true)
        #expect(lost.count <= 8)
    }

    @Test("The words agree with the kind of document")
    func agreement() throws {
        #expect(
            Certificate.Kind.participation.heading(.revoked).srCyrl == "Потврда је опозвана"
        )
        #expect(
            Certificate.Kind.accreditation.heading(.expired).srLatn == "Sertifikat je istekao"
        )
    }

    @Test("Of the reason only its class is shown, and nothing names another person")
    func reason() throws {
        let page = try text(Sample.verification(.revoked), .english)
        #expect(page.contains("Revoked on 14 May 2024. Reason: issued in error."))
    }

    @Test("The other script is named, and left out when the name is the same in both")
    func otherScript() throws {
        let english = try text(Sample.verification(), .english)
        #expect(english.contains("Name in Cyrillic script: \nЉубица Ђорђевић"))
        let same = try text(
            Sample.verification(cyrillic: "Anna Kovács", latin: "Anna Kovács"),
            .english
        )
        #expect(!same.contains("Name in Cyrillic"))
    }

    @Test(
        "It says when it was looked up, to the minute",
        arguments: [
            (Language.serbianCyrillic, "Датум провере: 15.01.2024. у 14:05"),
            (.serbianLatin, "Datum provere: 15.01.2024. u 14:05"),
            (.english, "Checked on: 15 January 2024 at 14:05"),
        ]
    )
    func checked(language: Language, sentence: String) throws {
        #expect(try text(Sample.verification(), language).contains(sentence))
    }

    @Test("It has a canonical address without a language, and its JSON beside it")
    func addresses() throws {
        let html = String(
            decoding: try Sample.pages().certificate(
                Sample.verification(),
                language: .english
            ),
            as: UTF8.self
        )
        let address = "https://obuka.example/c/KE28-13PK-K8E2-4MX5"
        #expect(html.contains("<link rel=\"canonical\" href=\"\(address)\">"))
        #expect(html.contains("href=\"/c/KE28-13PK-K8E2-4MX5.json\""))
        #expect(html.contains("<meta name=\"robots\" content=\"noindex, nofollow\">"))
    }

    @Test(
        "Dates and numbers are written as the language writes them",
        arguments: [
            (
                "2024-01-30", "2024-02-01", "30.01.2024. – 01.02.2024.",
                "30 January – 1 February 2024"
            ),
            ("2024-03-06", "2024-03-06", "06.03.2024.", "6 March 2024"),
            ("2024-03-06", "2024-03-08", "06.03.2024. – 08.03.2024.", "6–8 March 2024"),
            (
                "2023-12-30", "2024-01-02", "30.12.2023. – 02.01.2024.",
                "30 December 2023 – 2 January 2024"
            ),
        ]
    )
    func dates(from: String, to: String, serbian: String, english: String) {
        let (first, last) = (Sample.day(from), Sample.day(to))
        #expect(first.written(to: last, in: .serbianCyrillic) == serbian)
        #expect(first.written(to: last, in: .serbianLatin) == serbian)
        #expect(first.written(to: last, in: .english) == english)
        #expect(Hundredths(1_850).written(in: .serbianLatin) == "18,5")
        #expect(Hundredths(1_850).written(in: .english) == "18.5")
        #expect(Hundredths(600).written(in: .serbianCyrillic) == "6")
    }
}
