"""The programs that make the load; each runs on the load core and reports what it did."""
import json
import os
import re
import resource
import subprocess
import time
from dataclasses import dataclass


@dataclass
class Work:
    """What one run of a load program achieved."""
    units: int
    seconds: float
    cpu: float = 0.0           # CPU seconds of the load program itself
    not_2xx: int = 0
    broken: int = 0            # connection errors, time-outs, work not done
    p50_us: float = 0.0


class Loads:
    """Runs load against one port."""

    def __init__(self, core, keys, loadtest, programs):
        self.core, self.keys, self.loadtest, self.programs = core, keys, loadtest, programs

    def run(self, level, port, seconds):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        work = {"h2load": self._h2load, "handshakes": self._handshakes, "events": self._events}.get(level.load, self._wrk)(level, port, seconds)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        work.cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        return work

    def _output(self, command):
        done = subprocess.run(["taskset", "-c", str(self.core), *command], capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"{command[0]}: {done.stderr.strip()[-300:]}")
        return done.stdout

    def _wrk(self, level, port, seconds):
        url = f"http://127.0.0.1:{port}{level.path}"
        tokens = [os.path.join(self.keys, level.tokens)] if level.tokens else []
        text = self._output(["wrk", "-t1", f"-c{level.connections}", f"-d{seconds}", "-s", "wrk.lua", url, "--", *tokens])
        found = json.loads(text[text.rindex("{"):])
        return Work(found["requests"], found["micros"] / 1e6, not_2xx=found["not_2xx"], broken=found["broken"],
                    p50_us=found["p50_us"])

    def _h2load(self, level, port, seconds):
        return self._nghttp2(level, f"https://127.0.0.1:{port}{level.path}", [f"-D{seconds}", f"-c{level.connections}", "-m4"])

    def _handshakes(self, level, port, seconds):
        """A fixed number of new connections a second, a request on each; h2load resumes no session, which wrk would."""
        rate = 500
        return self._nghttp2(level, f"https://127.0.0.1:{port}{level.path}",
                             ["--h1", f"-r{rate}", f"-c{rate * seconds}", f"-n{rate * seconds}"])

    def steady(self, level, port, seconds, rate):
        """HTTP/1.1 requests with one good token at a fixed rate over all connections."""
        each = max(1, round(rate / level.connections))
        return self._nghttp2(level, f"http://127.0.0.1:{port}{level.path}", ["--h1", f"-D{seconds}", f"-c{level.connections}", f"--rps={each}"])

    def _nghttp2(self, level, url, options):
        with open(os.path.join(self.keys, level.tokens)) as f:
            token = f.readline().strip()
        text = self._output(["h2load", "-t1", "-d", os.path.join(self.keys, "body"),
                             "-H", f"authorization: Bearer {token}", *options, url])
        done, failed = (int(n) for n in re.search(r"(\d+) succeeded, (\d+) failed", text).groups())
        good = int(re.search(r"status codes: (\d+) 2xx", text).group(1))
        elapsed = re.search(r"finished in ([\d.]+)(m?s)", text)
        wall = float(elapsed.group(1)) / (1000 if elapsed.group(2) == "ms" else 1)
        return Work(good, wall, not_2xx=max(0, done - good), broken=failed)

    def paced(self, level, port, rate, seconds):
        """Requests at a fixed rate, after a second that does not count; latency counts from the intended send time."""
        return json.loads(self._output(self._paced(port, level.path, rate, seconds, 1, level.tokens)))

    def _paced(self, port, path, rate, seconds, warmup, tokens):
        return [self.programs["paced"], str(port), path, str(rate), str(seconds), str(warmup), "32", os.path.join(self.keys, "body"),
                *([os.path.join(self.keys, tokens)] if tokens else [])]

    def _events(self, level, port, seconds):
        found = json.loads(self._output([self.programs["events"], str(port), level.path, "50", str(seconds)]))
        return Work(found["events"], found["seconds"], broken=found["broken"], p50_us=found["p50_us"])

    def idle(self, port, connections, rate, seconds):
        """Starts a program that opens idle connections and holds them; it prints its report when it ends."""
        return self._background([*self.loadtest, "load", f"http://127.0.0.1:{port}/", "--rate", str(rate), "--duration", f"{seconds}s",
                                 "--output", "json", "--quiet", "--mode", "idle", "--connections", str(connections)])

    def flood(self, level, port, seconds, rate):
        """Starts a program that sends the level's bad credentials; it prints its report when it ends."""
        return self._background(self._paced(port, level.path, rate, seconds, 0, level.flood))

    def _background(self, command):
        return subprocess.Popen(["taskset", "-c", str(self.core), *command], stdout=subprocess.PIPE, text=True)


def broken(found):
    """What a report of the generator counts as gone wrong, statuses aside."""
    return found["failed"] + found["unfinished"] + found["notStarted"] + found["closedEarly"]


def wait_until(condition, seconds, step=0.05):
    """Polls until the condition holds; whether it came to hold."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(step)
    return condition()
