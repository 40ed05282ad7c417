extension PersonDraft {
    /// What somebody who enters a person by hand says, one field after the other.
    package static let fields =
        [
            DraftField("email", "Of nobody else.", isRequired: true),
            DraftField("name", "Full name, given name first, in either script."),
        ] + changeableFields

    /// The parts of the name, and the sex; the address by which a person is known stays.
    package static let changeableFields = [
        DraftField("given_name_cyrl", "With family_name_cyrl, instead of the full name."),
        DraftField("family_name_cyrl", "With given_name_cyrl."),
        DraftField("given_name_latn", "With family_name_latn, instead of the full name."),
        DraftField("family_name_latn", "With given_name_latn."),
        DraftField("sex", "M or F; left out when the person does not say."),
    ]
}
