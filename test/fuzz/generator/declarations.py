"""Random declarations of locals."""
from .model import Expression, INT, ULONG, UNSIGNED, Variable
from .statements import FREE


class Declarations:
    """Part of the function maker."""

    def declare(self):
        names = ["scalar", "struct", "array", "pointer", "several", "later", "function", "text", "literal_pointer",
                 "matrix", "local_type", "vla", "cleanup", "atomic"]
        kind = self.features.choose("d.", names) or "scalar"
        getattr(self, "declare_" + kind)()

    def prefix(self, v, register=True):
        """Qualifiers and storage classes."""
        words = []
        if register and not v.pinned and self.features.chance("register"):
            words.append("register")
        if self.features.chance("const"):
            words.append("const")
            v.const = True
        if self.features.chance("volatile"):
            words.append("volatile")
            v.volatile = True
            v.pinned = False
        return "".join(w + " " for w in words)

    def declare_scalar(self):
        t = self.program.scalar_type()
        if self.function.loud and self.features.chance("static"):
            v = self.new_variable(t)
            v.effect = "world"
            self.emit("static %s = %d;" % (t.declare(v.name), self.random.randint(0, 99)))
            v.ready = True
            return
        v = self.new_variable(t, pinned=self.random.random() < 0.25)
        if v.pinned:
            v.effect = "memory"
        prefix = self.prefix(v)
        e = self.value(t, self.depth(), FREE)
        self.emit("%s%s = %s;" % (prefix, t.declare(v.name), e.argument()))
        v.ready = True

    def declare_struct(self):
        t = self.random.choice(self.program.structs + self.program.unions)
        v = self.new_variable(t, pinned=self.random.random() < 0.4)
        prefix = self.prefix(v, register=False)
        if self.random.random() < 0.5:
            e = self.initialiser(t, self.depth(), FREE)
        else:
            e = self.record(t, self.depth(), FREE)
        if getattr(v, "volatile", False):
            prefix = prefix.replace("volatile ", "")
        self.emit("%s%s = %s;" % (prefix, t.declare(v.name), e.argument()))
        v.ready = True

    def declare_array(self):
        t = self.random.choice([INT, UNSIGNED, self.program.integer_type(), self.random.choice(self.program.structs)])
        length = self.random.choice([2, 4, 4, 8])
        v = self.new_variable(t, length=length, pinned=True)
        if self.random.random() < 0.2 and t.kind == "int":
            self.emit("%s;" % t.declare("%s[%d]" % (v.name, length)))
            i = self.kept_counter("at")
            v.ready = True
            self.times *= length
            self.open("for (unsigned %s = 0; %s < %d; %s++) {" % (i, i, length, i))
            self.scopes[-1].append(self.counter(i))
            e = self.value(t, 1, FREE.more(no_read=["memory"], no_write=["memory"], strict=True))
            self.emit("%s[%s] = %s;" % (v.name, i, e.argument()))
            self.close("}", notes=False)
            self.times //= length
            return
        e = self.initialiser(t, self.depth(), FREE, length)
        prefix = ""
        if self.features.chance("const"):
            prefix, v.const = "const ", True
        self.emit("%s%s = %s;" % (prefix, t.declare("%s[%s]" % (v.name, length)), e.text))
        v.ready = True

    def declare_text(self):
        v = self.new_variable(self.program.char, length=8, pinned=True)
        self.emit('char %s[8] = "%s";' % (v.name, self.random.choice(["", "await", "a\\tb", "async f", "/*no*/"])))
        v.ready = True

    def declare_literal_pointer(self):
        """A pointer to a compound literal, which lives as long as its block."""
        t = self.program.pointer_type()
        v = self.new_variable(t)
        if self.random.random() < 0.5:
            v.reach = 4
            e = self.initialiser(t.target, self.depth(), FREE, 4)
            self.emit("%s = (%s[4])%s;" % (t.declare(v.name), t.target.name, e.text))
        else:
            e = self.initialiser(t.target, self.depth(), FREE) if t.target.kind == "struct" else \
                Expression("{%s}" % self.integer(self.depth(), FREE).argument(), t.target)
            self.emit("%s = &(%s)%s;" % (t.declare(v.name), t.target.name, e.text))
        v.ready = True

    def declare_matrix(self):
        """int m[2][4], and a pointer to its row"""
        t = self.program.integer_type()
        v = self.new_variable(t)
        v.effect, v.hidden = "memory", True
        rows = [self.initialiser(t, self.depth(), FREE, 4)]
        limits = FREE.beside(*rows)
        if self.random.random() < 0.6:
            rows.append(self.initialiser(t, 2, limits, 4))
        self.emit("%s = {%s};" % (t.declare(v.name + "[2][4]"), ", ".join(r.text for r in rows)))
        row = self.new_variable(t, length=4, pinned=True)
        i = self.index(2, self.depth(), FREE)
        self.emit("%s = &%s[%s];" % (t.declare("(*%s_row)[4]" % row.name), v.name, i.text))
        if self.random.random() < 0.5 and self.may_await:
            self.statement(simple=True)
        self.emit("%s = *%s_row;" % (t.declare("*" + row.name), row.name))
        row.ready = True
        row.pinned = not row.const

    def declare_local_type(self):
        """A type of this block: a struct, an enum, a typedef."""
        kind = self.random.choice(["struct", "enum", "typedef", "anonymous"])
        self.names += 1
        name = "local%d" % self.names
        v = self.new_variable(INT)
        v.hidden = True
        e = self.integer(self.depth(), FREE)
        if kind == "struct":
            self.emit("struct %s { unsigned m; short n[2]; } %s = {.m = %s};" % (name, v.name, e.argument()))
            member = ".m"
        elif kind == "enum":
            self.emit("enum %s { first%s, second%s = 4 } %s = %s;" % (name, name, name, v.name, e.argument()))
            member = ""
        elif kind == "typedef":
            self.emit("typedef unsigned %s;" % name)
            self.emit("%s %s = %s;" % (name, v.name, e.argument()))
            member = ""
        else:
            self.emit("struct { int k; unsigned m; } %s = {1, %s};" % (v.name, e.argument()))
            member = ".m"
        for _ in range(self.random.randint(0, 2)):
            self.statement(simple=True)
        self.note(Expression(v.name + member, UNSIGNED))

    def declare_vla(self):
        """An array of variable length: it hides behind a pointer, so that nothing jumps into its scope."""
        if self.times > 20 or not self.affords(20) or not self.may_have_ends():
            return
        t = self.program.integer_type()
        self.open("{")
        self.loops.append({"switch": False, "barrier": True})
        name, size = self.kept_counter("vla"), self.integer(self.depth(), FREE)
        # No await in a type; and gcc 12 computes such a size again, for sizeof, if an element of a const array is in it.
        if any(word in size.text for word in ("await", "AWAIT", "TWICE", "primes")):
            self.emit("const unsigned size_%s = %s;" % (name, size.argument()))
            size = Expression("size_" + name, UNSIGNED)
        self.emit("%s;" % t.declare("%s[4 + (%s & 3)]" % (name, size.at(15))))
        self.emit("for (unsigned i = 0; i < sizeof %s / sizeof *%s; i++)" % (name, name))
        self.emit("    %s[i] = i;" % name)
        v = Variable(name, t, "memory", length=4, pinned=True, depth=len(self.scopes))
        self.scopes[-1].append(v)
        self.statements(1, 3)
        self.ended = False
        v.used = True
        self.note(Expression("%s[2]" % name, t))
        self.note(Expression("sizeof %s" % name, UNSIGNED))
        self.loops.pop()
        self.close(notes=False)

    def declare_cleanup(self):
        """A variable that is noted when its scope ends; first in a block, so that no goto goes past it."""
        if not self.may_have_ends():
            return
        self.open("{")
        v = self.new_variable(INT, pinned=True)
        v.effect = "memory"
        e = self.integer(self.depth(), FREE)
        self.program.cleanups = True
        late = "late_" if self.may_await and self.random.random() < 0.5 else ""
        end = ("show_%send" if self.function.loud else "mix_%send") % late
        self.emit("__attribute__((cleanup(%s))) int %s = %s;" % (end, v.name, e.argument()))
        v.ready = True
        self.body(1, 3)
        self.close(notes=False)

    def declare_atomic(self):
        if self.random.random() < 0.5:
            v = self.new_variable(UNSIGNED)
            self.emit("_Atomic unsigned %s = %s;" % (v.name, self.integer(self.depth(), FREE).argument()))
            v.ready = True
            return
        v = self.new_variable(UNSIGNED, length=4, pinned=True)
        aligned = self.random.choice([4, 8, 16])
        self.emit("_Alignas(%d) unsigned %s[4] = {%s};" % (aligned, v.name, self.integer(self.depth(), FREE).argument()))
        v.ready = True
        v.used = True
        if self.may_await:
            self.statement(simple=True)
        self.note(Expression("(unsigned)((size_t)%s %% %d)" % (v.name, aligned), UNSIGNED))

    def declare_pointer(self):
        t = self.program.pointer_type()
        v = self.new_variable(t)
        reach = self.random.choice([1, 1, 4])
        e = self.pointer(t, reach, self.depth(), FREE, outlives=v.depth, ours=True)
        v.reach = reach
        self.emit("%s = %s;" % (t.declare(v.name), e.argument()))
        v.ready = True

    def declare_function(self):
        t = self.random.choice(self.program.signatures)
        v = self.new_variable(t)
        v.reach = 0
        e = self.function_value(t, 2, FREE)
        self.program.operation(t)
        self.emit("%s = %s;" % (t.declare(v.name), e.argument()))
        v.ready = True

    def declare_several(self):
        """int a = …, b[2] = {…}, c;"""
        t = self.random.choice([INT, UNSIGNED, ULONG])
        parts, later = [], []
        for _ in range(self.random.randint(2, 4)):
            kind = self.random.choice(["scalar", "scalar", "array", "later", "pointer"])
            if kind == "array":
                v = self.new_variable(t, length=2, pinned=True)
                parts.append("%s[2] = %s" % (v.name, self.initialiser(t, 2, FREE, 2).text))
            elif kind == "later":
                v = self.new_variable(t)
                parts.append(v.name)
                later.append(v)
                continue
            elif kind == "pointer":
                pointer = self.program.pointer_to(t)
                v = self.new_variable(pointer)
                e = self.pointer(pointer, 1, 2, FREE, outlives=v.depth, ours=True)
                parts.append("*%s = %s" % (v.name, e.argument()))
            else:
                v = self.new_variable(t, pinned=self.random.random() < 0.2)
                parts.append("%s = %s" % (v.name, self.value(t, self.depth(), FREE).argument()))
            v.ready = True
        self.emit("%s %s;" % (t.name, ", ".join(parts)))
        for v in later:
            self.set_later(v)

    def declare_later(self):
        """int a; … a = …;"""
        t = self.program.scalar_type() if self.random.random() < 0.7 else self.random.choice(self.program.structs)
        v = self.new_variable(t, pinned=self.random.random() < 0.2)
        self.emit("%s;" % t.declare(v.name))
        for _ in range(self.random.randint(0, 2)):
            self.statement(simple=True)
        self.set_later(v)

    def set_later(self, v):
        if self.random.random() < 0.3:
            c = self.condition(2, FREE)
            self.emit("if (%s)" % c.text)
            self.emit("    %s = %s;" % (v.name, self.value(v.type, 2, FREE).argument()))
            self.emit("else")
        self.emit("%s = %s;" % (v.name, self.value(v.type, self.depth(), FREE).argument()))
        v.ready = True

    def counter(self, name):
        self.ids += 1
        v = Variable(name, UNSIGNED, "v%d" % self.ids, fixed=True, depth=len(self.scopes))
        v.used = True
        return v

    def kept_counter(self, stem):
        """A name that is not declared again within: of loop counters."""
        self.names += 1
        name = "%s%d" % (stem, self.names)
        self.kept.add(name)
        return name
