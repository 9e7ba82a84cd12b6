/* diag.c: see diag.h. */
#include "base/diag.h"

#include "base/util.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

void diag_print(const struct place *place, unsigned width, const char *severity, const char *message)
{
    bool color = isatty(STDERR_FILENO);
    const char *bold = color ? "\033[1m" : "", *plain = color ? "\033[0m" : "";
    const char *paint = !color                         ? ""
                        : !strncmp(severity, "err", 3) ? "\033[1;31m"
                        : severity[0] == 'w'           ? "\033[1;35m"
                                                       : "\033[1;36m";
    fprintf(stderr, "%s%s:%u:%u:%s %s%s:%s %s%s%s\n", bold, place->name, place->line, place->column, plain, paint,
            severity, plain, bold, message, plain);
    if (!place->line_text)
        return;
    fprintf(stderr, "%5u | %.*s\n      | ", place->line, (int)place->line_length, place->line_text);
    for (unsigned i = 0; i + 1 < place->column && i < place->line_length; i++)
        fputc(place->line_text[i] == '\t' ? '\t' : ' ', stderr);
    fprintf(stderr, "%s^", color ? "\033[1;32m" : "");
    for (unsigned i = 1; i < width && place->column + i <= place->line_length; i++)
        fputc('~', stderr);
    fprintf(stderr, "%s\n", plain);
}

static void report(struct diag *diag, unsigned begin, unsigned end, const char *severity, const char *suffix,
                   const char *format, va_list arguments)
{
    char message[1024];
    vsnprintf(message, sizeof message, format, arguments);
    struct place place = source_place(diag->source, begin);
    diag_print(&place, end > begin ? end - begin : 1, severity, arena_format("%s%s", message, suffix));
}

void diag_error(struct diag *diag, unsigned begin, unsigned end, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    report(diag, begin, end, "error", "", format, arguments);
    va_end(arguments);
    diag->errors++;
}

/* Is the option `prefix` followed by this name? */
static bool is_option(const char *option, const char *prefix, const char *name)
{
    size_t length = strlen(prefix);
    return !strncmp(option, prefix, length) && !strcmp(option + length, name);
}

bool diag_warning(struct diag *diag, unsigned begin, unsigned end, const char *name, const char *format, ...)
{
    bool on = true, all_fatal = false, fatal = false, spared = false;
    for (int i = 0; i < diag->options.warning_count; i++) { /* the last word counts */
        const char *option = diag->options.warnings[i];
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
    if (!on)
        return false;
    fatal |= all_fatal && !spared;
    va_list arguments;
    va_start(arguments, format);
    report(diag, begin, end, fatal ? "error" : "warning", arena_format(fatal ? " [-Werror=%s]" : " [-W%s]", name),
           format, arguments);
    va_end(arguments);
    diag->errors += fatal;
    return true;
}

void diag_note(struct diag *diag, unsigned begin, unsigned end, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    report(diag, begin, end, "note", "", format, arguments);
    va_end(arguments);
}
