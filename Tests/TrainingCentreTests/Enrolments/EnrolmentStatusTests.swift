import Credentials
import Documents
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("A trainee checks one enrolment by its private code", .centre)
struct EnrolmentStatusTests {
    private let centre = TrainingCentre.ofTest

    @Test("It waits for the training, then for the certificate, then for nothing")
    func waits() async throws {
        try await Sample.cohort("STANJE", in: centre)
        let enrolment = try await Sample.takeSeat("STANJE", Sample.email(0), in: centre)
        #expect(try await status(enrolment).waitsFor == .training)
        try await Sample.finish("STANJE", Sample.emails(1), in: centre)
        #expect(try await status(enrolment).waitsFor == .certificate)
        let issued = try await Sample.issue("STANJE", in: centre).issued
        #expect(try await status(enrolment).waitsFor == nil)
        let id = try #require(issued.first?.id)
        #expect(try await status(enrolment).certificateID == id)
        try await Register(centre: centre).revoke(id, .misconduct, reason: "prepisivanje")
        // It was revoked: none is to come.
        #expect(try await status(enrolment).certificateID == nil)
        #expect(try await status(enrolment).waitsFor == nil)
    }

    @Test("The code is read however it was typed, and an unknown one is nothing")
    func codes() async throws {
        try await Sample.cohort("STANJE", in: centre)
        let enrolment = try await Sample.takeSeat("STANJE", Sample.email(0), in: centre)
        let printed = try #require(enrolment.printedCode)
        let code = try #require(enrolment.code)
        #expect(try await centre.enrolmentStatus(printed.lowercased()) != nil)
        #expect(try await centre.enrolmentStatus(" \(code) ") != nil)
        #expect(try await centre.enrolmentStatus(enrolment.handle) == nil)
        #expect(try await centre.enrolmentStatus("nesto") == nil)
        let other = Enrolment.codes(1, from: .ofSystem)[0]
        #expect(try await centre.enrolmentStatus(other) == nil)
        let json = try await status(enrolment).json
        #expect(json["waits_for"]?.text == "training")
        #expect(json["certificate"] == .null)
    }

    private func status(_ enrolment: Enrolment) async throws -> EnrolmentStatus {
        let code = try #require(enrolment.code)
        return try #require(try await centre.enrolmentStatus(code))
    }
}
