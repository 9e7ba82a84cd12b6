/* diag_json.c: diagnostics in the form of gcc's -fdiagnostics-format=json. */
#include "base/diag.h"

#include <stdio.h>

static void print_string(const char *text)
{
    fputc('"', stderr);
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            fprintf(stderr, "\\%c", *text);
        else if ((unsigned char)*text < ' ')
            fprintf(stderr, "\\u%04x", (unsigned)*text);
        else
            fputc(*text, stderr);
    }
    fputc('"', stderr);
}

/* Columns as displayed: gcc advances a tab to the next multiple of 8. */
static unsigned display_column(const struct place *place, unsigned column)
{
    unsigned seen = 0;
    for (unsigned i = 0; i + 1 < column; i++) {
        char c = place->line_text && i < place->line_length ? place->line_text[i] : ' ';
        if (c == '\t')
            seen = (seen / 8 + 1) * 8;
        else if ((c & 0xc0) != 0x80)
            seen++;
    }
    return seen + 1;
}

static void print_point(const char *name, const struct place *place, unsigned column)
{
    unsigned seen = display_column(place, column);
    fprintf(stderr, "\"%s\": {\"byte-column\": %u, \"display-column\": %u, \"line\": %u, \"file\": ", name, column,
            seen, place->line);
    print_string(place->name);
    fprintf(stderr, ", \"column\": %u}", seen);
}

static void print_members(const struct diagnostic *diagnostic)
{
    static const char *const kinds[] = {"note", "warning", "error", "fatal error"};
    const struct place *place = &diagnostic->place;
    fprintf(stderr, "\"kind\": \"%s\", \"escape-source\": false, \"locations\": [{", kinds[diagnostic->severity]);
    print_point("caret", place, place->column);
    if (diagnostic->width > 1) {
        fputs(", ", stderr);
        print_point("finish", place, place->column + diagnostic->width - 1);
    }
    fputs("}], \"message\": ", stderr);
    print_string(diagnostic->message);
    if (diagnostic->option) {
        fputs(", \"option\": ", stderr);
        print_string(diagnostic->option);
    }
}

void diag_print_json(const struct diagnostic *items, size_t count)
{
    fputc('[', stderr);
    for (size_t i = 0; i < count;) {
        fputs(i ? ", {" : "{", stderr);
        print_members(&items[i++]);
        fputs(", \"column-origin\": 1, \"children\": [", stderr);
        for (bool first = true; i < count && items[i].severity == SEVERITY_NOTE; first = false) {
            fputs(first ? "{" : ", {", stderr);
            print_members(&items[i++]);
            fputc('}', stderr);
        }
        fputs("]}", stderr);
    }
    fputs("]\n", stderr);
}
