"""Random jumps: goto out of, over, back to and into statements, labels as values, Duff's device."""
from .model import UNSIGNED
from .statements import FREE


class Jumps:
    """Part of the function maker."""

    def labels_here(self, switch=False):
        return {"switch": switch, "barrier": False}

    # A computed goto may not cross the scope of an array of variable length, nor one with a cleanup attribute: a
    # function has one of the two only.

    def may_jump_anywhere(self):
        self.computes = getattr(self, "computes", True)
        return self.computes

    def may_have_ends(self):
        self.computes = getattr(self, "computes", False)
        return not self.computes

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
        """A label after the statement that begins here, for gotos out of it."""
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
        if t is not None and t.kind == "pointer":
            return self.lasting(t, depth).argument()
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
        if not self.affords(8 * n) or not self.may_jump_anywhere():
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
                self.fall_through()
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
