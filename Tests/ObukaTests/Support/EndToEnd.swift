import Documents
import Foundation
import TestSupport
import Testing

/// Everything that drives the built program; one test at a time, because they measure and kill.
@Suite(.serialized)
enum EndToEnd {}

/// The demonstration with a server beside it, made once and shared by the tests that kill nothing.
struct Demonstration: Sendable {
    let home: Home
    let server: RunningServer
    /// The tokens of one account of each role.
    let tokens: [String: String]

    /// The trainee's own address: somebody whom the demonstration knows.
    static let trainee = "trifun.batinic@medvedja.example"

    static func shared() async throws -> Demonstration {
        try await task.value
    }

    private static let task = Task.detached {
        let home = try Home()
        try await home.ok("demo", "load")
        let server = try await RunningServer.start(in: home)
        var tokens: [String: String] = [:]
        for role in ["administrator", "staff", "auditor", "trainer", "trainee"] {
            let email = role == "trainee" ? trainee : "\(role)@obuka.example"
            tokens[role] = try await home.token(email, role)
        }
        return Demonstration(home: home, server: server, tokens: tokens)
    }

    /// Somebody who acts for an organisation of the demonstration.
    func focalPoint(_ email: String, of organisation: String) async throws -> Browsing {
        let place = ["--role", "focal-point", "--organisation", organisation]
        try await home.ok(["account", "create", "--email", email] + place)
        let made = try await home.ok("token", "create", "--email", email, "--format", "json")
        guard let token = try made.json["token"]?.text else { throw TestSupportError("token") }
        return Browsing(server: server, token: token)
    }

    func token(_ role: String) throws -> String {
        guard let token = tokens[role] else { throw TestSupportError("no \(role)") }
        return token
    }

    /// The certificates of a cohort: verification IDs in the order of their numbers.
    func certificates(_ cohort: String) async throws -> [String] {
        try await home.certificates(cohort)
    }
}

extension Home {
    /// Makes an account with a role, and a token for it.
    func token(_ email: String, _ role: String) async throws -> String {
        try await ok("account", "create", "--email", email, "--role", role)
        let created = try await ok("token", "create", "--email", email, "--format", "json")
        guard let token = try created.json["token"]?.text else { throw TestSupportError("token") }
        return token
    }

    func certificates(_ cohort: String) async throws -> [String] {
        let list = try await ok("certificate", "list", "--cohort", cohort, "--format", "json")
        return (try list.json["certificates"]?.elements ?? []).compactMap { $0["id"]?.text }
    }

    func enrolments(_ cohort: String) async throws -> [JSON] {
        let list = try await ok("enrolment", "list", "--cohort", cohort, "--format", "json")
        return try list.json.elements ?? []
    }

    /// Runs `doctor` and gives what it found.
    func findings() async throws -> [String] {
        let outcome = try await run("doctor", "--format", "json")
        guard outcome.status == 0 || outcome.status == 7 else {
            throw TestSupportError("doctor: \(outcome.error)")
        }
        return (try outcome.json.elements ?? []).map {
            "\($0["check"]?.text ?? ""): \($0["subject"]?.text ?? "")"
        }
    }
}
