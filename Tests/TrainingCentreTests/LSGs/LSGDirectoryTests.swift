import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Municipalities and cities as people write them", .centre)
struct LSGDirectoryTests {
    private let centre = TrainingCentre.ofTest

    private func directory() async throws -> LSG.Directory {
        try await centre.read { try LSG.Directory(in: $0) }
    }

    @Test("In either script, with what stands around the name, abbreviated, with its city")
    func known() async throws {
        let directory = try await directory()
        let written = [
            "71170", "општина Пландиште", "Plandište, opština", "Bajina Basta", "Б. Башта",
            "Sr. Mitrovica", "ГО Вршац", "Beograd-Palilula", "Палилула (Ниш)", "Врање",
            "GO Stari grad", "Gradska opština Stari Grad", "Opština Stari Grad",
        ]
        let codes = [
            "71170", "80349", "80349", "70068", "70068", "80403", "80128", "70203", "71323",
            "79057", "70246", "70246", "70246",
        ]
        for (written, code) in zip(written, codes) {
            #expect(directory.code(of: written) == code, "\(written)")
        }
    }

    @Test("What can be several is said to be, and what is nothing is asked about")
    func unknown() async throws {
        let directory = try await directory()
        for written in ["Палилула", "Б. Паланка", "Bajna Bašta", "Нема Такве", "."] {
            #expect(directory.code(of: written) == nil, "\(written)")
        }
        #expect(
            directory.problem(with: "Палилула").sentence
                == "“Палилула” can be Palilula in Beograd (70203) or Palilula in Niš (71323): "
                + "write the code"
        )
        #expect(directory.problem(with: "Bajna Bašta").sentence.hasSuffix("; is it Bajina Bašta?"))
        #expect(
            directory.problem(with: "Нема Такве").sentence.hasSuffix("write its name or its code")
        )
    }
}
