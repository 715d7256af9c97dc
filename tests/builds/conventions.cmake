# Builds i686/ and reads the calling conventions off its objects: the runtime calls Windows by stdcall (_Name@bytes), its own functions are C's
# (_name), functions of Windows 8 are not linked, and com knows no other rooms than it may (tests/layers); what a program of another default
# hands to the runtime returns as C's functions do.
cmake_minimum_required(VERSION 3.25)
foreach(tool IN ITEMS gcc nm objdump)
    find_program(${tool} i686-w64-mingw32-${tool})
    if(NOT ${tool})
        message("skipped: there is no i686-w64-mingw32-${tool} on this machine")
        return()
    endif()
endforeach()
function(run)
    execute_process(COMMAND ${ARGV} RESULT_VARIABLE status)
    if(status)
        message(FATAL_ERROR "failed: ${ARGV}")
    endif()
endfunction()
run(${CMAKE_COMMAND} -S ${CMAKE_CURRENT_LIST_DIR}/i686 -B ${BUILD} -G Ninja -DMOFBIND_WERROR=ON -DCMAKE_SYSTEM_NAME=Windows
    -DCMAKE_C_COMPILER=${gcc} -DCMAKE_BUILD_TYPE=Release)
run(${CMAKE_COMMAND} --build ${BUILD} --parallel 2)

set(archives)
foreach(library IN ITEMS runtime loopback com)
    list(APPEND archives ${BUILD}/runtime/libmofbind_${library}.a)
endforeach()
execute_process(COMMAND ${CMAKE_COMMAND} -DSOURCE=${CMAKE_CURRENT_LIST_DIR}/../../templates/runtime -DNM=${nm} "-DARCHIVES=${archives}" -DCOMPLETE=ON -DLEAST_INCLUDES=80
    -DLEAST_CALLS=900 -P ${CMAKE_CURRENT_LIST_DIR}/../layers/rooms.cmake COMMAND_ERROR_IS_FATAL ANY)

execute_process(COMMAND ${nm} ${BUILD}/runtime/libmofbind_com.a OUTPUT_VARIABLE symbols ERROR_QUIET COMMAND_ERROR_IS_FATAL ANY)
foreach(wanted IN ITEMS " U __imp__CoCreateInstance@20" " U __imp__SysFreeString@4" " T _wmi_com_backend\n" " t _guarded_get\n")
    string(FIND "${symbols}" "${wanted}" at)
    if(at EQUAL -1)
        message(FATAL_ERROR "the objects of the backend com should hold \"${wanted}\"")
    endif()
endforeach()
string(REGEX MATCH "[^\n]*U [^\n]*MTAUsage[^\n]*" found "${symbols}")
if(found)
    message(FATAL_ERROR "linked, although Windows 7 and mingw's library for 32 bits lack it: ${found}")
endif()

execute_process(COMMAND ${objdump} -d --no-show-raw-insn ${BUILD}/CMakeFiles/i686_callbacks.dir/callbacks.c.obj
    OUTPUT_VARIABLE code COMMAND_ERROR_IS_FATAL ANY)
foreach(name IN ITEMS visit progress allocate release pass handle)
    if(NOT code MATCHES "<_${name}>:\n([^<]|<_${name}\\+)*[ \t]ret *\n")
        message(FATAL_ERROR "${name}() does not return as a C function does:\n${code}")
    endif()
endforeach()

execute_process(COMMAND ${CMAKE_COMMAND} --build ${BUILD} --target i686_refused RESULT_VARIABLE status OUTPUT_VARIABLE messages)
if(NOT status OR NOT messages MATCHES "incompatible pointer type")
    message(FATAL_ERROR "functions of another convention should be refused:\n${messages}")
endif()
