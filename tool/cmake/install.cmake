# cmake --install: compiler, header, libraries, CMake package and pkg-config file. All of it can be moved elsewhere
# afterwards: nothing in it says where it was installed.

include(CMakePackageConfigHelpers)

set(package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/asyncc")

set(programs)
if(NOT ASYNCC_RUNTIME_ONLY)
    set(programs asyncc)
    install(TARGETS asyncc_translator RUNTIME DESTINATION "${translator_dir}")
    foreach(compiler cc gcc clang)
        install(FILES "${PROJECT_BINARY_DIR}/bin/asyncc-${compiler}" DESTINATION "${CMAKE_INSTALL_BINDIR}")
    endforeach()
endif()
install(TARGETS ${programs} asyncc_static asyncc_shared ${asyncc_adapters} EXPORT asyncc-targets
    RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}"
    ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}"
    LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}")
install(DIRECTORY "${PROJECT_SOURCE_DIR}/runtime/include/" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}"
    FILES_MATCHING PATTERN "*.h")
install(FILES "${PROJECT_SOURCE_DIR}/LICENSE" DESTINATION "${CMAKE_INSTALL_DOCDIR}")

if(asyncc_has_tls)
    install(TARGETS asyncc_tls_static asyncc_tls_shared EXPORT asyncc-tls-targets
        ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}"
        LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}")
    install(EXPORT asyncc-tls-targets NAMESPACE asyncc:: DESTINATION "${package_dir}")
endif()

install(EXPORT asyncc-targets NAMESPACE asyncc:: DESTINATION "${package_dir}")
configure_package_config_file("${CMAKE_CURRENT_LIST_DIR}/asyncc-config.cmake.in"
    "${PROJECT_BINARY_DIR}/package/asyncc-config.cmake" INSTALL_DESTINATION "${package_dir}"
    PATH_VARS CMAKE_INSTALL_BINDIR)
write_basic_package_version_file("${PROJECT_BINARY_DIR}/package/asyncc-config-version.cmake"
    COMPATIBILITY SameMinorVersion)
install(FILES
    "${PROJECT_BINARY_DIR}/package/asyncc-config.cmake"
    "${PROJECT_BINARY_DIR}/package/asyncc-config-version.cmake"
    "${CMAKE_CURRENT_LIST_DIR}/asyncc-target.cmake"
    DESTINATION "${package_dir}")

# The way from the pkg-config file back to the prefix.
file(RELATIVE_PATH pc_prefix "/p/${CMAKE_INSTALL_LIBDIR}/pkgconfig" "/p")
configure_file("${CMAKE_CURRENT_LIST_DIR}/asyncc.pc.in" "${PROJECT_BINARY_DIR}/package/asyncc.pc" @ONLY)
install(FILES "${PROJECT_BINARY_DIR}/package/asyncc.pc" DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig")
if(asyncc_has_tls)
    configure_file("${CMAKE_CURRENT_LIST_DIR}/asyncc-tls.pc.in" "${PROJECT_BINARY_DIR}/package/asyncc-tls.pc" @ONLY)
    install(FILES "${PROJECT_BINARY_DIR}/package/asyncc-tls.pc" DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig")
endif()
