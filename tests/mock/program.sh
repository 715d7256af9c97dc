#!/bin/sh
# The program mofbind-mock, as whoever starts it sees it: its options, its one line, how it ends, and that it tells nobody a password.
#   program.sh MOCK SOURCE WORK
set -eu
mock=$1 source=$2 work=$3
rm -rf "$work" && mkdir -p "$work" && cd "$work"
fail() {
    echo "$*" >&2
    exit 1
}

# What is wrong is told in one line, with the exit status that mofbind has.
refused() { # STATUS WORD ARGUMENT...
    status=$1 word=$2
    shift 2
    got=0
    "$mock" "$@" >out 2>err </dev/null || got=$?
    [ "$got" = "$status" ] || fail "$*: $got and not $status: $(cat err)"
    grep -qF -- "$word" err || fail "$*: no \"$word\": $(cat err)"
    [ ! -s out ] || fail "$*: on standard output: $(cat out)"
}
mof=$source/tests/mock/served.mof
echo s3cret:word >password
this_year=$(date -u +%Y)
refused 2 "no MOF is given"
refused 2 "unknown option '--lisen'; did you mean '--listen'?" --lisen x "$mof"
refused 2 "option '--listen' needs a value" "$mof" --listen
refused 2 "option '--tls' needs two values" "$mof" --tls cert.pem
refused 2 "option '--user' is given twice" --user a --user b "$mof"
refused 2 "option '--log' takes no value" --log=x "$mof"
for place in here 127.0.0.1 127.0.0.1: 127.0.0.1:65536 127.0.0.1:-1 :0 127.one:0 127.0.0.1.example:0 '*:0' ::1:0 '[::1]' '[127.0.0.1]:0' http://127.0.0.1:0; do
    refused 2 "--listen '$place' is no IP address and port" --listen "$place" "$mof"
done
refused 2 "ja_JP is no language" --listen 127.0.0.1:0 --locale ja_JP "$mof"
for place in 0.0.0.0:0 '[::]:0' 10.1.2.3:0 '[fe80::1]:0' '[::ffff:10.1.2.3]:0'; do
    refused 2 "that needs --listen-anywhere" --listen "$place" "$mof"
done
refused 2 "--listen-anywhere needs --user or --client-ca" --listen 0.0.0.0:0 --listen-anywhere "$mof"
refused 2 "--user needs --password-file" --user operator "$mof"
refused 2 "--password-file needs --user" --password-file password "$mof"
refused 2 "--client-ca needs --tls" --client-ca "$source/tests/wsman/tls/ca.pem" "$mof"
refused 2 "two forms of the same" --log --log-json "$mof"
refused 3 "cannot read nowhere" --user operator --password-file nowhere "$mof"
for bytes in '' '\n' '\r\nsecond\n'; do
    printf "$bytes" >nothing
    refused 3 "does not begin with a password" --user operator --password-file nothing "$mof"
done
printf 'one\0two\n' >nothing
refused 3 "cannot read nothing: it is no text" --user operator --password-file nothing "$mof"
tls=$source/tests/wsman/tls
refused 3 "The certificate and its key cannot be used" --listen 127.0.0.1:0 --tls "$tls/server.pem" "$tls/client_sealed.key" "$mof"
refused 3 "The certificate and its key cannot be used" --listen 127.0.0.1:0 --tls "$tls/server.key" "$tls/server.pem" "$mof"
refused 3 "The certificate and its key cannot be used" --listen 127.0.0.1:0 --tls password "$tls/server.key" "$mof"
refused 3 "no certificate of an authority" --listen 127.0.0.1:0 --tls "$tls/server.pem" "$tls/server.key" --client-ca "$tls/server.key" "$mof"
refused 3 "no certificate of an authority" --listen 127.0.0.1:0 --tls "$tls/server.pem" "$tls/server.key" --client-ca /dev/null "$mof"
refused 1 "MOF" --listen 127.0.0.1:0 "$source/tests/mock/broken.mof"
refused 3 "nowhere.mof" --listen 127.0.0.1:0 nowhere.mof
"$mock" --help >out
grep -q -- '--listen ADDRESS:PORT' out || fail "no help"
"$mock" --version | grep -Eq '^mofbind-mock [0-9]+\.[0-9]+\.[0-9]+$' || fail "no version"

# Starts it; $url and $journal are where it is.
start() {
    : >out
    case " $* " in *' --listen '*) ;; *) set -- --listen 127.0.0.1:0 "$@" ;; esac
    "$mock" "$@" >out 2>err </dev/null &
    pid=$!
    while [ ! -s out ]; do
        kill -0 $pid 2>/dev/null || fail "it did not start: $(cat err)"
        sleep 0.05
    done
    [ "$(wc -l <out)" = 1 ] || fail "more than one line: $(cat out)"
    read -r url journal <out
}
stop() { # SIGNAL
    kill "-$1" $pid
    got=0
    wait $pid || got=$?
    [ $got = 0 ] || fail "it ended with $got after $1: $(cat err)"
}
trap 'kill $pid 2>/dev/null || :' EXIT

start --user operator --password-file password --allow-unencrypted --log-json --mof "$mof" "$source/mof/WindowsVirtualization.V2.mof"
case $url in http://127.0.0.1:[1-9]*/wsman) ;; *) fail "no URL: $url" ;; esac
case $journal in http://127.0.0.1:[1-9]*/journal) ;; *) fail "no URL: $journal" ;; esac
if command -v curl >/dev/null; then
    post() { # USER FILE
        curl -s -S --noproxy '*' -u "$1" -H 'Content-Type: application/soap+xml;charset=UTF-8' --data-binary "@$2" -o answer -w '%{http_code}' "$url"
    }
    [ "$(post operator:s3cret:word "$source/tests/mock/requests/identify.xml")" = 200 ] || fail "Identify: $(cat answer)"
    grep -q '<i:ProductVersion>OS: 10' answer || fail "Identify: $(cat answer)"
    [ "$(post operator:wrong "$source/tests/mock/requests/identify.xml")" = 401 ] || fail "a wrong password: $(cat answer)"
    [ "$(post operator:s3cret:word "$source/tests/mock/requests/get.xml")" = 200 ] || fail "Get: $(cat answer)"
    grep -q '<p:ElementName>HV-01</p:ElementName>' answer || fail "Get: $(cat answer)"
    [ "$(post operator:s3cret:word "$source/tests/mock/requests/enumerate.xml")" = 200 ] || fail "Enumerate: $(cat answer)"
    context=$(sed 's|.*<n:EnumerationContext>\(.*\)</n:EnumerationContext>.*|\1|' answer)
    items=0
    while grep -q '<n:EnumerationContext>' answer; do
        context=$(sed 's|.*<n:EnumerationContext>\(.*\)</n:EnumerationContext>.*|\1|' answer)
        items=$((items + 1))
        sed "s|CONTEXT|$context|; s|NUMBER|$items|" "$source/tests/mock/requests/pull.xml" >pull.xml
        [ "$(post operator:s3cret:word pull.xml)" = 200 ] || fail "Pull: $(cat answer)"
        grep -q '<p:Msvm_ComputerSystem ' answer || fail "Pull: $(cat answer)"
    done
    [ $items = 3 ] || fail "$items machines"
    grep -q '<n:EndOfSequence/>' answer || fail "Pull: $(cat answer)"
    [ "$(post operator:s3cret:word "$source/tests/mock/requests/invoke.xml")" = 200 ] || fail "Invoke: $(cat answer)"
    grep -q '<p:ReturnValue>4096</p:ReturnValue></p:DefineSystem_OUTPUT>' answer || fail "Invoke: $(cat answer)"
    job=$(sed 's|.*<w:Selector Name="InstanceID">\([^<]*\)<.*|\1|' answer)
    sed "s|v2/Msvm_ComputerSystem|v2/Msvm_ConcreteJob|; s|<w:SelectorSet>.*</w:SelectorSet>|<w:SelectorSet><w:Selector Name=\"InstanceID\">$job</w:Selector></w:SelectorSet>|;
        s|<a:MessageID>uuid:|&F|" "$source/tests/mock/requests/get.xml" >job.xml
    [ "$(post operator:s3cret:word job.xml)" = 200 ] || fail "its job: $(cat answer)"
    year=$(sed 's|.*<p:StartTime><cim:Datetime>\([0-9]*\)-.*|\1|' answer)
    [ "$year" -ge "$this_year" ] || fail "the job is not of today: $(cat answer)"
    [ "$(post operator:s3cret:word "$source/tests/mock/requests/missing.xml")" = 400 ] || fail "a missing one: $(cat answer)"
    grep -q '<s:Value>a:DestinationUnreachable</s:Value>' answer || fail "a missing one: $(cat answer)"
    curl -s -S --noproxy '*' "$journal" >journal
    grep -q '"operation":"Invoke".*"method":"DefineSystem"' journal || fail "the journal: $(cat journal)"
fi
stop TERM
if grep -F -e s3cret -e b3BlcmF0b3I6 out err journal 2>/dev/null; then
    fail "a password was told"
fi
grep -q '"operation":"Get"' err || ! command -v curl >/dev/null || fail "no log: $(cat err)"

# https, and certificates of clients.
start --user operator --password-file password --tls "$source/tests/wsman/tls/server.pem" "$source/tests/wsman/tls/server.key" \
    --client-ca "$source/tests/wsman/tls/ca.pem" --log "$mof"
case $url in https://127.0.0.1:[1-9]*/wsman) ;; *) fail "no URL: $url" ;; esac
if command -v curl >/dev/null; then
    port=${url##*:}
    port=${port%%/*}
    secure() { # ARGUMENT...
        curl -s -S --noproxy '*' --cacert "$source/tests/wsman/tls/ca.pem" --resolve "localhost:$port:127.0.0.1" -H 'Content-Type: application/soap+xml' \
            --data-binary "@$source/tests/mock/requests/identify.xml" -o answer -w '%{http_code}' "$@" "https://localhost:$port/wsman"
    }
    mutual='Authorization: http://schemas.dmtf.org/wbem/wsman/1/wsman/secprofile/https/mutual'
    [ "$(secure -u operator:s3cret:word)" = 200 ] || fail "Basic over https: $(cat answer)"
    [ "$(secure)" = 401 ] || fail "nobody: $(cat answer)"
    [ "$(secure -H "$mutual")" = 401 ] || fail "no certificate: $(cat answer)"
    [ "$(secure -H "$mutual" --cert "$source/tests/wsman/tls/client.pem" --key "$source/tests/wsman/tls/client_sealed.key" --pass kitchen)" = 200 ] ||
        fail "a certificate: $(cat answer)"
    [ "$(secure -H "$mutual" --cert "$source/tests/wsman/tls/server.pem" --key "$source/tests/wsman/tls/server.key")" = 401 ] ||
        fail "a certificate that is for servers: $(cat answer)"
fi
stop INT
if grep -F s3cret out err; then
    fail "a password was told"
fi

# IPv6, where this machine has it; an address that is taken.
if [ -e /proc/net/if_inet6 ] && grep -q '^00000000000000000000000000000001' /proc/net/if_inet6; then
    start --allow-unencrypted --listen '[::1]:0' --mof="$mof"
    case $url in http://\[::1\]:[1-9]*/wsman) ;; *) fail "no URL: $url" ;; esac
    if command -v curl >/dev/null; then
        [ "$(curl -g -s --noproxy '*' -u a:b -H 'Content-Type: application/soap+xml' --data-binary "@$source/tests/mock/requests/identify.xml" -o answer -w '%{http_code}' "$url")" = 200 ] ||
            fail "IPv6: $(cat answer)"
    fi
    stop TERM
fi
start --allow-unencrypted "$mof"
port=${url##*:}
refused 3 "Cannot listen on 127.0.0.1, port ${port%%/*}: " --listen "127.0.0.1:${port%%/*}" "$mof"
stop TERM

# Over http a request is refused that --allow-unencrypted does not allow, and that is said when it starts.
start "$mof"
grep -q 'needs --allow-unencrypted' err || fail "no warning: $(cat err)"
stop TERM

# This machine, however it is written.
loopbacks='localhost:0 LOCALHOST:0 127.1.2.3:0'
if grep -qs '^00000000000000000000000000000001 ' /proc/net/if_inet6; then
    loopbacks="$loopbacks [0:0:0:0:0:0:0:1]:0"
fi
for where in $loopbacks; do
    start --listen "$where" "$mof"
    stop TERM
done
