# asyncc_target(t): the C sources of target t are compiled through asyncc, and the runtime library is linked.
#
# Part of the source tree and of the installed package. The global property ASYNCC_COMPILER says where the compiler is
# (C_COMPILER_LAUNCHER takes no generator expressions before CMake 3.27).

function(asyncc_target target)
    get_property(compiler GLOBAL PROPERTY ASYNCC_COMPILER)
    get_target_property(imported asyncc::compiler IMPORTED)

    # A launcher that the user asked for, ccache for instance, runs behind asyncc and sees the generated file.
    get_target_property(launcher ${target} C_COMPILER_LAUNCHER)
    if(NOT launcher)
        set(launcher)
    endif()
    list(PREPEND launcher "${compiler}")
    set_target_properties(${target} PROPERTIES C_COMPILER_LAUNCHER "${launcher}")
    target_link_libraries(${target} PRIVATE asyncc::asyncc)

    # Built in the same project, the compiler has to be there first, and a new compiler compiles the sources again.
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
