import HTTPServer
import HTTPTypes

/// What a client wants to be answered with (RFC 9110 section 12.5.1).
enum Negotiation {
    /// Whether the client would rather have JSON than a page; a page when it does not say.
    static func prefersJSON(_ request: Request) -> Bool {
        guard let accept = request.fields[.accept] else { return false }
        if accept == "application/json" { return true }
        return quality("application/json", in: accept) > quality("text/html", in: accept)
    }

    /// Whether the client asks for a page by name, and would not rather have JSON.
    static func wantsPage(_ request: Request) -> Bool {
        guard let accept = request.fields[.accept], accept.contains("text/html") else {
            return false
        }
        return !prefersJSON(request)
    }

    /// The forms in which a certificate answers at its own address.
    enum CertificateForm: CaseIterable {
        case page, json, document, token

        fileprivate var mediaType: String {
            switch self {
            case .page: "text/html"
            case .json: "application/json"
            case .document: "application/vc"
            case .token: "application/vc+jwt"
            }
        }
    }

    /// The form that the client wants most; a page when it does not say.
    static func certificateForm(_ request: Request) -> CertificateForm {
        guard let accept = request.fields[.accept] else { return .page }
        if accept == "application/json" { return .json }
        var best = (form: CertificateForm.page, quality: 0)
        for form in CertificateForm.allCases {
            let quality = quality(form.mediaType, in: accept)
            if quality > best.quality { best = (form, quality) }
        }
        return best.form
    }

    /// The weight of a media type, from 0 to 1000: the most specific range that covers it decides.
    static func quality(_ type: String, in accept: String) -> Int {
        let kind = type.prefix { $0 != "/" }
        var best = (specificity: 0, quality: 0)
        for range in accept.split(separator: ",") {
            let parts = range.split(separator: ";").map { $0.trimming(while: \.isWhitespace) }
            guard let name = parts.first?.lowercased() else { continue }
            let specificity = name == type ? 3 : name == "\(kind)/*" ? 2 : name == "*/*" ? 1 : 0
            guard specificity > best.specificity else { continue }
            let weight = parts.dropFirst().first { $0.hasPrefix("q=") || $0.hasPrefix("Q=") }
            let value = weight.flatMap { Double($0.dropFirst(2)) } ?? 1
            best = (specificity, Int((min(max(value, 0), 1) * 1_000).rounded()))
        }
        return best.quality
    }
}

extension Substring {
    fileprivate func trimming(while isDropped: (Character) -> Bool) -> Substring {
        var trimmed = drop(while: isDropped)
        while let last = trimmed.last, isDropped(last) { trimmed.removeLast() }
        return trimmed
    }
}
