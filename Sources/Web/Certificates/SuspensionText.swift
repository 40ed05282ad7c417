import TrainingCentre

/// What the page of a trainer's certificate says while the accreditation is suspended.
enum SuspensionText: String, TextTable {
    case heading

    var texts: Titles {
        Titles(
            "Сертификат важи, али је акредитација привремено обустављена",
            "Sertifikat važi, ali je akreditacija privremeno obustavljena",
            "The certificate stands, but the accreditation is suspended at present"
        )
    }
}

extension Verification {
    /// Whether a page has to say first that the accreditation is suspended.
    ///
    /// A green “valid” would be half of the truth. What ended for good, or expired, says that
    /// instead.
    var isSuspended: Bool { status == .valid && suspendedOn != nil }
}
