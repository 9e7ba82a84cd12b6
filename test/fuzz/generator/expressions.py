"""Random expressions.

An expression is made under limits: what it must not read or write, because an operand that is not sequenced with it
does. So the program's meaning does not depend on the order of evaluation, which plain compilers choose. No arithmetic
overflows: signed operands of + - * are converted to unsigned ones first, divisors are small and positive, shifts and
subscripts are masked.
"""
from .model import (ADD, AND, ASSIGN, COMMA, CONDITIONAL, DOUBLE, EQUAL, INT, INTEGERS, LLONG, MULTIPLY, NOT, OR,
                    PRIMARY, UNARY, UNSIGNED, BOOL, Expression, Limits, common, promote, unsigned_of)

NUMBERS = ("int", "float")


class Place(Expression):
    """An lvalue. reads and writes are those of finding it; target is the effect of what it is."""

    def __init__(self, text, type, binds, reads, writes, target, field=0):
        super().__init__(text, type, binds, reads, writes)
        self.target, self.field = target, field

    def value(self):
        t = INT if self.field else self.type
        return Expression(self.text, t, self.binds, self.reads | {self.target}, self.writes)


class Expressions:
    """Part of the function maker: uses its random, features, program, scope and budget."""

    # --- what all kinds share ---

    def value(self, t, depth, limits):
        """An expression that can be assigned to an object of type t."""
        if t.kind == "int":
            return self.integer(depth, limits, t)
        if t.kind == "float":
            return self.floating(t, depth, limits)
        if t.kind == "pointer":
            return self.pointer(t, 1, depth, limits)
        if t.kind == "function":
            return self.function_value(t, depth, limits)
        return self.record(t, depth, limits)

    def siblings(self, makers, limits):
        """Expressions that are not sequenced with each other."""
        done = []
        for make in makers:
            done.append(make(limits.beside(*done)))
        return done

    def effects(self, *expressions):
        reads, writes = set(), set()
        for e in expressions:
            reads |= e.reads
            writes |= e.writes
        return {"reads": reads, "writes": writes}

    def join(self, pattern, t, binds, *expressions, **more):
        """pattern with the texts of the expressions in it; they are to be in parentheses already."""
        e = Expression(pattern, t, binds, **self.effects(*expressions))
        e.reads |= frozenset(more.get("reads", ()))
        e.writes |= frozenset(more.get("writes", ()))
        return e

    # --- calls ---

    def allowed(self, f, limits):
        if f.is_async and not self.may_await:
            return False
        if f.is_async and self.program.order and not limits.strict:
            return (self.function.loud or not f.loud) and self.affords(f.cost)
        if f.loud and not (self.function.loud and limits.reads("world") and limits.writes("world")):
            return False
        if any(p.type.kind == "pointer" for p in f.parameters):
            if not limits.reads("memory") or f.writes and not limits.writes("memory"):
                return False
        return self.affords(f.cost)

    def call_effects(self, f, limits):
        reads, writes = set(), set()
        if f.is_async and self.program.order and not limits.strict:
            return reads, writes
        if f.loud:
            reads.add("world"), writes.add("world")
        if any(p.type.kind == "pointer" for p in f.parameters):
            reads.add("memory")
            if f.writes:
                writes.add("memory")
        return reads, writes

    def arguments(self, f, depth, limits):
        makers = []
        for i, p in enumerate(f.parameters):
            if f.recursive and i == 0:
                makers.append(lambda l: self.recursion_argument(f, depth))
            elif p.type.kind == "pointer":
                makers.append(lambda l, p=p: self.pointer(p.type, p.reach, depth - 1, l))
            else:
                makers.append(lambda l, p=p: self.value(p.type, depth - 1, l))
        return self.siblings(makers, limits)

    def recursion_argument(self, f, depth):
        if self.function.recursive and f in self.function.recursive:
            self.function.recursed = True
            return Expression("%s - 1" % self.function.parameters[0].name, INT, ADD,
                              reads=[self.function.parameters[0].effect])
        return Expression(str(self.random.randint(0, 3)), INT, constant=True)

    def call(self, f, depth, limits, callee=None, callee_reads=()):
        """A call of f, awaited if it is async; by another expression than its name if that is given."""
        self.spend(f.cost)
        f.used = True
        arguments = self.arguments(f, depth, limits)
        text = "%s(%s)" % (callee or f.name, ", ".join(a.argument() for a in arguments))
        reads, writes = self.call_effects(f, limits)
        reads |= set(callee_reads)
        if not f.is_async:
            return self.join(text, f.result, PRIMARY, *arguments, reads=reads, writes=writes)
        if self.random.random() < 0.08:
            name = self.program.macro("AWAIT")
            return self.join("%s(%s)" % (name, text), f.result, PRIMARY, *arguments, reads=reads, writes=writes)
        return self.join("await " + text, f.result, UNARY, *arguments, reads=reads, writes=writes)

    def pick_function(self, want, limits, is_async=True):
        """A function made so far whose result is wanted; recursion included."""
        fitting = [f for f in self.callable() if f.is_async == is_async and want(f.result) and self.allowed(f, limits)]
        return self.random.choice(fitting) if fitting else None

    def give(self, e, t):
        """await give_T(e): suspends now and then, and gives its argument."""
        f = self.program.giver(t)
        self.spend(f.cost)
        return self.join("await %s(%s)" % (f.name, e.argument()), t, UNARY, e)

    def awaiting(self, t, depth, limits):
        """An await whose value is of type t."""
        f = None
        if depth > 0 and self.random.random() < 0.6:
            f = self.pick_function(lambda r: r is t, limits)
        if f:
            return self.call(f, depth, limits)
        return self.give(self.value(t, depth - 1, limits), t)

    # --- lvalues and reading ---

    def index(self, length, depth, limits):
        if depth <= 0 or self.random.random() < 0.5:
            return Expression(str(self.random.randrange(length)), INT, constant=True)
        e = self.integer(depth - 1, limits)
        return self.join("%s & %d" % (e.at(UNARY), length - 1), INT, EQUAL, e)

    def leads(self, t, want, seen=0):
        return want(t) or t.kind in ("struct", "union") and seen < 3 and \
            any(self.leads(field[1], want, seen + 1) for field in t.fields)

    def place(self, want, depth, limits, write=False, address=False):
        """An lvalue of a wanted type, or None. address: & is to be applied to it."""
        candidates = []
        for v in self.visible():
            if v.hidden or not v.ready or v.type.kind == "coroutine":
                continue
            if write and (v.const or v.fixed) and v.type.kind != "pointer":
                continue
            if address and not v.pinned and v.type.kind != "pointer":
                continue
            through = v.type.target if v.type.kind == "pointer" and v.reach else None
            if self.leads(v.type, want) and not (write and (v.const or v.fixed)) and not (address and not v.pinned):
                if (not write or limits.writes(v.effect)) and (write or limits.reads(v.effect)):
                    candidates.append((v, False))
            if through and not v.length and self.leads(through, want) and limits.reads(v.effect):
                if (not write or limits.writes("memory")) and (write or limits.reads("memory")):
                    if not (write and v.const == "target"):
                        candidates.append((v, True))
        if not candidates:
            return None
        v, deref = self.random.choice(candidates)
        v.used = v.used or not write
        return self.path(v, deref, want, depth, limits, address)

    def path(self, v, deref, want, depth, limits, address):
        text, t, binds, parts, target = v.name, v.type, PRIMARY, [], v.effect
        reads = set()
        if v.length:
            i = self.index(v.length, depth, limits)
            parts.append(i)
            text = "%s[%s]" % (text, i.text)
        pointer = False
        if deref:
            reads.add(v.effect)
            target, t = "memory", t.target
            if v.reach > 1 and self.random.random() < 0.7:
                i = self.index(v.reach, depth, limits)
                parts.append(i)
                text = "%s[%s]" % (text, i.text)
            elif t.kind in ("struct", "union") and not want(t):
                pointer = True
            else:
                text, binds = "*" + text, UNARY
        width = 0
        while not want(t) or t.kind in ("struct", "union") and not width and self.random.random() < 0.3 and \
                any(self.leads(f[1], want) and not (address and f[3]) for f in t.fields):
            fields = [f for f in t.fields if self.leads(f[1], want) and not (address and f[3])]
            if not fields:
                break
            name, t, length, width = self.random.choice(fields)
            text = "%s%s%s" % (text if binds == PRIMARY else "(%s)" % text, "->" if pointer else ".", name)
            binds, pointer = PRIMARY, False
            if length:
                i = self.index(length, depth, limits.beside(*parts))
                parts.append(i)
                text = "%s[%s]" % (text, i.text)
        if pointer:
            text, binds = "*" + text, UNARY
        e = Place(text, t, binds, self.effects(*parts)["reads"] | reads, self.effects(*parts)["writes"], target, width)
        return e

    def read(self, want, depth, limits):
        p = self.place(want, depth, limits)
        return p.value() if p and want(p.type) else None

    # --- integers ---

    def constant(self, t=None):
        n = self.random.choice([0, 1, 2, 3, 5, 7, 10, 42, 100])
        if self.random.random() < 0.1:
            return Expression("'%s'" % self.random.choice("abcxyz"), INT, constant=True)
        if self.random.random() < 0.15:
            return Expression("%du" % n, UNSIGNED, constant=True)
        return Expression(str(n), INT, constant=True)

    INTEGER_KINDS = ["constant", "variable", "binary", "compare", "logical", "conditional", "comma", "cast", "unary",
                     "call", "await", "assign", "step", "literal", "macro", "plain", "indirect", "pointer", "statement",
                     "elvis", "gather", "element", "difference"]

    def integer(self, depth, limits, t=None):
        """An integer expression of some type, rather of type t if that is given."""
        if depth <= 0:
            kind = self.random.choice(["constant", "variable", "variable"])
        else:
            kind = self.features.choose("e.", self.INTEGER_KINDS)
        if kind in ("await", "call", "indirect") and not self.may_await:
            kind = "binary"
        e = getattr(self, "integer_" + kind)(depth, limits, t)
        return e or self.constant()

    def integer_constant(self, depth, limits, t):
        return self.constant()

    def integer_variable(self, depth, limits, t):
        return self.read(lambda x: x.kind == "int", depth - 1, limits)

    def integer_binary(self, depth, limits, t):
        a, b = self.siblings([lambda l: self.integer(depth - 1, l)] * 2, limits)
        operator = self.random.choice(["+", "+", "-", "-", "*", "/", "%", "&", "|", "^", "<<", ">>"])
        c = common(a.type, b.type)
        if operator in "+-*":
            left, right = MULTIPLY if operator == "*" else ADD, MULTIPLY if operator != "*" else UNARY
            if c.signed:
                small = a.type.bits <= 16 and b.type.bits <= 16 and operator != "*"
                if not small:
                    c = unsigned_of(c)
                    return self.join("(%s)%s %s %s" % (c.name, a.at(UNARY), operator, b.at(right)), c,
                                     MULTIPLY if operator == "*" else ADD, a, b)
            return self.join("%s %s %s" % (a.at(left), operator, b.at(right)), c, left, a, b)
        if operator in "/%":
            return self.join("%s %s ((%s & 7) + 1)" % (a.at(MULTIPLY), operator, b.at(UNARY)), c, MULTIPLY, a, b)
        if operator in "&|^":
            return self.join("%s %s %s" % (a.at(UNARY), operator, b.at(UNARY)), c, EQUAL, a, b)
        if operator == "<<":
            return self.join("(unsigned)%s << (%s & 7)" % (a.at(UNARY), b.at(UNARY)), UNSIGNED, EQUAL, a, b)
        return self.join("%s >> (%s & 7)" % (a.at(UNARY), b.at(UNARY)), promote(a.type), EQUAL, a, b)

    def integer_compare(self, depth, limits, t):
        if self.random.random() < 0.2:
            a, b = self.siblings([lambda l: self.floating(DOUBLE, depth - 1, l)] * 2, limits)
            operators = ["<", ">", "<=", ">="]
        else:
            a, b = self.siblings([lambda l: self.integer(depth - 1, l)] * 2, limits)
            operators = ["<", ">", "<=", ">=", "==", "!="]
        left, right = a.at(UNARY), b.at(UNARY)
        if a.type.kind == "int" and promote(a.type).signed != promote(b.type).signed:
            if promote(a.type).signed:
                left = "(%s)%s" % (unsigned_of(a.type).name, left)
            else:
                right = "(%s)%s" % (unsigned_of(b.type).name, right)
        return self.join("%s %s %s" % (left, self.random.choice(operators), right), INT, EQUAL, a, b)

    def condition(self, depth, limits):
        """For if, while, ?:, && and ||."""
        e = self.integer(depth, limits)
        if self.random.random() < 0.3:
            return self.join("%s %s %s" % (e.at(UNARY), self.random.choice(["!=", "=="]), "0"), INT, EQUAL, e)
        if e.binds == ASSIGN:
            return Expression("(%s)" % e.text, e.type, PRIMARY, e.reads, e.writes)
        # Compilers warn of some of these as conditions.
        if e.constant or e.binds in (COMMA, CONDITIONAL, MULTIPLY, ADD, EQUAL):
            return self.join("%s & %d" % (e.at(UNARY), self.random.choice([1, 2, 3, 4])), INT, EQUAL, e)
        return e

    def integer_logical(self, depth, limits, t):
        a, b = self.condition(depth - 1, limits), self.condition(depth - 1, limits)
        operator, binds = self.random.choice([("&&", AND), ("||", OR)])
        return self.join("%s %s %s" % (a.at(EQUAL), operator, b.at(EQUAL)), INT, binds, a, b)

    def integer_conditional(self, depth, limits, t):
        c = self.condition(depth - 1, limits)
        a, b = self.integer(depth - 1, limits), self.integer(depth - 1, limits)
        kind = common(a.type, b.type)
        left, right = a.at(OR), b.at(OR)
        if promote(a.type).signed != promote(b.type).signed:
            left = "(%s)%s" % (kind.name, a.at(UNARY))
            right = "(%s)%s" % (kind.name, b.at(UNARY))
        return self.join("%s ? %s : %s" % (c.at(OR), left, right), kind, CONDITIONAL, c, a, b)

    def effect(self, depth, limits):
        """An expression that is worth evaluating for its effect, and can stand where its value is dropped."""
        kind = self.random.choice(["call", "assign", "step", "give"])
        e = None
        if kind == "call" and self.may_await:
            f = self.pick_function(lambda r: True, limits)
            e = f and self.call(f, depth, limits)
        elif kind == "assign":
            e = self.integer_assign(depth, limits, None)
        elif kind == "step":
            e = self.integer_step(depth, limits, None)
        if e is None:
            e = self.integer(depth - 1, limits)
            e = self.give(e, INT) if self.may_await else self.join("(void)%s" % e.at(UNARY), INT, UNARY, e)
        return e

    def integer_comma(self, depth, limits, t):
        a, b = self.effect(depth - 1, limits), self.integer(depth - 1, limits)
        return self.join("%s, %s" % (a.at(ASSIGN), b.at(ASSIGN)), b.type, COMMA, a, b)

    def integer_cast(self, depth, limits, t):
        to = self.random.choice(INTEGERS)
        if self.random.random() < 0.25:
            e = self.floating(DOUBLE, depth - 1, limits)
            return self.join("(int)fold(%s)" % e.argument(), INT, UNARY, e)
        e = self.integer(depth - 1, limits)
        return self.join("(%s)%s" % (to.name, e.at(UNARY)), to, UNARY, e)

    def integer_unary(self, depth, limits, t):
        e = self.integer(depth - 1, limits)
        operator = self.random.choice("-~!+")
        if operator == "!":
            return self.join("!" + e.at(UNARY), INT, NOT, e)
        if operator == "-" and promote(e.type).signed:
            kind = unsigned_of(e.type)
            return self.join("-(%s)%s" % (kind.name, e.at(UNARY)), kind, UNARY, e)
        if e.type is BOOL:
            return e
        return self.join(operator + (" " if e.text[0] == operator else "") + e.at(UNARY), promote(e.type), UNARY, e)

    def integer_call(self, depth, limits, t):
        f = self.pick_function(lambda r: r and r.kind == "int", limits)
        if f:
            return self.call(f, depth, limits)
        g = self.pick_function(lambda r: r and r.kind == "struct", limits)
        return self.member(self.call(g, depth, limits)) if g else None

    def member(self, e):
        """An integer in a struct that is not an lvalue."""
        if e.type.kind == "int":
            return e
        text, t, width = e.at(PRIMARY), e.type, 0
        while t.kind != "int":
            fields = [f for f in t.fields if not f[2] and self.leads(f[1], lambda x: x.kind == "int")]
            name, t, _, width = self.random.choice(fields)
            text += "." + name
        return self.join(text, INT if width else t, PRIMARY, e)

    def integer_await(self, depth, limits, t):
        e = self.awaiting(t if t and self.random.random() < 0.5 else self.program.integer_type(), depth, limits)
        return e

    def integer_assign(self, depth, limits, t):
        p = self.place(lambda x: x.kind == "int", depth - 1, limits.more(strict=True), write=True)
        if not p:
            return None
        inside = limits.beside(p).more(no_write=[p.target], strict=True)
        operator = self.random.choice(["", "", "", "+", "-", "*", "&", "|", "^", "/", "%", ">>", "<<"])
        if operator == "<<" and not (not p.type.signed and p.type.bits > 1):
            operator = ""
        e = self.integer(depth - 1, inside, p.type)
        text = e.argument()
        if p.field and not operator:
            text = "%s & %d" % (e.at(UNARY), 2 ** (p.field - 1) - 1)
        elif operator in ("+", "-", "*") and operator:
            text = "(%s)%s" % (unsigned_of(common(p.type, e.type)).name, e.at(UNARY))
        elif operator in ("/", "%"):
            text = "(%s & 7) + 1" % e.at(UNARY)
        elif operator in ("<<", ">>"):
            text = "%s & %d" % (e.at(UNARY), 7)
        result = INT if p.field else p.type
        reads = {p.target} if operator else set()
        return self.join("%s %s= %s" % (p.text, operator, text), result, ASSIGN, p, e, reads=reads, writes={p.target})

    def integer_step(self, depth, limits, t):
        def steppable(x):
            return x.kind == "int" and x.bits > 1 and (not x.signed or x.bits < 32) and not x.name.startswith("enum")
        p = self.place(steppable, depth - 1, limits, write=True)
        if not p or not limits.reads(p.target):
            return None
        operator = self.random.choice(["++", "--"])
        text = operator + p.at(UNARY) if self.random.random() < 0.5 else p.at(PRIMARY) + operator
        binds = PRIMARY if text.endswith(operator) else UNARY
        return self.join(text, INT if p.field else p.type, binds, p, reads={p.target}, writes={p.target})

    def integer_literal(self, depth, limits, t):
        s = self.random.choice(self.program.structs + [INT, UNSIGNED])
        if s.kind == "int":
            e = self.integer(depth - 1, limits)
            return self.join("(%s){%s}" % (s.name, e.argument()), s, PRIMARY, e)
        return self.member(self.literal(s, depth, limits))

    def integer_plain(self, depth, limits, t):
        f = self.pick_function(lambda r: r and r.kind == "int", limits, is_async=False)
        return self.call(f, depth, limits) if f else None

    def integer_statement(self, depth, limits, t):
        """A GNU statement expression."""
        if limits.no_read or limits.no_write or len(self.scopes) > 8:
            return None
        lines, indent, self.lines, self.indent = self.lines, self.indent, [], 0
        self.loops.append({"switch": False, "barrier": True})
        self.scopes.append([])
        self.declare_scalar()
        for _ in range(self.random.randint(0, 2)):
            self.statement(simple=True)
        v = self.scopes[-1][0]
        v.used = True
        value = v.name if v.type.kind == "int" else "(int)%s" % v.name
        self.scopes.pop()
        self.loops.pop()
        inside, self.lines, self.indent, self.ended = self.lines, lines, indent, False
        reads, writes = {"everything", "memory", "world"}, {"everything", "memory", "world"}
        for scope in self.scopes:
            reads |= {v.effect for v in scope}
            writes |= {v.effect for v in scope}
        return Expression("({ %s %s; })" % (" ".join(inside), value), promote(v.type) if v.type.kind == "int" else INT,
                          PRIMARY, reads, writes)

    def integer_elvis(self, depth, limits, t):
        """GNU's a ?: b"""
        a, b = self.integer(depth - 1, limits), self.integer(depth - 1, limits)
        return self.join("(int)(%s) ?: (int)(%s)" % (a.text, b.text), INT, CONDITIONAL, a, b)

    def integer_gather(self, depth, limits, t):
        """(await async_gather(…), x)"""
        if not self.may_await or limits.no_read or limits.no_write:
            return None
        f = self.program.giver(UNSIGNED)
        p = self.place(lambda x: x.kind == "int", 1, limits.more(no_write=["memory", "world"], strict=True), write=True)
        if not p or p.reads or p.writes or not self.affords(4):
            return None
        self.spend(4)
        e = self.integer(depth - 2, limits.more(no_read=[p.target], no_write=[p.target], strict=True))
        text = "(await async_gather(%s = %s(%s), %s(3)), %s)" % (p.text, f.name, e.argument(), f.name, p.text)
        return self.join(text, INT if p.field else p.type, PRIMARY, p, e, reads={p.target}, writes={p.target})

    def integer_element(self, depth, limits, t):
        """An element of an array in a struct that is not an lvalue."""
        fitting = [(s, f) for s in self.program.structs for f in s.fields if f[2] and f[1].kind == "int"]
        if not fitting or not self.may_await or not self.affords(1):
            return None
        s, field = self.random.choice(fitting)
        e = self.awaiting(s, depth - 1, limits.more(strict=True))
        i = self.index(field[2], depth - 1, limits.more(strict=True).beside(e))
        return self.join("%s.%s[%s]" % (e.at(PRIMARY), field[0], i.text), field[1], PRIMARY, e, i)

    def integer_difference(self, depth, limits, t):
        """A difference of pointers into one array."""
        arrays = [v for v in self.visible() if v.length and v.pinned and v.ready and not v.hidden]
        if not arrays or not self.may_await or not limits.reads("memory"):
            return None
        v = self.random.choice(arrays)
        v.used = True
        a, b = self.siblings([lambda l: self.index(v.length, depth, l)] * 2, limits)
        return self.join("(int)(&%s[%s] - (%s + (%s)))" % (v.name, a.text, v.name, b.text), INT, UNARY, a, b)

    def integer_pointer(self, depth, limits, t):
        """Something with a pointer in it: *await where(p, i), a comparison of pointers."""
        if not self.may_await or not limits.reads("memory") or not self.affords(2):
            return None
        t = self.program.pointer_type()
        if self.random.random() < 0.2:
            a, b = self.siblings([lambda l: self.pointer(t, 1, depth - 1, l)] * 2, limits)
            return self.join("%s %s %s + 0" % (a.at(UNARY), self.random.choice(["==", "!="]), b.at(UNARY)), INT, EQUAL,
                             a, b)
        p = self.pointed(t, depth, limits)
        if t.target.kind == "int":
            return p.value()
        return self.member(p.value())

    def pointed(self, t, depth, limits):
        """*await where(p, i)"""
        p, i = self.siblings([lambda l: self.pointer(t, 4, depth - 1, l), lambda l: self.integer(depth - 1, l)], limits)
        f = self.program.where(t)
        self.spend(f.cost)
        e = self.join("", t, UNARY, p, i)
        return Place("*await %s(%s, %s)" % (f.name, p.argument(), i.argument()), t.target, UNARY, e.reads, e.writes,
                     "memory")

    def integer_indirect(self, depth, limits, t):
        """A call through a pointer to an async function: a variable, a table, a field, a conditional."""
        signature = self.random.choice(self.program.signatures)
        f = self.program.operation(signature)
        if not self.allowed(f, limits):
            return None
        e = self.function_value(signature, depth - 1, limits)
        text = e.at(PRIMARY)
        if self.random.random() < 0.2:
            text = "(*%s)" % e.at(UNARY)
        arguments = self.siblings([lambda l, p=p: self.value(p.type, depth - 1, l) for p in f.parameters],
                                  limits.beside(e))
        self.spend(f.cost)
        return self.join("await %s(%s)" % (text, ", ".join(a.argument() for a in arguments)), f.result, UNARY, e,
                         *arguments)

    def function_value(self, signature, depth, limits):
        """A pointer to an async function of this signature."""
        choice = self.random.random()
        if choice < 0.4 or depth <= 0:
            v = self.read(lambda x: x is signature, depth, limits)
            if v and v.type is signature:
                return v
        if choice < 0.6 and depth > 0:
            table, length = self.program.table(signature)
            i = self.index(length, depth, limits)
            return self.join("%s[%s]" % (table, i.text), signature, PRIMARY, i)
        if choice < 0.75 and depth > 0:
            c = self.condition(depth - 1, limits)
            a, b = self.function_value(signature, depth - 1, limits), self.function_value(signature, depth - 1, limits)
            return self.join("%s ? %s : %s" % (c.at(OR), a.at(OR), b.at(OR)), signature, CONDITIONAL, c, a, b)
        f = self.random.choice(self.program.operations(signature))
        if self.random.random() < 0.3:
            return Expression("&" + f.name, signature, UNARY)
        return Expression(f.name, signature)

    def integer_macro(self, depth, limits, t):
        kind = self.random.choice(["ADD", "LARGER", "BOTH", "EITHER", "TWICE", "NEXT", "SPELL", "SECOND"])
        if kind == "TWICE" and not (self.may_await and self.affords(8)):
            return None
        if kind == "SPELL":
            text = self.random.choice(["await x", "x", "await f(1) + 2", "async", "a ? await b : c"])
            return Expression("(int)sizeof(%s(%s))" % (self.program.macro("SPELL"), text), INT, UNARY)
        name = self.program.macro(kind)
        if kind == "TWICE":
            e = self.integer(depth - 2, limits)
            f = self.program.giver(UNSIGNED)
            self.spend(2 * f.cost)
            if e.writes:
                return None
            return self.join("%s(%s(%s))" % (name, f.name, e.guarded()), UNSIGNED, PRIMARY, e)
        if kind == "NEXT":
            e = self.integer(depth - 1, limits)
            return self.join("%s(%s)" % (name, e.guarded()), UNSIGNED, PRIMARY, e)
        if kind == "LARGER":
            a, b = self.siblings([lambda l: self.twice(depth - 1, l)] * 2, limits)
            return self.join("%s(%s, %s)" % (name, a.guarded(), b.guarded()), LLONG, PRIMARY, a, b)
        if kind in ("BOTH", "EITHER"):
            a, b = self.condition(depth - 1, limits), self.condition(depth - 1, limits)
            return self.join("%s(%s, %s)" % (name, a.guarded(), b.guarded()), INT, PRIMARY, a, b)
        a, b = self.siblings([lambda l: self.integer(depth - 1, l)] * 2, limits)
        return self.join("%s(%s, %s)" % (name, a.guarded(), b.guarded()),
                         UNSIGNED if kind == "ADD" else promote(b.type), PRIMARY, a, b)

    def twice(self, depth, limits):
        """An integer that may be evaluated twice: without effects, and not dear."""
        before = self.cost
        e = self.integer(depth, limits)
        if e.writes or not self.affords((self.cost - before) // max(self.times, 1)):
            return self.constant()
        self.cost += self.cost - before
        return e

    # --- floating point ---

    def floating(self, t, depth, limits):
        kind = self.random.choice(["read", "integer", "binary", "await", "constant"])
        if depth <= 0 and kind in ("binary", "await", "integer"):
            kind = "read"
        if kind == "read":
            e = self.read(lambda x: x.kind == "float", depth - 1, limits)
            if e and e.type.kind == "float":
                return e
        if kind == "integer":
            e = self.integer(depth - 1, limits)
            return self.join("fold((double)%s)" % e.at(UNARY), DOUBLE, PRIMARY, e)
        if kind == "binary":
            a, b = self.siblings([lambda l: self.floating(t, depth - 1, l)] * 2, limits)
            return self.join("fold(%s %s %s)" % (a.at(UNARY), self.random.choice("+-*"), b.at(UNARY)), DOUBLE, PRIMARY,
                             a, b)
        if kind == "await" and self.may_await and self.affords(1):
            return self.awaiting(self.random.choice([t, self.program.float_type()]), depth, limits)
        return Expression(self.random.choice(["0.5", "1.25", "2.0", "10.75", "3.0f"]), DOUBLE)

    # --- structs and unions ---

    def literal(self, t, depth, limits):
        e = self.initialiser(t, depth, limits)
        return self.join("(%s)%s" % (t.name, e.text), t, PRIMARY, e)

    def initialiser(self, t, depth, limits, length=0):
        """{…} for an object of this type."""
        if length:
            order = list(range(self.random.randint(1, length)))
            parts = self.siblings([lambda l: self.element(t, depth - 1, l)] * len(order), limits)
            texts = [p.argument() for p in parts]
            if self.random.random() < 0.25:
                places = sorted(self.random.sample(range(length), len(order)))
                if self.random.random() < 0.3 and not self.program.order:
                    self.random.shuffle(places)
                texts = ["[%d] = %s" % pair for pair in zip(places, texts)]
            return self.join("{%s}" % ", ".join(texts), t, PRIMARY, *parts)
        fields = t.fields if t.kind == "struct" else t.fields[:1]
        designated = self.random.random() < 0.5
        if designated:
            fields = list(fields)
            if not self.program.order:
                self.random.shuffle(fields)
            if any(f[3] == 0 for f in fields):
                fields = fields[:self.random.randint(1, len(fields))]
        makers = []
        for name, kind, count, width in fields:
            if count:
                makers.append(lambda l, k=kind, c=count: self.initialiser(k, depth - 1, l, c))
            elif width:
                makers.append(lambda l, w=width: self.masked(w, depth - 1, l))
            else:
                makers.append(lambda l, k=kind: self.element(k, depth - 1, l))
        parts = self.siblings(makers, limits)
        texts = [p.argument() for p in parts]
        if designated:
            texts = [".%s = %s" % (f[0], text) for f, text in zip(fields, texts)]
        return self.join("{%s}" % ", ".join(texts), t, PRIMARY, *parts)

    def element(self, t, depth, limits):
        if t.kind in ("struct", "union") and self.random.random() < 0.5:
            return self.initialiser(t, depth, limits)
        return self.value(t, depth, limits)

    def masked(self, width, depth, limits):
        e = self.integer(depth, limits)
        return self.join("%s & %d" % (e.at(UNARY), 2 ** (width - 1) - 1), INT, EQUAL, e)

    def record(self, t, depth, limits):
        limits = limits.more(strict=True)
        kind = self.random.choice(["read", "read", "literal", "await", "await", "conditional", "assign"])
        if depth <= 0:
            kind = self.random.choice(["read", "literal"])
        if kind == "read":
            e = self.read(lambda x: x is t, depth - 1, limits)
            if e:
                return e
        if kind == "conditional":
            c = self.condition(depth - 1, limits)
            a, b = self.record(t, depth - 1, limits), self.record(t, depth - 1, limits)
            return self.join("%s ? %s : %s" % (c.at(OR), a.at(OR), b.at(OR)), t, CONDITIONAL, c, a, b)
        if kind == "await" and self.may_await and self.affords(1):
            return self.awaiting(t, depth, limits)
        if kind == "assign":
            p = self.place(lambda x: x is t, depth - 1, limits.more(strict=True), write=True)
            if p and p.type is t:
                e = self.record(t, depth - 1, limits.beside(p).more(no_write=[p.target], strict=True))
                return self.join("%s = %s" % (p.text, e.argument()), t, ASSIGN, p, e, writes={p.target})
        return self.literal(t, depth, limits)

    # --- pointers ---

    def lasting(self, t, depth):
        """A pointer to something that outlives the function."""
        ours = [p for p in self.function.parameters if p.type is t and p.reach and p in self.visible()]
        if not ours:
            return Expression(self.program.store(t, 4), t)
        p = self.random.choice(ours)
        p.used = True
        i = self.index(p.reach, depth, Limits())
        e = self.join("%s + (%s)" % (p.name, i.text), t, ADD, i) if p.reach > 1 else Expression(p.name, t)
        return self.give(e, t) if self.may_await and self.random.random() < 0.3 else e

    def pointed_to(self, e):
        """What a pointer points to: its value."""
        return Expression("*" + e.at(UNARY), e.type.target, UNARY, e.reads, e.writes)

    def pointer(self, t, reach, depth, limits, outlives=99, ours=False):
        """A pointer to at least `reach` elements that stand in blocks no deeper than `outlives`. `ours`: this block is
        one of them."""
        if self.function.loud and reach == 1 and outlives == 99 and depth > 0 and self.random.random() < 0.2:
            f = self.pick_function(lambda r: r is t, limits)
            if f:
                return self.call(f, depth, limits)
        choices = []
        for v in self.visible():
            if v.hidden or not v.ready or v.depth > outlives:
                continue
            if v.type is t and not v.length and v.reach >= reach and v.const != "target" and limits.reads(v.effect):
                choices.append((v, "itself"))
            if v.pinned and not v.const and v.length >= reach and v.type is t.target:
                choices.append((v, "array"))
            if v.pinned and not v.const and reach == 1 and not v.length and v.type is t.target:
                choices.append((v, "address"))
        if not choices and not self.function.loud and (ours or outlives == 99):  # what is static belongs to all tasks
            return Expression("(%s[4]){%s0}" % (t.target.name, "[3].z = " if t.target.fields else ""), t)
        if not choices:
            store = self.program.store(t, 4)
            return Expression(store, t)
        v, how = self.random.choice(choices)
        v.used = True
        if how == "itself":
            return Expression(v.name, t, reads=[v.effect])
        if how == "address":
            return Expression("&" + v.name, t, UNARY)
        if reach == 1 and self.random.random() < 0.6:
            i = self.index(v.length, depth, limits)
            if self.random.random() < 0.5:
                return self.join("&%s[%s]" % (v.name, i.text), t, UNARY, i)
            return self.join("%s + (%s)" % (v.name, i.text), t, ADD, i)
        return Expression(v.name, t)
