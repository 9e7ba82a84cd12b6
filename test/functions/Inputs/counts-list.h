/* A part of an initialiser. */
10 * __COUNTER__,
