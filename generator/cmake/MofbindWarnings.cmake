# mofbind_warnings(<target> [<option>...]): the warnings that this project keeps at zero, for code of ours and code that we generate; and
# others, as gcc and clang call them.
function(mofbind_warnings target)
    get_target_property(type ${target} TYPE)
    if(type STREQUAL "INTERFACE_LIBRARY")
        return()
    endif()
    if(MSVC)
        target_compile_options(${target} PRIVATE /W4 $<$<BOOL:${MOFBIND_WERROR}>:/WX>)
    else()
        target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wconversion -Wshadow ${ARGN}
            $<$<BOOL:${MOFBIND_WERROR}>:-Werror>)
    endif()
endfunction()
