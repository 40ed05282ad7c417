import ArgumentParser

extension NameSpecification {
    /// An option that says a member of the API: it has the member's name, and a shorter one.
    static func member(_ name: String, or short: String) -> NameSpecification {
        [.customLong(name), .customLong(short)]
    }
}
