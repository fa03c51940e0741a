#!/bin/sh
# A full house with some rooms closed: tests/bench/close_rooms.sh INSTANCE PLAN K SEED
# Everybody whom the plan houses lives there now and may move; K rooms in use, drawn by SEED, are not
# usable any more. Writes the instance to standard output; same arguments, same bytes. Reads the
# engine's own writing: one room, party, assignment a line.
set -eu
export LC_ALL=C

awk -v k="$3" -v seed="$4" '
function draw(n) { # 0 .. n-1: Park and Miller, Comm. ACM 31 (1988)
    state = state * 16807 % 2147483647
    return int(state / 2147483647 * n)
}
function value(line, key,   at) { # the text of "key":"text"
    at = index(line, "\"" key "\":\"")
    line = substr(line, at + length(key) + 4)
    return substr(line, 1, index(line, "\"") - 1)
}
FNR == NR {
    if (/^\{"party":/ && /"room":/) {
        room = value($0, "room")
        lives_in[value($0, "party")] = room
        if (!(room in is_used)) rooms[n++] = room
        is_used[room] = 1
    }
    next
}
FNR == 1 {
    state = seed % 2147483646 + 1
    for (i = 0; i < 8; i++) draw(n)
    for (; k > 0 && n > 0; k--) {
        i = draw(n)
        is_closed[rooms[i]] = 1
        rooms[i] = rooms[--n]
    }
}
/^\{"id":/ && /"beds":/ && value($0, "id") in is_closed { sub(/"usable":true/, "\"usable\":false") }
/^\{"id":/ && /"members":/ {
    sub(/,"current_room":("[^"]*"|null)/, "")
    if (value($0, "id") in lives_in)
        sub(/,"points":/, ",\"current_room\":\"" lives_in[value($0, "id")] "\"&")
}
{ sub(/"incumbents":"[a-z_]*"/, "\"incumbents\":\"may_move\""); print }
' "$2" "$1"
