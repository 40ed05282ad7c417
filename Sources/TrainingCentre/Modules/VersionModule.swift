import Documents
import Postgres

/// A module as a version of a course has it.
package struct VersionModule: Sendable {
    package let module: CourseModuleDraft
    /// Whether passing takes it; else it is offered.
    package let isRequired: Bool

    package init(module: CourseModuleDraft, isRequired: Bool) {
        self.module = module
        self.isRequired = isRequired
    }

    package var json: JSON {
        .object(module.members + [JSON.Member("required", .bool(isRequired))])
    }

    /// The modules of a course's newest version, in order; refuses with `NotFound`.
    ///
    /// `publicOnly` leaves out the draft of the next version.
    package static func list(
        course code: String,
        publicOnly: Bool = false,
        in transaction: borrowing Transaction
    ) throws -> [VersionModule] {
        try list(
            of: CourseVersion.find(nil, of: code, publicOnly: publicOnly, in: transaction),
            in: transaction
        )
    }

    /// Says which modules a course has, in order, and which of them passing takes.
    ///
    /// It says so in the course's draft, which is begun when the newest version is published.
    /// Refuses with `AccessError.notAllowed`, `NotFound` and `InvalidForm`.
    package static func plan(
        course code: String,
        modules: [String],
        required: [String],
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> [VersionModule] {
        try actor.require(.manageCatalogue)
        var newest = try CourseVersion.find(nil, of: code, in: transaction)
        if newest.isPublished {
            newest = try CourseVersion.revise(code, by: actor, in: transaction)
        }
        let changed = try CourseVersion.change(
            newest.number,
            of: code,
            Form([:], lists: ["modules": modules, "required_modules": required]),
            ifVersion: nil,
            by: actor,
            in: transaction
        )
        return try list(of: changed, in: transaction)
    }

    /// The modules of a version, in order.
    static func list(
        of version: CourseVersion,
        in transaction: borrowing Transaction
    ) throws -> [VersionModule] {
        let known = try CourseModule.withCodes(version.draft.modules, in: transaction)
        return version.draft.modules.compactMap { code in
            known.first { $0.draft.code == code }.map { module in
                VersionModule(
                    module: module.draft,
                    isRequired: version.draft.requiredModules.contains(code)
                )
            }
        }
    }
}

extension CourseVersion {
    /// Makes the modules of a draft those that `new` names, in its order.
    func enterModules(
        of new: CourseVersionDraft,
        in transaction: borrowing Transaction
    ) throws {
        guard (new.modules, new.requiredModules) != (draft.modules, draft.requiredModules) else {
            return
        }
        try CourseVersion.checkCodes(new.modules, field: "modules", of: "modules", in: transaction)
        _ = try transaction.execute(
            "DELETE FROM course_version_modules WHERE course_version_id = \(id)"
        )
        _ = try transaction.execute(
            """
            INSERT INTO course_version_modules (
                course_version_id, module_id, position, is_required)
            SELECT \(id), modules.id, named.position, named.code = ANY(\(new.requiredModules))
            FROM unnest(\(new.modules)) WITH ORDINALITY AS named (code, position)
            JOIN modules ON modules.code = named.code
            ORDER BY named.position
            """
        )
    }

    /// The codes of a version's modules, in order; of the required ones alone where it says so.
    static func modules(requiredOnly: Bool) -> SQL {
        """
        ARRAY(
            SELECT modules.code
            FROM course_version_modules AS named JOIN modules ON modules.id = named.module_id
            WHERE named.course_version_id = course_versions.id
                AND (named.is_required OR \(!requiredOnly))
            ORDER BY named.position)
        """
    }
}
