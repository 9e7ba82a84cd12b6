"""Odd macros: parts of statements, cut out of a program's lines at random places, become macros.

The tokens of a program stay what they are, so it means the same; but the macros hold half operands, two statements, the
end of one and the beginning of the next, operators, commas, brackets without their partners.
"""
import re

TOKEN = re.compile(r'\s*(\.?\d(?:[eEpP][+-]|[\w.])*|\w+|"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])*\'|<<=|>>=|\.\.\.|->|\+\+|--|<<|>>|[<>=!*/%+&^|-]=|'
                   r"&&|\|\||.)")
# Where the preprocessor looks for commas and parentheses before it expands anything.
INVOCATION = re.compile(r"\b[A-Z][A-Z_]+\w*\s*\(|\basync_(?:new|spawn|start|run|gather|repr)\b|\b(?:assert|offsetof|va_\w+|"
                        r"str\w+|mem\w+|putc|getc|fputs|EACH\w*|fmin|fmax|copysign|sqrt|fabs|floor|ceil)\s*\(")
CLOSING = {")": "(", "]": "[", "}": "{"}


def is_balanced(tokens):
    stack = []
    for token in tokens:
        if token in "([{":
            stack.append(token)
        elif token in CLOSING and (not stack or stack.pop() != CLOSING[token]):
            return False
    return not stack


def is_argument(tokens):
    depth = 0
    for token in tokens:
        depth += token in "([{"
        depth -= token in CLOSING
        if depth < 0 or (token == "," and depth == 0) or token == ",":
            return False
    return depth == 0 and is_balanced(tokens)


def is_free(lines, i):
    """A line in a function that no directive, macro, comment or other line goes on in."""
    line = lines[i]
    return (line.startswith("    ") and len(line.strip()) > 3 and "\\" not in line and "//" not in line
            and "/*" not in line and "*/" not in line and "#" not in line and "%:" not in line and "<:" not in line
            and "__LINE__" not in line and not lines[i - 1].endswith("\\"))


def place_before(lines, i):
    """Where a #define can stand: after the function before this line's; None if there is none."""
    while i > 0:
        i -= 1
        if lines[i] == "}":
            return i + 1
        if lines[i].startswith("//---"):
            return None
    return None


def sides(random, count):
    """A range of some of `count` tokens."""
    length = min(count, random.choice([1, 2, 2, 3, 3, 4, 5, 7, 10]))
    begin = random.randint(0, count - length)
    return begin, begin + length


def spaced(tokens):
    return " ".join(tokens)


class Cutter:
    def __init__(self, random):
        self.random, self.number = random, 0

    def name(self):
        self.number += 1
        return "CUT_%d" % self.number

    def macro(self, tokens, depth):
        """#defines, and the invocation that becomes these tokens."""
        kind = self.random.random()
        name = self.name()
        if kind < 0.35 and depth < 3 and len(tokens) > 1 and not INVOCATION.search(spaced(tokens)):
            begin, end = sides(self.random, len(tokens))
            if kind < 0.15:
                inner, use = self.macro(tokens[begin:end], depth + 1)
                return inner + ["#define %s %s" % (name, spaced(tokens[:begin] + [use] + tokens[end:]))], name
            argument = tokens[begin:end]
            if is_argument(argument):
                body = spaced(tokens[:begin] + ["x_"] + tokens[end:])
                return ["#define %s(x_) %s" % (name, body)], "%s(%s)" % (name, spaced(argument))
        return ["#define %s %s" % (name, spaced(tokens))], name

    def cut(self, line):
        """#defines, and the line with one part cut out."""
        found = [(m.start(1), m.end(1), m.group(1)) for m in TOKEN.finditer(line)]
        words = [word for _, _, word in found]
        begin, end = sides(self.random, len(words))
        tokens = words[begin:end]
        if any(word.startswith("CUT_") for word in words) or (INVOCATION.search(line) and not is_argument(tokens)):
            return [], line
        around = [(tokens[-1], words[end] if end < len(words) else ""), (words[begin - 1] if begin else "", tokens[0])]
        if any(bracket == "(" and INVOCATION.match(word + "(") for word, bracket in around):
            return [], line
        defines, use = self.macro(tokens, 0)
        before, after = line[:found[begin][0]], line[found[end - 1][1]:]
        gap = " " if re.match(r"\w", after) else ""
        lead = " " if re.search(r"\w$", before) else ""
        return defines, before + lead + use + gap + after


def cut_macros(text, random, count):
    """The text of a program with up to `count` such macros."""
    lines = text.split("\n")
    free = [i for i in range(1, len(lines)) if is_free(lines, i)]
    cutter = Cutter(random)
    added = {}
    for i in random.sample(free, min(count, len(free))):
        place = place_before(lines, i)
        if place is None:
            continue
        defines, lines[i] = cutter.cut(lines[i])
        added.setdefault(place, []).extend(defines)
    for place in sorted(added, reverse=True):
        lines[place:place] = added[place]
    return "\n".join(lines)
