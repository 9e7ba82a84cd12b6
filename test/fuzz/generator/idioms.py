"""Idioms: pieces of C that random combination would hardly come to, written down as templates.

A template is C text. What begins with @ is filled in:

    @i @c @f        a random integer expression, a condition, a double; @s an int from 0 to 3
    @w              await give_T(@i), for a random integer type T
    @T @t           a random integer type, the same in the whole template, and its tag: give_@t is its giver
    @k              a number from 0 to 9
    @1 … @9         names of locals: ordinary ones, hiding others, and such as compilers like
    @n              a number of this template's own, for labels, types and macros
    @{a // b}@      one of these

and some lines are not C:

    @need NAME      the template uses this helper (idiom_helpers.py); a giver, give_T, needs no such line
    @only loud      only in functions that print; @only alone: only in programs of one file
    @body;          random statements in a block
    @leave;         perhaps a break, continue, goto or return
    @maybe …        the line is left out sometimes
    note E;         the program tells the integer E

A line that opens a block says by a comment what it is: //loop N, run at most N times; //switch; //hold: nothing leaves
it but at its end; the line that closes it says //end.

Each line is one expression as to what may be read and written in it: a template must not depend on the order of
evaluation, and its names are known to nobody else.
"""
import re

from .features import IDIOMS
from .idiom_attributes import ATTRIBUTE_HELPERS
from .idiom_helpers import HELPERS as COMMON_HELPERS
from .idiom_symbols import SYMBOL_HELPERS
from .model import EQUAL, FLOATS, INT, INTEGERS, UNARY, Expression, Type, Variable
from .statements import FREE, NAMES, ODD_NAMES

GIVEN = {t.tag: t for t in INTEGERS + FLOATS + [
    Type("complex", "double _Complex", tag="complex"), Type("complex", "float _Complex", tag="complex_float"),
    Type("pointer", "int *", tag="int_pointer"), Type("pointer", "const char *", tag="text"),
    Type("pointer", "void *", tag="address")]}
HELPERS = {**COMMON_HELPERS, **ATTRIBUTE_HELPERS, **SYMBOL_HELPERS}
TOKEN = re.compile(r"@([iswkcCfTtn1-9])")
BLOCK = re.compile(r"\s*//(loop|switch|hold|end)( \d+)?$")


class Idioms:
    """Part of the function maker."""

    def statement_idiom(self):
        if not self.may_await or not self.affords(60):
            return
        name = self.features.choose("x.", sorted(IDIOMS))
        if not name or not self.function.loud and "@only loud" in IDIOMS[name]:
            return
        if self.program.several and "@only alone" in IDIOMS[name]:
            return
        if "goto *" in IDIOMS[name] and not self.may_jump_anywhere() or \
                re.search(r"cleanup|vla", name) and not self.may_have_ends():
            return
        self.idiom(IDIOMS[name])

    def idiom(self, template):
        self.program.idioms += 1
        self.spend(10)
        chosen = {"n": str(self.program.idioms)}
        t = self.program.random.choice([t for t in INTEGERS if t.bits > 1])
        chosen["T"], chosen["t"] = t.name, t.tag
        self.open("{")
        for digit in sorted(set(re.findall(r"@([1-9])", template))):
            chosen[digit] = self.odd_name()
        blocks = []
        for line in template.strip("\n").split("\n"):
            self.fill(line, chosen, blocks)
        self.close(notes=False)
        self.ended = False

    def odd_name(self):
        """A name in the innermost scope that random expressions do not use."""
        taken = {v.name for v in self.scopes[-1]} | self.kept
        names = [n for n in self.random.choice([NAMES, ODD_NAMES]) if n not in taken]
        self.ids += 1
        v = Variable(self.random.choice(names), INT, "v%d" % self.ids, depth=len(self.scopes))
        v.hidden = True
        self.scopes[-1].append(v)
        return v.name

    def fill(self, line, chosen, blocks):
        """Emits one line of a template."""
        text = line.strip()
        if text.startswith("@maybe "):
            if self.random.random() < 0.4:
                return
            text = text[7:]
        if text.startswith("@need "):
            for name in text.split()[1:]:
                if name in HELPERS:
                    self.need(name)
                else:
                    self.need_givers(name)
            return
        if text.startswith("@only "):
            return
        if text in ("@leave;", "@body;"):
            self.indent += (len(line) - len(line.lstrip())) // 4
            if text == "@body;":
                self.block("{", "}", 1, 2)
            else:
                getattr(self, "statement_" + self.random.choice(["break", "continue", "goto", "return"]))()
            self.ended = False
            self.indent -= (len(line) - len(line.lstrip())) // 4
            return
        mark = BLOCK.search(text)
        if mark:
            text = text[:mark.start()]
            if mark.group(1) == "end":
                self.times //= blocks.pop()
                self.loops.pop()
        times = int(mark.group(2) or 1) if mark and mark.group(1) != "end" else 1
        self.times *= times
        text = self.tokens(text, chosen)
        self.times //= times
        indent = " " * (len(line) - len(line.lstrip()))
        text = re.sub(r"(?<!\S)note (.*);$", lambda m: self.noted(m.group(1)), text)
        self.emit(indent + text)
        if mark and mark.group(1) != "end":
            self.loops.append({"switch": mark.group(1) == "switch", "barrier": mark.group(1) == "hold"})
            self.times *= times
            blocks.append(times)

    def noted(self, text):
        self.note(Expression(text, INT, EQUAL))
        return self.lines.pop().strip()

    def tokens(self, text, chosen):
        """The text with its tokens filled in; the expressions are not sequenced with each other."""
        while "@{" in text:
            text = re.sub(r"@\{((?:(?!@\{).)*?)\}@", lambda m: self.random.choice(m.group(1).split(" // ")), text)
        text = text.replace("(@c)", "(@C)")  # in parentheses already
        done = []
        text = TOKEN.sub(lambda m: chosen.get(m.group(1)) or self.token(m.group(1), done), text)
        self.need_givers(text)
        return text

    def token(self, token, done):
        limits = FREE.beside(*done).more(strict=True)
        if token == "k":
            return str(self.random.randint(0, 9))
        if token in "cC":
            e = self.condition(2, limits)
        elif token == "f":
            e = self.floating(FLOATS[1], 2, limits)
        elif token == "w":
            e = self.give(self.integer(self.depth() - 1, limits), self.program.integer_type())
        else:
            e = self.integer(self.random.choice([0, 1, 1, 2]), limits)
        done.append(e)
        if token == "C":
            return e.text
        return "(int)(%s & 3)" % e.at(UNARY) if token == "s" else e.at(UNARY)

    def need_givers(self, text):
        for tag in re.findall(r"\bgive_(\w+)", text):
            if tag in GIVEN:
                self.program.giver(GIVEN[tag])

    def need(self, name):
        if name in self.program.helpers:
            return
        lines = HELPERS[name].strip("\n").split("\n")
        while lines[0].startswith("@need "):
            for other in lines.pop(0).split()[1:]:
                self.need(other)
        text = "\n".join(lines) + "\n"
        self.need_givers(text)
        self.program.helper(name, None, text)
