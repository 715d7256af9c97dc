# mofbind_warnings(<target>): the warnings that this project keeps at zero, for code of ours and code that we generate.
function(mofbind_warnings target)
    if(MSVC)
        target_compile_options(${target} PRIVATE /W4 $<$<BOOL:${MOFBIND_WERROR}>:/WX>)
    else()
        target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wconversion -Wshadow
            $<$<BOOL:${MOFBIND_WERROR}>:-Werror>)
    endif()
endfunction()
