import Crypto
import Documents
import Postgres
import Synchronization

/// What papers are made of: the parts that come with the program, and those that were read.
///
/// Reading a part takes longer than drawing with it, so each is kept.
package final class Papers: Sendable {
    private let shipped: @Sendable (PaperPart) throws -> [UInt8]
    private let kept = Mutex(Kept())

    private struct Kept {
        var layouts: [SHA256.Digest: PaperTemplate] = [:]
        var badges: [SHA256.Digest: BadgeTemplate] = [:]
        var letterheads: [SHA256.Digest: Letterhead] = [:]
    }

    private enum Limits {
        /// Then all are forgotten: somebody tries out many.
        static let keptMax = 16
    }

    /// Takes where the parts are that come with the program.
    package init(shipped: @escaping @Sendable (PaperPart) throws -> [UInt8]) {
        self.shipped = shipped
    }

    /// The version that counts at present: the newest imported, else that of the program.
    package func present(
        _ part: PaperPart,
        in transaction: borrowing Transaction
    ) throws -> PaperVersion {
        if let imported = try PaperVersion.imported(part, in: transaction) { return imported }
        let content = try shipped(part)
        return try PaperVersion.shipped(part, content, in: transaction)
            ?? version(part, content, isImported: false)
    }

    func version(_ part: PaperPart, _ content: [UInt8], isImported: Bool) -> PaperVersion {
        PaperVersion(
            id: nil,
            part: part,
            version: nil,
            isImported: isImported,
            content: content,
            enteredAt: nil
        )
    }

    // MARK: Reading

    func layout(_ version: PaperVersion) throws -> PaperTemplate {
        try kept(version, \.layouts) { try PaperTemplate(json: $0) }
    }

    func badge(_ version: PaperVersion) throws -> BadgeTemplate {
        try kept(version, \.badges) { try BadgeTemplate(json: $0) }
    }

    func letterhead(_ version: PaperVersion) throws -> Letterhead {
        try kept(version, \.letterheads) { try Letterhead(json: $0) }
    }

    private func kept<Part: Sendable>(
        _ version: PaperVersion,
        _ place: WritableKeyPath<Kept, [SHA256.Digest: Part]>,
        read: ([UInt8]) throws -> Part
    ) throws -> Part {
        let digest = SHA256.hash(data: version.content)
        if let part = kept.withLock({ $0[keyPath: place][digest] }) { return part }
        do {
            let part = try read(version.content)
            kept.withLock { kept in
                if kept[keyPath: place].count >= Limits.keptMax { kept[keyPath: place] = [:] }
                kept[keyPath: place][digest] = part
            }
            return part
        } catch {
            throw PaperRefusal.part(version.part, "\(error)")
        }
    }
}

/// The parts of which one paper is made.
struct PaperDesign: Sendable {
    let layout: PaperTemplate
    let badge: BadgeTemplate
    let letterhead: Letterhead
    let versions: [PaperPart: PaperVersion]

    /// The parts that count at present, but for `draft`, which is tried in the place of its part.
    ///
    /// Refuses with `PaperRefusal.part`.
    init(
        _ papers: Papers,
        draft: PaperVersion? = nil,
        in transaction: borrowing Transaction
    ) throws {
        var versions: [PaperPart: PaperVersion] = [:]
        for part in PaperPart.allCases {
            let present = try papers.present(part, in: transaction)
            versions[part] = part == draft?.part ? draft : present
        }
        func version(_ part: PaperPart) throws -> PaperVersion {
            guard let version = versions[part] else { throw NotFound("file", part.rawValue) }
            return version
        }
        layout = try papers.layout(version(.certificate))
        badge = try papers.badge(version(.badge))
        letterhead = try papers.letterhead(version(.letterhead))
        self.versions = versions
    }

    /// The place of a part's version in the table; refuses with `NotFound`.
    func entered(
        _ part: PaperPart,
        in transaction: borrowing Transaction
    ) throws -> ID<PaperVersion> {
        guard let id = try versions[part]?.entered(in: transaction).id else {
            throw NotFound("file", part.rawValue)
        }
        return id
    }
}
