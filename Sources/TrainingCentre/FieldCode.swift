/// What is wrong with a field, for programs: stable, while the sentence for people may change.
package enum FieldCode: String, CaseIterable, Sendable {
    case missing
    case tooLong = "too_long"
    /// A character that cannot be printed or seen.
    case unprintable
    case notCyrillic = "not_cyrillic"
    case notLatin = "not_latin"
    case noCode = "no_code"
    case noEmail = "no_email"
    case severalEmails = "several_emails"
    /// Something else in a name than the name of one person.
    case noName = "no_name"
    /// A given or a family name alone.
    case halfName = "half_name"
    case noDate = "no_date"
    /// No whole number within the bounds.
    case noInteger = "no_integer"
    /// No number within the bounds.
    case noNumber = "no_number"
    /// The end of something lies before its beginning.
    case beforeStart = "before_start"
    /// None of the values that there are.
    case notKnown = "not_known"
    /// A name or code of nothing that there is.
    case notFound = "not_found"
    /// A name of several things.
    case ambiguous
    case twiceInFile = "twice_in_file"
    /// An address that somebody of another name has.
    case nameDiffers = "name_differs"
    /// A row with more or fewer fields than the header.
    case fieldCount = "field_count"
    /// The number by which the state knows a citizen, which is not kept.
    case personalNumber = "personal_number"
    /// Something else, of which the sentence tells.
    case other = "invalid"
}
