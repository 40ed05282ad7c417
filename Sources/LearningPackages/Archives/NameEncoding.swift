import Foundation

/// The encodings in which old programs write the names of files into archives.
enum NameEncoding: CaseIterable {
    /// What Windows writes where it speaks Serbian in Latin letters (DOS code page 852).
    case latin852
    /// The same in Cyrillic letters (DOS code page 855).
    case cyrillic855
    /// What Windows writes where it speaks Russian (DOS code page 866).
    case cyrillic866
    case windows1250
    case windows1251

    private var foundation: String.Encoding {
        switch self {
        // CFStringEncodingExt.h: kCFStringEncodingDOSLatin2, DOSCyrillic and DOSRussian.
        case .latin852: String.Encoding(rawValue: 0x8000_0412)
        case .cyrillic855: String.Encoding(rawValue: 0x8000_0413)
        case .cyrillic866: String.Encoding(rawValue: 0x8000_041B)
        case .windows1250: .windowsCP1250
        case .windows1251: .windowsCP1251
        }
    }

    /// The text of the bytes, nil when they are none in this encoding.
    func text(_ bytes: [UInt8]) -> String? {
        String(bytes: bytes, encoding: foundation)
    }

    /// The encoding in which most of what is looked for is found among the names, and of several
    /// the one in which most of them are Serbian; nobody says which it is.
    static func likeliest(of names: [[UInt8]], lookingFor mentioned: Set<String>) -> NameEncoding {
        let found = allCases.map { encoding in
            let texts = names.compactMap(encoding.text).map {
                ArchivePath.slashed($0).precomposedStringWithCanonicalMapping
            }
            return (texts.count(where: mentioned.contains), texts.count(where: isSerbian))
        }
        let most = found.max { $0 < $1 } ?? (0, 0)
        return zip(allCases, found).first { $0.1 == most }?.0 ?? .latin852
    }

    /// Whether all letters beside those of ASCII are of one Serbian alphabet, and not a large one
    /// behind a small one, as letters of another encoding look.
    private static func isSerbian(_ name: String) -> Bool {
        let foreign = name.filter { !$0.isASCII }
        let isOfOne =
            foreign.allSatisfy("čćžšđČĆŽŠĐ".contains)
            || foreign.allSatisfy(
                "абвгдђежзијклљмнњопрстћуфхцчџшАБВГДЂЕЖЗИЈКЛЉМНЊОПРСТЋУФХЦЧЏШ".contains
            )
        return isOfOne
            && !zip(name, name.dropFirst()).contains {
                $0.isLowercase && $1.isUppercase && !$1.isASCII
            }
    }
}
