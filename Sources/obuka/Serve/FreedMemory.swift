import CMalloc

extension Program {
    /// Gives memory that nobody uses any more back to the system, again and again until cancelled.
    ///
    /// A batch of 10,000 certificates or an import of 100,000 rows leaves a hundred megabytes in
    /// the arenas of glibc. By itself it gives back no more than what is free at their ends, and
    /// one small allocation at an end keeps all below it: the server would stay as large as its
    /// largest request.
    func keepGivingMemoryBack() async {
        while !Task.isCancelled {
            malloc_trim(0)
            try? await Task.sleep(for: .seconds(5))
        }
    }
}
