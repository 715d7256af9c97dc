# Cases of consume.sh: mofbind_add_reference().

# reference GENERATOR: pages are an edge of the build.
reference() {
    generator=$1
    project reference
    ways installed
    local pages=$build/pages.reference
    configure
    says "pages are in $pages"
    works cmake --build "$build"
    holds "$pages/lamps/L_Lamp.html" "It gives light."
    holds "$pages/assets/style.css" "green"
    [ ! -e "$source/wicks" ] || fail "what is not of all was made"
    idle

    # What is read, included, put over it, and looked like.
    sed -i 's/string Name/& ; uint16 Length/' "$source/inc/wick.mof"
    changed "$source/inc/wick.mof"
    works cmake --build "$build"
    holds "$pages/lamps/L_Wick.html" 'id="Length"'
    sed -i 's/gives/loves/' "$source/more.mof"
    changed "$source/more.mof"
    works cmake --build "$build"
    holds "$pages/lamps/L_Lamp.html" "It loves light."
    echo '<p>{{{name}}}</p>' >"$source/looks/doc/class.html.mustache"
    changed "$source/looks/doc"
    works cmake --build "$build"
    holds "$pages/lamps/L_Lamp.html" "<p>L_Lamp</p>"
    idle

    # A MOF with errors fails; the pages stay as they were.
    echo 'class L_Bad { uint8 }' >>"$source/lamp.mof"
    changed "$source/lamp.mof"
    fails cmake --build "$build"
    says "MOF201"
    holds "$pages/lamps/L_Lamp.html" "<p>L_Lamp</p>"
    sed -i '$d' "$source/lamp.mof"
    changed "$source/lamp.mof"
    works cmake --build "$build" --target wicks
    [ -e "$source/wicks/lamps/L_Wick.html" ] || fail "there is no page of what was selected"
    [ ! -e "$source/wicks/lamps/L_Lamp.html" ] || fail "there is a page of what was not selected"
    fails cmake -S "$source" -B "$build" -G "$generator" "${options[@]}" -DCLASH=ON
    says "mofbind_add_reference(again_2): OUTPUT_DIR"
}
