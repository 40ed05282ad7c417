import Glibc

/// Sends what the system takes without waiting; a failure is the peer's loss.
func sendAtOnce(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) {
    _ = send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL | MSG_DONTWAIT))
}

/// Closes a descriptor that nothing watches.
func closeDescriptor(_ descriptor: Int32) {
    close(descriptor)
}
