/* Writes files as one C source with the table of src/service/embedded.h.
 *
 *     embed fixtures/policies/a.json fixtures/seed/b.csv > embedded.c
 *
 * A build-time program: it stops at the first trouble and leaves nothing that compiles. Names lose
 * their leading "fixtures/". Bytes are written as numbers: a string literal may hold 4,095 only.
 */
#include <stdio.h>
#include <string.h>

static const char *name_of(const char *path)
{
    static const char top[] = "fixtures/";
    return strncmp(path, top, sizeof top - 1) == 0 ? path + sizeof top - 1 : path;
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
    long sizes[64];
    if (argc - 1 > (int)(sizeof sizes / sizeof *sizes) || argc < 2) {
        fprintf(stderr, "embed: 1 to %zu files\n", sizeof sizes / sizeof *sizes);
        return 2;
    }
    printf("/* Made by src/tools/embed.c; do not edit. */\n");
    /* found through -Iinclude, wherever the build folder lies */
    printf("#include \"../src/service/embedded.h\"\n\n");
    for (int i = 1; i < argc; i++) {
        sizes[i - 1] = embed_bytes(argv[i], i);
        if (sizes[i - 1] < 0) {
            fprintf(stderr, "embed: cannot read %s\n", argv[i]);
            return 2;
        }
    }
    printf("\nconst struct embedded_file embedded_files[] = {\n");
    for (int i = 1; i < argc; i++)
        printf("    {\"%s\", (const char *)file_%d, %ldu},\n", name_of(argv[i]), i, sizes[i - 1]);
    printf("};\nconst size_t n_embedded_files = %d;\n", argc - 1);
    return fflush(stdout) == 0 ? 0 : 2;
}
