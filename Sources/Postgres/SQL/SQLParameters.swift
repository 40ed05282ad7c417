/// The parameters of a statement in binary form, in one buffer.
struct SQLParameters: Sendable {
    /// Where one parameter is, and where its `$n` stands in the statement.
    struct Slot: Sendable {
        var type: SQLType
        /// Byte offset of the value in the buffer.
        var offset: Int
        /// Bytes of the value; -1 is NULL.
        var length: Int
        /// UTF-8 offset of `$n` in the text.
        var position: Int
    }

    private(set) var slots: [Slot] = []
    private(set) var bytes = SQLBytes()

    var count: Int { slots.count }

    /// As many as the protocol can count.
    static let countMax = 65_535

    /// What to say about more than that.
    var tooMany: PostgresError {
        PostgresError(.unsuitableStatement, "\(count) parameters; an array takes any number")
    }

    mutating func reserve(_ count: Int) {
        slots.reserveCapacity(count)
    }

    mutating func bind<Value: SQLValue>(_ value: Value, at position: Int) {
        let offset = bytes.count
        let isNull = bytes.appendValue(value)
        slots.append(
            Slot(
                type: Value.sqlType,
                offset: offset,
                length: isNull ? -1 : bytes.count - offset,
                position: position
            )
        )
    }

    mutating func copy(_ slot: Slot, of other: SQLParameters, at position: Int) {
        var copy = slot
        copy.offset = bytes.count
        copy.position = position
        if slot.length > 0 {
            bytes.append(other.bytes.storage[slot.offset..<slot.offset + slot.length])
        }
        slots.append(copy)
    }

    /// Whether the types are those with which a statement was prepared.
    func hasTypes(_ types: [UInt32]) -> Bool {
        guard types.count == slots.count else { return false }
        for index in types.indices where slots[index].type.oid != types[index] { return false }
        return true
    }
}
