import Documents
import Foundation

extension Samples {
    /// Makes certificates on several threads and prints how many in a second.
    func measure(_ count: Int, threads: Int, logos: [[UInt8]]) async throws {
        let certificates = try Language.allCases.map { language in
            var certificate = try CertificateDocument.sample(.completion, language)
            certificate.logos = logos
            return certificate
        }
        let signer = try SampleSigner(moment: moment).signer
        let steps: [(name: String, make: @Sendable (CertificateDocument) throws -> Int)] = [
            ("PDF", { try paper.pdf(of: $0, madeAt: moment).count }),
            (
                "PDF, attachments and signature",
                {
                    let plain = try paper.pdf(of: $0, madeAt: moment)
                    let attached = try PDFAttachment.attach(
                        Self.attachments,
                        to: plain,
                        at: moment
                    )
                    return try signer.sign(attached, at: moment).count
                }
            ),
        ]
        for (name, make) in steps {
            let clock = ContinuousClock()
            let start = clock.now
            let bytes = try await withThrowingTaskGroup(of: Int.self) { group in
                for thread in 0..<threads {
                    group.addTask {
                        // The sum keeps every certificate from being made for nothing.
                        var bytes = 0
                        for index in stride(from: thread, to: count, by: threads) {
                            bytes += try make(certificates[index % certificates.count])
                        }
                        return bytes
                    }
                }
                return try await group.reduce(0, +)
            }
            let seconds = (clock.now - start) / .seconds(1)
            let rate = Int(Double(count) / seconds)
            print("\(name): \(rate) a second on \(threads) threads, \(bytes / count) bytes each")
        }
    }
}
