import Documents

/// Why a received document is not a credential of the issuer, as a program and a person read it.
package enum CredentialProblem: Error, Hashable, Sendable {
    // What was received
    case tooLarge(bytesMax: Int)
    /// Nothing that could hold a certificate.
    case otherFile
    /// Not JSON, or JSON that two programs could read differently.
    case malformed(String)
    case wrongContexts
    case missingMember(String)
    case unexpectedMember(String)
    case wrongValue(String)
    case unacceptableFact(FactProblem)
    /// Every part is of our form, but the whole is not what we write, such as another order.
    case differentForm

    // The embedded proof
    case noProof
    case severalProofs
    case wrongProof(String)

    // The token
    case tokenForm
    case tokenHeader(String)
    case wrongClaim(String)

    // The key and the signature
    case wrongIssuer(String)
    case keyOfAnother(String)
    case unknownKey(String)
    case keyOfOtherKind(String)
    case keyExpired(String)
    case keyRevoked(String)
    case wrongSignature

    // Time and status
    case notYetValid(Moment)
    case statusListForm(String)
    case statusListOfAnother
    case statusListSignature(String)
    case statusListOutOfDate(Moment)

    // Images, PDF and the issuer's document
    case imageForm(String)
    case noCredentialInImage
    case severalCredentialsInImage
    case pdfForm(String)
    case noCredentialInPDF
    case severalCredentialsInPDF
    case issuerDocumentForm
}

extension CredentialProblem {
    /// The name of the reason for programs; it never changes.
    package var code: String {
        switch self {
        case .tooLarge: "too_large"
        case .otherFile: "other_file"
        case .malformed: "malformed"
        case .wrongContexts: "wrong_contexts"
        case .missingMember: "missing_member"
        case .unexpectedMember: "unexpected_member"
        case .wrongValue: "wrong_value"
        case .unacceptableFact: "unacceptable_fact"
        case .differentForm: "different_form"
        case .noProof: "no_proof"
        case .severalProofs: "several_proofs"
        case .wrongProof: "wrong_proof"
        case .tokenForm: "token_form"
        case .tokenHeader: "token_header"
        case .wrongClaim: "wrong_claim"
        case .wrongIssuer: "wrong_issuer"
        case .keyOfAnother: "key_of_another"
        case .unknownKey: "unknown_key"
        case .keyOfOtherKind: "key_of_other_kind"
        case .keyExpired: "key_expired"
        case .keyRevoked: "key_revoked"
        case .wrongSignature: "wrong_signature"
        case .notYetValid: "not_yet_valid"
        case .statusListForm: "status_list_form"
        case .statusListOfAnother: "status_list_of_another"
        case .statusListSignature: "status_list_signature"
        case .statusListOutOfDate: "status_list_out_of_date"
        case .imageForm: "image_form"
        case .noCredentialInImage: "no_credential_in_image"
        case .severalCredentialsInImage: "several_credentials_in_image"
        case .pdfForm: "pdf_form"
        case .noCredentialInPDF: "no_credential_in_pdf"
        case .severalCredentialsInPDF: "several_credentials_in_pdf"
        case .issuerDocumentForm: "issuer_document_form"
        }
    }
}

extension CredentialProblem: CustomStringConvertible {
    /// The reason as a sentence.
    package var description: String {
        documentSentence ?? keySentence ?? statusSentence ?? fileSentence ?? code
    }

    private var documentSentence: String? {
        switch self {
        case .tooLarge(let max): "The file is larger than \(max) bytes; no certificate is."
        case .otherFile: "This is no file that can hold a certificate: JSON, JWT, PDF, PNG or SVG."
        case .malformed(let detail): "The file is not well-formed: \(detail)."
        case .wrongContexts: "The file does not name the vocabularies of our certificates."
        case .missingMember(let name): "The part “\(name)” is missing."
        case .unexpectedMember(let name): "The part “\(name)” does not belong in a certificate."
        case .wrongValue(let name): "The part “\(name)” does not have a value it can have."
        case .unacceptableFact(let problem): "A text cannot be certified: \(problem)."
        case .differentForm: "The parts of the file stand in an order that we do not write."
        case .noProof: "The certificate is not signed."
        case .severalProofs: "The certificate has several signatures; ours have one."
        case .wrongProof(let name): "The signature's “\(name)” is not one that we use."
        case .tokenForm: "The token is not three parts of base64url joined by points."
        case .tokenHeader(let name): "The token's header is not ours: “\(name)”."
        case .wrongClaim(let name): "The token's “\(name)” contradicts the certificate in it."
        default: nil
        }
    }

    private var keySentence: String? {
        switch self {
        case .wrongIssuer(let id): "The certificate says it is issued by \(id), who is another."
        case .keyOfAnother(let id): "It is signed with the key \(id), which is not the issuer's."
        case .unknownKey(let id): "The issuer has no key \(id)."
        case .keyOfOtherKind(let id): "The key \(id) is not for signatures of this kind."
        case .keyExpired(let id): "The key \(id) was out of use when this was signed."
        case .keyRevoked(let id):
            "The key \(id) was compromised, and nothing shows that this was signed before."
        case .wrongSignature:
            "The signature does not fit: something was changed, or another key signed it."
        default: nil
        }
    }

    private var statusSentence: String? {
        switch self {
        case .notYetValid(let moment): "The certificate is valid from \(moment) on only."
        case .statusListForm(let detail): "The list of revocations is not of our form: \(detail)"
        case .statusListOfAnother: "The list of revocations is not the one for this certificate."
        case .statusListSignature(let detail):
            "The list of revocations is not signed by the issuer: \(detail)"
        case .statusListOutOfDate(let moment):
            "The list of revocations was to be relied on until \(moment) only."
        default: nil
        }
    }

    private var fileSentence: String? {
        switch self {
        case .imageForm(let detail): "The picture is not well-formed: \(detail)."
        case .noCredentialInImage: "There is no certificate in the picture."
        case .severalCredentialsInImage: "There is more than one certificate in the picture."
        case .pdfForm(let detail): "The PDF is not one of ours: \(detail)."
        case .noCredentialInPDF: "No certificate is attached to the PDF."
        case .severalCredentialsInPDF: "More than one certificate is attached to the PDF."
        case .issuerDocumentForm: "The issuer's document with its keys cannot be read."
        default: nil
        }
    }
}
