"""Requests a second, as ratios to pgbench and nginx in alternating runs."""
import contextlib
import os
import re
import shutil
import socket
import statistics
import subprocess
import tempfile
import time

from . import service

CONNECTIONS = 64
# pgbench is given the best of these; the bar is measured at CONNECTIONS.
PGBENCH_CLIENTS = (8, 16, 32)


def wrk(url, seconds, *arguments, script=None):
    """Requests a second, median and 99th percentile in milliseconds."""
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency"]
    if script:
        command += ["-s", str(service.HERE / script), url, "--", *arguments]
    else:
        command += [url]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    errors = re.search(r"Non-2xx or 3xx responses: (\d+)", output)
    if errors or "Socket errors" in output:
        raise SystemExit(f"answers were not all right:\n{output}")
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", output)[1])
    return rate, percentile(output, "50%"), percentile(output, "99%")


def percentile(output, name):
    value, unit = re.search(rf"{name}\s+([\d.]+)(us|ms|s)\b", output).groups()
    return float(value) * {"us": 0.001, "ms": 1, "s": 1000}[unit]


def pgbench(running, script, seconds, clients=CONNECTIONS, rows=None):
    """Transactions a second over the unix socket of the same cluster."""
    output = subprocess.run(
        [service.server_binary("pgbench"), "-n", "-M", "prepared", "-c", str(clients), "-j", "1",
         "-T", str(seconds), "-D", f"rows={rows or running.rows}", "-f", str(service.HERE / script),
         running.conninfo],
        check=True, capture_output=True, text=True).stdout
    return float(re.search(r"tps = ([\d.]+)", output)[1])


def against_pgbench(running, options, script, prefix, suffix, accept, bar, rows=None):
    rows = rows or running.rows
    ours, theirs, middles, tails = [], [], [], []
    for seed in range(options.rounds):
        theirs.append(pgbench(running, script, options.seconds, rows=rows))
        rate, middle, tail = wrk(
            running.url, options.seconds, str(rows), prefix, suffix, accept, str(seed),
            script="ids.lua")
        ours.append(rate)
        middles.append(middle)
        tails.append(tail)
    ratio = statistics.median(ours) / statistics.median(theirs)
    middle, tail = statistics.median(middles), statistics.median(tails)
    best = max((pgbench(running, script, options.seconds, clients, rows), clients)
               for clients in PGBENCH_CLIENTS)
    return {
        "holds": ratio >= bar and (bar < 1 or tail < 10 * middle),
        "result": f"{ratio:.2f} x pgbench",
        "bar": f">= {bar} x" + (", p99 < 10 x p50" if bar >= 1 else ""),
        "note": f"{statistics.median(ours):,.0f}/s against {statistics.median(theirs):,.0f}/s at "
                f"-c {CONNECTIONS} (best {best[0]:,.0f}/s at -c {best[1]}); "
                f"p50 {middle:.2f} ms, p99 {tail:.2f} ms",
        "ratio": ratio,
    }


def verification_json(running, options):
    return against_pgbench(
        running, options, "verification.sql", "/c/", "", "application/json", 1.0)


def verification_html(running, options):
    return against_pgbench(running, options, "verification.sql", "/c/", "", "text/html", 0.5)


def credential(running, options):
    """The signed document and the token, each looked up as it is served."""
    rows = {}
    for name, accept in (("document", "application/vc"), ("token", "application/vc+jwt")):
        rows[name] = against_pgbench(
            running, options, f"{name}.sql", "/c/", "", accept, 1.0, running.credentials)
    worse = min(rows.values(), key=lambda row: row["ratio"])
    return {
        "holds": all(row["holds"] for row in rows.values()),
        "result": " and ".join(f"{row['ratio']:.2f} x pgbench ({n})" for n, row in rows.items()),
        "bar": worse["bar"],
        "note": "; ".join(f"{name}: {row['note']}" for name, row in rows.items()),
        "ratio": worse["ratio"],
    }


def enrolment(running, options):
    return against_pgbench(running, options, "enrolment.sql", "/e/", "", "application/json", 0.5)


def wait_for_port(port, process):
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            if process.poll() is not None:
                raise SystemExit(f"nginx ended with {process.returncode}") from None
            time.sleep(0.05)
    raise SystemExit("nginx does not listen")


NGINX = """
worker_processes 1;
pid {directory}/nginx.pid;
error_log {directory}/error.log;
events {{ worker_connections 1024; }}
http {{
    access_log {directory}/access.log;
    sendfile on; tcp_nodelay on; keepalive_requests 1000000000;
    client_body_temp_path {directory}; proxy_temp_path {directory}; fastcgi_temp_path {directory};
    uwsgi_temp_path {directory}; scgi_temp_path {directory};
    server {{ listen 127.0.0.1:{port}; root {directory}/www; }}
}}
"""


@contextlib.contextmanager
def nginx(running, files):
    """One worker of nginx with these files, by their names; gives its port."""
    directory, port = tempfile.mkdtemp(prefix="nginx-", dir=running.directory), running.port + 1
    os.makedirs(f"{directory}/www")
    os.chmod(directory, 0o755)
    for name, path in files.items():
        shutil.copy(path, f"{directory}/www/{name}")
    with open(f"{directory}/nginx.conf", "w", encoding="utf-8") as file:
        file.write(NGINX.format(directory=directory, port=port))
    process = subprocess.Popen(
        ["nginx", "-c", f"{directory}/nginx.conf", "-g", "daemon off;"], stderr=subprocess.DEVNULL)
    try:
        wait_for_port(port, process)
        yield port
    finally:
        process.terminate()
        process.wait()


def constant(running, options):
    """One loop of ours against one worker of nginx with a static file of 1 KiB."""
    file = f"{running.directory}/kibibyte"
    with open(file, "wb") as kibibyte:
        kibibyte.write(b"x" * 1024)
    running.stop_server()
    running.start_server(OBUKA_LOOPS="1")
    ours, theirs = [], []
    try:
        with nginx(running, {"file": file}) as port:
            for _ in range(options.rounds):
                theirs.append(wrk(f"http://127.0.0.1:{port}/file", options.seconds)[0])
                ours.append(wrk(f"{running.url}/health/live", options.seconds)[0])
    finally:
        running.stop_server()
        running.start_server()
    ratio = statistics.median(ours) / statistics.median(theirs)
    return {
        "holds": ratio >= 0.8,
        "result": f"{ratio:.2f} x nginx",
        "bar": ">= 0.8 x static 1 KiB file, one loop and one worker, access log on in both",
        "note": f"{statistics.median(ours):,.0f}/s against {statistics.median(theirs):,.0f}/s",
        "ratio": ratio,
    }
