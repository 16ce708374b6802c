"""
Compare random programs, as convcalc reads them, with what Python does.

    python tools/programs [COUNT [SEED]]

Each program is a file and two helper modules: assignments, aliases, loops, branches, functions,
classes, stars, and calls of `vendor`, which convcalc does not find. Python runs it once for each of
`RUNS`, what such a call may do to what it is given. Every name that convcalc tells a value for
must have that value in all runs that Python does not refuse; nothing known is right as well.
Exit code 1, and the programs, where a value is wrong.
"""

from __future__ import annotations

import sys
from collections import Counter

from comparing import compare


def main(words: list[str]) -> int:
    """Compare so many programs from a seed on."""
    sys.dont_write_bytecode = True
    count, seed = [int(each) for each in words] + [1000, 0][len(words) :]
    counts: Counter[str] = Counter()
    for each in range(seed, seed + count):
        problem = compare(each, counts)
        if problem:
            print(problem)
    print(dict(counts))
    return 1 if counts["wrong"] else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
