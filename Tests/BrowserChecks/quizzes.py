"""A quiz taken by its learner: left and resumed, failed, passed, and silent about what is right."""
import base64
import json
import urllib.request

from browser import Browser, Page
from modules import LEARNER, Learner

QUIZ = "PRIHVAT-M6"
# What is right, by the beginning of the question's text: labels of choices, or what is written.
RIGHT = {
    "Ко у првом": ["Канцеларија за азил"],
    "Која права": ["здравствена заштита", "образовање деце", "тумач, бесплатно"],
    "Тражилац азила је дужан": ["True"],
    "Коме се ко": {"дете без пратње": "центар за социјални рад", "болесна особа": "дом здравља",
                   "дете школског узраста": "школа"},
    "Допуните": "Poverljivo",
    "Прихватни центар": "0,75",
    "На слици": ["тумач"],
    "Дете које": ["False"],
    "Коме се обраћате": ["особи са којом разговарате"],
}
ASKED = "document.getElementById('asked').innerText"
NAMES = """[...document.querySelectorAll('fieldset.card :is(input, select)')]
    .every((field) => field.labels.length === 1 && field.labels[0].innerText.trim() !== '')"""
# The first question without an answer.
OPEN = """[...document.querySelectorAll("button[name=to].quiet:not(.is-answered)")]
    .find(({ value }) => Number(value) > 0).value"""


def quizzes(checks, directory=None):
    learner = Taker(checks, LEARNER, "PRIHVAT-B")
    checks.page.call("Network.setExtraHTTPHeaders", headers={})
    # The account is there already, so only a token is made.
    learner.sign_in_again()
    begins(learner, directory)
    resumes_after_a_kill(learner)
    fails(learner, directory)
    passes(learner, directory)
    is_ours(learner)
    checks.page.call("Network.setExtraHTTPHeaders", headers={})
    print("browser: a quiz is begun, resumed, failed and passed")


class Taker(Learner):
    """Somebody who goes through a quiz."""

    def sign_in_again(self):
        made = self.service.obuka("token", "create", "--email", self.email, "--format", "json")
        password = base64.b64encode(f"x:{json.loads(made)['token']}".encode()).decode()
        self.checks.headers = {"Authorization": f"Basic {password}"}
        self.page.call("Network.setExtraHTTPHeaders", headers=self.checks.headers)

    def press(self, selector):
        """Presses a button that leads to another page, and waits for that."""
        self.page.run("window.isOld = true")
        self.page.run(f"document.querySelector({selector!r}).click()")
        self.page.wait("window.isOld === undefined && document.readyState === 'complete'")

    def to(self, where):
        self.press(f".quiz button[value='{where}']")

    def asked(self):
        return self.page.run(ASKED)

    def right(self):
        text = self.asked()
        return next(answer for begin, answer in RIGHT.items() if text.startswith(begin))

    def answer(self, answer):
        """As a person does who reads labels."""
        self.page.run(f"""(() => {{
            const answer = {json.dumps(answer, ensure_ascii=False)};
            for (const field of document.querySelectorAll("fieldset.card :is(input, select)")) {{
                const label = field.labels[0].innerText.trim();
                if (field.type === "text") field.value = answer;
                else if (field.tagName !== "SELECT") field.checked = answer.includes(label);
                else field.value = [...field.options]
                    .find((option) => option.textContent === answer[label]).value;
            }}
        }})()""")

    def number(self):
        return int(self.page.run("location.pathname").rsplit("/", 1)[1])


def begins(learner, directory):
    """The module's page says how it goes, and the first question can be answered by keys alone."""
    checks, page = learner.checks, learner.page
    page.open(learner.path(QUIZ))
    text = learner.text()
    for said in ("Questions\n8", "60%", "0 / 3", "After each attempt"):
        checks.expect(said in text, f"the quiz says {said}: {text}")
    picture(learner, directory, "start")
    learner.press("form .button")
    checks.expect(learner.number() == 1, "the first question comes first")
    for number in range(1, 9):
        checks.expect(learner.number() == number, f"question {number}")
        checks.expect(page.run(NAMES), f"each field of question {number} has a label")
        checks.expect(page.run("document.querySelectorAll('fieldset.card > legend').length") == 1,
                      "a legend")
        loaded = page.run("[...document.images].every((image) => image.naturalWidth > 0)")
        checks.expect(loaded, "pictures load")
        picture(learner, directory, f"question-{number}")
        if number < 8:
            learner.to("next")
    # The space bar ticks, and Enter does what the first button says: it saves and goes on.
    field = "document.querySelector('fieldset.card :is(input, select)')"
    place = 1
    learner.to("1")
    while page.run(f"{field}.type") not in ("radio", "checkbox"):
        learner.to("next")
        place += 1
    page.run(f"{field}.focus()")
    page.press(" ", 32, " ")
    page.run("window.isOld = true")
    page.press("Enter", 13, "\r")
    page.wait("window.isOld === undefined && document.readyState === 'complete'")
    checks.expect(place == 8 or learner.number() == place + 1, "Enter goes on")
    learner.to(str(place))
    checks.expect(page.run(f"{field}.checked"), "what the space bar ticked is saved")


def resumes_after_a_kill(learner):
    """What a page has acknowledged is there after the browser was killed, and one goes on there."""
    checks, kept = learner.checks, learner.page
    browser = Browser()
    learner.page = Page(browser)
    learner.page.call("Network.setExtraHTTPHeaders", headers=checks.headers)
    learner.page.open(learner.path(QUIZ))
    learner.press("form .button")
    for _ in range(2):
        number = learner.number()
        learner.answer(learner.right())
        learner.to("next")
    checks.expect(learner.number() == number + 1, "the next question")
    # Which may be the one that was ticked before.
    wanted = int(learner.page.run(OPEN))
    browser.process.kill()
    browser.process.wait()
    browser.close()
    learner.page = kept
    kept.open(learner.path(QUIZ))
    checks.expect("in progress" in learner.text(), "the module is in progress")
    learner.press("form .button")
    checks.expect(learner.number() == wanted, f"it goes on at {learner.number()}, not {wanted}")
    learner.to("later")
    checks.expect(learner.page.run("location.pathname").endswith(QUIZ), "later")


def fails(learner, directory):
    """Without most answers it is handed in only when that is meant, and is not enough."""
    checks, page = learner.checks, learner.page
    learner.press("form .button")
    learner.to("end")
    checks.expect("Questions without an answer" in learner.text(), "what is missing is said")
    picture(learner, directory, "overview")
    learner.press("main form button")
    checks.expect("Not handed in yet" in learner.text(), "it is asked again")
    page.run("document.getElementById('confirmed').checked = true")
    learner.press("main form button")
    text = learner.text()
    checks.expect("not enough to pass" in text and "Attempts left\n2" in text, text)
    checks.expect("Right answer" not in text, "what is right is not told while one may try again")
    checks.expect("no answer" in text, "the answers are shown")
    picture(learner, directory, "failed")
    standing = learner.attempts(QUIZ)[0]
    checks.expect(standing["quiz"]["passed"] is False and not standing["done"], str(standing))


def passes(learner, directory):
    """Answered rightly, in Latin letters and with a decimal comma, it completes the module."""
    checks, page = learner.checks, learner.page
    page.open(learner.path(QUIZ))
    learner.press("form .button")
    sends_nothing_that_runs(learner)
    for number in range(1, 9):
        shown = page.run("document.documentElement.outerHTML")
        checks.expect("Тако је" not in shown, f"question {number} tells what is right")
        learner.answer(learner.right())
        learner.to("next" if number < 8 else "end")
    checks.expect("Questions without an answer" not in learner.text(), "all are answered")
    learner.press("main form button")
    text = learner.text()
    checks.expect("You have passed the quiz." in text and "100%" in text, text)
    picture(learner, directory, "passed")
    page.open(f"{learner.service.address}/en/me")
    checks.expect("6 of 7 modules are completed." in learner.text(), "the own page counts it")
    progress = json.loads(learner.service.obuka(
        "module", "progress", "--enrolment", learner.enrolment, "--format", "json"))
    mine = next(one for one in progress["modules"] if one["code"] == QUIZ)
    checks.expect(mine["score_percent"] == 100 and "attempt 2" in mine["evidence"], str(mine))
    for language in ("sr-Cyrl", "sr-Latn"):
        page.open(learner.path(QUIZ, language))
        picture(learner, directory, f"done-{language}")


def sends_nothing_that_runs(learner):
    """Whatever stands in a question, the policy of its page lets nothing of it run."""
    path = learner.path(QUIZ) + "/attempts/2/questions/1"
    asked = urllib.request.Request(path, headers=learner.checks.headers)
    with urllib.request.urlopen(asked) as answer:
        policy = answer.headers["Content-Security-Policy"]
    learner.checks.expect("default-src 'none'" in policy and "script-src" not in policy, policy)


def is_ours(learner):
    """A form of another site is refused."""
    checks, page = learner.checks, learner.page
    page.open(learner.path(QUIZ))
    page.run("document.querySelector('[name=form_key]').value = 'form-1-2-3'")
    learner.press("form .button")
    status = page.run("performance.getEntriesByType('navigation')[0].responseStatus")
    checks.expect(status == 403, f"a form without its key: {status}")


def picture(learner, directory, name):
    page = learner.page
    for width in (1100, 360):
        page.resize(width, 900)
        wide = page.run("document.documentElement.scrollWidth")
        learner.checks.expect(wide <= width, f"quiz {name} is {wide} wide of {width}")
        if directory is not None:
            page.screenshot(directory / f"quiz-{name}-{width}.png")
    page.resize(1100, 900)
