/* Patterns that POSIX ERE and JavaScript read alike, see schema.h.
 *
 * The document is read by other people's tools, which take a pattern for JavaScript's; here regcomp
 * reads it. What the two understand differently is refused, so that nobody is promised another
 * check than the one that runs. */
#include "schema_shape.h"

#include <string.h>

/* What follows a '[' up to its ']': no escapes, classes or equivalences; NULL where it is not so.
 */
static const char *behind_bracket(const char *p)
{
    if (*p == '^')
        p++;
    if (*p == ']') /* POSIX: a member; JavaScript: the end */
        return NULL;
    for (; *p != '\0' && *p != ']'; p++)
        if (*p == '\\' || *p == '[' || (unsigned char)*p >= 0x80)
            return NULL;
    return *p == ']' ? p + 1 : NULL;
}

static bool is_common(const char *p)
{
    char last = '\0';
    while (*p != '\0') {
        const char c = *p++;
        if ((unsigned char)c >= 0x80 || (unsigned char)c < 0x20)
            return false;
        if (c == '[') {
            p = behind_bracket(p);
            if (p == NULL)
                return false;
        } else if (c == '\\') { /* only of signs: \d, \b and \1 are not common */
            if (*p == '\0' || strchr("^.[]$()|*+?{}\\/", *p) == NULL)
                return false;
            p++;
        } else if (strchr("*+?", c) != NULL && (last == '\0' || strchr("*+?({|^", last) != NULL)) {
            return false; /* lazy, possessive, (?…), or nothing to repeat */
        } else if (c == '?' && last == '}') {
            return false;
        }
        last = c == '[' || c == '\\' ? 'x' : c;
    }
    return true;
}

bool schema_pattern(const char *pattern, regex_t *out)
{
    return is_common(pattern) && regcomp(out, pattern, REG_EXTENDED | REG_NOSUB) == 0;
}
