import ArgumentParser
import Credentials
import Documents
import Foundation
import TrainingCentre

/// Answers what a verifier is told about an ID or a file.
struct VerifyCommand: CentreCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "What a verifier is told about an ID, or about a certificate's file.",
        discussion: """
            A file (JSON, JWT, PDF, PNG or SVG) is checked against the issuer's document and the \
            status list: those of this centre, or with --offline the given ones alone, without any \
            database. Of a PDF the signature is checked too, and what is attached. Exit code 0 \
            valid, 5 unknown, 1 otherwise.

              obuka verify K6X2-PKPP-P4E8-0X23
              obuka verify ana.json --offline --did did.json --status list.json
            """
    )

    @OptionGroup var options: SettingOptions
    @OptionGroup var output: OutputOptions
    @Argument(help: "The ID, however it is typed, or a file.") var subject: String
    @Flag(help: "Use only the files named here.") var offline = false
    @Option(help: "The issuer's document, as its address serves it.") var did: String?
    @Option(help: "The status list, as its address serves it.") var status: String?
    @Option(help: "A .tlog-proof of the certificate.") var proof: String?
    @Option(help: "The log's key, as `obuka log vkey` prints it.") var vkey: String?
    @Option(help: "The authority for PDFs, as `obuka key certificate` prints it.") var ca: String?
    @Option(help: "A checkpoint that the proof must agree with.") var checkpoint: String?
    @Option(help: "The key of a witness that must have cosigned the proof; may be repeated.")
    var witness: [String] = []

    func run() async throws {
        guard offline else { return try await withProgram() }
        try await CommandRun.run(format: output.format) {
            guard let did else { throw ValidationError("--offline needs --did FILE") }
            guard witness.isEmpty || proof != nil else {
                throw ValidationError("--witness needs --proof FILE")
            }
            let files = PresentedFiles(
                certificate: try contents(subject),
                issuerDocument: try contents(did),
                statusList: try status.map(contents),
                logProof: try proof.map(contents),
                logKey: vkey,
                checkpoint: try checkpoint.map(contents),
                witnesses: witness,
                authorities: try ca.map(authorities) ?? []
            )
            try answer(try files.answer(at: Int(Date().timeIntervalSince1970)))
        }
    }

    func run(_ program: Program, as actor: Actor) async throws {
        // An ID is no name of a file that is there, and no ID looks like a file's name.
        guard isFile else {
            return try answer(JSON.parse(try await program.centre.verify(subject).jsonBytes))
        }
        let bytes = try contents(subject)
        try answer(try await program.centre.verify(file: bytes))
    }

    private func authorities(_ path: String) throws -> [X509Certificate] {
        do {
            return try X509Certificate.list(pem: String(decoding: contents(path), as: UTF8.self))
        } catch is X509Error {
            throw ValidationError("--ca \(path): this is no certificate in PEM")
        }
    }

    private var isFile: Bool {
        if FileManager.default.fileExists(atPath: subject) { return true }
        if subject.contains("://") { return false }
        let endings = [".json", ".jwt", ".jws", ".pdf", ".png", ".svg"]
        return subject.contains("/") || endings.contains(where: subject.lowercased().hasSuffix)
    }

    private func contents(_ path: String) throws -> [UInt8] {
        try WholeFile.read(path)
    }

    /// What any answer may have: a column that this one does not have is empty.
    private static let columns = [
        "status", "log", "id", "number", "kind", "holder", "holder_shown", "course", "project",
        "starts_on", "ends_on", "venue", "hours", "issued_on", "expires_on", "suspended_on",
        "revoked_on", "reason_class", "replaced_by", "mistyped", "message", "issuer", "criteria",
        "score_percent", "valid_from", "valid_until", "code", "reason",
    ]

    private func answer(_ json: JSON) throws {
        try out.write(json, mayHave: Self.columns)
        switch json["status"]?.text {
        // A script that asks for nothing but the exit code must not take a suspended trainer, nor
        // what a thief of a key may have signed.
        case VerificationStatus.valid.rawValue
        where json["suspended_on"] == nil && json["logged_before_key_revocation"] != false: return
        case VerificationStatus.unknown.rawValue: throw Exit.notFound.code
        default: throw Exit.failure.code
        }
    }
}
