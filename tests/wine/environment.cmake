# What every run under Wine has: a prefix of its own, no messages of Wine's, no debugger that keeps a crashed program alive, no look at the
# desktop of whoever runs the tests. From the script that includes this: WINE, WINESERVER, PREFIX.
cmake_minimum_required(VERSION 3.25)
foreach(name IN ITEMS WINE WINESERVER PREFIX)
    if(NOT ${name})
        message(FATAL_ERROR "${name} is not given")
    endif()
endforeach()
set(ENV{WINEPREFIX} ${PREFIX})
set(ENV{WINEARCH} win64)
set(ENV{WINEDEBUG} -all)
set(ENV{WINEDLLOVERRIDES} "mscoree,mshtml=;winedbg.exe,winemenubuilder.exe=d")
set(ENV{WINESERVER} ${WINESERVER})
set(ENV{LC_ALL} C.UTF-8)
unset(ENV{DISPLAY})
if(NOT TIMEOUT)
    set(TIMEOUT 600)
endif()

# wine_run(<status> <output> <argument>...): runs a program. Through a file, since Wine's services, which go on, would keep a pipe open.
function(wine_run status output)
    set(log ${PREFIX}.${NAME}.log)
    execute_process(COMMAND ${WINE} ${ARGN} RESULT_VARIABLE result OUTPUT_FILE ${log} ERROR_FILE ${log} INPUT_FILE /dev/null
        TIMEOUT ${TIMEOUT})
    file(READ ${log} text)
    string(REPLACE "\r" "" text "${text}")
    set(${status} "${result}" PARENT_SCOPE)
    set(${output} "${text}" PARENT_SCOPE)
endfunction()

# The same, where anything else than success is the end.
function(wine_must)
    wine_run(status output ${ARGN})
    if(NOT status EQUAL 0)
        message(FATAL_ERROR "${ARGN}: ${status}\n${output}")
    endif()
    set(output "${output}" PARENT_SCOPE)
endfunction()
