# Cases of things that go wrong: each build fails with a message, or works; and the next one is right.

# The kitchen, configured and ready.
prepared() {
    project kitchen
    generator=${1-Ninja}
    ways installed
    configure
}

# odd_paths PROJECT MOFS GENERATOR: a project in a folder of one name, its MOFs in a folder of the other: CMake itself does not get along
# with # and $ in paths of sources and builds.
# CMake 3.25 hands on depfiles to Ninja with # and $ as they are, which Ninja does not read: it then runs the tool in each build.
settled() {
    works cmake --build "$build"
    says_not "Building"
}
odd_paths() {
    project kitchen
    local mofs=$WORK/$2/mofs
    mkdir -p "$WORK/$1" "$mofs"
    mv "$source"/*.m[of]* "$mofs"
    mv "$source" "$WORK/$1/source"
    source=$WORK/$1/source
    build=$WORK/$1/build
    generator=$3
    ways installed
    configure "-DMOFS=$mofs"
    works cmake --build "$build"
    kitchen_runs
    settled
    # A MOF; one that it includes; one that an overlay includes.
    local line
    for line in toaster:'class Odd_toaster { string Name; };' slice:'class Odd_slice { string Name; };' \
        seconds:'class Slice { [Description("Odd_seconds ")] string Grain; };'; do
        echo "${line#*:}" >>"$mofs/${line%%:*}.mof"
        changed "$mofs/${line%%:*}.mof"
        works cmake --build "$build"
        output=$(grep -r "Odd_${line%%:*}[; ]" "$build" --include='*.h' || true)
        says "Odd_${line%%:*}"
        settled
    done
}

# read_only: the source is somebody else's.
read_only() {
    project kitchen
    generator=Ninja
    ways installed
    chmod -R a-w,a+rX "$source"
    local before
    before=$(cd "$source" && find . -type f -exec md5sum {} + | sort; find "$source" | sort)
    if [ "$(id -u)" = 0 ]; then # who may write all the same
        mkdir "$build"
        chown nobody "$build"
        chmod a+rx "$WORK"
        as_nobody() {
            works setpriv --reuid=nobody --clear-groups env HOME="$build" "$@"
        }
        output=$(setpriv --reuid=nobody --clear-groups test -x "$TOOL" 2>&1) || {
            echo "skipped: there is no way to $TOOL for others"
            return
        }
    else
        as_nobody() {
            works "$@"
        }
    fi
    as_nobody cmake -S "$source" -B "$build" -G Ninja "${options[@]}"
    as_nobody cmake --build "$build"
    kitchen_runs
    # Where a folder cannot be made, the reason is that of the one above.
    as_nobody sh -c "! '$TOOL' generate -o '$source/made/here' '$source/slice.mof'"
    says "cannot write '$source/made/here/mofbind.files': Permission denied"
    [ "$before" = "$(cd "$source" && find . -type f -exec md5sum {} + | sort; find "$source" | sort)" ] || fail "the source is not as it was"
    chmod -R u+w "$source"
}

# full_disk: no room for the bindings; then there is some again.
full_disk() {
    prepared
    local disk=$WORK/disk
    mkdir "$disk"
    if ! mount -t tmpfs -o size=24m tmpfs "$disk" 2>/dev/null; then
        echo "skipped: there is no mounting here"
        return
    fi
    # shellcheck disable=SC2064
    trap "umount -l '$disk'" EXIT
    build=$disk/build
    configure
    dd if=/dev/zero of="$disk/filler" bs=64k 2>/dev/null || true
    fails cmake --build "$build"
    says "No space left on device"
    rm "$disk/filler"
    works cmake --build "$build"
    kitchen_runs
    idle
}

# file_limit: a limit on the size of files, as `ulimit -f` sets, hits the tool while it writes: it says so, leaves no half file, and the next
# run is good.
file_limit() {
    local good=$WORK/good out=$WORK/out mof=$SOURCE/mof/WindowsHyperVCluster.V2.mof
    works "$TOOL" generate -o "$good" "$mof"
    (
        ulimit -f 16
        trap '' XFSZ # as Python's subprocess and some shells leave it
        fails "$TOOL" generate -o "$out" "$mof"
        says "error:"
    )
    output=$(find "$out" -type f -size +32 -o -name '*.tmp*' -type f)
    [ -z "$output" ] || fail "a failed run leaves $output"
    works "$TOOL" generate -o "$out" "$mof"
    works diff -r "$good" "$out"
}

# killed: kill -9 at any moment of generating and building; whatever that moment was, the next build is the right one.
killed() {
    local good=$WORK/good out=$WORK/out mof=$SOURCE/mof/WindowsHyperVCluster.V2.mof files pid
    works "$TOOL" generate -o "$good" "$mof"
    for files in 1 20 200; do
        rm -rf "$out"
        "$TOOL" generate -o "$out" "$mof" 2>/dev/null &
        pid=$!
        # Once so many files are there. It may be done before it is looked at.
        while kill -0 $pid 2>/dev/null && [ "$(find "$out" -type f 2>/dev/null | wc -l)" -lt $files ]; do :; done
        kill -9 $pid 2>/dev/null || true
        wait $pid 2>/dev/null || true
        # What has its own name is whole.
        output=$(cd "$out" && find . -type f -name '[!.]*.[ch]' | while read -r file; do
            cmp -s "$file" "$good/$file" || echo "$file"
        done)
        [ -z "$output" ] || fail "killed, it leaves halves: $output"
        works "$TOOL" generate -o "$out" "$mof"
        works diff -r "$good" "$out"
    done

    prepared
    set -m
    cmake --build "$build" >/dev/null 2>&1 &
    pid=$!
    while kill -0 $pid 2>/dev/null && [ -z "$(find "$build" -name 'Toaster*.h' | head -n 1)" ]; do :; done
    kill -9 -- -$pid 2>/dev/null || true
    wait $pid 2>/dev/null || true
    set +m
    works cmake --build "$build"
    kitchen_runs
    idle
}

# broken: a MOF with an error fails what needs its bindings, and nothing else: with -k the rest is built; and the project configures.
broken() {
    project kitchen
    generator=$1
    ways installed
    echo 'class Slice { string Grain real32 Thickness; };' >"$source/slice.mof"
    configure
    fails cmake --build "$build" --target toast
    says "slice.mof:1:28: error: "
    works cmake --build "$build" --target host
    cp "$projects/kitchen/slice.mof" "$source"
    changed "$source/slice.mof"
    works cmake --build "$build"
    kitchen_runs
}
