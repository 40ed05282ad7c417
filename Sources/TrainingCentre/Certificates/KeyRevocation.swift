/// That one of the keys that signed a certificate was revoked: somebody else may have had it.
package struct KeyRevocation: Sendable {
    /// On the centre's calendar; of two keys the first.
    package let on: CalendarDate
    /// Whether a signed checkpoint of the log covered the certificate before that.
    ///
    /// If not, nothing tells it from what a thief of the key has signed.
    package let isLater: Bool

    package init(on: CalendarDate, isLater: Bool) {
        self.on = on
        self.isLater = isLater
    }
}
