import Crypto
import Foundation

/// Why the signature of a PDF does not hold.
///
/// The raw value is stable and for programs, the sentence for people.
package enum PDFSignatureProblem: String, Error, CaseIterable, Sendable {
    case damaged
    case notSigned = "not_signed"
    case changedAfterSigning = "changed_after_signing"
    case changedContent = "changed_content"
    case wrongSignature = "wrong_signature"
    case otherCertificate = "other_certificate"
    case unknownSigner = "unknown_signer"
    case certificateNotValid = "certificate_not_valid"
    case attachmentMissing = "attachment_missing"

    package var sentence: String {
        switch self {
        case .damaged: "The file is damaged, or no PDF of the kind that is issued."
        case .notSigned: "The file has no signature."
        case .changedAfterSigning: "Something was added to the file after it was signed."
        case .changedContent: "The content of the file is not what was signed."
        case .wrongSignature: "The signature was not made with the key of its certificate."
        case .otherCertificate:
            "The certificates in the file are not those that belong to the signature."
        case .unknownSigner: "The file was signed by somebody whom the authority does not know."
        case .certificateNotValid: "The certificate of the signer was not valid at that time."
        case .attachmentMissing: "A file that belongs to the document is not attached to it."
        }
    }
}

/// What a signed PDF holds.
package struct SignedPDF: Sendable {
    /// The certificate of the signer.
    package let signer: X509Certificate
    /// When it was signed, as the signer says; no third party has confirmed it.
    package let claimedMoment: Date?
    package let attachments: [PDFAttachment]
}

extension SignedPDF {
    /// Checks that every byte of a PDF is signed, by a key that one of the authorities knows.
    ///
    /// Certificates must be valid at `moment`, or, when it is nil, at the time that the signer
    /// claims. `attachments` are names of files that have to be there. The signature is of the
    /// kind that `DocumentSigner` makes; one of another kind is `.damaged`. Time and memory are
    /// bounded by the size of the file, whatever it holds.
    /// - Throws: `PDFSignatureProblem`.
    package init(
        verifying pdf: [UInt8],
        authorities: [X509Certificate],
        attachments names: [String] = [],
        at moment: Date? = nil
    ) throws(PDFSignatureProblem) {
        let file: PDFFile
        let dictionary: PDFDictionary?
        do {
            file = try PDFFile(pdf)
            dictionary = try Self.signature(in: file)
        } catch {
            throw .damaged
        }
        guard let dictionary else { throw .notSigned }
        let signature = try Self.checkedSignature(dictionary, of: pdf)
        claimedMoment = Self.moment(dictionary["M"])
        guard let moment = moment ?? claimedMoment else { throw .damaged }
        switch signature.leads(to: authorities, at: moment) {
        case .trusted: break
        case .unknownSigner: throw .unknownSigner
        case .notValidThen: throw .certificateNotValid
        case .otherCertificate: throw .otherCertificate
        }
        do {
            attachments = try PDFAttachment.read(file)
        } catch {
            throw .damaged
        }
        signer = signature.signer
        for name in names where !attachments.contains(where: { $0.name == name }) {
            throw .attachmentMissing
        }
    }

    // MARK: The signature

    /// The dictionary of the newest signature that the file's form has; nil without one.
    private static func signature(in file: PDFFile) throws -> PDFDictionary? {
        let catalogue = try file.catalogue().dictionary
        guard let form = try file.dictionary(catalogue["AcroForm"]),
            let fields = try file.array(form["Fields"])
        else { return nil }
        guard fields.count <= PDFLimits.attachmentsMax else { throw PDFError.tooLarge }
        return try fields.compactMap { field -> PDFDictionary? in
            guard let field = try file.dictionary(field), field["FT"] == .name("Sig") else {
                return nil
            }
            return try file.dictionary(field["V"])
        }.last
    }

    private static func checkedSignature(
        _ dictionary: PDFDictionary,
        of pdf: [UInt8]
    ) throws(PDFSignatureProblem) -> CMSSignature {
        let gap = try gap(dictionary, in: pdf)
        guard case .string(let contents) = dictionary["Contents"],
            dictionary["SubFilter"] == .name("ETSI.CAdES.detached"),
            // Exactly the gap is what nothing signs, so it may hold nothing but the signature.
            PDFObject.hexadecimal(contents).elementsEqual(pdf[gap]),
            let length = elementLength(contents), length <= contents.count,
            contents[length...].allSatisfy({ $0 == 0 })
        else { throw .damaged }
        let signature: CMSSignature
        do {
            signature = try CMSSignature(der: Array(contents[..<length]))
        } catch {
            throw .damaged
        }
        var hash = SHA256()
        hash.update(data: pdf[..<gap.lowerBound])
        hash.update(data: pdf[gap.upperBound...])
        guard signature.isOf(digest: Array(hash.finalize())) else { throw .changedContent }
        guard signature.namesSigner else { throw .otherCertificate }
        guard signature.isSignedBySigner else { throw .wrongSignature }
        return signature
    }

    /// The bytes that are not signed: everything else has to be.
    private static func gap(
        _ dictionary: PDFDictionary,
        in pdf: [UInt8]
    ) throws(PDFSignatureProblem) -> Range<Int> {
        guard case .array(let range) = dictionary["ByteRange"], range.count == 4 else {
            throw .damaged
        }
        var numbers: [Int] = []
        for element in range {
            guard case .integer(let number) = element, (0...pdf.count) ~= number else {
                throw .damaged
            }
            numbers.append(number)
        }
        guard numbers[0] == 0, numbers[1] < numbers[2] else { throw .damaged }
        let end = numbers[2] + numbers[3]
        guard end <= pdf.count else { throw .damaged }
        guard end == pdf.count else { throw .changedAfterSigning }
        return numbers[1]..<numbers[2]
    }

    /// How many bytes the DER element at the start has, its header included.
    private static func elementLength(_ bytes: [UInt8]) -> Int? {
        guard bytes.count > 4, bytes[0] == 0x30 else { return nil }
        switch bytes[1] {
        case 0..<0x80: return 2 + Int(bytes[1])
        case 0x81: return 3 + Int(bytes[2])
        case 0x82: return 4 + Int(bytes[2]) << 8 + Int(bytes[3])
        default: return nil
        }
    }

    private static func moment(_ object: PDFObject?) -> Date? {
        guard case .string(let text) = object, text.count == 17, text.starts(with: "D:".utf8),
            text.last == UInt8(ascii: "Z"),
            text[2..<16].allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        return try? X509Time.date(Array(text[2..<16]))
    }
}
