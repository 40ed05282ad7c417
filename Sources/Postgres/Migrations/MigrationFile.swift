import Crypto
import FoundationEssentials

/// One file of the migrations directory: `NNNN_sentence.sql`.
package struct MigrationFile: Sendable, Hashable {
    package let number: Int
    /// The file's name, as in `0007_seats_of_cohorts.sql`.
    package let name: String
    package let script: String
    /// SHA-256 of the file's bytes.
    package let checksum: [UInt8]

    /// The sentence in the name, for people to read.
    package var sentence: String {
        String(name.dropFirst(5).dropLast(4)).replacing("_", with: " ")
    }

    init(name: String, number: Int, bytes: [UInt8]) throws(MigrationError) {
        guard let script = String(validating: bytes, as: UTF8.self) else {
            throw MigrationError.notUTF8(name)
        }
        self.name = name
        self.number = number
        self.script = script
        checksum = Array(SHA256.hash(data: bytes))
    }

    /// Reads all migrations of a directory, in order.
    ///
    /// Files that do not end in `.sql` are left alone.
    ///
    /// - Throws: `MigrationError` for a directory or file that cannot be read, and for names that
    ///   break the rule or use a number twice.
    package static func all(in directory: String) throws(MigrationError) -> [MigrationFile] {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: directory)
        } catch {
            throw MigrationError.unreadable(directory)
        }
        var files: [MigrationFile] = []
        for name in names.filter({ $0.hasSuffix(".sql") }).sorted() {
            guard let number = number(in: name) else { throw MigrationError.misnamed(name) }
            guard let bytes = FileManager.default.contents(atPath: "\(directory)/\(name)") else {
                throw MigrationError.unreadable("\(directory)/\(name)")
            }
            if let other = files.last, other.number == number {
                throw MigrationError.numberUsedTwice(other.name, name)
            }
            files.append(try MigrationFile(name: name, number: number, bytes: Array(bytes)))
        }
        return files
    }

    /// The number of a name that follows the rule; nil when it does not.
    private static func number(in name: String) -> Int? {
        let stem = name.dropLast(4)
        let digits = stem.prefix(4)
        let sentence = stem.dropFirst(5)
        let allowed = { (character: Character) in
            character.isASCII && (character.isLowercase || character.isNumber || character == "_")
        }
        guard digits.count == 4, digits.allSatisfy({ $0.isASCII && $0.isNumber }),
            stem.dropFirst(4).first == "_", !sentence.isEmpty, sentence.allSatisfy(allowed)
        else { return nil }
        return Int(digits)
    }
}
