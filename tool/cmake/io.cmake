# <asyncc/io.h>, where there is POSIX. Half of it is annotated C, so that the library is built with asyncc itself.

option(ASYNCC_IO_POLL "Wait for descriptors with poll, also where there is epoll" OFF)
file(GLOB io_sources CONFIGURE_DEPENDS runtime/io/*.c)
file(GLOB io_annotated CONFIGURE_DEPENDS runtime/io/annotated/*.c)

# asyncc_io_objects(name result): object libraries `name` and `name_annotated`; their objects, for a library or a program,
# are appended to the variable `result`. A program that uses no I/O links none of a static library's.
function(asyncc_io_objects name result)
    add_library(${name} OBJECT ${io_sources})
    add_library(${name}_annotated OBJECT ${io_annotated})
    foreach(part ${name} ${name}_annotated)
        target_include_directories(${part} PRIVATE ${PROJECT_SOURCE_DIR}/runtime/include)
        target_link_libraries(${part} PRIVATE asyncc_settings)
        target_compile_options(${part} PRIVATE $<$<C_COMPILER_ID:GNU,Clang>:-fno-semantic-interposition>)
        set_target_properties(${part} PROPERTIES POSITION_INDEPENDENT_CODE ON)
        list(APPEND ${result} $<TARGET_OBJECTS:${part}>)
    endforeach()

    get_property(compiler GLOBAL PROPERTY ASYNCC_COMPILER)
    set_target_properties(${name}_annotated PROPERTIES C_COMPILER_LAUNCHER "${compiler}")
    if(TARGET asyncc::compiler)
        add_dependencies(${name}_annotated asyncc::compiler)
        set_property(SOURCE ${io_annotated} TARGET_DIRECTORY ${name}_annotated APPEND PROPERTY
            OBJECT_DEPENDS "${compiler}")
    endif()
    set(${result} ${${result}} PARENT_SCOPE)
endfunction()

set(io_objects)
get_property(io_compiler GLOBAL PROPERTY ASYNCC_COMPILER)
if(UNIX AND NOT io_compiler)
    message(STATUS "<asyncc/io.h> is left out of the library: it is built with asyncc, and ASYNCC_COMPILER names none")
elseif(UNIX)
    asyncc_io_objects(asyncc_io io_objects)
    if(ASYNCC_IO_POLL)
        target_compile_definitions(asyncc_io PRIVATE ASYNCC_IO_POLL)
    endif()
endif()
