# Cases of other build systems: the recipes of generator/docs/BUILDS.md, word by word.

# The kitchen's sources with a recipe's files in place of CMake's; and pkg-config, which finds mofbind in PREFIX.
kitchen_of() {
    local recipes=$SOURCE/generator/docs/BUILDS.md file
    project kitchen
    rm "$source/CMakeLists.txt" "$source/cookConfig.cmake.in"
    for file in $(sed -nE "s/^<!-- $1: (.*) -->\$/\1/p" "$recipes"); do
        sed -n "/^<!-- $1: $file -->\$/,/^\`\`\`\$/p" "$recipes" | sed -e '1,2d' -e '$d' >"$source/$file"
        [ -s "$source/$file" ] || fail "$recipes holds no $file for $1"
    done
    PKG_CONFIG_PATH=$(dirname "$(find "$PREFIX" -name mofbind.pc)")
    export PKG_CONFIG_PATH
}

# The tool, which notes each run in $WORK/runs: pkg-config's file names it.
noted() {
    cp -r "$PREFIX" "$WORK/prefix"
    PREFIX=$WORK/prefix
    mv "$PREFIX/bin/mofbind" "$PREFIX/bin/mofbind.real"
    printf '#!/bin/sh\necho "$*" >>"%s/runs"\nexec "%s" "$@"\n' "$WORK" "$PREFIX/bin/mofbind.real" >"$PREFIX/bin/mofbind"
    chmod +x "$PREFIX/bin/mofbind"
}
ran() {
    local times
    times=$(wc -l <"$WORK/runs")
    [ "$times" = "$1" ] || fail "mofbind ran $times times and not $1"
}

# rebuilds COMMAND...: it builds; then each change runs the tool once, and no change not at all. $toast is the program that is built.
rebuilds() {
    works "$@"
    ran 1
    works "$toast"
    says "Done, brownness 9"
    works "$@"
    ran 1
    echo 'class Slice { string Grain; real32 Thickness; boolean Buttered; };' >"$source/slice.mof" # which a MOF includes
    changed "$source/slice.mof"
    works "$@"
    ran 2
    works "$@"
    ran 2
    echo '// A comment.' >>"$source/seconds.mof" # which an overlay includes
    changed "$source/seconds.mof"
    works "$@"
    ran 3
    works "$@"
    ran 3
    echo 'class Slice { string Grain real32 Thickness; };' >"$source/slice.mof"
    changed "$source/slice.mof"
    fails "$@"
    says "slice.mof:1:28: error: "
    ran 4
    cp "$projects/kitchen/slice.mof" "$source"
    changed "$source/slice.mof"
    works "$@"
    ran 5
    works "$toast"
    says "Done, brownness 9"
}

# make: GNU make.
make_() {
    noted
    kitchen_of make
    build=$source
    toast=$source/toast
    rebuilds make -C "$source" -j4
    # A deleted file is made again, whatever the times of the others.
    touch -r "$source/bindings/kitchen.c" "$source/bindings.stamp"
    rm "$source/bindings/kitchen.h"
    works make -C "$source" -j4
    ran 6
    rm "$source/bindings/kitchen.c"
    works make -C "$source" -j4
    ran 7
    rm -r "$source/bindings"
    works make -C "$source" -j4
    ran 8
    works make -C "$source" clean
    works make -C "$source" -j1
    works "$toast"
}

# automake: in a folder of its own, and as a package that builds elsewhere.
automake_() {
    noted
    kitchen_of automake
    (cd "$source" && works autoreconf --install)
    mkdir "$build"
    (cd "$build" && works "$source/configure" --quiet)
    toast=$build/toast
    rebuilds make -C "$build" -j4
    works make -C "$build" check
    says "# PASS:  1"
    works make -C "$build" distcheck
}

# meson: mofbind installed.
meson_() {
    noted
    kitchen_of meson
    works meson setup "$build" "$source"
    toast=$build/toast
    rebuilds ninja -C "$build"
    kitchen_runs
    works meson test -C "$build"
}

# meson_vendored: the generated folder as a CMake subproject.
meson_vendored() {
    kitchen_of meson_vendored
    mkdir "$source/subprojects"
    ways vendored
    mv "$source/vendored" "$source/subprojects/bindings"
    works meson setup "$build" "$source"
    works ninja -C "$build"
    kitchen_runs
    works ninja -C "$build"
    says "no work to do"
}

# python: the plugin, in Python.
python() {
    project kitchen
    generator=Ninja
    ways installed
    configure
    works cmake --build "$build"
    works python3 -c "import ctypes, sys; sys.exit(ctypes.CDLL('$build/libplugin.so').plugin_toast())"
    says "Done, brownness 9"
}
