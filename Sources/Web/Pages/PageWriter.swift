import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

/// Takes the forms that somebody in a browser sends from our own pages: each acts once, and leads
/// to a page that says what was done.
///
/// A browser adds a password by itself, also to what another site makes it send. So a form counts
/// only from our own origin, as far as the browser says from where it comes, and only with a key
/// that nobody else can make (`FormKey`).
struct PageWriter: Sendable {
    let centre: TrainingCentre
    let reader: PageReader
    /// The address of the service without a slash at the end.
    let publicURL: String
    /// Seconds since 1970.
    let unixTime: @Sendable () -> Int

    static let keyField = "form_key"

    enum Limits {
        static let formBytesMax = 1 << 16
        static let fileBytesMax = 4 << 20
    }

    /// Somebody who opened a page with forms.
    struct Reader: Sendable {
        let actor: Actor
        let credential: String
    }

    /// A form that may act.
    struct Sent: Sendable {
        let reader: Reader
        private(set) var form: PageForm
        let key: FormKey
        let request: Request

        var actor: Actor { reader.actor }
        /// What is filled in, without the key.
        var values: [String: String] { form.values.filter { $0.key != PageWriter.keyField } }

        fileprivate init(reader: Reader, form: PageForm, key: FormKey, request: Request) {
            (self.reader, self.form, self.key, self.request) = (reader, form, key, request)
        }

        /// Says which file came with it, by its digest.
        mutating func add(_ digest: String) { form.add(file: digest) }
    }

    /// Who opens a page with forms; refuses as `PageReader.require`.
    func open(_ request: Request) async throws -> Reader {
        let actor = try await reader.require(request)
        guard let credential = Authorization(request).credential else {
            throw AccessError.notSignedIn
        }
        return Reader(actor: actor, credential: credential)
    }

    /// The key for a form on the page that somebody opens.
    func key(for reader: Reader) -> String {
        FormKey(for: reader.credential, at: unixTime(), chance: centre.chance).text
    }

    /// Reads a form; refuses with `FormRefusal.foreign` what did not come from a page of ours.
    func receive(
        _ request: Request,
        bytesMax: Int = Limits.formBytesMax
    ) async throws -> Sent {
        try FormOrigin(publicURL: publicURL).check(request)
        let reader = try await open(request)
        let form = try await PageForm(request, bytesMax: bytesMax)
        let key = try FormKey(
            reading: form[PageWriter.keyField],
            of: reader.credential
        )
        return Sent(reader: reader, form: form, key: key, request: request)
    }

    /// Reads a form with a large file as far as the file, which is taken behind the key only.
    ///
    /// Refuses as `receive`, and with `FormRefusal.stale`.
    func receive(upload request: Request) async throws -> (sent: Sent, upload: MultipartUpload) {
        try FormOrigin(publicURL: publicURL).check(request)
        let reader = try await open(request)
        let upload = try await MultipartUpload(request)
        let key = try FormKey(reading: upload.values[PageWriter.keyField], of: reader.credential)
        try key.checkAge(at: unixTime())
        let form = PageForm(upload.values)
        return (Sent(reader: reader, form: form, key: key, request: request), upload)
    }

    /// Does what a form asks for, once, and keeps what was done; gives its name.
    ///
    /// Refuses like `body`, and with `FormRefusal.stale` and `IdempotencyKeyReused`.
    func perform(
        _ sent: Sent,
        _ body: @escaping @Sendable (Form, Act, borrowing Transaction) throws -> JSON
    ) async throws -> String {
        try sent.key.checkAge(at: unixTime())
        let values = sent.values
        let act = try Act(
            by: sent.actor,
            because: values["reason"],
            requestID: sent.request.id
        )
        let once = try Submission.once(
            sent.key.name,
            by: sent.actor,
            Array("\(sent.request.method) \(sent.request.path)\n".utf8) + sent.form.content
        )
        _ = try await centre.write(act, once: once) { (transaction: borrowing Transaction) in
            let done = try body(Form(values), act, transaction)
            return StoredAnswer(status: HTTPResponse.Status.seeOther.code, body: done.bytes)
        }
        return sent.key.name
    }

    /// What a form did, on the page to which it led; nil when nothing is known of it.
    func done(_ request: Request, by reader: Reader) async throws -> JSON? {
        guard let name = try Query(request)["done"] else { return nil }
        let stored = try await centre.storedAnswer(name, of: reader.actor)
        return try stored.map { try JSON.parse($0.body) }
    }

    /// Leads to a page, where `done` finds what the form did.
    static func lead(to path: String, done name: String, _ request: Request) -> Response {
        let language = LanguageChoice.language(of: request)
        return .see("/\(language.rawValue)\(path)?done=\(name.percentEncoded)")
    }
}

extension Authorization {
    /// What proves who sends the request; nil without.
    fileprivate var credential: String? {
        switch self {
        case .token(let token), .password(let token): token
        case .none, .unreadable: nil
        }
    }
}
