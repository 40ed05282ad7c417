"""Modules whose package states an order, gone through by their learner."""
import json

MODULE = "PRIHVAT-M4"
DISABLED = "[...document.querySelectorAll('#parts button')].map((button) => button.disabled)"
STAGE = "document.getElementById('stage').contentWindow"
API = "window.API_1484_11"


def sequence(learner, picture):
    """Part after part: the test opens last, goes on where it was, and completes the whole."""
    checks, page = learner.checks, learner.page
    learner.open(MODULE)
    are_disabled(learner, False, True, True)
    picture("order")
    refuses(learner)
    learner.click("#on")
    learner.saved()
    learner.leave()
    learner.open(MODULE)
    checks.expect(learner.place() == "2 / 3", f"a part goes on where it was: {learner.place()}")
    checks.expect(page.run("document.getElementById('next').hidden") is False, "a next part comes")
    learner.click("#on")
    are_disabled(learner, False, False, True)
    # What content asks for, and what the page's own button asks for.
    learner.click("#on")
    is_at(learner, "upucivanje.html")
    valid = page.run(f"{API}.GetValue('adl.nav.request_valid.continue')")
    checks.expect(valid == "false", f"continue is valid too early: {valid}")
    for _ in range(2):
        learner.click("#on")
    are_disabled(learner, False, False, False)
    valid = page.run(f"{API}.GetValue('adl.nav.request_valid.choice.{{target=provera}}')")
    checks.expect(valid == "true", f"the choice of the test is not valid: {valid}")
    page.run("document.getElementById('next').click()")
    is_at(learner, "provera.html")
    passes(learner, picture)


def refuses(learner):
    """A page that asks for a part before its time gets the code, and nothing is begun."""
    answer = learner.page.run("""fetch("parts/2/runs", { method: "POST" }).then(async (answer) =>
        [answer.status, (await answer.json()).code])""")
    learner.checks.expect(answer == [409, "module_part_locked"], f"a part too early: {answer}")


def passes(learner, picture):
    checks, page = learner.checks, learner.page
    learner.click("section.is-shown [value=b]")
    learner.click("#on")
    learner.saved()
    learner.leave()
    learner.open(MODULE)
    is_at(learner, "provera.html")
    checks.expect(learner.place() == "2 / 4", f"the test goes on: {learner.place()}")
    for answer in ("a", "c"):
        learner.click(f"section.is-shown [value={answer}]")
        learner.click("#on")
    learner.saved()
    picture("order-done")
    learner.leave()
    checks.expect("(100%)" in learner.text(), "the page says the score of the test")
    standing = learner.attempts(MODULE)[0]
    checks.expect(standing["done"] and standing["score_percent"] == 100, str(standing))
    refused = [run["refused"] for run in learner.log(MODULE) if run["refused"]]
    checks.expect(refused == [], f"calls are refused: {refused}")


def forced(learner, module):
    """The sample of others: each part opens when the one before it is passed, and back is free."""
    checks, page = learner.checks, learner.page
    # It asks whether to go on where it was, unless there is nothing to go on with.
    learner.open(module, again="true")
    parts = page.run(f"{DISABLED}.length")
    for number in range(parts):
        are_disabled(learner, *(place > number for place in range(parts)))
        page.wait(f"{API}?.GetValue('cmi.mode') === 'normal'")
        page.run(f"""{API}.SetValue("cmi.completion_status", "completed");
            {API}.SetValue("cmi.success_status", "passed"); {API}.Commit("")""")
        if number + 1 == parts:
            break
        page.wait(f"{DISABLED}[{number + 1}] === false")
        page.run(f"document.querySelectorAll('#parts button')[{number + 1}].click()")
        page.wait(f"document.querySelectorAll('#parts button')[{number + 1}]"
                  f".getAttribute('aria-current') === 'true'")
        learner.is_running()
    learner.saved()
    learner.leave()
    standing = learner.attempts(module)[0]
    checks.expect(standing["done"], f"the sample in forced order: {standing}")
    print("browser: the sample in forced order opens part after part")


def are_disabled(learner, *wanted):
    text = json.dumps(wanted, separators=(",", ":"))
    learner.page.wait(f"JSON.stringify({DISABLED}) === {text!r}")


def is_at(learner, file):
    learner.page.wait(f"{STAGE}.location.pathname.endsWith({file!r}) "
                      f"&& {STAGE}.document.readyState === 'complete' && {STAGE}.document"
                      f".getElementById('place').textContent !== ''")
