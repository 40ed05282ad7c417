"""The run-time of modules in a real browser: what it answers, and that everything is saved."""
import json
import os
import pathlib
import random
import re
import subprocess
import sys

import calls12
import calls2004
from browser import Browser, Page
from lab import Lab
from saving import saving

STANDARDS = {"scorm-1.2": calls12.SCENARIOS, "scorm-2004": calls2004.SCENARIOS}
FUNCTIONS = {
    "scorm-1.2": {"get": "LMSGetValue", "set": "LMSSetValue", "error": "LMSGetLastError",
                  "begin": "LMSInitialize"},
    "scorm-2004": {"get": "GetValue", "set": "SetValue", "error": "GetLastError",
                   "begin": "Initialize"},
}
RUN = """(async () => {
    const { Model } = await import("/assets/player-model.js");
    const { RunTime } = await import("/assets/player-api.js");
    const nothing = () => {};
    const listener = { call: nothing, set: nothing, commit: nothing, finish: nothing };
    const { model, elements, calls, error } = given;
    const api = new RunTime(new Model(model, elements), listener).object();
    return calls.map(([name, ...values]) => [api[name](...values), api[error]()]);
})()"""
# Pieces that values are put together from.
PIECES = ["", "a", "b", "0", "1", "-", ".", "[,]", "[.]", "[:]", "{", "}", "{lang=en}", "{lang=",
          "{case_matters=true}", "{order_matters=false}", " ", "\n", "ж", "e\u0301", "\U0001F600",
          "PT", "P1", "S", "M", "T", "2026", "-02", "-29", "10", ":", "59", "Z", "+01", "urn:",
          "obuka:", "true", "false", "completed", "passed", "suspend", "\u00a0", "\ufeff", "\u2028",
          "\0", "_", "%20", "#", "x-", "1e5", "\u0130", "\u0660", "99", "numeric", "choice"]


def samples():
    """What the program gives the page, by standard."""
    program = pathlib.Path(os.environ["OBUKA_BIN"]) / "RunTimeSamples"
    return json.loads(subprocess.run([program], check=True, capture_output=True).stdout)


def refused(standard, inputs):
    """What the program refuses of values that a page says were set."""
    program = pathlib.Path(os.environ["OBUKA_BIN"]) / "RunTimeSamples"
    text = json.dumps(inputs).encode()
    made = subprocess.run([program, "enter", standard], input=text, check=True, capture_output=True)
    return json.loads(made.stdout)


def runtime(checks):
    given = samples()
    lab = Lab(given)
    try:
        checks.page.open(f"{lab.address}/empty/")
        for standard, scenarios in STANDARDS.items():
            both_sides(checks, standard, given[standard], [
                conforms(checks, standard, given[standard], scenario) for scenario in scenarios])
            both_sides(checks, standard, given[standard], [
                chances(checks, standard, given[standard], seed) for seed in range(12)])
        odd_arguments(checks, given)
        saving(checks, lab)
    finally:
        lab.close()


def answers(checks, standard, sample, calls):
    arguments = {**sample, "calls": calls, "error": FUNCTIONS[standard]["error"]}
    checks.page.run(f"globalThis.given = {json.dumps(arguments)}")
    return checks.page.run(RUN)


def conforms(checks, standard, sample, scenario):
    """Makes the calls of a scenario; gives what was set, with the code of each."""
    rows = [row(standard, line) for line in scenario.strip().splitlines()]
    found = answers(checks, standard, sample, [call for call, _, _ in rows])
    for (call, result, code), (given, error) in zip(rows, found):
        isRight = 0 < len(given) <= 255 if result == "?" else given == result
        checks.expect(isRight and error == code,
                      f"{standard}: {shown(call)} gave {given[:80]!r} {error}, not {code}")
    print(f"browser: {len(rows)} calls of {standard}")
    return [(call[1:], int(error)) for (call, _, _), (_, error) in zip(rows, found)
            if call[0] == FUNCTIONS[standard]["set"] and len(call) == 3]


def row(standard, line):
    """A call, its result and the code that is the last error then."""
    line, _, code = line.partition(" ! ")
    kind, name, value = re.fullmatch(r"(get|set|call)(.*?) =(?: (.*))?", line).groups()
    value, name = text(value or ""), name.strip()
    if kind == "call":
        return name.split(" "), value, code or "0"
    function = FUNCTIONS[standard][kind]
    if kind == "get":
        return [function, name], value, code or "0"
    return [function, name, value], "false" if code else "true", code or "0"


def text(value):
    many = re.fullmatch(r"(.)\*([0-9]+)", value)
    return many[1] * int(many[2]) if many else value


def chances(checks, standard, sample, seed):
    """Sets values of chance; gives what was set, with the code of each."""
    chance = random.Random(f"{standard} {seed}")
    names = [element["name"] for element in sample["model"]["elements"]]
    words = [word for kind in sample["model"]["types"].values() for word in kind.get("words", [])]
    pairs = []
    for _ in range(1_500):
        name = re.sub(r"\bn\b", lambda _: chance.choice("000112"), chance.choice(names))
        value = "".join(chance.choices(PIECES, k=chance.randint(0, 5)))
        if chance.random() < 0.5:
            value = chance.choice(words)
        elif name.endswith(".id") and chance.random() < 0.7:
            value = chance.choice("abcd")
        pairs.append([name, value])
    function = FUNCTIONS[standard]
    calls = [[function["begin"], ""]] + [[function["set"], *pair] for pair in pairs]
    found = answers(checks, standard, sample, calls)[1:]
    checks.expect(sum(error == "0" for _, error in found) > 100, f"{standard} {seed}: few are set")
    return list(zip(pairs, (int(error) for _, error in found)))


def both_sides(checks, standard, sample, scenarios):
    """The program refuses what the browser refuses, by the same code, and nothing else."""
    # What comes before or after a run never reaches the program.
    outside = {301, 132, 133}
    scenarios = [[(pair, code) for pair, code in scenario if code not in outside]
                 for scenario in scenarios]
    inputs = [{"elements": sample["elements"], "values": [pair for pair, _ in scenario]}
              for scenario in scenarios]
    for scenario, given in zip(scenarios, refused(standard, inputs)):
        expected = [[pair[0], code] for pair, code in scenario if code != 0]
        wrong = [both for both in zip(expected, given) if both[0] != both[1]][:3]
        checks.expect(expected == given, f"{standard}: both sides differ: {wrong}")
    print(f"browser: {sum(map(len, scenarios))} values of {standard} on both sides")


def odd_arguments(checks, given):
    """Content leaves arguments out, passes numbers, and takes functions off the object."""
    found = checks.page.run("""(async () => {
        const { Model } = await import("/assets/player-model.js");
        const { RunTime } = await import("/assets/player-api.js");
        const log = [];
        const { model, elements } = %s;
        const runTime = new RunTime(new Model(model, elements), {
            call: (entry) => log.push(entry), set() {}, commit() {}, finish() {} });
        const { LMSInitialize, LMSSetValue, LMSGetValue, LMSGetLastError } = runTime.object();
        const hostile = { toString() { throw new Error("no"); } };
        return [LMSInitialize(), LMSSetValue("cmi.core.score.raw", 42),
            LMSGetValue("cmi.core.score.raw"), LMSSetValue("cmi.core.lesson_location", null),
            LMSSetValue("cmi.core.lesson_location", hostile), LMSGetLastError(),
            LMSGetValue(Symbol("x")), LMSGetValue(hostile), LMSSetValue("cmi.suspend_data",
            "\\ud800"), LMSGetLastError(), LMSSetValue("cmi.suspend_data", "y".repeat(5000)),
            log.length, log.at(-1).length, log.at(-1)[3].length, typeof log[0][0]];
    })()""" % json.dumps(given["scorm-1.2"]))
    expected = ["true", "true", "42", "true", "false", "101", "", "", "false", "405", "true",
                11, 6, 208, "number"]
    checks.expect(found == expected, f"odd arguments: {found}")


def shown(call):
    return " ".join([call[0], *(part[:60] for part in call[1:])])


class Alone:
    """The run-time by itself: `OBUKA_BIN=.build/debug python3 runtime.py`."""

    def __init__(self, page):
        self.page, self.count, self.failures = page, 0, []

    def expect(self, isTrue, what):
        self.count += 1
        if not isTrue:
            self.failures.append(what)
            print(f"FAILED: {what}", file=sys.stderr)


def main():
    browser = Browser()
    try:
        checks = Alone(Page(browser))
        runtime(checks)
    finally:
        browser.close()
    if checks.failures:
        raise SystemExit(f"run-time: {len(checks.failures)} of {checks.count} failed")
    print(f"run-time: {checks.count} expectations hold")


if __name__ == "__main__":
    main()
