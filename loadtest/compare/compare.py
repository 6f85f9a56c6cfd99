"""Runs the gateway and its peers side by side and compares what one request costs; see ../README.md."""
import argparse
import base64
import glob
import json
import os
import platform
import shutil
import subprocess
import sys
import time

from level import LEVELS
from load import Loads
from report import Report
from session import Session

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
SCRATCH = os.path.join(ROOT, "loadtest", "target", "compare")
JAR = os.path.join(ROOT, "loadtest", "target", "raygate-loadtest.jar")
GATEWAY = os.path.join(ROOT, "gateway", "target")


def arguments():
    p = argparse.ArgumentParser(prog="compare.sh", description=__doc__)
    p.add_argument("--levels", default="W0,W4", help=f"of {','.join(LEVELS)} (%(default)s)")
    p.add_argument("--rounds", type=int, default=5, help="rounds of each level (%(default)s)")
    p.add_argument("--seconds", type=int, default=2, help="length of a round (%(default)s)")
    p.add_argument("--peers", default="envoy,haproxy,nginx", help="in this order; ratios are to the first two (%(default)s)")
    p.add_argument("--gw", action="append", metavar="NAME=FOLDER", help="a gateway's target folder; may be repeated")
    p.add_argument("--max-cpu-ratio", type=float, help="exit 1 when a gateway costs more of the first peer's CPU than this")
    p.add_argument("--p50-rate", type=int, default=3000, help="open-loop requests a second for the latency of W0 to W4, 0: none (%(default)s)")
    p.add_argument("--cores", default="0,1", help="core of the proxies, core of load and upstream (%(default)s)")
    p.add_argument("--json", default=os.path.join(SCRATCH, "result.json"), help="where the result goes (%(default)s)")
    a = p.parse_args()
    for name in a.levels.split(","):
        if name not in LEVELS:
            p.error(f"no level {name}")
    return a


def java():
    """JAVA_HOME, else a JDK 25 among the distribution's, else what is on the path."""
    homes = [os.environ.get("JAVA_HOME", ""), *glob.glob("/usr/lib/jvm/*25*")]
    return next((f"{home}/bin/java" for home in homes if home and os.path.exists(f"{home}/bin/java")), "java")


def compiled(name):
    """The C program of that name, cheaper than anything that it is measured with."""
    program = os.path.join(SCRATCH, name)
    subprocess.run([os.environ.get("CC", "cc"), "-O2", "-Wall", "-o", program, name + ".c"], check=True)
    return program


def prepare_keys(loadtest):
    keys = os.path.join(SCRATCH, "keys")
    subprocess.run([*loadtest, "keys", keys], check=True)
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                    "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
                    "-keyout", f"{keys}/server.key", "-out", f"{keys}/server.crt"], check=True, capture_output=True)
    with open(f"{keys}/body", "w") as f:
        f.write("q" * 256)
    with open(f"{keys}/es256.tokens") as good, open(f"{keys}/forged.tokens", "w") as forged:
        forged.writelines(with_signature(line.strip(), os.urandom(64)) + "\n" for line in good)
    return keys


def with_signature(token, signature):
    """The same token with another signature: all but that fits, so it must be verified to be refused."""
    return ".".join([*token.split(".")[:2], base64.urlsafe_b64encode(signature).rstrip(b"=").decode()])


def machine():
    with open("/proc/cpuinfo") as f:
        model = next((line.split(":")[1].strip() for line in f if line.startswith("model name")), platform.machine())
    return {"date": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), "cpu": model, "cores": os.cpu_count(), "kernel": platform.release(),
            "load_average": os.getloadavg()[0]}


def main():
    a = arguments()
    os.chdir(HERE)
    if not os.path.exists(JAR):
        sys.exit("build first: mvn -q package -DskipTests")
    missing = [tool for tool in ("wrk", "h2load", "openssl", "taskset", os.environ.get("CC", "cc")) if not shutil.which(tool)]
    if missing:
        sys.exit(f"not installed: {', '.join(missing)} (loadtest/README.md names the packages)")
    shutil.rmtree(SCRATCH, ignore_errors=True)
    os.makedirs(SCRATCH)
    programs = {name: compiled(name) for name in ("upstream", "events", "paced")}
    os.environ["JAVA"] = java()
    loadtest = [java(), "-cp", f"{JAR}:{os.path.dirname(JAR)}/lib/*", "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow", "-XX:+UseSerialGC", "-Xmx512m", "io.raygate.loadtest.Main"]
    keys = prepare_keys(loadtest)
    proxy_core, load_core = a.cores.split(",")
    gateways = dict(g.split("=", 1) for g in a.gw or ["raygate=" + GATEWAY])
    report = Report(machine(), list(gateways), a.peers.split(","), sys.argv[1:])
    for name in a.levels.split(","):
        session = Session(LEVELS[name], SCRATCH, keys, programs["upstream"], Loads(load_core, keys, loadtest, programs), proxy_core, load_core)
        with session:
            session.start({**gateways}, a.peers.split(","))
            report.add(LEVELS[name], session.measure(a.rounds, a.seconds, a.p50_rate))
        print(report.table(name), flush=True)
    with open(a.json, "w") as f:
        json.dump(report.document(), f, indent=1)
    print(f"written: {os.path.relpath(a.json, os.getcwd())}", file=sys.stderr)
    if a.max_cpu_ratio and report.worst_ratio() > a.max_cpu_ratio:
        sys.exit(f"CPU ratio {report.worst_ratio():.2f} is above {a.max_cpu_ratio}")


if __name__ == "__main__":
    main()
