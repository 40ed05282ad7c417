import Glibc

/// Closes a descriptor that nothing watches.
func closeDescriptor(_ descriptor: Int32) {
    close(descriptor)
}
