# owners.cpp compiles without a word by every compiler here, as C++17 and C++20, with exceptions and RTTI and without, with the warnings that
# projects switch on beyond the usual ones; and each line of MISUSE in misuse.cpp is an error, in the words that stand here.
cmake_minimum_required(VERSION 3.25)
set(ENV{LC_ALL} C)
set(runtime -I${SOURCE}/templates/runtime/include)
set(includes ${runtime} -I${BINDINGS}/virtualization_v2/include -I${SOURCE}/tests/consumer/examples/host)
set(warnings -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wold-style-cast -Wnon-virtual-dtor -Wcast-qual -Wcast-align -Wsign-conversion
    -Wzero-as-null-pointer-constant -Wmissing-declarations -Wdouble-promotion -Woverloaded-virtual -Werror)
set(warnings_of_g++ -Wuseless-cast)
set(warnings_of_x86_64-w64-mingw32-g++ -Wuseless-cast)
set(warnings_of_clang++ -Wextra-semi -Wundefined-reinterpret-cast)

set(words_of_g++
    "use of deleted function '[^\n]*wmi::owner<wmi_session, wmi_close>::owner\\(const"
    "use of deleted function '[^\n]*wmi::list<[^\n]*>::operator=\\(const"
    "use of deleted function 'wmi::owner<T, give_back>::operator T\\*\\(\\) const &&"
    "use of deleted function 'wmi::owned<T>::operator const T\\*\\(\\) const &&"
    "static assertion failed: an owner is for the struct of a class, or of what a method gives back"
    "'of' is not a member of 'wmi::detail::region<[^\n]*item_in"
    "'of' is not a member of 'wmi::detail::region<wmi_none"
    "cannot convert 'wmi::list<[^\n]*>' to '[^\n]*item\\*\\*'"
    "comparison between pointer and integer")
set(words_of_clang++
    "call to implicitly-deleted copy constructor of 'wmi::session'"
    "cannot be assigned because its copy assignment operator is implicitly deleted"
    "conversion function from 'wmi::text' [^\n]*to 'const char \\*' invokes a deleted function"
    "conversion function from 'owned<[^\n]*item>' to [^\n]* invokes a deleted function"
    "static(_assert| assertion) failed[^\n]*item_in[^\n]*an owner is for the struct of a class, or of what a method gives back"
    "static(_assert| assertion) failed[^\n]*wmi_none[^\n]*an owner is for the struct of a class, or of what a method gives back"
    "no matching function for call to 'item_list'"
    "comparison between pointer and integer")

foreach(compiler IN ITEMS g++ clang++ x86_64-w64-mingw32-g++)
    find_program(found_${compiler} ${compiler})
    if(NOT found_${compiler})
        message("skipped: there is no ${compiler} on this machine")
        continue()
    endif()
    foreach(mode IN ITEMS "-std=c++17;-fno-exceptions;-fno-rtti" "-std=c++20" "-std=c++17" "-std=c++20;-fno-exceptions;-fno-rtti")
        foreach(source IN ITEMS owners misuse)
            if(source STREQUAL "misuse" OR mode MATCHES "17;-fno|20$") # the other half of the first says nothing new
                execute_process(COMMAND ${found_${compiler}} ${mode} ${warnings} ${warnings_of_${compiler}} ${includes} -DMISUSE=0
                        -fsyntax-only ${SOURCE}/tests/cpp/${source}.cpp
                    RESULT_VARIABLE status ERROR_VARIABLE said)
                if(status OR NOT said STREQUAL "")
                    message(SEND_ERROR "${compiler} ${mode} ${source}.cpp:\n${said}")
                endif()
            endif()
        endforeach()
    endforeach()
    execute_process(COMMAND ${found_${compiler}} -std=c++17 ${runtime} -DMISUSE=1 -fsyntax-only ${SOURCE}/tests/cpp/misuse.cpp
        RESULT_VARIABLE status ERROR_VARIABLE said)
    foreach(words IN LISTS words_of_${compiler})
        if(NOT status OR NOT said MATCHES "error: [^\n]*${words}")
            message(SEND_ERROR "${compiler} says of misuse.cpp, wanted \"${words}\":\n${said}")
        endif()
    endforeach()
endforeach()

# As MSVC's compiler has it (its ABI, its macros), over the standard library of mingw's compiler.
if(found_clang++ AND found_x86_64-w64-mingw32-g++)
    execute_process(COMMAND ${found_x86_64-w64-mingw32-g++} -print-libgcc-file-name OUTPUT_VARIABLE library OUTPUT_STRIP_TRAILING_WHITESPACE)
    cmake_path(GET library PARENT_PATH library)
    set(msvc ${found_clang++} --target=x86_64-pc-windows-msvc19.29 -fgnuc-version=4.2.1 -std=c++17 ${warnings} -Wno-\#warnings -nostdinc++
        -isystem ${library}/include/c++ -isystem ${library}/include/c++/x86_64-w64-mingw32 -isystem /usr/x86_64-w64-mingw32/include)
    foreach(mode IN ITEMS "-fexceptions;-fcxx-exceptions" "-fno-exceptions;-fno-rtti")
        execute_process(COMMAND ${msvc} ${mode} ${includes} -fsyntax-only ${SOURCE}/tests/cpp/owners.cpp RESULT_VARIABLE status ERROR_VARIABLE said)
        if(status)
            message(SEND_ERROR "as MSVC has it, ${mode}:\n${said}")
        endif()
    endforeach()
endif()

execute_process(COMMAND ${found_g++} -std=c++14 ${runtime} -DMISUSE=0 -fsyntax-only ${SOURCE}/tests/cpp/misuse.cpp
    RESULT_VARIABLE status ERROR_VARIABLE said)
if(found_g++ AND NOT said MATCHES "error: #error \"<wmi/wmi.hpp> is for C\\+\\+17 and later\"")
    message(SEND_ERROR "in C++14:\n${said}")
endif()
