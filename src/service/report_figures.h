/* Private to src/service/report_*.c: how tables of figures are written down. */
#ifndef SERVICE_REPORT_FIGURES_H
#define SERVICE_REPORT_FIGURES_H

#include "report_parts.h"

#define REPORT_LENGTH(array) (sizeof(array) / sizeof *(array))
#define REPORT_BIT(text)     (1u << (text))

#define REPORT_PLAIN(count)                                                                        \
    {                                                                                              \
        .n = count                                                                                 \
    }
#define REPORT_DETAIL(count)                                                                       \
    {                                                                                              \
        .n = count, .is_detail = true                                                              \
    }
#define REPORT_PART(key, vi, en, count, base)                                                      \
    {                                                                                              \
        .name = {key, vi, en}, .kind = REPORT_RATIO, .n = count, .of = base                        \
    }
#define REPORT_MEAN_OF(key, vi, en, count, base, unit)                                             \
    {                                                                                              \
        .name = {key, vi, en}, .kind = REPORT_MEAN, .n = count, .of = base, .scale = unit          \
    }
#define REPORT_TABLE(key, vi, en, set, n, group1, group2, named, figures)                          \
    {                                                                                              \
        {key, vi, en}, set, n, {group1, group2}, named, REPORT_LENGTH(figures), figures            \
    }

#endif
