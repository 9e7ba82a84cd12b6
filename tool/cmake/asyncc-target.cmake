# asyncc_target(t [SHARED | STATIC]): the C sources of target t are compiled through asyncc, and the runtime is linked.
#
# SHARED takes the shared runtime, STATIC the static one; without either the variable ASYNCC_SHARED decides, which is OFF
# unless it is set. Where parts of one process are linked on their own (a program and its plugins, a shared library), all
# of them need the shared one: each copy of the static runtime has an event loop of its own and knows nothing of the
# others' tasks.
#
# What uses a library of yours gets the folder of asyncc.h with it, since the library's headers have async prototypes.
#
# Part of the source tree and of the installed package. The global property ASYNCC_COMPILER says where the compiler is
# (C_COMPILER_LAUNCHER takes no generator expressions before CMake 3.27).

function(asyncc_target target)
    cmake_parse_arguments(PARSE_ARGV 1 asyncc "SHARED;STATIC" "" "")
    if(asyncc_UNPARSED_ARGUMENTS OR (asyncc_SHARED AND asyncc_STATIC))
        message(FATAL_ERROR "asyncc_target(${ARGV}): a target, and SHARED or STATIC")
    endif()
    set(runtime asyncc::asyncc)
    if(asyncc_SHARED OR (ASYNCC_SHARED AND NOT asyncc_STATIC))
        set(runtime asyncc::asyncc_shared)
    endif()
    get_property(compiler GLOBAL PROPERTY ASYNCC_COMPILER)

    # The properties that target_link_libraries() sets: this goes with its calls with and without PRIVATE, which cannot
    # be mixed for one target.
    get_target_property(type ${target} TYPE)
    if(NOT type STREQUAL "INTERFACE_LIBRARY")
        set_property(TARGET ${target} APPEND PROPERTY LINK_LIBRARIES ${runtime})
    endif()
    if(type STREQUAL "SHARED_LIBRARY" AND runtime STREQUAL "asyncc::asyncc")
        # The library has the runtime in it; who uses it needs no second one.
        set_property(TARGET ${target} APPEND PROPERTY INTERFACE_INCLUDE_DIRECTORIES
            $<TARGET_PROPERTY:${runtime},INTERFACE_INCLUDE_DIRECTORIES>)
    elseif(type MATCHES "_LIBRARY$" AND NOT type STREQUAL "MODULE_LIBRARY")
        set_property(TARGET ${target} APPEND PROPERTY INTERFACE_LINK_LIBRARIES ${runtime})
    endif()
    if(type STREQUAL "INTERFACE_LIBRARY")
        return()
    endif()

    # A launcher that the user asked for, ccache for instance, runs after asyncc and sees the generated file.
    get_target_property(launcher ${target} C_COMPILER_LAUNCHER)
    if(NOT launcher)
        set(launcher)
    endif()
    list(PREPEND launcher "${compiler}")
    set_target_properties(${target} PROPERTIES C_COMPILER_LAUNCHER "${launcher}")

    # Built in the same project, the compiler has to be there first, and a new compiler compiles the sources again.
    if(NOT TARGET asyncc::compiler)
        return()
    endif()
    get_target_property(imported asyncc::compiler IMPORTED)
    if(NOT imported)
        add_dependencies(${target} asyncc::compiler)
        get_target_property(sources ${target} SOURCES)
        foreach(source IN LISTS sources)
            if(source MATCHES "\\.c$")
                set_property(SOURCE "${source}" TARGET_DIRECTORY ${target} APPEND PROPERTY OBJECT_DEPENDS "${compiler}")
            endif()
        endforeach()
    endif()
endfunction()
