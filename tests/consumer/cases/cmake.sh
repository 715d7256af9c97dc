# Cases of CMake: libraries over the bindings, other systems, shared libraries, launchers.

# exported WAY: a library that uses the bindings is installed, and used by a project that knows nothing of mofbind.
exported() {
    project kitchen
    generator=Ninja
    ways "$1"
    configure
    works cmake --build "$build"
    works cmake --install "$build" --prefix "$WORK/cook"
    rm -rf "$build"
    source=$WORK/guest
    cp -r "$projects/guest" "$source"
    cp "$projects/kitchen/toast.c" "$projects/kitchen/cook.h" "$projects/kitchen/kitchen.cpp" "$source"
    options=("-DCMAKE_PREFIX_PATH=$WORK/cook;$PREFIX")
    [ "$1" = installed ] || options=("-DCMAKE_PREFIX_PATH=$WORK/cook")
    configure
    works cmake --build "$build"
    works "$build/toast"
    says "Done, brownness 9"
    if [ "$1" != vendored ]; then
        works "$build/kitchen_cxx"
        says 'Toaster.Name="left"'
    fi
}

# cross WAY GENERATOR: for Windows, by a toolchain file that finds nothing of the host, with CC of the environment naming that compiler.
cross() {
    local way=$1
    generator=$2
    project kitchen
    ways "$way"
    # Where nothing of the host is found, a project names the folder.
    [ "$way" = installed ] && options+=("-Dmofbind_DIR=$PREFIX/share/cmake/mofbind")
    export CC=x86_64-w64-mingw32-gcc CFLAGS=-mconsole
    local make=make
    [ "$generator" != Ninja ] || make=ninja
    configure "-DCMAKE_TOOLCHAIN_FILE=$projects/mingw.cmake" "-DCMAKE_MAKE_PROGRAM=$(command -v $make)"
    works cmake --build "$build" --parallel 2
    idle
    local file
    for file in toast.exe host.exe libplugin.dll; do
        [ "$(head -c 2 "$build/$file")" = MZ ] || fail "$file is no program for Windows"
    done
    local wine
    wine=$(command -v wine64 wine /usr/lib/wine/wine64 | head -n 1) || true
    if [ -n "$wine" ]; then
        export WINEPREFIX=$WORK/wine WINEDEBUG=-all WINEDLLOVERRIDES=mscoree,mshtml=
        works "$wine" "$build/toast.exe"
        says "Done, brownness 9"
        works "$wine" "$build/host.exe" "$build/libplugin.dll"
        says "Done, brownness 9"
    else
        echo "consumer: there is no Wine here to run what was built"
    fi
}

# shared WAY: with BUILD_SHARED_LIBS the bindings and the runtime are shared libraries.
shared() {
    project kitchen
    generator=Ninja
    ways "$1"
    configure -DBUILD_SHARED_LIBS=ON
    works cmake --build "$build" --parallel 2
    works "$(program toast)"
    says "Done, brownness 9"
    works "$(program kitchen_cxx)"
    says 'Toaster.Name="left"'
    if [ "$1" != installed ]; then # where the runtime is what the package has
        output=$(find "$build" -name 'libmofbind_runtime.so*')
        says libmofbind_runtime.so
    fi
    idle
}

# launcher: the compiler behind ccache, which answers from its cache in a second build.
launcher() {
    project kitchen
    generator=Ninja
    ways installed
    export CCACHE_DIR=$WORK/ccache CCACHE_NOHASHDIR=1 CCACHE_BASEDIR=$WORK CCACHE_SLOPPINESS=
    configure -DCMAKE_C_COMPILER_LAUNCHER=ccache -DCMAKE_CXX_COMPILER_LAUNCHER=ccache
    works cmake --build "$build"
    kitchen_runs
    works ccache --zero-stats
    rm -rf "$build"
    configure -DCMAKE_C_COMPILER_LAUNCHER=ccache -DCMAKE_CXX_COMPILER_LAUNCHER=ccache
    works cmake --build "$build"
    kitchen_runs
    works ccache --print-stats
    [[ $output =~ cache_miss[[:space:]]+0($|[[:space:]]) ]] || fail "the second build missed the cache: $output"
}

# untouched WAY: a project that has mofbind, and uses nothing of it, builds nothing of it; one that does builds the tool once.
untouched() {
    project unused
    generator=Ninja
    ways "$1"
    configure
    works cmake --build "$build"
    says_not mofbind
    works cmake --install "$build" --prefix "$WORK/prefix"
    [ -z "$(find "$WORK/prefix" -type f 2>/dev/null)" ] || fail "a project that installs nothing installs mofbind"
    works ninja -C "$build" -t targets all
    output=$(grep -c 'driver/main\.c\.o:' <<<"$output")
    [ "$output" = 1 ] || fail "the tool is compiled $output times"
}

# two_parts: a project of two parts that each come by mofbind, in the same way or in another, builds with one.
two_parts() {
    local way first second
    generator=Ninja
    source=$WORK/source
    build=$WORK/build
    mkdir -p "$source/first" "$source/second"
    printf '%s\n' 'cmake_minimum_required(VERSION 3.20)' 'project(parts LANGUAGES C)' 'add_subdirectory(first)' 'add_subdirectory(second)' \
        >"$source/CMakeLists.txt"
    for first in subdirectory fetchcontent installed; do
        for second in subdirectory fetchcontent installed; do
            for way in first second; do
                {
                    case ${!way} in
                    subdirectory) echo "add_subdirectory($SOURCE mofbind)" ;;
                    fetchcontent) printf '%s\n' 'include(FetchContent)' "FetchContent_Declare(mofbind SOURCE_DIR $SOURCE)" \
                        'FetchContent_MakeAvailable(mofbind)' ;;
                    installed) echo 'find_package(mofbind 0.1 REQUIRED COMPONENTS runtime loopback)' ;;
                    esac
                    echo "mofbind_add_bindings($way MOF $projects/kitchen/slice.mof)"
                } >"$source/$way/CMakeLists.txt"
            done
            rm -rf "$build"
            options=("-DCMAKE_PREFIX_PATH=$PREFIX")
            configure
            works ninja -C "$build" -t query first second
        done
    done
}

# beside: mofbind and bindings are brought by one folder of a project and used in the one beside it. Configured only.
beside() {
    local way
    generator=Ninja
    source=$WORK/source
    build=$WORK/build
    mkdir -p "$source/lib" "$source/app"
    printf '%s\n' 'cmake_minimum_required(VERSION 3.20)' 'project(beside LANGUAGES C)' 'add_subdirectory(lib)' 'add_subdirectory(app)' \
        >"$source/CMakeLists.txt"
    printf '%s\n' 'file(WRITE app.c "int main(void) { return 0; }\n")' 'add_executable(app app.c)' 'target_link_libraries(app PRIVATE slices)' \
        >"$source/app/CMakeLists.txt"
    for way in "find_package(mofbind 0.1 REQUIRED)" "add_subdirectory($SOURCE mofbind)"; do
        printf '%s\n' "$way" "mofbind_add_bindings(slices MOF $projects/kitchen/slice.mof BACKENDS loopback)" >"$source/lib/CMakeLists.txt"
        rm -rf "$build"
        options=("-DCMAKE_PREFIX_PATH=$PREFIX")
        configure
        works ninja -C "$build" -t query app/app
        says lib/libslices.a
        says mofbind_loopback.a
    done
}

# again: mofbind itself is configured a second time, when CMake has in its cache what parts of the project found last.
again() {
    generator=Ninja
    source=$SOURCE
    build=$WORK/build
    options=(-DMOFBIND_TESTS_CONSUMERS=ON)
    configure
    configure
}

# readme WAY: the lines of README.md, with a program that names one method.
readme() {
    project one_class
    generator=Ninja
    ways "$1"
    {
        echo 'cmake_minimum_required(VERSION 3.20)'
        echo 'project(app LANGUAGES C)'
        echo 'add_executable(app one_class.c)'
        sed -n '/^## In a project of yours/,/^## /p' "$SOURCE/README.md" | sed -n '/^```cmake$/,/^```$/p' | grep -v '^```'
    } >"$source/CMakeLists.txt"
    if [ "$1" = subdirectory ]; then
        ln -s "$SOURCE" "$source/mofbind"
        sed -i 's/^find_package.*# or //' "$source/CMakeLists.txt"
    fi
    configure
    works cmake --build "$build" --parallel 2
    works "$build/app"
}

# unity WAY: a build that joins sources, all of a target in one, and again eight at a time.
unity() {
    local size
    project kitchen
    generator=Ninja
    ways "$1"
    for size in 0 8; do
        rm -rf "$build"
        configure -DCMAKE_UNITY_BUILD=ON -DCMAKE_UNITY_BUILD_BATCH_SIZE=$size
        works cmake --build "$build" --parallel 2
        kitchen_runs
        idle
    done
}
