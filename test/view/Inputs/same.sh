# same.sh ASYNCC LIBRARY INCLUDE COMPILER [ARGUMENTS]: flags.c has to print the same with and without asyncc.
asyncc=$1 library=$2 include=$3
shift 3
here=$(dirname "$0")
"$asyncc" "$@" "$here/flags.c" -o with "$library" -pthread && "$@" "-I$include" "$here/flags.c" -o without || exit 1
./with > with.txt && ./without > without.txt && cat without.txt && cmp with.txt without.txt
