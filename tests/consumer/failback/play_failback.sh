#!/bin/sh
# The example failback over the network, by http and by https at the same time: against a mofbind-mock that plays the same host by its
# scenario, in a tenth of the time. What it says is what it says on the loopback, but for the progress on the way, which is told when
# somebody looks, in real time here, and the host's name in object paths, which WS-Management does not tell.
# sh play_failback.sh MOFBIND-MOCK FAILBACK SOURCE SCRATCH
mock=$1 failback=$2 source=$3 scratch=$4
rm -rf "$scratch" && mkdir -p "$scratch" && cd "$scratch" || exit 1
printf 's3cret word\n' > password
sed -e 's/"after": \([0-9]*\)00,/"after": \10,/' "$source/tests/consumer/failback/replica_host.json" > scenario.json
plain() { sed -e '/%  Starting /d' -e '/%  Running /d' -e 's/\\\\\.\\root/root/g'; }

# play NAME MOCK'S-OPTIONS FAILBACK'S-OPTIONS: the file NAME.bad is there where it is not as on the loopback.
play() {
    "$mock" $2 --user me --password-file password --listen 127.0.0.1:0 --scenario scenario.json \
        "$source/mof/WindowsVirtualization.V2.mof" "$source/mof/WindowsHyperVCluster.V2.mof" > "$1.address" 2> "$1.complaint" &
    server=$!
    trap 'kill "$server" 2> /dev/null' EXIT
    while [ ! -s "$1.address" ] && kill -0 "$server" 2> /dev/null; do sleep 0.05; done
    port=$(sed -e 's|^[^ ]*127.0.0.1:\([0-9]*\)/.*|\1|' "$1.address")
    "$failback" --backend wsman --port "$port" --user me --password-file password $3 > "$1.said" 2>&1 < /dev/null
    echo "[$?]" >> "$1.said"
    plain < "$1.said" > "$1.seen"
    diff expected "$1.seen" > "$1.bad" && rm "$1.bad"
}

{ "$failback" 2>&1; echo "[$?]"; } > loopback
plain < loopback > expected
touch http.bad https.bad
(play http --allow-unencrypted '--host 127.0.0.1 --allow-unencrypted') &
(play https "--tls $source/tests/wsman/tls/server.pem $source/tests/wsman/tls/server.key" \
    "--host localhost --ca $source/tests/wsman/tls/ca.pem") &
wait
failed=0
for bad in *.bad; do
    [ -f "$bad" ] || continue
    cat "$bad" "${bad%bad}said" "${bad%bad}complaint"
    failed=1
done
[ "$(wc -l < expected)" -gt 20 ] && grep -q '\[0\]' expected || { cat expected; failed=1; }

# refused WORD ARGUMENT...: is told, and nothing is called.
refused() {
    word=$1
    shift
    "$failback" "$@" > said 2>&1 && failed=1
    grep -qF -- "$word" said && ! grep -q InitiateFailback said || { echo "$*: $(cat said)"; failed=1; }
}
refused 'usage: failback' --backend none
refused 'usage: failback' here
refused 'usage: failback' --backend wsman --host
refused 'usage: failback' --backend wsman --hots 127.0.0.1
refused 'does not begin with a password' --backend wsman --host 127.0.0.1 --user me --password-file none
exit $failed
