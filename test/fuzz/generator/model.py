"""Types, variables, functions and expressions of the program that is being made."""


class Type:
    """A C type. kind: int, float, struct, union, pointer, function (a pointer to an async function)."""

    def __init__(self, kind, name, bits=0, signed=False, fields=(), target=None, suffix="", tag=None):
        self.kind, self.name, self.bits, self.signed = kind, name, bits, signed
        self.fields = list(fields)  # (name, Type, length of the array or 0, width of the bit-field or 0)
        self.target = target
        self.suffix = suffix  # what stands after the name in a declaration
        self.tag = tag or name.replace(" ", "_").replace("*", "ptr")

    def declare(self, name):
        space = "" if self.name.endswith("*") else " "
        return self.name + space + name + self.suffix

    def __repr__(self):
        return self.name + self.suffix


BOOL = Type("int", "_Bool", 1)
CHAR = Type("int", "char", 8, True)
INT = Type("int", "int", 32, True)
UNSIGNED = Type("int", "unsigned", 32)
LONG = Type("int", "long", 64, True)
ULONG = Type("int", "unsigned long", 64)
LLONG = Type("int", "long long", 65, True)  # 65: converts above long
ULLONG = Type("int", "unsigned long long", 65)
INTEGERS = [BOOL, CHAR, Type("int", "signed char", 8, True), Type("int", "unsigned char", 8),
            Type("int", "short", 16, True), Type("int", "unsigned short", 16), INT, UNSIGNED, LONG, ULONG, LLONG,
            ULLONG]
FLOATS = [Type("float", "float", 32), Type("float", "double", 64), Type("float", "long double", 80)]
DOUBLE = FLOATS[1]


def promote(t):
    return INT if t.bits < 32 else t


def common(a, b):
    """The usual arithmetic conversions of two integer types."""
    a, b = promote(a), promote(b)
    if a.signed == b.signed:
        return a if a.bits >= b.bits else b
    unsigned, signed = (b, a) if a.signed else (a, b)
    if unsigned.bits >= signed.bits:
        return unsigned
    return signed if unsigned.bits < 64 else unsigned_of(signed)


def unsigned_of(t):
    return {32: UNSIGNED, 64: ULONG, 65: ULLONG}[promote(t).bits]


class Variable:
    """A variable. effect: the name under which reading and writing it is counted."""

    def __init__(self, name, type, effect, length=0, const=False, pinned=False, fixed=False, depth=0, prefix=""):
        self.name, self.type, self.effect, self.length = name, type, effect, length
        self.const, self.pinned, self.fixed = const, pinned, fixed  # fixed: a loop counter, not to be written to
        self.depth = depth
        self.ready = True  # has a value that may be read
        self.hidden = False  # its name is taken, but it must not be used here
        self.reach = 1  # of a pointer: how many elements may be reached through it
        self.used = False
        self.spelled = None  # how a parameter is declared, if not by its type: as an array

    def declare(self):
        return self.type.target.declare(self.spelled % self.name) if self.spelled else self.type.declare(self.name)


class Function:
    """A function. loud: prints and uses globals. writes: what its pointer parameters point to is written to."""

    def __init__(self, name, result, parameters, is_async=True, loud=False, writes=False, cost=1):
        self.name, self.result, self.parameters = name, result, parameters
        self.is_async, self.loud, self.writes, self.cost = is_async, loud, writes, cost
        self.recursive = None
        self.used = False

    def head(self):
        """Its declaration without the storage class and without async."""
        inside = ", ".join(p.declare() for p in self.parameters) or "void"
        name = "%s(%s)" % (self.name, inside)
        return "void " + name if self.result is None else self.result.declare(name)

    def takes_values_only(self):
        return not self.loud and all(p.type.kind in ("int", "float", "struct", "union") for p in self.parameters)


# How strongly an expression binds.
COMMA, ASSIGN, CONDITIONAL, OR, AND, EQUAL, ADD, MULTIPLY, NOT, UNARY, PRIMARY = 1, 2, 3, 4, 5, 6, 12, 13, 14, 15, 16


class Expression:
    def __init__(self, text, type, binds=PRIMARY, reads=(), writes=(), constant=False):
        self.text, self.type, self.binds = text, type, binds
        self.reads, self.writes = frozenset(reads), frozenset(writes)
        self.constant = constant

    def at(self, binds):
        """Its text, in parentheses if it binds less strongly than this."""
        return self.text if self.binds >= binds else "(" + self.text + ")"

    def argument(self):
        return self.at(ASSIGN)

    def guarded(self):
        """As an argument of a macro: braces do not protect commas."""
        return "(%s)" % self.text if "{" in self.text else self.argument()


class Limits:
    """What an expression must not read or write because something unsequenced with it writes or reads it.

    strict: this holds for what awaited functions do, too, in a program that depends on operands being evaluated from
    left to right: the two sides of an assignment are not.
    """

    def __init__(self, no_read=frozenset(), no_write=frozenset(), strict=False):
        self.no_read, self.no_write, self.strict = frozenset(no_read), frozenset(no_write), strict

    def beside(self, *others):
        """The limits of an expression that is not sequenced with these."""
        no_read, no_write = set(self.no_read), set(self.no_write)
        for other in others:
            no_read |= other.writes
            no_write |= other.writes | other.reads
        return Limits(no_read, no_write, self.strict)

    def more(self, no_read=(), no_write=(), strict=None):
        return Limits(self.no_read | frozenset(no_read), self.no_write | frozenset(no_write),
                      self.strict if strict is None else strict)

    def reads(self, *effects):
        return not any(e in self.no_read for e in effects)

    def writes(self, *effects):
        return not any(e in self.no_write for e in effects)
