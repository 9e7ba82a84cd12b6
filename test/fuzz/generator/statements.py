"""Random statements: scopes, notes, assignments, loops, switches."""
from .model import DOUBLE, Expression, INT, Limits, UNSIGNED, Variable

NAMES = "a b c d e g h i j k l m n o p q r s t u v w x y z".split()
# Names that compilers like.
ODD_NAMES = ("frame self value wait state link r1 t1 t2 result await_1 await_2 resumed next task timer done local "
             "saved object size index target place function memory call results task1 all tasks count").split()
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
        names = ODD_NAMES if self.features.chance("odd") else NAMES
        for _ in range(20):
            name = self.random.choice(names)
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

    def fall_through(self):
        """By an attribute after a label: there gcc looks at the label, and the comment is not in front of that."""
        after = [line for line in self.lines[-2:] if line.rstrip().endswith(":;")]
        self.emit("__attribute__((fallthrough));" if after else "/* fall through */")

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

    # --- statements ---

    SIMPLE = ["assign", "note", "call", "macro", "walk"]
    ALL = ["declare", "assign", "note", "if", "for", "while", "do", "switch", "block", "return", "break", "continue",
           "goto", "skip", "again", "into", "duff", "computed", "gather", "object", "objects", "task", "walk", "call",
           "macro", "idiom"]

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
        p = self.place(lambda x: x.kind == wanted, 2, FREE.more(strict=True), write=True)
        if not p or p.type.kind != wanted:
            return
        v = None
        inside = Limits().beside(p).more(no_write=[p.target], strict=True)
        if wanted == "pointer":
            v = next(v for v in self.visible() if v.name == p.text)
            e = self.pointer(p.type, v.reach, 2, inside, outlives=v.depth)
            if e.text.startswith("store_") and not self.function.loud:
                return
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
            p = self.place(lambda x: x.kind == "int", 2, FREE.more(strict=True), write=True)
            if p and p.type.kind == "int" and not p.writes:
                e = self.integer(self.depth(), FREE.beside(p).more(no_write=[p.target], strict=True))
                self.emit("%s(%s, %s);" % (self.program.macro("SET"), p.guarded(), e.guarded()))
        elif kind == "STEP":
            e = self.integer(self.depth(), FREE.more(no_write=["v_steps"]))  # nor in a statement expression
            self.emit("%s(%s);" % (self.program.macro("STEP"), e.guarded()))
        elif kind == "RETURN_IF" and self.may_return():
            c, r = self.condition(3, FREE), self.result(2)
            self.emit("%s((%s), %s);" % (self.program.macro("RETURN_IF"), c.text, r))
        elif kind == "TRY" and self.may_return() and self.may_await and self.affords(1):
            p = self.place(lambda x: x is INT, 1, FREE.more(strict=True), write=True)
            if p and p.type is INT and not p.writes and self.function.result and self.function.result.kind == "int":
                f = self.program.giver(INT)
                e = self.integer(self.depth(), FREE.more(no_write=[p.target], strict=True))
                self.spend(1)
                self.emit("%s(%s, %s(%s));" % (self.program.macro("TRY"), p.guarded(), f.name, e.guarded()))
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
                    self.fall_through()
        self.hide(self.scopes[-1])
        self.close(notes=False)
        self.loops.pop()
        self.place_exit(label)
