/// Forms that types of both standards are put together from.
enum RunTimePatterns {
    static let decimal = #"-?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)"#

    /// Anything without white space.
    static let word = #"[^\u0000-\u0020\u007F-\u00A0]+"#

    /// A URI or a URN (RFC 3986, RFC 8141), told loosely: letters of every script are taken.
    static let identifier =
        "(?:[Uu][Rr][Nn]:[A-Za-z0-9][A-Za-z0-9-]{1,31}:\(uriCharacters)"
        + "|(?![Uu][Rr][Nn]:)\(uriCharacters))"

    private static let uriCharacters = #"[^\u0000-\u0020\u007F-\u00A0"<>\[\]\\^`{|}]+"#

    /// RFC 3066.
    static let language = "(?:[A-Za-z]{2,3}|[ix])(?:-[A-Za-z0-9]{1,8})*"

    /// Text that may say its language in front.
    static let localized =
        #"(?:\{lang="# + language + #"\}|(?!\{lang=[^}]*\}))[\s\S]*"#

    /// The same behind other words in braces, which may not be misspelt.
    static let localizedPattern =
        #"(?:\{lang="# + language + #"\})?"#
        + #"(?!\{(?:lang|case_matters|order_matters)=[^}]*\})[\s\S]*"#

    static let caseMatters = #"\{case_matters=(?:true|false)\}"#
    static let orderMatters = #"\{order_matters=(?:true|false)\}"#

    /// A point in time (RTE 4.1.1.7): a time zone only behind fractions of a second.
    static let time =
        "(?:19[789][0-9]|20[0-2][0-9]|203[0-8])"
        + "(?:-(?:0[1-9]|1[0-2]))?|(?:\(date))(?:T\(hours)(?::\(minutes)(?::\(minutes)"
        + #"(?:\.[0-9]{1,2}(?:Z|[+-]"# + "\(hours)(?::\(minutes))?)?)?)?)?)?"

    /// A day that there was or will be, from 1970 to 2038.
    private static let date =
        "(?:19[789][0-9]|20[0-2][0-9]|203[0-8])"
        + "-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
        + "|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))"
        + "|(?:19(?:7[26]|8[048]|9[26])|20(?:[02][048]|1[26]|3[26]))-02-29"

    private static let hours = "(?:[01][0-9]|2[0-3])"
    private static let minutes = "[0-5][0-9]"

    /// A length of time (RTE 4.1.1.8).
    static let duration =
        "P(?=[0-9T])(?:[0-9]{1,9}Y)?(?:[0-9]{1,9}M)?(?:[0-9]{1,9}D)?"
        + #"(?:T(?=[0-9])(?:[0-9]{1,9}H)?(?:[0-9]{1,9}M)?(?:[0-9]{1,9}(?:\.[0-9]{1,2})?S)?)?"#
}
