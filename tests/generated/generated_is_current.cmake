# Generates anew and compares with SOURCE/generated, both ways.
cmake_minimum_required(VERSION 3.25)
set(fresh ${WORK}/fresh)
file(REMOVE_RECURSE ${fresh})
execute_process(COMMAND ${MOFBIND} generate -o ${fresh} mof/WindowsVirtualization.V2.mof mof/WindowsHyperVCluster.V2.mof
    WORKING_DIRECTORY ${SOURCE} RESULT_VARIABLE status)
if(status)
    message(FATAL_ERROR "mofbind generate ended with ${status}")
endif()

include(${SOURCE}/tests/golden/compare.cmake)
compare_folders(${SOURCE}/generated ${fresh} "cmake --build ${BUILD} --target update_generated")
file(GLOB_RECURSE new RELATIVE ${fresh} ${fresh}/*)
set(bytes 0)
foreach(file IN LISTS new)
    file(SIZE ${fresh}/${file} size)
    math(EXPR bytes "${bytes} + ${size}")
endforeach()
list(LENGTH new count)
message("${count} files, ${bytes} bytes")
if(count LESS 1300 OR bytes GREATER 20000000)
    message(FATAL_ERROR "generated/ has a budget of 20,000,000 bytes")
endif()

# Again, with nothing changed: nothing is written.
execute_process(COMMAND find ${fresh} -type f -exec touch -d 2001-02-03 {} +)
execute_process(COMMAND ${MOFBIND} generate -o ${fresh} mof/WindowsVirtualization.V2.mof mof/WindowsHyperVCluster.V2.mof
    WORKING_DIRECTORY ${SOURCE})
foreach(file IN LISTS new)
    file(TIMESTAMP ${fresh}/${file} written "%Y")
    if(NOT written EQUAL 2001)
        message(FATAL_ERROR "${file} was written again although nothing changed")
    endif()
endforeach()
