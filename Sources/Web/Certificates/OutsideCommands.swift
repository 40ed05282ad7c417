/// How somebody checks a certificate with programs that are not ours, as commands of a shell.
///
/// The README shows the same commands for the demonstration; a test runs them and holds both
/// against each other.
struct OutsideCommands {
    /// The address of this service.
    let site: String
    /// The issuer's identifier.
    let did: String

    /// Example of an ID, in the place of the one that stands on a document.
    private static let id = "KE28-13PK-K8E2-4MX5"

    var fetch: String {
        """
        site=\(site)
        id=\(OutsideCommands.id)
        for form in json jwt tlog-proof; do curl -fsSo "certificate.$form" "$site/c/$id.$form"; done
        curl -fsSo did.json "$site/o/centre/did.json"
        list=$(jq -r .credentialStatus.statusListCredential certificate.json | cut -d / -f 4-)
        curl -fsSo status.json "$site/$list"
        """
    }

    var install: String {
        """
        python3 -m venv venv
        venv/bin/pip install openvc-core==1.37.0 'openbadgeslib[ldp]==4.6.3'
        """
    }

    var openvc: String {
        """
        venv/bin/python - <<'END'
        import json, pathlib, openbadgeslib.ob3
        from openvc.did.base import parse_did_document
        from openvc.verify import VerificationPolicy, verify_credential

        def read(path):
            return json.loads(pathlib.Path(path).read_text())

        class Issuer:  # what a look-up of did:web would answer
            def supports(self, did):
                return did == "\(did)"

            def resolve(self, did):
                return parse_did_document(read("did.json"))

        def status_list(address):
            policy = VerificationPolicy(require_status=False)
            found = verify_credential(read("status.json"), resolver=Issuer(), policy=policy)
            assert read("status.json")["id"] == address and Issuer().supports(found.issuer)
            return read("status.json")

        contexts = pathlib.Path(openbadgeslib.ob3.__file__).parent / "contexts"
        badges = read(contexts / "ob-v3p0-context-3.0.3.json")
        found = verify_credential(
            read("certificate.json"), resolver=Issuer(), resolve_status_list=status_list,
            extra_contexts={"https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json": badges})
        print("genuine and not revoked:", found.credential["credentialSubject"]["name"])
        END
        """
    }

    var openbadgeslib: String {
        """
        venv/bin/python - <<'END'
        import pathlib
        from openbadgeslib.ob3.ldp import OB3LdpVerifier

        def download(address, *arguments, **options):
            name = "did.json" if address.endswith("/did.json") else "status.json"
            return pathlib.Path(name).read_bytes()

        found = OB3LdpVerifier.for_issuer_did("\(did)").verify(
            pathlib.Path("certificate.json").read_text(), check_status=True,
            download=download, verify_status_list=False)
        print("genuine and not revoked:", found.id)
        END
        """
    }

    var jose: String {
        """
        jq '{keys: [.verificationMethod[].publicKeyJwk | values]}' did.json > keys.jwks
        jose jws ver -i certificate.jwt -k keys.jwks -O claims.json &&
            jq '{iss, name: .credentialSubject.name, course: .name, validUntil}' claims.json
        """
    }

    var status: String {
        """
        python3 - <<'END'
        import base64, gzip, json
        slot = int(json.load(open("claims.json"))["credentialStatus"]["statusListIndex"])
        packed = json.load(open("status.json"))["credentialSubject"]["encodedList"][1:]
        bits = gzip.decompress(base64.urlsafe_b64decode(packed + "=="))
        print("revoked" if bits[slot // 8] & 128 >> slot % 8 else "not revoked")
        END
        """
    }

    var pdf: String {
        """
        curl -fsSo certificate.pdf "$site/c/$id.pdf"
        curl -fsSo ca.pem "$site/o/centre/ca.pem"
        mkdir trust && certutil -N -d sql:trust --empty-password
        certutil -A -d sql:trust -n centre -t CT,CT,CT -i ca.pem
        pdfsig -nssdir trust certificate.pdf
        pdfdetach -list certificate.pdf
        """
    }
}
