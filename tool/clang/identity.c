/* identity.c: see identity.h. */
#include "clang/identity.h"

const void *statement_identity(CXCursor statement)
{
    return statement.data[1];
}

const void *type_identity(CXType type)
{
    return type.data[0];
}
