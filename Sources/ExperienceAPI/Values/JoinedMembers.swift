import Documents

/// Members of objects, joined: a later one stands in the place of one before of the same name.
///
/// Names are compared byte for byte.
struct JoinedMembers {
    private(set) var members: [JSON.Member] = []
    private var places: [[UInt8]: Int] = [:]

    /// Puts each in its place, in the order in which the names came first.
    mutating func put(_ more: some Sequence<JSON.Member>) {
        for member in more {
            let name = Array(member.name.utf8)
            if let place = places[name] {
                members[place] = member
            } else {
                places[name] = members.count
                members.append(member)
            }
        }
    }
}
