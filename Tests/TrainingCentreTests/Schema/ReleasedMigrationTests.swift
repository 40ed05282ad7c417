import Crypto
import Foundation
import Testing

@Suite("Released migrations")
struct ReleasedMigrationTests {
    @Test("None was changed or taken away, and new ones come behind them")
    func unchanged() throws {
        let released = try CheckoutFiles.text("sql/released.sha256")
        let found = try FileManager.default.contentsOfDirectory(atPath: CheckoutFiles.migrations)
            .filter { $0.hasSuffix(".sql") }
            .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
            .map { name in
                let text = try CheckoutFiles.text("sql/migrations/\(name)")
                let hash = SHA256.hash(data: Array(text.utf8))
                return hash.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
                    + "  \(name)"
            }
        let lines = released.split(separator: "\n").map(String.init)
        #expect(lines.count >= 53)
        for (line, file) in zip(lines, found) {
            #expect(line == file, "a database that has it would refuse to go on")
        }
        #expect(found.count >= lines.count)
    }
}
