import CLibPQ

/// What one connection is made with: the conninfo of the operator and what this program adds.
struct ConnectionSettings: Sendable {
    /// A libpq URI or keyword string, several hosts included.
    var url: String
    var applicationName: String
    /// Whole seconds; libpq knows no smaller unit.
    var connectTimeout: Duration
    /// How long the server may stay silent before this side gives the connection up; nil is for
    /// connections whose statements may take as long as they need.
    var answerTimeout: Duration?
    /// Server settings in force from the first statement on; they win over those in the URL.
    var serverSettings: [(name: String, value: String)]
    var preparedStatementsMax: Int
    /// Whether only a server will do that is no standby; of several hosts the first such is taken.
    var mustBePrimary = false

    /// The keywords and values for libpq.
    ///
    /// - Throws: `.cannotConnect` when the URL is none.
    func keywords() throws(PostgresError) -> [(String, String)] {
        var keywords = try ConnectionSettings.parse(url)
        func setDefault(_ keyword: String, _ value: String) {
            if !keywords.contains(where: { $0.0 == keyword }) { keywords.append((keyword, value)) }
        }
        setDefault("application_name", applicationName)
        // Strings here are UTF-8, whatever the URL or the environment would like.
        keywords.removeAll { $0.0 == "client_encoding" }
        keywords.append(("client_encoding", "UTF8"))
        if mustBePrimary { setDefault("target_session_attrs", "primary") }
        setDefault("connect_timeout", String(max(2, connectTimeout.components.seconds)))
        // A server that vanished without a word is noticed after about a minute, not two hours.
        setDefault("keepalives_idle", "30")
        setDefault("keepalives_interval", "10")
        setDefault("keepalives_count", "3")
        setDefault("tcp_user_timeout", "60000")
        let options = serverSettings.map { setting in
            "-c \(setting.name)=\(ConnectionSettings.escaped(setting.value))"
        }.joined(separator: " ")
        let own = keywords.first { $0.0 == "options" }?.1
        keywords.removeAll { $0.0 == "options" }
        keywords.append(("options", [own, options].compactMap { $0 }.joined(separator: " ")))
        return keywords
    }

    /// What libpq said about a connection, on one line and without the passwords.
    func withoutSecrets(_ message: String, _ keywords: [(String, String)]) -> String {
        var message = message.trimmed.replacing("\n", with: "; ")
        for (keyword, secret) in keywords where keyword.hasSuffix("password") && !secret.isEmpty {
            message = message.replacing(secret, with: "…")
        }
        return message
    }

    /// In `options` a space separates and a backslash escapes.
    private static func escaped(_ value: String) -> String {
        value.reduce(into: "") { escaped, character in
            if character == " " || character == "\\" { escaped.append("\\") }
            escaped.append(character)
        }
    }

    private static func parse(_ url: String) throws(PostgresError) -> [(String, String)] {
        var message: UnsafeMutablePointer<CChar>?
        guard let options = PQconninfoParse(url, &message) else {
            // Its words quote the URL, password and all.
            PQfreemem(message)
            throw PostgresError(.cannotConnect, "the database URL is not valid")
        }
        defer { PQconninfoFree(options) }
        var keywords: [(String, String)] = []
        var option = options
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val {
                keywords.append((String(cString: keyword), String(cString: value)))
            }
            option += 1
        }
        return keywords
    }
}
