/// What a file of a package is served as, by the ending of its name.
///
/// A fixed list: what nobody knows is downloaded, and never guessed by a browser. Pages, scripts
/// and styles say their own encoding, which in older packages is windows-1251 or 1250: a `charset`
/// here would overrule it (HTML section 13.2.3.1).
enum ContentType {
    static func of(_ path: String) -> String {
        let name = path.utf8.split(separator: UInt8(ascii: "/")).last.map { Array($0) } ?? []
        guard let dot = name.lastIndex(of: UInt8(ascii: ".")) else { return unknown }
        let ending = String(decoding: name[(dot + 1)...], as: UTF8.self).lowercased()
        return byEnding[ending] ?? unknown
    }

    private static let unknown = "application/octet-stream"

    private static let byEnding = [
        "html": "text/html", "htm": "text/html",
        "xhtml": "application/xhtml+xml", "css": "text/css",
        "js": "text/javascript", "mjs": "text/javascript",
        "json": "application/json", "map": "application/json", "xml": "application/xml",
        "xsd": "application/xml", "dtd": "application/xml-dtd", "txt": "text/plain; charset=utf-8",
        "csv": "text/csv; charset=utf-8", "vtt": "text/vtt; charset=utf-8",
        "srt": "text/plain; charset=utf-8", "pdf": "application/pdf",
        "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif",
        "webp": "image/webp", "svg": "image/svg+xml", "ico": "image/x-icon", "bmp": "image/bmp",
        "avif": "image/avif", "mp4": "video/mp4", "m4v": "video/mp4", "webm": "video/webm",
        "ogv": "video/ogg", "mp3": "audio/mpeg", "m4a": "audio/mp4", "ogg": "audio/ogg",
        "oga": "audio/ogg", "wav": "audio/wav", "woff": "font/woff", "woff2": "font/woff2",
        "ttf": "font/ttf", "otf": "font/otf", "eot": "application/vnd.ms-fontobject",
        "wasm": "application/wasm", "swf": "application/x-shockwave-flash",
    ]
}
