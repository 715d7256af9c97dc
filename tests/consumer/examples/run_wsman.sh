#!/bin/sh
# Plays transcripts over the network: each command that runs on a host is run with --backend wsman, against a mofbind-mock of its own,
# which plays the same host anew. What it says is what the transcript says, but for three things: progress, which is told when somebody
# looks, in real time here; dates, which are of today; and the host's name in object paths, which WS-Management does not tell. Every other
# one goes over https. They run at the same time: jobs take their time.
# sh run_wsman.sh MOFBIND-MOCK MOFS PROGRAMS TRANSCRIPTS SCRATCH NAME...
mock=$1 mofs=$2 programs=$3 transcripts=$4 scratch=$5
shift 5
rm -rf "$scratch" && mkdir -p "$scratch" && cd "$scratch" || exit 1
printf 's3cret word\n' > password

# What is compared: no progress, no dates, no server in paths, no folder of the program.
plain() { sed -e '/^ *[0-9][0-9]*% /d' -e 's/20[0-9][0-9]-[0-9][0-9]-[0-9][0-9]/DATE/g' -e 's/\\\\\.\\root/root/g' -e "s|$programs/||g"; }

# A transcript's lines behind `$ COMMAND`, up to the next command.
told() { COMMAND="\$ $1" awk '/^\$ /{on = ($0 == ENVIRON["COMMAND"]); next} on' "$transcripts/$name.txt"; }

# An authority, and a certificate of it for 127.0.0.1; no https where there is no openssl.
make_certificates() {
    command -v openssl &&
        openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -days 2 -subj /CN=authority &&
        openssl req -newkey rsa:2048 -nodes -keyout host.key -out host.csr -subj /CN=127.0.0.1 &&
        printf 'subjectAltName=IP:127.0.0.1\n' > extensions &&
        openssl x509 -req -in host.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile extensions -out host.pem
}
make_certificates > openssl.out 2>&1 && tls=yes || tls=no

# play COMMAND NUMBER: in a folder of its own; the file `bad` is there where it is not as told.
play() {
    name=${1%% *}
    mkdir "$2" && cd "$2" || return
    touch bad
    if [ "$tls" = yes ] && [ $(($2 % 2)) = 1 ]; then
        serve="--tls ../host.pem ../host.key" ask="--ca ../ca.pem"
    else
        serve=--allow-unencrypted ask=--allow-unencrypted
    fi
    "$mock" $serve --user me --password-file ../password --listen 127.0.0.1:0 \
        "$mofs/WindowsVirtualization.V2.mof" "$mofs/WindowsHyperVCluster.V2.mof" > address 2> complaint &
    server=$!
    trap 'kill "$server" 2> /dev/null' EXIT
    while [ ! -s address ] && kill -0 "$server" 2> /dev/null; do sleep 0.05; done
    port=$(sed -e 's|^[^ ]*127.0.0.1:\([0-9]*\)/.*|\1|' address)
    words=$(printf '%s\n' "${1#"$name"}" | sed -e 's/\\/\\\\/g')
    command=$1
    eval "set -- $words"
    "$programs/$name" "$@" --backend wsman --host 127.0.0.1 --port "$port" --user me --password-file ../password $ask \
        > said 2> complained < /dev/null
    result=$?
    cat said complained > all
    [ "$result" = 0 ] || printf '[%s]\n' "$result" >> all
    plain < all > seen
    told "$command" | plain > expected
    diff expected seen > bad && rm bad
}

for name; do
    grep '^\$ ' "$transcripts/$name.txt" | grep -v ' --' | sed 's/^\$ //'
done > commands
count=0
while IFS= read -r command; do
    count=$((count + 1))
    (play "$command" "$count") &
done < commands
wait
[ "$count" -gt $# ] || { echo "There are $count commands of $# programs"; exit 1; }
for bad in */bad; do
    [ -f "$bad" ] || continue
    sed -n "${bad%/bad}p" commands
    cat "$bad" "${bad%/bad}/complaint"
    failed=1
done
exit ${failed:-0}
