/* The proof of a plan, level by level: what it proves is what the plan may claim. */
#include "prove.h"

/* Level j; bound and is_proven of it afterwards are those of the proof. */
static void prove_level(const struct sv_prove_model *pm, struct sv_run *run, int j,
                        struct sv_prove_script *script, struct sv_text *out)
{
    struct solver_level *level = &run->levels[j];
    struct sv_prove_level lv;
    run->report(run, "proof", j);
    sv_prove_level_init(&lv, pm, j, script, run->level_mem);
    struct sv_prove_tree tree = sv_prove_tree(&lv, run, lv.sense * level->value);
    sv_prove_write_level(out, &lv, &tree);
    level->is_proven = tree.is_closed;
    if (tree.is_closed && tree.n_nodes > 1)
        *script = sv_prove_script_of(&lv, &tree, run->mem);
    if (tree.is_closed)
        level->bound = level->value;
    else if (tree.bound != SV_NO_BOUND)
        level->bound = lv.sense * sv_floor(tree.bound, 1);
    sv_arena_release(run->level_mem);
}

static void nothing_of_level(struct sv_run *run, int j, struct sv_text *out)
{
    sv_prove_write_nothing(out, &run->levels[j]);
    run->levels[j].is_proven = false;
}

static void head(const struct solver_instance *inst, struct sv_text *out)
{
    sv_text_add(out,
                "{\"format\":\"quarters.proof/1\",\n\"instance_sha256\":\"%s\",\n\"scale\":%d,\n"
                "\"levels\":[",
                inst->sha256, SV_SCALE);
}

static void levels(struct sv_run *run, const struct sv_prove_model *pm, struct sv_text *out)
{
    struct sv_prove_script script = {0};
    head(run->inst, out);
    for (int j = 0; j < run->n_levels && run->levels[j].objective != SOLVER_AGENCIES; j++) {
        sv_text_add(out, "%s\n", j ? "," : "");
        if (pm && !run->effort.is_over(run->effort.ctx))
            prove_level(pm, run, j, &script, out);
        else
            nothing_of_level(run, j, out);
    }
    sv_text_add(out, "]}\n");
}

void sv_prove(struct sv_run *run, struct sv_text *out)
{
    struct sv_prove_model pm;
    /* no kinds: memory was out before the search began */
    bool is_over = run->effort.is_over(run->effort.ctx) || !run->kinds.n_profiles;
    if (!is_over)
        sv_prove_model_init(&pm, run, run->mem);
    levels(run, is_over ? NULL : &pm, out);
}

void sv_prove_nothing(struct sv_run *run, struct sv_text *out)
{
    levels(run, NULL, out);
}

void sv_prove_conflict(const struct solver_instance *inst, struct sv_text *out)
{
    head(inst, out);
    sv_text_add(out, "]}\n");
}
