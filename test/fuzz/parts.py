"""Programs in several files, in one text as LLVM's split-file takes it: a line "//--- NAME" begins a file."""
import os
import re

MARK = re.compile(r"^//--- (\S+)\n", re.MULTILINE)


def of(path):
    """The sources of a program: the path itself, or the .c files in the directory PATH.d, which is made from it."""
    folder = path + ".d"
    if not os.path.isdir(folder):
        with open(path, encoding="utf-8", errors="replace") as file:
            pieces = MARK.split(file.read())
        if len(pieces) == 1:
            return [path]
        os.mkdir(folder)
        for name, text in zip(pieces[1::2], pieces[2::2]):
            with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
                file.write(text)
    return [os.path.join(folder, name) for name in sorted(os.listdir(folder)) if name.endswith(".c")]


def include(path):
    """Where the headers among them are: flags for the compiler."""
    return ["-I" + path + ".d"] if os.path.isdir(path + ".d") else []
