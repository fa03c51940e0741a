#!/bin/sh
# The draw recomputed with sha256sum and sort, and by `quarters draw verify`: they agree.
set -u

. tests/law.sh

# Four requests, three of them with the same points, class and day: the lot alone decides.
printf 'HS-0001\t63\t2\t2025-07-05\nHS-0002\t63\t2\t2025-07-05\nHS-0003\t63\t2\t2025-07-05\nHS-0004\t70\t4\t\n' >"$work/list"
hash=$(sha256sum <"$work/list" | cut -c1-64)

# lot SEED REQUEST
lot() {
    printf '%s\n%s\n%s' "$1" "$hash" "$2" | sha256sum | cut -c1-64
}

# document SEED FILE
document() {
    for id in HS-0001 HS-0002 HS-0003; do
        echo "$(lot "$1" "$id") $id"
    done | sort >"$work/lots"
    {
        printf '{"format":"quarters.draw/1","round":"A","tie_order":["legal_group","filed","lot"],'
        printf '"list_sha256":"%s","seed":"%s","list":[' "$hash" "$1"
        for id in HS-0001 HS-0002 HS-0003; do
            printf '\n{"request":"%s","points":63,"tie_class":2,"filed":"2025-07-05",' "$id"
            printf '"lot":"%s","order":%d},' "$(lot "$1" "$id")" \
                $(($(grep -n "$id" "$work/lots" | cut -d: -f1) + 1))
        done
        printf '\n{"request":"HS-0004","points":70,"tie_class":4,"filed":"","lot":"%s","order":1}]}\n' \
            "$(lot "$1" HS-0004)"
    } >"$2"
}

# exits CODE ARGUMENTS...
exits() {
    code=$1
    shift
    gives "$code" "$quarters" --lang en draw verify "$@" >"$work/said" 2>&1
}

for seed in 0 48213 00048213; do
    document "$seed" "$work/$seed.json"
    law "seed $seed holds" exits 0 "$work/$seed.json" --seed "$seed" --hash "$hash"
done
law 'it says so' grep -q "The list of 4 requests has the hash $hash" "$work/said"
law 'leading zeros count' exits 5 "$work/48213.json" --seed 00048213
law 'another hash' exits 5 "$work/48213.json" --hash "$(printf x | sha256sum | cut -c1-64)"
sed 's/"points":70/"points":71/' "$work/48213.json" >"$work/changed.json"
law 'a point more' exits 5 "$work/changed.json"
law 'the hash is named' grep -q '^list_sha256: ' "$work/said"
law 'no document' exits 2 "$work/list"
law 'no file' exits 3 "$work/none.json"
law 'no word' exits 2
end_of_laws
