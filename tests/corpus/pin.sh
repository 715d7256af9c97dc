#!/bin/sh
# Writes each .expected anew: what `mofbind check` says now. Tells of files that are on the wrong side. Read what changed.
# usage: pin.sh path/to/mofbind
tool=$(realpath "$1") || exit 2
cd "$(dirname "$0")" || exit 2
for side in valid invalid; do
    (
        cd $side || exit 2
        for file in *.mof; do
            arguments=$(head -n 1 "$file" | tr -d '\r\000' | sed -n 's|^// check: ||p')
            expected=${file%.mof}.expected
            # The arguments are words.
            # shellcheck disable=SC2086
            "$tool" check "$file" $arguments >"$expected" 2>&1
            status=$?
            [ -s "$expected" ] || rm "$expected"
            case $side$status in
            valid0 | invalid1) ;;
            *) echo "$side/$file: exit status $status" ;;
            esac
        done
    )
done
