import Documents
import Foundation

let dir = URL(filePath: CommandLine.arguments[1])
let data = try Data(contentsOf: URL(filePath: CommandLine.arguments[2]))
let template = try PaperTemplate(json: Array(data))
let moment = Date(timeIntervalSince1970: 1_709_900_000)
for kind in CertificateDocument.Kind.allCases {
    for edition in Edition.allCases {
        let d = try CertificateDocument.sample(kind, edition)
        try Data(template.pdf(of: d, madeAt: moment)).write(
            to: dir.appending(path: "\(kind)-\(edition.rawValue).pdf"))
    }
}
