# What `cmake --install` installs, and packages of it: only where mofbind is what is built, not part of another project.
#
#   bin/mofbind
#   bin/mofbind-mock                      where libmicrohttpd and libxml2 are there
#   share/cmake/mofbind/                  what find_package(mofbind) reads, whatever it builds for
#   share/mofbind/templates/ mof/         the templates, with the runtime's sources, and the MOFs
#   include/mofbind/<library>/            a folder each: ready-made headers do not hide those that a project generates
#   <libdir>/libmofbind_<library>.a
#   <libdir>/cmake/mofbind/               the libraries as imported targets, and what they were built for
#   <libdir>/pkgconfig/mofbind[-<library>].pc
include(CMakePackageConfigHelpers)
include(MofbindPlatform)

set(staging ${CMAKE_CURRENT_BINARY_DIR}/package)
set(package_dir ${CMAKE_INSTALL_DATADIR}/cmake/mofbind)
set(data_dir ${CMAKE_INSTALL_DATADIR}/mofbind)
set(libraries_dir ${CMAKE_INSTALL_LIBDIR}/cmake/mofbind)

# From <libdir>/pkgconfig to the prefix, so that the files work wherever the prefix is moved.
function(mofbind_pc_path result dir)
    if(IS_ABSOLUTE "${dir}")
        set(${result} "${dir}" PARENT_SCOPE)
    else()
        set(${result} "\${prefix}/${dir}" PARENT_SCOPE)
    endif()
endfunction()
if(IS_ABSOLUTE "${CMAKE_INSTALL_LIBDIR}")
    set(pc_prefix "${CMAKE_INSTALL_PREFIX}")
else()
    file(RELATIVE_PATH up "/prefix/${CMAKE_INSTALL_LIBDIR}/pkgconfig" /prefix)
    string(REGEX REPLACE "/$" "" up "${up}")
    set(pc_prefix "\${pcfiledir}/${up}")
endif()
foreach(dir IN ITEMS BIN LIB INCLUDE DATA)
    mofbind_pc_path(pc_${dir} "${CMAKE_INSTALL_${dir}DIR}")
endforeach()

# mofbind_install_library(<library>): the target mofbind::<library>, its headers and its pkg-config file.
function(mofbind_install_library library)
    get_target_property(target mofbind::${library} ALIASED_TARGET)
    set(include_dir ${CMAKE_INSTALL_INCLUDEDIR}/mofbind/${library})
    get_target_property(includes ${target} INTERFACE_INCLUDE_DIRECTORIES)
    get_target_property(headers ${target} MOFBIND_HEADERS)
    set(installed)
    if(NOT includes)
        set(includes)
    endif()
    foreach(include IN LISTS includes)
        if(include MATCHES "^\\$<BUILD_INTERFACE:(.*)>$")
            set(include "${CMAKE_MATCH_1}")
        endif()
        if(NOT include MATCHES "^\\$<INSTALL_INTERFACE:")
            list(APPEND installed "$<BUILD_INTERFACE:${include}>" "$<INSTALL_INTERFACE:${include_dir}>")
            if(headers) # of which the others are part
                set(include "${headers}")
            endif()
            install(DIRECTORY "${include}/" DESTINATION ${include_dir} FILES_MATCHING PATTERN "*.h" PATTERN "*.hpp")
        endif()
    endforeach()
    list(REMOVE_DUPLICATES installed)
    # An installed library is in `all`, wherever it stands.
    set_target_properties(${target} PROPERTIES INTERFACE_INCLUDE_DIRECTORIES "${installed}" EXPORT_NAME ${library}
        EXCLUDE_FROM_ALL FALSE)
    install(TARGETS ${target} EXPORT mofbindTargets
        ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})

    # What it links beside mofbind's own libraries, as linkers take it.
    get_target_property(links ${target} INTERFACE_LINK_LIBRARIES)
    get_target_property(type ${target} TYPE)
    set(requires)
    set(flags "-L\${libdir} -lmofbind_${library}")
    set(cflags)
    if(type STREQUAL "INTERFACE_LIBRARY") # a backend inside a shared runtime
        set(flags)
    elseif(type STREQUAL "SHARED_LIBRARY")
        # Before 1.0, each minor version is an interface of its own.
        set_target_properties(${target} PROPERTIES VERSION ${PROJECT_VERSION}
            SOVERSION ${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR})
        get_target_property(definitions ${target} INTERFACE_COMPILE_DEFINITIONS)
        list(TRANSFORM definitions PREPEND "-D" OUTPUT_VARIABLE cflags)
    endif()
    if(installed)
        list(APPEND cflags "-I\${includedir}/mofbind/${library}")
    endif()
    if(cflags)
        list(JOIN cflags " " cflags)
        set(cflags "\nCflags: ${cflags}")
    endif()
    foreach(link IN LISTS links)
        if(link MATCHES "^mofbind(::|_)(.*)$")
            list(APPEND requires mofbind-${CMAKE_MATCH_2})
        elseif(link STREQUAL "CURL::libcurl")
            list(APPEND requires libcurl)
        elseif(link STREQUAL "LibXml2::LibXml2")
            list(APPEND requires libxml-2.0)
        elseif(link MATCHES "^-")
            string(APPEND flags " ${link}")
        elseif(link MATCHES "^[A-Za-z0-9_.+]+$")
            string(APPEND flags " -l${link}")
        endif()
    endforeach()
    if(NOT library IN_LIST MOFBIND_BACKENDS AND NOT library STREQUAL "runtime" AND NOT APPLE)
        string(APPEND flags " -Wl,--gc-sections")
    endif()
    list(JOIN requires " " requires)
    if(requires)
        set(requires "\nRequires: ${requires}")
    endif()
    set(description "the runtime of C bindings for WMI")
    if(library IN_LIST MOFBIND_BACKENDS)
        set(description "the backend ${library} of C bindings for WMI")
    elseif(NOT library STREQUAL "runtime")
        set(description "C bindings of the WMI schema ${library}")
    endif()
    configure_file(${PROJECT_SOURCE_DIR}/generator/cmake/library.pc.in ${staging}/mofbind-${library}.pc @ONLY)
    install(FILES ${staging}/mofbind-${library}.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
endfunction()

# The compiler, and what find_package(mofbind) reads.
set(files MofbindTool.cmake MofbindPlatform.cmake MofbindAddBindings.cmake MofbindAddReference.cmake MofbindLibraries.cmake)
list(TRANSFORM files PREPEND ${PROJECT_SOURCE_DIR}/generator/cmake/)
configure_package_config_file(${PROJECT_SOURCE_DIR}/generator/cmake/mofbindConfig.cmake.in ${staging}/mofbindConfig.cmake
    INSTALL_DESTINATION ${package_dir}
    PATH_VARS CMAKE_INSTALL_DATADIR CMAKE_INSTALL_BINDIR CMAKE_INSTALL_LIBDIR)
# ARCH_INDEPENDENT: a build for another system runs the compiler of this one. Whether the libraries fit is the config file's matter.
write_basic_package_version_file(${staging}/mofbindConfigVersion.cmake COMPATIBILITY SameMinorVersion ARCH_INDEPENDENT)
configure_file(${PROJECT_SOURCE_DIR}/generator/cmake/mofbind.pc.in ${staging}/mofbind.pc @ONLY)
install(TARGETS mofbind RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(FILES ${files} ${staging}/mofbindConfig.cmake ${staging}/mofbindConfigVersion.cmake DESTINATION ${package_dir})
install(FILES ${staging}/mofbind.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
install(FILES ${PROJECT_SOURCE_DIR}/generator/inspect/dump.schema.json ${PROJECT_SOURCE_DIR}/generator/mock/scenario.schema.json
    DESTINATION ${data_dir})
install(DIRECTORY ${PROJECT_SOURCE_DIR}/mof ${PROJECT_SOURCE_DIR}/templates DESTINATION ${data_dir} REGEX "(~|/\\.[^/]*)$" EXCLUDE)
# The example programs, and the host that they run against: a start for others' programs and tests.
install(DIRECTORY ${PROJECT_SOURCE_DIR}/tests/consumer/examples DESTINATION ${data_dir} FILES_MATCHING
    PATTERN "*.c" PATTERN "*.cpp" PATTERN "*.h" PATTERN README.md PATTERN tests EXCLUDE
    PATTERN transcripts EXCLUDE PATTERN readme_host.c EXCLUDE)
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE ${PROJECT_SOURCE_DIR}/README.md ${PROJECT_SOURCE_DIR}/CHANGELOG.md
    DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(DIRECTORY ${PROJECT_SOURCE_DIR}/generator/docs/ DESTINATION ${CMAKE_INSTALL_DOCDIR} FILES_MATCHING PATTERN "*.md")
install(FILES ${PROJECT_SOURCE_DIR}/generator/docs/mofbind.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
set(leaves_out_mock TRUE)
if(TARGET mofbind-mock)
    get_target_property(leaves_out_mock mofbind-mock EXCLUDE_FROM_ALL)
endif()
if(NOT leaves_out_mock)
    install(TARGETS mofbind-mock RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
    install(FILES ${PROJECT_SOURCE_DIR}/generator/docs/mofbind-mock.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
endif()

# The libraries that this build makes.
set(installs_libraries FALSE)
foreach(library IN LISTS MOFBIND_LIBRARIES)
    if((MOFBIND_BINDINGS OR MOFBIND_TESTS) AND TARGET mofbind_${library})
        mofbind_install_library(${library})
        set(installs_libraries TRUE)
    endif()
endforeach()
if(installs_libraries)
    mofbind_platform(platform)
    file(WRITE ${staging}/mofbindLibraries.cmake "# What the libraries of this folder were built for; read by mofbindConfig.cmake.\n"
        "set(mofbind_libraries \"${PROJECT_VERSION} ${platform}\")\n")
    install(EXPORT mofbindTargets NAMESPACE mofbind:: DESTINATION ${libraries_dir})
    install(FILES ${staging}/mofbindLibraries.cmake DESTINATION ${libraries_dir})
endif()

include(MofbindCPack)
