/* `quarters generate`: a made-up instance, for tests and benches (include/solver/generate.h). */
#include <stdlib.h>

#include "command_file.h"
#include "command_line.h"
#include "solver/command.h"
#include "solver/generate.h"

int solver_command_generate(int argc, char **argv, const char *lang)
{
    const char *output = "-";
    int64_t n_rooms = 0, seed = 1;
    const struct sv_argument args[] = {
        {.kind = SV_ARG_NUMBER,
         .name = "--rooms",
         .number = &n_rooms,
         .least = 1,
         .most = SOLVER_GENERATE_MAX_ROOMS,
         .is_needed = true},
        {.kind = SV_ARG_NUMBER, .name = "--seed", .number = &seed, .most = INT64_MAX},
        {.kind = SV_ARG_OUTPUT, .name = "-o", .text = &output}};
    const struct sv_call call = {"generate", lang, args, sizeof args / sizeof *args};
    char *text = NULL;
    size_t len = 0;
    int code = sv_call_read(&call, argc, argv);
    if (code)
        return code;
    if (solver_generate((int)n_rooms, (uint64_t)seed, &text, &len) != SOLVER_OK)
        return sv_call_out_of_memory(&call);
    code = solver_command_write(output, text, len, lang) ? 0 : 3;
    free(text);
    return code;
}
