/// A statement with its parameters, written as an interpolated literal.
///
/// `\(value)` never becomes text of the statement: it becomes `$1`, `$2`, … and travels beside it
/// in PostgreSQL's binary form. `\(sql)` splices another statement with its parameters,
/// `\(raw:)` takes constants of the program, `\(identifier:)` quotes a name. There is no
/// initialiser from `String`, so text that came from outside cannot become SQL.
package struct SQL: ExpressibleByStringInterpolation, Sendable {
    /// The statement with `$n` where the parameters belong.
    package private(set) var text: String
    var parameters: SQLParameters

    package init(stringLiteral literal: String) {
        text = literal
        parameters = SQLParameters()
    }

    package init(stringInterpolation interpolation: StringInterpolation) {
        text = interpolation.text
        parameters = interpolation.parameters
    }

    /// Takes text as SQL without a look at it; for scripts read from files of our own.
    init(unchecked text: String) {
        self.text = text
        parameters = SQLParameters()
    }

    /// Builds an `SQL` from a literal; the compiler calls it.
    package struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var text: String
        fileprivate var parameters = SQLParameters()

        package init(literalCapacity: Int, interpolationCount: Int) {
            text = ""
            text.reserveCapacity(literalCapacity + interpolationCount * 3)
            parameters.reserve(interpolationCount)
        }

        package mutating func appendLiteral(_ literal: String) {
            text.append(literal)
        }

        /// Binds a value.
        package mutating func appendInterpolation<Value: SQLValue>(_ value: Value) {
            let position = text.utf8.count
            parameters.bind(value, at: position)
            text.append("$")
            text.append(String(parameters.count))
        }

        /// Binds a value or NULL; its own, because the compiler warns of optionals otherwise.
        package mutating func appendInterpolation<Value: SQLValue>(_ value: Value?) {
            let position = text.utf8.count
            parameters.bind(value, at: position)
            text.append("$")
            text.append(String(parameters.count))
        }

        /// Splices a statement with its parameters.
        package mutating func appendInterpolation(_ sql: SQL) {
            guard sql.parameters.count > 0 else {
                text.append(sql.text)
                return
            }
            splice(sql)
        }

        /// Inserts a constant of the program.
        package mutating func appendInterpolation(raw constant: StaticString) {
            text.append(constant.description)
        }

        /// Inserts a name (of a table, a column, a role) in double quotes.
        package mutating func appendInterpolation(identifier name: String) {
            text.append("\"")
            for scalar in name.unicodeScalars {
                if scalar == "\"" { text.append("\"") }
                text.unicodeScalars.append(scalar)
            }
            text.append("\"")
        }

        /// Copies the text piece by piece, because its parameters get other numbers here.
        private mutating func splice(_ sql: SQL) {
            let utf8 = sql.text.utf8
            var copied = utf8.startIndex
            for (number, slot) in sql.parameters.slots.enumerated() {
                let start = utf8.index(utf8.startIndex, offsetBy: slot.position)
                text.append(contentsOf: sql.text[copied..<start])
                parameters.copy(slot, of: sql.parameters, at: text.utf8.count)
                text.append("$")
                text.append(String(parameters.count))
                let placeholderLength = 1 + String(number + 1).utf8.count
                copied = utf8.index(start, offsetBy: placeholderLength)
            }
            text.append(contentsOf: sql.text[copied...])
        }
    }
}

extension SQL: CustomStringConvertible, CustomReflectable {
    /// The statement without its parameters.
    package var description: String { text }

    /// Shows no parameters either: they may be personal data.
    package var customMirror: Mirror { Mirror(self, children: ["text": text]) }
}
