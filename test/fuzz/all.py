#!/usr/bin/env python3
"""Runs every engine for its share of a time, and prints the totals of all of them in the end.

    test/fuzz/all.py --build=DIR [--seconds=N] [--seed=N] [--jobs=N] [--keep=DIR]

Without --seed, the programs are others each day. An engine whose programs this machine cannot get (csmith, gcc's
sources) is said to be left out. What failed is kept in DIR, by default fuzz-failed in the build folder.
"""
import argparse
import os
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
MISSING = 77  # the status of an engine that has no programs

# Engine: its part of the time, and its options.
ENGINES = (
    ("random programs", 45, ["run.py"]),
    ("csmith", 25, ["csmith.py"]),
    ("c-torture execute", 14, ["torture.py"]),
    ("c-torture dg", 4, ["torture.py", "--suite=dg"]),
    ("faults", 12, ["faults.py"]),
)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", required=True)
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--seed", type=int)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--keep")
    options = parser.parse_args()
    keep = os.path.abspath(options.keep or os.path.join(options.build, "fuzz-failed"))
    seed = options.seed if options.seed is not None else int(time.time()) // 86400 * 100000
    os.makedirs(keep, exist_ok=True)
    totals = os.path.join(keep, "totals")
    with open(totals, "w", encoding="utf-8"):
        pass
    failed = []
    whole = sum(share for _, share, _ in ENGINES)
    for title, share, (script, *more) in ENGINES:
        print("== %s, seed %d" % (title, seed), flush=True)
        status = subprocess.run([sys.executable, os.path.join(HERE, script), *more, "--build=" + options.build,
                                 "--seed=%d" % seed, "--seconds=%g" % (options.seconds * share / whole),
                                 "--jobs=%d" % options.jobs, "--totals=" + totals,
                                 "--keep=" + os.path.join(keep, title.replace(" ", "-"))]).returncode
        if status == MISSING:
            with open(totals, "a", encoding="utf-8") as file:
                file.write("%s: left out, there are no programs\n" % title)
        elif status != 0:
            failed.append(title)
    print("\n== seed %d" % seed)
    with open(totals, encoding="utf-8") as file:
        print(file.read(), end="")
    if failed:
        print("failed: %s; see %s" % (", ".join(failed), keep))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
