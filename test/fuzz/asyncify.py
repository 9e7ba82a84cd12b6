#!/usr/bin/env python3
"""Makes an asynchronous program out of an ordinary C one.

Marks every function `async` that can be, puts `await` before their calls wherever those stand, and adds waits that
really suspend: before, in and after statements and expressions, chosen by a seed. The result prints what the original
prints, which is how asyncc is tested on programs that were not written for it.

    asyncify.py in.c -o out.c [--seed N] [--density 0..1] [-- compiler flags]

What the program consists of is read from clang's own tree (clang -ast-dump=json), so clang has to accept it. All changes
are insertions into the program's text, in bodies of macros as well; what cannot be reached that way stays as it is.

A function stays ordinary when C or the language of async functions wants it so (see Analysis.settle), and then every
function that it calls does, too. With --boundary, such calls become async_run(…) instead.
"""

import argparse
import json
import os
import random
import re
import subprocess
import sys
import tempfile

sys.setrecursionlimit(200000)

# Attributes with which a function is not called as others are.
ORDINARY_ATTRIBUTES = {
    "ConstructorAttr": "constructor", "DestructorAttr": "destructor", "NoReturnAttr": "noreturn",
    "C11NoReturnAttr": "noreturn", "NakedAttr": "naked", "AliasAttr": "alias", "IFuncAttr": "ifunc",
    "WeakRefAttr": "weakref", "AsmLabelAttr": "asm name", "CPUDispatchAttr": "cpu dispatch",
    "TargetClonesAttr": "target_clones", "AnyX86InterruptAttr": "interrupt",
}

# Functions whose callers depend on the machine's stack.
STACK_USERS = re.compile(
    r"^(?:__builtin_)?_*(?:sig)?(?:setjmp|longjmp)(?:_chk)?$|^(?:__builtin_)?alloca(?:_with_align.*)?$|"
    r"^__builtin_(?:return_address|frame_address|extract_return_addr|frob_return_addr|apply|apply_args|return|"
    r"eh_return|unwind_init|stack_save|va_start|c23_va_start|va_arg_pack.*|dwarf_cfa|longjmp|setjmp)$|"
    r"^(?:get|make|swap|set)context$|^v?fork$|^backtrace$")

# Builtins whose arguments are evaluated as those of a function are.
PLAIN_BUILTINS = re.compile(
    r"^(?:__builtin_)?(?:mem|str|abs$|labs$|llabs$|printf|puts|putchar|sprintf|snprintf|exit|abort|malloc|calloc|free|"
    r"expect$|f?abs[fl]?$|copysign|sqrt|floor|ceil|popcount|clz|ctz|ffs|parity|bswap)")

POSTFIX = {"MemberExpr", "ArraySubscriptExpr"}


sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import asyncify_pointers  # noqa: E402


class Refused(Exception):
    """The program cannot be read."""


def preprocess(command, path, text):
    """The lines that give code, and the text with its macros and its own headers expanded, but not the system's."""
    done = subprocess.run([*command, "-E", path], stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120)
    if done.returncode != 0:
        raise Refused(done.stderr.decode("utf-8", "replace").strip())
    lines = text.split("\n")
    active, expanded = set(), []
    number = 0
    system = []  # of the headers that we are in: is it one of the system's?
    for line in done.stdout.decode("latin-1").split("\n"):
        marker = re.match(r'# (\d+) "((?:[^"\\]|\\.)*)"((?: \d)*)$', line)
        if not marker:
            if not any(system):
                if line.strip() and not system:
                    active.add(number)
                expanded.append(line)
            number += 1
            continue
        number, name, flags = int(marker.group(1)), marker.group(2), marker.group(3).split()
        if "1" in flags:
            if "3" in flags and not any(system) and system:
                expanded.append("#include <%s>" % re.sub(r"^.*/include/(?:\w+-linux-\w+/)?", "", name))
            system.append("3" in flags)
        elif "2" in flags and system:
            if system.pop() and not system:
                directive = number - 2
                while directive > 0 and lines[directive - 1].endswith("\\"):
                    directive -= 1
                expanded += lines[directive:number - 1]
    return active, "\n".join(expanded) + "\n"


def active_lines(text):
    """The lines that give code, where nothing is left out by #if: all but directives. None if something may be."""
    active = set()
    directive = False
    for number, line in enumerate(text.split("\n"), 1):
        if not directive:
            directive = line.lstrip().startswith(("#", "%:", "?" "?="))
            if directive and re.match(r"\s*\S\s*(?:if|el|endif)", line):
                return None
        if not directive:
            active.add(number)
        directive = directive and line.endswith("\\")
    return active


class Place:
    """A position. `at` is where its characters stand in the file, `use` where the macro is used that they come from."""
    __slots__ = ("at", "use", "size", "origin")

    def __init__(self, at, use, size, origin):
        self.at, self.use, self.size, self.origin = at, use, size, origin


class Function:
    def __init__(self, name):
        self.name = name
        self.marks = set()        # where `async` goes
        self.defined = False
        self.params = None
        self.ordinary = None      # why it cannot be async
        self.implicit = None      # where its first use needs a declaration
        self.pointer = False      # it is a variable that leads to functions


class Analysis:
    """What one source file consists of."""

    def __init__(self, path, flags, clang):
        with open(path, "rb") as file:
            self.text = file.read().decode("latin-1")
        self.functions = {}
        self.calls = []      # (caller, callee, begin, end, needs parentheses, argument count)
        self.sites = []      # (kind, function, begin, end)
        self.groups = {}     # begin of a declaration -> set of what it declares
        self.bitfields = set()
        self.named = set()   # offsets at which a function's name was accounted for
        self.file = None
        self.top = 0         # where the declaration at file scope begins
        self.uses_stack = False
        self.elsewhere = set()
        self.blocked = set() # offsets of what is constant or not evaluated
        self.pointers = asyncify_pointers.Pointers(self)
        command = [clang, *flags, "-w"]
        self.preprocessed = lambda: preprocess(command, path, self.text)
        self.active = active_lines(self.text) or self.preprocessed()[0]
        self.read(command, path)

    @property
    def expanded(self):
        """The text with its macros and its own headers expanded."""
        return self.preprocessed()[1]

    # ---- clang's tree ----

    def read(self, command, path):
        try:
            done = subprocess.run([*command, "-fsyntax-only", "-Xclang", "-ast-dump=json", path],
                                  stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120)
        except subprocess.TimeoutExpired:
            raise Refused("its tree is too large") from None
        if done.returncode != 0:
            raise Refused(done.stderr.decode("utf-8", "replace").strip())
        tree = json.loads(done.stdout)
        for node in tree["inner"]:
            begin = node.get("range", {}).get("begin", {})
            begin = begin.get("expansionLoc", begin)
            if "offset" in begin and "includedFrom" not in begin or node.get("isImplicit") and node.get("loc"):
                self.top = begin.get("offset", self.top)
                self.declaration(node, None)
            elif node["kind"] == "FunctionDecl":
                self.elsewhere.add(node.get("name"))

    def bare(self, where):
        """One location: (offset, length), or None if it is not in this file. To be called in the order of the tree, for
        a file's name is only there when it changes."""
        if "file" in where:
            self.file = where["file"]
        if "offset" not in where or "includedFrom" in where or self.file and self.file.startswith("<"):
            return None
        return where["offset"], where["tokLen"]

    def place(self, where):
        if "spellingLoc" in where:
            at = self.bare(where["spellingLoc"])
            use = self.bare(where["expansionLoc"])
            origin = "argument" if where["expansionLoc"].get("isMacroArgExpansion") else "body"
            return Place(at[0] if at else None, use[0] if use else None, at[1] if at else 0, origin)
        at = self.bare(where)
        return Place(at[0], at[0], at[1], "text") if at else Place(None, None, 0, "none")

    def range(self, node):
        """(location, begin, end) of a node."""
        loc = self.place(node["loc"]) if "loc" in node else None
        bounds = node.get("range", {})
        return loc, self.place(bounds.get("begin", {})), self.place(bounds.get("end", {}))

    def function(self, name):
        return self.functions.setdefault(name, Function(name))

    def used(self, name):
        """A use of a function. Before its first declaration it needs one that says async."""
        function = self.function(name)
        if not function.marks and function.implicit is None:
            function.implicit = self.top
        return function

    def keep(self, name, why):
        function = self.function(name)
        function.ordinary = function.ordinary or why

    # ---- declarations ----

    def declaration(self, node, fn, union=False):
        kind = node["kind"]
        loc, begin, end = self.range(node)
        inner = node.get("inner", [])
        pointer = None
        if kind == "FunctionDecl":
            self.function_declaration(node, loc, begin, end, fn)
            return
        if kind == "FieldDecl" and node.get("isBitfield"):
            self.bitfields.add(node["id"])
        if kind in ("VarDecl", "FieldDecl") and self.pointers.leads_to_function(node):
            outside = kind == "VarDecl" and (fn is None or node.get("storageClass") == "extern")
            pointer = self.pointers.declare(
                node, "*variable " + node["name"] if outside else "*%s %s" % (kind, node["id"]), begin)
            if union:
                self.keep(pointer, asyncify_pointers.NOT_FOLLOWED)
        if begin.use is not None and kind in ("VarDecl", "TypedefDecl", "FieldDecl"):
            self.groups.setdefault(begin.use, set()).add(pointer)
        if kind == "RecordDecl":
            self.pointers.declare_record(node)
        elif kind == "TypedefDecl":
            self.pointers.declare_typedef(node)
        if kind == "VarDecl":
            for child in inner:
                if "Attr" not in child.get("kind", "Attr"):
                    self.pointers.initialise(pointer, child)
            constant = fn is None or node.get("storageClass") in ("static", "extern")
            for child in inner:
                if child.get("kind", "").endswith("Attr"):
                    self.range(child)
                    continue
                if constant:
                    self.expression(child, None, node, "constant")
                else:
                    self.expression(child, fn, node, "initialiser")
            return
        for child in inner:
            child_kind = child.get("kind", "")
            if child_kind.endswith("Decl"):
                self.declaration(child, fn, node.get("tagUsed") == "union")
            elif "range" in child:
                self.expression(child, None, node, "constant")

    def function_declaration(self, node, loc, begin, end, fn):
        name = node["name"]
        function = self.function(name)
        inner = node.get("inner", [])
        body = next((child for child in inner if child.get("kind") == "CompoundStmt"), None)
        if node.get("isImplicit"):
            pass
        elif begin.use is None:
            self.keep(name, "declared in a header")
        else:
            # A function that a macro makes is marked in the macro's body.
            at = begin.at if begin.origin == "body" and end.use == begin.use and begin.at is not None else begin.use
            function.marks.add(at)
            self.groups.setdefault(at, set()).add(name)
            if loc.at is not None:
                self.named.add(loc.at)
        if node.get("variadic"):
            self.keep(name, "variadic")
        index = 0
        for child in inner:
            kind = child.get("kind", "")
            if kind in ORDINARY_ATTRIBUTES:
                self.keep(name, "attribute " + ORDINARY_ATTRIBUTES[kind])
            elif kind == "BuiltinAttr" and not node.get("isImplicit"):
                self.keep(name, "a library function")
            if kind == "ParmVarDecl":
                _, start, _ = self.range(child)
                if self.pointers.leads_to_function(child):
                    pointer = self.pointers.declare(child, self.pointers.parameter(name, index), start)
                    self.groups.setdefault(start.use, set()).add(pointer)
                elif start.use is not None:
                    self.groups.setdefault(start.use, set()).add(None)
                for part in child.get("inner", []):
                    self.range(part)
                index += 1
            elif kind != "CompoundStmt":
                self.range(child)
        if body:
            function.defined = True
            function.params = sum(child.get("kind") == "ParmVarDecl" for child in inner)
            self.statement(body, name, "function")

    # ---- statements ----

    def site(self, kind, fn, begin, end=None):
        if fn is not None and begin.at is not None:
            self.sites.append((kind, fn, begin, end))

    def statement(self, node, fn, role):
        """`role`: where it stands: in a "block", as the "body" of another statement, or the whole of a "function" or of
        "statements" in an expression."""
        kind = node.get("kind")
        if kind is None:
            return
        inner = node.get("inner", [])
        if kind == "CompoundStmt":
            _, begin, end = self.range(node)
            before = ""
            for child in inner:
                labels = any(part.get("kind") == "LabelDecl" for part in child.get("inner", []))
                if before == "" and not labels:
                    self.site("open", fn, begin)
                if before != "AttributedStmt" and not labels:
                    self.before(child, fn, begin)
                before = child["kind"]
                self.statement(child, fn, "block")
            if role != "statements":
                self.site("before", fn, end)
        elif kind == "DeclStmt":
            self.range(node)
            for child in inner:
                self.declaration(child, fn)
        elif kind in ("IfStmt", "WhileStmt", "SwitchStmt"):
            self.range(node)
            self.pointers.watch(inner[0])
            self.expression(inner[0], fn, node, "full")
            for child in inner[1:]:
                self.statement(child, fn, "body")
        elif kind == "DoStmt":
            self.range(node)
            self.statement(inner[0], fn, "body")
            self.pointers.watch(inner[1])
            self.expression(inner[1], fn, node, "full")
        elif kind == "ForStmt":
            self.range(node)
            if inner[0].get("kind") == "DeclStmt":
                self.statement(inner[0], fn, "for")
            elif inner[0]:
                self.expression(inner[0], fn, node, "full")
            for child in inner[2:4]:
                if child:
                    self.pointers.watch(child)
                    self.expression(child, fn, node, "full")
            self.statement(inner[4], fn, "body")
        elif kind in ("CaseStmt", "DefaultStmt", "LabelStmt", "AttributedStmt"):
            self.range(node)
            for child in inner[:-1]:
                self.expression(child, None, node, "constant")
            if inner:
                self.statement(inner[-1], fn, "body")
        elif kind == "ReturnStmt":
            self.range(node)
            for child in inner:
                self.expression(child, fn, node, "full")
        elif kind in ("GCCAsmStmt", "MSAsmStmt"):
            _, begin, end = self.range(node)
            for child in inner:
                self.expression(child, fn, node, "asm")
        elif kind == "IndirectGotoStmt":
            self.range(node)
            for child in inner:
                self.expression(child, fn, node, "fixed")
        elif kind in ("NullStmt", "BreakStmt", "ContinueStmt", "GotoStmt"):
            self.range(node)
        else:
            self.expression(node, fn, None, "statement" if role != "block" else "full statement")

    def before(self, node, fn, block):
        """The place before a statement in a block."""
        saved = self.file
        begin = self.place(node.get("range", {}).get("begin", {}))
        self.file = saved
        if begin.use is None or self.text[:begin.use].rstrip().endswith("__extension__"):
            return
        if block.origin == "text":
            self.site("before", fn, Place(begin.use, begin.use, 0, "text"))
        elif block.origin != "text" and begin.origin == block.origin and begin.use == block.use:
            self.site("before", fn, begin)

    # ---- expressions ----

    def expression(self, node, fn, parent, role):
        """`role`: "full": an expression of its own; "operand": one of an operator's, may be wrapped; "fixed": is not
        to be wrapped, but its parts may; "postfix": something is appended to it; "constant", "asm": not to be touched."""
        kind = node.get("kind")
        if kind is None or "range" not in node:
            for child in node.get("inner", []):
                self.expression(child, fn, parent, role)
            return
        if kind.endswith("Decl"):
            self.declaration(node, fn if role != "constant" else None)
            return
        _, begin, end = self.range(node)
        inner = node.get("inner", []) + node.get("array_filler", [])
        if role in ("constant", "asm") or fn is None:
            self.blocked.add(begin.at)
        if kind in ("DeclRefExpr", "MemberExpr") and node["id"] not in self.pointers.followed:
            self.escapes(node)

        if kind in ("ImplicitCastExpr", "ConstantExpr", "FullExpr", "OpaqueValueExpr", "ExprWithCleanups"):
            cast = node.get("castKind")
            passed = role
            if cast in ("ToVoid",) or node.get("type", {}).get("qualType", "").endswith("]"):
                passed = "fixed" if role == "operand" else role
            if cast == "NullToPointer" and role != "asm":
                passed = "constant"
            for child in inner:
                self.expression(child, fn, node, passed)
            return

        if role in ("full", "statement", "full statement", "operand", "initialiser"):
            self.wait_here(node, fn, begin, end, role)

        if kind == "CallExpr":
            self.call(node, fn, begin, end, role)
        elif kind == "DeclRefExpr":
            if node["referencedDecl"]["kind"] == "FunctionDecl":
                name = node["referencedDecl"]["name"]
                self.used(name)
                if begin.at is not None:
                    self.named.add(begin.at)
        elif kind == "StmtExpr":
            self.statement(inner[0], fn if role not in ("constant", "asm") else None, "statements")
        elif kind in ("UnaryExprOrTypeTraitExpr", "OffsetOfExpr", "ChooseExpr", "TypesCompatibleExpr"):
            for child in inner:
                self.expression(child, None, node, "constant")
        elif kind == "GenericSelectionExpr":
            for index, child in enumerate(inner):
                if child.get("selected"):
                    for part in child.get("inner", []):
                        self.expression(part, fn, node, "fixed" if role != "constant" else role)
                else:
                    self.expression(child, None, node, "constant")
        elif kind in ("ParenExpr", "CStyleCastExpr"):
            below = role if role in ("constant", "asm") else "fixed"
            for child in inner:
                self.expression(child, fn, node, below)
        elif role in ("constant", "asm"):
            for child in inner:
                self.expression(child, fn, node, role)
        elif kind == "CompoundLiteralExpr":
            for child in inner:
                self.pointers.initialise(None, child)
                self.expression(child, fn, node, "fixed")
        elif kind in POSTFIX:
            self.expression(inner[0], fn, node, "postfix")
            for child in inner[1:]:
                self.expression(child, fn, node, "operand")
        elif kind == "UnaryOperator":
            if node["opcode"] == "!":
                self.pointers.watch(inner[0])
            below = "postfix" if node.get("isPostfix") else "operand" if node["opcode"] in "-+~!" else "fixed"
            self.expression(inner[0], fn, node, below)
        elif kind in ("BinaryOperator", "CompoundAssignOperator"):
            assigns = node["opcode"].endswith("=") and node["opcode"] not in ("==", "!=", "<=", ">=")
            if node["opcode"] == "=":
                self.pointers.assign(inner[0], inner[1])
            elif node["opcode"] in ("==", "!=", "&&", "||"):
                self.pointers.watch(inner[0])
                self.pointers.watch(inner[1])
            self.expression(inner[0], fn, node, "fixed" if assigns else "operand")
            self.expression(inner[1], fn, node, "operand")
        elif kind == "ConditionalOperator":
            self.pointers.watch(inner[0])
            for child in inner:
                self.expression(child, fn, node, "operand")
        elif kind in ("InitListExpr", "DesignatedInitExpr"):
            for child in inner:
                self.expression(child, fn, node, "fixed")
        elif kind == "StringLiteral" or not inner:
            pass
        else:
            for child in inner:
                self.expression(child, fn, node, "fixed")

    def wait_here(self, node, fn, begin, end, role):
        kind = node["kind"]
        if kind in ("InitListExpr", "StringLiteral", "DesignatedInitExpr", "ImplicitValueInitExpr") or fn is None:
            return
        if kind == "IntegerLiteral" and role in ("operand", "initialiser", "full"):
            return
        if self.is_bitfield(node):
            return
        if node.get("valueCategory") == "lvalue" and node.get("type", {}).get("qualType", "").endswith("]"):
            return
        if role in ("full", "statement", "full statement"):
            if role == "full statement":
                return
            if begin.origin == "text":
                self.site("comma", fn, begin)
            elif begin.use is not None and end.origin != "none":
                pass
            return
        if begin.origin == end.origin and (begin.origin == "text" or begin.use == end.use):
            if begin.at is not None and end.at is not None and end.at >= begin.at:
                self.site("wrap", fn, begin, end)

    def escapes(self, node):
        """A pointer to functions, or a function's name, that stands where no flow was followed."""
        if node["kind"] == "MemberExpr":
            name = self.pointers.names.get(node.get("referencedMemberDecl"))
        elif node["referencedDecl"]["kind"] == "FunctionDecl":
            name = node["referencedDecl"]["name"]
        else:
            name = self.pointers.names.get(node["referencedDecl"]["id"])
        if name is not None:
            self.keep(name, asyncify_pointers.NOT_FOLLOWED)

    def is_bitfield(self, node):
        while node["kind"] in ("ParenExpr", "BinaryOperator", "CompoundAssignOperator", "ImplicitCastExpr",
                               "UnaryOperator") and node.get("inner"):
            node = node["inner"][-1 if node.get("opcode") == "," else 0]
        return node["kind"] == "MemberExpr" and node.get("referencedMemberDecl") in self.bitfields

    def call(self, node, fn, begin, end, role):
        inner = node.get("inner", [])
        callee = inner[0]
        stack = []
        while callee.get("kind") in ("ImplicitCastExpr", "ParenExpr") or (
                callee.get("kind") == "UnaryOperator" and callee.get("opcode") in ("*", "&")):
            stack.append(callee)
            callee = callee["inner"][0]
        below = role if role in ("constant", "asm") else "operand"
        if callee.get("kind") == "DeclRefExpr" and callee["referencedDecl"]["kind"] == "FunctionDecl":
            name = callee["referencedDecl"]["name"]
            self.used(name)
            for skipped in stack:
                self.range(skipped)
            _, at, _ = self.range(callee)
            if at.at is not None:
                self.named.add(at.at)
            builtin = any(skipped.get("castKind") == "BuiltinFnToFnPtr" for skipped in stack)
            if STACK_USERS.match(name):
                if fn is not None:
                    self.keep(fn, "uses " + re.sub(r"^__builtin_|^_+|_chk$", "", name))
                self.uses_stack = self.uses_stack or "jmp" in name
            if builtin and not PLAIN_BUILTINS.match(name):
                below = "asm"
            if role in ("constant", "asm"):
                self.keep(name, "called in an unevaluated or constant expression, or as a builtin's argument")
            else:
                self.calls.append((fn, name, begin, end, role == "postfix", len(inner) - 1))
            for index, child in enumerate(inner[1:]):
                self.pointers.argument(name, index, child)
        else:
            names = self.pointers.origins(inner[0]) if role not in ("constant", "asm") else [asyncify_pointers.UNKNOWN]
            self.pointers.tie(names)
            self.calls.append((fn, (names or [asyncify_pointers.UNKNOWN])[0], begin, end, role == "postfix", None))
            self.expression(inner[0], fn, node, role if role in ("constant", "asm") else "postfix")
        for child in inner[1:]:
            self.expression(child, fn if below != "asm" else None, node, below)

    # ---- who is async ----

    def settle(self, boundary):
        """Decides who stays ordinary."""
        functions = self.functions
        for function in functions.values():
            if not function.defined:
                self.keep(function.name, "not defined here")
            elif function.name in self.elsewhere:
                self.keep(function.name, "declared in a header")
        for _, names in self.groups.items():
            if None in names:
                for name in names - {None}:
                    self.keep(name, "declared together with a variable")
        for caller, callee, begin, end, postfix, count in self.calls:
            function = self.function(callee)
            if begin.at is None or postfix and not self.joined(begin, end):
                self.keep(callee, "called in a macro that cannot be changed")
            if function.params is not None and count is not None and count != function.params:
                self.keep(callee, "called with other arguments than it has")
        if re.search(r"\basm\s*(?:volatile\s*)?goto\b|\b__asm__\s*(?:__volatile__\s*)?(?:goto|__goto__)\b", self.text):
            for function in functions.values():
                self.keep(function.name, "asm goto")
        self.check_names()
        changed = True
        while changed:
            changed = False
            wanted = {}
            for caller, callee, begin, end, postfix, count in self.calls:
                function = self.function(callee)
                if begin.at is None:
                    continue
                if function.ordinary:
                    kind = "plain"
                elif caller is None or functions[caller].ordinary:
                    kind = "run" if boundary and caller and self.joined(begin, end) and not self.uses_stack else None
                    if kind is None:
                        function.ordinary = "called by an ordinary function: " + (
                            functions[caller].ordinary.split(": ")[-1] if caller else "an initialiser")
                        changed = True
                        continue
                else:
                    kind = "await"
                wanted.setdefault(begin.at, set()).add((kind, callee))
            for at, kinds in wanted.items():
                if len({kind for kind, _ in kinds}) > 1:
                    for _, callee in kinds:
                        if not functions[callee].ordinary:
                            functions[callee].ordinary = "called by a macro that is used in different ways"
                            changed = True
            for pair in self.pointers.ties:
                if self.function(pair[0]).ordinary and not self.function(pair[1]).ordinary:
                    self.keep(pair[1], asyncify_pointers.NOT_FOLLOWED if functions[pair[0]].pointer
                              else functions[pair[0]].ordinary)
                    changed = True
                elif self.function(pair[1]).ordinary and not self.function(pair[0]).ordinary:
                    self.keep(pair[0], functions[pair[1]].ordinary)
                    changed = True
            for names in self.groups.values():
                if len(names) > 1 and any(name and functions[name].ordinary for name in names):
                    for name in names:
                        if name and not functions[name].ordinary:
                            functions[name].ordinary = "declared together with an ordinary function"
                            changed = True

    @staticmethod
    def joined(begin, end):
        return (begin.origin == end.origin and begin.use is not None and end.at is not None and end.at >= begin.at
                and (begin.origin == "text" or begin.use == end.use))

    def check_names(self):
        """A function's name that stands where the tree does not show it: in the size of an array, in typeof."""
        pattern = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|[A-Za-z_]\w*', re.S)
        before = ""
        position = 0
        for match in pattern.finditer(self.text):
            word = match.group()
            if word[0].isalpha() or word[0] == "_":
                function = self.functions.get(word)
                if function and function.defined and match.start() not in self.named:
                    gap = before if self.text[position:match.start()].strip() == "" else \
                        self.text[position:match.start()].rstrip()
                    line = self.text.count("\n", 0, match.start()) + 1
                    if line in self.active and not gap.endswith((".", "->", "goto", "struct", "union", "enum")):
                        self.keep(word, "its name stands in a type")
            if match.group()[:2] not in ("//", "/*"):
                before, position = word, match.end()

    # ---- the new text ----

    def write(self, seed, density, boundary=False, macros=True):
        """The asynchronous program, and {name: why it stayed ordinary, or None}. With `macros`, waits are put into the
        bodies of macros as well."""
        self.settle(boundary)
        functions = self.functions
        chance = random.Random(seed)
        opens, closes = {}, {}

        def insert(table, at, rank, text):
            table.setdefault(at, {})[(rank, text)] = text

        declared = set()
        for function in functions.values():
            if function.defined and not function.ordinary:
                for at in function.marks:
                    if at not in declared:
                        declared.add(at)
                        insert(opens, at, (-1, 0, 0), "async ")
                if function.implicit is not None:
                    insert(opens, function.implicit, (-2, 0, 0), "async int %s(); " % function.name)
        # A call in a macro's body is several in the tree.
        must = {begin.at for _, _, begin, _, postfix, _ in self.calls if postfix}
        enclose = {}
        for caller, callee, begin, end, postfix, count in sorted(self.calls, key=lambda call: call[2].at or 0):
            if functions[callee].ordinary or begin.at is None:
                continue
            size = (end.at or 0) + end.size
            enclosed = enclose.setdefault(begin.at, chance.random() < 0.2) or begin.at in must
            if caller is None or functions[caller].ordinary:
                insert(opens, begin.at, (2, -size, 1), "async_run(")
                insert(closes, size, (-begin.at, 0), ")")
            elif self.joined(begin, end) and enclosed:
                insert(opens, begin.at, (2, -size, 1), "(await ")
                insert(closes, size, (-begin.at, 0), ")")
            else:
                insert(opens, begin.at, (2, -size, 1), "await ")

        waits = ["async_yield()"] * 5 + ["asyncify_now_and_then()"] * 3 + ["async_sleep(0.001)", "asyncify_twice()"]
        usable = {}
        for kind, fn, begin, end in self.sites:
            usable.setdefault((kind, begin.at, end and end.at), []).append((fn, begin, end))
        density = min(density, MOST_WAITS / max(len(usable), 1))
        for (kind, at, _), places in sorted(usable.items(), key=lambda item: (item[0][1], item[0][0])):
            if at in self.blocked or any(functions[fn].ordinary for fn, _, _ in places):
                continue
            if not macros and any(begin.origin != "text" for _, begin, _ in places):
                continue
            wait = "await " + chance.choice(waits)
            if kind in ("before", "open"):
                if chance.random() < density:
                    if kind == "open":
                        insert(closes, at + 1, (-10**9, 0), " " + wait + "; ")
                    else:
                        insert(opens, at, (0, 0, 0), wait + "; ")
            elif kind == "comma":
                if chance.random() < density:
                    insert(opens, at, (1, 0, 0), wait + ", ")
            elif chance.random() < density / 2:
                size = places[0][2].at + places[0][2].size
                insert(opens, at, (2, -size, 0), "(" + wait + ", ")
                insert(closes, size, (-at, 1), ")")

        pieces = []
        last = 0
        for at in sorted(set(opens) | set(closes)):
            pieces.append(self.text[last:at])
            last = at
            added = "".join(text for table in (closes, opens) for _, text in sorted(table.get(at, {}).items()))
            if re.match(r"\w", added) and re.search(r"\w$", self.text[max(at - 1, 0):at]):
                added = " " + added
            pieces.append(added)
        pieces.append(self.text[last:])
        why = {name: function.ordinary for name, function in functions.items()
               if function.defined and not function.pointer}
        return PRELUDE + "".join(pieces), why


# So many waits are added to a program at most.
MOST_WAITS = 400

# Stands before the program.
PRELUDE = """#include <asyncc.h>
#ifndef ASYNCIFY
#define ASYNCIFY
static __attribute__((unused)) async int asyncify_now_and_then(void)
{
    static unsigned asyncify_count;
    if (asyncify_count++ % 3 == 0)
        await async_yield();
    return 0;
}
static __attribute__((unused)) async int asyncify_twice(void)
{
    await async_yield();
    return await async_sleep(0.0005);
}
#endif
"""
PRELUDE_LINES = PRELUDE.count("\n")


def find_clang():
    """The clang to read programs with."""
    for version in ("19", "22", "21", "20", "18", "17"):
        for path in ("/usr/bin/clang-" + version, "/usr/lib/llvm-%s/bin/clang" % version):
            if os.access(path, os.X_OK):
                return path
    sys.exit("asyncify: clang 17 or newer is missing (Debian, Ubuntu: clang-19)")


def main():
    parser = argparse.ArgumentParser(description="Makes an asynchronous program out of an ordinary C one.")
    parser.add_argument("input")
    parser.add_argument("-o", "--output", default="-")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--density", type=float, default=0.3)
    parser.add_argument("--boundary", action="store_true", help="let ordinary functions async_run others")
    parser.add_argument("--expand", action="store_true", help="expand the file's macros first")
    arguments = sys.argv[1:]
    flags = []
    if "--" in arguments:
        flags = arguments[arguments.index("--") + 1:]
        arguments = arguments[:arguments.index("--")]
    options = parser.parse_args(arguments)
    try:
        analysis = Analysis(options.input, flags, find_clang())
        if options.expand:
            with tempfile.NamedTemporaryFile(suffix=".c") as file:
                file.write(analysis.expanded.encode("latin-1"))
                file.flush()
                folder = "-I" + os.path.dirname(os.path.abspath(options.input))
                analysis = Analysis(file.name, [*flags, folder], find_clang())
        text, why = analysis.write(options.seed, options.density, options.boundary)
    except Refused as error:
        sys.exit("asyncify: clang does not accept %s:\n%s" % (options.input, error))
    if options.output == "-":
        sys.stdout.buffer.write(text.encode("latin-1"))
    else:
        with open(options.output, "wb") as file:
            file.write(text.encode("latin-1"))
    for name, reason in sorted(why.items()):
        if reason:
            print("%s stays ordinary: %s" % (name, reason), file=sys.stderr)


if __name__ == "__main__":
    main()
