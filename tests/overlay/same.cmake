# Our MOF is an overlay for what a host's own may look like: VARIANT makes that of it (variant.c), and what is generated of both
# is, byte for byte, what is generated of ours, but for the class that the variant adds. Files which list the classes list them
# in the order of the MOF: of those the lines are compared (same.c).
cmake_minimum_required(VERSION 3.25)
set(added Msvm_OfNewerBuild)
file(REMOVE_RECURSE ${WORK})
file(MAKE_DIRECTORY ${WORK}/dump)
set(host ${WORK}/${NAME}) # the name is written into what is generated
set(overlay --overlay ${MOF}/${NAME})

# run(FILE COMMAND...): what it prints goes to the file.
function(run file)
    execute_process(COMMAND ${ARGN} OUTPUT_FILE ${WORK}/${file} RESULT_VARIABLE status ERROR_VARIABLE messages)
    if(status)
        string(JOIN " " command ${ARGN})
        message(NOTICE "${messages}")
        message(FATAL_ERROR "ended with ${status}: ${command}")
    endif()
endfunction()

run(variant.txt ${VARIANT} ${KIND} ${MOF}/${NAME} ${host})
set(generate ${MOFBIND} generate --no-runtime -Werror=overlay)
run(ours.txt ${generate} -o ${WORK}/ours ${MOF}/${NAME})
run(bare.txt ${generate} -o ${WORK}/bare ${host})
run(both.txt ${generate} -o ${WORK}/both ${host} ${overlay})

set(list ${WORK}/ours/mofbind.files)
file(STRINGS ${list} files REGEX "^[^#]")
execute_process(COMMAND ${SAME} ${WORK}/ours ${WORK}/both ${list} ${added} RESULT_VARIABLE differs OUTPUT_VARIABLE said)
if(differs)
    message(NOTICE "${said}")
    message(FATAL_ERROR "what is generated of ${KIND} with the overlay is not what is generated of ours")
endif()
file(STRINGS ${WORK}/both/mofbind.files more REGEX "^[^#]")
list(REMOVE_ITEM more ${files})
list(FILTER more EXCLUDE REGEX "/${added}\\.[ch]$")
if(more)
    message(FATAL_ERROR "the overlay adds files: ${more}")
endif()

# Without the overlay much is another: else the variant lacks nothing.
execute_process(COMMAND ${SAME} ${WORK}/ours ${WORK}/bare ${list} ${added} OUTPUT_VARIABLE said)
if(NOT said MATCHES "([0-9]+) of [0-9]+ files are others" OR CMAKE_MATCH_1 LESS 100)
    message(FATAL_ERROR "the variant lacks nothing: ${said}")
endif()
message("with the overlay none is: without it ${CMAKE_MATCH_0}")

# The dump of both is a MOF that needs no overlay.
run(dump/${NAME} ${MOFBIND} dump -w --mof ${host} ${overlay})
run(again.json ${MOFBIND} dump -w --json --no-positions ${WORK}/dump/${NAME})
run(both.json ${MOFBIND} dump -w --json --no-positions ${host} ${overlay})
execute_process(COMMAND ${CMAKE_COMMAND} -E compare_files ${WORK}/again.json ${WORK}/both.json RESULT_VARIABLE differs)
if(differs)
    message(FATAL_ERROR "the dump of both, read again, is another schema")
endif()
