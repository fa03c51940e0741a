/* The engine's commands and how they are called: for the help, and for what a wrong call prints. */
#include "solver/command.h"

const struct solver_command solver_commands[] = {
    {"solve", solver_command_solve,
     "INSTANCE [-o PLAN] [--proof FILE] [--max-moves N | --moves-curve] [--time-limit S] "
     "[--progress]",
     "giải một bài toán", "solve an instance"},
    {"check", solver_command_check, "INSTANCE PLAN [--proof FILE]", "kiểm tra một phương án",
     "check a plan"},
    {"explain", solver_command_explain,
     "INSTANCE PLAN PARTY|--all [--format text|json] [--reader official|planner] "
     "[--every-reader] [-o F] [--time-limit S]",
     "vì sao có phòng này, hay chưa có phòng", "why a party has its room, or none"},
    {"value", solver_command_value, "INSTANCE PLAN [--format text|json] [-o F] [--time-limit S]",
     "sửa phòng nào, thêm chỗ ở đâu thì lợi nhất",
     "which repair, or one bed more where, gains most"},
    {"repairs-plan", solver_command_repairs_plan,
     "INSTANCE [--costs FILE] --rooms N | --budget DONG [--format text|json] [-o F] "
     "[--time-limit S]",
     "với bấy nhiêu phòng hay tiền, sửa những phòng nào thì lợi nhất",
     "which repairs gain most, of so many rooms or for so much"},
    {"model", solver_command_model, "INSTANCE [--classes] [--level K] [--values V1,V2,…] [-o F]",
     "in mô hình của một mức (K đếm từ 0), cho bộ giải khác",
     "print a level's model (K counts from 0), for any other solver"},
    {"generate", solver_command_generate, "--rooms N [--seed S] [-o F]",
     "sinh một bài toán giả định để thử", "make up an instance, for tests"},
};

const size_t solver_n_commands = sizeof solver_commands / sizeof *solver_commands;
