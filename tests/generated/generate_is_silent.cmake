# The README's own call on the schemas of mof/ ends well and prints nothing: what is known of them, they say themselves.
cmake_minimum_required(VERSION 3.25)
file(REMOVE_RECURSE ${WORK}/silent)
execute_process(
    COMMAND ${MOFBIND} generate -o ${WORK}/silent mof/WindowsVirtualization.V2.mof mof/WindowsHyperVCluster.V2.mof
    WORKING_DIRECTORY ${SOURCE} RESULT_VARIABLE status OUTPUT_VARIABLE printed ERROR_VARIABLE told)
if(NOT status EQUAL 0 OR NOT printed STREQUAL "" OR NOT told STREQUAL "")
    message(FATAL_ERROR "mofbind generate ended with ${status} and printed:\n${printed}${told}")
endif()
