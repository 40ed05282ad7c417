"""The pages of cohorts, of one's own and of the day's work, for who is signed in."""
import base64
import json

LANGUAGES = ("sr-Cyrl", "sr-Latn", "en")
READERS = [
    ("nada@obuka.example", "staff", "reports",
     ["admin", "me", "cohorts/PRIHVAT-B", "cohorts/LAP-2024-14"]),
    ("sluzba@vrsac.example", "focal-point", "me", ["me", "nominations"]),
    ("olgica.pesut@vranje.example", "trainee", "me",
     ["me", "cohorts/PRIHVAT-C", "courses/PRIHVAT"]),
]
CUT = """[...document.querySelectorAll(".stacked")]
    .filter((table) => table.scrollWidth > table.parentElement.clientWidth).length"""
MODULES = {
    "sr-Cyrl": "Завршена су 2 од 7 модула.", "sr-Latn": "Završena su 2 od 7 modula.",
    "en": "2 of 7 modules are completed.",
}


def people(checks, directory=None):
    """Nothing of them is wider than a telephone, and each is in its language."""
    seen = 0
    for email, role, first, paths in READERS:
        sign_in(checks, email, role, first)
        for path in paths:
            for language in LANGUAGES:
                look(checks, role, f"{language}/{path}", language, directory)
                seen += 1
    seen += modules(checks, directory)
    checks.page.call("Network.setExtraHTTPHeaders", headers={})
    checks.page.resize(1100, 900)
    print(f"browser: {seen} pages of people and work")


def modules(checks, directory):
    """How far the trainee is with the modules, on the page of the enrolment and the own one."""
    listed = checks.service.obuka(
        "enrolment", "list", "--cohort", "PRIHVAT-B", "--format", "json")
    code = next(one["code"] for one in json.loads(listed) if one["person"] == READERS[-1][0])
    for language, sentence in MODULES.items():
        look(checks, "trainee", f"{language}/e/{code}", language, directory, f"{language}-e")
        for path in (f"{language}/e/{code}", f"{language}/me"):
            checks.page.open(f"{checks.service.address}/{path}")
            text = checks.page.run("document.body.innerText")
            checks.expect(sentence in text, f"{path} says how many modules are completed")
    return len(MODULES)


def sign_in(checks, email, role, first):
    """Sends the token as a browser does that has asked for it once."""
    service, page = checks.service, checks.page
    behind = ["--organisation", "GU-VRSAC"] if role == "focal-point" else []
    service.obuka("account", "create", "--email", email, "--role", role, *behind)
    made = service.obuka("token", "create", "--email", email, "--format", "json")
    password = base64.b64encode(f"x:{json.loads(made)['token']}".encode()).decode()
    checks.headers = {"Authorization": f"Basic {password}"}
    page.call("Network.setExtraHTTPHeaders", headers=checks.headers)
    page.open(f"{service.address}/sign-in?language=en", f"{service.address}/en/{first}")


def look(checks, role, path, language, directory, name=None):
    page = checks.page
    for width in (1280, 360):
        page.resize(width, 900)
        page.open(f"{checks.service.address}/{path}")
        wide = page.run("document.documentElement.scrollWidth")
        checks.expect(wide <= width, f"{path} is {wide} wide of {width}")
        if width == 360:
            checks.expect(page.run(CUT) == 0, f"{path} has tables beside the screen")
        checks.expect(page.run("document.querySelector('.answer.is-unknown') === null"), path)
        checks.expect(page.run("document.documentElement.lang") == language, path)
        if directory is not None:
            name = name or path.replace("/", "-")
            page.screenshot(directory / f"{role}-{name}-{width}.png")
