#!/usr/bin/env bash
# consume.sh CASE [ARGUMENT...]: builds a project downstream of mofbind, from empty folders, as a user does.
#
# A case is one of the functions below and in cases/; CMakeLists.txt has the table of those that are tests. From the environment: SOURCE,
# mofbind's source; MOFBIND_BUILD, what is installed in PREFIX; TOOL, the mofbind of that build; WORK, an empty folder for the case; CC, CXX.
set -euo pipefail
umask 022 # what is installed others may read (read_only)
unset MAKEFLAGS MFLAGS MAKELEVEL CFLAGS CXXFLAGS CPPFLAGS LDFLAGS DESTDIR CMAKE_PREFIX_PATH PKG_CONFIG_PATH
projects=$SOURCE/tests/consumer

fail() {
    local text="consume.sh: $*"
    if [ "$(wc -l <<<"$text")" -gt 80 ]; then # what was done, and how it ended
        text=$(head -n 20 <<<"$text"; echo ...; tail -n 60 <<<"$text")
    fi
    echo "$text" >&2
    exit 1
}

# Runs a command, which succeeds; its output is in $output.
works() {
    local status=0
    output=$("$@" 2>&1) || status=$?
    [ $status = 0 ] || fail "'$*' ended with $status:"$'\n'"$output"
}

# Runs a command, which fails.
fails() {
    local status=0
    output=$("$@" 2>&1) || status=$?
    [ $status != 0 ] || fail "'$*' should have failed:"$'\n'"$output"
}

# The last command said so, or the file holds it.
says() {
    [[ $output == *"$1"* ]] || fail "expected '$1' in:"$'\n'"$output"
}
says_not() {
    [[ $output != *"$1"* ]] || fail "did not expect '$1' in:"$'\n'"$output"
}
holds() {
    output=$(cat "$1")
    says "$2"
}

# The files of the project changed just now: after all that was built, also where a file system counts in jiffies.
changed() {
    sleep 0.05
    touch "$@"
}

# The user's project of the name, copied to $WORK/source.
project() {
    cp -r "$projects/$1" "$WORK/source"
    source=$WORK/source
    build=$WORK/build
}

# The options by which a CMake project comes by mofbind.
ways() {
    options=("-DWAY=$1")
    case $1 in
    installed) options+=("-DCMAKE_PREFIX_PATH=$PREFIX") ;;
    subdirectory) options+=("-DMOFBIND_SOURCE=$SOURCE") ;;
    fetchcontent) options+=("-DFETCHCONTENT_SOURCE_DIR_MOFBIND=$SOURCE" -DFETCHCONTENT_FULLY_DISCONNECTED=ON) ;;
    vendored)
        works "$TOOL" generate -o "$source/vendored" --name kitchen --prefix kitchen --dialect wmi --locale MS_407 \
            --overlay "$source/more.mof" "$source/toaster.mof" "$source/toaster.mfl"
        ;;
    *) fail "no way '$1'" ;;
    esac
}

configure() {
    works cmake -S "$source" -B "$build" -G "$generator" "${options[@]}" "$@"
}

# What CMake's generators put where, and say where nothing is to be done.
program() {
    local file
    for file in "$build/$1" "$build/$(dirname "$1")/Debug/${1##*/}" "$build/$1.exe" "$build/Debug/$1.exe"; do
        if [ -f "$file" ]; then
            echo "$file"
            return
        fi
    done
    fail "there is no $1 in $build"
}
idle() {
    works cmake --build "$build"
    case $generator in
    Ninja*) says "no work to do" ;;
    *) says_not "Building" ;;
    esac
}

# What the kitchen's project makes, works.
kitchen_runs() {
    works "$(program toast)"
    says "Done, brownness 9"
    works "$(program host)" "$(program libplugin.so)"
    says "Done, brownness 9"
    works "$(program kitchen_cxx)"
    says 'Toaster.Name="left"'
    # The plugin shows its function, and none of the libraries inside.
    output=$(nm -D --defined-only "$(program libplugin.so)")
    says plugin_toast
    says_not kitchen_
    says_not wmi
}

# kitchen WAY GENERATOR [OPTION...]: one project in all ways that CMake knows.
kitchen() {
    local way=$1
    generator=$2
    project kitchen
    ways "$way"
    configure "${@:3}"
    works cmake --build "$build" --parallel 2
    kitchen_runs
    idle
}

# changes GENERATOR: MOFs, included ones and overlays change, break, and are mended.
changes() {
    generator=$1
    project kitchen
    ways installed
    configure
    works cmake --build "$build"
    local toaster=$build/bindings.mofbind/kitchen/include/kitchen/Toaster.h slice=$build/bindings.mofbind/kitchen/include/kitchen/Slice.h
    holds "$toaster" "in seconds"
    says "Am_Werk" # of the language asked for, beside what the overlay adds

    # A file that is included; a file that an overlay includes.
    echo 'class Slice { string Grain; real32 Thickness; boolean Buttered; };' >"$source/slice.mof"
    changed "$source/slice.mof"
    works cmake --build "$build"
    holds "$slice" "wmi_opt_boolean Buttered;"
    echo 'class Toaster { uint32 Toast([In, Units("Minutes")] uint16 Seconds); };' >"$source/seconds.mof"
    changed "$source/seconds.mof"
    works cmake --build "$build"
    holds "$toaster" "in minutes"
    idle

    # A broken overlay, a broken MOF: the build says where, and leaves what is there.
    local broken
    for broken in more:'class Slice { real32 };':more.mof:1: slice:'class Slice { string Grain real32 Thickness; };':slice.mof:1:28:; do
        local file=${broken%%:*}.mof text=${broken#*:}
        echo "${text%%:*}" >"$source/$file"
        changed "$source/$file"
        fails cmake --build "$build"
        says "${text#*:}"
        holds "$slice" "Buttered;"
        cp "$projects/kitchen/$file" "$source/$file"
        changed "$source/$file"
        works cmake --build "$build"
    done
    works "$(program toast)"
    says "Done, brownness 9"
}

# one_class WAY: a program that names one method has none of the code of others: ready-made bindings, or the generated folder.
one_class() {
    project one_class
    generator=Ninja
    options=("-DWAY=$1" "-DCMAKE_PREFIX_PATH=$PREFIX" -DCMAKE_BUILD_TYPE=Release)
    if [ "$1" = vendored ]; then
        works "$TOOL" generate -o "$source/vendored" "$SOURCE/mof/WindowsVirtualization.V2.mof"
    fi
    configure
    works cmake --build "$build" --target one_class
    works "$build/one_class"
    output=$(nm "$build/one_class" | grep -Eo '\bhvc?_[A-Za-z0-9_]+' | sort -u)
    says hv_Msvm_ReplicationService_InitiateFailback
    output=$(grep -Ev '^hv_Msvm_ReplicationService_InitiateFailback' <<<"$output" || true)
    [ -z "$output" ] || fail "one method brought others with it: $output"
}

# One function would silently take the place of another.
output=$(sed -nE 's/^([a-z_]+)\(\) \{$/\1/p' "$0" "$projects"/cases/*.sh | sort | uniq -d)
[ -z "$output" ] || fail "functions that are there twice: $output"
for file in "$projects"/cases/*.sh; do
    # shellcheck source=/dev/null
    . "$file"
done

# Which one: the case, with what the table gives it.
rm -rf "$WORK"
mkdir -p "$WORK"
"$@"
echo "consumer: $*: good"
