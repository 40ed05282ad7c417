import Credentials
import Documents
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("What a holder shows", .centre)
struct PrivacyTests {
    private let centre = TrainingCentre.ofTest

    private func holder(_ name: (String, String)) async throws -> (VerificationID, ID<Person>) {
        try await Sample.closed("KRUG", 1, in: centre)
        try await centre.sql(
            """
            UPDATE people
            SET given_name_cyrl = 'Љубица', given_name_latn = 'Ljubica',
                family_name_cyrl = \(name.0), family_name_latn = \(name.1)
            """
        )
        let id = try #require(try await Sample.issue("KRUG", in: centre).issued.first?.id)
        return (id, try await centre.value("SELECT id FROM people", as: ID<Person>.self))
    }

    private func choose(_ shown: ShownName) async throws {
        try await centre.write(.clerk) {
            _ = try PersonPrivacy.choose(shown, of: Sample.email(0), by: .clerk, in: $0)
        }
    }

    /// The version after the choice.
    private func mine(_ shown: ShownName, _ version: Int?, by actor: Actor) async throws -> Int {
        try await centre.write(Act(by: actor)) {
            try PersonPrivacy.chooseMine(shown, ifVersion: version, by: actor, in: $0).version
        }
    }

    private func answer(_ id: VerificationID) async throws -> JSON {
        try JSON.parse(try await centre.verify(id.printed).jsonBytes)
    }

    @Test("All of the name, the initials in both scripts, or nothing; every other fact stays")
    func answers() async throws {
        let (id, _) = try await holder(("Ђорђевић Џајић", "Đorđević Džajić"))
        let full = try await answer(id)
        #expect(full["holder"]?["sr-Latn"] == "Ljubica Đorđević Džajić")
        #expect(full["holder_shown"] == nil)
        try await choose(.initials)
        let initials = try await answer(id)
        #expect(initials["holder"] == ["sr-Cyrl": "Љ. Ђ. Џ.", "sr-Latn": "Lj. Đ. Dž."])
        #expect(initials["holder_shown"] == "initials")
        try await choose(.hidden)
        let hidden = try await answer(id)
        #expect(hidden["holder"] == .null)
        #expect(hidden["holder_shown"] == "hidden")
        for name in ["status", "number", "course", "hours", "issued_on", "venue"] {
            #expect(hidden[name] == full[name], "\(name)")
        }
        try await choose(.full)
        #expect(try await answer(id) == full)
        #expect(try await centre.count("person_privacies") == 1)
    }

    @Test("A name is compared in either script and order, whole, and only yes or no is said")
    func comparison() async throws {
        let (id, _) = try await holder(("Ђорђевић-Илић", "Đorđević-Ilić"))
        try await choose(.hidden)
        for (typed, expected) in [
            ("Љубица Ђорђевић-Илић", true), ("ljubica đorđević ilić", true),
            ("DJORDJEVIC ILIC LJUBICA", true), ("  Ljubica   Đorđević - Ilić ", true),
            ("Ljubica Đorđević", false), ("Ljubica", false), ("", false), (" - ", false),
            ("Ljubica Ljubica Đorđević Ilić", false), ("Љ. Ђ. И.", false),
            ("Petar Petrović", false),
        ] {
            #expect(try await centre.isHolder(typed, of: id) == expected, "\(typed)")
        }
        let unknown = try #require(
            VerificationID(canonical: Enrolment.codes(1, from: .ofSystem)[0])
        )
        #expect(try await centre.isHolder("Ljubica", of: unknown) == nil)
    }

    @Test("Files with the name are for the holder and the staff then; the log's proof is not one")
    func files() async throws {
        let (id, person) = try await holder(("Ђорђевић", "Đorđević"))
        func refused(_ file: CertificateFile, to actor: Actor?) async throws -> Bool {
            try await refusal {
                try await centre.read {
                    try file.checkDisclosure(of: id, to: actor, in: $0)
                }
            } == "holder_limited"
        }
        let trainee = Actor(name: "account 7", accountID: ID(7), roles: [.trainee])
        let owner = Actor(name: "a", accountID: ID(8), personID: person, roles: [.trainee])
        #expect(try await refused(.document, to: nil) == false)
        try await choose(.initials)
        for file in CertificateFile.allCases {
            #expect(try await refused(file, to: nil) == (file != .logProof))
            #expect(try await refused(file, to: trainee) == (file != .logProof))
            for actor in [owner, .clerk, Actor(name: "revizor", roles: [.auditor])] {
                #expect(try await refused(file, to: actor) == false)
            }
        }
    }

    @Test("One chooses for oneself, on the version that one read; staff enter it; all is audited")
    func choosing() async throws {
        let (_, person) = try await holder(("Ђорђевић", "Đorđević"))
        let owner = Actor(name: "account 8", accountID: ID(8), personID: person, roles: [.trainee])
        #expect(try await mine(.hidden, 0, by: owner) == 1)
        #expect(try await mine(.hidden, 1, by: owner) == 1)
        #expect(try await mine(.initials, 1, by: owner) == 2)
        #expect(
            try await refusal { _ = try await mine(.full, 1, by: owner) } == "version_changed"
        )
        let nobody = Actor(name: "account 9", accountID: ID(9), roles: [.trainee])
        #expect(
            try await refusal { _ = try await mine(.full, nil, by: nobody) } == "person_not_found"
        )
        for actor in [nobody, Actor(name: "revizor", roles: [.auditor])] {
            let refused = try await refusal {
                _ = try await centre.write(Act(by: actor)) {
                    try PersonPrivacy.choose(.full, of: Sample.email(0), by: actor, in: $0)
                }
            }
            #expect(refused == "not_allowed")
        }
        let entries = try await centre.value(
            "SELECT count(*) FROM audit_entries WHERE noun = 'person_privacies'",
            as: Int.self
        )
        #expect(entries == 2)
        let outcomes = await race(6) { number in
            try await mine(number.isMultiple(of: 2) ? .full : .hidden, 2, by: owner)
        }
        #expect(outcomes.count { (try? $0.get()) != nil } == 1)
    }

    @Test("The look-up stays one statement over indexes")
    func plan() async throws {
        let (id, _) = try await holder(("Ђорђевић", "Đorđević"))
        let plan = try await Owner.run {
            _ = try $0.execute("SET LOCAL enable_seqscan = off")
            return try $0.rows(
                "EXPLAIN SELECT shown FROM verifications WHERE verification_id = \(id)",
                as: String.self
            )
        }
        #expect(plan.contains { $0.contains("person_privacies_person_once") })
        #expect(!plan.contains { $0.contains("Seq Scan on cert") })
    }
}
