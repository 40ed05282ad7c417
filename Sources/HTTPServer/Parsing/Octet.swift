/// The octets that the grammar of HTTP gives a meaning to.
enum Octet {
    static let tab: UInt8 = 0x09
    static let lineFeed: UInt8 = 0x0A
    static let carriageReturn: UInt8 = 0x0D
    static let space: UInt8 = 0x20
    static let quote: UInt8 = 0x22
    static let percent: UInt8 = 0x25
    static let plus: UInt8 = 0x2B
    static let comma: UInt8 = 0x2C
    static let dot: UInt8 = 0x2E
    static let slash: UInt8 = 0x2F
    static let colon: UInt8 = 0x3A
    static let semicolon: UInt8 = 0x3B
    static let equals: UInt8 = 0x3D
    static let question: UInt8 = 0x3F
    static let backslash: UInt8 = 0x5C
}

extension UInt8 {
    /// `tchar` of RFC 9110 section 5.6.2: what methods, field names and tokens are made of.
    var isToken: Bool {
        switch self {
        case 0x21, 0x23...0x27, 0x2A, 0x2B, 0x2D, 0x2E, 0x5E...0x60, 0x7C, 0x7E: true
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: false
        }
    }

    /// Visible ASCII, space, tab and obs-text (RFC 9110 section 5.5); CR, LF and NUL are not.
    var isFieldValue: Bool {
        switch self {
        case Octet.tab, 0x20...0x7E, 0x80...0xFF: true
        default: false
        }
    }

    /// What a request target may hold.
    ///
    /// A little more than RFC 3986 gives a URI, because browsers
    /// send some of it raw (`|`, `[`, `{`); never a control, a space, `#` or a byte above ASCII.
    var isTarget: Bool {
        switch self {
        case 0x23: false
        case 0x21...0x7E: true
        default: false
        }
    }

    /// `unreserved` and `sub-delims` of RFC 3986, the octets of a registered host name.
    var isHostName: Bool {
        switch self {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        case 0x21, 0x24, 0x26...0x2E, 0x3B, 0x3D, 0x5F, 0x7E: true
        default: false
        }
    }

    var isDigit: Bool { 0x30...0x39 ~= self }

    var isBlank: Bool { self == Octet.space || self == Octet.tab }

    /// The value of a hexadecimal digit in either case.
    var hexadecimalValue: UInt8? {
        switch self {
        case 0x30...0x39: self - 0x30
        case 0x41...0x46: self - 0x41 + 10
        case 0x61...0x66: self - 0x61 + 10
        default: nil
        }
    }

    /// The lower-case letter for an upper-case one, everything else as it is.
    var lowercased: UInt8 { 0x41...0x5A ~= self ? self | 0x20 : self }
}
