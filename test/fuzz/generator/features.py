"""What a program may contain, and how often: a weight for each feature, relative to the others of its group.

A weight of 0 turns a feature off. Groups: "e." kinds of expressions, "s." kinds of statements, "d." kinds of
declarations, "x." idioms, "p." chances in percent.
"""
from .idiom_attributes import ATTRIBUTES
from .idiom_control import CONTROL
from .idiom_data import DATA
from .idiom_jumps import JUMPS
from .idiom_macros import MACROS
from .idiom_openmp import OPENMP
from .idiom_symbols import SYMBOLS
from .idiom_tasks import TASKS
from .idiom_view import VIEW

IDIOMS = {**ATTRIBUTES, **CONTROL, **DATA, **JUMPS, **MACROS, **OPENMP, **SYMBOLS, **TASKS, **VIEW}

WEIGHTS = {
    # expressions
    "e.constant": 3, "e.variable": 8, "e.binary": 6, "e.compare": 2, "e.logical": 3, "e.conditional": 3, "e.comma": 1,
    "e.cast": 1, "e.unary": 2, "e.call": 8, "e.await": 8, "e.assign": 3, "e.step": 2, "e.literal": 2, "e.macro": 3,
    "e.pointer": 2, "e.plain": 2, "e.indirect": 3, "e.statement": 0.4, "e.elvis": 0.3, "e.gather": 0.5, "e.element": 1,
    "e.difference": 0.5,
    # statements
    "s.declare": 9, "s.assign": 8, "s.note": 4, "s.if": 5, "s.for": 3, "s.while": 2, "s.do": 2, "s.switch": 3,
    "s.block": 2, "s.return": 1, "s.break": 2, "s.continue": 2, "s.goto": 2, "s.skip": 1, "s.again": 1, "s.into": 1,
    "s.duff": 1, "s.gather": 2, "s.object": 2, "s.objects": 1, "s.task": 1, "s.walk": 2, "s.call": 4, "s.macro": 2,
    "s.computed": 0.3, "s.ranges": 0, "s.idiom": 5,
    # declarations
    "d.scalar": 12, "d.struct": 4, "d.array": 4, "d.pointer": 3, "d.several": 3, "d.later": 3, "d.function": 2,
    "d.text": 1, "d.literal_pointer": 1, "d.matrix": 1, "d.local_type": 1, "d.vla": 1, "d.cleanup": 1, "d.atomic": 0.5,
    # idioms; the others have the weight 1
    "x.print": 2, "x.cleanups": 2, "x.long_body": 0.7, "x.view_branch": 3, "x.view_macro": 3, "x.view_expression": 3,
    "x.view_value": 2,
    # chances
    "p.const": 12, "p.volatile": 6, "p.register": 6, "p.static": 4, "p.shadow": 35, "p.loud": 45,
    "p.main": 70, "p.prototype": 30, "p.order": 30, "p.odd": 12, "p.files": 12, "p.arrays": 20,
    "p.cuts": 30,
}
for _name in IDIOMS:
    WEIGHTS.setdefault("x." + _name, 1)


class Features:
    """The weights of one program: the table above, some features turned off or made frequent at random."""

    def __init__(self, random, changes=()):
        self.random = random
        self.weights = dict(WEIGHTS)
        for name in sorted(self.weights):
            if name.startswith("p.") or self.weights[name] == 0:
                continue
            draw = random.random()
            if draw < 0.08 and name not in ("e.constant", "e.variable", "s.note", "s.assign", "d.scalar"):
                self.weights[name] = 0
            elif draw > 0.92:
                self.weights[name] *= 4
        self.weights.update(changes)

    def chance(self, name):
        return self.random.random() * 100 < self.weights["p." + name]

    def choose(self, group, names):
        """One of these features, by weight; None if all of them are off."""
        weights = [self.weights[group + name] for name in names]
        if not any(weights):
            return None
        return self.random.choices(names, weights)[0]
