"""What became of the programs of a run: counted and printed in the same way by all engines."""
import collections

# How a program can end, in the order in which they are printed.
ENDS = ("passed", "skipped", "refused", "failed")


class Totals:
    def __init__(self, title):
        self.title = title
        self.ends = collections.Counter()
        self.reasons = {end: collections.Counter() for end in ENDS}
        self.examples = collections.defaultdict(list)
        self.builds = collections.Counter()

    def add(self, end, reason, name, builds=()):
        """A program of this name ended so, for this reason, after these builds had been compared."""
        self.ends[end] += 1
        self.builds.update(builds)
        if end != "passed":
            self.reasons[end][reason] += 1
            self.examples[end, reason].append(name)

    def text(self, seconds):
        tried = sum(self.ends.values())
        used = max(tried - self.ends["skipped"], 1)
        lines = ["%s: tried %d, passed %d, skipped %d, refused %d (%.2f %%), failed %d, in %d s" % (
            self.title, tried, self.ends["passed"], self.ends["skipped"], self.ends["refused"],
            100 * self.ends["refused"] / used, self.ends["failed"], seconds)]
        for end in ENDS[1:]:
            for reason, count in self.reasons[end].most_common():
                lines.append("  %s %5d  %s   (%s)" % (end, count, reason, " ".join(self.examples[end, reason][:3])))
        if self.builds:
            lines.append("  compared: " + ", ".join("%s %d" % build for build in self.builds.most_common()))
        return "\n".join(lines)

    def report(self, seconds, path=None):
        """Prints the totals, and adds them to the file."""
        text = self.text(seconds)
        print("\n" + text, flush=True)
        if path:
            with open(path, "a", encoding="utf-8") as file:
                file.write(text + "\n")
