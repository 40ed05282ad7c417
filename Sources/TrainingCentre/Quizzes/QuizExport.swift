import Foundation
import Postgres
import Quizzes

extension Quiz {
    /// The questions of a version, nil for the newest one, as XML of Moodle with their pictures.
    ///
    /// Rules and draws are not in it. Refuses as `find`; fails when the file of a picture is
    /// gone, which `obuka doctor` tells.
    package static func export(
        _ number: Int?,
        of code: String,
        from blobs: BlobStore,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> [UInt8] {
        let quiz = try find(number, of: code, by: actor, in: transaction)
        var pictures: [String: Picture] = [:]
        for blob in try QuizPicture.list(of: quiz.version, in: transaction) {
            let bytes = FileManager.default.contents(atPath: blobs.path(of: blob))
            guard let bytes, let picture = Picture([UInt8](bytes)), picture.digest == blob.digest
            else { throw PictureGone(digest: blob.digest) }
            pictures[blob.digest] = picture
        }
        let questions = quiz.pools.flatMap(\.questions).sorted { $0.position < $1.position }
        return MoodleXMLWriter.file(questions.map(\.question), pictures: pictures)
    }

    /// A picture that the database knows and the store of files has not, or not as it was.
    private struct PictureGone: Error, CustomStringConvertible {
        let digest: String

        var description: String {
            "the picture \(digest) is not among the files: bring them back from the backup"
        }
    }
}
