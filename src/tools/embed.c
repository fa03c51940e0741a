/* Writes files as one C source with a table of base/embedded.h.
 *
 *     embed service_files fixtures/policies/a.json fixtures/seed/b.csv > service_files.c
 *
 * A build-time program: it stops at the first trouble and leaves nothing that compiles. Names lose
 * their leading "fixtures/", "src/api/" or "build/web/". Bytes are written as numbers: a string
 * literal may hold 4,095 only.
 */
#include <stdio.h>
#include <string.h>

static const char *name_of(const char *path)
{
    static const char *const tops[] = {"fixtures/", "src/api/", "build/web/"};
    for (size_t i = 0; i < sizeof tops / sizeof *tops; i++)
        if (strncmp(path, tops[i], strlen(tops[i])) == 0)
            return path + strlen(tops[i]);
    return path;
}

/* One array with a NUL behind the bytes; their number, or -1. */
static long embed_bytes(const char *path, int ix)
{
    FILE *in = fopen(path, "rb");
    if (in == NULL)
        return -1;
    long n = 0;
    int c;
    printf("static const unsigned char file_%d[] = {", ix);
    while ((c = getc(in)) != EOF)
        printf("%s%d,", n++ % 20 == 0 ? "\n    " : "", c);
    printf("\n    0};\n");
    int failed = ferror(in);
    return fclose(in) != 0 || failed ? -1 : n;
}

int main(int argc, char **argv)
{
    long sizes[128];
    if (argc - 2 > (int)(sizeof sizes / sizeof *sizes) || argc < 3) {
        fprintf(stderr, "embed: a table's name, then 1 to %zu files\n",
                sizeof sizes / sizeof *sizes);
        return 2;
    }
    printf("/* Made by src/tools/embed.c; do not edit. */\n");
    printf("#include \"base/embedded.h\"\n\nextern const struct embedded_file %s[];\n", argv[1]);
    printf("extern const size_t n_%s;\n\n", argv[1]);
    for (int i = 2; i < argc; i++) {
        sizes[i - 2] = embed_bytes(argv[i], i);
        if (sizes[i - 2] < 0) {
            fprintf(stderr, "embed: cannot read %s\n", argv[i]);
            return 2;
        }
    }
    printf("\nconst struct embedded_file %s[] = {\n", argv[1]);
    for (int i = 2; i < argc; i++)
        printf("    {\"%s\", (const char *)file_%d, %ldu},\n", name_of(argv[i]), i, sizes[i - 2]);
    printf("};\nconst size_t n_%s = %d;\n", argv[1], argc - 2);
    return fflush(stdout) == 0 ? 0 : 2;
}
