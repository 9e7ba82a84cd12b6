/* counts.c: how often __COUNTER__ is evaluated outside of the macros that are written out, so that it has the same
 * values in the output. */
#include "clang/probe.h"

#include <stdlib.h>

static const char counter[] = "__COUNTER__";

/* Asks for the value of __COUNTER__ at this place, which uses up one number. */
static void probe_counter(struct probe *probe, unsigned at, size_t number)
{
    const struct macro place = {.begin = at};
    probe_copy(probe, at);
    probe_message(probe, &place, number, counter, 0, sizeof counter - 1);
}

bool parser_count_includes(struct parser *parser, struct unit *unit, unsigned from)
{
    struct probe probe = probe_new(parser);
    const char **values = arena_take((2 * unit->includes.count + 1) * sizeof *values);
    probe_counter(&probe, from, 0);
    size_t asked = 1;
    for (size_t i = 0; i < unit->includes.count; i++) {
        const struct include *include = &unit->includes.items[i];
        if (include->begin <= from || !include->end)
            continue;
        probe_counter(&probe, include->begin, asked++);
        probe_counter(&probe, include->end, asked++);
    }
    if (!probe_run(&probe, asked, values))
        return false;
    asked = 1;
    for (size_t i = 0; i < unit->includes.count; i++) {
        struct include *include = &unit->includes.items[i];
        if (include->begin <= from || !include->end)
            continue;
        unsigned long number[3];
        for (size_t k = 0; k < 3; k++)
            number[k] = values[asked - 1 + k] ? strtoul(values[asked - 1 + k], NULL, 10) : 0;
        include->counts_before = (unsigned)(number[1] - number[0] - 1);
        include->counts = (unsigned)(number[2] - number[1] - 1);
        asked += 2;
    }
    return true;
}

bool parser_counts_elsewhere(struct parser *parser, const struct macro *const *macros, size_t count,
                             unsigned long *elsewhere)
{
    struct probe probe = probe_new(parser);
    const char *values[2];
    size_t first = 0;
    while (first < count && !macros[first]->counts)
        first++;
    *elsewhere = 0;
    if (first == count)
        return true;
    for (size_t i = first; i < count; i++) {
        probe_copy(&probe, macros[i]->begin);
        if (i == first)
            probe_message(&probe, macros[i], 0, counter, 0, sizeof counter - 1);
        probe_leave_out(&probe, macros[i]);
    }
    probe_counter(&probe, parser->source->length, 1);
    if (!probe_run(&probe, 2, values))
        return false;
    *elsewhere = strtoul(values[1] ? values[1] : "", NULL, 10) - strtoul(values[0] ? values[0] : "", NULL, 10) - 1;
    return true;
}
