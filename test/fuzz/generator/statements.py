"""Random statements and declarations."""
from .model import Expression, Limits, Type, Variable, INT, UNSIGNED, ULONG, DOUBLE

NAMES = "a b c d e g h i j k l m n o p q r s t u v w x y z".split()
FREE = Limits()


class Statements:
    """Part of the function maker."""

    # --- scopes ---

    def visible(self):
        """The variables that can be named here; the inner ones hide the outer ones."""
        found = {}
        outer = self.program.globals if self.function.loud else self.program.constants
        for v in outer:
            found[v.name] = v
        for scope in self.scopes:
            for v in scope:
                found[v.name] = v
        return list(found.values())

    def fresh_name(self):
        here = {v.name for v in self.scopes[-1]}
        if len(self.scopes) == 2:  # the parameters' scope is that of the outermost block
            here |= {v.name for v in self.scopes[0]}
        outer = [v.name for scope in self.scopes for v in scope if v.name not in here and v.name not in self.kept]
        if outer and self.features.chance("shadow"):
            return self.random.choice(outer)
        for _ in range(20):
            name = self.random.choice(NAMES)
            if name not in here and name not in self.kept:
                return name
        self.names += 1
        return "%s%d" % (self.random.choice(NAMES), self.names)

    def new_variable(self, t, **more):
        """A variable in the innermost scope, of a new name, not ready yet: its name hides outer ones already."""
        self.ids += 1
        v = Variable(self.fresh_name(), t, "v%d" % self.ids, depth=len(self.scopes), **more)
        if v.pinned or v.length:
            v.effect = "memory"
        v.ready = False
        self.scopes[-1].append(v)
        return v

    def open(self, text="{"):
        self.emit(text)
        self.indent += 1
        self.scopes.append([])

    def close(self, text="}", notes=True):
        if notes:
            self.end_notes()
        self.scopes.pop()
        self.indent -= 1
        self.emit(text)

    def end_notes(self):
        """Every variable of a block is used at last: its value must have survived."""
        if self.ended:
            return
        for v in list(self.scopes[-1]):
            if v.hidden or not v.ready or v.name in self.kept:
                continue
            if not v.used or self.random.random() < 0.4:
                self.note_variable(v)

    def emit(self, line):
        self.lines.append("    " * self.indent + line)

    # --- notes: what the program tells ---

    def note(self, e, floating=False):
        self.program.notes += 1
        name = ("show" if self.function.loud else "mix") + ("_double" if floating else "")
        self.emit("%s(%d, %s);" % (name, self.program.notes, e.argument()))
        self.spend(1)

    def note_variable(self, v):
        v.used = True
        t, text = v.type, v.name
        if t.kind == "coroutine":
            return
        if v.length:
            text += "[%d]" % self.random.randrange(v.length)
        if t.kind == "pointer" and t.target and v.reach:
            text, t = ("(*%s)" % text), t.target
        while t.kind in ("struct", "union"):
            field = self.random.choice(t.fields)
            text, t = text + "." + field[0], field[1]
            if field[2]:
                text += "[%d]" % self.random.randrange(field[2])
        if t.kind == "function":
            text, t = text + " != 0", INT
        if t.kind == "pointer":
            return
        if t.kind == "float":
            text = "(double)" + text if t is not DOUBLE else text
        self.note(Expression(text, t), t.kind == "float")

    # --- declarations ---

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
        if self.times > 20 or not self.affords(20):
            return
        t = self.program.integer_type()
        self.open("{")
        self.loops.append({"switch": False, "barrier": True})
        name, size = self.kept_counter("vla"), self.integer(self.depth(), FREE)
        if "await" in size.text or "AWAIT" in size.text or "TWICE" in size.text:  # not in a type
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
        self.open("{")
        v = self.new_variable(INT, pinned=True)
        v.effect = "memory"
        e = self.integer(self.depth(), FREE)
        self.program.cleanups = True
        end = "show_end" if self.function.loud else "mix_end"
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
        e = self.pointer(t, reach, self.depth(), FREE, outlives=v.depth)
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
                e = self.pointer(pointer, 1, 2, FREE, outlives=v.depth)
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

    # --- statements ---

    SIMPLE = ["assign", "note", "call", "macro", "walk"]
    ALL = ["declare", "assign", "note", "if", "for", "while", "do", "switch", "block", "return", "break", "continue",
           "goto", "skip", "again", "into", "duff", "computed", "gather", "object", "objects", "task", "walk", "call",
           "macro"]

    def depth(self):
        return self.random.choice(self.program.depths)

    def statement(self, simple=False):
        self.size -= 1
        if self.size < 0:
            simple = True
        kind = self.features.choose("s.", self.SIMPLE if simple else self.ALL) or "assign"
        getattr(self, "statement_" + kind)()

    def statements(self, least=1, most=4):
        self.ended = False
        for _ in range(self.random.randint(least, most)):
            self.statement()
            if self.ended:
                break

    def body(self, least=1, most=3, notes=True):
        """The statements of a block that has been opened."""
        self.statements(least, most)
        if notes and not self.ended:
            self.end_notes()
        self.ended = False

    def block(self, head, tail="}", least=1, most=3):
        self.open(head)
        self.body(least, most)
        self.close(tail, notes=False)

    def statement_declare(self):
        self.declare()

    def statement_note(self):
        if self.random.random() < 0.15:
            self.note(self.floating(DOUBLE, self.depth(), FREE), True)
        else:
            self.note(self.integer(self.depth(), FREE))

    def statement_assign(self):
        choice = self.random.random()
        if choice < 0.55:
            e = self.integer_assign(self.depth(), FREE, None)
            if e:
                self.emit(e.text + ";")
                return
        if choice < 0.65:
            e = self.integer_step(3, FREE, None)
            if e:
                self.emit(e.text + ";")
                return
        kinds = ["float", "struct", "pointer", "function"]
        wanted = self.random.choice(kinds)
        p = self.place(lambda x: x.kind == wanted, 2, FREE, write=True)
        if not p or p.type.kind != wanted:
            return
        v = None
        inside = Limits().beside(p).more(no_write=[p.target], strict=True)
        if wanted == "pointer":
            v = next(v for v in self.visible() if v.name == p.text)
            e = self.pointer(p.type, v.reach, 2, inside, outlives=v.depth)
        elif wanted == "float" and self.random.random() < 0.4:
            e = self.floating(p.type, self.depth(), inside)
            self.emit("%s = fold((double)%s %s %s);" % (p.text, p.at(15), self.random.choice("+-"), e.at(13))
                      if not p.writes and not p.reads else "%s = %s;" % (p.text, e.argument()))
            return
        else:
            e = self.value(p.type, self.depth(), inside)
        self.emit("%s = %s;" % (p.text, e.argument()))

    def statement_call(self):
        f = self.pick_function(lambda r: True, FREE)
        if f:
            e = self.call(f, self.depth(), FREE)
            self.emit(("(void)%s;" if f.result and self.random.random() < 0.2 else "%s;") % e.at(15))
        else:
            e = self.effect(self.depth(), FREE)
            self.emit(e.text + ";")

    def statement_macro(self):
        kind = self.random.choice(["SET", "STEP", "RETURN_IF", "UPTO", "TRY"])
        if kind == "SET":
            p = self.place(lambda x: x.kind == "int", 2, FREE, write=True)
            if p and p.type.kind == "int" and not p.writes:
                e = self.integer(self.depth(), FREE.beside(p).more(no_write=[p.target], strict=True))
                self.emit("%s(%s, %s);" % (self.program.macro("SET"), p.text, e.guarded()))
        elif kind == "STEP":
            self.emit("%s(%s);" % (self.program.macro("STEP"), self.integer(self.depth(), FREE).guarded()))
        elif kind == "RETURN_IF" and self.may_return():
            c, r = self.condition(3, FREE), self.result(2)
            self.emit("%s((%s), %s);" % (self.program.macro("RETURN_IF"), c.text, r))
        elif kind == "TRY" and self.may_return() and self.may_await and self.affords(1):
            p = self.place(lambda x: x is INT, 1, FREE, write=True)
            if p and p.type is INT and not p.writes and self.function.result and self.function.result.kind == "int":
                f = self.program.giver(INT)
                e = self.integer(self.depth(), FREE.more(no_write=[p.target], strict=True))
                self.spend(1)
                self.emit("%s(%s, %s(%s));" % (self.program.macro("TRY"), p.text, f.name, e.guarded()))
        elif kind == "UPTO" and self.affords(8):
            name = self.kept_counter("i")
            n = self.random.randint(1, 4)
            self.loops.append(self.labels_here())
            self.times *= n
            self.open("%s(%s, %d) {" % (self.program.macro("UPTO"), name, n))
            self.scopes[-1].append(self.counter(name))
            self.body(1, 2)
            self.close(notes=False)
            self.times //= n
            self.loops.pop()

    def statement_walk(self):
        """*p++ = …; over an array."""
        arrays = [v for v in self.visible() if v.length and v.ready and not v.hidden and not v.const and v.pinned
                  and v.type.kind == "int" and v.effect == "memory"]
        if not arrays:
            return
        v = self.random.choice(arrays)
        v.used = True
        self.open("{")
        name = self.kept_counter("at")
        self.emit("%s = %s;" % (v.type.declare("*" + name), v.name))
        for _ in range(self.random.randint(1, v.length)):
            inside = FREE.more(no_read=["memory"], no_write=["memory"], strict=True)
            e = self.integer(self.depth(), inside)
            text = self.random.choice(["*%s++ = %s;", "*%s++ = %s;", "*%s++ ^= %s;", "*%s++ |= %s;"])
            self.emit(text % (name, e.argument()))
        self.close(notes=False)

    def statement_if(self):
        c = self.condition(self.depth(), FREE)
        if self.random.random() < 0.25:
            self.emit("if (%s)" % c.text)
            self.indent += 1
            before = len(self.lines)
            self.statement_assign()
            if len(self.lines) == before:
                self.emit("STEP(1);" if self.program.macro("STEP") else ";")
            self.indent -= 1
            return
        self.block("if (%s) {" % c.text, "}", 1, 3)
        while self.random.random() < 0.25:
            self.lines.pop()
            c = self.condition(self.depth(), FREE)
            self.block("} else if (%s) {" % c.text)
        if self.random.random() < 0.5:
            self.lines.pop()
            self.block("} else {")

    def loop(self, n, head, tail="}", counter=None):
        """A loop around a block, run at most n times."""
        label = self.new_exit()
        self.loops.append(self.labels_here())
        self.times *= n
        self.open(head)
        if counter:
            self.scopes[-1].append(counter)
        self.body(1, 4)
        self.close(tail() if callable(tail) else tail, notes=False)
        self.times //= n
        self.loops.pop()
        self.place_exit(label)

    def with_times(self, n, make):
        self.times *= n
        e = make()
        self.times //= n
        return e

    def statement_for(self):
        n = self.random.randint(1, 5)
        if not self.affords(4 * n):
            return
        name = self.kept_counter("i")
        v = self.counter(name)
        self.scopes.append([])
        start = "%s = 0" % name
        kind = self.random.random()
        f = self.program.giver(UNSIGNED)
        if self.may_await and self.random.random() < 0.3:
            start = "%s = await %s(0)" % (name, f.name)
        end = "%s < %d" % (name, n)
        if self.may_await and self.random.random() < 0.3:
            end = self.random.choice(["await %s(%s) < %d" % (f.name, name, n), "%s < await %s(%d)" % (name, f.name, n)])
        self.scopes[-1].append(v)
        if self.random.random() < 0.3:
            end += " && (%s)" % self.with_times(n, lambda: self.condition(2, FREE)).text
        step = self.random.choice(["%s++", "++%s", "%s += 1"]) % name
        if self.may_await and self.random.random() < 0.2:
            step = "%s += await %s(1)" % (name, f.name)
        if self.random.random() < 0.25:
            step += ", " + self.with_times(n, lambda: self.effect(2, FREE.more(no_write=[v.effect]))).at(2)
        self.scopes.pop()
        if kind < 0.7:
            self.loop(n, "for (unsigned %s; %s; %s) {" % (start, end, step), counter=v)
        else:
            self.emit("unsigned %s%s;" % (name, "" if kind > 0.85 else " = 7"))
            v.ready = True
            self.scopes[-1].append(v)
            self.loop(n, "for (%s; %s; %s) {" % (start, end, step))
        self.spend(2 * n)

    def statement_while(self):
        n = self.random.randint(1, 4)
        if not self.affords(4 * n):
            return
        name = self.kept_counter("i")
        v = self.counter(name)
        self.emit("unsigned %s = 0;" % name)
        self.scopes[-1].append(v)
        test = "%s++ < %d" % (name, n)
        if self.may_await and self.random.random() < 0.5:
            test = "await %s(%s++) < %d" % (self.program.giver(UNSIGNED).name, name, n)
        if self.random.random() < 0.4:
            test += " && (%s)" % self.with_times(n, lambda: self.condition(2, FREE)).text
        self.loop(n, "while (%s) {" % test)
        self.spend(2 * n)

    def statement_do(self):
        n = self.random.randint(1, 4)
        if not self.affords(4 * n):
            return
        name = self.kept_counter("i")
        v = self.counter(name)
        self.emit("unsigned %s = 0;" % name)
        self.scopes[-1].append(v)
        test = "++%s < %d" % (name, n)
        if self.may_await and self.random.random() < 0.5:
            test = "++%s < await %s(%d)" % (name, self.program.giver(UNSIGNED).name, n)
        if self.random.random() < 0.4:
            test += " && (%s)" % self.with_times(n, lambda: self.condition(2, FREE)).text
        self.loop(n, "do {", "} while (%s);" % test)
        self.spend(2 * n)

    def statement_block(self):
        label = self.new_exit()
        self.block("{", "}", 1, 4)
        self.place_exit(label)

    def hide(self, scope):
        """After a label that is reached past them: these variables have no value."""
        for v in scope:
            v.hidden = True

    def statement_switch(self):
        label = self.new_exit()
        e = self.integer(self.depth(), FREE)
        self.loops.append(self.labels_here(switch=True))
        self.open("switch (%s & %d) {" % (e.at(15), self.random.choice([1, 3, 7])))
        cases = list(range(self.random.randint(1, 5)))
        self.random.shuffle(cases)
        if self.random.random() < 0.7:
            cases.insert(self.random.randint(0, len(cases)), None)
        if self.random.random() < 0.15:
            t = self.program.scalar_type()
            v = self.new_variable(t)
            self.emit("%s;" % t.declare(v.name))
            v.hidden = True
        for number, case in enumerate(cases):
            self.indent -= 1
            self.emit("default:;" if case is None else "case %d:;" % case if
                      case < 5 or self.features.weights["s.ranges"] == 0 else "case %d ... 7:;" % case)
            self.indent += 1
            self.hide(self.scopes[-1])
            if self.random.random() < 0.3:
                self.block("{")
            else:
                self.statements(1, 3)
            ended, self.ended = self.ended, False
            last = number == len(cases) - 1
            if not ended and not last:
                if self.random.random() < 0.7:
                    self.emit("break;")
                else:
                    self.emit("/* fall through */")
        self.hide(self.scopes[-1])
        self.close(notes=False)
        self.loops.pop()
        self.place_exit(label)

    # --- jumps ---

    def labels_here(self, switch=False):
        return {"switch": switch, "barrier": False}

    def may_return(self):
        return not any(l["barrier"] for l in self.loops)

    def innermost(self, switch):
        """May break (or, without switch, continue) go out of here?"""
        for l in reversed(self.loops):
            if l["barrier"]:
                return False
            if switch or not l["switch"]:
                return not l.get("block")
        return False

    def new_exit(self):
        """A label behind the statement that begins here, for gotos out of it."""
        self.label_count += 1
        label = {"name": "out%d" % self.label_count, "used": False, "level": len(self.loops)}
        self.exits.append(label)
        return label

    def place_exit(self, label):
        self.exits.remove(label)
        if label["used"]:
            self.emit("%s:;" % label["name"])

    def statement_return(self):
        if not self.may_return() or len(self.scopes) < 3:
            return
        if self.random.random() < 0.9:
            c = self.condition(3, FREE)
            self.emit("if (%s)" % c.text)
            self.emit("    return%s;" % self.spaced(self.result(self.depth())))
        else:
            self.emit("return%s;" % self.spaced(self.result(self.depth())))
            self.ended = True

    def spaced(self, text):
        return " " + text if text else ""

    def result(self, depth):
        t = self.function.result
        return "" if t is None else self.value(t, depth, FREE).argument()

    def jump(self, text):
        if self.random.random() < 0.95:
            self.emit("if (%s)" % self.condition(3, FREE).text)
            self.emit("    %s;" % text)
        else:
            self.emit("%s;" % text)
            self.ended = True

    def statement_break(self):
        if self.innermost(True):
            self.jump("break")

    def statement_continue(self):
        if self.innermost(False):
            self.jump("continue")

    def statement_goto(self):
        reachable = [l for l in self.exits if not any(x["barrier"] for x in self.loops[l["level"]:])]
        if reachable:
            label = self.random.choice(reachable)
            label["used"] = True
            self.jump("goto %s" % label["name"])

    def statement_skip(self):
        """A goto over some statements of this block."""
        self.label_count += 1
        name = "over%d" % self.label_count
        self.emit("if (%s)" % self.condition(3, FREE).text)
        self.emit("    goto %s;" % name)
        before = len(self.scopes[-1])
        self.statements(1, 4)
        self.ended = False
        self.emit("%s:;" % name)
        self.hide(self.scopes[-1][before:])

    def statement_again(self):
        """A goto backward."""
        n = self.random.randint(2, 3)
        if not self.affords(6 * n):
            return
        self.label_count += 1
        label, name = "again%d" % self.label_count, self.kept_counter("n")
        self.emit("unsigned %s = 0;" % name)
        self.scopes[-1].append(self.counter(name))
        self.emit("%s:;" % label)
        self.times *= n
        self.statements(1, 4)
        test = self.condition(3, FREE).text
        self.times //= n
        if self.ended:
            self.ended = False
            self.emit("if (%s++ < %d)" % (name, n - 1))
            self.emit("    goto %s;" % label)
            return
        self.emit("if (%s++ < %d && (%s))" % (name, n - 1, test))
        self.emit("    goto %s;" % label)

    def statement_into(self):
        """A goto into a block, a loop or a branch."""
        if not self.affords(20):
            return
        self.label_count += 1
        label, name = "in%d" % self.label_count, self.kept_counter("n")
        kind = self.random.choice(["while", "for", "if", "else", "block", "do", "switch"])
        self.emit("unsigned %s = %d;" % (name, self.random.randint(0, 2)))
        self.scopes[-1].append(self.counter(name))
        self.emit("if (%s)" % self.condition(3, FREE).text)
        self.emit("    goto %s;" % label)
        before = len(self.scopes[-1])
        if self.random.random() < 0.5:
            self.statements(1, 2)
            self.ended = False
        self.hide(self.scopes[-1][before:])
        n = 3 if kind in ("while", "for", "do") else 1
        self.times *= n
        loops = n == 3 or kind == "switch"
        if loops:
            self.loops.append(self.labels_here(kind == "switch"))
        tail = "}"
        if kind == "while":
            self.open("while (%s++ < 3) {" % name)
        elif kind == "for":
            self.open("for (%s = 0; %s < 3; %s++) {" % (name, name, name))
        elif kind == "do":
            self.open("do {")
            tail = "} while (%s++ < 2);" % name
        elif kind == "switch":
            self.open("switch (%s & 3) {" % name)
            self.emit("case 1:;")
        elif kind == "else":
            self.block("if (%s) {" % self.condition(2, FREE).text)
            self.lines.pop()
            self.open("} else {")
        else:
            self.open("if (%s) {" % self.condition(2, FREE).text if kind == "if" else "{")
        self.statements(1, 3)
        self.ended = False
        self.emit("%s:;" % label)
        # All that stands between the goto and the label has no value; some is given one.
        skipped = list(self.scopes[-1])
        self.hide(self.scopes[-1])
        for v in skipped:
            if v.type.kind == "int" and not v.length and not v.const and not v.fixed and v.ready and \
                    self.random.random() < 0.5:
                v.ready = False
                e = self.value(v.type, 2, FREE)
                self.emit("%s = %s;" % (v.name, e.argument()))
                v.hidden, v.ready = False, True
        self.body(1, 3)
        self.close(tail, notes=False)
        if loops:
            self.loops.pop()
        self.times //= n

    def statement_computed(self):
        """GNU's labels as values."""
        n = self.random.randint(2, 3)
        if not self.affords(8 * n):
            return
        self.label_count += 1
        labels = ["at%d_%d" % (self.label_count, i) for i in range(n)]
        end = "end%d" % self.label_count
        name = self.kept_counter("n")
        self.emit("void *%s_table[] = {%s};" % (name, ", ".join("&&" + l for l in labels)))
        self.emit("unsigned %s = 0;" % name)
        self.scopes[-1].append(self.counter(name))
        e = self.index(2, 3, FREE)
        self.emit("goto *%s_table[%s];" % (name, e.text))
        before = len(self.scopes[-1])
        self.times *= 3
        for label in labels:
            self.emit("%s:;" % label)
            self.hide(self.scopes[-1][before:])
            self.statements(1, 2)
            self.ended = False
            self.emit("if (%s++ < 2)" % name)
            self.emit("    goto *%s_table[%s];" % (name, self.index(2, 2, FREE).text))
            if self.random.random() < 0.5:
                self.emit("goto %s;" % end)
        self.times //= 3
        self.emit("goto %s;" % end)
        self.emit("%s:;" % end)
        self.hide(self.scopes[-1][before:])

    def statement_duff(self):
        """Duff's device: a switch into a loop."""
        if not self.affords(60):
            return
        name = self.kept_counter("n")
        e = self.integer(3, FREE)
        self.emit("unsigned %s = 1 + (%s & 7), left_%s = (%s + 3) / 4;" % (name, e.at(15), name, name))
        self.scopes[-1].append(self.counter(name))
        self.loops.append(self.labels_here(True))
        self.loops.append(self.labels_here())
        self.times *= 2
        self.emit("switch (%s %% 4) {" % (name if self.random.random() < 0.5 or not self.may_await else
                                          "await %s(%s)" % (self.program.giver(UNSIGNED).name, name)))
        self.emit("case 0:")
        self.open("    do {")
        for case in (None, 3, 2, 1):
            if case:
                self.emit("/* fall through */")
                self.emit("case %d:;" % case)
            if self.random.random() < 0.3:
                self.block("{", "}", 1, 2)
            else:
                self.statement(simple=True)
        self.close("    } while (--left_%s > 0);" % name, notes=False)
        self.emit("}")
        self.times //= 2
        self.loops.pop()
        self.loops.pop()

    # --- concurrency: only functions that depend on their arguments alone ---

    def quiet_function(self, want=lambda r: True):
        fitting = [f for f in self.callable() if f.is_async and f.takes_values_only() and want(f.result)
                   and not f.recursive and self.allowed(f, FREE)]
        if fitting and self.random.random() < 0.7:
            return self.random.choice(fitting)
        f = self.program.giver(self.program.integer_type())
        return f if want(f.result) and self.affords(2) else None

    def plain_call(self, f, depth, limits):
        """A call of f without await."""
        self.spend(f.cost)
        f.used = True
        arguments = self.arguments(f, depth, limits)
        return self.join("%s(%s)" % (f.name, ", ".join(a.argument() for a in arguments)), f.result, 16, *arguments)

    def statement_gather(self):
        if not self.may_await:
            return
        parts, done, targets = [], [], set()
        limits = FREE.more(no_write=["memory", "world"], strict=True)
        for _ in range(self.random.randint(1, 4)):
            p = None
            if self.random.random() < 0.7:
                p = self.place(lambda x: x.kind in ("int", "struct"), 1, limits.more(no_write=targets), write=True)
            if p and p.target in ("memory", "world"):
                p = None
            f = self.quiet_function(lambda r: p is None or r is not None and (
                r is p.type or r.kind == "int" and p.type.kind == "int"))
            if not f:
                continue
            if p:
                targets.add(p.target)
                done.append((p, f))
            else:
                done.append((None, f))
        inside = FREE.more(no_read=targets, no_write=targets | {"memory", "world"}, strict=True)
        made = []
        for p, f in done:
            e = self.plain_call(f, 2, inside.beside(*made))
            made.append(e)
            if p and p.reads & targets:
                p = None
            parts.append("%s = %s" % (p.text, e.text) if p else e.text)
        if parts:
            self.emit("await async_gather(%s);" % ", ".join(parts))

    def guarded(self, least, most):
        """Statements that are left at their end only."""
        self.loops.append({"switch": False, "barrier": True})
        self.statements(least, most)
        self.ended = False
        self.loops.pop()

    def coroutine_name(self):
        self.names += 1
        name = "c%d" % self.names
        self.kept.add(name)
        return name

    def statement_object(self):
        """async T c = f(…); … await c"""
        if not self.may_await:
            return
        f = self.quiet_function(lambda r: r is not None and r.kind in ("int", "struct", "float"))
        if not f:
            return
        name = self.coroutine_name()
        e = self.plain_call(f, 2, FREE)
        text = "async_start(%s)" % e.text if self.random.random() < 0.5 else e.text
        self.emit("async %s = %s;" % (f.result.declare(name), text))
        self.guarded(0, 3)
        value = Expression("await " + name, f.result, 15)
        self.note_value(value)

    def note_value(self, e):
        """Notes an expression of any type."""
        text, t, width = e, e.type, 0
        if t.kind == "float":
            self.note(Expression("(double)" + e.at(15), DOUBLE, 15), True)
        elif t.kind in ("struct", "union"):
            self.note(self.member(text))
        else:
            if self.random.random() < 0.5:
                other = self.integer(2, FREE)
                e = Expression("(unsigned)%s + %s" % (e.at(15), other.at(13)), UNSIGNED, 12)
            self.note(e)

    def statement_objects(self):
        """An array of coroutine objects."""
        if not self.may_await:
            return
        f = self.quiet_function(lambda r: r is not None and r.kind == "int")
        n = self.random.randint(2, 4)
        if not f or not self.affords(n * f.cost + n):
            return
        name, i = self.coroutine_name(), self.kept_counter("i")
        self.times *= n
        self.emit("async %s;" % f.result.declare("%s[%d]" % (name, n)))
        self.open("for (unsigned %s = 0; %s < %d; %s++) {" % (i, i, n, i))
        self.scopes[-1].append(self.counter(i))
        e = self.plain_call(f, 2, FREE)
        text = "async_start(%s)" % e.text if self.random.random() < 0.5 else e.text
        self.emit("%s[%s] = %s;" % (name, i, text))
        self.close(notes=False)
        self.times //= n
        self.guarded(0, 2)
        self.times *= n
        self.open("for (int %s = %d; %s >= 0; %s--) {" % (i, n - 1, i, i))
        self.scopes[-1].append(self.counter(i))
        self.note(Expression("await %s[%s]" % (name, i), f.result, 15))
        self.close(notes=False)
        self.times //= n

    def statement_task(self):
        """async_task *t = async_spawn(f(…)); … await async_join(t);"""
        if not self.may_await:
            return
        f = self.quiet_function()
        if not f:
            return
        name = self.coroutine_name()
        e = self.plain_call(f, 2, FREE)
        self.emit("async_task *%s = %s(%s);" % (name, self.random.choice(["async_spawn", "async_new"]), e.text))
        self.guarded(0, 3)
        self.emit("await async_join(%s);" % name)
