"""A program in several files: a header with types, inline async functions and prototypes, and two sources.

The result is one text, as LLVM's split-file takes it: "//--- NAME" begins a file.
"""
import re

# Of functions in the header; not every source uses them. (asyncc pastes the header in, where clang would warn.)
UNUSED = "static inline __attribute__((unused)) "

STORAGE = re.compile(r"^(static inline async|static async|async static|static inline|static)\s+")

LOCALS = """
/* These names are in both sources. */
static const unsigned factor = %d;
static unsigned kept_here[2] = {%d, 1};

static async unsigned local_work(unsigned x)
{
    await rest();
    return x * factor + kept_here[x & 1];
}

async unsigned work_of_%s(unsigned x)
{
    unsigned a = await local_work(x), b = 0;
    await async_gather(b = local_work(a), a = shared_inline(x));
    return a ^ b;
}
"""

INLINE = """
inline async unsigned shared_inline(unsigned x)
{
    unsigned y = x + 1;
    await async_yield();
    return x * y;
}
"""


class Source:
    def __init__(self, name):
        self.name, self.parts, self.tables, self.definitions = name, [], [], []

    def text(self):
        return "\n".join(text for _, text in self.parts) + "\n".join(self.tables)


def linkage(text, words):
    """The text of a definition or prototype with another storage class."""
    was = STORAGE.match(text).group(1)
    return words + ("async " if "async" in was else "") + text[len(was):].lstrip()


def outside(definition):
    """What the header says of a variable that has this static definition."""
    return "extern " + definition[len("static "):].split(" = ")[0].rstrip(";") + ";"


def separate(program, head, helpers, main):
    """The whole program: head are the header's first lines, helpers the text of what all use, main is main's text."""
    random = program.stable("files")
    sources = [Source("main"), Source("other")]
    header = Source("shared")
    where = {}
    for f, text in program.parts:
        alone = f.recursive or f in sum(program.operation_lists.values(), [])
        where[f] = header if not alone and random.random() < 0.15 else random.choice(sources)
        where[f].parts.append((f, text))
    shown, defined = [], []
    for text in program.global_text + sorted(program.stores.values()):
        if text.startswith("static const"):
            shown.append(text)
        else:
            shown.append(outside(text))
            defined.append(text[len("static "):])
    for name in sorted(program.tables):
        shown.append(outside(program.tables[name]))
        random.choice(sources).tables.append(program.tables[name][len("static "):])
    everything = {source: source.text() for source in sources + [header]}
    everything[sources[0]] += main
    prototypes = []
    for f, text in program.parts:
        at = where[f]
        if at is header:
            text = linkage(text, UNUSED)
        else:
            elsewhere = [s for s in everything if s is not at and re.search(r"\b%s\b" % f.name, everything[s])]
            if elsewhere or random.random() < 0.3:
                text = linkage(text, "")
                prototypes.append("%s%s;" % ("async " if f.is_async else "", f.head()))
            elif f.recursive or f in sum(program.operation_lists.values(), []):
                at.definitions.append("static async %s;" % f.head())
        at.definitions.append(text)
    helpers = re.sub(r"^static (inline )?(async )?(?=[^=\n]*[^;\n]$)", UNUSED + r"\2", helpers, flags=re.M)
    helpers = helpers.replace("static unsigned long long total;", "extern unsigned long long total;")
    defined.append("unsigned long long total;")
    turn = re.search(r"^static (unsigned turn) = (\w+;)", helpers, flags=re.M)
    helpers = helpers.replace(turn.group(0), "extern unsigned turn;")
    defined.append("%s = %s" % turn.groups())
    out = [head[0], "//--- shared.h", "#ifndef SHARED_H", "#define SHARED_H"] + head[1:] + shown + prototypes
    out += [helpers.strip("\n"), INLINE.strip("\n")] + header.definitions
    out += ["async unsigned work_of_%s(unsigned x);" % s.name for s in sources] + ["#endif"]
    for source in sources:
        out += ["//--- %s.c" % source.name, '#include "shared.h"', random.choice(["", '#include "shared.h"'])]
        if source is sources[0]:
            out += defined + ["extern async unsigned shared_inline(unsigned x);"]
        out += [source_locals(random, source.name)]
        # A static function's prototype comes before the tables that name it.
        early = [d for d in source.definitions if d.endswith(";")]
        out += early + source.tables + [d for d in source.definitions if not d.endswith(";")]
        if source is sources[0]:
            out.append(main)
    return "\n".join(out) + "\n"


def source_locals(random, name):
    return (LOCALS % (random.randint(2, 9), random.randint(1, 99), name)).strip("\n")
