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


def get(address, path, token):
    request = urllib.request.Request(address + PREFIX + path)
    request.add_header("Authorization", f"Bearer {token}")
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        raise SystemExit(f"{path}: {error.code} {error.read().decode()}") from None


def example(template):
    path = template.replace("{code}", "LAP" if "courses" in template else "LAP-2023-01")
    path = path.replace("/projects/LAP-2023-01", "/projects/SDC-CAP")
    path = path.replace("/organisations/LAP-2023-01", "/organisations/KIRS")
    path = path.replace("{setting}", "certificates.second-person")
    return re.sub(r"\{(id|batch|accreditation)\}", "1", path)


def check(program, settings):
    run = lambda *words: subprocess.run(
        [program, *words], env=settings, check=True, capture_output=True, text=True
    ).stdout
    run("demo", "load")
    # The demonstration has no trainers.
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
        checked = 0
        for template, path in document["paths"].items():
            if "get" not in path:
                continue
            schema = path["get"]["responses"]["200"]["content"]["application/json"]["schema"]
            schema = {**schema, "components": document["components"]}
            validator = jsonschema.Draft202012Validator(
                schema, format_checker=jsonschema.FormatChecker()
            )
            validator.validate(get(address, example(template), token))
            checked += 1
        print(f"OpenAPI: {operations} operations described as 3.1 asks, {checked} answers fit")
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
