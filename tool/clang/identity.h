/* identity.h: whether two cursors or types denote the same clang object, which libclang's public functions do not tell.
 * This is the only file that looks inside libclang's structs; their layout has been the same since libclang 3. */
#ifndef CLANG_IDENTITY_H
#define CLANG_IDENTITY_H

#include <clang-c/Index.h>

/* The identity of the cursor's statement. clang_equalCursors() also compares the declaration that the cursor was
 * reached through, which differs between a label and a goto to it in an initialiser. */
const void *statement_identity(CXCursor statement);

/* The identity of the type with its qualifiers; NULL for no type. There is clang_equalTypes(), but no public hash of a
 * type. */
const void *type_identity(CXType type);

#endif
