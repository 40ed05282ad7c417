import Documents

/// The address at which a unit opens, which tells it by parameters for whom and where it speaks.
enum LaunchAddress {
    /// Adds parameters behind those that the address has, and before its fragment.
    static func adding(_ parameters: [(String, String)], to url: String) -> String {
        let query = parameters.map { "\($0)=\(PercentEncoding.encode($1))" }.joined(separator: "&")
        let fragment = url.firstIndex(of: "#") ?? url.endIndex
        let address = url[..<fragment]
        return "\(address)\(address.contains("?") ? "&" : "?")\(query)\(url[fragment...])"
    }
}
