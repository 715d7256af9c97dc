#!/usr/bin/env python3
# python3-winrm, a client that nobody here wrote, against mofbind-mock: its envelopes and its HTTP, Basic over http.
#   winrm_client.py MOCK MOF WORK
import os
import subprocess
import sys
import xml.etree.ElementTree

try:
    import xmltodict
    from winrm.exceptions import InvalidCredentialsError
    from winrm.protocol import Protocol
except ImportError:
    print("skipped: there is no python3-winrm on this machine")
    sys.exit(0)

mock, mof, work = sys.argv[1:]
V2 = "http://schemas.microsoft.com/wbem/wsman/1/wmi/root/virtualization/v2/"
WQL = "http://schemas.microsoft.com/wbem/wsman/1/WQL"
ENUMERATION = "http://schemas.xmlsoap.org/ws/2004/09/enumeration"
os.makedirs(work, exist_ok=True)
os.environ["NO_PROXY"] = os.environ["no_proxy"] = "*"
password_file = os.path.join(work, "password")
with open(password_file, "w") as file:
    file.write("s3cret:word\n")
server = subprocess.Popen([mock, "--listen", "127.0.0.1:0", "--user", "operator", "--password-file", password_file,
                           "--allow-unencrypted", mof], stdout=subprocess.PIPE, text=True)
try:
    url = server.stdout.readline().split()[0]
    protocol = Protocol(endpoint=url, transport="basic", username="operator", password="s3cret:word", message_encryption="never")

    def send(resource, action, body, selectors=None):
        envelope = {"env:Envelope": protocol._get_soap_header(resource_uri=V2 + resource, action=action)}
        if selectors:
            envelope["env:Envelope"]["env:Header"]["w:SelectorSet"] = {
                "w:Selector": [{"@Name": name, "#text": text} for name, text in selectors.items()]}
        envelope["env:Envelope"]["env:Body"] = body
        return xml.etree.ElementTree.fromstring(protocol.send_message(xmltodict.unparse(envelope)))

    answer = send("*", ENUMERATION + "/Enumerate", {"n:Enumerate": {
        "@xmlns:n": ENUMERATION, "w:OptimizeEnumeration": None, "w:MaxElements": "100",
        "w:Filter": {"@Dialect": WQL, "#text": "SELECT * FROM Msvm_ComputerSystem WHERE Name <> 'HV-01'"}}})
    names = [node.text for node in answer.iter("{%sMsvm_ComputerSystem}ElementName" % V2)]
    assert len(names) == 2 and "web-01" in names, names

    machine = send("Msvm_ComputerSystem", "http://schemas.xmlsoap.org/ws/2004/09/transfer/Get", None,
                   {"CreationClassName": "Msvm_ComputerSystem", "Name": "HV-01"})
    assert machine.find(".//{%sMsvm_ComputerSystem}Caption" % V2).text == "Hosting Computer System"

    service = "Msvm_VirtualSystemManagementService"
    answer = send(service, V2 + service + "/DefineSystem", {"p:DefineSystem_INPUT": {"@xmlns:p": V2 + service}},
                  {"CreationClassName": service})
    assert answer.find(".//{%s%s}ReturnValue" % (V2, service)).text == "4096"

    wrong = Protocol(endpoint=url, transport="basic", username="operator", password="wrong", message_encryption="never")
    try:
        wrong.open_shell()
        assert False, "a wrong password was taken"
    except InvalidCredentialsError:
        pass
    print("%d machines" % len(names))
finally:
    server.terminate()
    assert server.wait() == 0
