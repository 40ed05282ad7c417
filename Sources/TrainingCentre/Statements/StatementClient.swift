import Documents
import ExperienceAPI
import Postgres

/// Who stores and reads statements, and which.
package struct StatementClient: Sendable {
    package let actor: Actor
    /// What the statements say of who answers for them: an agent.
    package let authority: JSON
    /// The unit of cmi5 that speaks, which reaches its own registration and nothing else; nil for
    /// who reaches everything.
    let unit: CMI5Unit?

    /// A program with an account that may record statements, or only read them.
    ///
    /// `home` is the address of the service, by which its accounts are known elsewhere. Refuses
    /// with `AccessError.notAllowed`.
    package init(_ actor: Actor, home: String) throws {
        guard actor.may(.recordStatements) || actor.may(.readStatements) else {
            throw AccessError.notAllowed
        }
        self.actor = actor
        authority = StatementClient.agent(home: home, name: actor.name)
        unit = nil
    }

    /// Who only reads; refuses as above.
    package init(reading actor: Actor) throws {
        guard actor.may(.readStatements) else { throw AccessError.notAllowed }
        self.actor = actor
        authority = .null
        unit = nil
    }

    init(_ unit: CMI5Unit, home: String) {
        actor = unit.launch.actor
        let speaks = unit.launch.followsCMI5 ? "cmi5" : "xapi"
        authority = StatementClient.agent(home: home, name: speaks)
        self.unit = unit
    }

    /// Who speaks for the centre itself.
    init(centre actor: Actor, home: String) {
        self.actor = actor
        authority = StatementClient.agent(home: home, name: "cmi5")
        unit = nil
    }

    private static func agent(home: String, name: String) -> JSON {
        [
            "objectType": "Agent",
            "account": ["homePage": .string(home), "name": .string(name)],
        ]
    }

    /// Refuses with `AccessError.notAllowed` who only reads.
    package func requireWriting() throws {
        guard unit != nil || actor.may(.recordStatements) else { throw AccessError.notAllowed }
    }
}

extension TrainingCentre {
    /// Runs what a client writes in one transaction.
    package func write<Value: Sendable>(
        as client: StatementClient,
        requestID: String?,
        _ body: @escaping @Sendable (borrowing Transaction) throws -> Value
    ) async throws -> Value {
        try client.requireWriting()
        return try await write(Act(by: client.actor, requestID: requestID), body)
    }
}
