# In a build for this host: the tests, which need the nested build for Windows, Wine, and a prefix of their own.
if(NOT MOFBIND_TESTS_NESTED)
    function(mofbind_wine_test)
    endfunction()
    return()
endif()
include(wine.cmake)
find_program(wine_compiler x86_64-w64-mingw32-gcc NO_CACHE)
set(wine_missing)
if(NOT MOFBIND_WINE OR NOT MOFBIND_WINESERVER)
    set(wine_missing "Wine")
elseif(NOT wine_compiler)
    set(wine_missing "x86_64-w64-mingw32-gcc")
endif()
set(wine_build ${CMAKE_BINARY_DIR}/nested/mingw)
set(wine_command ${CMAKE_COMMAND} -DWINE=${MOFBIND_WINE} -DWINESERVER=${MOFBIND_WINESERVER})

# mofbind_wine_step(<name> PREFIX <prefix> SCRIPT <file> [TIMEOUT <seconds>] [ARGUMENTS <-Dx=y>...]): a test that runs a script
# with a prefix.
function(mofbind_wine_step name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "PREFIX;SCRIPT;TIMEOUT" "ARGUMENTS")
    if(wine_missing)
        add_test(NAME ${name} COMMAND ${CMAKE_COMMAND} -E echo "skipped: there is no ${wine_missing} on this machine")
        set_tests_properties(${name} PROPERTIES SKIP_REGULAR_EXPRESSION "skipped: there is no")
        return()
    endif()
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 600)
    endif()
    add_test(NAME ${name} COMMAND ${wine_command} -DPREFIX=${CMAKE_BINARY_DIR}/wine/${arg_PREFIX} -DTIMEOUT=${arg_TIMEOUT}
        -DNAME=${name} ${arg_ARGUMENTS} -P ${CMAKE_CURRENT_LIST_DIR}/${arg_SCRIPT})
    math(EXPR limit "${arg_TIMEOUT} + 30") # the script ends what takes too long, and tells what it has said so far
    set_tests_properties(${name} PROPERTIES TIMEOUT ${limit})
endfunction()

# Setup and cleanup of each prefix.
foreach(prefix IN ITEMS wbemprox fake)
    set(arguments)
    if(prefix STREQUAL "fake")
        set(arguments -DLOCATOR=${wine_build}/tests/wine/bin/fake_wmi.dll)
    endif()
    mofbind_wine_step(wine_prefix_${prefix} PREFIX ${prefix} SCRIPT prefix.cmake ARGUMENTS ${arguments})
    mofbind_wine_step(wine_end_${prefix} PREFIX ${prefix} SCRIPT end.cmake)
    set_tests_properties(wine_prefix_${prefix} PROPERTIES FIXTURES_SETUP wine_${prefix} RESOURCE_LOCK wine_${prefix})
    set_tests_properties(wine_end_${prefix} PROPERTIES FIXTURES_CLEANUP wine_${prefix} RESOURCE_LOCK wine_${prefix})
endforeach()

# Tests of Wine's own WMI change its services and its registry: one after the other.
function(mofbind_wine_needs test prefix)
    if(wine_missing)
        return()
    endif()
    set_tests_properties(${test} PROPERTIES FIXTURES_REQUIRED "mingw;wine_${prefix}")
    if(prefix STREQUAL "wbemprox")
        set_tests_properties(${test} PROPERTIES RESOURCE_LOCK wine_wbemprox)
    endif()
endfunction()

function(mofbind_wine_test)
    cmake_parse_arguments(PARSE_ARGV 0 arg "" "NAME;PREFIX;TIMEOUT" "SOURCES;LIBRARIES;INCLUDES")
    mofbind_wine_step(wine_${arg_NAME} PREFIX ${arg_PREFIX} SCRIPT run.cmake TIMEOUT ${arg_TIMEOUT}
        ARGUMENTS -DPROGRAM=${wine_build}/tests/wine/bin/wine_${arg_NAME}.exe)
    mofbind_wine_needs(wine_${arg_NAME} ${arg_PREFIX})
endfunction()

# The compiler itself, as a program for Windows: the same bindings, byte by byte, and the same messages.
add_executable(drawer drawer.c)
mofbind_warnings(drawer)
mofbind_wine_step(wine_identical PREFIX wbemprox SCRIPT identical.cmake ARGUMENTS -DPROGRAM=${wine_build}/generator/mofbind.exe
    -DDRAWER=$<TARGET_FILE:drawer> -DWINDOWS_DRAWER=${wine_build}/tests/wine/bin/drawer.exe
    -DNATIVE=$<TARGET_FILE:mofbind> -DSOURCE=${PROJECT_SOURCE_DIR} -DWORK=${CMAKE_CURRENT_BINARY_DIR}/identical)
mofbind_wine_needs(wine_identical wbemprox)
mofbind_wine_step(wine_output PREFIX wbemprox SCRIPT output.cmake ARGUMENTS -DPROGRAM=${wine_build}/generator/mofbind.exe
    -DWORK=${CMAKE_CURRENT_BINARY_DIR}/output)
mofbind_wine_needs(wine_output wbemprox)

# Example programs on the host that they bring along, and on Wine, which has no Hyper-V.
mofbind_wine_step(wine_examples PREFIX wbemprox SCRIPT examples.cmake ARGUMENTS -DPROGRAMS=${wine_build}/tests/wine/bin
    -DEXAMPLES=${PROJECT_SOURCE_DIR}/tests/consumer/examples)
mofbind_wine_needs(wine_examples wbemprox)
