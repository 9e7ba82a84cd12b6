"""A whole program: its types, globals, helpers, functions and main, put together as C text."""
import random
import re

from .concurrency import Concurrency
from .cuts import cut_macros
from .declarations import Declarations
from .expressions import Expressions
from .features import Features
from .files import separate
from .idioms import Idioms
from .jumps import Jumps
from .model import CHAR, FLOATS, INT, INTEGERS, UNSIGNED, Expression, Function, Limits, Type, Variable
from .statements import ODD_NAMES, Statements

MACROS = {
    "AWAIT": "#define AWAIT(call) (await call)",
    "ADD": "#define ADD(a, b) ((unsigned)(a) + (unsigned)(b))",
    "LARGER": "#define LARGER(a, b) ((long long)(a) > (long long)(b) ? (long long)(a) : (long long)(b))",
    "BOTH": "#define BOTH(a, b) ((a) && (b))",
    "EITHER": "#define EITHER(a, b) \\\n    ((a) || (b))",
    "TWICE": "#define TWICE(call) (await call + await call)",
    "NEXT": "#define NEXT(x) (1u + (unsigned)(x))",
    "SPELL": "#define SPELL(x) #x",
    "SECOND": "#define SECOND(a, b) ((void)(a), (b))",
    "SET": "#define SET(place, value) \\\n    do { \\\n        (place) = (value); \\\n    } while (0)",
    "STEP": "#define STEP(x) (steps += (unsigned)(x))",
    "RETURN_IF": "#define RETURN_IF(condition, ...) \\\n    if condition \\\n        return __VA_ARGS__",
    "UPTO": "#define UPTO(i, n) for (unsigned i = 0; i < (n); i++)",
    "TRY": "#define TRY(place, call) \\\n    do { \\\n        int result_ = await call; \\\n"
           "        if (result_ == 77) \\\n            return 7; \\\n        (place) = result_; \\\n    } while (0)",
}

HELPERS = """
/* What the program has computed so far, in an order that does not matter. */
static unsigned long long total;

static inline void mix(unsigned where, long long x)
{
    unsigned long long h = ((unsigned long long)x ^ where) * 0x9e3779b97f4a7c15ull;
    total += h ^ h >> 29;
}

static inline void mix_double(unsigned where, double x)
{
    mix(where, (long long)(x * 64));
}

static inline void show(unsigned where, long long x)
{
    printf("%u: %lld\\n", where, x);
}

static inline void show_double(unsigned where, double x)
{
    printf("%u: %.6g\\n", where, x);
}

/* Keeps numbers small. */
static inline double fold(double x)
{
    return x > 1000 || x < -1000 ? 1.5 : x;
}

/* Waits now and then: not at all, once, often, for a time. */
static unsigned turn = SEED;

static async void rest(void)
{
    turn = turn * 1664525u + 1013904223u;
    switch ((turn >> 20) % MODES) {
    case 0:
        await async_yield();
        break;
    case 1:
        await async_sleep(1e-7 * (turn >> 28));
        break;
    case 2:
        for (unsigned i = turn >> 30; i > 0; i--)
            await async_yield();
        break;
    default:
        break;
    }
}
"""

CLEANUPS = """static inline void mix_end(int *x)
{
    mix(0, *x);
}

static inline void show_end(int *x)
{
    show(0, *x);
}

static inline async void mix_late_end(int *x)
{
    await rest();
    mix(0, *x);
}

static inline async int show_late_end(int *x)
{
    show(0, *x);
    await rest();
    *x = -1;
    return 1;
}
"""


class FunctionMaker(Expressions, Declarations, Statements, Jumps, Concurrency, Idioms):
    """Makes the body of one function."""

    def __init__(self, program, function, limit, size):
        self.program, self.function = program, function
        self.random, self.features = program.random, program.features
        self.may_await = function.is_async
        self.lines, self.indent = [], 0
        self.scopes, self.loops, self.exits = [], [], []
        self.kept = {"steps", "total", "turn"}
        if function.recursive:
            self.kept.add("depth")
        self.ids = self.names = self.label_count = 0
        self.cost, self.limit, self.times, self.size = 1, limit, 1, size
        self.ended = False

    def affords(self, cost):
        return self.cost + self.times * cost <= self.limit

    def spend(self, cost):
        self.cost += self.times * cost

    def callable(self):
        f = self.function
        more = []
        if f.recursive and not getattr(f, "recursed", False) and self.times == 1:
            more = f.recursive
        return self.program.functions + more

    def make(self, before=()):
        f = self.function
        self.scopes.append([])
        for i, p in enumerate(f.parameters):
            self.ids += 1
            p.effect = "v%d" % self.ids
            p.depth = 1
            self.scopes[-1].append(p)
        self.emit("{")
        self.indent += 1
        self.scopes.append([])
        for line in before:
            self.emit(line)
        self.emit("unsigned steps = 0;")
        v = Variable("steps", UNSIGNED, "v_steps", depth=2, fixed=True)
        self.scopes[-1].append(v)
        if f.recursive:
            self.emit("if (%s <= 0)" % f.parameters[0].name)
            f.recursed = True
            self.emit("    return%s;" % self.spaced(self.result(1)))
            f.recursed = False
        self.statements(2, self.program.length)
        while self.size > 0 and self.random.random() < 0.8:
            self.statements(1, 3)
        self.ended = False
        self.end_notes()
        for p in f.parameters:
            if not p.used and p.name not in [v.name for v in self.scopes[-1]]:
                self.note_variable(p)
        self.note(Expression("steps", UNSIGNED))
        if f.result:
            self.emit("return%s;" % self.spaced(self.result(3)))
        self.scopes.pop()
        self.indent -= 1
        self.emit("}")
        f.cost = min(self.cost, self.limit) + 1
        return "\n".join(self.lines)


class Program:
    def __init__(self, seed, size=None, changes=()):
        self.seed = seed
        self.random = random.Random(seed)
        self.features = Features(self.random, changes)
        self.order = self.features.chance("order")
        self.several = self.features.chance("files")
        size = size or self.random.choice([1, 1, 2, 3, 4])
        self.scale = size
        self.depths = self.random.choice([[1, 2], [1, 2, 3], [2, 3, 4], [1, 1, 2, 5]])
        self.length = self.random.choice([3, 5, 8])
        self.notes = self.idioms = 0
        self.cleanups = False
        self.char = CHAR
        self.macros, self.helpers, self.parts, self.prototypes = [], {}, [], []
        self.functions, self.globals, self.constants = [], [], []
        self.structs, self.unions, self.enums = [], [], []
        self.pointers, self.tables, self.stores = {}, {}, {}
        self.make_types()
        self.make_globals()
        self.integers = self.random.sample(INTEGERS, 4) + [INT, INT, UNSIGNED] + self.enums
        self.make_operations()
        for _ in range(self.random.randint(1, 1 + size)):
            self.make_plain()
        for _ in range(self.random.randint(1, 2 * size)):
            self.make_function()
        self.text = self.put_together()
        if self.features.chance("cuts"):
            cuts = self.stable("cuts")
            self.text = cut_macros(self.text, cuts, cuts.choice([2, 6, 20, 60]))

    # --- types ---

    def integer_type(self):
        return self.random.choice(self.integers)

    def float_type(self):
        return self.random.choice(FLOATS)

    def scalar_type(self):
        return self.float_type() if self.random.random() < 0.15 else self.integer_type()

    def any_type(self):
        choice = self.random.random()
        if choice < 0.55:
            return self.integer_type()
        if choice < 0.65:
            return self.float_type()
        if choice < 0.7:
            return self.random.choice(self.unions)
        if choice < 0.75:
            return self.pointer_type()
        if choice < 0.8:
            return self.random.choice(self.signatures)
        return self.random.choice(self.structs)

    def make_types(self):
        self.type_text = []
        if self.random.random() < 0.5:
            self.enums.append(Type("int", "enum colour", 32, tag="colour"))
            self.type_text.append("enum colour { RED, GREEN = 5, BLUE };")
        union = Type("union", "union number", fields=[("i", INT, 0, 0), ("u", UNSIGNED, 0, 0)], tag="number")
        self.unions.append(union)
        more = self.random.choice(["", "", "    double d;\n", "    char room[%d];\n" % self.random.randint(1, 40),
                                   "    long double x;\n", "    struct {\n        short s[3];\n    } in;\n"])
        self.type_text.append("union number {\n    int i;\n    unsigned u;\n%s};" % more)
        for number in range(self.random.randint(2, 3)):
            fields = []
            fields_named = "abcdefgh"
            if self.features.chance("odd"):
                fields_named = self.random.sample(ODD_NAMES, 5)
            for i in range(self.random.randint(1, 5)):
                name = fields_named[i]
                choice = self.random.random()
                if choice < 0.15:
                    kind = UNSIGNED if self.random.random() < 0.6 else INT
                    fields.append((name, kind, 0, self.random.randint(2, 20)))
                elif choice < 0.35:
                    kind = self.random.choice(INTEGERS if self.random.random() < 0.8 else FLOATS)
                    fields.append((name, kind, self.random.choice([1, 2, 3, 4, 5, 8, 17]), 0))
                elif choice < 0.45:
                    fields.append((name, self.random.choice(FLOATS), 0, 0))
                elif choice < 0.55 and self.structs:
                    fields.append((name, self.random.choice(self.structs), 0, 0))
                elif choice < 0.6:
                    fields.append((name, union, 0, 0))
                else:
                    fields.append((name, self.random.choice(INTEGERS), 0, 0))
            if self.random.random() < 0.15:
                fields = []  # a small one
            fields.append(("z", self.random.choice([INT, UNSIGNED] if fields else INTEGERS), 0, 0))
            tag = ["frame", "self", "task"][number] if self.features.chance("odd") else "s%d" % number
            if self.random.random() < 0.3:
                name = "pair%d" % number
                spelled, head, tail = name, "typedef struct {", "} %s;" % name
            else:
                spelled, head, tail = "struct " + tag, "struct %s {" % tag, "};"
            t = Type("struct", spelled, fields=fields, tag=spelled.replace("struct ", ""))
            self.structs.append(t)
            lines = [head]
            for name, kind, length, width in fields:
                more = "[%d]" % length if length else " : %d" % width if width else ""
                lines.append("    %s%s;" % (kind.declare(name), more))
            self.type_text.append("\n".join(lines + [tail]))

    def pointer_to(self, t):
        if t.name not in self.pointers:
            self.pointers[t.name] = Type("pointer", t.name + " *", target=t, tag=t.tag + "_pointer")
        return self.pointers[t.name]

    def pointer_type(self):
        return self.pointer_to(self.random.choice([INT, UNSIGNED, self.structs[0]]))

    # --- globals and helpers ---

    def make_globals(self):
        for i in range(self.random.randint(1, 3)):
            self.globals.append(Variable("global%d" % i, self.random.choice(INTEGERS[1:]), "world"))
        if self.random.random() < 0.5:
            self.globals.append(Variable("globals", INT, "world", length=4))
        self.constants = [Variable("primes", INT, "nothing", length=8, const=True)]
        self.globals = self.constants + self.globals
        self.global_text = ["static const int primes[8] = {2, 3, 5, 7, 11, 13, 17, 19};"]
        for v in self.globals[1:]:
            v.used = True
            if v.length:
                self.global_text.append("static %s[4] = {1, 2, 3};" % v.type.declare(v.name))
            else:
                self.global_text.append("static %s = %d;" % (v.type.declare(v.name), self.random.randint(0, 50)))

    def macro(self, name):
        if name not in self.macros:
            self.macros.append(name)
        return name

    def helper(self, name, function, text):
        if name not in self.helpers:
            self.helpers[name] = (function, text)
        return self.helpers[name][0]

    def giver(self, t):
        """async T give_T(T x): gives its argument, after a rest."""
        name = "give_" + t.tag
        body = "    await rest();\n    return x;\n"
        if self.stable(name).random() < 0.5:
            body = "    %s = x;\n    await rest();\n    return kept;\n" % t.declare("kept")
        p = Variable("x", t, "x")
        f = Function(name, t, [p], cost=2)
        return self.helper(name, f, "static async %s\n{\n%s}\n" % (f.head(), body))

    def stable(self, name):
        """Random numbers that depend on the seed and this name alone."""
        return random.Random("%s %s" % (self.seed, name))

    def where(self, t):
        """async T *where_T(T *p, unsigned i): a place among the first four."""
        name = "where_" + t.target.tag
        p, i = Variable("p", t, "p"), Variable("i", UNSIGNED, "i")
        p.reach = 4
        f = Function(name, t, [p, i], cost=2)
        return self.helper(name, f, "static async %s\n{\n    await rest();\n    return p + (i & 3);\n}\n" % f.head())

    def store(self, t, length):
        """A static array for a pointer that has nothing else to point to."""
        name = "store_" + t.target.tag
        self.stores[name] = "static %s;" % t.target.declare("%s[%d]" % (name, length))
        return name

    # --- operations: async functions of the same type, for pointers to them ---

    def make_operations(self):
        self.signatures, self.operation_lists = [], {}
        kinds = [("operation", INT, [INT, INT])]
        if self.random.random() < 0.6:
            s = self.random.choice(self.structs)
            kinds.append(("worker", self.integer_type(), [s, self.integer_type()]))
        for name, result, parameters in kinds:
            if self.random.random() < 0.5:
                t = Type("function", name + " *", tag=name)
                self.type_text.append("typedef async %s(%s);" % (result.declare(name),
                                                                ", ".join(p.name for p in parameters)))
            else:
                suffix = ")(%s)" % ", ".join(p.name for p in parameters)
                t = Type("function", "async " + result.name + " (*", suffix=suffix, tag=name)
            t.result, t.takes = result, parameters
            self.signatures.append(t)
            fs = []
            for i in range(3):
                ps = [Variable("ab"[k], p, "p%d" % k) for k, p in enumerate(parameters)]
                f = Function("%s%d" % (name, i), result, ps, cost=30)
                fs.append(f)
            self.operation_lists[name] = fs
        for t in self.signatures:
            for f in self.operation_lists[t.tag]:
                maker = FunctionMaker(self, f, 30, 3)
                before = self.functions
                self.functions = []
                # While they are made no pointers to them may be called: no recursion.
                changed = dict(self.features.weights)
                self.features.weights.update({"e.indirect": 0, "d.function": 0})
                body = maker.make()
                self.features.weights = changed
                self.functions = before
                f.used = False
                self.parts.append((f, "static async %s\n%s\n" % (f.head(), body)))
        for t in self.signatures:
            for f in self.operation_lists[t.tag]:
                f.cost = 40

    def operation(self, signature):
        return self.operation_lists[signature.tag][0]

    def operations(self, signature):
        for f in self.operation_lists[signature.tag]:
            f.used = True
        return self.operation_lists[signature.tag]

    def table(self, signature):
        name = signature.tag + "_table"
        fs = self.operations(signature)
        text = "static %s = {%s};" % (signature.declare(name + "[4]"), ", ".join(
            self.stable(name).choice(["", "&"]) + f.name for f in fs + fs[:1]))
        self.tables[name] = text
        return name, 4

    # --- functions ---

    def parameters(self, recursive):
        ps = []
        if recursive:
            p = Variable("depth", INT, "depth", fixed=True)
            ps.append(p)
        names = list("abcdefgxyz")
        if self.features.chance("odd"):
            names = self.random.sample(ODD_NAMES, 6)
        for i in range(self.random.choice([0, 1, 1, 2, 2, 3, 6])):
            t = self.any_type()
            p = Variable(names[i], t, "")
            if t.kind == "pointer":
                p.reach = self.random.choice([1, 1, 4])
                if p.reach == 4 and t.target.kind == "int" and self.features.chance("arrays"):
                    p.spelled = self.random.choice([None, "%s[4]", "%s[static 4]", "%s[const 4]", "*const %s"])
                    p.const = "const" in (p.spelled or "")
            if t.kind == "function":
                p.reach = 0
            ps.append(p)
        return ps

    def make_plain(self):
        result = self.integer_type()
        f = Function("plain%d" % len(self.parts), result, [], is_async=False)
        f.parameters = [p for p in self.parameters(False) if p.type.kind not in ("function",)]
        f.writes = any(p.type.kind == "pointer" for p in f.parameters)
        body = FunctionMaker(self, f, 20, 2).make()
        self.parts.append((f, "static %s\n%s\n" % (f.head(), body)))
        self.functions.append(f)

    def make_function(self):
        number = len(self.parts)
        choice = self.random.random()
        result = None if choice < 0.15 else self.any_type()
        recursive = self.random.random() < 0.2
        f = Function("f%d" % number, result, self.parameters(recursive), loud=self.features.chance("loud"))
        f.writes = any(p.type.kind == "pointer" for p in f.parameters)
        if f.result and f.result.suffix:
            f.result = None
        f.cost = 20
        group = [f]
        if recursive:
            if self.random.random() < 0.3:
                g = Function("g%d" % number, self.integer_type(), self.parameters(True), loud=f.loud)
                g.writes = any(p.type.kind == "pointer" for p in g.parameters)
                g.cost = 20
                group.append(g)
            for x in group:
                x.recursive = group
        for x in group:
            if recursive or self.features.chance("prototype"):
                self.prototypes.append("static async %s;" % x.head())
        texts = []
        for x in group:
            limit = 60 if recursive else self.random.choice([100, 300, 800])
            body = FunctionMaker(self, x, limit, self.random.choice([3, 5, 8, 14]) * (1 + self.scale // 2)).make()
            words = self.random.choice(["static async", "async static", "static inline async"])
            texts.append((x, "%s %s\n%s\n" % (words, x.head(), body)))
        for x in group:
            if recursive:
                x.cost = 4 * sum(g.cost for g in group)
                x.recursive_cost = x.cost
            x.used = False
        for x, text in texts:
            self.parts.append((x, text))
            self.functions.append(x)

    def is_called(self, f, main):
        """By another function, by main, or through a table? (A call that was made may have been dropped again.)"""
        group = f.recursive or [f]
        texts = [text for g, text in self.parts if g not in group] + list(self.tables.values()) + [main]
        return any(re.search(r"\b%s\b" % f.name, text) for text in texts)

    def make_main(self):
        f = Function("main_", INT, [], loud=True)
        maker = FunctionMaker(self, f, 20000, 4 * self.scale)
        text = maker.make()
        # Every function is called at least once.
        lines = text.split("\n")
        maker.scopes, maker.indent, maker.lines = [[], []], 1, []
        maker.cost = 0
        for g, _ in self.parts:
            if self.is_called(g, text):
                continue
            e = maker.call(g, 2, Limits())
            if g.result is None:
                maker.emit(e.text + ";")
            elif g.result.kind == "pointer":
                maker.note_value(maker.pointed_to(e))
            elif g.result.kind in ("int", "float", "struct", "union"):
                maker.note_value(e)
            else:
                maker.emit("(void)%s;" % e.at(15))
        if self.several:
            for name in ("main", "other"):
                maker.note(Expression("await work_of_%s(%d)" % (name, self.random.randint(0, 9)), UNSIGNED))
        maker.emit('printf("total %llu\\n", total);')
        for i in range(len(lines) - 1, -1, -1):
            if lines[i].startswith("    return"):
                lines[i] = "    return %d;" % self.random.choice([0, 0, 3])
                lines[i:i] = maker.lines
                break
        return "\n".join(lines)

    def put_together(self):
        # A main function that returns early would not show its total.
        changed = self.features.weights
        self.features.weights = dict(changed, **{"s.return": 0})
        saved, FunctionMaker.may_return = FunctionMaker.may_return, lambda maker: False
        main = self.make_main()
        FunctionMaker.may_return = saved
        self.features.weights = changed
        modes = self.random.choice([3, 4, 5, 8, 100])
        head = ["/* Made by test/fuzz/generate.py, seed %d. %s*/" % (self.seed, "Order: clang. " if self.order else ""),
                "#include <asyncc.h>", "#include <stdio.h>", ""]
        head += [MACROS[m] for m in self.macros] + [""] + self.type_text + [""]
        common = HELPERS.replace("SEED", "%du" % self.seed).replace("MODES", str(modes))
        if self.cleanups:
            common += CLEANUPS
        helpers = [text for _, text in self.helpers.values()]
        if self.features.chance("main"):
            main = "async int main(%s)\n" % self.random.choice(["void", "void", "int argc, char **argv"]) + main
        else:
            main = "static async int work(void)\n" + main + "\n\nint main(void)\n{\n    return async_run(work());\n}"
        if self.several:
            return separate(self, head, "\n".join([common] + helpers), main)
        out = head + [common] + self.global_text + sorted(self.stores.values()) + [""] + helpers
        for t in self.signatures:
            out += ["static async %s;" % f.head() for f in self.operation_lists[t.tag]]
        out += [self.tables[n] for n in sorted(self.tables)] + self.prototypes + [""]
        out += [text for _, text in self.parts]
        return "\n".join(out + [main]) + "\n"
