"""Every way in which we refuse what h11 accepts, and the few in which it is the other way round.

Each entry: the code of our refusal, a test that the input, or what h11 read, has the peculiarity,
and the reason.
A refusal that no entry explains fails the comparison.
"""

import re

TOKEN = rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
KNOWN_METHODS = rb"GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|TRACE"
REQUEST_LINE = re.compile(rb"(" + TOKEN + rb") ([^\r\n]*) HTTP/[0-9]\.[0-9]\r?\n")
HOST = rb"(?:(?:[!$&-.;=_~0-9A-Za-z]|%[0-9A-Fa-f]{2})+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{0,5})?"
TARGET = re.compile(rb"/[!-\"$-~]*|(?i:https?)://" + HOST + rb"(?:[/?][!-\"$-~]*)?")
EXTENSIONS = re.compile(
    rb"(?:[ \t]*;[ \t]*" + TOKEN + rb"(?:[ \t]*=[ \t]*(?:" + TOKEN
    + rb"|\"(?:[^\"\\\x00-\x08\x0a-\x1f\x7f]|\\[\t\x20-\x7e\x80-\xff])*\"))?)*")


def has(pattern):
    compiled = re.compile(pattern, re.DOTALL)
    return lambda data, _: compiled.search(data) is not None


def has_unknown_method(_, message):
    return not re.fullmatch(KNOWN_METHODS, message.method)


def has_odd_target(data, _):
    return any(
        not TARGET.fullmatch(target) and (method, target) != (b"OPTIONS", b"*")
        for method, target in REQUEST_LINE.findall(data))


def has_odd_host(data, _):
    """A Host that is none, or that an absolute target contradicts in more than the usual port."""
    hosts = re.findall(rb"(?i)host:[ \t]*([^\r\n]*?)[ \t]*\r?\n", data)
    if not all(re.fullmatch(HOST, host) for host in hosts):
        return True
    for scheme, target in re.findall(rb" (https?)://([^/? ]*)", data.lower()):
        port = rb":(?:443)?$" if scheme == b"https" else rb":(?:80)?$"
        if any(re.sub(port, b"", host.lower()) != re.sub(port, b"", target) for host in hosts):
            return True
    return False


def has_odd_chunk_line(data, _):
    lines = re.findall(rb"(?:^|\n)([0-9A-Fa-f]+)([^\n]*?)\r\n", data)
    return any(len(size) > 15 or not EXTENSIONS.fullmatch(rest) for size, rest in lines)


STRICTER = [
    ("bare_line_feed", has(rb"(?<!\r)\n"),
     "RFC 9112 2.2 lets a recipient take a bare LF for a line end; a proxy before us may not"),
    ("folded_field_line", has(rb"\n[ \t]"),
     "RFC 9112 5.2: a server must refuse obs-fold or replace it; h11 replaces"),
    ("method_not_implemented", has_unknown_method,
     "RFC 9110 9.1: 501 for a method that is not known, in any case but upper case, or CONNECT"),
    ("http_version_not_supported", has(rb"HTTP/[02-9]\.[0-9]"),
     "h11 takes any digit for the major version; only 1 frames as HTTP/1.1 does"),
    ("invalid_request_target", has_odd_target,
     "RFC 9112 3.2: one of four forms without fragment, control or byte above ASCII"),
    ("missing_host", has(rb" HTTP/1\.[2-9]\r?\n"),
     "RFC 9112 3.2: h11 asks for Host only in exactly HTTP/1.1"),
    ("invalid_host", has_odd_host,
     "RFC 9112 3.2: h11 does not look into Host. RFC 9112 3.2.2 has a server ignore a Host that an "
     "absolute target contradicts; we refuse it, for who stands before us may have gone by it"),
    ("invalid_content_length",
     has(rb"(?i)content-length:[^\n]*(?:,|\n[ \t]|\n(?:[^\r\n][^\n]*\n)*content-length:)"),
     "RFC 9110 8.6 lets a recipient refuse a repeated equal length and a list; h11 merges them, "
     "and unfolds a length that stands on the next line"),
    ("content_length_with_transfer_encoding", has(rb"(?i)content-length:(.*)transfer-encoding:|"
                                                  rb"transfer-encoding:(.*)content-length:"),
     "RFC 9112 6.1 and 6.3: a server may refuse both; h11 lets Transfer-Encoding win"),
    ("transfer_encoding_in_http_1_0", has(rb"HTTP/1\.0"),
     "RFC 9112 6.1: framing of such a request is faulty; h11 reads it as chunked"),
    ("invalid_chunk", has_odd_chunk_line,
     "RFC 9112 7.1: h11 lets anything stand in an extension, and blanks after the size"),
    ("chunk_extensions_too_long", has(rb";[^\r\n]{200,}"),
     "RFC 9112 7.1.1: a recipient ought to limit extensions; ours is 256 bytes a chunk"),
    ("expectation_failed", has(rb"(?i)expect:[ \t]*(?!100-continue[ \t]*\r?\n)"),
     "RFC 9110 10.1.1: 417 for an expectation that is not known"),
    ("invalid_field_value", has(rb"[\x00-\x08\x0a-\x1f\x7f]"),
     "RFC 9110 5.5: h11 lets controls but NUL, CR and LF stand in a value"),
    ("too_many_fields", has(rb"(.*?\n){100}"), "a limit of ours: 100 fields"),
    ("fields_too_large", has(rb"[^\n]{32000}"), "a limit of ours: 32 KiB of fields"),
    ("request_line_too_long", has(rb"[^\n]{8000}"), "a limit of ours: 8 KiB"),
]

LAXER = [
    (has(rb"(^|\n)(\r\n){1,2}[A-Z]"),
     "RFC 9112 2.2: a server should ignore an empty line before the request line; h11 refuses it"),
    (has(rb"(^|\n)[0-9A-Fa-f]+[ \t]+;"),
     "RFC 9110 5.6.3: a recipient must parse bad white space before an extension; h11 refuses it"),
    (has(rb"\n0+[^\n]*\n([^\r\n]+\r\n)*(?i:content-length|transfer-encoding)"),
     "RFC 9110 6.5.1: framing fields among the trailers are dropped unread; h11 checks their values"),
]


def explains_refusal(code, data, message):
    """Why we refused with `code` where h11 read `message`; None when nothing explains it."""
    return next(
        (reason for c, test, reason in STRICTER if c == code and test(data, message)), None)


def explains_acceptance(data):
    return next((reason for test, reason in LAXER if test(data, None)), None)
