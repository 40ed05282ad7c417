"""What learners of e-learning modules meet."""
import asyncio
import json
import statistics
import time

from .service import ROOT

LEARNERS = 2_000
SECONDS_BETWEEN_SAVES = 30
LESSON = ROOT / "sql/demo/modules/PRIHVAT-M3"
P99_MILLISECONDS_MAX = 50
CONNECTIONS = 32


def saves(running, options):
    """Two thousand learners, each of whose pages saves every thirty seconds."""
    enrol(running, "LEARN", import_lesson(running), LEARNERS)
    host = f"content.localhost:{running.port}"
    seconds = max(options.seconds, SECONDS_BETWEEN_SAVES)
    taken = asyncio.run(save(host, running.port, seconds))
    taken.sort()
    p50, p99 = statistics.median(taken), taken[int(len(taken) * 0.99)]
    return {
        "holds": p99 * 1000 < P99_MILLISECONDS_MAX,
        "result": f"p99 {p99 * 1000:.1f} ms, p50 {p50 * 1000:.1f} ms for a save, "
                  f"{len(taken) / seconds:.0f} a second",
        "bar": f"p99 < {P99_MILLISECONDS_MAX} ms with {LEARNERS:,} learners, each every "
               f"{SECONDS_BETWEEN_SAVES} s",
        "p99_seconds": p99, "p50_seconds": p50,
    }


def import_lesson(running):
    """The lesson of the demonstration, as a module with a code of its own."""
    made = running.run("module", "import", str(LESSON), "--format", "json")
    return json.loads(made)["module"]


def enrol(running, course, module, learners):
    """Everybody has a seat in a training with a module, and its page open.

    The tokens of the pages are `token`, the cohort's code, and a number from 1.
    """
    cohort = f"{course}-1"
    running.run("course", "create", f"code={course}", "title_sr_cyrl=Учење",
                "title_sr_latn=Učenje", "title_en=Learning", "pass_score_percent=50",
                "minimum_attendance_percent=80")
    running.run("module", "plan", course, module)
    running.run("cohort", "create", f"code={cohort}", f"course_code={course}",
                "starts_on=2062-05-02", "ends_on=2062-05-03", "venue=Plandište",
                f"capacity={learners}")
    running.run("cohort", "publish", cohort)
    people = f"{running.directory}/learners.csv"
    with open(people, "w", encoding="utf-8") as file:
        file.write("cohort_code,email,given_name,family_name\n")
        for number in range(learners):
            file.write(f"{cohort},learner{number}@bench.example,Ana,Anić\n")
    running.run("import", "enrolments", people)
    running.sql(f"""
        BEGIN;
        SET LOCAL obuka.actor = 'bench';
        INSERT INTO module_attempts (enrolment_id, module_id, module_version_id, number)
        SELECT enrolments.id, modules.id, module_versions.id, 1
        FROM enrolments JOIN cohorts ON cohorts.id = enrolments.cohort_id, modules
        JOIN module_versions ON module_versions.module_id = modules.id
        WHERE cohorts.code = '{cohort}' AND modules.code = '{module}';
        INSERT INTO module_launches (attempt_id, hash, actor, mode, ends_at)
        SELECT id, sha256(('token{cohort}-' || row_number() OVER (ORDER BY id))::bytea), 'bench',
            'normal', now() + interval '1 hour'
        FROM module_attempts
        WHERE enrolment_id IN (
            SELECT enrolments.id FROM enrolments JOIN cohorts ON cohorts.id = cohort_id
            WHERE cohorts.code = '{cohort}');
        COMMIT""")


async def save(host, port, seconds):
    """How long each save took; they come as evenly as learners do."""
    queue, taken = asyncio.Queue(), []
    workers = [asyncio.create_task(work(host, port, queue, taken)) for _ in range(CONNECTIONS)]
    for learner in range(LEARNERS):
        queue.put_nowait((learner, None))
    await queue.join()
    taken.clear()
    started = time.monotonic()
    for number in range(int(LEARNERS * seconds / SECONDS_BETWEEN_SAVES)):
        due = started + number * SECONDS_BETWEEN_SAVES / LEARNERS
        await asyncio.sleep(max(0, due - time.monotonic()))
        queue.put_nowait((number % LEARNERS, number // LEARNERS + 1))
    await queue.join()
    for worker in workers:
        worker.cancel()
    return taken


runs = {}


async def work(host, port, queue, taken):
    """One connection, which sends what is next: a part is opened, and later saves."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while True:
        learner, seq = await queue.get()
        path = f"/l/tokenLEARN-1-{learner + 1}/parts/0/runs"
        body = b""
        if seq is not None:
            path += f"/{runs[learner]}/saves"
            body = json.dumps({
                "seq": seq, "ended": False,
                "set": [["cmi.core.lesson_location", str(seq)],
                        ["cmi.suspend_data", "x" * 500],
                        ["cmi.core.session_time", "00:00:30"]],
                "calls": [[seq * 30_000, "LMSCommit", "", "", "true", 0]] * 4,
            }).encode()
        started = time.monotonic()
        writer.write(
            f"POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(body)}\r\n\r\n".encode() + body)
        answer = await answered(reader)
        taken.append(time.monotonic() - started)
        if seq is None:
            runs[learner] = json.loads(answer)["run"]
        queue.task_done()


async def answered(reader):
    head = (await reader.readuntil(b"\r\n\r\n")).decode()
    length = next(int(line.split(":")[1]) for line in head.split("\r\n")
                  if line.lower().startswith("content-length:"))
    body = await reader.readexactly(length)
    if " 200 " not in head.split("\r\n")[0]:
        raise SystemExit(f"a page got {head} {body[:300]}")
    return body
