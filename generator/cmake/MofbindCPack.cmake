# Packages: cmake --workflow --preset package, or cpack in a build folder. A .deb is of /usr, so its build folder has that prefix.
set(CPACK_PACKAGE_NAME mofbind)
set(CPACK_PACKAGE_VENDOR "The mofbind authors")
set(CPACK_PACKAGE_CONTACT "The mofbind authors <maintainers@mofbind.example>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "compiler from WMI schemas in MOF to C bindings")
set(CPACK_PACKAGE_DESCRIPTION "mofbind reads Management Object Format (MOF), resolves it into a schema and
writes C: a struct for each class, a function for each method with typed
parameters and results, and tables of return codes, on a small runtime that
can be tested without Windows.
This package holds the compiler, its CMake functions, the runtime as sources
and as libraries, and bindings of both schemas of Hyper-V.")
if(NOT leaves_out_mock)
    string(APPEND CPACK_PACKAGE_DESCRIPTION "\nmofbind-mock is a host to talk to.")
endif()
set(CPACK_RESOURCE_FILE_LICENSE ${PROJECT_SOURCE_DIR}/LICENSE)
set(CPACK_RESOURCE_FILE_README ${PROJECT_SOURCE_DIR}/README.md)
set(CPACK_PACKAGE_CHECKSUM SHA256)
set(CPACK_STRIP_FILES ON)
set(CPACK_VERBATIM_VARIABLES ON)
# Whatever the umask of who packs.
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
if(WIN32)
    set(CPACK_GENERATOR ZIP)
else()
    set(CPACK_GENERATOR TGZ)
    find_program(dpkg_deb dpkg-deb NO_CACHE)
    if(dpkg_deb AND NOT CMAKE_CROSSCOMPILING)
        list(APPEND CPACK_GENERATOR DEB)
    endif()
endif()
string(TOLOWER "${CMAKE_SYSTEM_NAME}" system)
mofbind_platform(platform)
string(REGEX REPLACE "^[^-]*-([^-]*)-.*" "\\1" machine "${platform}")
set(CPACK_PACKAGE_FILE_NAME mofbind-${PROJECT_VERSION}-${system}-${machine})

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "cmake (>= 3.20), graphviz, pkg-config")
if(TARGET mofbind_wsman)
    string(APPEND CPACK_DEBIAN_PACKAGE_SUGGESTS ", libcurl4-openssl-dev | libcurl-dev, libxml2-dev")
endif()
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
# dpkg-dev, which tells the dependencies from the program, comes with build-essential, but not with gcc.
find_program(dpkg_shlibdeps dpkg-shlibdeps NO_CACHE)
if(dpkg_shlibdeps)
    set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
else()
    set(CPACK_DEBIAN_PACKAGE_DEPENDS libc6)
    if(NOT leaves_out_mock) # mofbind-mock, on Debian 12
        string(APPEND CPACK_DEBIAN_PACKAGE_DEPENDS ", libgnutls30, libmicrohttpd12, libxml2")
    endif()
endif()

set(CPACK_PROJECT_CONFIG_FILE ${CMAKE_CURRENT_BINARY_DIR}/package/cpack_generator.cmake)
file(WRITE ${CPACK_PROJECT_CONFIG_FILE} "# Read by cpack for each kind of package.
if(CPACK_GENERATOR STREQUAL \"DEB\")
    set(CPACK_PRE_BUILD_SCRIPTS \"${PROJECT_SOURCE_DIR}/generator/cmake/debian_files.cmake\")
endif()
")
include(CPack)
