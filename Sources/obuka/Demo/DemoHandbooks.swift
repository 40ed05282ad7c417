import Postgres
import TrainingCentre

/// A guide for trainers in three editions, which everybody may read.
///
/// The files are printed from the HTML beside them, which is read as well.
struct DemoHandbooks {
    let centre: TrainingCentre
    let act: Act
    let directory: String

    static let files: [(ImportedNoun, String)] = [
        (.handbooks, "handbooks/handbooks.csv"),
        (.handbookEditions, "handbooks/handbook-editions.csv"),
    ]

    private static let editions = [
        ("VODIC-SR-CYRL", "VODIC-sr-Cyrl.pdf"), ("VODIC-SR-LATN", "VODIC-sr-Latn.pdf"),
        ("VODIC-EN", "VODIC-en.pdf"),
    ]

    /// Hands the files in and publishes them; once.
    func perform() async throws {
        for (edition, name) in DemoHandbooks.editions {
            let incoming = try centre.blobs.receive()
            try WholeFile.readPieces("\(directory)/\(name)") { try incoming.write($0) }
            let page = try centre.blobs.receive()
            let source = name.replacing(".pdf", with: ".html")
            try WholeFile.readPieces("\(directory)/\(source)") { try page.write($0) }
            try await centre.write(act) { [act] (transaction: borrowing Transaction) in
                guard try HandbookEdition.find(edition, in: transaction).state == .draft else {
                    return
                }
                _ = try HandbookEdition.attach(
                    incoming,
                    to: edition,
                    by: act.actor,
                    in: transaction
                )
                _ = try HandbookEdition.attachBeside(
                    page,
                    to: edition,
                    by: act.actor,
                    in: transaction
                )
                _ = try HandbookEdition.publish(edition, by: act.actor, in: transaction)
            }
        }
    }
}
