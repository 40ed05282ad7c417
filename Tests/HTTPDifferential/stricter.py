"""Every way in which we refuse what h11 accepts, and the few in which it is the other way round.

Each entry: the code of our refusal, a test that the input has the peculiarity, and the reason.
A refusal that no entry explains fails the comparison.
"""

import re

KNOWN_METHODS = rb"GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|TRACE"


def has(pattern):
    compiled = re.compile(pattern, re.DOTALL)
    return lambda data: compiled.search(data) is not None


STRICTER = [
    ("bare_line_feed", has(rb"(?<!\r)\n"),
     "RFC 9112 2.2 lets a recipient take a bare LF for a line end; a proxy before us may not"),
    ("folded_field_line", has(rb"\n[ \t]"),
     "RFC 9112 5.2: a server must refuse obs-fold or replace it; h11 replaces"),
    ("method_not_implemented", has(rb"(^|\n)(?!(" + KNOWN_METHODS + rb") )"),
     "RFC 9110 9.1: 501 for a method that is not known, in any case but upper case, or CONNECT"),
    ("http_version_not_supported", has(rb"HTTP/[02-9]\.[0-9]"),
     "h11 takes any digit for the major version; only 1 frames as HTTP/1.1 does"),
    ("invalid_request_target", has(rb"[A-Z] +[^/ ]|[#\x00-\x20\x7f-\xff]|//"),
     "RFC 9112 3.2: one of four forms without fragment, control or byte above ASCII"),
    ("malformed_request_line", has(rb"HTTP/[0-9.]+|(^|\n)\r"),
     "RFC 9112 3: h11 skips no empty line but tolerates blanks that we do not"),
    ("missing_host", has(rb"HTTP/1\.[1-9]"),
     "RFC 9112 3.2: h11 asks for Host only in exactly HTTP/1.1"),
    ("invalid_host", has(rb"[Hh][Oo][Ss][Tt]"),
     "RFC 9112 3.2: h11 does not look into Host, nor compares it with an absolute target"),
    ("invalid_content_length", has(rb"(?i)content-length"),
     "RFC 9110 8.6 lets a recipient refuse a repeated equal length and a list; h11 merges them"),
    ("content_length_with_transfer_encoding", has(rb"(?i)content-length"),
     "RFC 9112 6.1 and 6.3: a server may refuse both; h11 lets Transfer-Encoding win"),
    ("transfer_encoding_in_http_1_0", has(rb"HTTP/1\.0"),
     "RFC 9112 6.1: framing of such a request is faulty; h11 reads it as chunked"),
    ("invalid_chunk", has(rb"(?i)chunked"),
     "RFC 9112 7.1: h11 lets anything stand in an extension, and blanks after the size"),
    ("chunk_extensions_too_long", has(rb";[^\r\n]{200,}"),
     "RFC 9112 7.1.1: a recipient ought to limit extensions; ours is 256 bytes a chunk"),
    ("expectation_failed", has(rb"(?i)expect"),
     "RFC 9110 10.1.1: 417 for an expectation that is not known"),
    ("invalid_field_value", has(rb"[\x00-\x08\x0a-\x1f\x7f]"),
     "RFC 9110 5.5: h11 lets controls but NUL, CR and LF stand in a value"),
    ("too_many_fields", has(rb"(.*?\n){100}"), "a limit of ours: 100 fields"),
    ("fields_too_large", has(rb".{32000}"), "a limit of ours: 32 KiB of fields"),
    ("request_line_too_long", has(rb".{8000}"), "a limit of ours: 8 KiB"),
    ("content_too_large", has(rb"(?i)content-length|chunked"), "a limit of the echo route: 1 MiB"),
]

LAXER = [
    (has(rb"(^|\n)(\r\n){1,2}[A-Z]"),
     "RFC 9112 2.2: a server should ignore an empty line before the request line; h11 refuses it"),
    (has(rb"(^|\n)[0-9A-Fa-f]+[ \t]+;"),
     "RFC 9110 5.6.3: a recipient must parse bad white space before an extension; h11 refuses it"),
    (has(rb"\n0+[^\n]*\n([^\r\n]+\r\n)*(?i:content-length|transfer-encoding)"),
     "RFC 9110 6.5.1: framing fields among the trailers are dropped unread; h11 checks their values"),
]


def explains_refusal(code, data):
    return next((reason for c, test, reason in STRICTER if c == code and test(data)), None)


def explains_acceptance(data):
    return next((reason for test, reason in LAXER if test(data)), None)
