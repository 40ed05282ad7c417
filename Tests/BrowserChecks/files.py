"""Files as somebody presents them: genuine ones in every wrapping, and what forgers do to them."""
import base64
import copy
import json
import struct
import unicodedata
import zlib

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAAC0lEQVR4nGNgAAIAAAUAAXpeqz8AAAAASUVORK5CYII="
)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0"/></svg>'
NAMESPACE = b'xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0"'


def png(credential):
    """The credential in a PNG, right behind its header."""
    chunk = b"iTXt" + b"openbadgecredential" + b"\0" * 5 + credential
    baked = struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
    return PNG[:33] + baked + PNG[33:]


def svg(credential):
    """The credential in an SVG: JSON as character data, a token as an attribute."""
    inside = (
        b"<openbadges:credential><![CDATA[" + credential + b"]]></openbadges:credential>"
        if credential.startswith(b"{") else b'<openbadges:credential verify="' + credential + b'"/>'
    )
    return SVG.replace(b"<svg ", b"<svg " + NAMESPACE + b" ").replace(b"<path", inside + b"<path")


def pdf(*attachments, packed=False):
    """A PDF of one empty page with attachments of the type application/vc."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names["
        + b"".join(b"(c%d.json)%d 0 R" % (number, 4 + 2 * number)
                   for number in range(len(attachments)))
        + b"]>>>>>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>",
    ]
    for number, attachment in enumerate(attachments):
        name = b"(c%d.json)" % number
        stream = zlib.compress(attachment) if packed else attachment
        filtered = b"/Filter/FlateDecode" if packed else b""
        objects.append(
            b"<</Type/Filespec/F%b/UF%b/EF<</F %d 0 R>>>>" % (name, name, 5 + 2 * number)
        )
        objects.append(
            b"<</Type/EmbeddedFile/Subtype/application#2Fvc/Length %d%b>>\nstream\n%b\nendstream"
            % (len(stream), filtered, stream)
        )
    file = b"%PDF-1.7\n"
    places = []
    for number, content in enumerate(objects):
        places.append(len(file))
        file += b"%d 0 obj\n%b\nendobj\n" % (number + 1, content)
    table = len(file)
    file += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    file += b"".join(b"%010d 00000 n \n" % place for place in places)
    file += b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1, table)
    return file


def written(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=")


def tampered(document, token, other):
    """Name, bytes and the reason that has to be found, for each kind of tampering."""
    whole = json.loads(document)

    def changed(change):
        value = copy.deepcopy(whole)
        change(value)
        return written(value)

    def name(value, new):
        old = value["credentialSubject"]["name"]
        text = written(value).decode()
        return json.loads(text.replace(written(old).decode(), written(new).decode()))

    holder = whole["credentialSubject"]["name"]
    latin = whole["credentialSubject"]["identifier"][1]["identityHash"]
    subject = ["credentialSubject"]

    def put(path, new):
        def change(value):
            for part in path[:-1]:
                value = value[part]
            value[path[-1]] = new
        return changed(change)

    header, payload, signature = token.split(b".")
    claims = json.loads(base64.urlsafe_b64decode(payload + b"=="))

    def with_header(members):
        return base64url(written(members)) + b"." + payload + b"." + signature

    def with_claims(change):
        value = copy.deepcopy(claims)
        change(value)
        return header + b"." + base64url(written(value)) + b"." + signature

    own = json.loads(base64.urlsafe_b64decode(header + b"=="))
    one_slot = str(int(whole["credentialStatus"]["statusListIndex"]) ^ 1)
    other_slot = document.replace(
        b'"' + whole["credentialStatus"]["statusListIndex"].encode() + b'"',
        b'"' + one_slot.encode() + b'"',
    ).replace(
        whole["credentialStatus"]["id"].encode(),
        whole["credentialStatus"]["statusListCredential"].encode() + b"#" + one_slot.encode(),
    )
    stray = whole["issuer"]["id"].replace("obuka.example", "evil.example")
    swapped = json.loads(other)["proof"]
    return [
        ("another name", written(name(whole, "Ана Бабић")), "wrong_signature"),
        ("a Latin letter in a Cyrillic name",
         written(name(whole, holder.replace("а", "a", 1))), "wrong_signature"),
        ("letters with their accents apart",
         document.replace(latin.encode(), unicodedata.normalize("NFD", latin).encode()),
         "unacceptable_fact"),
        ("a turned text", written(name(whole, "\u202e" + holder)), "unacceptable_fact"),
        ("an invisible letter", written(name(whole, holder[:2] + "\u200b" + holder[2:])),
         "unacceptable_fact"),
        ("a member more", put(["honours"], "summa cum laude"), "unexpected_member"),
        ("a member twice", document.replace(b'"validFrom"', b'"name":"x","validFrom"', 1),
         "malformed"),
        ("another context", put(["@context", 1], "https://evil.example/v1"), "wrong_contexts"),
        ("another key", put(["proof", "verificationMethod"], whole["issuer"]["id"] + "#mine"),
         "unknown_key"),
        ("a key of another",
         put(["proof", "verificationMethod"],
             "did:key:z6MkpTHR8VNsBxYAAWHut2Geadd9jSwuBV8xRoAnwWsdvktH"),
         "key_of_another"),
        ("the key for tokens", put(["proof", "verificationMethod"], own["kid"]),
         "key_of_other_kind"),
        ("the proof of another", put(["proof"], swapped), "wrong_signature"),
        ("two proofs", put(["proof"], [whole["proof"], swapped]), "several_proofs"),
        ("no proof", changed(lambda value: value.pop("proof")), "no_proof"),
        ("another suite", put(["proof", "cryptosuite"], "eddsa-jcs-2022"), "wrong_proof"),
        ("another issuer", document.replace(whole["issuer"]["id"].encode(), stray.encode()),
         "wrong_issuer"),
        ("an issuer that is not there",
         document.replace(whole["issuer"]["id"].encode(), whole["issuer"]["id"].encode() + b"x"),
         "wrong_issuer"),
        ("an innocent slot", other_slot, "wrong_signature"),
        ("a number as a text", put([*subject, "identifier", 0, "hashed"], "false"),
         "wrong_value"),
        ("milliseconds", put(["validFrom"], whole["validFrom"].replace("Z", ".000Z")),
         "wrong_value"),
        ("half a surrogate pair", document.replace(
            written(holder)[1:-1], b"\\ud83d"), "malformed"),
        ("very deep nesting", document[:-1] + b',"a":' + b"[" * 99 + b"]" * 99 + b"}",
         "malformed"),
        ("something behind it", document + b"{}", "malformed"),
        ("a mark of the byte order", b"\xef\xbb\xbf" + document, "malformed"),
        ("a zero byte within", document.replace(b"{", b"{\0", 1), "malformed"),
        ("cut off", document[:-200], "malformed"),
        ("a large one", document + b" " * 200_000, "too_large"),
        ("a token: no algorithm", with_header({**own, "alg": "none"}), "token_header"),
        ("a token: a secret as the key", with_header({**own, "alg": "HS256"}), "token_header"),
        ("a token: a key brought along", with_header({**own, "jwk": {}}), "token_header"),
        ("a token: another name",
         with_claims(lambda value: value["credentialSubject"]["identifier"][1].update(
             identityHash="Ana Babić")), "wrong_signature"),
        ("a token: another beginning", with_claims(lambda value: value.update(nbf=0)),
         "wrong_claim"),
        ("a token: padded", token + b"==", "token_form"),
        ("PNG: a wrong checksum", png(document)[:-20] + b"\1" + png(document)[-19:],
         "image_form"),
        ("PNG: none in it", PNG, "no_credential_in_image"),
        ("PNG: a changed one", png(written(name(whole, "Ана Бабић"))), "wrong_signature"),
        ("SVG: none in it", SVG, "no_credential_in_image"),
        ("SVG: a document type", b"<!DOCTYPE svg>" + svg(document), "image_form"),
        ("PDF: none in it", pdf(), "no_credential_in_pdf"),
        ("PDF: two in it", pdf(document, other), "several_credentials_in_pdf"),
        ("PDF: words in it", pdf(b"certified"), "other_file"),
        ("PDF: a changed one", pdf(written(name(whole, "Ана Бабић"))), "wrong_signature"),
        ("PDF: cut off", pdf(document)[:-40], "pdf_form"),
    ]


#: What has nothing to do with certificates.
JUNK = [
    ("words", b"This is to certify that I am a trainer.", "other_file"),
    ("nothing", b"", "other_file"),
    ("bytes", bytes(range(256)) * 40, "other_file"),
    ("another JSON", b'{"name": "Ana"}', "missing_member"),
    ("a list", b"[1, 2, 3]", "other_file"),
]
