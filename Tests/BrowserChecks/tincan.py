"""A package that only speaks the Experience API, as authoring tools have written since 2011."""
import json
import zipfile

from modules import enrolled

COURSE = """<?xml version="1.0" encoding="utf-8"?>
<tincan xmlns="http://projecttincan.com/tincan.xsd"><activities>
<activity id="http://autor.example/6QWyVLTxQHL_tecaj"
type="http://adlnet.gov/expapi/activities/course">
<name lang="sr">Разговор у четири ока</name><description lang="sr"></description>
<launch lang="und">index_lms.html?tincan=true</launch></activity>
</activities></tincan>"""
# With what the address says, by forms in the place of methods, and the end with a beacon.
PAGE = """<!doctype html><meta charset="utf-8"><title>…</title><p id="place"></p>
<button id="pass">…</button><script>
const asked = new URL(location).searchParams;
const endpoint = asked.get("endpoint"), actor = JSON.parse(asked.get("actor"));
const activity = asked.get("activity_id"), registration = asked.get("registration");
function form(method, resource, query, content) {
    const fields = new URLSearchParams({
        Authorization: asked.get("auth"), "X-Experience-API-Version": "1.0.0",
        "Content-Type": "application/json", ...query,
    });
    if (content !== undefined) fields.set("content", content);
    return [`${endpoint}${resource}?method=${method}`, fields];
}
async function call(...parts) {
    const [address, body] = form(...parts);
    const answer = await fetch(address, { method: "POST", body });
    if (!answer.ok && answer.status !== 404) throw new Error(await answer.text());
    return answer;
}
const state = { activityId: activity, agent: JSON.stringify(actor), stateId: "resume" };
function said(verb, result) {
    const id = crypto.randomUUID();
    return ["PUT", "statements", { statementId: id }, JSON.stringify({
        id, actor, verb: { id: `http://adlnet.gov/expapi/verbs/${verb}`, display: { und: verb } },
        object: { id: activity, definition: { name: { und: "Разговор" } } }, result,
        context: { registration },
    })];
}
(async () => {
    const found = await call("GET", "activities/state", state);
    const place = found.status === 404 ? 0 : Number(await found.text());
    document.getElementById("place").textContent = `слајд ${place + 1}`;
    await call("PUT", "activities/state", state, String(place + 1));
    await call(...said("attempted"));
    document.getElementById("pass").onclick = async () => {
        await call(...said("passed", { success: true, score: { scaled: 0.75, raw: 75 } }));
        document.title = "passed";
    };
    addEventListener("pagehide", () => navigator.sendBeacon(...form(...said("exited"))));
    document.title = "ready";
})().catch((error) => { document.title = error.message; });
</script>"""


def tincan(checks):
    obuka = checks.service.obuka
    path = checks.directory / "tincan.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("tincan.xml", COURSE)
        archive.writestr("index_lms.html", PAGE)
    module = json.loads(obuka("module", "import", str(path), "--format", "json"))["module"]
    learner = enrolled(checks, [module], "TINCAN")
    learner.sign_in()
    page = checks.page
    stage = "document.getElementById('stage').contentWindow.document"
    for place in ("слајд 1", "слајд 2"):
        learner.launch(module)
        page.wait(f"!['', '…'].includes({stage}.title)")
        ready = page.run(f"{stage}.title")
        checks.expect(ready == "ready", f"the activity begins: {ready}")
        shown = page.run(f"{stage}.getElementById('place').textContent")
        checks.expect(shown == place, f"it resumes: {shown}")
    page.run(f"{stage}.getElementById('pass').click()")
    page.wait(f"{stage}.title !== 'ready'")
    checks.expect(page.run(f"{stage}.title") == "passed", page.run(f"{stage}.title"))
    last = learner.attempts(module)[-1]
    checks.expect(last["done"] and last["score_percent"] == 75, f"the activity is passed: {last}")
    page.open(f"{checks.service.address}/en")
    page.wait_for(lambda: "exited" in learner.log(module)[-1]["calls"][-1], "the end is said")
    said = [run["calls"] for run in learner.log(module)]
    checks.expect(len(said) == 2 and any("(score 0.75)" in call for call in said[1]), f"{said}")
    print("browser: an activity of a tincan.xml resumes, is passed and says that it ends")
