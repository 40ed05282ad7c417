import Documents

/// Something that somebody sent us as a credential, told apart by how it begins.
enum Received {
    /// A document with an embedded proof.
    case document(JSON)
    case token(ReceivedToken)

    /// Limits of what is read.
    enum Limits {
        static let credentialBytesMax = 131_072
        static let imageBytesMax = 4 << 20
    }

    private static let pdfBytes = Array("%PDF-".utf8)
    private static let pngBytes: [UInt8] = [0x89, 0x50, 0x4E, 0x47]

    /// Reads JSON, a token, or the picture or PDF that holds one.
    init(_ bytes: [UInt8]) throws {
        let first = Self.firstVisible(bytes)
        if bytes.starts(with: Self.pngBytes) {
            try Self.checkSize(bytes, Limits.imageBytesMax)
            self = try Self.credential(PNGBadge.credential(in: bytes))
        } else if first == UInt8(ascii: "<") {
            try Self.checkSize(bytes, Limits.imageBytesMax)
            self = try Self.credential(SVGBadge.credential(in: bytes))
        } else if bytes.starts(with: Self.pdfBytes) {
            self = try Self.credential(Self.attached(to: bytes))
        } else {
            self = try Self.credential(bytes)
        }
    }

    /// The one credential that is attached to a PDF; what its pages show is not looked at.
    private static func attached(to pdf: [UInt8]) throws -> [UInt8] {
        let attachments: [PDFAttachment]
        do { attachments = try PDFAttachment.read(pdf) } catch let error as PDFError {
            throw error.problem
        }
        let credentials = attachments.filter { $0.mediaType == "application/vc" }
        guard let credential = credentials.first else {
            throw CredentialProblem.noCredentialInPDF
        }
        guard credentials.count == 1 else { throw CredentialProblem.severalCredentialsInPDF }
        return credential.bytes
    }

    /// Reads JSON or a token.
    private static func credential(_ bytes: [UInt8]) throws -> Received {
        try checkSize(bytes, Limits.credentialBytesMax)
        if firstVisible(bytes) == UInt8(ascii: "{") { return .document(try json(bytes)) }
        // A file often ends with a line end; nothing else may stand around a token.
        let end = bytes.lastIndex { !isSpace($0) }.map { $0 + 1 } ?? 0
        guard mayBeToken(bytes[..<end]) else { throw CredentialProblem.otherFile }
        return .token(try ReceivedToken(bytes[..<end]))
    }

    static func json(_ bytes: some Collection<UInt8>) throws -> JSON {
        do { return try JSON.parse(Array(bytes)) } catch let error as JSONError {
            throw CredentialProblem.malformed(error.description)
        }
    }

    private static func checkSize(_ bytes: [UInt8], _ bytesMax: Int) throws {
        guard bytes.count <= bytesMax else { throw CredentialProblem.tooLarge(bytesMax: bytesMax) }
    }

    /// The first byte that is no white space, behind a mark of the byte order.
    ///
    /// JSON may not have that mark (RFC 8259, 8.1); it is told apart by what follows all the same.
    private static func firstVisible(_ bytes: [UInt8]) -> UInt8? {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        return bytes.dropFirst(bytes.starts(with: mark) ? mark.count : 0).first { !isSpace($0) }
    }

    /// Whether something could be meant as a token: base64 of whatever kind, with points in it.
    private static func mayBeToken(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.contains(UInt8(ascii: "."))
            && bytes.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x09...0x0D: true
                default: "-_.=".utf8.contains(byte)
                }
            }
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || (0x09...0x0D).contains(byte)
    }
}

/// The parts of a compact JSON Web Signature (RFC 7515, 7.1).
struct ReceivedToken {
    let algorithm: TokenAlgorithm
    let verificationMethod: String
    let payload: JSON
    let signature: [UInt8]
    /// Header and payload as they came, which is what is signed.
    let signed: [UInt8]

    init(_ bytes: some Collection<UInt8>) throws {
        let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let decoded = parts.map { Base64URL.bytes(of: String(decoding: $0, as: UTF8.self)) }
        guard decoded.count == 3, let header = decoded[0], let payload = decoded[1],
            let signature = decoded[2], !header.isEmpty, !payload.isEmpty
        else { throw CredentialProblem.tokenForm }
        (algorithm, verificationMethod) = try Self.header(header)
        self.payload = try Received.json(payload)
        self.signature = signature
        signed = Array(parts[0]) + [UInt8(ascii: ".")] + Array(parts[1])
    }

    /// Only `alg`, `kid` and `typ`: no key that the sender brings along, no `none`.
    private static func header(_ bytes: [UInt8]) throws -> (TokenAlgorithm, String) {
        var header = try ObjectReader(Received.json(bytes), at: "")
        guard let algorithm = TokenAlgorithm(rawValue: try header.text("alg")) else {
            throw CredentialProblem.tokenHeader("alg")
        }
        guard try sameBytes(header.text("typ"), "JWT") else {
            throw CredentialProblem.tokenHeader("typ")
        }
        let key = try header.text("kid")
        do { try header.end() } catch CredentialProblem.unexpectedMember(let name) {
            throw CredentialProblem.tokenHeader(name)
        }
        return (algorithm, key)
    }
}

extension PDFError {
    fileprivate var problem: CredentialProblem {
        switch self {
        case .tooLarge: .tooLarge(bytesMax: PDFLimits.bytesMax)
        case .damaged(_, let detail), .unsupported(let detail): .pdfForm(detail)
        }
    }
}
