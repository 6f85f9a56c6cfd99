"""Finds a base port below the ephemeral range whose next 99 are free too: ports.py [BASE_NOT_TO_BE_USED ...]."""

import random
import socket
import sys

FIRST, LAST, STEP = 20000, 31900, 100


def free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def main() -> int:
    taken = {int(base) for base in sys.argv[1:]}
    bases = [base for base in range(FIRST, LAST + 1, STEP) if base not in taken]
    random.shuffle(bases)
    for base in bases:
        if all(free(port) for port in range(base, base + STEP)):
            print(base)
            return 0
    print(f"no {STEP} free ports in a row between {FIRST} and {LAST + STEP}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
