"""The requests that are compared: valid ones, damaged ones and the classics of smuggling."""

import random

METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"]
TARGETS = ["/", "/a", "/c/X?y=1", "/%D0%B6", "/a//b/../c", "/?", "http://h/x?y", "https://h", "/a;b=c"]
FIELDS = [
    "Accept: */*", "X: ", "X:y", "X: \ty \t", "Cookie: a=b; c=d", "User-Agent: x (y; z)",
    "Connection: keep-alive", "TE: trailers", "X: caf\u00e9", "Range: bytes=0-1", "A.b_c~1: x",
]
PIECES = [
    b"\r\n", b"\n", b"\r", b" ", b"\t", b":", b";", b"=", b"\0", b"\x0b", b"\x7f", b"\xff", b",",
    b"0\r\n\r\n", b"1\r\na\r\n", b"chunked", b"HTTP/1.1", b"HTTP/1.0", b"HTTP/2.0", b"HTTP/1.2",
    b"Host: h\r\n", b"Host: i\r\n", b"Content-Length: 3\r\n", b"Content-Length: 4\r\n",
    b"Transfer-Encoding: chunked\r\n", b"Transfer-Encoding: identity\r\n", b"Connection: close\r\n",
    b" folded\r\n", b"Expect: 100-continue\r\n", b"+", b"-1", b"0x", b"\"", b"#", b"[", b"@", b"%",
]

POST = b"POST / HTTP/1.1\r\nHost: h\r\n"
NEXT = b"GET /smuggled HTTP/1.1\r\nHost: h\r\n\r\n"


def content(rng):
    length = rng.choice([0, 1, 3, 10, 300])
    return bytes(rng.choice(b"abc\r\n0 \x00\xff") for _ in range(length))


def chunked(rng, body):
    out = b""
    while body:
        size = rng.randint(1, len(body))
        piece, body = body[:size], body[size:]
        digits = ("%x" if rng.random() < 0.5 else "%X") % size
        zeros = "0" * rng.choice([0, 0, 0, 3])
        extension = rng.choice(["", "", "", ";a", ";a=b", ';a="b c"', ";a=b;c=d", " ;a", ";a = b"])
        out += (zeros + digits + extension).encode() + b"\r\n" + piece + b"\r\n"
    trailer = rng.choice([b"", b"", b"T: u\r\n", b"Content-Length: 9\r\n"])
    return out + b"0\r\n" + trailer + b"\r\n"


def valid(rng):
    version = rng.choice(["1.1"] * 8 + ["1.0"])
    target = rng.choice(TARGETS)
    method = rng.choice(METHODS)
    if method == "OPTIONS" and rng.random() < 0.3:
        target = "*"
    fields = [rng.choice(["Host: h", "host:h", "HOST: h", "Host: \t h "])]
    fields += rng.sample(FIELDS, rng.randint(0, 4))
    body = b""
    kind = rng.choice(["none", "length", "chunked"])
    if kind == "length":
        body = content(rng)
        fields.append("%s: %d" % (rng.choice(["Content-Length", "content-length"]), len(body)))
    elif kind == "chunked" and version == "1.1":
        fields.append("Transfer-Encoding: " + rng.choice(["chunked", "Chunked", " chunked "]))
        body = chunked(rng, content(rng))
    if rng.random() < 0.1:
        fields.append("Connection: close")
    rng.shuffle(fields)
    head = "\r\n".join(["%s %s HTTP/%s" % (method, target, version)] + fields)
    return head.encode("latin-1") + b"\r\n\r\n" + body


def damaged(rng):
    data = bytearray(b"".join(valid(rng) for _ in range(rng.randint(1, 3))))
    for _ in range(rng.randint(1, 3)):
        place = rng.randrange(len(data) + 1)
        kind = rng.randrange(5)
        if kind == 0:
            data[place:place] = rng.choice(PIECES)
        elif kind == 1:
            del data[place:place + rng.randint(1, 4)]
        elif kind == 2:
            data[place:place + 1] = bytes([rng.randrange(256)])
        elif kind == 3:
            data[place:place] = data[place:place + rng.randint(1, 30)]
        else:
            piece = rng.choice(PIECES)
            data[place:place + len(piece)] = piece
    return bytes(data)


def classics():
    lengths = [
        b"3", b"03", b"+3", b"-3", b"3,3", b"3, 3", b"3 3", b"0x3", b"3.0", b"", b"\t3", b"3\x0b", b"\xb3",
        b"99999999999999999999", b"18446744073709551619",
    ]
    for value in lengths:
        yield POST + b"Content-Length: " + value + b"\r\n\r\nabc" + NEXT
    for second in lengths:
        yield POST + b"Content-Length: 3\r\nContent-Length: " + second + b"\r\n\r\nabc" + NEXT
    codings = [
        b"chunked", b"Chunked", b"xchunked", b"chunked, identity", b"identity, chunked", b"identity",
        b"gzip, chunked", b"chunked, chunked", b" chunked", b"\x0bchunked", b"chunked\x0b", b"\"chunked\"",
        b"chunked;q=1", b"chunked,", b",chunked", b"chunk", b"", b"chunked\r\n x", b"x\r\n chunked",
        b"chunked\x00", b"ch\xd8\xb9unked", b"cow",
    ]
    for coding in codings:
        for extra in [b"", b"Content-Length: 4\r\n", b"Content-Length: 30\r\n"]:
            for name in [b"Transfer-Encoding: ", b"Transfer-Encoding : ", b"Transfer_Encoding: ",
                         b" Transfer-Encoding: ", b"Transfer-Encoding\t:", b"X: y\nTransfer-Encoding: ",
                         b"X: y\rTransfer-Encoding: ", b"Transfer\x00-Encoding: "]:
                yield POST + name + coding + b"\r\n" + extra + b"\r\n0\r\n\r\n" + NEXT
                yield POST + extra + name + coding + b"\r\n\r\n3\r\nabc\r\n0\r\n\r\n" + NEXT
    chunk_starts = [
        b"3\r\nabc\r\n", b"3 \r\nabc\r\n", b" 3\r\nabc\r\n", b"0x3\r\nabc\r\n", b"+3\r\nabc\r\n", b"-3\r\nabc\r\n",
        b"3\nabc\r\n", b"3\r\nabc\n", b"3\rabc\r\n", b"3;\r\nabc\r\n", b"3;a=\"\r\n\"\r\nabc\r\n", b"3;a\nb\r\nabc\r\n",
        b"3\r\nabcd\r\n", b"3\r\nab\r\n", b"FFFFFFFFFFFFFFFF3\r\nabc\r\n", b"100000003\r\nabc\r\n", b"3g\r\nabc\r\n",
        b"3,3\r\nabc\r\n", b"\r\n3\r\nabc\r\n", b"3\t;a\r\nabc\r\n", b"3\x00\r\nabc\r\n", b"3\r\r\nabc\r\n",
        b"0000000000000000000003\r\nabc\r\n", b"3;" + b"a" * 300 + b"\r\nabc\r\n",
    ]
    ends = [b"0\r\n\r\n", b"0\n\r\n", b"0\r\n\n", b"00\r\n\r\n", b"0;a\r\n\r\n", b"0\r\nA: b\r\n\r\n", b"0\r\nA : b\r\n\r\n",
            b"0\r\n A: b\r\n\r\n", b"0\r\nA: b\n\r\n", b"0\r\nA\r\n\r\n", b"0\r\nTransfer-Encoding: x\r\n\r\n", b"0 \r\n\r\n"]
    for start in chunk_starts:
        for end in ends:
            yield POST + b"Transfer-Encoding: chunked\r\n\r\n" + start + end + NEXT
    lines = [
        b"GET / HTTP/1.1", b"GET  / HTTP/1.1", b"GET / HTTP/1.1 ", b" GET / HTTP/1.1", b"GET\t/ HTTP/1.1", b"GET /\tHTTP/1.1",
        b"GET / HTTP/1.2", b"GET / HTTP/1.0", b"GET / HTTP/0.9", b"GET / HTTP/2.0", b"GET / HTTP/1.10", b"GET / HTTP/01.1",
        b"GET / HTTP/1", b"GET / HTTP 1.1", b"GET / http/1.1", b"GET /", b"GET", b"", b"GET /a b HTTP/1.1", b"GET a HTTP/1.1",
        b"GET * HTTP/1.1", b"OPTIONS * HTTP/1.1", b"CONNECT h:1 HTTP/1.1", b"get / HTTP/1.1", b"G@T / HTTP/1.1",
        b"GET /\x00 HTTP/1.1", b"GET /\x7f HTTP/1.1", b"GET /\xff HTTP/1.1", b"GET /# HTTP/1.1", b"GET ?a HTTP/1.1",
        b"GET http://h HTTP/1.1", b"GET http://i/ HTTP/1.1", b"GET http:///a HTTP/1.1", b"GET //h/a HTTP/1.1", b"BREW / HTTP/1.1",
        b"GET http://h:80/ HTTP/1.1", b"GET https://h:443/ HTTP/1.1", b"GET https://h:80/ HTTP/1.1",
    ]
    for line in lines:
        for start in [b"", b"\r\n", b"\r\n\r\n", b"\r\n\r\n\r\n", b"\n"]:
            yield start + line + b"\r\nHost: h\r\n\r\n" + NEXT
        yield line + b"\nHost: h\n\n" + NEXT
    hosts = [b"", b"Host: h\r\nHost: h\r\n", b"Host:\r\n", b"Host: h:80\r\n", b"Host: h:x\r\n", b"Host: h, i\r\n", b"Host: u@h\r\n",
             b"Host: h/x\r\n", b"Host: [::1]\r\n", b"Host: [::1\r\n", b"Host: h h\r\n", b"Host : h\r\n", b"Host: h\r\n\ti\r\n",
             b"Host: \xff\r\n", b"Host: h\x00\r\n", b"X: y\r\n\x00Host: h\r\n", b": h\r\nHost: h\r\n", b"Host: h\r\nX\r\n",
             b"Host: h\r\nX: a\x01b\r\n", b"Host: h\r\nX: a\x7fb\r\n", b"Host: h\r\nX: a\xe9b\r\n", b"Host: h\r\nX(: a\r\n"]
    for host in hosts:
        for version in [b"1.1", b"1.0"]:
            yield b"GET / HTTP/" + version + b"\r\n" + host + b"\r\n" + NEXT
    yield POST + b"".join(b"A%d: b\r\n" % i for i in range(120)) + b"\r\n" + NEXT
    yield POST + b"A: " + b"b" * 40000 + b"\r\n\r\n" + NEXT
    yield b"GET /" + b"a" * 9000 + b" HTTP/1.1\r\nHost: h\r\n\r\n" + NEXT
    for expect in [b"100-continue", b"100-Continue", b"x"]:
        yield POST + b"Expect: " + expect + b"\r\nContent-Length: 3\r\n\r\nabc" + NEXT


def all_cases(count, seed):
    """Inputs, each with whether nothing is wrong with it, so that nothing excuses a refusal."""
    rng = random.Random(seed)
    cases = [(data, False) for data in classics()]
    while len(cases) < count:
        if rng.random() < 0.25:
            cases.append((b"".join(valid(rng) for _ in range(rng.randint(1, 4))), True))
        else:
            cases.append((damaged(rng), False))
    return cases
