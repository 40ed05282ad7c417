import ArgumentParser

/// The register of certificates.
struct CertificateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "certificate",
        abstract: "Certificates: the register.",
        subcommands: [
            CertificateEligible.self, CertificateIssue.self, CertificateList.self,
            CertificateRevoke.self, CertificateReplace.self, CertificateExport.self,
        ]
    )
}
