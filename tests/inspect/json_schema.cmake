# Compares what dump --json prints with dump.schema.json.
cmake_minimum_required(VERSION 3.25)
include(${CMAKE_CURRENT_LIST_DIR}/json_rules.cmake)

foreach(arguments IN ITEMS "inspect.mof;dmtf.mof" "--no-positions;inspect.mof" "none.mof" "-w;aliases.mof" "terminal.mof" "hosts.mof")
    execute_process(COMMAND ${MOFBIND} dump --json ${arguments} WORKING_DIRECTORY ${SOURCE}
        OUTPUT_VARIABLE json COMMAND_ERROR_IS_FATAL ANY)
    find_wrong(wrong OBJECT "${json}" "${schema}" "")
    if(wrong)
        message(SEND_ERROR "dump --json ${arguments}:\n${wrong}")
    endif()
endforeach()

# The comparison itself: each of these is wrong.
foreach(bad IN ITEMS
    "{\"format\": \"mofbind-schema\", \"version\": 2, \"schemas\": []}"
    "{\"format\": \"mofbind-schema\", \"schemas\": []}"
    "{\"format\": \"mofbind-schema\", \"version\": 1, \"schemas\": [], \"more\": 1}"
    "{\"format\": \"mofbind-schema\", \"version\": 1, \"schemas\": {}}"
    "{\"format\": \"mofbind-schema\", \"version\": 1, \"schemas\": [{\"dialect\": \"cim\", \"qualifierDeclarations\": [], \"namespaces\": []}]}")
    find_wrong(wrong OBJECT "${bad}" "${schema}" "")
    if(NOT wrong)
        message(SEND_ERROR "this is found to be right: ${bad}")
    endif()
endforeach()
