import HTTPTypes

/// The conditions of a request, and whether a representation meets them (RFC 9110 section 13).
package struct Preconditions: Sendable {
    /// What becomes of the request.
    package enum Verdict: Equatable, Sendable {
        case proceed
        /// The client has it already: 304.
        case notModified
        /// The client did not mean the present state: 412.
        case failed
    }

    private let fields: HTTPFields
    private let nowSeconds: Int

    /// The conditions in `fields`, at a time in seconds since 1970, which old dates are read by.
    package init(_ fields: HTTPFields, nowSeconds: Int) {
        self.fields = fields
        self.nowSeconds = nowSeconds
    }

    /// Judges in the order of RFC 9110 section 13.2.2.
    ///
    /// `entityTag` and `modifiedSeconds` are those of the present representation; with `exists`
    /// false there is none. A condition that cannot be read counts as not met for `If-Match` and
    /// as not there otherwise.
    package func verdict(
        method: HTTPRequest.Method,
        entityTag: EntityTag?,
        modifiedSeconds: Int?,
        exists: Bool = true
    ) -> Verdict {
        let isRead = method == .get || method == .head
        if let condition = fields[.ifMatch] {
            let isMet = matches(condition, exists) { tag in
                entityTag.map { tag.isStronglyEqual(to: $0) } ?? false
            }
            if !(isMet ?? false) { return .failed }
        } else if let date = date(.ifUnmodifiedSince), let modifiedSeconds, modifiedSeconds > date {
            return .failed
        }
        if let condition = fields[.ifNoneMatch] {
            let isKnown = matches(condition, exists) { tag in
                entityTag.map { tag.isWeaklyEqual(to: $0) } ?? false
            }
            if isKnown ?? false { return isRead ? .notModified : .failed }
        } else if isRead, let date = date(.ifModifiedSince), let modifiedSeconds,
            modifiedSeconds <= date
        {
            return .notModified
        }
        return .proceed
    }

    /// Whether a range may be served (RFC 9110 section 13.1.5): yes without `If-Range`.
    func allowsRange(entityTag: EntityTag?, modifiedSeconds: Int?) -> Bool {
        guard let condition = fields[.ifRange] else { return true }
        if let tag = EntityTag(condition) {
            return entityTag.map { tag.isStronglyEqual(to: $0) } ?? false
        }
        guard let date = HTTPDate.seconds(condition, now: nowSeconds) else { return false }
        return modifiedSeconds == date
    }

    private func matches(
        _ condition: String,
        _ exists: Bool,
        _ isEqual: (EntityTag) -> Bool
    ) -> Bool? {
        if condition == "*" { return exists }
        return EntityTag.list(condition)?.contains(where: isEqual)
    }

    private func date(_ name: HTTPField.Name) -> Int? {
        fields[name].flatMap { HTTPDate.seconds($0, now: nowSeconds) }
    }
}
