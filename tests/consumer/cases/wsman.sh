# Cases of consume.sh: the backend wsman, and the libraries of others that it needs.

# There is no wsman where libcurl or libxml2 is not.
has_wsman() {
    if [ -z "$(find "$PREFIX" -name 'libmofbind_wsman.*')" ]; then
        echo "skipped: there is no libcurl or libxml2 on this machine"
        exit 0
    fi
}
knocks() {
    works "$1"
    says "ready: Knock"
}

# remote WAY: a library over wsman, which is installed, and used by a project that knows nothing of mofbind.
remote() {
    generator=Ninja
    has_wsman
    project remote
    if [ "$1" = vendored ]; then
        works "$TOOL" generate -o "$source/vendored" --name door --prefix door "$source/door.mof"
        options=(-DWAY=vendored)
    else
        ways "$1"
    fi
    configure
    works cmake --build "$build" --parallel 2
    knocks "$build/knock"
    idle
    works cmake --install "$build" --prefix "$WORK/remote"
    rm -rf "$build"
    mv "$source/knock.c" "$WORK"
    source=$WORK/guest
    mkdir "$source"
    mv "$WORK/knock.c" "$source"
    printf '%s\n' 'cmake_minimum_required(VERSION 3.20)' 'project(guest LANGUAGES C)' 'find_package(remote REQUIRED)' \
        'add_executable(knock knock.c)' 'target_link_libraries(knock PRIVATE remote::remote)' >"$source/CMakeLists.txt"
    options=("-DCMAKE_PREFIX_PATH=$WORK/remote;$PREFIX")
    configure
    works cmake --build "$build"
    knocks "$build/knock"
}
