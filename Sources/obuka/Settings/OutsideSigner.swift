import Documents
import Foundation

extension Settings {
    /// Who signs documents instead of the centre's own key; nil when nobody is configured.
    ///
    /// Throws `Settings.Problem` with what is wrong with the key, the certificates, or the two of
    /// them together.
    func outsideSigner() throws -> DocumentSigner? {
        let names = ("OBUKA_DOCUMENT_CERTIFICATE", "OBUKA_DOCUMENT_KEY_FILE")
        switch (documentCertificateFile, documentKeyFile) {
        case (nil, nil): return nil
        case (let file?, nil):
            throw Problem(names.0, file, "set \(names.1) to the file of its key, too")
        case (nil, let file?):
            throw Problem(names.1, file, "set \(names.0) to the file of its certificates, too")
        case (let certificates?, let key?):
            let pem = try Self.text(of: certificates, names.0)
            let keyText = try Self.text(of: key, names.1)
            do {
                return try DocumentSigner(certificates: pem, key: keyText)
            } catch X509Error.refused(let reason) {
                throw Problem(names.0, certificates, reason)
            } catch {
                throw Problem(names.0, certificates, "this is no certificate in PEM")
            }
        }
    }

    private static func text(of path: String, _ name: String) throws -> String {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Problem(name, path, "the file cannot be read")
        }
        return String(decoding: data, as: UTF8.self)
    }
}
