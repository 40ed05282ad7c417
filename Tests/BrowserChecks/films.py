"""A film as a module: it goes on where it was left, and counts only what was watched."""
import json

FILM = "PRIHVAT-M5"
VIDEO = "document.getElementById('video')"
HELD = "document.getElementById('held').textContent"


def films(learner, directory, picture):
    rules(learner)
    keeps_order(learner, directory, picture)
    believes_no_claims(learner)
    resumes_and_completes(learner, directory, picture)
    print("browser: a film is watched in order, resumed and completed")


def rules(learner):
    """Nobody may skip; a change says why."""
    obuka = learner.service.obuka
    made = json.loads(obuka("module", "watching", FILM, "--skipping", "no", "--format", "json"))
    learner.checks.expect(made == {"skipping": False, "watched_percent": 90}, str(made))


def open_film(learner, again="false"):
    page = learner.page
    page.open(learner.path(FILM))
    page.run(f"document.querySelector('button[value={again}]').click()")
    page.wait("location.hostname === 'content.localhost' && document.readyState === 'complete'"
              f" && {VIDEO}.readyState >= 1 && !{VIDEO}.seeking")


def keeps_order(learner, directory, picture):
    """Who goes on further than was watched is put back, and told why."""
    checks, page = learner.checks, learner.page
    open_film(learner)
    checks.expect(abs(page.run(f"{VIDEO}.duration") - 24) < 0.1, "the film is 24 s long")
    tracks = page.run(f"[...{VIDEO}.textTracks].map((one) => one.language).join()")
    checks.expect(tracks == "en,sr-Cyrl,sr-Latn", f"captions: {tracks}")
    page.wait(f"{VIDEO}.textTracks[0].mode === 'showing' && {VIDEO}.textTracks[0].cues !== null"
              f" && {VIDEO}.textTracks[0].cues.length === 6")
    watched = play(page, to=1.5)
    checks.expect(watched < 20, f"it was stopped at {watched}")
    picture(learner, directory, "film")
    page.run(f"{VIDEO}.currentTime = 24")
    page.wait(f"{VIDEO}.currentTime <= {watched} + 1 && !{VIDEO}.seeking")
    page.wait(f"{HELD}.includes('watched in order')")
    # What the server says of the film takes the sentence from nobody.
    learner.saved()
    checks.expect("watched in order" in page.run(HELD), "it is said why")
    picture(learner, directory, "film-held")
    # By the keys of the page, and back is always possible.
    page.run("document.activeElement.blur()")
    page.run(f"{VIDEO}.addEventListener('seeking', () => {{ globalThis.sought = true }})")
    page.press("ArrowRight", 39)
    page.wait("globalThis.sought === true")
    page.wait(f"{VIDEO}.currentTime <= {watched} + 1 && !{VIDEO}.seeking")
    for _ in range(5):
        page.press("ArrowLeft", 37)
    page.wait(f"{VIDEO}.currentTime === 0")
    page.press("c", 67, "c")
    page.wait(f"{VIDEO}.textTracks[0].mode === 'disabled'")
    page.press(" ", 32, " ")
    page.wait(f"!{VIDEO}.paused && {HELD} === ''")
    page.press(" ", 32, " ")
    page.wait(f"{VIDEO}.paused")
    learner.saved()


def believes_no_claims(learner):
    """What a page says that it cannot know is not counted."""
    checks, page = learner.checks, learner.page
    before = standing(learner)
    answer = page.run("""(async () => {
        const { run, saves } = await (await fetch("parts/0/runs", { method: "POST" })).json();
        const answer = await fetch(saves, {
            method: "POST", headers: { "Content-Type": "application/json" },
            body: JSON.stringify({ seq: 1, set: [["video.watched", "0-24"]], calls: [] }),
        });
        return (await answer.json()).parts[0];
    })()""")
    checks.expect(answer["status"] == "incomplete" and answer["progress"] < 50, str(answer))
    log = learner.log(FILM)[-1]["refused"]
    checks.expect(any("more than has passed" in line for line in log), str(log))
    checks.expect(before["progress_percent"] > 3, str(before))


def resumes_and_completes(learner, directory, picture):
    checks, page = learner.checks, learner.page
    open_film(learner)
    left = play(page, to=9, rate=2)
    page.run("document.getElementById('exit').click()")
    page.wait("location.hostname === '127.0.0.1' && document.readyState === 'complete'")
    checks.expect("in progress" in learner.text(), "left half way")
    open_film(learner)
    place = page.run(f"{VIDEO}.currentTime")
    checks.expect(abs(place - left) < 1, f"it goes on where it was: {place}, not {left}")
    page.run(f"{VIDEO}.playbackRate = 16")
    page.wait(f"{VIDEO}.playbackRate === 2")
    play(page, to=23.5, rate=2)
    picture(learner, directory, "film-end")
    page.wait_for(lambda: standing(learner)["completion"] == "completed", "it is completed")
    page.run("document.getElementById('exit').click()")
    page.wait("location.hostname === '127.0.0.1' && document.readyState === 'complete'")
    checks.expect("completed" in learner.text(), "the film is completed")
    page.open(f"{learner.service.address}/en/me")
    checks.expect("5 of 7 modules are completed." in learner.text(), "the own page counts the film")


def standing(learner):
    return learner.attempts(FILM)[0]["parts"][0]


def play(page, to, rate=1):
    """Until a second of the film, and gives where it was stopped.

    Muted, as a browser lets a script play; what was watched is asked of the server.
    """
    page.run(f"""(async () => {{
        {VIDEO}.muted = true;
        {VIDEO}.playbackRate = {rate};
        await {VIDEO}.play();
    }})()""")
    page.wait(f"{VIDEO}.currentTime >= {to}")
    page.run(f"{VIDEO}.pause()")
    return page.run(f"{VIDEO}.currentTime")
