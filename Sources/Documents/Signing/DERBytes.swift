import SwiftASN1

/// Writing DER (ITU-T X.690) from the inside out.
enum DERBytes {
    static func sequence(_ parts: [UInt8]...) -> [UInt8] { constructed(.sequence, parts) }

    /// A set, its elements in the order of their bytes as DER wants them.
    static func set(_ parts: [[UInt8]]) -> [UInt8] { constructed(.set, sorted(parts)) }

    static func sorted(_ parts: [[UInt8]]) -> [[UInt8]] {
        parts.sorted { $0.lexicographicallyPrecedes($1) }
    }

    /// An element with a context-specific tag around these.
    static func tagged(_ number: UInt, _ parts: [[UInt8]]) -> [UInt8] {
        constructed(ASN1Identifier(tagWithNumber: number, tagClass: .contextSpecific), parts)
    }

    /// The same for a value without elements.
    static func tagged(_ number: UInt, primitive bytes: [UInt8]) -> [UInt8] {
        primitive(ASN1Identifier(tagWithNumber: number, tagClass: .contextSpecific), bytes)
    }

    static func constructed(_ identifier: ASN1Identifier, _ parts: [[UInt8]]) -> [UInt8] {
        var serializer = DER.Serializer()
        serializer.appendConstructedNode(identifier: identifier) { coder in
            for part in parts { coder.serializeRawBytes(part) }
        }
        return serializer.serializedBytes
    }

    static func primitive(_ identifier: ASN1Identifier, _ bytes: [UInt8]) -> [UInt8] {
        var serializer = DER.Serializer()
        serializer.appendPrimitiveNode(identifier: identifier) { $0 += bytes }
        return serializer.serializedBytes
    }

    static func identifier(_ identifier: ASN1ObjectIdentifier) throws -> [UInt8] {
        var serializer = DER.Serializer()
        try serializer.serialize(identifier)
        return serializer.serializedBytes
    }

    static func octets(_ bytes: [UInt8]) -> [UInt8] { primitive(.octetString, bytes) }

    /// A string of bits without unused ones at the end.
    static func bits(_ bytes: [UInt8], unused: UInt8 = 0) -> [UInt8] {
        primitive(.bitString, [unused] + bytes)
    }

    /// An integer that is not negative, from its bytes with the highest first.
    static func integer(_ magnitude: [UInt8]) -> [UInt8] {
        let short = Array(magnitude.drop { $0 == 0 })
        let isNegative = short.first.map { $0 >= 0x80 } ?? true
        return primitive(.integer, isNegative ? [0] + short : short)
    }
}

extension ASN1ObjectIdentifier {
    static let sha256: Self = [2, 16, 840, 1, 101, 3, 4, 2, 1]
    static let ecdsaWithSHA256: Self = [1, 2, 840, 10045, 4, 3, 2]
    static let ecPublicKey: Self = [1, 2, 840, 10045, 2, 1]
    static let p256: Self = [1, 2, 840, 10045, 3, 1, 7]

    static let commonName: Self = [2, 5, 4, 3]
    static let country: Self = [2, 5, 4, 6]
    static let organisation: Self = [2, 5, 4, 10]

    static let subjectKeyIdentifier: Self = [2, 5, 29, 14]
    static let keyUsage: Self = [2, 5, 29, 15]
    static let basicConstraints: Self = [2, 5, 29, 19]
    static let authorityKeyIdentifier: Self = [2, 5, 29, 35]
    static let extendedKeyUsage: Self = [2, 5, 29, 37]

    static let emailProtection: Self = [1, 3, 6, 1, 5, 5, 7, 3, 4]
    /// RFC 9336.
    static let documentSigning: Self = [1, 3, 6, 1, 5, 5, 7, 3, 36]
    static let anyExtendedKeyUsage: Self = [2, 5, 29, 37, 0]

    static let data: Self = [1, 2, 840, 113_549, 1, 7, 1]
    static let signedData: Self = [1, 2, 840, 113_549, 1, 7, 2]
    static let contentType: Self = [1, 2, 840, 113_549, 1, 9, 3]
    static let messageDigest: Self = [1, 2, 840, 113_549, 1, 9, 4]
    /// RFC 5035.
    static let signingCertificateV2: Self = [1, 2, 840, 113_549, 1, 9, 16, 2, 47]
}
