import HTTPTypes

/// The fields that tell a browser what it must not do with our answers.
///
/// A handler overrides one by setting it. They are part of every answer, also of those that the
/// server makes before any handler is asked.
package struct SecurityHeaders: Sendable {
    /// The policy for pages; the default lets an answer load and run nothing at all.
    package var contentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'"
    /// How long browsers insist on https, in seconds; sent only in answers over https.
    package var strictTransportSecondsMax = 63_072_000
    package var referrerPolicy = "no-referrer"
    package var permissionsPolicy = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"

    package init(contentSecurityPolicy: String? = nil) {
        if let contentSecurityPolicy { self.contentSecurityPolicy = contentSecurityPolicy }
    }

    /// The fields of an answer over http or https.
    func fields(isSecure: Bool) -> HTTPFields {
        var fields: HTTPFields = [
            .contentSecurityPolicy: contentSecurityPolicy,
            .xContentTypeOptions: "nosniff",
        ]
        fields[.literal("X-Frame-Options")] = "DENY"
        fields[.literal("Referrer-Policy")] = referrerPolicy
        fields[.literal("Permissions-Policy")] = permissionsPolicy
        fields[.literal("Cross-Origin-Opener-Policy")] = "same-origin"
        fields[.literal("Cross-Origin-Resource-Policy")] = "same-origin"
        if isSecure {
            fields[.strictTransportSecurity] = "max-age=\(strictTransportSecondsMax)"
        }
        return fields
    }
}
