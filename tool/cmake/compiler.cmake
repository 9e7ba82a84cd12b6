# The compiler: build/bin/asyncc, and build/libexec/asyncc/translator, which it becomes.

set(translator_dir "${CMAKE_INSTALL_LIBEXECDIR}/asyncc")
file(RELATIVE_PATH translator_of_bin "/p/${CMAKE_INSTALL_BINDIR}" "/p/${translator_dir}/translator")
file(RELATIVE_PATH bin_of_translator "/p/${translator_dir}" "/p/${CMAKE_INSTALL_BINDIR}")

file(GLOB tool_sources CONFIGURE_DEPENDS tool/*/*.c)
list(FILTER tool_sources EXCLUDE REGEX "/driver/(main|translator)\\.c$")
add_library(asyncc_tool STATIC ${tool_sources})
target_include_directories(asyncc_tool PUBLIC tool)
target_include_directories(asyncc_tool SYSTEM PRIVATE ${libclang_include})
target_link_libraries(asyncc_tool PUBLIC asyncc_settings)
# A new kind of node names the places that have to know it. (libclang's own kinds are too many for that.)
file(GLOB exhaustive_sources CONFIGURE_DEPENDS tool/base/*.c tool/ir/*.c tool/passes/*.c tool/emit/*.c
    tool/driver/*.c)
set_source_files_properties(${exhaustive_sources} PROPERTIES
    COMPILE_OPTIONS "$<$<C_COMPILER_ID:GNU,Clang,AppleClang>:-Wswitch-enum>")
target_compile_definitions(asyncc_tool PUBLIC
    _XOPEN_SOURCE=700
    ASYNCC_VERSION="${PROJECT_VERSION}"
    ASYNCC_LLVM_VERSION="${libclang_version}"
    ASYNCC_RESOURCE_DIR="${libclang_resource_dir}"
    ASYNCC_TRANSLATOR="${translator_of_bin}"
    ASYNCC_BIN_OF_TRANSLATOR="${bin_of_translator}"
    $<$<BOOL:${CMAKE_LIBRARY_ARCHITECTURE}>:ASYNCC_MULTIARCH="${CMAKE_LIBRARY_ARCHITECTURE}">)

add_executable(asyncc tool/driver/main.c)
add_executable(asyncc::compiler ALIAS asyncc)
target_link_libraries(asyncc PRIVATE asyncc_tool)
set_target_properties(asyncc PROPERTIES
    RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/$<0:>bin"
    EXPORT_NAME compiler)
set_property(GLOBAL PROPERTY ASYNCC_COMPILER "${PROJECT_BINARY_DIR}/bin/asyncc")

file(MAKE_DIRECTORY "${PROJECT_BINARY_DIR}/bin")
# asyncc-gcc is `asyncc gcc`, for tools that want one word.
foreach(compiler cc gcc clang)
    file(CREATE_LINK asyncc "${PROJECT_BINARY_DIR}/bin/asyncc-${compiler}" SYMBOLIC)
endforeach()

add_executable(asyncc_translator tool/driver/translator.c)
target_link_libraries(asyncc_translator PRIVATE asyncc_tool ${libclang_library})
get_filename_component(translator_folder "${PROJECT_BINARY_DIR}/bin/${translator_of_bin}" DIRECTORY)
get_filename_component(translator_folder "${translator_folder}" ABSOLUTE)
set_target_properties(asyncc_translator PROPERTIES
    OUTPUT_NAME translator
    RUNTIME_OUTPUT_DIRECTORY "${translator_folder}/$<0:>"
    INSTALL_RPATH_USE_LINK_PATH ON)
# A new translator is a new compiler, also where only the time of bin/asyncc is looked at.
set_target_properties(asyncc PROPERTIES LINK_DEPENDS "$<TARGET_FILE:asyncc_translator>")
add_dependencies(asyncc asyncc_translator)

# asyncc looks for its headers in ../include, as they will stand when installed.
file(MAKE_DIRECTORY "${PROJECT_BINARY_DIR}/include")
foreach(header asyncc.h asyncc)
    file(CREATE_LINK "${PROJECT_SOURCE_DIR}/runtime/include/${header}" "${PROJECT_BINARY_DIR}/include/${header}"
        COPY_ON_ERROR SYMBOLIC)
endforeach()
