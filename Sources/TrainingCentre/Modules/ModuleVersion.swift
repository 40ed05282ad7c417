import Documents
import Foundation
import LearningPackages
import Postgres

/// The content of a module as it was handed in, counted from 1; it never changes.
package struct ModuleVersion: Sendable {
    package let id: ID<ModuleVersion>
    package let moduleCode: String
    package let number: Int
    /// What the package follows; nil for a quiz of our own.
    package let standard: LearningPackage.Kind?
    /// The package as it was handed in; nil for a quiz.
    package let file: Blob?
    /// What the package is, as `PackageReport` says it; of a quiz its title and warnings.
    package let content: JSON
    package let createdAt: Date
    /// The same on the clock of the centre.
    package let enteredOn: CalendarDate
    /// Whether who begins now begins with it.
    package let isCurrent: Bool

    /// The standards that a package may follow, as they are written.
    package static let standards = LearningPackage.Kind.allCases.map(\.rawValue) + [quiz]
    private static let quiz = "quiz"

    /// Whether its parts are units that speak by statements.
    var isOfUnits: Bool { standard == .cmi5 || standard == .xapi }

    /// The standard as it is written.
    package var standardName: String { standard?.rawValue ?? ModuleVersion.quiz }

    package var json: JSON {
        [
            "module": .string(moduleCode), "version": .integer(number),
            "standard": .string(standardName), "title": content["title"] ?? "",
            "edition": content["edition"] ?? .null, "files": content["files"] ?? 0,
            "bytes": content["bytes"] ?? 0, "file_sha256": JSON(file?.digest),
            "file_bytes": JSON(file?.bytes), "parts": content["parts"] ?? .array([]),
            "warnings": content["warnings"] ?? .array([]), "current": .bool(isCurrent),
            "entered_at": .string(createdAt.rfc3339),
        ]
    }

    /// The versions of a module, the newest first; refuses with `NotFound`.
    package static func list(
        of code: String,
        in transaction: borrowing Transaction
    ) throws -> [ModuleVersion] {
        let module = try CourseModule.find(code, in: transaction)
        return try rows("WHERE modules.code = \(module.draft.code)", in: transaction)
    }

    /// A version by its number, nil for the newest; refuses with `NotFound`.
    package static func find(
        _ number: Int?,
        of code: String,
        in transaction: borrowing Transaction
    ) throws -> ModuleVersion {
        let found = try list(of: code, in: transaction)
        guard let version = found.first(where: { number == nil || $0.number == number }) else {
            throw NotFound("module_version", number.map { "\(code) \($0)" } ?? code)
        }
        return version
    }

    /// The newest version of each module that has one, by its code.
    package static func newest(
        of codes: [String],
        in transaction: borrowing Transaction
    ) throws -> [String: ModuleVersion] {
        let found = try rows(
            """
            WHERE modules.code = ANY(\(codes)) AND module_versions.number = (
                SELECT max(number) FROM module_versions AS counted
                WHERE counted.module_id = modules.id)
            """,
            in: transaction
        )
        return Dictionary(uniqueKeysWithValues: found.map { ($0.moduleCode, $0) })
    }

    static func find(
        _ id: ID<ModuleVersion>,
        in transaction: borrowing Transaction
    ) throws -> ModuleVersion {
        guard let version = try withIDs([id], in: transaction)[id] else {
            throw NotFound("module_version", "\(id.value)")
        }
        return version
    }

    /// Those that are named, by their ids.
    static func withIDs(
        _ ids: Set<ID<ModuleVersion>>,
        in transaction: borrowing Transaction
    ) throws -> [ID<ModuleVersion>: ModuleVersion] {
        let found = try rows("WHERE module_versions.id = ANY(\(Array(ids)))", in: transaction)
        return Dictionary(uniqueKeysWithValues: found.map { ($0.id, $0) })
    }

    /// The parts, those below a heading after it.
    package var parts: [ModulePart] { ModulePart.list(in: content) }

    /// Has who begins from now on begin with a version, nil for the newest; who has begun with
    /// another goes on with that.
    ///
    /// Again changes nothing; an older one may be said again. Refuses with
    /// `AccessError.notAllowed` and `NotFound`.
    package static func publish(
        _ number: Int?,
        of code: String,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> ModuleVersion {
        try actor.require(.manageCatalogue)
        try lock(code, in: transaction)
        let version = try find(number, of: code, in: transaction)
        guard !version.isCurrent else { return version }
        _ = try transaction.execute(
            "INSERT INTO module_publications (module_version_id) VALUES (\(version.id))"
        )
        return try find(version.number, of: code, in: transaction)
    }

    /// Locks a module, so that who counts or publishes its versions waits.
    static func lock(_ code: String, in transaction: borrowing Transaction) throws {
        _ = try transaction.value(
            "SELECT id FROM modules WHERE code = \(code.uppercased()) FOR UPDATE",
            as: ID<CourseModule>.self
        )
    }

    private static func rows(
        _ condition: SQL,
        in transaction: borrowing Transaction
    ) throws -> [ModuleVersion] {
        try transaction.rows(
            """
            SELECT module_versions.id, modules.code, module_versions.number,
                module_versions.standard, blobs.digest, blobs.bytes, blobs.media_type,
                module_versions.content::text, module_versions.created_at,
                coalesce(module_versions.id = (
                    SELECT published.module_version_id
                    FROM module_publications AS published
                    JOIN module_versions AS all_versions
                        ON all_versions.id = published.module_version_id
                    WHERE all_versions.module_id = module_versions.module_id
                    ORDER BY published.id DESC LIMIT 1), false),
                (module_versions.created_at AT TIME ZONE 'Europe/Belgrade')::date
            FROM module_versions
            JOIN modules ON modules.id = module_versions.module_id
            LEFT JOIN blobs ON blobs.id = module_versions.blob_id
            \(condition)
            ORDER BY module_versions.number DESC
            """,
            as: (
                ID<ModuleVersion>.self, String.self, Int.self, String.self, String?.self,
                Int?.self, Blob.MediaType?.self, String.self, Date.self, Bool.self,
                CalendarDate.self
            )
        ).map { row in
            ModuleVersion(
                id: row.0,
                moduleCode: row.1,
                number: row.2,
                standard: LearningPackage.Kind(rawValue: row.3),
                file: Blob(columns: row.4, row.5, row.6),
                content: try JSON.parse(Array(row.7.utf8)),
                createdAt: row.8,
                enteredOn: row.10,
                isCurrent: row.9
            )
        }
    }
}

extension LearningPackage.Kind: SQLValue {}

extension Blob {
    fileprivate init?(columns digest: String?, _ bytes: Int?, _ mediaType: MediaType?) {
        guard let digest, let bytes, let mediaType else { return nil }
        self.init(digest: digest, bytes: bytes, mediaType: mediaType)
    }
}

extension CourseModule.Kind {
    /// What a package of a standard is as a module.
    init(_ standard: LearningPackage.Kind) {
        self =
            switch standard {
            case .scorm12: .scorm12
            case .scorm2004: .scorm2004
            case .cmi5: .cmi5
            case .xapi: .xapi
            case .h5p: .h5p
            case .web: .text
            case .video: .video
            }
    }
}
