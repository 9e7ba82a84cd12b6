"""Random gathers, coroutine objects and tasks: only of functions that depend on their arguments alone."""
from .model import DOUBLE, Expression, UNSIGNED
from .statements import FREE


class Concurrency:
    """Part of the function maker."""

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
                other = self.integer(2, FREE.beside(e).more(strict=True))
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
