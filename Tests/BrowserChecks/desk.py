"""Staff keep the contents of modules: upload, what is wrong with a file, publish, look at one."""
import pathlib
import subprocess
import sys
import urllib.request

from forms import picture
from modules import LEARNER, Learner
from people import look, sign_in

ROOT = pathlib.Path(__file__).parents[2]
MODULE, FILM, QUIZ = "PRIHVAT-M3", "PRIHVAT-M5", "PRIHVAT-M6"
STAGE = "document.getElementById('stage').contentWindow"


def desk(checks, directory=None):
    """Signed in as staff; the learner's progress is there from the checks of modules."""
    packages = checks.directory / "packages"
    packages.mkdir()
    subprocess.run([sys.executable, ROOT / "Tests/TestSupport/Data/make_packages.py", packages],
                   check=True)
    progress(checks, directory)
    sign_in(checks, "moduli@obuka.example", "staff", "reports")
    lists(checks, directory)
    refuses(checks, packages, directory)
    takes(checks, packages, directory)
    previews(checks, directory)
    watches(checks, directory)
    asks(checks, directory)
    checks.page.call("Network.setExtraHTTPHeaders", headers={})
    checks.page.resize(1100, 900)
    print("browser: contents of modules are kept by pages")


def progress(checks, directory):
    """Everybody of a cohort with every module, for the staff and not for a learner."""
    page, address = checks.page, checks.service.address
    learner = Learner(checks, LEARNER, "PRIHVAT-B")
    page.call("Network.setExtraHTTPHeaders", headers={})
    learner.page.open(f"{address}/en/cohorts/PRIHVAT-B")
    checks.expect("Progress through" not in learner.text(), "nobody else is led to it")
    sign_in(checks, "napredak@obuka.example", "staff", "reports")
    page.open(f"{address}/en/cohorts/PRIHVAT-B")
    page.run("document.querySelector('a[href$=\"/modules\"]').click()")
    page.wait("location.pathname.endsWith('/PRIHVAT-B/modules')"
              " && document.readyState === 'complete'")
    text = learner.text()
    checks.expect("Milunka Arsenov" in text and "not completed" in text, text)
    rows = page.run("document.querySelectorAll('tbody tr').length")
    checks.expect(rows == 4, f"{rows} learners")
    for language in ("sr-Cyrl", "sr-Latn", "en"):
        look(checks, "staff", f"{language}/cohorts/PRIHVAT-B/modules", language, directory)
    asked = urllib.request.Request(f"{address}/cohorts/PRIHVAT-B/modules.csv",
                                   headers=checks.headers)
    with urllib.request.urlopen(asked) as answer:
        lines = answer.read().decode("utf-8-sig").splitlines()
    checks.expect(len(lines) == 1 + 4 * 7 and lines[0].startswith("enrolment,"),
                  f"the table has {len(lines)} lines")


def lists(checks, directory):
    page = checks.page
    page.open(f"{checks.service.address}/en/admin")
    page.run("document.querySelector('a[href$=\"/admin/modules\"]').click()")
    page.wait("location.pathname === '/en/admin/modules' && document.readyState === 'complete'")
    text = page.run("document.body.innerText")
    checks.expect("Talking through an interpreter" in text and "1. (published)" in text, text)
    for language in ("sr-Cyrl", "sr-Latn", "en"):
        look(checks, "staff", f"{language}/admin/modules", language, directory)
        for code in (MODULE, FILM, QUIZ):
            look(checks, "staff", f"{language}/admin/modules/{code}", language, directory)


def refuses(checks, packages, directory):
    """What is wrong stands at the field, in the language of the page."""
    page = checks.page
    for language, name, wanted in [
        ("en", "aicc.zip", "AICC"), ("sr-Cyrl", "slip_up.zip", "води ван пакета"),
        ("sr-Latn", "film_hevc.mp4", "kodiran kao „hvc1“"),
        ("en", "cmi5.zip", "another kind than the module"),
    ]:
        page.open(f"{checks.service.address}/{language}/admin/modules/{MODULE}")
        send(page, packages / name)
        page.wait("document.querySelector('.summary') !== null")
        said = page.run("document.querySelector('.summary').innerText")
        checks.expect(wanted in said, f"{name}: {said}")
        picture(checks, directory, f"desk-refused-{name.split('.')[0]}")
    # Without a file the browser sends the form by itself.
    page.open(f"{checks.service.address}/en/admin/modules/{MODULE}")
    page.run("document.querySelector('form[data-sending] button').click()")
    page.wait("document.readyState === 'complete' && document.querySelector('.summary') !== null")
    versions = page.run("document.querySelectorAll('#versions ~ div tbody tr').length")
    checks.expect(versions == 1, f"nothing of it is kept: {versions}")


def takes(checks, packages, directory):
    """A version comes in, its report stands there, and a button publishes it."""
    page = checks.page
    page.open(f"{checks.service.address}/en/admin/modules/{MODULE}")
    send(page, packages / "link_capitals.zip")
    page.wait("location.search.startsWith('?done=') && document.readyState === 'complete'")
    text = page.run("document.body.innerText")
    checks.expect("Version: 2" in text and "differs in capitals" in text, text)
    checks.expect("not published" in text, text)
    picture(checks, directory, "desk-taken")
    for number in (2, 1):
        page.run("""document.querySelector('form[action$="/publication"] button:not([hidden])')
            .click()""")
        page.arrive(f"document.body.innerText.includes('Published version: {number}')")
    # A package of its own makes a module; without scripts too.
    page.call("Emulation.setScriptExecutionDisabled", value=True)
    page.open(f"{checks.service.address}/en/admin/modules")
    choose(page, packages / "film.zip")
    page.run("document.querySelector('form[data-sending] button').click()")
    page.arrive("location.search.startsWith('?done=')")
    page.call("Emulation.setScriptExecutionDisabled", value=False)
    text = page.run("document.body.innerText")
    checks.expect("UVOD" in text and "0:12" in text, text)


def previews(checks, directory):
    """A version is looked at as a learner sees it, and nothing is kept of it."""
    page, service = checks.page, checks.service
    page.open(f"{service.address}/en/admin/modules/{MODULE}")
    page.run("""[...document.querySelectorAll('form[action$="/previews"] button')]
        .find((button) => button.value === '1').click()""")
    page.wait(f"location.hostname === 'content.localhost' && document.readyState === 'complete' && "
              f"{STAGE}.location.href.includes('/content/') && "
              f"{STAGE}.document.readyState === 'complete'")
    checks.expect("nothing is recorded" in page.run("document.body.innerText"), "it says so")
    page.run(f"{STAGE}.document.querySelector('#on').click()")
    page.wait("document.getElementById('mark').className === 'is-saved'")
    picture(checks, directory, "desk-preview")
    page.run("document.getElementById('exit').click()")
    page.wait(f"location.pathname === '/en/admin/modules/{MODULE}'")


def watches(checks, directory):
    """The rules of a film change with a reason, which is asked for."""
    page = checks.page
    page.open(f"{checks.service.address}/en/admin/modules/{FILM}")
    fill(page, "watching", watched_percent="200", skipping="true")
    page.wait("document.readyState === 'complete' && document.querySelector('.summary') !== null")
    picture(checks, directory, "desk-rules-wrong")
    fill(page, "watching", watched_percent="80", skipping="true", reason="kratak film")
    page.arrive("document.body.innerText.includes('It is saved.')")
    value = page.run("document.querySelector('[name=watched_percent]').value")
    checks.expect(value == "80", f"the page shows them: {value}")


def asks(checks, directory):
    """The questions of a quiz come in by a file, its rules and its title by forms."""
    page, path = checks.page, f"/admin/modules/{QUIZ}"
    wrong, right = checks.directory / "pogresna.txt", checks.directory / "prava.txt"
    wrong.write_text("Добро? {T}\n\nОтворено? {=a\n", encoding="utf-8")
    right.write_text("::Главни град::Главни град Србије? {=Београд}\n", encoding="utf-8")
    for language, wanted in [
        ("sr-Cyrl", "ред 3: заграда „{“ нема свој крај"), ("en", "has no “}” before"),
    ]:
        page.open(f"{checks.service.address}/{language}{path}")
        send(page, wrong, "questions-file")
        page.wait("document.querySelector('.summary') !== null")
        said = page.run("document.querySelector('.summary').innerText")
        checks.expect(wanted in said, f"the wrong file: {said}")
    picture(checks, directory, "desk-questions-refused")
    send(page, right, "questions-file")
    page.arrive("document.body.innerText.includes('Version: 2')")
    text = page.run("document.querySelector('#questions').parentElement.innerText")
    checks.expect("Главни град" in text, f"the questions of the newest version: {text}")
    fill(page, "rules", attempts_max="0")
    page.wait("document.readyState === 'complete' && document.querySelector('.summary') !== null")
    fill(page, "rules", attempts_max="3", pass_percent="75", feedback="after-last")
    page.arrive("document.body.innerText.includes('It is saved.')")
    value = page.run("document.querySelector('[name=attempts_max]').value")
    checks.expect(value == "3", f"the page shows the rules: {value}")
    fill(page, "titles", title_en="Questions about talking")
    page.arrive("document.querySelector('h1').textContent === 'Questions about talking'")
    picture(checks, directory, "desk-questions")


def fill(page, action, **values):
    page.run("""(() => {
        const form = document.querySelector('form[action$="/%s"]');
        for (const [name, value] of Object.entries(%s)) form.elements[name].value = value;
        form.querySelector('button:not([hidden])').click();
    })()""" % (action, values))


def choose(page, path, form="upload"):
    root = page.call("DOM.getDocument")["root"]["nodeId"]
    field = page.call("DOM.querySelector", nodeId=root, selector=f"#{form}-file")["nodeId"]
    page.call("DOM.setFileInputFiles", nodeId=field, files=[str(path)])


def send(page, path, form="upload"):
    choose(page, path, form)
    page.run("document.querySelector('form[data-sending] button').click()")
