/* diag.c: see diag.h. */
#include "base/diag.h"

#include "base/util.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void add(struct diag *diag, struct diagnostic diagnostic)
{
    diagnostic.number = diag->reported.count;
    ARRAY_ADD(diag->reported, diagnostic);
    diag->errors += diagnostic.severity >= SEVERITY_ERROR;
}

static void report(struct diag *diag, unsigned begin, unsigned end, enum severity severity, const char *option,
                   const char *format, va_list arguments)
{
    char message[1024];
    vsnprintf(message, sizeof message, format, arguments);
    add(diag, (struct diagnostic){.severity = severity,
                                  .at = begin,
                                  .place = source_place(diag->source, begin),
                                  .width = end > begin ? end - begin : 1,
                                  .message = arena_copy(message, strlen(message)),
                                  .option = option});
}

void diag_error(struct diag *diag, unsigned begin, unsigned end, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    report(diag, begin, end, SEVERITY_ERROR, NULL, format, arguments);
    va_end(arguments);
}

bool diag_warning(struct diag *diag, unsigned begin, unsigned end, const char *name, const char *format, ...)
{
    enum warning_state state = diag_warning_state(diag, begin, name);
    if (state == WARNING_OFF)
        return false;
    bool fatal = state == WARNING_FATAL;
    va_list arguments;
    va_start(arguments, format);
    report(diag, begin, end, fatal ? SEVERITY_ERROR : SEVERITY_WARNING,
           arena_format(fatal ? "-Werror=%s" : "-W%s", name), format, arguments);
    va_end(arguments);
    return true;
}

void diag_note(struct diag *diag, unsigned begin, unsigned end, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    report(diag, begin, end, SEVERITY_NOTE, NULL, format, arguments);
    va_end(arguments);
}

void diag_report(struct diag *diag, enum severity severity, const struct place *place, unsigned width,
                 const char *message)
{
    add(diag,
        (struct diagnostic){
            .severity = severity, .at = place->at, .place = *place, .width = width ? width : 1, .message = message});
}

/* ---- printing ---- */

static int compare(const void *a, const void *b)
{
    const struct diagnostic *left = a, *right = b;
    if (left->at != right->at)
        return left->at < right->at ? -1 : 1;
    return left->number < right->number ? -1 : left->number > right->number;
}

static void print_line(const struct diagnostic *diagnostic, const struct diag_style *style)
{
    const struct place *place = &diagnostic->place;
    if (style->line_numbers)
        fprintf(stderr, "%5u | %.*s\n      | ", place->line, (int)place->line_length, place->line_text);
    else
        fprintf(stderr, "%.*s\n", (int)place->line_length, place->line_text);
    for (unsigned i = 0; i + 1 < place->column && i < place->line_length; i++)
        if ((place->line_text[i] & 0xc0) != 0x80) /* not inside a UTF-8 character */
            fputc(place->line_text[i] == '\t' ? '\t' : ' ', stderr);
    fprintf(stderr, "%s^", style->color ? "\033[1;32m" : "");
    for (unsigned i = 1; i < diagnostic->width && place->column + i <= place->line_length; i++)
        if ((place->line_text[place->column + i - 1] & 0xc0) != 0x80)
            fputc('~', stderr);
    fprintf(stderr, "%s\n", style->color ? "\033[0m" : "");
}

static void print(const struct diagnostic *diagnostic, const struct diag_style *style)
{
    static const struct {
        const char *name, *paint;
    } severities[] = {[SEVERITY_NOTE] = {"note", "\033[1;36m"},
                      [SEVERITY_WARNING] = {"warning", "\033[1;35m"},
                      [SEVERITY_ERROR] = {"error", "\033[1;31m"},
                      [SEVERITY_FATAL] = {"fatal error", "\033[1;31m"}};
    const struct place *place = &diagnostic->place;
    const char *bold = style->color ? "\033[1m" : "", *plain = style->color ? "\033[0m" : "";
    fprintf(stderr, "%s%s:%u:%u:%s %s%s:%s %s%s", bold, place->name, place->line, place->column, plain,
            style->color ? severities[diagnostic->severity].paint : "", severities[diagnostic->severity].name, plain,
            diagnostic->severity == SEVERITY_NOTE ? "" : bold, diagnostic->message);
    if (diagnostic->option && style->option)
        fprintf(stderr, " [%s]", diagnostic->option);
    fprintf(stderr, "%s\n", plain);
    if (place->line_text && style->caret)
        print_line(diagnostic, style);
}

/* The diagnostics in the order of the text, each followed by its notes. */
static struct diagnostic *in_order(const struct diag *diag)
{
    struct diagnostic *items = arena_take((diag->reported.count + 1) * sizeof *items);
    unsigned at = 0;
    for (size_t i = 0; i < diag->reported.count; i++) {
        items[i] = diag->reported.items[i];
        if (items[i].severity == SEVERITY_NOTE)
            items[i].at = at;
        at = items[i].at;
    }
    qsort(items, diag->reported.count, sizeof *items, compare);
    return items;
}

void diag_flush(struct diag *diag)
{
    if (!diag->reported.count)
        return;
    struct diag_style style = diag_style_of(&diag->options);
    const struct diagnostic *items = in_order(diag);
    if (style.json)
        diag_print_json(items, diag->reported.count);
    for (size_t i = 0; i < diag->reported.count && !style.json; i++)
        print(&items[i], &style);
    diag->reported.count = 0;
}
