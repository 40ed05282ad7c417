import Documents

extension String {
    /// The text as one segment of a path or one value of a query (RFC 3986).
    var percentEncoded: String { PercentEncoding.encode(self) }
}
