/* identity.h: what libclang's public functions do not say about two cursors or types: are they the same object of
 * clang's? The only file that looks inside of libclang's structs; their layout has been the same since libclang 3. */
#ifndef CLANG_IDENTITY_H
#define CLANG_IDENTITY_H

#include <clang-c/Index.h>

/* The statement that this cursor stands for. clang_equalCursors() also compares the declaration that it was reached
 * through, which differs between a label and a goto to it in an initialiser. */
const void *statement_identity(CXCursor statement);

/* The type with its qualifiers; NULL for none. There is clang_equalTypes(), but no public hash of a type. */
const void *type_identity(CXType type);

#endif
