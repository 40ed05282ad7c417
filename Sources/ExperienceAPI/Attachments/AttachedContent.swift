import Crypto
import Documents

/// Statements as they came, with what was attached to them.
package struct AttachedContent: Sendable {
    /// One statement, or a list of them.
    package let statements: JSON
    /// The bytes by their SHA-256 in lower case, which is `sha2` of the attachments.
    package let contents: [String: [UInt8]]

    /// For what a signature is attached (xAPI 1.0.3, Data 2.6).
    private static let signature = "http://adlnet.gov/expapi/attachments/signature"

    /// Reads JSON, or `multipart/mixed` whose first part is JSON and whose others are attachments;
    /// refuses with `StatementProblem` (xAPI 1.0.3, Communication 1.5.2).
    package init(_ content: [UInt8], type: String?) throws {
        let kind = (type ?? "").lowercased()
        if kind.hasPrefix("application/json") {
            statements = try AttachedContent.parse(content)
            contents = [:]
        } else if kind.hasPrefix("multipart/mixed") {
            guard let boundary = MixedContent.boundary(of: type),
                let parts = MixedContent.parts(of: content, boundary: boundary),
                let first = parts.first
            else {
                throw StatementProblem("", "is no multipart/mixed with a boundary and parts")
            }
            guard first.fields["content-type"]?.lowercased().hasPrefix("application/json") == true
            else { throw StatementProblem("", "has a first part that is not application/json") }
            statements = try AttachedContent.parse(first.content)
            contents = try AttachedContent.contents(parts.dropFirst())
        } else {
            throw StatementProblem(
                "Content-Type",
                "is neither application/json nor multipart/mixed"
            )
        }
    }

    private static func parse(_ content: [UInt8]) throws -> JSON {
        do {
            return try JSON.parse(content)
        } catch {
            throw StatementProblem("", "is no JSON: \(error)")
        }
    }

    private static func contents(
        _ parts: ArraySlice<MixedContent.Part>
    ) throws -> [String: [UInt8]] {
        var contents: [String: [UInt8]] = [:]
        for part in parts {
            guard let hash = part.fields["x-experience-api-hash"]?.lowercased() else {
                throw StatementProblem("X-Experience-API-Hash", "is missing in an attachment")
            }
            guard part.fields["content-transfer-encoding"]?.lowercased() == "binary" else {
                throw StatementProblem("Content-Transfer-Encoding", "is not binary")
            }
            guard digest(of: part.content) == hash else {
                throw StatementProblem(
                    "X-Experience-API-Hash",
                    "is not the SHA-256 of its attachment: \(hash)"
                )
            }
            contents[hash] = part.content
        }
        return contents
    }

    /// The attachments of a statement and of a SubStatement in it.
    package static func attachments(of statement: JSON) -> [JSON] {
        let lists = [statement["attachments"], statement["object"]?["attachments"]]
        return lists.flatMap { $0?.elements ?? [] }
    }

    /// The digests of its attachments, in lower case.
    package static func digests(of statement: JSON) -> [String] {
        attachments(of: statement).compactMap { $0["sha2"]?.text?.lowercased() }
    }

    /// The SHA-256 of bytes in lower case.
    package static func digest(of content: [UInt8]) -> String {
        Hexadecimal.text(of: SHA256.hash(data: content))
    }

    /// Refuses with `StatementProblem` an attachment that neither came nor is found elsewhere, one
    /// that no statement has, and a signature that is none.
    package func check(_ statements: [JSON]) throws {
        var wanted: Set<String> = []
        for (number, statement) in statements.enumerated() {
            // A signature that stands in a statement again says nothing else.
            var signed: Set<String> = []
            for attachment in Self.attachments(of: statement) {
                let digest = attachment["sha2"]?.text?.lowercased() ?? ""
                wanted.insert(digest)
                let place = "[\(number)].attachments"
                guard let content = contents[digest] else {
                    if attachment["fileUrl"] != nil { continue }
                    throw StatementProblem(place, "\(digest) did not come, and has no fileUrl")
                }
                guard attachment["length"]?.wholeNumber == content.count else {
                    throw StatementProblem("\(place).length", "is not that of what came")
                }
                if attachment["usageType"]?.text == Self.signature,
                    signed.insert(digest).inserted
                {
                    try StatementSignature.check(content, attachment, of: statement, at: place)
                }
            }
        }
        if let stranger = contents.keys.first(where: { !wanted.contains($0) }) {
            throw StatementProblem("", "no statement has the attachment \(stranger)")
        }
    }
}
