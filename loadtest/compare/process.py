"""Processes of the comparison: started on one core, watched through /proc, ended by their id."""
import os
import signal
import socket
import subprocess
import time

TICK = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def _stat(path):
    """Name and the fields after it, from parent id on; None when the process has gone."""
    try:
        with open(path) as f:
            text = f.read()
    except OSError:
        return None
    return text[text.index("(") + 1:text.rindex(")")], text[text.rindex(")") + 4:].split()


def tree(root):
    """The process and all its descendants."""
    parents = {}
    for name in os.listdir("/proc"):
        if name.isdigit():
            stat = _stat(f"/proc/{name}/stat")
            if stat:
                parents.setdefault(int(stat[1][0]), []).append(int(name))
    found, todo = [], [root]
    while todo:
        pid = todo.pop()
        found.append(pid)
        todo += parents.get(pid, [])
    return found


class Cpu:
    """CPU seconds of a process tree: user, system, and the part of a JVM's compiler threads."""

    def __init__(self, user=0.0, system=0.0, compiler=0.0):
        self.user, self.system, self.compiler = user, system, compiler

    @property
    def total(self):
        return self.user + self.system

    def __sub__(self, other):
        return Cpu(self.user - other.user, self.system - other.system, self.compiler - other.compiler)

    @staticmethod
    def of(root):
        sum_ = Cpu()
        for pid in tree(root):
            stat = _stat(f"/proc/{pid}/stat")
            if not stat:
                continue
            sum_.user += int(stat[1][10]) / TICK
            sum_.system += int(stat[1][11]) / TICK
            if stat[0] == "java":
                sum_.compiler += _compiler_seconds(pid)
        return sum_


def _compiler_seconds(pid):
    ticks = 0
    for thread in os.listdir(f"/proc/{pid}/task"):
        stat = _stat(f"/proc/{pid}/task/{thread}/stat")
        if stat and stat[0].startswith(("C1 Compiler", "C2 Compiler")):
            ticks += int(stat[1][10]) + int(stat[1][11])
    return ticks / TICK


def resident_bytes(root):
    pages = 0
    for pid in tree(root):
        try:
            with open(f"/proc/{pid}/statm") as f:
                pages += int(f.read().split()[1])
        except OSError:
            pass
    return pages * PAGE


class Process:
    """A started program, pinned to one core, its output in a file."""

    def __init__(self, command, core, output, environment=None):
        self.output = output
        with open(output, "wb") as out:
            self.popen = subprocess.Popen(["taskset", "-c", str(core), *command], stdout=out, stderr=out,
                                          stdin=subprocess.DEVNULL, env={**os.environ, **(environment or {})})

    @property
    def pid(self):
        return self.popen.pid

    def exit_code(self):
        return self.popen.poll()

    def wait_for_port(self, port, seconds):
        """Whether the port accepts before the time is over or the process has ended."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and self.exit_code() is None:
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                return True
            except OSError:
                time.sleep(0.01)
        return False

    def stop(self):
        if self.exit_code() is None:
            self.popen.send_signal(signal.SIGTERM)
            try:
                self.popen.wait(8)
            except subprocess.TimeoutExpired:
                self.popen.kill()
                self.popen.wait()

    def last_words(self):
        with open(self.output, errors="replace") as f:
            return " | ".join(f.read().strip().splitlines()[-3:])[-400:]
