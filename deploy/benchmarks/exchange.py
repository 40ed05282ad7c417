"""What goes in and out in files, and what a search costs."""
import http.client
import itertools
import json
import random
import statistics
import subprocess
import time
import urllib.parse

from .service import HERE

NOMINATIONS = 100_000
COHORTS = 20

# Of these parts are as many family and given names made as a country has.
ONSETS = "б бр в вл г гр д др ђ ж з к кр л љ м мл н п пр р с ст т ћ ц ч ш".split()
VOWELS = "аеиоу"
CODAS = "б в г д ј к л љ м н њ п р с т ш рк нд".split()
FAMILY_ENDINGS = "ић овић евић чић инић ановић ојевић ац ов ин ковић".split()
GIVEN_ENDINGS = "ана ко".split()


def names(endings):
    """All names with one of the endings, in an order of their own."""
    made = [''.join(parts).title() for parts in itertools.product(ONSETS, VOWELS, CODAS, endings)]
    random.Random(1).shuffle(made)
    return made


def one_of(names, chance):
    """A name that is the more often taken the earlier it stands, as in a register of names."""
    return names[int(len(names) * chance.random() ** 2.5)]


def nominations(running, _):
    """Files of 100,000 nominations, some rows wrong: four for each person, and one for each."""
    seconds = import_nominations(running, "NOM", NOMINATIONS // 4)
    again = import_nominations(running, "NOM", NOMINATIONS // 4, is_known=True)
    others = import_nominations(running, "ONE", NOMINATIONS)
    return {
        "holds": seconds < 10,
        "result": f"{seconds:.1f} s for {NOMINATIONS:,} nominations of {NOMINATIONS // 4:,} "
                  f"people, {NOMINATIONS // 1000} of them wrong",
        "bar": "< 10 s, the program's start included",
        "note": f"the same again, all unchanged: {again:.1f} s; "
                f"of {NOMINATIONS:,} people: {others:.1f} s",
        "seconds": seconds,
    }


def import_nominations(running, prefix, persons, is_known=False):
    """The seconds that a file of nominations to twenty cohorts takes."""
    people = f"{running.directory}/nominations.csv"
    if not is_known:
        publish_cohorts(running, prefix)
        write_nominations(people, prefix, persons)
    started = time.monotonic()
    output = import_file(running, people)
    seconds = time.monotonic() - started
    report = json.loads(output)
    wrong = NOMINATIONS // 1000
    entered = report["unchanged" if is_known else "created"]
    if entered != NOMINATIONS - wrong or len(report["rejected"]) != wrong:
        raise SystemExit(f"the import entered {entered} and said {report['rejected'][:3]}")
    return seconds


def publish_cohorts(running, prefix):
    cohorts = f"{running.directory}/cohorts.csv"
    with open(cohorts, "w", encoding="utf-8") as file:
        file.write("cohort_code,course_code,starts_on,ends_on,venue,capacity\n")
        for number in range(COHORTS):
            file.write(f"{prefix}-{number},BENCH,2099-03-01,2099-03-03,Plandište,10000\n")
    running.run("import", "cohorts", cohorts)
    with open(cohorts, "w", encoding="utf-8") as file:
        file.write("cohort_code,state\n")
        for number in range(COHORTS):
            file.write(f"{prefix}-{number},published\n")
    running.run("import", "cohort-states", cohorts)


def write_nominations(path, prefix, persons):
    chance, families, givens = random.Random(2), names(FAMILY_ENDINGS), names(GIVEN_ENDINGS)
    called = [f"{one_of(givens, chance)} {one_of(families, chance)}" for _ in range(persons)]
    with open(path, "w", encoding="utf-8") as file:
        file.write("Шифра реализације;Име и презиме;Пол;Општина/град;Установа;Е-пошта\n")
        for number in range(NOMINATIONS):
            person = number % persons
            place = "Нема Такве" if number % 1000 == 999 else "општина Бајина Башта"
            file.write(f"{prefix}-{number * COHORTS // NOMINATIONS};{called[person]};ж;{place};"
                       f"Дом здравља;{prefix.lower()}{person}@bench.example\n")


def import_file(running, path):
    outcome = subprocess.run(
        [running.obuka, "import", "enrolments", path, "--format", "json"],
        env=running.environment(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    if outcome.returncode not in (0, 3):
        raise SystemExit(f"the import ended with {outcome.returncode}")
    return outcome.stdout


PEAK_MEBIBYTES_MAX = 200
EXPORT_MEBIBYTES_MAX = 16
KEPT_MEBIBYTES_MAX = 100


def files(running, _):
    """What the server's memory grows by while files come in and go out over HTTP, and keeps."""
    people = f"{running.directory}/files.csv"
    publish_cohorts(running, "FILE")
    write_nominations(people, "FILE", NOMINATIONS // 4)
    with open(people, "rb") as file:
        content = file.read()
    body, entering = grown(running, "POST", "/api/v1/imports/enrolments", content)
    if json.loads(body)["created"] != NOMINATIONS - NOMINATIONS // 1000:
        raise SystemExit(f"the import said {body[:300]}")
    time.sleep(SECONDS_UNTIL_GIVEN_BACK)
    kept = running.resident_kibibytes() / 1024
    _, leaving = grown(running, "GET", "/api/v1/exports/enrolments?format=xlsx")
    return {
        "holds": entering < PEAK_MEBIBYTES_MAX and leaving < EXPORT_MEBIBYTES_MAX
        and kept < KEPT_MEBIBYTES_MAX,
        "result": f"+{entering:.0f} MiB at most for a file of {NOMINATIONS:,} nominations, "
                  f"+{leaving:.0f} MiB for a workbook of all enrolments, {kept:.0f} MiB kept",
        "bar": f"< +{PEAK_MEBIBYTES_MAX} MiB, < +{EXPORT_MEBIBYTES_MAX} MiB, "
               f"< {KEPT_MEBIBYTES_MAX} MiB",
        "note": f"the file has {len(content) / 2**20:.0f} MiB; "
                f"kept is what is resident {SECONDS_UNTIL_GIVEN_BACK} s after the import",
        "import_mebibytes": entering, "export_mebibytes": leaving, "kept_mebibytes": kept,
    }


# The server looks every five seconds for memory to give back.
SECONDS_UNTIL_GIVEN_BACK = 12


def grown(running, method, path, content=None):
    """The answer to a request, and by how much the server was larger at most than before it."""
    before = running.resident_kibibytes()
    running.forget_peak()
    connection = http.client.HTTPConnection("127.0.0.1", running.port, timeout=600)
    connection.request(method, path, content, {
        "Authorization": f"Bearer {running.token}", "Content-Type": "text/csv"})
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise SystemExit(f"{path} answered {answer.status}")
    return body, (running.resident_kibibytes("VmHWM") - before) / 1024


# Of ninety-one names that everybody has, each fits tens of thousands of people.
FEW_NAMES = {
    "commonest": "Ђорђевић", "two words": "Kusonjić Trifun", "typing error": "djrodjevic",
    "error in one of two": "spasenija tomincic", "prefix": "tomin", "missing letter": "narandzc",
    "initial": "Љ. Пелагић", "nobody has both": "Ljubica Marko", "one letter": "d",
    "two letters": "to", "nonsense": "qwxzywq", "initial of nobody": "Q. Ђорђевић",
}
FINDS_NOBODY = {"nobody has both", "one letter", "two letters", "nonsense", "initial of nobody"}


def search(running, _):
    """People looked for over HTTP: among few names, and among as many as a country has."""
    few = search_times(running, FEW_NAMES)
    subprocess.run(
        ["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-f", HERE / "names.sql", running.conninfo],
        check=True, stdout=subprocess.DEVNULL)
    many = search_times(running, many_names(running))
    slowest = max([*few.items(), *many.items()], key=lambda entry: entry[1][0])
    samples = sorted(ms for _, rounds in [*few.values(), *many.values()] for ms in rounds)
    return {
        "holds": slowest[1][0] < 50,
        "result": f"at most {slowest[1][0]:.1f} ms ({slowest[0]}) among {running.rows:,} people; "
                  f"99 of 100 searches within {samples[len(samples) * 99 // 100]:.1f} ms",
        "bar": "< 50 ms, the median of each",
        "note": "; ".join(
            f"{title}: " + ", ".join(f"{name} {median:.1f}" for name, (median, _) in times.items())
            for title, times in (("few names", few), ("many names", many))),
        "milliseconds": slowest[1][0],
    }


def many_names(running):
    """Queries for names that there are, told by how common they are."""
    def name(column, place):
        return running.sql(
            f"SELECT {column} FROM people GROUP BY {column}"
            f" ORDER BY count(*) DESC, {column} OFFSET {place} LIMIT 1")

    def mistyped(word):
        return word[:2] + word[3] + word[2] + word[4:]

    family, given = name("family_name_latn", 0), name("given_name_latn", 0)
    rarer = name("family_name_latn", 500)
    return {
        "commonest": family, "two words": f"{given} {family}", "rarer": rarer,
        "typing error": mistyped(family), "typing error in a rarer": mistyped(rarer),
        "error in one of two": f"{given} {mistyped(family)}", "prefix": family[:5],
        "initial": f"{given[0]}. {family}", "one letter": family[0].lower(),
        "two letters": family[:2].lower(), "nonsense": "qwxzywq",
        "hardly anybody has both": f"{given} {name('given_name_latn', 1)}",
        "initial of nobody": f"Q. {family}",
    }


def search_times(running, queries):
    """The median and all times in milliseconds of each query by its name."""
    times = {}
    for name, query in queries.items():
        path = "/api/v1/people?limit=50&q=" + urllib.parse.quote(query)
        found = json.loads(running.get(path))
        if bool(found["people"]) == (name in FINDS_NOBODY) and not name.startswith("hardly"):
            raise SystemExit(f"{query} finds {len(found['people'])} people")
        rounds = []
        for _ in range(20):
            started = time.monotonic()
            running.get(path)
            rounds.append((time.monotonic() - started) * 1000)
        times[name] = (statistics.median(rounds), rounds)
    return times
