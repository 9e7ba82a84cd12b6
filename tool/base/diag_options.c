/* diag_options.c: which warnings are on and how diagnostics are printed, according to gcc's and clang's options and
 * pragmas. */
#include "base/diag.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool begins(const char *option, const char *with)
{
    return !strncmp(option, with, strlen(with));
}

/* True if the option is `prefix` followed by this name. */
static bool is_option(const char *option, const char *prefix, const char *name)
{
    size_t length = strlen(prefix);
    return !strncmp(option, prefix, length) && !strcmp(option + length, name);
}

bool diag_is_style_option(const char *option)
{
    static const char *const names[] = {
        "-fcolor-diagnostics",
        "-fno-color-diagnostics",
        "-fdiagnostics-show-option",
        "-fno-diagnostics-show-option",
        "-fdiagnostics-show-caret",
        "-fno-diagnostics-show-caret",
        "-fcaret-diagnostics",
        "-fno-caret-diagnostics",
        "-fdiagnostics-show-line-numbers",
        "-fno-diagnostics-show-line-numbers",
        "-fdiagnostics-plain-output",
        "-fdiagnostics-color",
        "-fno-diagnostics-color",
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!strcmp(option, names[i]))
            return true;
    return begins(option, "-fdiagnostics-color=") || begins(option, "-fdiagnostics-format=");
}

/* Sets `flag` if the option is one of these. */
static void read_flag(const char *option, const char *name, bool *flag)
{
    size_t length = strlen("-fno-");
    if (begins(option, "-fno-") && !strcmp(option + length, name))
        *flag = false;
    else if (begins(option, "-f") && !strcmp(option + 2, name))
        *flag = true;
}

struct diag_style diag_style_of(const struct diag_options *options)
{
    const char *terminal = getenv("TERM");
    bool auto_color = isatty(STDERR_FILENO) && terminal && strcmp(terminal, "dumb") != 0;
    struct diag_style style = {.color = auto_color, .caret = true, .line_numbers = true, .option = true};
    for (int i = 0; i < options->count; i++) {
        const char *option = options->items[i];
        read_flag(option, "color-diagnostics", &style.color);
        read_flag(option, "diagnostics-color", &style.color);
        read_flag(option, "diagnostics-show-option", &style.option);
        read_flag(option, "diagnostics-show-caret", &style.caret);
        read_flag(option, "caret-diagnostics", &style.caret);
        read_flag(option, "diagnostics-show-line-numbers", &style.line_numbers);
        if (begins(option, "-fdiagnostics-color="))
            style.color = is_option(option, "-fdiagnostics-color=", "always") ||
                          (is_option(option, "-fdiagnostics-color=", "auto") && auto_color);
        if (begins(option, "-fdiagnostics-format="))
            style.json = begins(option, "-fdiagnostics-format=json");
        if (!strcmp(option, "-fdiagnostics-plain-output"))
            style.color = style.caret = style.line_numbers = false;
    }
    return style;
}

static enum warning_state state_of_options(const struct diag_options *options, const char *name)
{
    bool on = true, all_fatal = false, fatal = false, spared = false;
    for (int i = 0; i < options->count; i++) { /* the last option wins */
        const char *option = options->items[i];
        if (is_option(option, "-Wno-", name) || is_option(option, "-Wno-async", "") || is_option(option, "-w", ""))
            on = false;
        else if (is_option(option, "-W", name))
            on = true;
        else if (is_option(option, "-Werror=", name))
            on = fatal = true;
        else if (is_option(option, "-Wno-error=", name))
            fatal = !(spared = true);
        else if (is_option(option, "-Werror", ""))
            all_fatal = true;
        else if (is_option(option, "-Wno-error", ""))
            all_fatal = false;
    }
    return !on ? WARNING_OFF : fatal || (all_fatal && !spared) ? WARNING_FATAL : WARNING_ON;
}

enum { MOST_PUSHED = 64 };

enum warning_state diag_warning_state(const struct diag *diag, unsigned at, const char *name)
{
    enum warning_state given = state_of_options(&diag->options, name), now = given, pushed[MOST_PUSHED];
    unsigned depth = 0;
    for (size_t i = 0; diag->pragmas && i < diag->pragmas->count && diag->pragmas->items[i].at <= at; i++) {
        const struct diag_pragma *pragma = &diag->pragmas->items[i];
        bool ours = pragma->name && !strcmp(pragma->name, name);
        switch (pragma->action) {
        case PRAGMA_PUSH:
            if (depth < MOST_PUSHED)
                pushed[depth] = now;
            depth++;
            break;
        case PRAGMA_POP: /* without a push, pop restores the command line's state */
            now = !depth ? given : depth <= MOST_PUSHED ? pushed[depth - 1] : now;
            depth -= depth > 0;
            break;
        case PRAGMA_IGNORED:
            now = ours ? WARNING_OFF : now;
            break;
        case PRAGMA_WARNING:
            now = ours ? WARNING_ON : now;
            break;
        case PRAGMA_ERROR:
            now = ours ? WARNING_FATAL : now;
            break;
        }
    }
    for (int i = 0; i < diag->options.count && now == WARNING_ON; i++) /* -w overrides pragmas */
        now = strcmp(diag->options.items[i], "-w") ? now : WARNING_OFF;
    return now;
}
