# What contradicts messages.def does not compile, and another text changes no header. Included by messages.cmake.
set(generator ${SOURCE}/generator)
set(messages ${generator}/diag/messages.def)

# Compiles `file` against the headers in WORK, where they are, and those of the tree. With `word` it has to fail, and to say that.
function(compile what file word)
    execute_process(COMMAND ${CC} -std=c11 -Wall -Wextra -Wpedantic -Werror -fsyntax-only -I${WORK} -I${generator} ${file}
        RESULT_VARIABLE status ERROR_VARIABLE said)
    if(word AND status AND said MATCHES "${word}")
        message("does not compile: ${what}")
    elseif(word OR status)
        message(SEND_ERROR "${what}: ended with ${status}\n${said}")
    endif()
endfunction()

# The header of the ids of WORK/diag/messages.def.
function(number_messages result)
    execute_process(COMMAND ${CMAKE_COMMAND} -DMESSAGES=${WORK}/diag/messages.def -DOUTPUT=${WORK}/diag/message_ids.h
        -P ${generator}/cmake/message_ids.cmake RESULT_VARIABLE status ERROR_VARIABLE said)
    set(${result} ${status} PARENT_SCOPE)
endfunction()

# Compiles messages.c with another messages.def: `from`, which is in it, became `to`.
function(compile_table what from to word)
    file(READ ${messages} text)
    string(FIND "${text}" "${from}" at)
    if(at EQUAL -1)
        message(SEND_ERROR "${what}: messages.def holds no ${from}")
    endif()
    string(REPLACE "${from}" "${to}" text "${text}")
    file(WRITE ${WORK}/diag/messages.def "${text}")
    number_messages(status)
    if(status)
        message(SEND_ERROR "${what}: the ids were not written")
    endif()
    compile(${what} ${generator}/diag/messages.c "${word}")
endfunction()

function(compile_call what call word)
    file(WRITE ${WORK}/call.c "#include \"diag/report.h\"
void call(mb_diag *diag, mb_span span);
void call(mb_diag *diag, mb_span span)
{
    ${call};
}
")
    compile(${what} ${WORK}/call.c "${word}")
endfunction()

compile_table("messages.def as it is" "(SYNTAX, 201, ERROR, 2," "(SYNTAX, 201, ERROR, 2," "")
compile_call("two texts for two" "mb_report(diag, MB_MSG_SYNTAX, span, \"a\", \"b\")" "")
compile_call("none for none" "mb_report(diag, MB_MSG_MARKUP, span)" "")
compile_call("one text for two" "mb_report(diag, MB_MSG_SYNTAX, span, \"a\")" "incompatible type")
compile_call("three texts for two" "mb_report(diag, MB_MSG_SYNTAX, span, \"a\", \"b\", \"c\")" "incompatible type")
compile_call("four texts" "mb_report(diag, MB_MSG_SYNTAX, span, \"a\", \"b\", \"c\", \"d\")" "error")
compile_call("a text for none, in a note" "mb_report_note(diag, MB_MSG_FIRST_HERE, span, \"a\")" "incompatible type")
compile_call("one text for two, with a severity" "mb_report_as(diag, MB_ERROR, MB_MSG_SYNTAX, span, \"a\")" "incompatible type")
compile_call("a name that is none" "mb_report(diag, MB_MSG_SYNTAXX, span, \"a\", \"b\")" "MB_MSG_SYNTAXX")
compile_table("a number that another message has" "(SYNTAX, 201," "(SYNTAX, 202," "duplicate case")
compile_table("more %s than texts" "(SYNTAX, 201, ERROR, 2," "(SYNTAX, 201, ERROR, 1," "format")
compile_table("fewer %s than texts" "(SYNTAX, 201, ERROR, 2," "(SYNTAX, 201, ERROR, 3," "format-extra-args")
compile_table("two of one name" "MB_MESSAGE(SEMICOLON, 202, ERROR, 1, \"semicolon\"" "MB_MESSAGE(SYNTAX, 202, ERROR, 1, \"syntax\""
    "MB_ID_SYNTAX")
compile_table("no explanation" "\"expected %s, found %s\"," "" "requires 7 arguments|too few arguments")

# What the header is made of is checked where it is made.
foreach(entry IN ITEMS "MB_MESSAGE(SYNTAXX, 201, ERROR, 2, \"syntax\"," "MB_MESSAGE(SYNTAX, 201, FATAL, 2, \"syntax\","
        "MB_MESSAGE(SYNTAX, 201, ERROR, 4, \"syntax\",")
    file(WRITE ${WORK}/diag/messages.def "${entry}\n           \"a\",\n           \"b\")\n")
    number_messages(status)
    if(NOT status)
        message(SEND_ERROR "the ids were written of ${entry}")
    endif()
endforeach()

# Another text, and another explanation: the header is the same, and is not written again.
file(READ ${messages} text)
string(REPLACE "expected %s, found %s" "%s is missing before %s" other "${text}")
string(REPLACE "What stands here cannot follow" "This cannot follow" other "${other}")
file(WRITE ${WORK}/diag/messages.def "${text}")
number_messages(status)
file(SHA256 ${WORK}/diag/message_ids.h before)
file(SHA256 ${IDS} built)
execute_process(COMMAND touch -d 2001-02-03 ${WORK}/diag/message_ids.h)
file(TIMESTAMP ${WORK}/diag/message_ids.h written_before)
file(WRITE ${WORK}/diag/messages.def "${other}")
number_messages(status)
file(SHA256 ${WORK}/diag/message_ids.h after)
file(TIMESTAMP ${WORK}/diag/message_ids.h written_after)
if(other STREQUAL text OR status OR NOT after STREQUAL before OR NOT before STREQUAL built)
    message(SEND_ERROR "the header is not that of the build, or depends on what the texts are")
elseif(NOT written_after STREQUAL written_before)
    message(SEND_ERROR "the header was written again")
endif()
