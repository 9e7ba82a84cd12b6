"""Breaks C sources in small ways, as a seed says."""
import re

TOKEN = re.compile(rb"[A-Za-z_]\w*|\d[\w.]*|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|//[^\n]*|/\*.*?\*/|\s+|"
                   rb"[-+*/%&|^<>=!]=?|.", re.S)

ODD = [
    b"\0", b"\xff", b"\xc3(", b"\x80", b"\xef\xbb\xbf", b"\r", b"\x1a", b"\\\n", b"\\", b"\"", b"'", b"/*", b"*/",
    b"//", b"#", b"\n#\n", b"\n#if 1\n", b"\n#if 0\n", b"\n#else\n", b"\n#endif\n", b"\n#include __FILE__\n",
    b"\n#line 7\n", b"\n#define await\n", b"\n#define async await\n", b"\n#undef await\n", b"\n#pragma once\n",
    b"%:", b"??=", b"@", b"`", b"\xe2\x80\xae", b"\\u00e9", b"\xc3\xa9", b"(" * 300, b"{" * 300, b"[" * 40,
    b"*" * 300, b"\f", b"\v", b"\t" * 99,
]

WORDS = [
    b"await", b"async", b"return", b"goto", b"break", b"continue", b"case 1:", b"default:", b"static", b"extern",
    b"typedef", b"struct", b"union", b"enum", b"int", b"void", b"_Generic", b"sizeof", b"typeof", b"__extension__",
    b"__attribute__", b"_Atomic", b"const", b"volatile", b"register", b"inline", b"while", b"do", b"for", b"if",
    b"else", b"switch", b"asm", b"__label__", b"__auto_type", b"_Alignas(16)", b"0", b"1.5", b"\"text\"", b"L'x'",
    b"...", b"({", b"})", b"?", b":", b"&&", b"await_", b"main", b"async_run", b"async_spawn", b"async_gather",
    b"async_new", b"async_sleep",
]


def cut(chance, data, _):
    return data[:chance.randrange(len(data) + 1)]


def cut_out(chance, data, _):
    begin = chance.randrange(len(data) + 1)
    return data[:begin] + data[begin + chance.randrange(200):]


def odd_bytes(chance, data, _):
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.choice(ODD) + data[at:]


def any_byte(chance, data, _):
    at = chance.randrange(len(data) + 1)
    return data[:at] + bytes([chance.randrange(256)]) + data[at + chance.randrange(2):]


def drop_bracket(chance, data, _):
    places = [match.start() for match in re.finditer(rb"[][(){};,]", data)]
    at = chance.choice(places or [0])
    return data[:at] + data[at + 1:]


def tokens(chance, data, other):
    """Deletes, doubles, replaces or swaps tokens."""
    parts = TOKEN.findall(data)
    places = [index for index, part in enumerate(parts) if part.strip()]
    if not places:
        return data
    at, second = chance.choice(places), chance.choice(places)
    how = chance.randrange(6)
    if how == 0:
        parts[at] = b""
    elif how == 1:
        parts[at] += b" " + parts[at]
    elif how == 2:
        parts[at], parts[second] = parts[second], parts[at]
    elif how == 3:
        parts[at] = parts[second]
    elif how == 4:
        parts[at] = b" " + chance.choice(WORDS) + b" "
    else:
        parts[at] += b" " + chance.choice(WORDS) + b" "
    return b"".join(parts)


def lines(chance, data, other):
    """Deletes, doubles or swaps lines, or takes some of another file."""
    parts = data.splitlines(keepends=True) or [b"\n"]
    at, second = chance.randrange(len(parts)), chance.randrange(len(parts))
    how = chance.randrange(4)
    if how == 0:
        del parts[at:at + chance.choice([1, 1, 3])]
    elif how == 1:
        parts.insert(at, parts[second])
    elif how == 2:
        parts[at], parts[second] = parts[second], parts[at]
    else:
        from_other = other.splitlines(keepends=True) or [b"\n"]
        begin = chance.randrange(len(from_other))
        parts[at:at] = from_other[begin:begin + chance.randrange(1, 6)]
    return b"".join(parts)


WAYS = [cut, cut_out, odd_bytes, any_byte, drop_bracket, tokens, tokens, tokens, lines, lines]


def mutate(chance, data, other):
    """One to four changes; the last two are parts of other programs."""
    for _ in range(chance.choice([1, 1, 1, 2, 4])):
        data = chance.choice(WAYS)(chance, data, other)
    return data
