# Runs each command in this folder, and compares what it prints with expected/NAME (or, with UPDATE, replaces that). Messages
# stand behind what is printed, and the exit status behind them, where there are any.
cmake_minimum_required(VERSION 3.25)
set(runs
    "list.txt list inspect.mof"
    "list_texts.txt list --long inspect.mof"
    "methods_texts.txt list --long --methods inspect.mof dmtf.mof"
    "list_several.txt list inspect.mof dmtf.mof"
    "methods.txt list --methods inspect.mof dmtf.mof"
    "show_class.txt show T_Machine inspect.mof"
    "show_class_abstract.txt show root\\inspect\\v1:T_Element inspect.mof"
    "show_association.txt show T_Owns inspect.mof"
    "show_indication.txt show t_changed inspect.mof"
    "show_method.txt show v1:T_Element.Create inspect.mof"
    "show_method_inherited.txt show t_machine.GET inspect.mof"
    "show_method_void.txt show T_Machine.Reset inspect.mof"
    "show_method_and_property.txt show T_Machine.Create inspect.mof"
    "show_property.txt show inspect/v1:T_Element.State inspect.mof"
    "show_property_inherited.txt show T_Machine.colour inspect.mof"
    "show_property_wide.txt show T_Machine.Wide inspect.mof"
    "show_property_bits.txt show T_Machine.Flags inspect.mof"
    "show_property_embedded.txt show T_Machine.Embedded inspect.mof"
    "show_job.txt show D_Service.Start dmtf.mof"
    "show_exact.txt show root\\again:T_Element again.mof inspect.mof"
    "show_terminal.txt show t_texts terminal.mof"
    "show_terminal_property.txt show t_texts.text terminal.mof"
    "show_terminal_method.txt show T_TEXTS.DO terminal.mof"
    "show_prefix.txt show --prefix x T_Machine.int inspect.mof"
    "show_codes.txt show T_Codes hosts.mof"
    "show_codes_property.txt show T_Codes.Mask hosts.mof"
    "show_codes_text.txt show T_Codes.Kind hosts.mof"
    "show_codes_method.txt show T_Codes.Run hosts.mof"
    "show_codes_method_text.txt show T_Codes.Ask hosts.mof"
    "show_codes_subclass.txt show T_More.Mask hosts.mof"
    "show_hosts.txt show T_Host hosts.mof"
    "show_hosts_method.txt show T_Host.Start hosts.mof"
    "show_hosts_property.txt show T_Host.Link hosts.mof"
    "show_hosts_subclass.txt show T_Other.Start hosts.mof"
    "show_narrow.txt show T_Machine.State inspect.mof"
    "show_narrow_class.txt show T_Machine inspect.mof"
    "show_number.txt show 2 inspect.mof hosts.mof again.mof"
    "show_number_range.txt show 0x20 inspect.mof hosts.mof"
    "show_number_negative.txt show -- -9223372036854775808 inspect.mof"
    "show_number_convention.txt show 32773 hosts.mof"
    "show_number_beyond.txt show 0xFFFFFFFFFFFFFFFF hosts.mof"
    "show_number_wide.txt show 4294967295 inspect.mof"
    "show_number_bits_of_negative.txt show 0x80004005 numbers.mof"
    "show_number_bits_of_least.txt show 0x8000000000000000 numbers.mof"
    "show_number_byte.txt show 0xFF numbers.mof"
    "show_number_below.txt show -- -0x1 numbers.mof"
    "show_number_names_alone.txt show 1 numbers.mof"
    "show_number_bit.txt show 8 numbers.mof"
    "show_number_last_bit.txt show 0x80000000 numbers.mof"
    "miss_number_unsigned.txt show 2147467259 numbers.mof"
    "miss_number.txt show 18446744073709551615 inspect.mof"
    "miss_number_wide.txt show 18446744073709551616 inspect.mof"
    "miss_number_odd.txt show 2x inspect.mof"
    "miss_class.txt show T_Machin inspect.mof"
    "miss_class_far.txt show Nowhere inspect.mof"
    "miss_class_of_member.txt show nothing inspect.mof"
    "miss_member.txt show T_Machine.Creat inspect.mof"
    "miss_namespace.txt show root\\inspect\\v2:T_Machine inspect.mof"
    "miss_namespace_odd.txt show root\\*:T_Machine inspect.mof"
    "miss_one_of_two.txt show T_Element inspect.mof"
    "miss_one_of_three.txt show T_Element inspect.mof again.mof"
    "miss_empty.txt show : inspect.mof"
    "renamed.txt show --renamed inspect.mof"
    "renamed_long.txt show --renamed long.mof"
    "list_long.txt list long.mof"
    "renamed_none.txt show --renamed dmtf.mof"
    "inspect.json dump --json inspect.mof"
    "dmtf.json dump --json --no-positions --dialect dmtf dmtf.mof"
    "named.json dump --json --no-positions --name mine --prefix my aliases.mof"
    "usage_name.txt dump --json --name int aliases.mof"
    "several.json dump --json none.mof dmtf.mof"
    "aliases.json dump --json --no-positions aliases.mof"
    "hosts.json dump --json --no-positions -Werror hosts.mof"
    "hosts.out.mof dump --mof -Werror hosts.mof"
    "terminal.json dump --json --no-positions terminal.mof"
    "inspect.out.mof dump --mof inspect.mof"
    "aliases.out.mof dump --mof -w aliases.mof"
    "aliases_dmtf.out.mof dump --mof aliases_dmtf.mof"
    "aliases_same.out.mof dump --mof -Werror aliases_same.mof"
    "terminal.out.mof dump --mof terminal.mof"
    "dmtf.out.mof dump --mof dmtf.mof"
    "dmtf_namespace.out.mof dump --mof dmtf_namespace.mof"
    "dmtf_as_wmi.out.mof dump --mof -w --dialect wmi dmtf.mof"
    "none.out.mof dump --mof none.mof"
    "dump_several.txt dump --mof inspect.mof dmtf.mof"
    "dump_errors.txt dump --mof errors.mof"
    "selected_list.txt list --select wanted.txt inspect.mof"
    "selected_methods.txt list --methods --select wanted.txt inspect.mof"
    "selected_show.txt show T_Machine --select wanted.txt inspect.mof"
    "selected_show_other.txt show T_Owns --select wanted.txt inspect.mof"
    "selected_show_method.txt show T_Machine.Get --select wanted.txt inspect.mof"
    "selected_renamed.txt show --renamed --class T_Element inspect.mof"
    "selected.json dump --json --no-positions --select wanted.txt inspect.mof"
    "selected.out.mof dump --mof --select wanted.txt inspect.mof"
    "why.txt list --why *Element --select wanted.txt inspect.mof"
    "why_nothing.txt list --why T_Elemend --select wanted.txt inspect.mof"
    "usage_why.txt list --why T_Element inspect.mof"
    "usage_why_long.txt list --why T_Element --long --class T_Element inspect.mof"
    "usage_file_first.txt show inspect.mof T_Machine"
    "usage_no_file.txt show T_Machine"
    "usage_nothing.txt show"
    "usage_dump.txt dump inspect.mof"
    "usage_dump_both.txt dump --json --mof inspect.mof"
    "usage_positions.txt dump --mof --no-positions inspect.mof"
    "usage_prefix.txt show --renamed --prefix x inspect.mof dmtf.mof"
)

file(REMOVE_RECURSE ${WORK})
foreach(run IN LISTS runs)
    string(REPLACE " " ";" run "${run}")
    list(POP_FRONT run name)
    unset(ENV{COLUMNS})
    if(name MATCHES "narrow")
        set(ENV{COLUMNS} 50)
    endif()
    execute_process(COMMAND ${MOFBIND} ${run} WORKING_DIRECTORY ${SOURCE}
        RESULT_VARIABLE status OUTPUT_FILE ${WORK}.out ERROR_VARIABLE messages)
    file(READ ${WORK}.out text)
    if(messages OR status)
        string(APPEND text "${messages}exit status ${status}\n")
    endif()
    file(WRITE ${WORK}/${name} "${text}")
endforeach()
if(UPDATE)
    file(REMOVE_RECURSE ${SOURCE}/expected)
    file(COPY ${WORK}/ DESTINATION ${SOURCE}/expected)
    return()
endif()

include(${SOURCE}/../golden/compare.cmake)
compare_folders(${SOURCE}/expected ${WORK} "cmake --build ${BUILD} --target update_inspect")
