# Finds libclang, C interface, 17 or newer.
#
#   ASYNCC_LLVM            which one: a version (19) or the prefix it is installed under. Empty: 19, else 20 21 22 18 17
#
#   libclang_include       the directory that holds clang-c/Index.h
#   libclang_library       the library
#   libclang_resource_dir  clang's own headers (stddef.h …): a program that uses libclang has to say where they are
#   libclang_version       the major version
#   libclang_prefix        where it is installed; bin/ below it may hold clang and FileCheck

set(ASYNCC_LLVM "" CACHE STRING "LLVM to build with: a major version or an installation prefix (empty: look for one)")

# Sets libclang_* when the prefix holds all that is needed.
function(asyncc_try_libclang prefix)
    find_path(include clang-c/Index.h PATHS "${prefix}/include" NO_DEFAULT_PATH NO_CACHE)
    find_library(library NAMES clang libclang PATHS "${prefix}/lib" "${prefix}/lib64" NO_DEFAULT_PATH NO_CACHE)
    file(GLOB resource_dirs "${prefix}/lib/clang/*/include/stddef.h" "${prefix}/lib64/clang/*/include/stddef.h")
    if(NOT include OR NOT library OR NOT resource_dirs)
        return()
    endif()
    list(SORT resource_dirs COMPARE NATURAL)
    list(POP_BACK resource_dirs header)
    string(REGEX REPLACE "/include/stddef.h$" "" resource_dir "${header}")
    get_filename_component(version "${resource_dir}" NAME)
    string(REGEX MATCH "^[0-9]+" version "${version}")
    if(version LESS 17)
        return()
    endif()
    set(libclang_include "${include}" PARENT_SCOPE)
    set(libclang_library "${library}" PARENT_SCOPE)
    set(libclang_resource_dir "${resource_dir}" PARENT_SCOPE)
    set(libclang_version "${version}" PARENT_SCOPE)
    set(libclang_prefix "${prefix}" PARENT_SCOPE)
endfunction()

# Where distributions put the given version.
function(asyncc_llvm_prefixes version result)
    set(${result} "/usr/lib/llvm-${version}" "/usr/lib/llvm${version}" "/usr/lib64/llvm${version}"
        "/usr/lib/llvm/${version}" "/usr/local/llvm${version}" "/opt/homebrew/opt/llvm@${version}"
        "/usr/local/opt/llvm@${version}" PARENT_SCOPE)
endfunction()

if(ASYNCC_LLVM MATCHES "^[0-9]+$")
    asyncc_llvm_prefixes(${ASYNCC_LLVM} candidates)
elseif(ASYNCC_LLVM)
    set(candidates "${ASYNCC_LLVM}")
else()
    set(candidates)
    foreach(version 19 20 21 22 18 17)
        asyncc_llvm_prefixes(${version} prefixes)
        list(APPEND candidates ${prefixes})
    endforeach()
    list(APPEND candidates /usr/local /usr /opt/homebrew/opt/llvm /usr/local/opt/llvm)
endif()

set(libclang_library)
foreach(prefix IN LISTS candidates)
    if(NOT libclang_library)
        asyncc_try_libclang("${prefix}")
    endif()
endforeach()
if(NOT libclang_library)
    message(FATAL_ERROR "No libclang 17 or newer was found. Install it (Debian, Ubuntu: libclang-19-dev), or say where "
        "it is with -DASYNCC_LLVM=VERSION or -DASYNCC_LLVM=PREFIX.\nLooked in: ${candidates}")
endif()
message(STATUS "libclang ${libclang_version}: ${libclang_library}")
