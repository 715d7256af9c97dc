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

file(GLOB scenarios ${ROOT}/tests/mock/scenarios/*.json ${ROOT}/tests/mock/bad/*.json)
collect(scenario ${scenarios})

file(GLOB answers ${ROOT}/tests/wsman/answers/*.xml ${ROOT}/tests/wsman/requests/*.xml)
collect(wsman ${answers})

file(GLOB requests ${ROOT}/tests/mock/requests/*.xml)
collect(mock ${requests})
set(envelope [[<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing" xmlns:w="http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd" xmlns:n="http://schemas.xmlsoap.org/ws/2004/09/enumeration" xmlns:e="http://schemas.xmlsoap.org/ws/2004/08/eventing" xmlns:b="http://schemas.dmtf.org/wbem/wsman/1/cimbinding.xsd" xmlns:c="http://schemas.dmtf.org/wbem/wscim/1/common" xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns:p="http://schemas.microsoft.com/wbem/wsman/1/wmi/root/a/C"><s:Header><a:To>h</a:To><w:ResourceURI>http://schemas.microsoft.com/wbem/wsman/1/wmi/root/a/@RESOURCE@</w:ResourceURI><a:ReplyTo><a:Address>http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous</a:Address></a:ReplyTo><a:Action>@ACTION@</a:Action><a:MessageID>uuid:1</a:MessageID>@MORE@</s:Header><s:Body>@BODY@</s:Body></s:Envelope>]])
set(key [[<w:SelectorSet><w:Selector Name="Key">one</w:Selector></w:SelectorSet>]])
set(reference [[<a:Address>x</a:Address><a:ReferenceParameters><w:ResourceURI>http://schemas.microsoft.com/wbem/wsman/1/wmi/root/a/C</w:ResourceURI><w:SelectorSet><w:Selector Name="Key">one</w:Selector></w:SelectorSet></a:ReferenceParameters>]])
# seed(<name> <resource> <action> <more headers> <body>): a request that is good.
function(seed name RESOURCE ACTION MORE BODY)
    string(CONFIGURE "${envelope}" text @ONLY)
    file(WRITE ${SEEDS}/mock/${name} "${text}")
endfunction()
set(transfer http://schemas.xmlsoap.org/ws/2004/09/transfer)
set(enumeration http://schemas.xmlsoap.org/ws/2004/09/enumeration)
set(eventing http://schemas.xmlsoap.org/ws/2004/08/eventing)
set(wql "<w:Filter Dialect=\"http://schemas.microsoft.com/wbem/wsman/1/WQL\">")
set(values "<p:Truth>true</p:Truth><p:Number>7</p:Number><p:Letter>x</p:Letter><p:When><c:Datetime>2026-01-02T03:04:05Z</c:Datetime></p:When><p:Octets>1</p:Octets><p:Octets>2</p:Octets><p:Ref>${reference}</p:Ref>")
seed(get C ${transfer}/Get "${key}" "")
seed(fragment C ${transfer}/Get "${key}<w:FragmentTransfer s:mustUnderstand=\"true\">Octets[1]</w:FragmentTransfer>" "")
seed(put C ${transfer}/Put "${key}" "<p:C><p:Key>one</p:Key><p:Real>1.5</p:Real><p:Object i:nil=\"true\"/>${values}</p:C>")
seed(create C ${transfer}/Create "" "<p:C><p:Key>new</p:Key>${values}</p:C>")
seed(delete C ${transfer}/Delete "${key}" "")
seed(enumerate * ${enumeration}/Enumerate "" "<n:Enumerate><w:OptimizeEnumeration/><w:MaxElements>9</w:MaxElements><w:EnumerationMode>EnumerateObjectAndEPR</w:EnumerationMode>${wql}SELECT * FROM C WHERE Key &lt;&gt; 'x'</w:Filter></n:Enumerate>")
seed(columns * ${enumeration}/Enumerate "" "<n:Enumerate><w:OptimizeEnumeration/>${wql}SELECT Key,When FROM C</w:Filter></n:Enumerate>")
seed(related * ${enumeration}/Enumerate "" "<n:Enumerate><w:Filter Dialect=\"http://schemas.dmtf.org/wbem/wsman/1/cimbinding/associationFilter\"><b:AssociatedInstances><b:Object>${reference}</b:Object><b:ResultClassName>C</b:ResultClassName><b:IncludeResultProperty>Key</b:IncludeResultProperty></b:AssociatedInstances></w:Filter></n:Enumerate>")
seed(pull * ${enumeration}/Pull "" "<n:Pull><n:EnumerationContext>uuid:1</n:EnumerationContext><n:MaxElements>2</n:MaxElements><n:MaxTime>PT1S</n:MaxTime></n:Pull>")
seed(release * ${enumeration}/Release "" "<n:Release><n:EnumerationContext>uuid:1</n:EnumerationContext></n:Release>")
seed(subscribe * ${eventing}/Subscribe "" "<e:Subscribe><e:Delivery Mode=\"http://schemas.dmtf.org/wbem/wsman/1/wsman/Pull\"/>${wql}SELECT * FROM __InstanceCreationEvent WITHIN 1 WHERE TargetInstance ISA 'C'</w:Filter></e:Subscribe>")
seed(unsubscribe * ${eventing}/Unsubscribe "<e:Identifier>uuid:1</e:Identifier>" "<e:Unsubscribe/>")
seed(invoke C http://schemas.microsoft.com/wbem/wsman/1/wmi/root/a/C/M "${key}" "<p:M_INPUT>${values}<p:Text>a &amp; b</p:Text><p:Object><p:Key>o</p:Key></p:Object><p:Embedded>&lt;INSTANCE CLASSNAME=\"C\"&gt;&lt;PROPERTY NAME=\"When\" TYPE=\"datetime\"&gt;&lt;VALUE&gt;20260102030405.000000+000&lt;/VALUE&gt;&lt;/PROPERTY&gt;&lt;/INSTANCE&gt;</p:Embedded></p:M_INPUT>")

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
