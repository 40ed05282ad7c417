import Postgres

/// The number by which the state knows a citizen (JMBG), which is kept nowhere here.
enum PersonalNumber {
    /// Whether a text holds one.
    ///
    /// It has 13 digits, also with single spaces, dots, dashes or slashes among them, begins with a
    /// date and ends with the check digit of the Law on the Unique Citizen Number. The database
    /// asks the same of what is entered, by `holds_personal_number`.
    static func isIn(_ text: String) -> Bool {
        guard text.utf8.count(where: isDigit) >= 13 else { return false }
        var run: [Int] = []
        var gap = false
        for byte in text.utf8 {
            if isDigit(byte) {
                run.append(Int(byte) - 48)
                gap = false
            } else if !gap, !run.isEmpty, separators.contains(byte) {
                gap = true
            } else {
                if holds(run) { return true }
                run = []
                gap = false
            }
        }
        return holds(run)
    }

    private static let separators = Set(" .-/".utf8)

    private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

    /// Whether any 13 digits in a row are one: something else may stand before it, such as a
    /// number of a house.
    private static func holds(_ digits: [Int]) -> Bool {
        guard digits.count >= 13 else { return false }
        return (0...digits.count - 13).contains { isNumber(Array(digits[$0..<$0 + 13])) }
    }

    private static func isNumber(_ digits: [Int]) -> Bool {
        let day = digits[0] * 10 + digits[1]
        let month = digits[2] * 10 + digits[3]
        let year = digits[4] * 100 + digits[5] * 10 + digits[6]
        let thousands = year < 800 ? 2_000 : 1_000
        guard CalendarDate(year: thousands + year, month: month, day: day) != nil else {
            return false
        }
        var sum = 0
        for place in 0..<6 {
            let pair: Int = digits[place] + digits[place + 6]
            sum += (7 - place) * pair
        }
        let check = 11 - sum % 11
        return digits[12] == (check > 9 ? 0 : check)
    }
}

extension PersonalNumber {
    static let problem =
        "holds a personal number (JMBG), which is kept nowhere here: leave it out"

    /// The refusal behind the triggers that keep such numbers out.
    static func refusal(_ error: PostgresError) -> InvalidForm? {
        let field: String? =
            switch error.constraint {
            case "enrolments_function_no_personal_number",
                "activity_participants_function_no_personal_number":
                "function"
            case "enrolments_institution_no_personal_number": "institution"
            case "people_email_no_personal_number": "email"
            default: nil
            }
        return field.map { InvalidForm([FieldProblem($0, problem, .personalNumber)]) }
    }
}

extension Form {
    /// What somebody is and where: at most 300 characters, empty when the form does not say.
    ///
    /// A personal number in it is refused.
    mutating func textOfWork(_ field: String) -> String {
        let text = optionalText(field) ?? ""
        if PersonalNumber.isIn(text) {
            refuse(field, PersonalNumber.problem, .personalNumber)
        }
        return text
    }
}
