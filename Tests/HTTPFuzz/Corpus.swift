/// What mutations begin with, and what they put in.
enum Corpus {
    static let requests: [[UInt8]] = texts.map { Array($0.utf8) }

    static let pieces: [[UInt8]] =
        words.map { Array($0.utf8) } + [[0], [0x7F], [0x80], [0xFF], [0xC3, 0xA9], [0x0B], [0x0C]]

    private static let texts = [
        "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /c/ABCD-EFGH?x=1&y=%D0%B6 HTTP/1.1\r\nHost: obuka.example:8080\r\nAccept: */*\r\n\r\n",
        "GET / HTTP/1.0\r\n\r\n",
        "GET http://a/b?c HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET http://a HTTP/1.0\r\n\r\n",
        "OPTIONS * HTTP/1.1\r\nHost: [::1]:1\r\n\r\n",
        "HEAD /x HTTP/1.1\r\nHost: a\r\nConnection: close\r\nIf-None-Match: \"x\"\r\n\r\n",
        "POST /e HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello",
        "PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\nabc",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "a;b=\"c\\\"d\" ; e = f\r\n0123456789\r\n00\r\nT: u\r\nContent-Length: 1\r\n\r\n",
        "\r\n\r\nDELETE /a HTTP/1.1\r\nHost: a\r\n\r\n\r\nGET /b HTTP/1.1\r\nHost: b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 1.2.3.4\r\nForwarded: for=\"[::1]\"\r\n"
            + "Range: bytes=0-1,-5\r\nCookie: a=b; c=d\r\nX: \tb\u{E9} \r\nY:\r\n\r\n",
        "PATCH / HTTP/1.1\r\nHost: a\r\nConnection: keep-alive, close\r\nContent-Length: 0\r\n\r\n",
    ]

    private static let words = [
        "\r\n", "\n", "\r", "\r\n\r\n", " ", "\t", ":", ": ", ";", "=", "\"", "\\", ",", "%", "%00",
        "#", "?", "/", "//", "*", "@", "[", "]", "0\r\n\r\n", "1\r\na\r\n", "FFFFFFFFFFFFFFFF",
        "7fffffffffffffff", "18446744073709551616", "-1", "+1", "0x1", "chunked", "identity",
        "gzip, chunked", "HTTP/1.1", "HTTP/1.0", "HTTP/2.0", "HTTP/1.9", "GET ", "POST ",
        "CONNECT ",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "Host: a\r\n", "Host: b\r\n", "Host:\r\n",
        "Content-Length: 3\r\n", "Content-Length: 03\r\n", "Content-Length: 3, 3\r\n",
        "Transfer-Encoding: chunked\r\n", "Transfer-Encoding : chunked\r\n",
        "Transfer-Encoding:\u{B}chunked\r\n", "Expect: 100-continue\r\n", "Expect: x\r\n",
        "Connection: close\r\n", "Connection: keep-alive\r\n", " folded\r\n", "X: y\r\n",
        "http://a", "https://", ";a=b", ";a=\"", "Trailer: x\r\n", "aaaaaaaaaaaaaaaaaaaaaaaa",
    ]
}
