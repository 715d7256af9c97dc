# Cases of consume.sh: mofbind_add_bindings().

# Builds, and nothing is configured anew.
builds() {
    works cmake --build "$build"
    says_not "Configuring done"
}
jar() {
    works "$(program shelf/jar)"
    says "$1"
}
compiles_nothing() {
    builds
    says_not "Building C object"
    idle
}

# edge GENERATOR: the bindings are an edge of the build: what changes is seen in the same build, what breaks breaks its own target, what
# is deleted is made again.
edge() {
    generator=$1
    project edge
    ways installed
    local odd="$source/shelf/odd #1 \$2" made=$build/shelf/made
    mkdir "$odd"
    mv "$source/shelf/lid.mof" "$odd"
    mkdir "$WORK/elsewhere"
    cd "$WORK/elsewhere" # relative paths are the calling folder's
    configure
    builds
    jar "fits: jar 1, lid 1, label 1"
    idle

    changed "$source/shelf/jar.mof"
    compiles_nothing
    echo '// a comment' >>"$source/shelf/jar.mof"
    changed "$source/shelf/jar.mof"
    compiles_nothing

    sed -i 's/string Name;/& uint16 More;/' "$source/shelf/jar.mof"
    changed "$source/shelf/jar.mof"
    builds
    jar "fits: jar 2, lid 1, label 1"
    sed -i 's/string Name;/& uint16 More;/' "$odd/lid.mof"
    changed "$odd/lid.mof"
    builds
    jar "fits: jar 2, lid 2, label 1"
    sed -i 's/string Text;/& uint16 More;/' "$source/shelf/inc/label.mof"
    changed "$source/shelf/inc/label.mof"
    builds
    jar "fits: jar 2, lid 2, label 2"
    idle

    edge_breaks
    edge_deleted
    edge_template

    # A file from the future: what needs it is made on each build, and no build goes on for ever.
    touch -d "2 hours" "$source/shelf/jar.mof"
    builds
    builds
    says_not "Building C object"
    jar "fits: jar 2, lid 2, label 2, of an own template"
}

edge_breaks() {
    local keep=-k
    case $generator in Ninja*) keep=-k0 ;; esac
    cp "$source/shelf/jar.mof" "$WORK/jar.mof"
    sed -i 's/string Name;/string Name/' "$source/shelf/jar.mof"
    changed "$source/shelf/jar.mof" "$source/other.c"
    rm "$(program other)"
    fails cmake --build "$build" -- "$keep"
    says "jar.mof:6:23: error: "
    program other >/dev/null # was made
    fails cmake --build "$build" --target jar
    works cmake "$build"
    jar "fits: jar 2, lid 2, label 2"
    cp "$WORK/jar.mof" "$source/shelf/jar.mof"
    changed "$source/shelf/jar.mof"
    builds
    idle
}

edge_deleted() {
    local file
    for file in No/include/No/Jar.h No/src/Jar.c No/include/No.h mofbind.parts/include/No/Jar.h mofbind.parts/part_0.c \
        mofbind.parts/schemas.c mofbind.parts/changed/1.h mofbind.parts/numbers.list; do
        rm "$made/$file"
        builds
        [ -f "$made/$file" ] || fail "$file was not made again"
        idle
    done
    rm -r "$made"
    builds
    idle
    jar "fits: jar 2, lid 2, label 2"
}

edge_template() {
    sed 's/^#define {{guard}}$/&\n#define OWN_TEMPLATE/' "$SOURCE/templates/class.h.mustache" >"$source/shelf/own/class.h.mustache"
    builds
    jar "fits: jar 2, lid 2, label 2, of an own template"
    mkdir "$source/shelf/own/partials"
    idle_after_a_look
    sed 's/properties/& /' "$SOURCE/templates/schema.h.mustache" >"$source/shelf/own/schema.h.mustache"
    compiles_nothing
}

# A folder of templates changed, and nothing that counts.
idle_after_a_look() {
    builds
    says_not "Building C object"
    idle
}

# targets KIND GENERATOR [OPTION...]
targets() {
    generator=$2
    project edge
    mv "$source" "$WORK/edge"
    project targets
    ways installed
    configure "-DKIND=$1" "${@:3}"
    works cmake --build "$build"
    works "$(program open)"
    says "open: 7"
    idle
    if [ "$1" = MODULE ]; then
        output=$(nm -D --defined-only "$build/plugin.so")
        says open_jar
        says_not shelf_
        says_not wmi_
    fi
    sed -i 's/string Name;/& uint16 More;/' "$WORK/edge/shelf/jar.mof"
    changed "$WORK/edge/shelf/jar.mof"
    builds
    works "$(program open)"
    says "open: 7"
    idle
}

refuses() {
    local expected=$1
    rm -rf "$build"
    fails cmake -S "$source" -B "$build" -G "$generator" "${options[@]}" "${@:3}" "-DCALL=$2"
    output=$(tr -s ' \n' '  ' <<<"$output") # CMake breaks lines
    says "$expected"
}

# refused: calls that cannot be good, and tools that are not there: said when CMake configures.
refused() {
    generator=Ninja
    project refused
    cp "$projects/edge/shelf/jar.mof" "$source/x.mof"
    ways installed
    options+=("-DLANGUAGES=C")
    local add=mofbind_add_bindings
    refuses "not understood: 'MOFS;x.mof'" "$add(b MOFS x.mof)"
    refuses "without a value: 'MOF'" "$add(b MOF)"
    refuses "OUTPUT_DIR $build/o is that of mofbind_add_bindings(a) in $source already" \
        "$add(a MOF x.mof OUTPUT_DIR o)"$'\n'"$add(b MOF x.mof OUTPUT_DIR ../build/o/)"
    ln -s . "$source/link" # what is below it is not there yet
    refuses "is that of mofbind_add_bindings(a) in $source already" \
        "$add(a MOF x.mof OUTPUT_DIR $source/o/p)"$'\n'"$add(b MOF x.mof OUTPUT_DIR $source/link/o/p)"
    refuses "BACKENDS smoke: mofbind has no library 'smoke'; it has: runtime, loopback," "$add(b MOF x.mof BACKENDS smoke)"
    refuses "BACKENDS com: mofbind::com is not for Linux" "$add(b MOF x.mof BACKENDS loopback com)"
    refuses "BACKENDS wsman: mofbind::wsman needs libcurl 7.80" "$add(b MOF x.mof BACKENDS wsman)" -DCMAKE_DISABLE_FIND_PACKAGE_LibXml2=ON
    refuses "PARTS is a number from 1 to 4096, not 'many'" "$add(b MOF x.mof PARTS many)"
    refuses "it takes no sources" "$add(program MOF x.mof)"
    refuses "it takes no sources" "add_library(i INTERFACE)"$'\n'"$add(i MOF x.mof)"
    refuses "there is no file $source/y.mof" "$add(b MOF x.mof y.mof)"
    refuses "there is no file $source/wanted.txt" "$add(b MOF x.mof SELECT X wanted.txt)"
    options+=(-DLANGUAGES=CXX)
    refuses "which this project has not enabled" "$add(b MOF x.mof)"
    options+=(-DLANGUAGES=C)
    refuses "there is no file /nowhere/mofbind" "$add(b MOF x.mof)" -DMOFBIND_EXECUTABLE=/nowhere/mofbind
    echo 'not a program' >"$WORK/mofbind"
    refuses "$WORK/mofbind cannot be run" "$add(b MOF x.mof)" "-DMOFBIND_EXECUTABLE=$WORK/mofbind"
}

# A compiler that only finds out what a source includes: what is compiled is counted, and not looked at.
counting_compiler() {
    cat >"$WORK/count" <<'EOF'
#!/bin/sh
compiler=$1 output= wants=
shift
for argument; do
    shift
    case $wants$argument in
    o*) output=$argument argument=/dev/null wants= ;;
    -o) wants=o ;;
    -c) argument=-E ;;
    esac
    set -- "$@" "$argument"
done
case " $* " in
*" -E "*) "$compiler" "$@" || exit 1 ;;
esac
: >"$output"
EOF
    chmod +x "$WORK/count"
    options+=("-DCMAKE_C_COMPILER_LAUNCHER=$WORK/count" "-DCMAKE_C_LINKER_LAUNCHER=$WORK/count")
}

# What is generated, without the build's own files; and which sources each of the files that are compiled includes.
snapshot() {
    rm -rf "$WORK/$1"
    mkdir "$WORK/$1"
    cp -r "$made/counted" "$WORK/$1/files"
    local file
    mkdir "$WORK/$1/parts"
    for file in "$made"/mofbind.parts/*.c; do
        sed 's,/\*.*,,' "$file" >"$WORK/$1/parts/${file##*/}"
    done
}

# counts KIND [NUMBER]: builds after a change of this kind. Compiled is what includes a file that changed, or got another share of the
# sources, and nothing else: NUMBER objects.
counts() {
    ninja -C "$build" -t deps >"$WORK/deps"
    snapshot before
    builds
    local log=$output
    snapshot after
    {
        diff -rq "$WORK/before/files" "$WORK/after/files" | sed -nE "s,^Files $WORK/before/files/(.*) and .*,counted.mofbind/counted/\1,p
            s,^Only in $WORK/before/files/(.*): (.*),counted.mofbind/counted/\1/\2,p" || true
        diff -rq "$WORK/before/parts" "$WORK/after/parts" | sed -nE "s,^Files $WORK/before/parts/(.*) and .*,mofbind.parts/\1,p" || true
    } | sed 's,^counted\.mofbind/,,' >"$WORK/changed"
    awk 'NR == FNR { changed[$0]; next }
        /^[^ ]/ { object = $1; sub(/:$/, "", object); next }
        { name = $1; if (sub(/^.*bindings\.mofbind\//, "", name) && name in changed) { print object; object = "" } }' \
        "$WORK/changed" "$WORK/deps" | sed '/^$/d' | sort -u >"$WORK/expected"
    sed -nE 's,.*Building C object ([^ ]*)$,\1,p' <<<"$log" | sort -u >"$WORK/compiled"
    output=$(diff "$WORK/expected" "$WORK/compiled" || true)
    [ -z "$output" ] || fail "$1: expected (<) and compiled (>) differ:"$'\n'"$output"
    local count
    count=$(wc -l <"$WORK/compiled")
    [ $# = 1 ] || [ "$count" = "$2" ] || fail "$1: $count files were compiled, not $2:"$'\n'"$(cat "$WORK/compiled")"
    echo "$1: $count"
    idle
}

# counted MOF LEAF: how many files are compiled after each kind of change to a whole schema.
counted() {
    generator=Ninja
    project counted
    local made=$build/bindings.mofbind mof=$source/schema.mof
    mkdir "$source/own"
    sed 's,^#pragma namespace.*,&\n#pragma include("extra.mof"),;t;' "$SOURCE/mof/$1" | awk '/^#pragma include/ && n++ { next } { print }' >"$mof"
    echo 'class Mofbind_Extra { [Key] string Name; [Description("The size.")] uint16 Size; };' >"$source/extra.mof"
    printf '#include <counted/%s.h>\nint main(void)\n{\n    return 0;\n}\n' "$2" >"$source/program.c"
    cp "$PREFIX/bin/mofbind" "$WORK/mofbind"
    ways installed
    counting_compiler
    configure "-DMOFBIND_EXECUTABLE=$WORK/mofbind"
    builds
    echo "from nothing: $(grep -c 'Building C object .*mofbind.parts' <<<"$output")"
    idle

    changed "$mof"
    counts touch 0
    echo '// a comment' >>"$mof"
    counts comment 0
    changed "$WORK/mofbind"
    counts "a tool of the same version" 0
    sed -i "/^class $2 /,/^{/s/^{/{ uint16 MofbindNew;/" "$mof"
    counts "a leaf's property" 2 # it, and the program
    sed -i 's/uint16 Size/uint32 Size/' "$source/extra.mof"
    counts "an include" 1
    sed -i 's/The size/Its size/' "$source/extra.mof"
    counts "a Description" 1
    echo 'class Mofbind_Other { [Key] string Name; };' >>"$source/extra.mof"
    counts "a class added" 2 # it, and the schema's table
    sed -i 's/Mofbind_Other/Mofbind_Another/' "$source/extra.mof"
    counts "a class renamed"
    sed -i '/Mofbind_Another/d' "$source/extra.mof"
    counts "a class removed" 2
    text_counts "$2"
    sed -i '/^class CIM_ManagedElement$/,/^{/s/^{/{ uint16 MofbindBase;/' "$mof"
    counts "a base's property"
    sed 's/do not edit/do not touch/' "$SOURCE/templates/class.c.mustache" >"$source/own/class.c.mustache"
    counts "a template"
}

# An .mfl that is added to the call, and one that changes.
text_counts() {
    local ns
    ns=$(sed -nE '0,/namespace/s/^#pragma namespace\("(.*)"\).*/\1/p' "$mof")
    cat >"$source/texts.mfl" <<EOF
#pragma namespace("$ns")
instance of __Namespace { Name = "ms_409"; };
#pragma namespace("$ns\\\\ms_409")
[Description("An extra.") : Amended, Amendment, Locale(0x409)]
class Mofbind_Extra { [Key] string Name; };
EOF
    works cmake -DMORE=texts.mfl "$build"
    counts "an .mfl added" 1
    sed -i 's/An extra/Another extra/' "$source/texts.mfl"
    counts "an .mfl" 1
}

# Two programs of which one has the code of the other, and as many constants, to 1 %.
same_size() {
    local code other
    code=$(size -A "$1" | awk '$1 == ".text" { print $2 }')
    other=$(size -A "$2" | awk '$1 == ".text" { print $2 }')
    [ "$code" = "$other" ] || fail "$1 has $code bytes of code, $2 has $other"
    code=$(size "$1" | awk 'NR == 2 { print $1 }')
    other=$(size "$2" | awk 'NR == 2 { print $1 }')
    [ $((code * 100)) -ge $((other * 99)) ] && [ $((code * 100)) -le $((other * 101)) ] || fail "$1 has $code bytes, $2 has $other"
    echo "text $code and $other"
}

# selected: a program of one method of a schema, of which the bindings are all, or what the method needs. What is compiled is what it
# needs; the program has the same size, which is that of a program over the generated folder, where each class is a file.
selected() {
    generator=Ninja
    project method
    ways installed
    options+=(-DCMAKE_BUILD_TYPE=Release)
    printf '# what is wanted\nMsvm_ReplicationService.InitiateFailback\n' >"$source/wanted.txt"
    local select classes log
    for select in "" wanted.txt; do
        build=$WORK/of_$select
        configure "-DSELECT=$select"
        builds
        log=$output
        classes=$(find "$build/bindings.mofbind/virtualization_v2/src" -name 'CIM_*.c' -o -name 'Msvm_*.c' | wc -l)
        echo "${select:-all}: $classes classes in $(grep -c 'Building C object .*mofbind.parts' <<<"$log") files"
        works "$build/method"
        same_size "$build/method" "$WORK/of_/method"
    done
    [ "$classes" -lt 40 ] || fail "$classes classes for one method"

    works "$TOOL" generate --no-runtime -o "$source/vendored" "$SOURCE/mof/WindowsVirtualization.V2.mof"
    build=$WORK/of_folder
    configure -DSELECT=folder
    builds
    same_size "$build/method" "$WORK/of_/method"
}

# windows_dll: bindings as a DLL, which shows what its headers declare and nothing of the runtime within it.
windows_dll() {
    generator=Ninja
    project edge
    mv "$source" "$WORK/edge"
    project targets
    ways installed
    configure -DKIND=SHARED "-Dmofbind_DIR=$PREFIX/share/cmake/mofbind" "-DCMAKE_TOOLCHAIN_FILE=$projects/mingw.cmake" \
        "-DCMAKE_MAKE_PROGRAM=$(command -v ninja)"
    works cmake --build "$build"
    output=$(x86_64-w64-mingw32-objdump -p "$build/libshelf.dll" | sed -n '/Ordinal.Name Pointer/,/^$/p')
    says shelf_Jar_Open_info
    says_not wmi
}
