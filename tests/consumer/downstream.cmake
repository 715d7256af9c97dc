# Installs mofbind from BUILD, then builds the downstream project with it; changes its MOFs, and breaks one.
cmake_minimum_required(VERSION 3.25)
file(REMOVE_RECURSE ${WORK})
file(COPY ${SOURCE}/ DESTINATION ${WORK}/source)

function(run expected)
    execute_process(COMMAND ${ARGN} RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output)
    if(expected STREQUAL "fails" AND NOT status OR expected STREQUAL "works" AND status)
        message(FATAL_ERROR "${ARGN}\nended with ${status}:\n${output}")
    endif()
    set(output "${output}" PARENT_SCOPE)
endfunction()
function(says text)
    string(FIND "${output}" "${text}" at)
    if(at EQUAL -1)
        message(FATAL_ERROR "expected '${text}' in:\n${output}")
    endif()
endfunction()
set(build ${CMAKE_COMMAND} --build ${WORK}/build)

run(works ${CMAKE_COMMAND} --install ${BUILD}/generator --prefix ${WORK}/prefix)
run(works ${CMAKE_COMMAND} -S ${WORK}/source -B ${WORK}/build -G Ninja -DCMAKE_C_COMPILER=${COMPILER}
    -DCMAKE_PREFIX_PATH=${WORK}/prefix)
run(works ${build})
run(works ${WORK}/build/toast)
says("Done, brownness 9")

# The same with the source of mofbind as a subdirectory.
run(works ${CMAKE_COMMAND} -S ${WORK}/source -B ${WORK}/subdirectory -G Ninja -DCMAKE_C_COMPILER=${COMPILER}
    -DMOFBIND_SOURCE=${MOFBIND_SOURCE})
run(works ${CMAKE_COMMAND} --build ${WORK}/subdirectory)
run(works ${WORK}/subdirectory/toast)
says("Done, brownness 9")

# Nothing changed: nothing is built.
run(works ${build})
says("no work to do")

# An included MOF changes: the bindings change with it, by themselves.
execute_process(COMMAND ${CMAKE_COMMAND} -E sleep 1.1)
file(WRITE ${WORK}/source/slice.mof "class Slice { string Grain; real32 Thickness; boolean Buttered; };\n")
run(works ${build})
file(READ ${WORK}/build/bindings/kitchen/include/kitchen/Slice.h header)
set(output "${header}")
says("wmi_opt_boolean Buttered;")

# What an overlay includes changes: so do the bindings.
set(toaster ${WORK}/build/bindings/kitchen/include/kitchen/Toaster.h)
file(READ ${toaster} output)
says("in seconds")
says("Am_Werk") # of the language asked for, beside what the overlay adds
execute_process(COMMAND ${CMAKE_COMMAND} -E sleep 1.1)
file(WRITE ${WORK}/source/seconds.mof "class Toaster { uint32 Toast([In, Units(\"Minutes\")] uint16 Seconds); };\n")
run(works ${build})
file(READ ${toaster} output)
says("in minutes")
run(works ${build})
says("no work to do")

# A broken overlay is one error more, and mending it builds again.
execute_process(COMMAND ${CMAKE_COMMAND} -E sleep 1.1)
file(WRITE ${WORK}/source/more.mof "class Slice { real32 };\n")
run(fails ${build})
says("more.mof:1:")
execute_process(COMMAND ${CMAKE_COMMAND} -E sleep 1.1)
file(COPY ${SOURCE}/more.mof DESTINATION ${WORK}/source)
file(TOUCH ${WORK}/source/more.mof)
run(works ${build})
file(READ ${WORK}/build/bindings/kitchen/include/kitchen/Slice.h header)

# A broken MOF: the build says where, and leaves what is there.
execute_process(COMMAND ${CMAKE_COMMAND} -E sleep 1.1)
file(WRITE ${WORK}/source/slice.mof "class Slice { string Grain real32 Thickness; };\n")
run(fails ${build})
says("slice.mof:1:28: error: ")
file(READ ${WORK}/build/bindings/kitchen/include/kitchen/Slice.h again)
if(NOT again STREQUAL header)
    message(FATAL_ERROR "a broken MOF changed the bindings")
endif()

# Mended: it builds again.
execute_process(COMMAND ${CMAKE_COMMAND} -E sleep 1.1)
file(COPY ${SOURCE}/slice.mof DESTINATION ${WORK}/source)
file(TOUCH ${WORK}/source/slice.mof)
run(works ${build})
