"""A course of cmi5, passed with a unit in the page and one in a window of its own."""
import json
import zipfile

from modules import enrolled, picture

COURSE = """<courseStructure xmlns="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd">
<course id="https://obuka.example/prozori"><title><langstring lang="sr">Прозори</langstring></title>
</course>{units}</courseStructure>"""
UNIT = """<au id="https://obuka.example/prozori/{method}" moveOn="Passed" masteryScore="0.8"
launchMethod="{method}"><title><langstring lang="sr">{method}</langstring></title>
<url>unit.html</url></au>"""
# It speaks as section 9 wants it: initialized, passed with its score, terminated.
PAGE = """<!doctype html><meta charset="utf-8"><title>…</title><script type="module">
const asked = new URL(location).searchParams;
const [endpoint, fetched, registration, activityId] =
    ["endpoint", "fetch", "registration", "activityId"].map((name) => asked.get(name));
const actor = JSON.parse(asked.get("actor"));
const token = (await (await fetch(fetched, { method: "POST" })).json())["auth-token"];
const headers = {
    Authorization: `Basic ${token}`, "X-Experience-API-Version": "1.0.3",
    "Content-Type": "application/json",
};
const state = new URLSearchParams({
    stateId: "LMS.LaunchData", activityId, registration, agent: JSON.stringify(actor),
});
const launch = await (await fetch(`${endpoint}/activities/state?${state}`, { headers })).json();
const moveOn = { id: "https://w3id.org/xapi/cmi5/context/categories/moveon" };
const mastery = "https://w3id.org/xapi/cmi5/context/extensions/masteryscore";
async function say(verb, result) {
    const context = structuredClone(launch.contextTemplate);
    context.registration = registration;
    context.contextActivities.category =
        [{ id: "https://w3id.org/xapi/cmi5/context/categories/cmi5" }];
    if (result?.success !== undefined) {
        context.contextActivities.category.push(moveOn);
        context.extensions[mastery] = launch.masteryScore;
    }
    const statement = {
        id: crypto.randomUUID(), timestamp: new Date().toISOString(), actor,
        verb: { id: `http://adlnet.gov/expapi/verbs/${verb}` },
        object: { id: activityId }, result, context,
    };
    const answer = await fetch(`${endpoint}/statements`, {
        method: "POST", headers, body: JSON.stringify(statement),
    });
    if (!answer.ok) throw new Error(await answer.text());
}
try {
    await say("initialized");
    await say("passed", { success: true, score: { scaled: 0.9 }, duration: "PT5S" });
    await say("terminated", { duration: "PT6S" });
    document.title = "passed";
} catch (error) {
    document.title = error.message;
}
</script>"""


def units(checks, directory=None):
    obuka = checks.service.obuka
    made = obuka("module", "import", str(package(checks.directory)), "--format", "json")
    module = json.loads(made)["module"]
    learner = enrolled(checks, [module], "PROZORI")
    learner.sign_in()
    learner.launch(module)
    page = checks.page
    stage = "document.getElementById('stage').contentWindow.document.title"
    page.wait(f"{stage} !== '…' && {stage} !== ''")
    checks.expect(page.run(stage) == "passed", f"the unit in the page: {page.run(stage)}")
    page.run("document.getElementById('next').click()")
    page.wait("document.querySelector('#problem a') !== null")
    offered = page.run("document.getElementById('problem').textContent")
    checks.expect(offered == "Отворите овај део у његовом прозору", f"the window: {offered}")
    picture(learner, directory, "own-window")
    page.call("Runtime.evaluate", userGesture=True,
              expression="document.querySelector('#problem a').click()")
    page.wait_for(lambda: titles(page) & {"passed"}, "the unit in its own window has passed")
    said = page.run("document.getElementById('problem').textContent")
    checks.expect(said == "Овај део је отворен у свом прозору.", said)
    page.call("Page.bringToFront")
    page.wait("document.querySelectorAll('#parts .is-passed').length === 2")
    last = learner.attempts(module)[-1]
    checks.expect(last["done"], f"both units are passed: {last}")
    print("browser: units of cmi5 are passed, in the page and in a window of their own")


def titles(page):
    found = page.browser.call("Target.getTargets")["targetInfos"]
    return {one["title"] for one in found if "unit.html" in one["url"]}


def package(directory):
    path = directory / "prozori.zip"
    methods = ("AnyWindow", "OwnWindow")
    written = "".join(UNIT.format(method=method) for method in methods)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("cmi5.xml", COURSE.format(units=written))
        archive.writestr("unit.html", PAGE)
    return path
