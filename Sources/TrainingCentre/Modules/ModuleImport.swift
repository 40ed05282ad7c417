import Documents
import LearningPackages
import Postgres
import SerbianText

extension ModuleVersion {
    /// Takes a package in as the next version of a module; the first one is published with it.
    ///
    /// Without a code the module is the one that has this package already, or a new one that is
    /// called by the package's title. The package that the newest version has is no new version.
    /// A rehearsal keeps no file. Refuses with `AccessError.notAllowed`, `NotFound`,
    /// `ModuleError.ofOtherKind` and `BlobRefusal`.
    package static func enter(
        _ package: IncomingPackage,
        into code: String?,
        rehearse: Bool = false,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> ModuleVersion {
        try actor.require(.manageCatalogue)
        let file = try package.file()
        let blob = try file.enter(in: transaction)
        let code = try code ?? module(of: package, with: blob, by: actor, in: transaction)
        try lock(code, in: transaction)
        let module = try CourseModule.find(code, in: transaction)
        let known = try list(of: code, in: transaction)
        if let version = known.first(where: { $0.file?.digest == file.digest }) { return version }
        guard module.draft.kind == CourseModule.Kind(package.standard) else {
            throw ModuleError.ofOtherKind(module.draft.kind)
        }
        let number = 1 + (known.first?.number ?? 0)
        _ = try transaction.execute(
            """
            INSERT INTO module_versions (module_id, number, blob_id, standard, content)
            SELECT id, \(number), \(blob), \(package.standard),
                \(package.content.written)::text::jsonb
            FROM modules WHERE code = \(module.draft.code)
            """
        )
        let version =
            known.isEmpty
            ? try publish(number, of: code, by: actor, in: transaction)
            : try find(number, of: code, in: transaction)
        // Last, so that what is refused leaves nothing behind; before the row can be read.
        if !rehearse { try package.keep() }
        return version
    }

    /// The module that a package belongs to which nobody named: the one that has it, or a new one.
    private static func module(
        of package: IncomingPackage,
        with blob: ID<Blob>?,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> String {
        let known = try transaction.value(
            """
            SELECT modules.code
            FROM module_versions JOIN modules ON modules.id = module_versions.module_id
            WHERE module_versions.blob_id = \(blob)
            ORDER BY modules.id LIMIT 1
            """,
            as: String.self
        )
        if let known { return known }
        let code = try freeCode(like: package.title, in: transaction)
        var fields = titles(package.title).fields("title")
        fields["code"] = code
        fields["kind"] = CourseModule.Kind(package.standard).rawValue
        return try CourseModule.create(Form(fields), by: actor, in: transaction).draft.code
    }

    /// A code that no module has, of the first words of a title.
    private static func freeCode(
        like title: String,
        in transaction: borrowing Transaction
    ) throws -> String {
        let words = SerbianText.fold(title).uppercased().unicodeScalars
            .split { !("A"..."Z").contains($0) && !("0"..."9").contains($0) }.map(String.init)
        var stem = "MODULE"
        if let first = words.first {
            stem = words.dropFirst().reduce(String(first.prefix(20))) { code, word in
                code.count + word.count < 30 ? "\(code)-\(word)" : code
            }
        }
        let taken: [String] = try transaction.rows(
            "SELECT code FROM modules WHERE starts_with(code, \(stem))",
            as: String.self
        )
        guard taken.contains(stem) else { return stem }
        return (2...).lazy.map { "\(stem)-\($0)" }.first { !taken.contains($0) } ?? stem
    }

    /// A title in all languages: in both scripts where its letters say that it is Serbian, else as
    /// it is, named as a foreign one in Cyrillic, for “One” is no “Оне”; people put it right.
    private static func titles(_ title: String) -> Titles {
        let title = String(title.prefix(300))
        guard !title.isEmpty else { return Titles(srCyrl: "Модул", srLatn: "Modul", en: "Module") }
        let isSerbian = Script.of(title) != .latin || title.contains { "čćžšđČĆŽŠĐ".contains($0) }
        let cyrillic = isSerbian ? SerbianText.cyrillic(title) : "Модул „\(title.prefix(290))“"
        let latin = isSerbian ? SerbianText.latin(title) : title
        return Titles(
            srCyrl: String(cyrillic.prefix(300)),
            srLatn: String(latin.prefix(300)),
            en: String(latin.prefix(300))
        )
    }
}
