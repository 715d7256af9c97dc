# values.c compiles without a word in C11 and C++17, by gcc and clang, with the warnings that projects switch on beyond the usual ones; and
# each MISUSE of misuse.c is an error, in the words that stand here.
cmake_minimum_required(VERSION 3.25)
set(ENV{LC_ALL} C)
set(includes -I${SOURCE}/templates/runtime/include -I${SOURCE}/tests/golden/expected/types/golden_types/include)
set(warnings -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wcast-qual -Wcast-align -Wdouble-promotion -Werror)
set(warnings_of_cxx -Wold-style-cast -Wsign-conversion -Wzero-as-null-pointer-constant -Wmissing-declarations)
set(gcc -x c -std=c11)
set(clang -x c -std=c11)
set(g++ -x c++ -std=c++17 ${warnings_of_cxx} -Wuseless-cast)
set(clang++ -x c++ -std=c++17 ${warnings_of_cxx})

set(words_of_gcc
    "incompatible types when assigning to type 'wmi_opt_uint16' from type 'int'"
    "incompatible types when assigning to type 'wmi_opt_uint16' from type 'wmi_opt_uint32'"
    "invalid operands to binary == \\(have 'wmi_opt_boolean' and 'int'\\)"
    "'_Generic' selector of type 'golden_types_Every \\*' is not compatible with any association"
    "'_Generic' selector of type 'golden_types_Every \\*' is not compatible with any association"
    "size of unnamed array is negative"
    "'_Generic' selector of type 'int32_t \\*' {aka 'int \\*'} is not compatible with any association"
    "'_Generic' selector of type 'struct golden_types_Every' is not compatible with any association"
    "incompatible types when assigning to type 'wmi_embedded' from type 'char \\*'")
set(words_of_clang
    "assigning to 'wmi_opt_uint16' .*from incompatible type 'int'"
    "assigning to 'wmi_opt_uint16' .*from incompatible type 'wmi_opt_uint32'"
    "invalid operands to binary expression \\('wmi_opt_boolean' .*and 'int'\\)"
    "controlling expression type 'golden_types_Every \\*' .*not compatible with any generic association type"
    "controlling expression type 'golden_types_Every \\*' .*not compatible with any generic association type"
    "array size is negative"
    "controlling expression type 'int32_t \\*' .*not compatible with any generic association type"
    "controlling expression type 'golden_types_Every' .*not compatible with any generic association type"
    "assigning to 'wmi_embedded' .*from incompatible type 'char\\[26\\]'")
set(words_of_g++
    "no match for 'operator=' \\(operand types are 'wmi_opt_uint16' and 'int'\\)"
    "no match for 'operator=' \\(operand types are 'wmi_opt_uint16' and 'wmi_opt_uint32'\\)"
    "no match for 'operator==' \\(operand types are 'wmi_opt_boolean' and 'int'\\)"
    "cannot convert 'golden_types_Every\\*' to 'const golden_types_Other\\*'"
    "cannot convert 'golden_types_Every\\*' to 'golden_types_Other\\*'"
    "no matching function for call to 'wmi_count_of\\("
    "cannot convert 'int\\*' to 'const short unsigned int\\*'"
    "static assertion failed: WMI_CLEAR takes a member of a generated struct"
    "no match for 'operator=' \\(operand types are 'wmi_embedded' and 'const char \\[26\\]'\\)")
set(words_of_clang++
    "no viable overloaded '='"
    "no viable overloaded '='"
    "invalid operands to binary expression \\('wmi_opt_boolean' and 'int'\\)"
    "no matching function for call to 'wmi_pointer'"
    "no matching function for call to 'wmi_pointer'"
    "no matching function for call to 'wmi_count_of'"
    "cannot initialize return object of type 'const unsigned short \\*' with an lvalue of type 'int\\[2\\]'"
    "WMI_CLEAR takes a member of a generated struct"
    "no viable overloaded '='")

foreach(compiler IN ITEMS gcc clang g++ clang++)
    find_program(found_${compiler} ${compiler})
    if(NOT found_${compiler})
        message("skipped: there is no ${compiler} on this machine")
        continue()
    endif()
    set(compile ${found_${compiler}} ${${compiler}} ${warnings} ${includes} -fsyntax-only)
    foreach(source IN ITEMS values misuse)
        execute_process(COMMAND ${compile} -DMISUSE=0 ${SOURCE}/tests/values/${source}.c RESULT_VARIABLE status ERROR_VARIABLE said)
        if(status OR NOT said STREQUAL "")
            message(SEND_ERROR "${compiler} ${source}.c:\n${said}")
        endif()
    endforeach()
    set(number 0)
    foreach(words IN LISTS words_of_${compiler})
        math(EXPR number "${number} + 1")
        execute_process(COMMAND ${compile} -DMISUSE=${number} ${SOURCE}/tests/values/misuse.c RESULT_VARIABLE status ERROR_VARIABLE said)
        if(NOT status OR NOT said MATCHES "error: [^\n]*${words}")
            message(SEND_ERROR "${compiler} says of MISUSE ${number}, wanted \"${words}\":\n${said}")
        endif()
    endforeach()
endforeach()
