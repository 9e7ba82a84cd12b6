"""Prints a macro, which would break anything that uses it, for every word in these headers that a program may have one
for: those that do not begin as asyncc's names do, and are not reserved, nor keywords."""
import re
import sys

KEYWORDS = """auto break case char const continue default do double else enum extern float for goto if inline int long
register return short signed sizeof static struct switch typedef union unsigned void volatile while restrict bool
defined""".split()

# Members of structs that programs write and read.
MEMBERS = "period tasks spawned switches timers frames bytes now wait wake allocate release pool pool_size context".split()

words = set()
for path in sys.argv[1:]:
    with open(path, encoding="utf-8") as file:
        text = re.sub(r"/\*.*?\*/", " ", file.read(), flags=re.DOTALL)
    words.update(re.findall(r"\b[A-Za-z_]\w*", text))
for word in sorted(words):
    if word not in KEYWORDS + MEMBERS and not re.match("__|_[A-Z]|async|await|ASYNC", word):
        print("#define %s ] %s {" % (word, word))
