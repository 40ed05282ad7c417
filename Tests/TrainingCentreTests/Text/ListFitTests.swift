import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Lists that match a query, by fit", .centre)
struct ListFitTests {
    private let centre = TrainingCentre.ofTest

    private func organisations(
        _ query: String,
        after: String? = nil,
        rowsMax: Int = 50
    ) async throws -> Page<String> {
        try await centre.read {
            try Organisation.list(
                matching: query,
                page: PageRequest(after: after, rowsMax: rowsMax),
                in: $0
            ).map(\.draft.code)
        }
    }

    @Test("What is called so comes first, then what begins so, page by page each once")
    func organisations() async throws {
        let report = try await centre.importText(
            """
            code,name_sr_latn,name_en,kind,aliases
            A-CENTAR,Edukativni centar IOM,Education centre of IOM,other,
            B-IOM,IOM kancelarija,IOM office,other,
            M-MEDJ,Međunarodna organizacija za migracije,Organization for Migration,other,IOM
            Z-CENTAR,Drugi centar IOM,Another centre of IOM,other,
            """,
            as: .organisations
        )
        #expect(report.rejected.map(\.problem) == [])
        let order = ["M-MEDJ", "B-IOM", "A-CENTAR", "Z-CENTAR"]
        for query in ["IOM", "ИОМ", "iom", "IOM-a", "IOM-om", "ИОМ-ом", "IOM-u"] {
            #expect(try await organisations(query).items == order, "\(query)")
        }
        #expect(try await organisations("z-centar").items == ["Z-CENTAR"])
        // A code is no acronym with an ending, and an ending is written in small letters.
        for query in ["PRIHVAT-A", "H5P-A", "2024-A", "2024-a", "iom-om", "Iom-om"] {
            #expect(ListFit.withoutCases(query) == query)
        }
        #expect(ListFit.withoutCases("sa IOM-om i H5P-a") == "sa IOM i H5P")
        var (seen, after): ([String], String?) = ([], nil)
        repeat {
            let page = try await organisations("IOM", after: after, rowsMax: 1)
            seen += page.items
            after = page.next
        } while after != nil && seen.count < 9
        #expect(seen == order)
        #expect(
            try await refusal { _ = try await organisations("IOM", after: "NEMA") } == "invalid"
        )
    }

    @Test("A cohort of the code comes before those that only begin so or are held there")
    func cohorts() async throws {
        for code in ["A-LAP", "LAP-1", "LAP-10", "LAP", "PRIHVAT-A", "PRIHVAT", "PRIHVAT-B"] {
            try await Sample.cohort(code, in: centre)
        }
        func list(_ query: String) async throws -> [String] {
            try await centre.read {
                try Cohort.list(matching: query, page: PageRequest(), in: $0).items.map(
                    \.draft.code
                )
            }
        }
        #expect(try await list("lap") == ["LAP", "LAP-1", "LAP-10", "A-LAP"])
        #expect(try await list("PRIHVAT-A").first == "PRIHVAT-A")
        #expect(
            try await list("")
                == ["A-LAP", "LAP", "LAP-1", "LAP-10", "PRIHVAT", "PRIHVAT-A", "PRIHVAT-B"]
        )
    }
}
