import ArgumentParser

/// The register of certificates.
struct CertificateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "certificate",
        abstract: "Certificates: the register.",
        subcommands: [
            CertificateEligible.self, CertificateDraft.self, CertificateApprove.self,
            CertificateReject.self, CertificateIssue.self, CertificateBatches.self,
            CertificateList.self, CertificateRevoke.self, CertificateReplace.self,
            CertificateCeremony.self, CertificateCeremonyList.self, CertificateHandOver.self,
            CertificateExport.self, CertificatePrint.self,
        ]
    )
}
