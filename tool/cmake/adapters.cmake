# asyncc::uv and asyncc::glib: tasks inside of other event loops, where their libraries are installed (pkg-config).

option(ASYNCC_ADAPTERS "Build asyncc::uv and asyncc::glib, where libuv and GLib are installed" ON)

find_package(PkgConfig QUIET)

# asyncc_adapter(name package): the library asyncc-NAME.
function(asyncc_adapter name package)
    if(NOT ASYNCC_ADAPTERS OR NOT PkgConfig_FOUND OR NOT UNIX OR CMAKE_CROSSCOMPILING)
        return()
    endif()
    pkg_check_modules(asyncc_${name} QUIET IMPORTED_TARGET ${package})
    if(NOT asyncc_${name}_FOUND)
        message(STATUS "asyncc::${name} is not built: no ${package}")
        return()
    endif()
    add_library(asyncc_adapter_${name} STATIC runtime/adapters/${name}.c)
    target_link_libraries(asyncc_adapter_${name} PUBLIC asyncc_static
        $<BUILD_INTERFACE:PkgConfig::asyncc_${name}> $<INSTALL_INTERFACE:${asyncc_${name}_LIBRARIES}>
        PRIVATE $<BUILD_INTERFACE:asyncc_settings>)
    set_target_properties(asyncc_adapter_${name} PROPERTIES
        OUTPUT_NAME asyncc-${name}
        EXPORT_NAME ${name}
        POSITION_INDEPENDENT_CODE ON
        ARCHIVE_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/$<0:>lib")
    add_library(asyncc::${name} ALIAS asyncc_adapter_${name})
    set(asyncc_adapters ${asyncc_adapters} asyncc_adapter_${name} PARENT_SCOPE)
endfunction()

set(asyncc_adapters)
asyncc_adapter(uv libuv)
asyncc_adapter(glib glib-2.0)
