# Plays transcripts of the example programs again, as programs for Windows.
include(${CMAKE_CURRENT_LIST_DIR}/environment.cmake)
foreach(transcript IN ITEMS ${EXAMPLES}/transcripts/list_machines.txt ${CMAKE_CURRENT_LIST_DIR}/examples_com.txt)
    execute_process(COMMAND ${CMAKE_COMMAND} -DPROGRAMS=${PROGRAMS} -DSUFFIX=.exe -DWITH=${WINE} -DLOG=${PREFIX}.${NAME}
        -DTRANSCRIPT=${transcript} -P ${EXAMPLES}/run.cmake RESULT_VARIABLE status TIMEOUT ${TIMEOUT})
    if(NOT status EQUAL 0)
        message(SEND_ERROR "${transcript}: ${status}")
    endif()
endforeach()
