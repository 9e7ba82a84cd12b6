/* probe.h: asks libclang what text expands to at places of the buffer. */
#ifndef CLANG_PROBE_H
#define CLANG_PROBE_H

#include "clang/internal.h"

/* A text for libclang's preprocessor, which is written up to some place of the buffer. */
struct probe {
    struct parser *parser;
    struct text text;
    unsigned at;      /* the buffer before this offset has been copied */
    bool whole;       /* all of the buffer is copied, not only its directives */
    bool begun;       /* the first lines have been written */
    bool warns;       /* the warning of a #pragma message is on */
    const char *name; /* the name in the last #line directive */
    bool in_step;     /* libclang's next line has the number that it has in the buffer */
};

/* A probe that has nothing yet. */
struct probe probe_new(struct parser *parser);

/* Copies the buffer up to this offset. */
void probe_copy(struct probe *probe, unsigned end);

/* Continues after the invocation, which is left out. */
void probe_leave_out(struct probe *probe, const struct macro *macro);

/* Adds #pragma message("asyncc NUMBER EXPANSION") for these bytes. The line after it has the number of the macro's. */
void probe_message(struct probe *probe, const struct macro *macro, size_t number, const char *text, unsigned begin,
                   unsigned end);

/* The same if these bytes name a macro there. */
void probe_message_if_macro(struct probe *probe, const struct macro *macro, size_t number, const char *text,
                            unsigned begin, unsigned end);

/* Parses the probe; texts[number] becomes the text of each message, or NULL. */
bool probe_run(struct probe *probe, size_t count, const char **texts);

#endif
