"""Validates /api/v1/openapi.json of a server that is started here on the demonstration."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request

import jsonschema
from openapi_spec_validator import OpenAPIV31SpecValidator

PREFIX = "/api/v1"
PERSON = "mijan.stikic@leskovac.example"


class NoExample(Exception):
    """The demonstration has nothing at that address, or not for an auditor."""


def get(address, path, token):
    request = urllib.request.Request(address + PREFIX + path)
    request.add_header("Authorization", f"Bearer {token}")
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        problem = json.load(error)
        if error.code in (403, 404) and problem["code"].endswith(("_not_found", "not_allowed")):
            raise NoExample(path) from None
        raise SystemExit(f"{path}: {error.code} {problem}") from None


# Modules of the kinds that alone have such a rule.
OF_KIND = {"watching": "PRIHVAT-M5", "silence": "PRIHVAT-M3"}
# What a query has to say.
VALUES = {
    "email": PERSON, "person": PERSON, "q": "trener", "activity": "https://platform.example/a",
}
CODES = {
    "courses": "LAP", "cohorts": "LAP-2023-01", "projects": "SDC-CAP", "organisations": "KIRS",
    "reports": "NAR-TOT-2022", "settings": "certificates.second-person", "modules": "PRIHVAT-M6",
}


def example(template, address, token):
    """The path with something of the demonstration in the place of its parameters."""
    noun = template.split("/")[1]
    if "{code}" in template and noun not in CODES and noun != "enrolments":
        listed = get(address, f"/{noun}", token)
        rows = next(value for value in listed.values() if isinstance(value, list))
        if not rows:
            raise NoExample(template)
        CODES[noun] = rows[0]["code"]
    path = template.replace("{code}", CODES.get(noun, "0000-0000-0000-0000"))
    of_kind = OF_KIND.get(template.split("/")[-1])
    if of_kind:
        path = path.replace(CODES["modules"], of_kind)
    path = path.replace("{setting}", CODES["settings"]).replace("{name}", "S2")
    if noun == "evaluations" and "{" in path:
        # Results are given of what takes no more answers.
        listed = get(address, "/cohorts/PRIHVAT-A/evaluations", token)["evaluations"]
        over = next(evaluation["evaluation"] for evaluation in listed if evaluation["over"])
        path = re.sub(r"\{[a-z]+\}", str(over), path)
    if "{day}" in path:
        sessions = get(address, f"/cohorts/{CODES['cohorts']}/sessions", token)
        path = path.replace("{day}", sessions["sessions"][0]["held_on"])
    return re.sub(r"\{[a-z]+\}", "1", path)


def check(program, settings):
    run = lambda *words: subprocess.run(
        [program, *words], env=settings, check=True, capture_output=True, text=True
    ).stdout
    run("demo", "load")
    run("accreditation", "grant", PERSON, "--course", "LAP",
        "--from", "2024-05-01", "--until", "2099-04-30", "--basis", "decision 5/2024")
    run("account", "create", "--email", PERSON, "--role", "auditor")
    token = json.loads(
        run("token", "create", "--email", PERSON, "--format", "json")
    )["token"]
    server = subprocess.Popen(
        [program, "serve"], env=settings, stdout=subprocess.PIPE, text=True,
        stderr=subprocess.DEVNULL,
    )
    try:
        address = server.stdout.readline().split()[1]
        document = get(address, "/openapi.json", token)
        OpenAPIV31SpecValidator(document).validate()
        operations = sum(len(path) for path in document["paths"].values())
        checked, missing = 0, []
        for template, path in document["paths"].items():
            if "get" not in path:
                continue
            content = path["get"]["responses"]["200"]["content"]
            if "application/json" not in content:
                continue
            schema = content["application/json"]["schema"]
            schema = {**schema, "components": document["components"]}
            validator = jsonschema.Draft202012Validator(
                schema, format_checker=jsonschema.FormatChecker()
            )
            asked = [
                f"{parameter['name']}={VALUES[parameter['name']]}"
                for parameter in path["get"].get("parameters", [])
                if parameter["in"] == "query" and parameter.get("required")
            ]
            try:
                address_asked = example(template, address, token) + "?" + "&".join(asked)
                validator.validate(get(address, address_asked.rstrip("?"), token))
                checked += 1
            except NoExample:
                missing.append(template)
        print(f"OpenAPI: {operations} operations described as 3.1 asks, {checked} answers fit")
        print("without an example in the demonstration:", *missing)
        if len(missing) > 15:
            raise SystemExit("too many operations are without an example")
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(60)


def main():
    directory = tempfile.mkdtemp(prefix="obuka_openapi_")
    os.chmod(directory, 0o755)
    settings = {
        **os.environ, "OBUKA_DATA": f"{directory}/data", "OBUKA_LISTEN": "127.0.0.1:0",
        "OBUKA_DATABASE_URL": "",
    }
    try:
        check(sys.argv[1], settings)
    finally:
        shutil.rmtree(directory)


main()
