# libasyncc-tls: <asyncc/tls.h>, where there is OpenSSL. The targets asyncc::tls and asyncc::tls_shared bring the runtime
# of their kind with them.

find_package(OpenSSL 1.1.1 QUIET)
set(asyncc_has_tls OFF)
if(OPENSSL_FOUND AND io_objects)
    set(asyncc_has_tls ON)
    get_property(compiler GLOBAL PROPERTY ASYNCC_COMPILER)
    foreach(kind static shared)
        string(TOUPPER ${kind} KIND)
        add_library(asyncc_tls_${kind} ${KIND} runtime/tls/tls.c)
        target_link_libraries(asyncc_tls_${kind} PUBLIC asyncc_${kind} OpenSSL::SSL
            PRIVATE $<BUILD_INTERFACE:asyncc_settings>)
        set_target_properties(asyncc_tls_${kind} PROPERTIES
            OUTPUT_NAME asyncc-tls
            POSITION_INDEPENDENT_CODE ON
            C_COMPILER_LAUNCHER "${compiler}"
            ARCHIVE_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/$<0:>lib"
            LIBRARY_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/$<0:>lib")
        if(TARGET asyncc::compiler)
            add_dependencies(asyncc_tls_${kind} asyncc::compiler)
        endif()
    endforeach()
    if(TARGET asyncc::compiler)
        set_property(SOURCE runtime/tls/tls.c APPEND PROPERTY OBJECT_DEPENDS "${compiler}")
    endif()
    set_target_properties(asyncc_tls_static PROPERTIES EXPORT_NAME tls)
    set_target_properties(asyncc_tls_shared PROPERTIES
        EXPORT_NAME tls_shared VERSION ${PROJECT_VERSION} SOVERSION ${PROJECT_VERSION_MAJOR})
    add_library(asyncc::tls ALIAS asyncc_tls_static)
    add_library(asyncc::tls_shared ALIAS asyncc_tls_shared)
endif()
