import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("What each role may do", .centre)
struct AccessTests {
    private let centre = TrainingCentre.ofTest

    @Test(
        "The table of permissions is that of the contract",
        arguments: [
            (Role.administrator, Set(Permission.allCases)),
            (
                .staff,
                Set(Permission.allCases).subtracting([.manageAccounts, .manageSettings])
            ),
            (.auditor, [.readPeople, .readReports, .readAudit, .readStatements]), (.trainer, []),
            (.xapiClient, [.recordStatements, .readStatements]),
            (.trainee, [.takeOwnSeat]), (.focalPoint, []),
        ] as [(Role, Set<Permission>)]
    )
    func table(role: Role, permissions: Set<Permission>) {
        let actor = Actor(name: "test", roles: [role])
        for permission in Permission.allCases {
            #expect(actor.may(permission) == permissions.contains(permission), "\(permission)")
        }
    }

    @Test("Several roles add up; the operating-system user is an administrator")
    func several() {
        let actor = Actor(name: "test", roles: [.trainer, .auditor])
        #expect(actor.may(.readAudit))
        #expect(!actor.may(.issueCertificates))
        #expect(Actor.operatingSystemUser("root").may(.manageAccounts))
        #expect(Actor.operatingSystemUser("root").name == "os root")
    }

    @Test("Each act asks for its permission", arguments: Role.allCases)
    func acts(role: Role) async throws {
        try await Sample.closed("PRAVA", 1, in: centre)
        let actor = Actor(name: "test", roles: [role])
        for (permission, act) in actsByPermission(actor) + statements(actor) {
            let code = try await refusal { try await act() }
            #expect(
                (code == "not_allowed") == !actor.may(permission),
                "\(permission) \(code ?? "")"
            )
        }
        let person = try await centre.value("SELECT id FROM people", as: ID<Person>.self)
        let found = try await refusal {
            _ = try await centre.read { try Person.find(person, by: actor, in: $0) }
        }
        // Not permitted and not existing look the same.
        #expect(found == (actor.may(.readPeople) ? nil : "person_not_found"))
        let own = Actor(name: "test", accountID: ID(1), personID: person, roles: [role])
        _ = try await centre.read { try Person.find(person, by: own, in: $0) }
    }

    private func statements(
        _ actor: Actor
    ) -> [(Permission, @Sendable () async throws -> Void)] {
        let home = "https://obuka.example"
        return [
            (.readStatements, { _ = try StatementClient(actor, home: home) }),
            (
                .recordStatements,
                { try StatementClient(actor, home: home).requireWriting() }
            ),
        ]
    }

    private func actsByPermission(
        _ actor: Actor
    ) -> [(Permission, @Sendable () async throws -> Void)] {
        let centre = centre
        let act = Act(by: actor)
        func imports(_ noun: ImportedNoun, _ text: String) -> @Sendable () async throws -> Void {
            { _ = try await centre.importFile(Array(text.utf8), as: noun, by: actor) }
        }
        func writes(
            _ body: @escaping @Sendable (borrowing Transaction) throws -> Void
        ) -> @Sendable () async throws -> Void {
            { try await centre.write(act) { try body($0) } }
        }
        let page = PageRequest()
        return [
            (.manageCatalogue, imports(.courses, "code\nK")),
            (.manageCatalogue, imports(.organisations, "code\nK")),
            (.manageCatalogue, imports(.projects, "code\nK")),
            (.manageCatalogue, imports(.cohorts, "cohort_code\nK")),
            (.manageEnrolments, imports(.people, "email\nx@a.example")),
            (.manageEnrolments, imports(.enrolments, Sample.enrolments("PRAVA", []) + "x\n")),
            (.manageEnrolments, imports(.attendance, Sample.attendance("PRAVA", []) + "x\n")),
            (.manageEnrolments, imports(.results, Sample.results("PRAVA", []) + "x\n")),
            (.manageCatalogue, writes { _ = try Cohort.publish("PRAVA", by: actor, in: $0) }),
            (
                .manageCatalogue,
                writes { _ = try Cohort.close("PRAVA", on: nil, by: actor, in: $0) }
            ),
            (
                .manageCatalogue,
                writes {
                    _ = try Session.create(
                        cohort: "PRAVA",
                        form: Form(["held_on": "2024-02-09", "hours": "1"]),
                        by: actor,
                        in: $0
                    )
                }
            ),
            (
                .issueCertificates,
                writes {
                    _ = try Certificate.issue(
                        cohort: "PRAVA",
                        kind: .completion,
                        on: nil,
                        chance: .ofSystem,
                        signing: .test(),
                        by: actor,
                        in: $0
                    )
                }
            ),
            (
                .readReports,
                writes { _ = try ReachReport.make(.init(), by: actor, in: $0) }
            ),
            (
                .readAudit,
                writes { _ = try AuditEntry.list(noun: nil, page: page, by: actor, in: $0) }
            ),
            (
                .readPeople,
                writes { _ = try Person.list(matching: nil, page: page, by: actor, in: $0) }
            ),
            (
                .readPeople,
                writes { _ = try Enrolment.list(cohort: "PRAVA", page: page, by: actor, in: $0) }
            ),
            (
                .readPeople,
                writes {
                    _ = try Eligibility.list(cohort: "PRAVA", kind: .completion, by: actor, in: $0)
                }
            ),
            (
                .readPeople,
                writes { _ = try AttendanceLine.list(cohort: "PRAVA", by: actor, in: $0) }
            ),
            (.readPeople, writes { _ = try Result.list(cohort: "PRAVA", by: actor, in: $0) }),
            (.manageAccounts, writes { _ = try Token.list(by: actor, in: $0) }),
            (.manageAccounts, writes { _ = try Token.revoke(1, by: actor, in: $0) }),
            (
                .manageAccounts,
                writes {
                    _ = try Account.create(
                        email: "nov@a.example",
                        role: .staff,
                        organisation: nil,
                        by: actor,
                        in: $0
                    )
                }
            ),
        ] + accountActs(actor)
    }

    private func accountActs(
        _ actor: Actor
    ) -> [(Permission, @Sendable () async throws -> Void)] {
        let centre = centre
        let act = Act(by: actor)
        let acts: [@Sendable (borrowing Transaction) throws -> Void] = [
            { _ = try Account.list(page: PageRequest(), by: actor, in: $0) },
            { _ = try Account.find("1", by: actor, in: $0) },
            { _ = try Account.revoke(.staff, from: "1", by: act, in: $0) },
            { _ = try Account.disable("1", by: act, in: $0) },
            { _ = try Account.enable("1", by: act, in: $0) },
        ]
        return acts.map { body in
            (.manageAccounts, { try await centre.write(act) { try body($0) } })
        } + batchActs(act)
    }

    private func batchActs(_ act: Act) -> [(Permission, @Sendable () async throws -> Void)] {
        let centre = centre
        let actor = act.actor
        let id = ID<CertificateBatch>(1)
        let acts: [(Permission, @Sendable (borrowing Transaction) throws -> Void)] = [
            (
                .manageSettings,
                { _ = try CentreSetting.change(.secondPerson, to: true, by: act, in: $0) }
            ),
            (
                .issueCertificates,
                {
                    _ = try CertificateBatch.draft(
                        cohort: "PRAVA",
                        kind: .completion,
                        on: nil,
                        by: actor,
                        in: $0
                    )
                }
            ),
            (
                .issueCertificates,
                { _ = try CertificateBatch.decide(.approved, id, by: act, in: $0) }
            ),
            (
                .issueCertificates,
                {
                    _ = try CertificateBatch.revoke(
                        id,
                        class: .other,
                        signing: .test(),
                        by: act,
                        in: $0
                    )
                }
            ),
            (
                .issueCertificates,
                { _ = try Certificate.revoke([], class: .other, signing: .test(), by: act, in: $0) }
            ),
            (.issueCertificates, { _ = try Accreditation.grant(Form([:]), by: actor, in: $0) }),
            (.issueCertificates, { _ = try Accreditation.suspend(ID(1), true, by: act, in: $0) }),
            (.readPeople, { _ = try Accreditation.find(ID(1), by: actor, in: $0) }),
            (.readPeople, { _ = try Notice.list(page: PageRequest(), by: actor, in: $0) }),
            (.readPeople, { _ = try CertificateBatch.find(id, by: actor, in: $0) }),
            (.readPeople, { _ = try CentreSetting.list(by: actor, in: $0) }),
        ]
        return acts.map { permission, body in
            (permission, { try await centre.write(act) { try body($0) } })
        }
    }
}
