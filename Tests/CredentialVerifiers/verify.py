"""Lets every program check every sample, and samples that were tampered with."""
import json
import os
import pathlib
import shutil
import sys
import time

import jsonschema
from openbadgeslib.baking import ITXT_KEYWORD_OB3, SVG_ELEMENT_OB3, extract_png, extract_svg

from engines import Engines


class Tally:
    """What each program accepted and refused, and what it should have."""

    def __init__(self):
        self.counts = {}
        self.failures = []

    def check(self, program, sample, run, refusal=None):
        """Runs a check that is to succeed, or to fail with an error that tells of `refusal`."""
        started = time.monotonic()
        try:
            run()
            accepted, reason = True, ""
        except Exception as error:  # every program has errors of its own
            accepted, reason = False, f"{type(error).__name__}: {error}"
        good, bad, seconds = self.counts.get(program, (0, 0, 0))
        seconds += time.monotonic() - started
        self.counts[program] = (good + accepted, bad + (not accepted), seconds)
        if accepted != (refusal is None) or (refusal and refusal not in reason.lower()):
            wanted = f"refuse for “{refusal}”" if refusal is not None else "accept"
            self.failures.append(f"{program} should {wanted} {sample}: {reason}"[:500])

    def end(self):
        for program, (good, bad, seconds) in self.counts.items():
            print(f"{program:24} {good:5} accepted {bad:5} refused {seconds:7.1f} s")
        for failure in self.failures[:10]:
            print(failure, file=sys.stderr)
        sys.exit(1 if self.failures else 0)


def schema():
    data = os.environ.get("OBUKA_STANDARDS_DATA")
    if not data:
        print("OBUKA_STANDARDS_DATA is not set: the official schema is not checked")
        return None
    path = pathlib.Path(data, "ob3-schemas/ob_v3p0_achievementcredential_schema.json")
    definition = json.loads(path.read_text())
    checker = jsonschema.Draft201909Validator.FORMAT_CHECKER
    return jsonschema.Draft201909Validator(definition, format_checker=checker)


def documents(engines, tally, validator, number):
    text = (engines.directory / f"{number}.json").read_text()
    document = json.loads(text)
    refusal = "revo" if number % 7 == 0 else None
    tally.check("PyLD and pyoxigraph", number, lambda: engines.primitives(document))
    tally.check("openbadgeslib", number, lambda: engines.openbadgeslib(text), refusal)
    tally.check("openvc", number, lambda: engines.openvc(document), refusal)
    if validator:
        tally.check("official schema", number, lambda: validator.validate(document))


def tokens(engines, tally, validator, number):
    token = (engines.directory / f"{number}.jwt").read_text()
    refusal = "revo" if number % 7 == 0 else None
    tally.check("openbadgeslib, token", number, lambda: engines.openbadgeslib_token(token), refusal)
    tally.check("joserfc", number, lambda: engines.joserfc(token))
    if validator:
        payload = engines.joserfc(token)
        tally.check("schema, token", number, lambda: validator.validate(payload))
    if shutil.which("jose"):
        tally.check("jose", number, lambda: engines.jose(token, "key-2"))
    if number % 20:
        return
    rsa = (engines.directory / f"{number}.rs256.jwt").read_text()
    tally.check("joserfc, RS256", number, lambda: engines.joserfc(rsa))
    if shutil.which("jose"):
        tally.check("jose, RS256", number, lambda: engines.jose(rsa, "key-3"))
        tally.check("jose, wrong key", number, lambda: engines.jose(rsa, "key-2"), "")


def tampered(engines, tally, number):
    """What is changed has to be refused, or accepting the rest would say nothing."""
    document = json.loads((engines.directory / f"{number}.json").read_text())
    document["credentialSubject"]["name"] += "!"
    tally.check("PyLD, tampered", number, lambda: engines.primitives(document), "invalidsignature")
    tally.check("openbadgeslib, tampered", number, lambda: engines.openbadgeslib(document), "")
    tally.check("openvc, tampered", number, lambda: engines.openvc(document), "")
    token = (engines.directory / f"{number}.jwt").read_text()
    other = (engines.directory / f"{number + 1}.jwt").read_text()
    mixed = ".".join(token.split(".")[:2] + other.split(".")[2:])
    tally.check("joserfc, tampered", number, lambda: engines.joserfc(mixed), "")
    tally.check("openbadgeslib, mixed", number, lambda: engines.openbadgeslib_token(mixed), "")


def pictures(engines, tally, number):
    document = (engines.directory / f"{number}.json").read_text()

    def png():
        picture = (engines.directory / f"{number}.png").read_bytes()
        assert extract_png(picture, keyword=ITXT_KEYWORD_OB3) == document

    def svg():
        picture = (engines.directory / f"{number}.svg").read_bytes()
        assert extract_svg(picture, element=SVG_ELEMENT_OB3, text_fallback=True) == document

    tally.check("openbadgeslib, PNG", number, png)
    tally.check("openbadgeslib, SVG", number, svg)


def main():
    engines = Engines(pathlib.Path(sys.argv[1]))
    tally = Tally()
    validator = schema()
    if not shutil.which("jose"):
        print("jose is not installed: it checks no token")
    list_of_status = json.loads(engines.files["status.json"])
    tally.check("status list", "status.json", lambda: engines.primitives(list_of_status))
    count = len(list(engines.directory.glob("*.jwt"))) - len(
        list(engines.directory.glob("*.rs256.jwt"))
    )
    assert count > 0, "there are no samples"
    for number in range(count):
        documents(engines, tally, validator, number)
        tokens(engines, tally, validator, number)
        if number % 100 == 1:
            pictures(engines, tally, number)
        if number % 50 == 2 and number + 1 < count:
            tampered(engines, tally, number)
    tally.end()


main()
