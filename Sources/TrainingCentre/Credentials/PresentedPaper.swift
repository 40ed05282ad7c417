import Documents

/// What a PDF that somebody presents has attached, once its signature holds.
struct PresentedPaper: Sendable {
    let credential: [UInt8]
    let logProof: [UInt8]

    /// Reads a PDF; nil for a file that is none.
    ///
    /// Throws `PDFSignatureProblem`: every byte has to be signed, by somebody whom one of the
    /// authorities knows, and exactly the two files of ours be attached.
    init?(_ file: [UInt8], authorities: [X509Certificate]) throws(PDFSignatureProblem) {
        let start = file.drop { $0 == 0x20 || (9...13).contains($0) }
        guard start.starts(with: "%PDF-".utf8) else { return nil }
        let paper = try SignedPDF(
            verifying: file,
            authorities: authorities,
            attachments: [SignedPaper.credentialName, SignedPaper.proofName]
        )
        var bytes: [String: [UInt8]] = [:]
        for attachment in paper.attachments { bytes[attachment.name] = attachment.bytes }
        guard let credential = bytes[SignedPaper.credentialName],
            let logProof = bytes[SignedPaper.proofName], paper.attachments.count == 2
        else { throw .attachmentMissing }
        (self.credential, self.logProof) = (credential, logProof)
    }
}
