# cmake -DCC=<compiler> -DNM=<nm> -DWORK=<folder> -P calls_refused.cmake
#
# calls.cmake takes a small tree, and refuses it with each fault that it is there for.
cmake_minimum_required(VERSION 3.25)

function(put file text)
    file(WRITE ${WORK}/tree/${file} "${text}")
endfunction()

# judge(<text>): of calls.cmake about the tree as it is; "": nothing is wrong with it
function(judge wanted)
    file(GLOB_RECURSE sources ${WORK}/tree/*.c)
    execute_process(COMMAND ${CC} -c ${sources} WORKING_DIRECTORY ${WORK} COMMAND_ERROR_IS_FATAL ANY)
    file(GLOB made ${WORK}/*.o)
    set(objects)
    foreach(object IN LISTS made) # as CMake calls them
        string(REGEX REPLACE "\\.o$" ".c.o" named ${object})
        file(RENAME ${object} ${named})
        list(APPEND objects ${named})
    endforeach()
    execute_process(COMMAND ${CMAKE_COMMAND} -DSOURCE=${WORK}/tree -DNM=${NM} "-DOBJECTS=${objects}" "-DRUNTIME=${objects}" -DLEAST=1
            -P ${CMAKE_CURRENT_LIST_DIR}/calls.cmake
        RESULT_VARIABLE status OUTPUT_VARIABLE said ERROR_VARIABLE said)
    string(REGEX REPLACE "[ \n]+" " " said "${said}")
    string(FIND "${said}" "${wanted}" at)
    if((wanted STREQUAL "" AND status) OR (NOT wanted STREQUAL "" AND NOT status) OR at EQUAL -1)
        message(FATAL_ERROR "expected \"${wanted}\", but calls.cmake said:\n${said}")
    endif()
endfunction()

function(good)
    file(REMOVE_RECURSE ${WORK})
    put(generator/support/low.c "int mb_low(void) { return 1; }\nconst int mb_table[1] = {1};\n")
    put(generator/check/high.c "int mb_low(void);\nint mb_high(void) { return mb_low(); }\n")
    put(templates/runtime/src/value/some.c "int wmip_some(void) { return 1; }\nint wmi_some(void) { return 1; }\n")
    put(templates/runtime/src/com/com.c "int wmip_com(void) { return 1; }\nint wmi_com(void) { return 1; }\n")
    put(generator/mock/mock_some.c "int wmip_some(void), wmi_com(void), mb_high(void);\nint mbm_some(void) { return wmip_some() + wmi_com() + mb_high(); }\n")
endfunction()

good()
judge("")
put(generator/support/up.c "int mb_high(void);\nint mb_up(void) { return mb_high(); }\n")
judge("support/up.c uses mb_high of check")
good()
put(generator/inspect/table.c "extern int mb_state;\nint mb_beside(void) { return mb_state; }\n")
put(generator/check/state.c "int mb_state = 1;\n")
judge("inspect/table.c uses mb_state of check")
good()
put(generator/check/mocked.c "int mbm_some(void);\nint mb_mocked(void) { return mbm_some(); }\n")
judge("check/mocked.c uses mbm_some of mock")
good()
put(generator/mock/mock_com.c "int wmip_com(void);\nint mbm_com(void) { return wmip_com(); }\n")
judge("mock/mock_com.c uses wmip_com of com")
good()
put(generator/mock/mock_name.c "int mb_mock_name = 1;\n")
judge("mock/mock_name.c defines mb_mock_name")
good()
put(generator/check/name.c "int mbb_name = 1;\n")
judge("check/name.c defines mbb_name")
