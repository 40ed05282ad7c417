import Crypto
import Foundation

/// A key that signs documents, and the certificates that say whose it is.
package struct DocumentSigner: Sendable {
    package let certificate: X509Certificate
    let key: P256.Signing.PrivateKey
    package let chain: [X509Certificate]

    /// A signer who can sign at once.
    ///
    /// `chain` are the certificates from the one above the signer's up, as far as a reader needs
    /// them. Throws `X509Error.refused` when key and certificate do not belong together, or the
    /// certificate is not one for signing documents.
    package init(
        key: P256.Signing.PrivateKey,
        certificate: X509Certificate,
        chain: [X509Certificate]
    ) throws {
        guard certificate.publicKey?.rawRepresentation == key.publicKey.rawRepresentation else {
            throw X509Error.refused("the certificate is of another key")
        }
        guard certificate.extensions.maySignDocuments else {
            throw X509Error.refused("the certificate is not one for signing documents")
        }
        guard chain.count < X509Limits.chainMax else {
            throw X509Error.refused("the chain is too long")
        }
        (self.key, self.certificate, self.chain) = (key, certificate, chain)
    }
}

/// What may be done to a document after it was signed (ISO 32000-1, 12.8.2.2).
package enum LaterChanges: Int, Sendable {
    case none = 1
    case formsFilled = 2
}

extension DocumentSigner {
    private enum Reserve {
        /// The bytes kept free for the signature; ours with two certificates has 1,500.
        static let bytes = 8192
        static let number = 10
    }

    /// The PDF with an invisible signature over all of it: PAdES B-B (ETSI EN 319 142-1).
    ///
    /// The bytes before stay as they are. Two signatures of one document differ, because ECDSA
    /// draws a number for each: keep the first. The moment is what the signer says.
    /// - Throws: `PDFError`, and what the key throws.
    package func sign(
        _ pdf: [UInt8],
        at moment: Date,
        reason: String? = nil,
        allowing changes: LaterChanges = .none
    ) throws -> [UInt8] {
        var update = try PDFUpdate(pdf)
        if update.catalogue["AcroForm"] != nil { throw PDFError.unsupported("it has a form") }
        let (pageNumber, page) = try Self.firstPage(of: update.file)
        let signature = update.reserve()
        let field = update.reserve()
        update.set(object: signature, dictionary(moment, reason: reason, allowing: changes))
        update.set(object: field, Self.field(of: signature, onPage: pageNumber).bytes)
        var changed = page
        let old = try update.file.array(page["Annots"]) ?? []
        changed["Annots"] = .array(old + [.reference(field)])
        update.set(object: pageNumber, changed.bytes)
        update.set(
            "AcroForm",
            .dictionary(
                PDFDictionary(["Fields": .array([.reference(field)]), "SigFlags": .integer(3)])
            )
        )
        update.set(
            "Perms",
            .dictionary(PDFDictionary(["DocMDP": .reference(signature)]))
        )
        update.set("Version", .name("1.7"))
        return try fill(update.finish(), after: pdf.count)
    }

    // MARK: Objects

    /// The dictionary of the signature (ISO 32000-1, table 252) with room for what is not known
    /// before the file is complete.
    private func dictionary(
        _ moment: Date,
        reason: String?,
        allowing changes: LaterChanges
    ) -> [UInt8] {
        let parameters = PDFDictionary([
            "Type": .name("TransformParams"), "P": .integer(changes.rawValue), "V": .name("1.2"),
        ])
        let reference = PDFDictionary([
            "Type": .name("SigRef"), "TransformMethod": .name("DocMDP"),
            "TransformParams": .dictionary(parameters),
        ])
        var dictionary = PDFDictionary([
            "Type": .name("Sig"), "Filter": .name("Adobe.PPKLite"),
            "SubFilter": .name("ETSI.CAdES.detached"), "M": .text(PDFDate.text(of: moment)),
            "Reference": .array([.dictionary(reference)]),
        ])
        if let name = certificate.commonName { dictionary["Name"] = .text(name) }
        if let reason { dictionary["Reason"] = .text(reason) }
        let blank = String(repeating: " ", count: Reserve.number)
        return dictionary.bytes.dropLast(2)
            + "/ByteRange [0 \(blank) \(blank) \(blank)] /Contents ".utf8
            + PDFObject.hexadecimal([UInt8](repeating: 0, count: Reserve.bytes)) + " >>".utf8
    }

    private static func field(of signature: Int, onPage page: Int) -> PDFDictionary {
        PDFDictionary([
            "Type": .name("Annot"), "Subtype": .name("Widget"), "FT": .name("Sig"),
            "T": .text("Signature1"), "V": .reference(signature), "P": .reference(page),
            // Printed, locked, and of no size.
            "F": .integer(132),
            "Rect": .array([.integer(0), .integer(0), .integer(0), .integer(0)]),
        ])
    }

    private static func firstPage(of file: PDFFile) throws -> (Int, PDFDictionary) {
        var node = try file.catalogue().dictionary["Pages"]
        for _ in 0..<PDFLimits.nestingMax {
            guard case .reference(let number) = node, let dictionary = try file.dictionary(node)
            else { break }
            if dictionary["Type"] == .name("Page") { return (number, dictionary) }
            node = try file.array(dictionary["Kids"])?.first
        }
        throw PDFError.damaged(at: 0, "it has no page")
    }

    // MARK: Filling in

    private func fill(_ file: [UInt8], after start: Int) throws -> [UInt8] {
        var file = file
        // Found behind the old bytes; the blanks are nowhere else in what we wrote.
        let blank = [UInt8](repeating: 0x20, count: Reserve.number)
        let marker = Array("/ByteRange [0 ".utf8) + blank
        guard let range = Self.find(marker, in: file, from: start),
            let contents = Self.find(Array("/Contents <".utf8), in: file, from: range)
        else { throw PDFError.damaged(at: start, "the room for the signature is lost") }
        let gap = contents + "/Contents ".utf8.count
        let rest = gap + 2 * Reserve.bytes + 2
        let numbers = "\(gap) \(rest) \(file.count - rest)"
        let room = range + "/ByteRange [0 ".utf8.count
        file.replaceSubrange(room..<room + numbers.utf8.count, with: numbers.utf8)
        var hash = SHA256()
        hash.update(data: file[..<gap])
        hash.update(data: file[rest...])
        let cms = try CMSSignature.make(
            digest: Array(hash.finalize()),
            key: key,
            certificate: certificate,
            chain: chain
        )
        guard cms.count <= Reserve.bytes else {
            throw PDFError.unsupported("the certificates are too large")
        }
        let digits = PDFObject.hexadecimal(cms).dropFirst().dropLast()
        file.replaceSubrange(gap + 1..<gap + 1 + digits.count, with: digits)
        return file
    }

    private static func find(_ bytes: [UInt8], in file: [UInt8], from start: Int) -> Int? {
        guard start + bytes.count <= file.count else { return nil }
        return (start...file.count - bytes.count).first { place in
            file[place] == bytes[0] && file[place...].starts(with: bytes)
        }
    }
}
