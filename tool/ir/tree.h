/* tree.h: asyncc's own small tree of a translation unit. The files of clang/ build it from libclang's. Later passes
 * read it, and write their results into the fields that name these passes in brackets. Offsets are into the source
 * buffer. */
#ifndef IR_TREE_H
#define IR_TREE_H

#include "ir/type.h"
#include "ir/function.h"
#include "ir/node.h"
#include "ir/unit.h"

#endif
