import Crypto
import Foundation
import SwiftASN1

/// The parts of a certificate (RFC 5280, 4.1).
struct X509Reading {
    var serial: [UInt8] = []
    var issuer: [UInt8] = []
    var subject: [UInt8] = []
    var notBefore = Date.distantPast
    var notAfter = Date.distantPast
    var publicKey: P256.Signing.PublicKey?
    var extensions = X509Extensions()
    var commonName: String?

    private struct Damaged: Error {}

    static func next(_ nodes: inout ASN1NodeCollection.Iterator) throws -> ASN1Node {
        guard let node = nodes.next() else { throw Damaged() }
        return node
    }

    static func body(_ node: ASN1Node) throws -> X509Reading {
        try DER.sequence(node, identifier: .sequence) { nodes in
            var fields = X509Reading()
            try DER.explicitlyTagged(&nodes, tagNumber: 0, tagClass: .contextSpecific) { node in
                guard try Int(derEncoded: node) == 2 else { throw Damaged() }
            }
            fields.serial = Array(try ArraySlice<UInt8>(derEncoded: &nodes))
            guard (1...X509Limits.serialBytesMax + 1) ~= fields.serial.count else {
                throw Damaged()
            }
            _ = try next(&nodes)
            fields.issuer = Array(try next(&nodes).encodedBytes)
            (fields.notBefore, fields.notAfter) = try validity(next(&nodes))
            let subject = try next(&nodes)
            fields.subject = Array(subject.encodedBytes)
            fields.commonName = try commonName(subject)
            let key = Array(try next(&nodes).encodedBytes)
            fields.publicKey = try? P256.Signing.PublicKey(derRepresentation: key)
            while let node = nodes.next() {
                // 1 and 2 are unique identifiers that nobody uses, 3 the extensions.
                guard node.identifier.tagNumber == 3 else { continue }
                fields.extensions = try extensions(node)
            }
            return fields
        }
    }

    // MARK: Parts

    private static func validity(_ node: ASN1Node) throws -> (Date, Date) {
        try DER.sequence(node, identifier: .sequence) { nodes in
            (try moment(next(&nodes)), try moment(next(&nodes)))
        }
    }

    private static func moment(_ node: ASN1Node) throws -> Date {
        guard case .primitive(let content) = node.content else { throw Damaged() }
        var text = String(decoding: content, as: UTF8.self)
        if node.identifier == .utcTime {
            // Two digits mean 1950 to 2049 (RFC 5280, 4.1.2.5.1).
            text = (text < "50" ? "20" : "19") + text
        }
        let digits = Array(text.utf8.dropLast())
        guard text.utf8.last == UInt8(ascii: "Z"), digits.count == 14,
            digits.allSatisfy({ (0x30...0x39).contains($0) })
        else { throw Damaged() }
        return try X509Time.date(digits)
    }

    /// The last common name, which is the most specific one.
    private static func commonName(_ node: ASN1Node) throws -> String? {
        var name: String?
        try DER.sequence(node, identifier: .sequence) { sets in
            while let set = sets.next() {
                try DER.set(set, identifier: .set) { attributes in
                    while let attribute = attributes.next() {
                        try DER.sequence(attribute, identifier: .sequence) { nodes in
                            let type = try ASN1ObjectIdentifier(derEncoded: &nodes)
                            let value = try next(&nodes)
                            guard type == .commonName, case .primitive(let bytes) = value.content
                            else { return }
                            name = String(decoding: bytes, as: UTF8.self)
                        }
                    }
                }
            }
        }
        return name
    }

    // MARK: Extensions

    private static func extensions(_ node: ASN1Node) throws -> X509Extensions {
        guard case .constructed(let inside) = node.content,
            let list = inside.first(where: { _ in true })
        else { throw Damaged() }
        var result = X509Extensions()
        try DER.sequence(list, identifier: .sequence) { extensions in
            while let one = extensions.next() {
                try DER.sequence(one, identifier: .sequence) { nodes in
                    let type = try ASN1ObjectIdentifier(derEncoded: &nodes)
                    let isCritical = try DER.decodeDefault(&nodes, defaultValue: false)
                    let value = try ASN1OctetString(derEncoded: &nodes)
                    try result.read(type, value.bytes, isCritical: isCritical)
                }
            }
        }
        return result
    }
}

extension X509Extensions {
    fileprivate mutating func read(
        _ type: ASN1ObjectIdentifier,
        _ value: ArraySlice<UInt8>,
        isCritical: Bool
    ) throws {
        switch type {
        case .basicConstraints:
            let (isAuthority, length) = try DER.sequence(DER.parse(value), identifier: .sequence) {
                nodes in
                let isAuthority = try DER.decodeDefault(&nodes, defaultValue: false)
                return (isAuthority, try nodes.next().map { try Int(derEncoded: $0) })
            }
            (self.isAuthority, pathLengthMax) = (isAuthority, length)
        case .keyUsage:
            keyUsage = try ASN1BitString(derEncoded: DER.parse(value)).bytes.first ?? 0
        case .extendedKeyUsage:
            purposes = try DER.sequence(
                of: ASN1ObjectIdentifier.self,
                identifier: .sequence,
                rootNode: DER.parse(value)
            )
        case .subjectKeyIdentifier, .authorityKeyIdentifier: break
        default: hasUnknownCritical = hasUnknownCritical || isCritical
        }
    }
}

/// Moments between `Date` and fourteen digits.
enum X509Time {
    /// "20240306120000".
    static func digits(of moment: Date) -> [UInt8] {
        Array(moment.formatted(.iso8601).utf8).filter { (0x30...0x39) ~= $0 }
    }

    /// Throws for digits that are no moment.
    static func date(_ digits: [UInt8]) throws -> Date {
        func part(_ range: Range<Int>) -> String { String(decoding: digits[range], as: UTF8.self) }
        let day = "\(part(0..<4))-\(part(4..<6))-\(part(6..<8))"
        return try Date(
            "\(day)T\(part(8..<10)):\(part(10..<12)):\(part(12..<14))Z",
            strategy: .iso8601
        )
    }
}
