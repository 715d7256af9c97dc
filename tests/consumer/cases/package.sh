# Cases of the package: what find_package() and pkg-config find, wherever it is; packages; versions.

# installed: mofbind, installed in PREFIX by its build; other cases find it there.
installed() {
    rm -rf "$PREFIX"
    works cmake --install "$MOFBIND_BUILD" --prefix "$PREFIX"
}

# The prefix, moved to a folder of another name.
moved() {
    mkdir -p "$(dirname "$1")"
    cp -r "$PREFIX" "$1"
    PREFIX=$1
}

# relocated FOLDER: the installed package, moved.
relocated() {
    local installed=$PREFIX
    moved "$WORK/$1"
    generator=Ninja
    project kitchen
    ways installed
    configure
    works cmake --build "$build"
    kitchen_runs
    # Nothing in it knows where it was built or installed.
    output=$(grep -rlF --include=*.cmake --include=*.pc -e "$SOURCE" -e "$installed" "$PREFIX" || true)
    [ -z "$output" ] || fail "these name folders of the build: $output"
}

# A project of a few lines, which finds mofbind with the arguments given, and says what there is.
finds() {
    source=$WORK/finds
    build=$WORK/finds.build
    generator=Ninja
    rm -rf "$source" "$build"
    mkdir -p "$source"
    cat >"$source/CMakeLists.txt" <<END
cmake_minimum_required(VERSION 3.20)
project(finds LANGUAGES ${languages-C})
if(TOP) # as a superproject has it
    file(WRITE "\${CMAKE_BINARY_DIR}/below/CMakeLists.txt" "find_package(mofbind $*)\n")
    add_subdirectory("\${CMAKE_BINARY_DIR}/below" "\${CMAKE_BINARY_DIR}/below.build")
endif()
find_package(mofbind $*)
find_package(mofbind $*)
message("found: \${mofbind_FOUND} \${mofbind_VERSION}; \${mofbind_NOT_FOUND_MESSAGE}")
foreach(target IN ITEMS mofbind runtime loopback com virtualization_v2 hypervcluster_v2)
    if(TARGET mofbind::\${target})
        message("has: \${target}")
    endif()
endforeach()
message("MOFs: \${MOFBIND_MOF_DIR}")
END
    output=$(cmake -S "$source" -B "$build" -G Ninja "-DCMAKE_PREFIX_PATH=$PREFIX" "-DTOP=${top-}" ${more-} 2>&1) || output+=" (failed)"
    output=$(tr -s ' \n' ' ' <<<"$output") # CMake breaks lines of messages where it likes
}

# components: what find_package() checks, and says of what is not there.
components() {
    local target
    finds 0.1 REQUIRED
    for target in mofbind runtime loopback virtualization_v2 hypervcluster_v2; do
        says "has: $target"
    done
    says "MOFs: $PREFIX/share/mofbind/mof"
    top=ON
    finds 0.1 REQUIRED COMPONENTS mofbind runtime loopback virtualization_v2 hypervcluster_v2
    top=
    says "found: 1"
    says_not "(failed)"
    finds 0.1 COMPONENTS runtime toaster
    says "found: 0"
    says "mofbind has no library 'toaster'"
    finds 0.1 REQUIRED COMPONENTS com
    says "mofbind::com is not for Linux"
    says "(failed)"
    finds 0.1 REQUIRED COMPONENTS runtime OPTIONAL_COMPONENTS toaster com
    says "found: 1"
    more=-DCMAKE_DISABLE_FIND_PACKAGE_CURL=ON # the package may have wsman, the machine that uses it not what that needs
    finds 0.1 REQUIRED
    says "found: 1"
    finds 0.1 REQUIRED COMPONENTS wsman
    says "mofbind::wsman needs libcurl 7.80 and libxml2 2.9"
    says "(failed)"
    more=
    finds 0.2 # the next minor version is another interface before 1.0
    says "found: 0"
    finds 1
    says_not "has: mofbind"
    # No compiler, no libraries; the tool is there all the same.
    languages=NONE
    finds 0.1 REQUIRED
    says "has: mofbind"
    says_not "has: runtime"
    languages=CXX
    finds 0.1 REQUIRED COMPONENTS virtualization_v2
    says "has: virtualization_v2"
    unset languages

    # A tool that is not there, or does not start, is told with its path and the reason.
    moved "$WORK/prefix"
    chmod -x "$PREFIX/bin/mofbind"
    finds 0.1 REQUIRED
    says "$PREFIX/bin/mofbind cannot be run"
    printf '#!/bin/sh\necho gremlin 3\n' >"$PREFIX/bin/mofbind"
    chmod +x "$PREFIX/bin/mofbind"
    finds 0.1 REQUIRED
    says "$PREFIX/bin/mofbind is not mofbind: its --version says 'gremlin 3"
    rm "$PREFIX/bin/mofbind"
    finds 0.1 REQUIRED
    says "there is no file $PREFIX/bin/mofbind"
    finds 0.1 REQUIRED COMPONENTS runtime # which needs no tool
    says "has: runtime"
}

# upgraded: a package that is replaced in its place: the next build runs the new tool.
upgraded() {
    moved "$WORK/prefix"
    project kitchen
    generator=Ninja
    ways installed
    configure
    works cmake --build "$build"
    idle
    mv "$PREFIX/bin/mofbind" "$PREFIX/bin/mofbind.real"
    printf '#!/bin/sh\necho "$*" >>"%s/runs"\nexec "%s" "$@"\n' "$WORK" "$PREFIX/bin/mofbind.real" >"$PREFIX/bin/mofbind"
    chmod +x "$PREFIX/bin/mofbind"
    works cmake --build "$build"
    holds "$WORK/runs" generate
    idle
}

# versions: one number, wherever it stands.
versions() {
    local part version=
    for part in MAJOR MINOR PATCH; do
        version+=.$(sed -nE "s/^#define WMI_VERSION_$part ([0-9]+).*/\1/p" "$SOURCE/templates/runtime/include/wmi/version.h")
    done
    version=${version#.}
    [[ $version =~ ^[0-9]+\.[0-9]+\.[0-9]+$ ]] || fail "version.h says '$version'"
    works "$TOOL" --version
    [ "$output" = "mofbind $version" ] || fail "mofbind --version says '$output', the project $version"
    holds "$PREFIX/share/cmake/mofbind/mofbindConfigVersion.cmake" "set(PACKAGE_VERSION \"$version\")"
    output=$(sed -nE 's/^## ([0-9.]+).*/\1/p' "$SOURCE/CHANGELOG.md" | head -n 1)
    [ "$output" = "$version" ] || fail "CHANGELOG.md is of $output, the project of $version"
    output=$(cat "$(pc_dir)"/mofbind*.pc | sed -n 's/^Version: //p' | sort -u)
    [ "$output" = "$version" ] || fail "pkg-config files are of $output"
}

pc_dir() {
    dirname "$(find "$PREFIX" -name mofbind.pc)"
}

# packages: the .deb and the .tar.gz, unpacked somewhere, serve a project; the .deb is as Debian wants it.
packages() {
    local version arch deb root
    works cpack --config "$MOFBIND_BUILD/CPackConfig.cmake" -G "DEB;TGZ" -B "$WORK/packages"
    version=$("$TOOL" --version | sed 's/mofbind //')
    arch=$(dpkg --print-architecture)
    deb=$WORK/packages/mofbind_${version}_$arch.deb
    works dpkg-deb --field "$deb"
    says "Package: mofbind"
    says "Version: $version"
    says "Architecture: $arch"
    says "Depends: libc6"
    says "Section: devel"
    says "Maintainer: "
    works dpkg-deb --ctrl-tarfile "$deb"
    works dpkg-deb --contents "$deb"
    says "./usr/bin/mofbind"
    says "./usr/share/mofbind/mof/WindowsVirtualization.V2.mof"
    says "./usr/share/mofbind/templates/class.h.mustache"
    says "./usr/share/doc/mofbind/LICENSE"
    says "./usr/share/doc/mofbind/copyright"
    says "./usr/share/man/man1/mofbind.1.gz"
    output=$(awk '$2 != "root/root" || $1 !~ /^(drwxr-xr-x|-rw-r--r--|-rwxr-xr-x|lrwxrwxrwx)$/ || $6 !~ /^\.\/usr\// && $6 != "./" ' <<<"$output")
    [ -z "$output" ] || fail "the .deb has files of odd owners, rights or places: $output"

    root=$WORK/root
    works dpkg --extract "$deb" "$root"
    works dpkg-deb --control "$deb" "$WORK/control"
    (cd "$root" && works md5sum --quiet --check "$WORK/control/md5sums")
    output=$(cd "$root" && find usr -type f | wc -l)
    [ "$output" = "$(wc -l <"$WORK/control/md5sums")" ] || fail "md5sums does not name every file"
    if command -v lintian >/dev/null; then
        works lintian --allow-root --fail-on error,warning "$deb"
    fi

    PREFIX=$root/usr
    generator=Ninja
    project kitchen
    ways installed
    configure
    works cmake --build "$build"
    kitchen_runs

    mkdir "$WORK/unpacked"
    works tar xzf "$WORK"/packages/mofbind-"$version"-*.tar.gz -C "$WORK/unpacked"
    PREFIX=$(echo "$WORK"/unpacked/*)
    rm -rf "$build"
    ways installed
    configure
    works cmake --build "$build"
    kitchen_runs
}
