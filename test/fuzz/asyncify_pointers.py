"""For asyncify.py: which pointers to functions can become pointers to async functions.

Every variable, parameter and field that leads to a function is treated like a function of its own, with a name such as
"*field 0x…". What flows from one into the other ties the two: both are async, or neither is. A flow that cannot be
followed (a cast, a library function, a union, a function that gives a function, …) keeps its end ordinary.
"""

import re

UNKNOWN = "*unknown"
NOT_FOLLOWED = "its address goes where async pointers cannot be followed"

POINTER = re.compile(r"\(\*+[\s\w*]*(?:\[[^\]]*\])*\)\s*\(")
PASSED_ON = {"LValueToRValue", "NoOp", "FunctionToPointerDecay", "ArrayToPointerDecay", "BuiltinFnToFnPtr"}


def is_pointer_type(text):
    return text.count("(*") == 1 and bool(POINTER.search(text)) and "__attribute__" not in text


class Pointers:
    """What an Analysis knows about pointers to functions."""

    def __init__(self, analysis):
        self.analysis = analysis
        self.names = {}     # id of a declaration -> its name in analysis.functions
        self.fields = {}    # id of a record -> ids of its fields
        self.records = {}   # spelling of a type -> id of the record
        self.typedefs = {}  # name -> "pointer" or "function", for types that lead to functions
        self.followed = set()
        self.ties = []
        analysis.function(UNKNOWN).ordinary = NOT_FOLLOWED

    def leads_to_function(self, node):
        """Is the node's type a pointer to a function, or pointers to or arrays of those?"""
        kind = node.get("type", {})
        text = kind.get("desugaredQualType", kind.get("qualType", ""))
        if is_pointer_type(text):
            return True
        match = re.match(r"^(?:(?:const|volatile|restrict) )*(\w+)\b([\s*\[\]\d()]|const|volatile|restrict)*$", text)
        found = match and self.typedefs.get(match.group(1))
        return found == "pointer" or found == "function" and "*" in text

    # ---- declarations ----

    def declare(self, node, name, begin):
        """A variable, parameter or field that leads to a function. Gives the name."""
        self.names[node["id"]] = name
        function = self.analysis.function(name)
        function.pointer = function.defined = True
        if begin.use is None:
            function.ordinary = function.ordinary or "a pointer declared in a header"
        else:
            function.marks.add(begin.use)
        return name

    def declare_record(self, node):
        fields = [child["id"] for child in node.get("inner", []) if child.get("kind") == "FieldDecl"
                  and ("name" in child or not child.get("isBitfield"))]
        self.fields[node["id"]] = fields
        if "name" in node:
            self.records["%s %s" % (node.get("tagUsed", "struct"), node["name"])] = node["id"]

    def declare_typedef(self, node):
        """typedef struct {…} name; and typedefs of functions and pointers to them."""
        text = node["type"].get("desugaredQualType", node["type"]["qualType"])
        if self.leads_to_function(node):
            self.typedefs[node["name"]] = "pointer"
        elif re.match(r"^[\w\s*]+\([^(]*\)$", text):
            self.typedefs[node["name"]] = "function"
        stack = list(node.get("inner", []))
        while stack:
            part = stack.pop()
            if part.get("kind") == "RecordType" and "decl" in part:
                self.records[node["name"]] = part["decl"]["id"]
            stack += part.get("inner", [])

    # ---- flows ----

    def origins(self, node):
        """The names of what this expression may give, all of them ends of flows; UNKNOWN among them."""
        kind = node.get("kind")
        inner = node.get("inner", [])
        if kind in ("ImplicitCastExpr", "CStyleCastExpr"):
            cast = node.get("castKind")
            if cast == "NullToPointer":
                return []
            if kind == "ImplicitCastExpr" and cast in PASSED_ON or \
                    cast == "NoOp" and self.leads_to_function(node) and self.leads_to_function(inner[-1]):
                return self.origins(inner[-1])
            return [UNKNOWN]
        if kind in ("ParenExpr", "ConstantExpr", "OpaqueValueExpr"):
            return self.origins(inner[-1])
        if kind == "DeclRefExpr":
            self.followed.add(node["id"])
            declaration = node["referencedDecl"]
            if declaration["kind"] == "FunctionDecl":
                return [declaration["name"]]
            return [self.names.get(declaration["id"], UNKNOWN)]
        if kind == "MemberExpr":
            self.followed.add(node["id"])
            return [self.names.get(node.get("referencedMemberDecl"), UNKNOWN)]
        if kind == "ArraySubscriptExpr":
            return self.origins(inner[0])
        if kind == "UnaryOperator" and node["opcode"] in ("&", "*", "++", "--"):
            return self.origins(inner[0])
        if kind in ("ConditionalOperator", "BinaryConditionalOperator"):
            return self.origins(inner[-1]) + self.origins(inner[-2])
        if kind == "BinaryOperator" and node["opcode"] == ",":
            return self.origins(inner[1])
        if kind == "BinaryOperator" and node["opcode"] in ("=", "+", "-"):
            return self.origins(inner[0])
        return [UNKNOWN]

    def tie(self, names):
        self.ties += [(names[0], name) for name in names[1:]]

    def watch(self, node):
        """An expression whose value is only looked at."""
        if self.is_pointer(node):
            self.origins(node)

    def is_pointer(self, node):
        return self.leads_to_function(node) or node.get("kind") == "ImplicitCastExpr" and \
            node.get("castKind") == "FunctionToPointerDecay"

    def assign(self, target, value):
        if self.leads_to_function(target):
            self.tie(self.origins(target) + self.origins(value))

    def argument(self, callee, index, value):
        if self.is_pointer(value):
            self.tie([self.parameter(callee, index)] + self.origins(value))

    @staticmethod
    def parameter(function, index):
        return "*parameter %d of %s" % (index, function)

    def initialise(self, name, value):
        """What an initialiser puts into the variable or field of this name (or None)."""
        if value.get("kind") in ("ConstantExpr", "ParenExpr"):
            self.initialise(name, value["inner"][-1])
        elif value.get("kind") == "InitListExpr":
            parts = value.get("inner", []) + value.get("array_filler", [])
            fields = self.fields_of(value)
            if "field" in value:
                parts, fields = parts[:1], [value["field"]["id"]]
            if fields is None:
                for part in parts:
                    self.initialise(name, part)
            else:
                for part, field in zip(parts, fields):
                    self.initialise(self.names.get(field), part)
        elif value.get("kind") == "CompoundLiteralExpr" and value.get("inner"):
            pass
        elif self.is_pointer(value):
            self.tie([name or UNKNOWN] + self.origins(value))

    def fields_of(self, node):
        kind = node.get("type", {})
        for spelling in (kind.get("qualType", ""), kind.get("desugaredQualType", "")):
            spelling = re.sub(r"\b(?:const|volatile) ", "", spelling)
            if spelling in self.records:
                return self.fields.get(self.records[spelling])
        return None
