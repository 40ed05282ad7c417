"""The page of a module against a server that fails, and however it is left."""
import json
import time

from browser import Page

READY = "frames.length === 1 && frames[0].isReady === true"
MARK = "document.getElementById('mark')"
PROBLEM = "document.getElementById('problem')"
WAYS = {
    "another part": "document.querySelector('#parts button:not([aria-current])').click()",
    "the exit": "document.getElementById('exit').click()",
    "another page": "location.assign('/empty/')",
    "a reload": "location.reload()",
    "content that goes elsewhere": "frames[0].location.assign('/empty/')",
}


def saving(checks, lab):
    for part in (saved, finished, navigation, leaving, closed, unfinished, refused, offline,
                 large, leftover, superseded, assets, languages, narrow):
        part(checks, lab)
    print(f"browser: {lab.run_count} runs of modules")


def start(checks, lab, standard, *contents, page=None, **settings):
    """Opens a module; gives the name of its run."""
    lab.reset(standard, contents, **settings)
    page = page or checks.page
    before, address = lab.run_count, f"{lab.address}/l/token/"
    page.call("Page.navigate", url=address)

    def is_there():
        # The page before may go by its exit at the same time, and get there instead.
        if page.holds("location.pathname === '/done/' && document.readyState === 'complete'"):
            page.call("Page.navigate", url=address)
        return page.holds(f"location.pathname === '/l/token/' && {READY}")

    page.wait_for(is_there, f"{address} is there with its content")
    assert lab.run_count > before
    return f"run{lab.run_count}"


def call(page, function, *values):
    return page.run(f"frames[0].api.{function}(...{json.dumps(values)})")


def until(checks, condition, what):
    end = time.monotonic() + 60
    while not condition() and time.monotonic() < end:
        checks.page.holds("0")
        time.sleep(0.02)
    checks.expect(condition(), what)


def saved(checks, lab):
    """What is set is saved at a commit, and soon without one; the log has every call."""
    run = start(checks, lab, "scorm-1.2", "begin", "begin")
    page = checks.page
    lab.answer = {"parts": [{"number": 1, "status": "incomplete", "enabled": True},
                            {"number": 2, "status": "not attempted", "enabled": False}]}
    for value in ("1", "2", "3"):
        call(page, "LMSSetValue", "cmi.core.lesson_location", value)
    call(page, "LMSSetValue", "cmi.objectives.0.id", "first")
    call(page, "LMSSetValue", "cmi.core.score.raw", "150")
    checks.expect(page.run(f"{MARK}.textContent") == "Saving…", "the mark says that it is saving")
    call(page, "LMSCommit", "")
    until(checks, lambda: len(lab.saves.get(run, [])) == 1, "a commit saves")
    checks.expect(lab.sets(run) == [["cmi.core.lesson_location", "3"],
                                    ["cmi.objectives.0.id", "first"]], f"{lab.sets(run)}")
    page.wait(f"{MARK}.textContent === 'Saved' && {MARK}.className === 'is-saved'")
    calls = lab.calls(run)
    checks.expect([entry[1] for entry in calls] == ["LMSInitialize"] + ["LMSSetValue"] * 5
                  + ["LMSCommit"], f"{calls}")
    checks.expect(calls[5][1:] == ["LMSSetValue", "cmi.core.score.raw", "150", "false", 405],
                  f"{calls[5]}")
    page.wait("document.querySelector('#parts .is-incomplete small')?.textContent === 'begun'")
    page.wait("document.querySelectorAll('#parts button')[1].disabled")
    call(page, "LMSSetValue", "cmi.suspend_data", "later")
    until(checks, lambda: ["cmi.suspend_data", "later"] in lab.sets(run), "it is saved soon")
    checks.expect(not lab.has_ended(run), "the run goes on")


def finished(checks, lab):
    """After the end of a part the next one is offered, and the object is new."""
    first = start(checks, lab, "scorm-1.2", "begin", "begin")
    page = checks.page
    checks.expect(page.run("document.getElementById('next').hidden"), "there is no next yet")
    call(page, "LMSFinish", "")
    until(checks, lambda: lab.has_ended(first), "the run has ended")
    page.wait("!document.getElementById('next').hidden")
    checks.expect(call(page, "LMSGetValue", "cmi.core.entry") == "", "it is answered no more")
    page.run("document.getElementById('next').click()")
    until(checks, lambda: lab.run_count == int(first[3:]) + 1, "the next part runs")
    page.wait(f"{READY} && frames[0].location.pathname.endsWith('/2.html')")
    checks.expect(call(page, "LMSGetValue", "cmi.core.entry") == "ab-initio", "it begins")
    checks.expect(lab.sets(first) == [], f"nothing was set: {lab.sets(first)}")
    checks.expect(page.run("document.getElementById('next').hidden"), "the last has no next")
    checks.expect(not page.run("document.getElementById('previous').hidden"), "but a previous")
    current = page.run("document.querySelector('[aria-current]').textContent")
    checks.expect(current == "Part 2", f"the contents show where one is: {current}")


def navigation(checks, lab):
    """Content of SCORM 2004 asks where to go, and gets there when it has ended."""
    for request, path in [("continue", "/2.html"), ("{target=item.3}choice", "/3.html"),
                          ("{target=item.3}jump", "/3.html")]:
        run = start(checks, lab, "scorm-2004", "begin", "begin", "begin")
        call(checks.page, "SetValue", "adl.nav.request", request)
        call(checks.page, "Terminate", "")
        checks.page.wait(f"{READY} && frames[0].location.pathname.endsWith('{path}')")
        checks.expect(lab.has_ended(run), f"{request}: the run has ended")
    run = f"run{lab.run_count}"
    call(checks.page, "SetValue", "adl.nav.request", "previous")
    call(checks.page, "Terminate", "")
    checks.page.wait(f"{READY} && frames[0].location.pathname.endsWith('/2.html')")
    for request in ("exitAll", "suspendAll", "abandonAll"):
        run = start(checks, lab, "scorm-2004", "begin", "begin")
        call(checks.page, "SetValue", "adl.nav.request", request)
        call(checks.page, "Terminate", "")
        checks.page.wait("location.pathname === '/done/'")
        checks.expect(lab.sets(run) == [["adl.nav.request", request]], f"{lab.sets(run)}")
    run = start(checks, lab, "scorm-2004", "begin", "begin")
    call(checks.page, "SetValue", "adl.nav.request", "exit")
    call(checks.page, "Terminate", "")
    checks.page.wait(f"!{PROBLEM}.hidden && {PROBLEM}.textContent.startsWith('Choose')")
    checks.expect(checks.page.run("window.API_1484_11 === undefined"), "no object without a run")
    checks.page.run("document.querySelectorAll('#parts button')[1].click()")
    checks.page.wait(f"{READY} && {PROBLEM}.hidden")
    run = start(checks, lab, "scorm-2004", "begin")
    call(checks.page, "SetValue", "adl.nav.request", "exit")
    call(checks.page, "Terminate", "")
    checks.page.wait("location.pathname === '/done/'")


def leaving(checks, lab):
    """The last words of content come in, however its page is left."""
    for standard, element in [("scorm-1.2", "cmi.core.lesson_location"),
                              ("scorm-2004", "cmi.location")]:
        for event in ("beforeunload", "pagehide", "unload"):
            for way, script in WAYS.items():
                run = start(checks, lab, standard, f"begin&last={event}", "begin")
                what = f"{standard}, {event}, {way}"
                checks.page.run(script)
                until(checks, lambda: lab.has_ended(run), what)
                checks.expect(lab.sets(run) == [[element, "last words"]],
                              f"{what}: {lab.sets(run)}")
                checks.expect(lab.calls(run)[-1][1] in ("LMSFinish", "Terminate"), what)


def closed(checks, lab):
    """So they do when the tab is closed."""
    for event in ("pagehide", "unload"):
        page = Page(checks.page.browser)
        run = start(checks, lab, "scorm-1.2", f"begin&last={event}", page=page)
        call(page, "LMSSetValue", "cmi.suspend_data", "before")
        page.call("Page.close")
        until(checks, lambda: lab.has_ended(run), f"closed, {event}")
        checks.expect(lab.sets(run)[-2:] == [["cmi.suspend_data", "before"],
                                             ["cmi.core.lesson_location", "last words"]],
                      f"closed, {event}: {lab.sets(run)}")


def unfinished(checks, lab):
    """Of content that says nothing at the end the page says that it was left."""
    for way in ("another part", "the exit", "another page", "a reload"):
        run = start(checks, lab, "scorm-2004", "begin", "begin")
        call(checks.page, "SetValue", "cmi.location", "5")
        checks.page.run(WAYS[way])
        until(checks, lambda: lab.has_ended(run), f"left: {way}")
        checks.expect(lab.sets(run) == [["cmi.location", "5"], ["run.left", "true"]],
                      f"left: {way}: {lab.sets(run)}")
    run = start(checks, lab, "scorm-2004", "", "begin")
    checks.page.run(WAYS["the exit"])
    until(checks, lambda: lab.has_ended(run), "it never began")
    checks.expect(lab.sets(run) == [["run.left", "true"]] and lab.calls(run) == [], "it was left")


def refused(checks, lab):
    """A server that fails gets the same bytes again, in order, and the mark says so."""
    run = start(checks, lab, "scorm-1.2", "begin")
    page = checks.page
    lab.refusals = [503, 500, 425]
    call(page, "LMSSetValue", "cmi.core.lesson_location", "1")
    call(page, "LMSCommit", "")
    page.wait(f"{MARK}.className === 'is-unsaved'")
    checks.expect("keep this page open" in page.run(f"{MARK}.textContent"), "the mark warns")
    call(page, "LMSSetValue", "cmi.core.lesson_location", "2")
    call(page, "LMSCommit", "")
    page.wait(f"{MARK}.className === 'is-saved'")
    bodies = lab.saves[run]
    checks.expect(len(bodies) == 5 and len(set(bodies[:4])) == 1, f"{len(bodies)} saves")
    checks.expect(lab.sets(run)[-1] == ["cmi.core.lesson_location", "2"], "the later comes later")
    lab.refusals = [503] * 100
    call(page, "LMSSetValue", "cmi.core.lesson_location", "3")
    page.run(WAYS["the exit"])
    page.wait(f"!{PROBLEM}.hidden && {PROBLEM}.textContent.includes('Exit again')")
    page.run(WAYS["the exit"])
    page.wait("location.pathname === '/done/'")
    lab.refusals = []


def offline(checks, lab):
    """Without a network nothing is lost, and it goes on as soon as there is one."""
    run = start(checks, lab, "scorm-1.2", "begin")
    page = checks.page
    speed = {"latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
    page.call("Network.emulateNetworkConditions", offline=True, **speed)
    for number in range(3):
        call(page, "LMSSetValue", "cmi.core.lesson_location", str(number))
        call(page, "LMSCommit", "")
    page.wait(f"{MARK}.className === 'is-unsaved'")
    checks.expect(page.run("Object.keys(sessionStorage).length") == 1, "the browser keeps it")
    page.call("Network.emulateNetworkConditions", offline=False, **speed)
    page.wait(f"{MARK}.className === 'is-saved'")
    checks.expect([value for _, value in lab.sets(run)] == ["0", "1", "2"], f"{lab.sets(run)}")
    checks.expect(page.run("Object.keys(sessionStorage).length") == 0, "and keeps it no longer")


def large(checks, lab):
    """What is too long for a page that goes is sent before; what is many is sent in parts."""
    run = start(checks, lab, "scorm-2004", "begin")
    page = checks.page
    page.run("frames[0].api.SetValue('cmi.suspend_data', 'ж'.repeat(65536))")
    for number in range(20):
        call(page, "SetValue", f"cmi.comments_from_learner.{number}.comment", "ш" * 3_000)
    call(page, "Commit", "")
    until(checks, lambda: len(lab.sets(run)) == 21, "all of a large run is saved")
    sizes = [len(body) for body in lab.saves[run]]
    checks.expect(sizes[0] > 131_072 and max(sizes[1:]) < 65_536, f"sizes: {sizes}")
    checks.expect(lab.sets(run)[0][1] == "ж" * 65_536, "nothing is cut")
    call_size = max(len(entry[3]) for entry in lab.calls(run))
    checks.expect(call_size < 220, f"the log has the beginning: {call_size}")
    for number in range(20):
        call(page, "SetValue", f"cmi.comments_from_learner.{number}.comment", "ћ" * 2_000)
    page.run(WAYS["another page"])
    until(checks, lambda: ["run.left", "true"] in lab.sets(run), "the rest of a page that goes")
    run = start(checks, lab, "scorm-1.2", "begin")
    page.run("for (let count = 0; count < 1000; count += 1) "
             "frames[0].api.LMSGetValue('cmi.core.entry')")
    until(checks, lambda: len(lab.calls(run)) == 1_001, "a thousand calls are in the log")


def leftover(checks, lab):
    """What could not be sent is sent by the next page, before anything else."""
    run = start(checks, lab, "scorm-1.2", "begin&last=unload")
    page = checks.page
    lab.refusals = [503] * 1_000
    call(page, "LMSSetValue", "cmi.suspend_data", "almost lost")
    page.run(WAYS["another page"])
    page.wait("location.pathname === '/empty/'")
    until(checks, lambda: len(lab.saves.get(run, [])) >= 1, "it was tried")
    kept = json.loads(page.run("Object.values(sessionStorage)[0]"))
    bodies = [save["body"] for save in kept["queue"]]
    later = start(checks, lab, "scorm-1.2", "begin")
    checks.expect(later != run, "another run")
    saves = lab.saves[run]
    checks.expect([body.decode() for body in saves] == bodies, f"the same bytes: {saves}")
    paths = [path for _, path in lab.requests if "/l/" in path and "content" not in path]
    first = paths.index("/l/token/launch")
    checks.expect(all(run in path for path in paths[1:first]) and first > 1, f"{paths[:6]}")
    checks.expect(lab.sets(run)[-1][1] == "last words", f"{lab.sets(run)}")
    page.run("sessionStorage.setItem('obuka.run.x', JSON.stringify({ url: "
             "'http://elsewhere.example/', at: Date.now(), queue: [{ seq: 1, body: 'x' }] }))")
    page.run("sessionStorage.setItem('obuka.run.y', 'no JSON')")
    start(checks, lab, "scorm-1.2", "begin")
    checks.expect(page.run("Object.keys(sessionStorage).length") == 0, "strange ones are forgotten")


def superseded(checks, lab):
    """A module that was opened elsewhere says so, and saves nothing any more."""
    for status, start_of in [(409, "The module was opened elsewhere"), (410, "Access")]:
        run = start(checks, lab, "scorm-1.2", "begin")
        page = checks.page
        lab.refusals = [status]
        call(page, "LMSSetValue", "cmi.core.lesson_location", "1")
        call(page, "LMSCommit", "")
        page.wait(f"!{PROBLEM}.hidden && {PROBLEM}.textContent.startsWith('{start_of}')")
        page.wait("frames[0].location.href === 'about:blank'")
        checks.expect(len(lab.saves[run]) == 1, f"{status}: {len(lab.saves[run])} saves")
        checks.expect(page.run("Object.keys(sessionStorage).length") == 0, "nothing is kept")
        page.run(WAYS["the exit"])
        page.wait("location.pathname === '/done/'")


def assets(checks, lab):
    """What reports nothing has been looked at."""
    run = start(checks, lab, "scorm-1.2", "asset", "asset")
    checks.expect(checks.page.run("window.API === undefined"), "there is no object")
    checks.page.run("document.getElementById('next').click()")
    until(checks, lambda: lab.has_ended(run), "an asset has ended")
    checks.expect(json.loads(lab.saves[run][0]) == {"seq": 1, "set": [], "calls": [],
                                                    "ended": True}, f"{lab.saves[run]}")


def languages(checks, lab):
    for language, word in [("sr-Cyrl", "Изађи"), ("sr-Latn", "Izađi"), ("en", "Exit")]:
        start(checks, lab, "scorm-1.2", "begin", "begin", language=language)
        checks.expect(checks.page.run("document.documentElement.lang") == language, language)
        checks.expect(checks.page.run("document.getElementById('exit').textContent") == word, word)
    lab.reset("scorm-1.2", ())
    checks.page.open(f"{lab.address}/l/token/")
    checks.page.wait(f"!{PROBLEM}.hidden && {PROBLEM}.textContent.startsWith('The module could')")


def narrow(checks, lab):
    """Nothing is wider than a telephone, and the browser has nothing to complain of."""
    start(checks, lab, "scorm-1.2", "begin", "begin")
    for width in (360, 1100):
        checks.page.resize(width, 900)
        wide = checks.page.run("document.documentElement.scrollWidth")
        checks.expect(wide <= width, f"the page of a module is {wide} wide of {width}")
    for event in checks.page.take_events("Log.entryAdded"):
        entry = event["entry"]
        checks.expect(entry.get("source") in ("network", "intervention", "violation"),
                      f"the browser complains: {entry.get('source')} {entry.get('text')}")
