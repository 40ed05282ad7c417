import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Where an LSG is asked for, its name will do", .centre)
struct LSGNameTests {
    private let centre = TrainingCentre.ofTest

    private func create<Noun: CodedNoun>(
        _ type: Noun.Type,
        _ code: String,
        _ lsg: String
    ) async throws -> Noun {
        let form = Form(["code": code, "name_sr_latn": "Uprava", "lsg_code": lsg])
        return try await centre.write(.clerk) { try Noun.create(form, by: .clerk, in: $0) }
    }

    private func problems<Noun: CodedNoun>(
        _ type: Noun.Type,
        _ lsg: String
    ) async throws -> [String] {
        do {
            _ = try await create(type, "NEKA", lsg)
            return []
        } catch let error as InvalidForm {
            return error.fields.map { "\($0.field): \($0.problem)" }
        }
    }

    @Test("Organisations and venues take a name, a code, and the city of a city municipality")
    func names() async throws {
        let code = try await centre.value(
            "SELECT code FROM lsgs WHERE name_latn = 'Niš'",
            as: String.self
        )
        for (number, written) in [code, "Niš", "grad nis", "Ниш", "Niš-Palilula"].enumerated() {
            let organisation = try await create(Organisation.self, "ORG-\(number)", written)
            #expect(organisation.draft.lsgCode == code, "\(written)")
            let venue = try await create(Venue.self, "SALA-\(number)", written)
            #expect(venue.draft.lsgCode == code, "\(written)")
        }
    }

    @Test("What is no LSG, or may be two, is refused in the words that enrolments hear")
    func wrong() async throws {
        let unknown =
            "lsg_code: “Nigdina” is no municipality or city: write its name or its code"
        #expect(try await problems(Organisation.self, "Nigdina") == [unknown])
        #expect(try await problems(Venue.self, "Nigdina") == [unknown])
        let either = try await problems(Organisation.self, "Palilula")
        #expect(either.count == 1 && either[0].hasSuffix("write the code"))
    }

    @Test("A file that names its LSGs changes nothing when it is read again")
    func files() async throws {
        let file = """
            code,name_sr_latn,lsg_code
            UPRAVA-NIS,Uprava,Niš
            UPRAVA-X,Uprava,Nigdina
            """
        let first = try await centre.importText(file, as: .organisations)
        #expect(first.created == 1 && first.rejected.count == 1)
        let again = try await centre.importText(file, as: .organisations)
        #expect(again.unchanged == 1 && again.rejected.count == 1)
    }
}
