"""What goes in and out in files, and what a search costs."""
import json
import statistics
import subprocess
import time
import urllib.parse

NOMINATIONS = 100_000
COHORTS = 20


def nominations(running, _):
    """A file of 100,000 nominations to twenty cohorts, four for each person, some rows wrong."""
    directory = running.directory
    cohorts, people = f"{directory}/cohorts.csv", f"{directory}/nominations.csv"
    with open(cohorts, "w", encoding="utf-8") as file:
        file.write("cohort_code,course_code,starts_on,ends_on,venue,capacity\n")
        for number in range(COHORTS):
            file.write(f"NOM-{number},BENCH,2099-03-01,2099-03-03,Plandište,10000\n")
    running.run("import", "cohorts", cohorts)
    per_cohort = NOMINATIONS // COHORTS
    with open(people, "w", encoding="utf-8") as file:
        file.write("Шифра реализације;Име и презиме;Пол;Општина/град;Установа;Е-пошта\n")
        for number in range(NOMINATIONS):
            person = number % (NOMINATIONS // 4)
            place = "Нема Такве" if number % 1000 == 999 else "општина Бајина Башта"
            file.write(f"NOM-{number // per_cohort};Љубица Ђорђевић;ж;{place};Дом здравља;"
                       f"nominee{person}@bench.example\n")
    started = time.monotonic()
    report = import_file(running, people)
    seconds = time.monotonic() - started
    wrong = NOMINATIONS // 1000
    if report["created"] != NOMINATIONS - wrong or len(report["rejected"]) != wrong:
        said = report["rejected"][:3]
        raise SystemExit(f"the import entered {report['created']} and said {said}")
    started = time.monotonic()
    again = import_file(running, people)
    if again["unchanged"] != NOMINATIONS - wrong:
        raise SystemExit("importing the same again changed something")
    return {
        "holds": seconds < 10,
        "result": f"{seconds:.1f} s for {NOMINATIONS:,} nominations, {wrong} of them wrong",
        "bar": "< 10 s, the program's start included",
        "note": f"the same again, all unchanged: {time.monotonic() - started:.1f} s",
        "seconds": seconds,
    }


def import_file(running, path):
    outcome = subprocess.run(
        [running.obuka, "import", "enrolments", path, "--format", "json"],
        env=running.environment(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    if outcome.returncode not in (0, 3):
        raise SystemExit(f"the import ended with {outcome.returncode}")
    return json.loads(outcome.stdout)


def search(running, _):
    """A person looked for over HTTP, with typing errors too, among all and their names."""
    queries = [
        "Ђорђевић", "spasenija tomincic", "Kusonjić Trifun", "djrodjevic", "narandzc", "tomin",
        "Љ. Пелагић",
    ]
    times = {}
    for query in queries:
        path = "/api/v1/people?limit=50&q=" + urllib.parse.quote(query)
        running.get(path)
        rounds = []
        for _ in range(5):
            started = time.monotonic()
            found = json.loads(running.get(path))
            rounds.append((time.monotonic() - started) * 1000)
        if not found["people"]:
            raise SystemExit(f"{query} finds nobody")
        times[query] = statistics.median(rounds)
    slowest = max(times, key=times.get)
    return {
        "holds": times[slowest] < 50,
        "result": f"at most {times[slowest]:.1f} ms among {running.rows:,} people",
        "bar": "< 50 ms",
        "note": ", ".join(f"{query} {ms:.1f} ms" for query, ms in times.items()),
        "milliseconds": times[slowest],
    }
