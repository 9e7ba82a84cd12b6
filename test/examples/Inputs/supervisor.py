"""The supervisor: children that end, fail, are killed, print much or nothing, are stopped and will not be."""

import os
import signal

from programs import expect, run, running


def exists(pid):
    """True if such a process runs. (One that has ended may wait for whoever runs this test.)"""
    try:
        with open("/proc/%d/stat" % pid) as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def sorted_lines(text):
    return sorted(text.splitlines())


# All are done.
printed = run("supervisor", "a=echo one; echo two >&2; printf three", "b=:", "c=read line; echo end of input")
assert sorted_lines(printed) == ["* a: status 0", "* b: status 0", "* c: status 0",
                                 "a| one", "a| three", "a| two", "c| end of input"], printed
long = run("supervisor", "x=head -c 5000 /dev/zero | tr '\\0' y; echo; echo z").splitlines()
assert "".join(line[3:] for line in long[:-1]) == "y" * 5000 + "z" and long[-1] == "* x: status 0", long
assert run("supervisor", status=2).startswith("usage")
print(run("supervisor", "none", status=2), end="")
print(run("supervisor", "-x", status=2).splitlines()[-1])

# Others keep the pipe; the program has ended all the same.
keeps = run("supervisor", "k=sleep 600 & echo $!").splitlines()
assert keeps[1:] == ["* k: status 0"], keeps
os.kill(int(keeps[0][3:]), signal.SIGKILL)

# One that fails again and again; the others run on, and get SIGTERM with it.
polite = "p=trap 'echo bye; exit 0' TERM; echo $$; while :; do sleep 0.05; done"
stubborn = "s=trap '' TERM; echo $$; while :; do sleep 0.05; done"
for asked in (signal.SIGTERM, signal.SIGINT):
    with running("supervisor", "-d", "0.01", "-k", "0.5", "f=echo $$; exit 3", polite, stubborn) as supervisor:
        lines = []
        while not {"* f: again in 0.08 s"} <= set(lines) or not all(
                any(line.startswith(name + "|") for line in lines) for name in "ps"):
            lines.append(supervisor.stdout.readline().rstrip("\n"))
        failing = [line for line in lines if line.startswith("* f")][:8]
        assert failing == [line for delay in (0.01, 0.02, 0.04, 0.08)
                           for line in ("* f: status 3", "* f: again in %g s" % delay)], failing
        pids = [int(line[3:]) for line in lines if line[1] == "|"]
        supervisor.send_signal(asked)
        rest = supervisor.communicate(timeout=60)[0].splitlines()
        assert supervisor.returncode == 0 and "p| bye" in rest, rest
        assert not any(exists(pid) for pid in pids), pids
    print("stopped by signal %d" % asked)

with running("supervisor", "-d", "0.01", "k=kill -9 $$") as supervisor:
    expect(supervisor, r"^\* k: killed by signal 9$")
    expect(supervisor, r"^\* k: again in 0.02 s$")
