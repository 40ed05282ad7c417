"""The programs of others that check what ours signed, each behind one function.

Every function raises for a document that its program does not accept.
"""
import base64
import hashlib
import json
import os
import pathlib
import subprocess

import openbadgeslib.ob3
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from joserfc import jws
from joserfc.jwk import ECKey, RSAKey
from openbadgeslib.ob3.ldp import OB3LdpVerifier
from openbadgeslib.ob3.verifier import OB3Verifier
from openvc.did.base import parse_did_document
from openvc.verify import VerificationPolicy, verify_credential
from pyld import jsonld
from pyoxigraph import CanonicalizationAlgorithm, Dataset, RdfFormat, parse

CREDENTIALS = "https://www.w3.org/ns/credentials/v2"
BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def contexts():
    """The contexts as published, or as openbadgeslib brings them along."""
    data = os.environ.get("OBUKA_STANDARDS_DATA")
    if data:
        validator = "1EdTech+digital-credentials-public-validator/inspector-vc/src/main/resources"
        files = {
            CREDENTIALS: pathlib.Path(data, "w3c+vc-data-model/contexts/credentials/v2"),
            BADGES: pathlib.Path(data, validator, "contexts/ob-v3p0-3.0.3.json"),
        }
    else:
        print("OBUKA_STANDARDS_DATA is not set: contexts are openbadgeslib's")
        brought = pathlib.Path(openbadgeslib.ob3.__file__).parent / "contexts"
        files = {
            CREDENTIALS: brought / "credentials-v2.json",
            BADGES: brought / "ob-v3p0-context-3.0.3.json",
        }
    return {url: json.loads(path.read_text()) for url, path in files.items()}


def base58(text):
    number = 0
    for symbol in text:
        number = number * 58 + ALPHABET.index(symbol)
    zeros = len(text) - len(text.lstrip("1"))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")


class Engines:
    def __init__(self, directory):
        self.directory = directory
        self.files = {name: (directory / name).read_bytes() for name in ("did.json", "status.json")}
        self.did = json.loads(self.files["did.json"])
        self.contexts = contexts()
        self.addresses = {
            "https://obuka.example/o/centar/did.json": self.files["did.json"],
            json.loads(self.files["status.json"])["id"]: self.files["status.json"],
        }
        multikey = self.did["verificationMethod"][0]["publicKeyMultibase"]
        self.key = Ed25519PublicKey.from_public_bytes(base58(multikey[1:])[2:])
        self.badges = OB3LdpVerifier.for_issuer_did(self.did["id"])
        self.tokens = OB3Verifier.for_issuer_did(self.did["id"], download=self.download)
        jsonld.set_document_loader(self.load)

    def load(self, url, options=None):
        document = self.contexts[url]
        return {
            "contextUrl": None,
            "documentUrl": url,
            "contentType": "application/ld+json",
            "document": document,
        }

    def download(self, url, *arguments, **options):
        return self.addresses[url]

    # DidResolver of openvc
    def supports(self, did):
        return did == self.did["id"]

    def resolve(self, did):
        return parse_did_document(self.did)

    def primitives(self, document):
        """PyLD and pyoxigraph give the same lines, and the signature is over them."""
        document = dict(document)
        proof = dict(document.pop("proof"))
        value = proof.pop("proofValue")
        proof["@context"] = document["@context"]
        hashes = [hashlib.sha256(self.canonical(part)).digest() for part in (proof, document)]
        self.key.verify(base58(value[1:]), b"".join(hashes))

    def canonical(self, document):
        options = {"format": "application/n-quads"}
        lines = jsonld.to_rdf(document, options)
        dataset = Dataset(parse(lines, format=RdfFormat.N_QUADS))
        dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
        oxigraph = sorted(f"{quad} ." for quad in dataset)
        pyld = jsonld.normalize(document, {"algorithm": "URDNA2015", **options})
        assert pyld.splitlines() == oxigraph, "PyLD and pyoxigraph differ"
        return pyld.encode()

    def openbadgeslib(self, document):
        self.badges.verify(
            document, check_status=True, download=self.download, verify_status_list=False
        )

    def openvc(self, document):
        extra = {BADGES: self.contexts[BADGES]}

        def status_list(url):
            verified = verify_credential(
                json.loads(self.addresses[url]),
                resolver=self,
                policy=VerificationPolicy(require_status=False),
            )
            assert verified.issuer == self.did["id"]
            return json.loads(self.addresses[url])

        verify_credential(
            document, resolver=self, resolve_status_list=status_list, extra_contexts=extra
        )

    def openbadgeslib_token(self, token):
        self.tokens.verify(
            token, check_status=True, download=self.download, verify_status_list=False
        )

    def joserfc(self, token):
        header = json.loads(base64.urlsafe_b64decode(token.split(".")[0] + "=="))
        method = next(m for m in self.did["verificationMethod"] if m["id"] == header["kid"])
        kind = {"EC": ECKey, "RSA": RSAKey}[method["publicKeyJwk"]["kty"]]
        key = kind.import_key(method["publicKeyJwk"])
        payload = json.loads(
            jws.deserialize_compact(token, key, algorithms=["ES256", "RS256"]).payload
        )
        assert payload["iss"] == payload["issuer"]["id"] == self.did["id"]
        assert payload["jti"] == payload["id"]
        assert payload["sub"] == payload["credentialSubject"]["id"]
        return payload

    def jose(self, token, key):
        """Debian's jose reads a token from a file and the key from its own address's document."""
        command = ["jose", "jws", "ver", "-i", "-", "-k", str(self.directory / f"{key}.jwk")]
        subprocess.run(command, input=token.encode(), check=True, capture_output=True)
