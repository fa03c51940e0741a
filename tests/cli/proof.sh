#!/bin/sh
# `quarters solve --proof` and `quarters check --proof` on whole instances: every level before agencies
# of the public instances but comp4sites_w1, of the demo's kind of instance, and what is said otherwise.
set -u

. tests/law.sh

# proves INSTANCE: solved with a proof of less than 2 MB that holds, the same bytes each time
proves() {
    "$quarters" solve "$1" -o "$work/plan.json" --proof "$work/proof.json" &&
        "$quarters" solve "$1" -o "$work/plan2.json" --proof "$work/proof2.json" &&
        cmp "$work/plan.json" "$work/plan2.json" && cmp "$work/proof.json" "$work/proof2.json" &&
        "$quarters" check "$1" "$work/plan.json" --proof "$work/proof.json" &&
        [ "$(wc -c <"$work/proof.json")" -lt 2000000 ]
}

"$quarters" generate --rooms 100 --seed 1 -o "$work/made.json"
for instance in fixtures/benchmarks/pas_*.json "$work/made.json"; do
    law "proof of $(basename "$instance" .json)" proves "$instance"
done

law "of a run that is stopped at once a plan and a proof stand" \
    gives 10 "$quarters" solve fixtures/benchmarks/comp4sites_w1.json --time-limit 0.01 \
    -o "$work/plan.json" --proof "$work/proof.json"
law "the plan holds" "$quarters" check fixtures/benchmarks/comp4sites_w1.json "$work/plan.json"
law "the proof does not prove it" gives 1 "$quarters" check fixtures/benchmarks/comp4sites_w1.json \
    "$work/plan.json" --proof "$work/proof.json"
law "a proof nowhere to be written" gives 3 "$quarters" solve "$work/made.json" \
    -o "$work/none.json" --proof "$work/no/such/folder"
law "leaves no plan" [ ! -e "$work/none.json" ]

end_of_laws
