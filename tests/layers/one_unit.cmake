# cmake -DSOURCE=<templates/runtime> -DCC=<compiler> -DWORK=<folder> [-DFOREIGN=<folder of headers>;...] -P one_unit.cmake
#
# The sources of the runtime, each library and all of them together, are read as one translation unit: no two share the name of a function,
# a type or a macro. By the compiler of this build, and by mingw's where it is there, for which com is among them. FOREIGN is what wsman
# includes of others; without it, wsman is not looked at.
cmake_minimum_required(VERSION 3.25)
set(rooms base value path wql cimxml codec session)
file(GLOB backends RELATIVE ${SOURCE}/src ${SOURCE}/src/*)
list(REMOVE_ITEM backends ${rooms})

# read_as_one(<compiler> <name> <room>...)
function(read_as_one compiler name)
    # What host.c and loopback_lock.c want of the system is to be said before the first header.
    set(text "#if !defined(_WIN32)\n#define _XOPEN_SOURCE 700\n#endif\n")
    foreach(room IN LISTS ARGN)
        file(GLOB_RECURSE sources ${SOURCE}/src/${room}/*.c)
        foreach(source IN LISTS sources)
            string(APPEND text "#include \"${source}\"\n")
        endforeach()
    endforeach()
    file(WRITE ${WORK}/${name}.c "${text}")
    set(foreign)
    if("wsman" IN_LIST ARGN OR name STREQUAL "all")
        list(TRANSFORM FOREIGN PREPEND "-isystem" OUTPUT_VARIABLE foreign)
    endif()
    execute_process(COMMAND ${compiler} ${foreign} -std=c11 -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror -fsyntax-only
            -I ${SOURCE}/include -I ${SOURCE}/src ${WORK}/${name}.c
        RESULT_VARIABLE status)
    if(status)
        message(FATAL_ERROR "${compiler}: as one: ${ARGN}")
    endif()
endfunction()

read_as_one(${CC} runtime ${rooms})
set(natives ${backends})
list(REMOVE_ITEM natives com)
if(NOT FOREIGN)
    list(REMOVE_ITEM natives wsman)
endif()
foreach(backend IN LISTS natives)
    read_as_one(${CC} ${backend} ${backend})
endforeach()
read_as_one(${CC} all ${rooms} ${natives})
find_program(mingw x86_64-w64-mingw32-gcc)
if(mingw)
    read_as_one(${mingw} com com)
    read_as_one(${mingw} all_windows ${rooms} loopback com)
endif()
