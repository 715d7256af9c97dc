# cmake -DROOT=<mofbind's source> -DBUILD=<folder> -DTOOL=<BUILD/bin/mofbind[.exe]> -DGENERATOR=<of the outer build>
#       -DMAKE_PROGRAM=<likewise> -P host_tool.cmake
#
# Builds TOOL in BUILD for this host, from within a build for another system. What that one's environment says of its own
# compiler is not for this one; CC_FOR_BUILD and CFLAGS_FOR_BUILD are.

cmake_minimum_required(VERSION 3.25)

if(NOT ROOT OR NOT BUILD OR NOT TOOL OR NOT GENERATOR)
    message(FATAL_ERROR "usage: cmake -DROOT=<source> -DBUILD=<folder> -DTOOL=<file> -DGENERATOR=<generator> -P host_tool.cmake")
endif()

set(options -DMOFBIND_TOOL_ONLY=ON -DCMAKE_BUILD_TYPE=Release "-DCMAKE_MAKE_PROGRAM=${MAKE_PROGRAM}"
    "-DCMAKE_RUNTIME_OUTPUT_DIRECTORY=${BUILD}/bin" "-DCMAKE_RUNTIME_OUTPUT_DIRECTORY_RELEASE=${BUILD}/bin")
set(compiler "$ENV{CC_FOR_BUILD}")
if(compiler)
    separate_arguments(compiler NATIVE_COMMAND "${compiler}") # CC_FOR_BUILD may be "gcc -m64"
    list(APPEND options "-DCMAKE_C_COMPILER=${compiler}")
endif()
if(DEFINED ENV{CFLAGS_FOR_BUILD})
    list(APPEND options "-DCMAKE_C_FLAGS=$ENV{CFLAGS_FOR_BUILD}")
endif()
if(DEFINED ENV{LDFLAGS_FOR_BUILD})
    list(APPEND options "-DCMAKE_EXE_LINKER_FLAGS=$ENV{LDFLAGS_FOR_BUILD}")
endif()
foreach(variable IN ITEMS CC CXX CFLAGS CXXFLAGS CPPFLAGS LDFLAGS RC AR NM RANLIB CPATH C_INCLUDE_PATH LIBRARY_PATH
        CMAKE_TOOLCHAIN_FILE CMAKE_GENERATOR CMAKE_GENERATOR_PLATFORM CMAKE_GENERATOR_TOOLSET CMAKE_PREFIX_PATH SYSROOT SDKROOT
        MAKEFLAGS MFLAGS MAKELEVEL DESTDIR)
    unset(ENV{${variable}})
endforeach()
cmake_host_system_information(RESULT cores QUERY NUMBER_OF_LOGICAL_CORES)

foreach(step IN ITEMS configure build)
    if(step STREQUAL "configure")
        set(command "${CMAKE_COMMAND}" -S "${ROOT}" -B "${BUILD}" -G "${GENERATOR}" ${options})
    else()
        set(command "${CMAKE_COMMAND}" --build "${BUILD}" --config Release --target mofbind --parallel ${cores})
    endif()
    execute_process(COMMAND ${command} RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output)
    if(NOT "${status}" STREQUAL "0")
        message(FATAL_ERROR "mofbind for this host could not be built (${step}, ${status}):\n${output}")
    endif()
endforeach()
# What was up to date is so for the outer build, too.
file(TOUCH "${TOOL}")
