"""What it does in one go: issuing, reporting, races, start, memory."""
import concurrent.futures
import http.client
import json
import statistics
import subprocess
import threading
import time
import urllib.request

from . import throughput


def post(running, path, body, connection=None):
    connection = connection or http.client.HTTPConnection("127.0.0.1", running.port, timeout=120)
    connection.request("POST", path, json.dumps(body), {
        "Authorization": f"Bearer {running.token}", "Content-Type": "application/json"})
    answer = connection.getresponse()
    return answer.status, json.loads(answer.read())


def issue(running, _):
    """10,000 certificates in one batch over HTTP, commit included; median of three cohorts."""
    times, waits = [], []
    for number in (1, 2, 3):
        started = time.monotonic()
        status, batch = post(running, f"/api/v1/cohorts/ISSUE-{number}/certificates", {})
        times.append(time.monotonic() - started)
        if status != 200 or len(batch["issued"]) != 10_000:
            raise SystemExit(f"issuing answered {status}")
        committed = time.monotonic()
        path = f"/c/{batch['issued'][-1]['id']}"
        while json.loads(running.get(path))["log"] != "included":
            time.sleep(0.01)
        waits.append(time.monotonic() - committed)
    middle, wait = statistics.median(times), statistics.median(waits)
    return {
        "holds": middle <= 2 and wait <= 2,
        "result": f"{middle:.2f} s for 10,000 certificates, in the log {wait:.2f} s later",
        "bar": "<= 2 s, and <= 2 s later",
        "note": "runs: " + ", ".join(f"{t:.2f} + {w:.2f} s" for t, w in zip(times, waits)),
        "seconds": middle, "log_seconds": wait,
    }


def log(running, _):
    """The log of all certificates: how quickly it took them in, and how quickly it proves one."""
    issued = "SELECT EXISTS (SELECT FROM certificates WHERE cohort_code LIKE 'ISSUE-%')"
    if running.sql(issued) == "f":
        issue(running, _)
    ids = running.sql(
        "SELECT verification_id FROM certificates WHERE batch_id = "
        "(SELECT max(batch_id) FROM certificates) ORDER BY id LIMIT 200").split()
    times = []
    for identifier in ids:
        started = time.monotonic()
        proof = running.get(f"/c/{identifier}.tlog-proof")
        times.append((time.monotonic() - started) * 1000)
        if not proof.startswith(b"c2sp.org/tlog-proof@v1\n"):
            raise SystemExit("that is no proof")
    middle = statistics.median(times)
    # From root to root, by the database's own clock: the first is not counted.
    rate = float(running.sql(
        "SELECT (max(size) - min(size)) / greatest(extract(epoch FROM "
        "max(sequenced_at) - min(sequenced_at)), 0.001) "
        "FROM (SELECT size, sequenced_at FROM log_roots WHERE size >= 65536 "
        f"AND size <= {running.rows + 100} ORDER BY size) AS roots") or 0)
    return {
        "holds": middle < 5 and (rate >= 5000 or running.rows < 200_000),
        "result": f"a proof in {middle:.1f} ms, {rate:,.0f} leaves/s taken in",
        "bar": "< 5 ms over HTTP, >= 5,000 leaves/s",
        "note": f"{running.rows:,} leaves that were committed at once",
        "milliseconds": middle, "leaves_per_second": rate,
    }


def reach(running, _):
    times = []
    for _ in range(3):
        started = time.monotonic()
        report = json.loads(running.get("/api/v1/reports/reach?course=BENCH"))
        times.append(time.monotonic() - started)
    if report["persons_passed"] < running.rows:
        raise SystemExit("the report counts too few")
    middle = statistics.median(times)
    # The bar is for 1,000,000 enrolments.
    return {
        "holds": middle < 1, "result": f"{middle:.2f} s over {running.rows:,} enrolments",
        "bar": "< 1 s", "seconds": middle,
    }


ROW_REPORTS = ["delivery-log", "learners"]
STREAM_MEBIBYTES_MAX = 16


def report_streams(running, _):
    """The reports of every row, as files: when their first row is there, and what they take up."""
    asked = [(name, format) for name in ROW_REPORTS for format in ("csv", "xlsx")]
    streams = {" ".join(each): stream(running, *each) for each in asked}
    slowest = max(first for first, _, _ in streams.values())
    grown = max(mebibytes for _, _, mebibytes in streams.values())
    return {
        "holds": slowest < 1 and grown < STREAM_MEBIBYTES_MAX,
        "result": f"content after {slowest:.2f} s at most, {grown:+.1f} MiB at most "
                  f"over {running.rows:,} enrolments",
        "bar": f"< 1 s, < +{STREAM_MEBIBYTES_MAX} MiB",
        "note": "; ".join(
            f"{name}: {first:.2f} s, whole after {whole:.1f} s, {mebibytes:+.1f} MiB"
            for name, (first, whole, mebibytes) in streams.items()),
        "seconds": slowest, "mebibytes": grown,
    }


def stream(running, name, format):
    """Seconds until content came that only rows can bring and until all did, and the growth."""
    before = running.resident_kibibytes()
    running.forget_peak()
    request = urllib.request.Request(
        f"{running.url}/api/v1/reports/{name}?course=BENCH&format={format}",
        headers={"Authorization": f"Bearer {running.token}"})
    started = time.monotonic()
    with urllib.request.urlopen(request, timeout=600) as answer:
        # The names of the columns and what the report says of itself come before any row.
        answer.read(64 * 1024)
        first = time.monotonic() - started
        length = 64 * 1024
        while piece := answer.read(256 * 1024):
            length += len(piece)
    whole = time.monotonic() - started
    if name == "learners" and length < running.rows * 8:
        raise SystemExit(f"{length} bytes are not {running.rows} rows")
    return first, whole, (running.resident_kibibytes("VmHWM") - before) / 1024


def race(running, _):
    """200 people at once for 20 seats."""
    people, start = 200, threading.Barrier(200)

    def take(number):
        connection = http.client.HTTPConnection("127.0.0.1", running.port, timeout=60)
        connection.connect()
        start.wait()
        return post(running, "/api/v1/cohorts/RACE/enrolments", {
            "email": f"race{number}@bench.example", "name": "Ljubica Đorđević"}, connection)

    started = time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(people) as pool:
        answers = list(pool.map(take, range(people)))
    seconds = time.monotonic() - started
    seats = sum(status == 201 for status, _ in answers)
    refused = sum(status == 409 and body["code"] == "cohort_full" for status, body in answers)
    return {
        "holds": seats == 20 and refused == 180,
        "result": f"{seats} seats, {refused} clear refusals", "bar": "20 seats, 180 refusals",
        "note": f"in {seconds:.2f} s",
    }


def cold_start(running, _):
    """From the start of the process to its first answer; the database runs already."""
    times = []
    for _ in range(7):
        started = time.monotonic()
        process = subprocess.Popen(
            [running.obuka, "serve"],
            env=running.environment(OBUKA_DATABASE_URL=running.conninfo),
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        port = int(process.stdout.readline().rsplit(":", 1)[1])
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        connection.request("GET", "/health/ready")
        if connection.getresponse().status != 200:
            raise SystemExit("the first answer was not ready")
        times.append((time.monotonic() - started) * 1000)
        process.terminate()
        process.wait()
    middle = statistics.median(times)
    return {
        "holds": middle < 300, "result": f"{middle:.0f} ms to the first answer", "bar": "< 300 ms",
        "milliseconds": middle,
    }


MEBIBYTES_MAX = 100
GROWTH_MEBIBYTES_MAX = 5


def growth(samples):
    """How much more the last fifth holds than the second: the first warms up."""
    fifth = len(samples) // 5
    return statistics.mean(samples[-fifth:]) - statistics.mean(samples[fifth:2 * fifth])


def memory(running, options):
    """Resident memory while verifications are asked for, sampled every second."""
    samples, stop = [], threading.Event()

    def sample():
        while not stop.wait(1):
            samples.append(running.resident_kibibytes() / 1024)

    sampler = threading.Thread(target=sample)
    sampler.start()
    try:
        throughput.wrk(
            running.url, options.memory_seconds, str(running.rows), "/c/", "", "text/html", "7",
            script="ids.lua")
    finally:
        stop.set()
        sampler.join()
    # A sampler that stopped early has seen nothing of what came later.
    if len(samples) < options.memory_seconds * 0.8:
        raise SystemExit(f"only {len(samples)} samples in {options.memory_seconds} s")
    grown = growth(samples)
    return {
        "holds": max(samples) < MEBIBYTES_MAX and grown <= GROWTH_MEBIBYTES_MAX,
        "result": f"{max(samples):.0f} MiB at most, {grown:+.1f} MiB from second to last fifth",
        "bar": f"< {MEBIBYTES_MAX} MiB, <= +{GROWTH_MEBIBYTES_MAX} MiB",
        "note": f"means of fifths of {len(samples)} samples in {options.memory_seconds} s",
        "mebibytes": max(samples), "growth_mebibytes": grown,
    }
