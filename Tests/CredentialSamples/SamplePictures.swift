/// The smallest pictures of both kinds, and the smallest document.
package enum SamplePictures {
    /// One transparent point.
    package static let png: [UInt8] = [
        0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x00, 0x00, 0x00, 0x0D, 0x49, 0x48, 0x44,
        0x52,
        0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x06, 0x00, 0x00, 0x00, 0x1F, 0x15,
        0xC4,
        0x89, 0x00, 0x00, 0x00, 0x0B, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9C, 0x63, 0x60, 0x00, 0x02,
        0x00,
        0x00, 0x05, 0x00, 0x01, 0x7A, 0x5E, 0xAB, 0x3F, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4E,
        0x44,
        0xAE, 0x42, 0x60, 0x82,
    ]

    package static let svg = Array(
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <!-- A badge -->
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>Значка &amp; знак</title>
        <path d='M0 0'/></svg>
        """.utf8
    )

    /// A PDF of one empty page.
    package static let pdf: [UInt8] = {
        let objects = [
            "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>",
        ]
        var file = "%PDF-1.7\n"
        var table = "0000000000 65535 f \n"
        for (place, object) in objects.enumerated() {
            let offset = String(file.utf8.count)
            table += String(repeating: "0", count: 10 - offset.count) + offset + " 00000 n \n"
            file += "\(place + 1) 0 obj\n\(object)\nendobj\n"
        }
        let start = file.utf8.count
        file += "xref\n0 4\n\(table)trailer\n<</Size 4/Root 1 0 R>>\nstartxref\n\(start)\n%%EOF\n"
        return Array(file.utf8)
    }()
}
