# Collects what fuzzing starts from: ROOT's own MOF files and templates, and a few texts for the runtime, below SEEDS.
cmake_minimum_required(VERSION 3.25)
set(LARGEST 16384) # a larger file is no seed: what it holds is in smaller ones, too

function(collect target)
    foreach(file IN LISTS ARGN)
        file(SIZE ${file} size)
        if(size LESS LARGEST)
            string(MD5 name "${file}")
            configure_file(${file} ${SEEDS}/${target}/${name} COPYONLY)
        endif()
    endforeach()
endfunction()

file(GLOB_RECURSE mofs ${ROOT}/tests/corpus/*.mof ${ROOT}/tests/golden/*.mof ${ROOT}/mof/*.mof)
foreach(target IN ITEMS decode parse generate inspect)
    collect(${target} ${mofs})
endforeach()
# MOFs with their overlays.
file(GLOB overlays ${ROOT}/tests/messages/MOF38?/more.mof)
foreach(overlay IN LISTS overlays)
    cmake_path(GET overlay PARENT_PATH mof)
    cmake_path(GET mof FILENAME name)
    file(READ ${mof}.mof first)
    file(READ ${overlay} second)
    foreach(target IN ITEMS generate inspect)
        file(WRITE ${SEEDS}/${target}/${name} "${first}\n#####\n${second}")
    endforeach()
endforeach()
file(GLOB inspected ${ROOT}/tests/inspect/*.mof)
collect(inspect ${inspected})
file(GLOB_RECURSE templates ${ROOT}/templates/*.mustache)
collect(template ${templates})

file(GLOB answers ${ROOT}/tests/wsman/answers/*.xml ${ROOT}/tests/wsman/requests/*.xml)
collect(wsman ${answers})

set(number 0)
foreach(text IN ITEMS
    [[<INSTANCE CLASSNAME="C"><PROPERTY NAME="P" TYPE="uint16"><VALUE>1</VALUE></PROPERTY></INSTANCE>]]
    [[<?xml version="1.0"?><!-- c --><INSTANCE CLASSNAME='C'><QUALIFIER NAME="K" TYPE="boolean"><VALUE>TRUE</VALUE></QUALIFIER><PROPERTY.ARRAY NAME="A" TYPE="string"><VALUE.ARRAY><VALUE>&lt;&#x41;&#66;</VALUE><VALUE.NULL/></VALUE.ARRAY></PROPERTY.ARRAY></INSTANCE>]]
    [[<INSTANCE CLASSNAME="C"><PROPERTY.REFERENCE NAME="R" REFERENCECLASS="D"><VALUE.REFERENCE><INSTANCEPATH><NAMESPACEPATH><HOST>h</HOST><LOCALNAMESPACEPATH><NAMESPACE NAME="root"/></LOCALNAMESPACEPATH></NAMESPACEPATH><INSTANCENAME CLASSNAME="D"><KEYBINDING NAME="K"><KEYVALUE VALUETYPE="string">v</KEYVALUE></KEYBINDING></INSTANCENAME></INSTANCEPATH></VALUE.REFERENCE></PROPERTY.REFERENCE></INSTANCE>]]
    [[<INSTANCE CLASSNAME="C"><PROPERTY.OBJECT NAME="O"><VALUE.OBJECT><INSTANCE CLASSNAME="I"><PROPERTY NAME="D" TYPE="datetime"><VALUE>20240131120000.000000+060</VALUE></PROPERTY></INSTANCE></VALUE.OBJECT></PROPERTY.OBJECT></INSTANCE>]]
    [[<INSTANCE CLASSNAME="C"><PROPERTY.REFARRAY NAME="R"><VALUE.REFARRAY><VALUE.REFERENCE>D="x"</VALUE.REFERENCE></VALUE.REFARRAY></PROPERTY.REFARRAY></INSTANCE>]]
    [[\\server\root\cimv2:Win32_Disk.DeviceID="C:\\",Number=-5,On=TRUE]]
    [[root/a/b:C=@]]
    [[C="a \"quoted\" key"]]
    [[A.R="\\\\h\\root:B.K=\"x\""]]
    [[20240131120000.000000+060]]
    [[00000042******.******:000]]
    [[SELECT * FROM C WHERE A = 1 AND (B LIKE "a%[^b-d]_" OR NOT C IS NULL) AND D >= 1.5e3]]
    [[SELECT A, B FROM C WHERE "x" <> A AND D ISA 'E' AND T < '20240131120000.000000+060']]
    [[-9223372036854775808]]
    [[0xFFFFFFFFFFFFFFFF]]
    [[1.7976931348623157e308]])
    math(EXPR number "${number} + 1")
    file(WRITE ${SEEDS}/runtime/${number} "${text}")
endforeach()
