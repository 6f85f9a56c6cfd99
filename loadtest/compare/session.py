"""One level: the proxies running beside each other, probed, warmed, and measured in interleaved rounds."""
import http.client
import json
import os
import ssl
import sys
import time
from dataclasses import dataclass, field

from load import broken, wait_until
from process import Cpu, Process, free_port, resident_bytes

HERE = os.path.dirname(os.path.abspath(__file__))
NOT_AT_THIS_LEVEL = 77
LATE_US = 500                  # the generator's own lateness above which its latencies mean nothing
FLOOD_RATE = 2000              # bad credentials a second
WARM_SHARE = 0.04              # compiler threads' part of the CPU below which a JVM counts as warm


@dataclass
class Round:
    units: int
    seconds: float
    cpu: Cpu
    load_share: float          # of the load core, by load and upstream together
    p50_us: float
    fault: str = ""
    kept: float = 0.0          # of the good throughput, beside a flood

    def micros(self):
        return self.cpu.total / self.units * 1e6


@dataclass
class Runner:
    """A gateway or a peer at one level."""
    name: str
    port: int
    folder: str
    command: list
    environment: dict
    process: Process = None
    answered: int = 0
    rounds: list = field(default_factory=list)
    latencies: list = field(default_factory=list)
    faults: list = field(default_factory=list)
    resident: int = 0


def cpu_share(done):
    """How busy the proxy's core was with the proxy."""
    return done.cpu.total / done.seconds


def beneath(name, level):
    """The same proxy at the level that this one adds to."""
    return f"{name}@{level.over}"


class Session:
    def __init__(self, level, scratch, keys, upstream, loads, proxy_core, load_core):
        self.level, self.scratch, self.keys, self.upstream_program = level, scratch, keys, upstream
        self.loads, self.proxy_core, self.load_core = loads, proxy_core, load_core
        self.runners, self.absent, self.upstream = [], {}, None

    def __enter__(self):
        self.stable, self.canary = free_port(), free_port()
        self.upstream = Process([self.upstream_program, str(self.stable), str(self.canary)], self.load_core,
                                os.path.join(self.scratch, "upstream.log"))
        if not self.upstream.wait_for_port(self.canary, 5):
            raise RuntimeError("the upstream does not start: " + self.upstream.last_words())
        return self

    def __exit__(self, *_):
        for runner in self.runners:
            runner.process.stop()
        self.upstream.stop()

    # -- start ----------------------------------------------------------------------------------------------------

    def start(self, gateways, peers):
        for name, target in gateways.items():
            self._start_each(name, "gateway", {"GATEWAY": target})
        for name in peers:
            self._start_each(name, name, {})

    def _start_each(self, name, script, environment):
        """At the level, and beside it at the one that it adds to, under the very same load."""
        self._start(name, script, {**environment, "LEVEL": self.level.name})
        if self.level.over:
            self._start(beneath(name, self.level), script, {**environment, "LEVEL": self.level.over})

    def _start(self, name, script, environment):
        folder = os.path.join(self.scratch, f"{self.level.name}-{name}")
        os.makedirs(folder)
        port = free_port()
        runner = Runner(name, port, folder, [os.path.join(HERE, "peers", script + ".sh")], {
            **environment, "PORT": str(port), "STABLE": f"127.0.0.1:{self.stable}",
            "CANARY": f"127.0.0.1:{self.canary}", "KEYS": self.keys, "SCRATCH": folder,
            "CACHE": "on" if self.level.cache else "off"})
        self._launch(runner)
        if not runner.process.wait_for_port(port, 60):
            runner.process.stop()
            missing = runner.process.exit_code() == NOT_AT_THIS_LEVEL
            self.absent[name] = "n/a" if missing else "does not start: " + runner.process.last_words()
            return
        self.runners.append(runner)
        if not wait_until(lambda: self._probe(runner) == 200, 30):
            self._leave_out(runner, f"no 200: {self._probe(runner)}")
        elif self.level.tokens and environment["LEVEL"] == self.level.name:
            self._expect_refusals(runner)

    def _launch(self, runner):
        runner.answered = 0
        # A start has the machine to itself: nothing loads it.
        cores = f"{self.proxy_core},{self.load_core}" if self.level.load == "start" else self.proxy_core
        runner.process = Process(runner.command, cores, os.path.join(runner.folder, "output.log"), runner.environment)

    def _leave_out(self, runner, why):
        runner.process.stop()
        self.runners.remove(runner)
        self.absent[runner.name] = why

    def _expect_refusals(self, runner):
        good = self._token()
        forged = good[:-8] + ("AAAAAAAA" if good[-8:] != "AAAAAAAA" else "BBBBBBBB")
        for what, token in {"no credential": None, "a forged one": forged}.items():
            status = self._probe(runner, token)
            if status != 401:
                self._leave_out(runner, f"answers {status} to {what}")
                return

    def _token(self):
        with open(os.path.join(self.keys, self.level.tokens)) as f:
            return f.readline().strip()

    def _probe(self, runner, token=""):
        """Status of one request with the given token; with the first good one by default; 0 when there is no answer."""
        token = self._token() if token == "" and self.level.tokens else token
        insecure = ssl._create_unverified_context()
        connection = (http.client.HTTPSConnection("127.0.0.1", runner.port, timeout=5, context=insecure) if self.level.tls
                      else http.client.HTTPConnection("127.0.0.1", runner.port, timeout=5))
        try:
            connection.request("POST", "/v1/models/small", body="q", headers={"authorization": f"Bearer {token}"} if token else {})
            status = connection.getresponse().status
            runner.answered += 1
            return status
        except OSError:
            return 0
        finally:
            connection.close()

    # -- measure --------------------------------------------------------------------------------------------------

    def measure(self, rounds, seconds, p50_rate):
        one_round = {"start": self._start_round, "idle": self._idle_round, "flood": self._flood_round}.get(self.level.load, self._round)
        if one_round != self._start_round:
            for runner in self.runners:
                self._warm(runner, seconds)
        for number in range(rounds):
            for runner in self._order(number):
                runner.rounds.append(one_round(runner, seconds))
                runner.resident = max(runner.resident, resident_bytes(runner.process.pid))
        if p50_rate and self.level.load == "wrk" and self.level.name[0] in "WK":
            for number in range(3):
                for runner in self._order(number):
                    self._latency(runner, p50_rate)
        for runner in self.runners:
            runner.process.stop()
            self._count_log_lines(runner)
        return self

    def _order(self, number):
        """A B C, C B A, and so on, so that a drift of the machine meets all alike."""
        return self.runners if number % 2 == 0 else self.runners[::-1]

    def _warm(self, runner, seconds):
        """What refuses has to be compiled too, so a flood is part of the warming."""
        for _ in range(40):
            flood = self.loads.flood(self.level, runner.port, seconds, FLOOD_RATE) if self.level.flood else None
            done = self._round(runner, seconds, "warming, ")
            if flood:
                runner.answered += json.loads(flood.communicate()[0])["answered"]
            if not done.cpu.total or done.cpu.compiler / done.cpu.total < WARM_SHARE:
                return
        runner.faults.append("still compiling when measured")

    def _start_round(self, runner, seconds):
        """From the start of the process to the first proxied 200; the CPU until then."""
        runner.process.stop()
        begun = time.monotonic()
        self._launch(runner)
        came = wait_until(lambda: self._probe(runner) == 200, 60, 0.002)
        wall, cpu = time.monotonic() - begun, Cpu.of(runner.process.pid)
        return self._told(runner, Round(1, wall, cpu, 0, wall * 1e6, "" if came else "no 200"))

    def _flood_round(self, runner, seconds):
        """Good requests at half of what the proxy can do: as many beside the flood as without it?"""
        rate = self._round(runner, seconds, "saturation, ").units / seconds / 2
        calm = self.loads.steady(self.level, runner.port, seconds, rate)
        flood = self.loads.flood(self.level, runner.port, seconds + 1, FLOOD_RATE)
        time.sleep(0.5)        # the generator has to start
        before = Cpu.of(runner.process.pid)
        work = self.loads.steady(self.level, runner.port, seconds, rate)
        cpu = Cpu.of(runner.process.pid) - before
        forged = json.loads(flood.communicate()[0])
        runner.answered += calm.units + work.units + forged["answered"]
        done = Round(max(1, work.units), work.seconds, cpu, 0, 0, kept=work.units / max(1, calm.units))
        if work.not_2xx or work.broken or forged["broken"] or forged["notOk"] < forged["answered"]:
            done.fault = f"{work.not_2xx} not 2xx, {work.broken} broken, of the flood: {forged}"
        return self._told(runner, done, f"good kept {done.kept:.0%}, ")

    def _idle_round(self, runner, seconds):
        before, connections = Cpu.of(runner.process.pid), 8000
        begun = time.monotonic()
        program = self.loads.idle(runner.port, connections, 500, 19)
        time.sleep(18)
        runner.resident = resident_bytes(runner.process.pid)
        found = json.loads(program.communicate()[0] or "{}")
        done = Round(connections, time.monotonic() - begun, Cpu.of(runner.process.pid) - before, 0, 0)
        if found.get("answered") != connections or found["notOk"] or broken(found):
            done.fault = str({name: found.get(name) for name in ("statuses", "failures", "unfinished", "notStarted", "closedEarly")})
        return self._told(runner, done)

    def _told(self, runner, done, stage=""):
        print(f"{self.level.name} {runner.name}: {stage}{self._words(done)}", file=sys.stderr)
        return done

    def _round(self, runner, seconds, stage=""):
        shares, cpu, upstream = self._counters(), Cpu.of(runner.process.pid), Cpu.of(self.upstream.pid)
        work = self.loads.run(self.level, runner.port, seconds)
        cpu, upstream = Cpu.of(runner.process.pid) - cpu, Cpu.of(self.upstream.pid) - upstream
        runner.answered += work.units
        done = Round(work.units, work.seconds, cpu, (upstream.total + work.cpu) / work.seconds, work.p50_us)
        done.fault = self._fault(work, done, shares)
        return self._told(runner, done, stage)

    def _words(self, done):
        if not done.units:
            return done.fault
        return (f"{done.micros():.1f} us, {done.units / done.seconds:.0f}/s, busy {cpu_share(done):.0%}, "
                f"load core {done.load_share:.0%} {done.fault}")

    def _fault(self, work, done, before):
        if not work.units:
            return "no work done"
        if work.not_2xx or work.broken:
            return f"{work.not_2xx} not 2xx, {work.broken} broken"
        if done.load_share > 0.97 and cpu_share(done) < 0.95:
            return "load core saturated"
        after = self._counters()
        stable, canary = after["stable"] - before["stable"], after["canary"] - before["canary"]
        if self.level.split and not 0.07 <= canary / max(1, stable + canary) <= 0.13:
            return f"canary got {canary} of {stable + canary}"
        if self.level.load in ("wrk", "h2load", "handshakes") and stable + canary < work.units:
            return f"only {stable + canary} of {work.units} reached the upstream"
        return ""

    def _counters(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.stable, timeout=5)
        connection.request("GET", "/counters")
        found = json.loads(connection.getresponse().read())
        connection.close()
        return found

    def _latency(self, runner, rate):
        found = self.loads.paced(self.level, runner.port, rate, 3)
        runner.answered += found["answered"]
        if found["notOk"] or found["broken"]:
            runner.faults.append(f"latency: {found['notOk']} not 2xx, {found['broken']} failed")
        elif found["lag_us"] > LATE_US:
            runner.faults.append(f"latency: the generator itself was {found['lag_us'] / 1000:.1f} ms late")
        else:
            runner.latencies.append(found["p50_us"])

    def _count_log_lines(self, runner):
        if not self.level.log:
            return
        try:
            with open(os.path.join(runner.folder, "access.log"), "rb") as f:
                lines = sum(1 for _ in f)
        except OSError:
            lines = 0
        if lines < runner.answered:
            runner.faults.append(f"{runner.answered} requests, {lines} log lines")
