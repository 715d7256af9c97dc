# mofbind_warnings(<target>): the warnings that this project keeps at zero, for code of ours and code that we generate.
function(mofbind_warnings target)
    get_target_property(type ${target} TYPE)
    if(type STREQUAL "INTERFACE_LIBRARY")
        return()
    endif()
    if(MSVC)
        target_compile_options(${target} PRIVATE /W4 $<$<BOOL:${MOFBIND_WERROR}>:/WX>)
    else()
        target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wconversion -Wshadow
            $<$<BOOL:${MOFBIND_WERROR}>:-Werror>)
    endif()
endfunction()
