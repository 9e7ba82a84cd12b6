/* depend.c: see depend.h. */
#include "driver/depend.h"

#include "base/files.h"
#include "base/util.h"

#include <stdlib.h>
#include <string.h>

char *make_quoted(const char *name)
{
    struct text quoted = {0};
    for (; *name; name++) {
        if (*name == ' ' || *name == '#')
            text_puts(&quoted, "\\");
        if (*name == '$')
            text_puts(&quoted, "$");
        text_add(&quoted, name, 1);
    }
    return quoted.text;
}

static void add_name(struct text *rule, const char *name, const char *after)
{
    char *quoted = make_quoted(name);
    text_printf(rule, "%s%s", quoted ? quoted : "", after);
    free(quoted);
}

bool depend_write(const struct options *options, const struct strings *headers)
{
    struct text rule = {0};
    add_name(&rule, options->list_target ? options->list_target : options->output, ":");
    if (strcmp(options->input, "-") != 0) {
        text_puts(&rule, " ");
        add_name(&rule, options->input, "");
    }
    for (size_t i = 0; i < headers->count; i++) {
        text_puts(&rule, " \\\n  ");
        add_name(&rule, headers->items[i], "");
    }
    text_puts(&rule, "\n");
    const char *dot = options->output ? strrchr(base_name(options->output), '.') : NULL;
    char *name = options->list ? string_format("%s", options->list)
                 : dot         ? string_format("%.*s.d", (int)(dot - options->output), options->output)
                               : string_format("%s.d", options->output);
    bool done = output_write(name, rule.text, rule.length);
    free(name);
    free(rule.text);
    return done;
}
