#!/usr/bin/env python3
"""Writes a random program in async C to standard output; the same seed gives the same program.

    generate.py SEED [--size=N] [--set FEATURE=WEIGHT]...

The program ends, has no undefined behaviour and does not depend on the order of evaluation nor on how its tasks
interleave: compiled by asyncc it must print what it prints without. generator/features.py lists the features. Most of
a program is made by combining rules; what they would hardly come to are idioms, templates of C in generator/idiom_*.py.
Some programs have several files, as LLVM's split-file takes them.
"""
import argparse

from generator.program import Program


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("seed", type=int)
    parser.add_argument("--size", type=int, help="1 for a small program, 4 for a large one")
    parser.add_argument("--set", action="append", default=[], metavar="FEATURE=WEIGHT")
    options = parser.parse_args()
    changes = {name: int(weight) for name, weight in (pair.split("=") for pair in options.set)}
    print(Program(options.seed, options.size, changes).text, end="")


if __name__ == "__main__":
    main()
